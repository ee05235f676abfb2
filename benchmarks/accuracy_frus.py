"""Twelve volumes of Foreign Relations of the United States against their own tables of contents."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from benchmarks.measuring import table
from benchmarks.reading import CORPORA, Known, counted, described

ENTRY = re.compile(r'<h4><a href="[^"]*">\[(?P<number>\d+[a-z]?)\](?P<rest>.*?)(?=<hr|<h4>|\Z)', re.DOTALL)
PART = r'<p class="{}">(.*?)</p>'
TAG = re.compile(r"<[^>]+>")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
MONTH = "|".join(MONTHS)
DAY = re.compile(rf"\b(?:(?P<month>{MONTH}) (?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) (?P<month2>{MONTH})),?"
                 r" (?P<year>1[89]\d\d)\b")
# From about 1944 the file numbers of the State Department carry the date: 893.00/3-1546 is 15 March 1946.
DATE_CODE = re.compile(r"\b\d{3}\.[\w. ()]+/(\d{1,2})[-–—](\d{1,2})(\d{2})\b")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as its volume's chapter pages list it."""

    number: str
    dateline: str
    source_note: str


def section() -> str:
    """Measure, and write the section."""
    volumes = sorted((CORPORA / "frus").glob("*.epub"))
    judged = [(path.stem, judge(listed(path), list(described(path)))) for path in volumes]
    whole: Counter[str] = sum((count for _, count in judged), Counter())
    lines = [_row(name, count) for name, count in [*judged, ("**all**", whole)]]
    return f"{HEAD}\n\n{table(HEADS, lines)}\n\n{NOTE}"


HEAD = """## Twelve American volumes (FRUS, China and the Far East, 1941-49)

The EPUBs as downloaded. Found: the numbers that the volume's own chapter pages list, against the numbers of the
records read. Date: of the documents whose listed dateline holds one plain day ("March 15, 1946", "15 March 1946";
read by a simple pattern of the benchmark, not by memcon), those to which memcon gave that day. File number: where
the decimal file number ends in a date code (893.00/3-1546), documents whose date is that day, or within two days of
it: telegrams are filed by the day of receipt, enclosures by that of the letter they came in, so perfect dates too
would stay below 1."""
HEADS = ("volume", "listed documents found", "found but not listed", "records with a number", "date",
         "file number's day", "within two days of it")
NOTE = """The same volumes were open while the readers were written. The layout is that of the series, so other volumes
of these years should do as well; volumes from the 1950s on are laid out otherwise and are not in these figures."""


def listed(path: Path) -> list[Listed]:
    """List the documents that the chapter pages of a volume name, once each."""
    found: dict[str, Listed] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"/(?:ch|comp|pt|part|section)[\w-]*\.x?html$", name):
                for entry in ENTRY.finditer(archive.read(name).decode("utf-8")):
                    dateline, note = (_part(part, entry["rest"]) for part in ("dateline", "sourcenote"))
                    found.setdefault(entry["number"], Listed(entry["number"], dateline, note))
    return list(found.values())


def _part(name: str, page: str) -> str:
    inside = re.search(PART.format(name), page, re.DOTALL)
    return " ".join(unescape(TAG.sub("", inside[1])).split()) if inside else ""


def day_of(dateline: str) -> str | None:
    """Read the one plain day of a dateline; None where there is none, or more than one."""
    own = re.split(r"\[?Received|\[?Rec[’']d", dateline)[0]
    days = {_iso(m["year"], MONTHS.index(m["month"] or m["month2"]) + 1, m["day"] or m["day2"])
            for m in DAY.finditer(own)}
    return days.pop() if len(days) == 1 else None


def coded_day(source_note: str) -> str | None:
    """Read the day out of a decimal file number."""
    code = DATE_CODE.search(source_note)
    return _iso(f"19{code[3]}", int(code[1]), code[2]) if code else None


def _iso(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def _is_near(told: str | None, day: str) -> bool:
    """Tell whether a day lies within two of another; telegrams are filed by the day of their receipt."""
    try:
        return told is not None and abs(date.fromisoformat(told) - date.fromisoformat(day)).days <= 2
    except ValueError:
        return False


def judge(wanted: Iterable[Listed], found: Iterable[Known]) -> Counter[str]:
    """Compare one volume's list with the records read from it."""
    records = list(found)
    by_number = {known.about.number: known for known in records if known.about.number}
    numbered = sum(known.about.number is not None for known in records)
    count: Counter[str] = Counter(records=len(records), numbered=numbered)
    numbers = set()
    for one in wanted:
        numbers.add(one.number)
        known = by_number.get(one.number)
        told = known.about.date.edtf if known and known.about.date else None
        count.update(listed=1, there=known is not None)
        for day, name in ((day_of(one.dateline), "day"), (coded_day(one.source_note), "code")):
            if day and known:
                count.update({name: 1, f"{name} right": told == day, f"{name} near": _is_near(told, day)})
    count["extra"] = len(set(by_number) - numbers)
    return count


def _row(name: str, count: Counter[str]) -> tuple[str, ...]:
    return (name, counted(count["there"], count["listed"]), str(count["extra"]),
            counted(count["numbered"], count["records"]), counted(count["day right"], count["day"]),
            counted(count["code right"], count["code"]), counted(count["code near"], count["code"]))
