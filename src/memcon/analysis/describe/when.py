"""When a document was written, and where: the dateline, and what stands in for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from memcon.analysis.describe.dates import FoundDate, find_dates
from memcon.analysis.describe.zones import Line, Zones
from memcon.analysis.language import Frame
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description, Evidence
from memcon.model.record import Role

LONGEST = 320  # characters a dateline may have, with file numbers and classification beside it
DAY = len("1934-11-24")
PLACE_NAME = 12  # letters of a place; of two lines with no more beside the date the first is the dateline
REST = 45  # letters that may stand beside the date on a dateline
NO_DATELINE = (Role.SOURCE_NOTE, Role.PRESENT, Role.TURN)
RECEIVED = re.compile(r"(?i)\[?\b(?:received|rec'd|transmitted|despatched|dispatched)\b.*")
SERIAL = re.compile(r"(?i)\b(?:no|nos|spec|ex|№|номер|nr|copy|telegram|at|to)\.?\s*(?=[\d№])|\d[\d/.,:–—-]*|[№#]")
FILLER = re.compile(r"(?i)\b(?:at|on|the|from|by|in|a\.?m|p\.?m|noon|midnight|hours|hrs|o’clock|undated"
                    r"|день|часов|г)\b\.?")
SYMBOL = re.compile(r"[^\W\d_a-zа-я]{1,5}(?:-\w*)?$")  # "TS-ns", "SVE"
# Words that stand on a dateline before its place: "Date and time:", "Held on", "My Lord,"
LABEL = re.compile(r"(?i)^\W*(?:date|time|when|place|datum|zeit|дата|время)\b[^:\n]{0,24}:|\bheld(?: on| at| in)?\b"
                   r"|^\W*(?:my lord|sir|excellency|monsieur le ministre)\b,?")
PLACE_FIELD = re.compile(r"(?im)^\W*(?:place|location|venue|ort|место)[ ]*:[ ]*(?P<place>[^\n]{2,100})$"
                         r"|(?m:^)(?-i:FM AM(?:EMBASSY|CONSUL\w*) (?P<post>[A-Z ]{3,40}))$")
CAPITALS = re.compile(r"[A-ZА-ЯЁÀ-ÞŽŠČŁ][^\W\d_]*(?:[’'-][^\W\d_]+)*"
                      r"(?:(?:[ ]|, )(?:[A-ZА-ЯЁÀ-Þ][^\W\d_]*(?:[’'-][^\W\d_]+)*|de|am|an|der|on|upon|la|le)){0,4}")


@dataclass(frozen=True, slots=True)
class When:
    """Date and place with the words that tell them."""

    date: HistoricalDate | None
    place: str | None
    evidence: tuple[Evidence, ...]


def when(laid: Zones, title: Line | None, stated: Description, frame: Frame) -> When:
    """Find date and place.

    The dateline counts first: of the lines at the top that hold a date, the one with the fewest other words. Then a
    date that the title carries, a date that stands alone at the end, a date in the first sentence; these are inferred.
    What the source's mark-up states goes before all; the dateline then only says how it was printed.
    """
    year = _year(stated, title, frame)
    line, found = _dateline(laid.head, title, frame, year)
    evidence = []
    if line and found:
        evidence.append(Evidence("date", line.start + found.start, line.start + found.end, "the dateline"))
    place = stated.place or _field_place(laid.head)
    place = place or (_place(line, found, frame) if line and found else None) or _lone_place(laid.head, title, frame)
    if stated.date:
        same = found is not None and found.date.edtf == stated.date.edtf
        return When(found.date if same and found else stated.date, place, tuple(evidence))
    if found:
        return When(found.date, place, tuple(evidence))
    other, why = _elsewhere(laid, title, frame, year)
    if other is None:
        return When(None, place, ())
    line, found = other
    return When(found.date, place, (Evidence("date", line.start + found.start, line.start + found.end, why),))


def _year(stated: Description, title: Line | None, frame: Frame) -> int | None:
    """Give the year for datelines that leave it out: the mark-up's, else the title's."""
    known = [stated.date.edtf] if stated.date else []
    if title and not known:
        known = [f.date.edtf for f in find_dates(title.words, frame.code)]
    years = [int(m[0]) for words in known if (m := re.search(r"\d{4}", words))]
    return years[-1] if years else None


def _dateline(head: Sequence[Line], title: Line | None, frame: Frame,
              year: int | None) -> tuple[Line | None, FoundDate | None]:
    best: tuple[int, Line, FoundDate] | None = None
    for line in head:
        if (title and line.end == title.end) or len(line.words) > LONGEST or line.role in NO_DATELINE:
            continue
        found = find_dates(RECEIVED.sub(lambda m: " " * len(m[0]), line.words), frame.code, year=year)
        if not found:
            continue
        rest = 0 if line.role == Role.DATELINE else max(PLACE_NAME, len(_rest(line, found[0], frame)))
        if rest <= REST and (best is None or rest < best[0]):
            best = (rest, line, found[0])
    return (best[1], best[2]) if best else (None, None)


def _rest(line: Line, found: FoundDate, frame: Frame) -> str:
    """Give the letters of a line that are neither its date, numbers, classification nor small words."""
    words = f"{line.words[:found.start]} {line.words[found.end:]}"
    for pattern in (RECEIVED, frame.classification, SERIAL, FILLER):
        words = pattern.sub(" ", words)
    return re.sub(r"[\W\d_]+", "", words)


def _place(line: Line, found: FoundDate, frame: Frame) -> str | None:
    """Read the place: a known one right before the date ("Council, Vienna, 3 July"), else one before or after."""
    nearest = line.words[:found.start].rstrip(" ,").rpartition(",")[2].strip(" []*_")
    if nearest in frame.words["places"] and nearest not in frame.words["not_places"]:
        return _cased(nearest)
    for words in (line.words[:found.start], line.words[found.end:]):
        for pattern in (RECEIVED, frame.classification, LABEL):
            words = pattern.sub(" ", words)
        words = re.sub(r"[\[\]*_,]+", " ", SERIAL.sub(" ; ", words))
        for match in CAPITALS.finditer(words):
            name = " ".join(w for w in match[0].split() if w.strip(",") not in frame.words["not_places"])
            acronym = SYMBOL.match(name) is not None and name.title() not in frame.words["places"]
            body = name.title() in frame.words["bodies"] and name.title() not in frame.words["places"]
            if len(name) > 2 and not acronym and not body and not FILLER.fullmatch(name):
                return _cased(name.strip(", "))
    return None


def _field_place(head: Sequence[Line]) -> str | None:
    """Read a place that the head names in a field: "Place: Fujian Room, Great Hall of the People"."""
    found = next((m for line in head if (m := PLACE_FIELD.search(line.words))), None)
    return (found["place"] or _cased(found["post"])).strip(" .,*_") if found else None


def _lone_place(head: Sequence[Line], title: Line | None, frame: Frame) -> str | None:
    """Read a place that stands on a line of its own near the top, in capitals: "CANBERRA"."""
    for line in head[:6]:
        words = line.words.strip(" []*_.,")
        if title and line.end == title.end:
            continue
        if words.capitalize() in frame.words["places"] and words not in frame.words["not_places"]:
            return _cased(words)
    return None


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name


def _elsewhere(laid: Zones, title: Line | None, frame: Frame,
               year: int | None) -> tuple[tuple[Line, FoundDate] | None, str]:
    """Look for a date where no dateline stands: in the title, alone at the end, in the first sentences."""
    if title:
        found = find_dates(title.words, frame.code)
        if found:
            return (title, _inferred(found[-1])), "the title"
    for line in laid.tail[::-1]:
        found = find_dates(line.words, frame.code, year=year) if len(line.words) < LONGEST else []
        if found and len(_rest(line, found[0], frame)) <= REST / 2 and line.role != Role.SOURCE_NOTE:
            return (line, found[0]), "stands alone at the end"
    for line in laid.head:
        found = [f for f in find_dates(line.words[:600], frame.code, year=year) if len(f.date.edtf) >= DAY]
        if found and line.role not in (Role.SOURCE_NOTE, Role.FOOTNOTE):
            return (line, _inferred(found[0])), "the first sentences"
    return None, ""


def _inferred(found: FoundDate) -> FoundDate:
    return replace(found, date=replace(found.date, certainty="inferred"))
