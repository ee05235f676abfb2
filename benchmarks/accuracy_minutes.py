"""The Austrian ministers' council of 1848, read with the header and the machine-readable dates hidden."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from lxml import etree

from benchmarks.measuring import table
from benchmarks.reading import CORPORA, counted, described, same_person

HEADER = re.compile(rb"<teiHeader>.*</teiHeader>", re.DOTALL)
BARE = (b"<teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/></publicationStmt>"
        b"<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>")
WHEN = re.compile(rb' (?:when|from|to|notBefore|notAfter|when-iso)="[^"]*"')
TEI = "{http://www.tei-c.org/ns/1.0}"
LISTED = re.compile(r"(?:^|;)[^;]*?(?:Vorsitz|anwesend|abwesend\s*\?)\s+([^;]+)")
NAME = re.compile(r"[A-ZÄÖÜŽŠČ][\w’'-]+")


def section() -> str:
    """Measure, and write the section."""
    count: Counter[str] = Counter()
    for path in sorted((CORPORA / "ministerrat").glob("*.xml")):
        count.update(judge(path))
    lines = [("date, against the header's", counted(count["date right"], count["dated"])),
             ("place, against the header's", counted(count["place right"], count["placed"])),
             ("those present, each person of the editors' line", counted(count["people found"], count["people"]))]
    heads = ("what", f"share right, {count['sessions']} sessions")
    return f"{HEAD}\n\n{table(heads, lines)}"


HEAD = """## Austrian ministers' council, 1848

TEI in German; the header was emptied and every machine-readable date taken out before reading, so that date and
place come from the words alone. The editors' line "anw. ..." was read once more by a simple pattern of the
benchmark: its names are what is counted as present. Two of the files are introductions and have no session."""


def judge(path: Path) -> Counter[str]:
    """Compare one session with its header and the editors' line of those present."""
    content = path.read_bytes()
    day, place, people = stated(content)
    hidden = HEADER.sub(BARE, WHEN.sub(b"", content))
    about = next(described(path, path.name, hidden)).about
    names = [one.name for one in about.present]
    return Counter({
        "sessions": 1, "dated": int(bool(day)),
        "date right": int(bool(day) and about.date is not None and about.date.edtf == day),
        "placed": int(bool(place)), "place right": int(bool(place) and about.place == place),
        "people": len(people), "people found": sum(same_person(one, names, {}) for one in people),
    })


def stated(content: bytes) -> tuple[str | None, str | None, list[str]]:
    """Read day and place from the header's meeting, and the names from the editors' line."""
    root = etree.fromstring(content)
    meeting = next(root.iter(f"{TEI}meeting"), None)
    day = meeting.find(f"{TEI}date") if meeting is not None else None
    place = meeting.find(f"{TEI}placeName") if meeting is not None else None
    when, where = day.get("when") if day is not None else None, place.text if place is not None else None
    return when, where, people_of(_regest(root))


def _regest(root: etree._Element) -> str:
    division = next((d for d in root.iter(f"{TEI}div") if d.get("type") == "regest"), None)
    item = next(division.iter(f"{TEI}orig"), None) if division is not None else None
    if item is None:
        return ""
    for abbreviation in list(item.iter(f"{TEI}abbr")):
        abbreviation.text = None
    return " ".join("".join(str(words) for words in item.itertext()).split())


def people_of(line: str) -> list[str]:
    """Read family names from "Vorsitz A; anwesend B, C (bei I)"."""
    return [name[0] for part in LISTED.finditer(line) for one in re.sub(r"\([^()]*\)", "", part[1]).split(",")
            if (name := NAME.search(one.strip()))]
