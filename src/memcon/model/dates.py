"""A date as it was printed and what it can mean; how uncertain dates compare."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date as printed, and its meaning in EDTF (ISO 8601-2) of the Gregorian calendar.

    certainty: stated (the paper says so), supplied (editors put it in brackets), inferred (taken from another place
    of the document, such as its title), approximate ("about", "early in").
    calendar is the one printed: gregorian or julian.
    """

    printed: str
    edtf: str
    certainty: str = "stated"
    calendar: str = "gregorian"


class Order(StrEnum):
    """How one uncertain date lies to another."""

    BEFORE = "before"  # every day it can mean comes before every day of the other
    AFTER = "after"
    SAME = "same"  # both mean one and the same day
    OVERLAPPING = "overlapping"  # they share days, so neither order can be claimed
    UNKNOWN = "unknown"  # one of them says nothing


Bounds = tuple[date | None, date | None]
UNREADABLE: Bounds = (None, None)
QUALIFIER = re.compile(r"[?~%]")
PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
MASKED = re.compile(r"(?=[0-9X-]*X)([0-9]{1,4}X{0,3}|X{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?\Z")
# What goes on to the library: signs that EDTF has, and a digit among them.
POSSIBLE = re.compile(r"(?=[^0-9]{0,8}[0-9])[0-9XYESTZ.,:/+\-]{4,64}\Z")
# A season covers three months; 25-28 are northern, 29-32 southern, 21-24 say no half of the world and are read as
# northern. A winter may be the one at either end of its year.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 14), 25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (1, 14),
           29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8)}
SIX_MONTHS_AND_LESS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8), 39: (9, 12),
                       40: (1, 6), 41: (7, 12)}
PARTS_OF_YEAR = SEASONS | SIX_MONTHS_AND_LESS
OPEN = ("", "..")


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Bounds:
    """Give the earliest and the latest day an EDTF date can mean.

    Qualifiers do not widen: "1934-11-24~" is bounded by its one day, for nobody said how far "about" reaches.
    A season that names no half of the world is that of the northern one. Of a set, the outermost days count.

    Returns:
        Days, both inclusive. None stands for an open or unknown end ("../1963-11-25"), for a year that the calendar
        lacks (before 1, after 9999), and, on both sides, for what cannot be read. Never raises.
    """
    written = QUALIFIER.sub("", edtf.strip())
    if written[:1] + written[-1:] in ("[]", "{}"):
        return _set_bounds(written[1:-1])
    if written.count("/") == 1:
        return _interval_bounds(*written.split("/"))
    return _one(written)


def compare(one: str, other: str) -> Order:
    """Say how one EDTF date lies to another, claiming an order only where no reading of the two contradicts it.

    An approximate end ("~", "%") reaches one unit of its own precision further: about a day, a month, a year.
    Two equal months overlap; only two equal, plain days are the same.
    """
    if bounds(one) == UNREADABLE or bounds(other) == UNREADABLE:
        return Order.UNKNOWN
    (first, last), (other_first, other_last) = _reach(one), _reach(other)
    if last and other_first and last < other_first:
        return Order.BEFORE
    if first and other_last and first > other_last:
        return Order.AFTER
    if first and first == last == other_first == other_last and not QUALIFIER.search(one + other):
        return Order.SAME
    return Order.OVERLAPPING


def sort_key(edtf: str | None) -> tuple[int, int, int, str]:
    """Give a key that puts EDTF dates in one order: by earliest day, the narrower first; the undated last.

    A date open at its start ("not later than") stands at its latest day, before what is dated to that very day.
    """
    first, last = bounds(edtf or "")
    if first is None and last is None:
        return 1, 0, 0, edtf or ""
    if first is None:
        return 0, _ordinal(last), -1, edtf or ""
    return 0, first.toordinal(), _ordinal(last) if last else date.max.toordinal() + 1, edtf or ""


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _one(written: str) -> Bounds:
    """Bound a single date that has no qualifiers."""
    plain = PLAIN.match(written)
    if plain:
        year, month, day = int(plain[1]), int(plain[2] or 0), int(plain[3] or 0)
        if month in PARTS_OF_YEAR and not plain[3]:
            return _months(year, *PARTS_OF_YEAR[month])
        return _calendar(year, month if plain[2] else None, day if plain[3] else None)
    masked = MASKED.match(written)
    if masked and len(masked[1]) == 4:
        return _masked(masked[1], masked[2], masked[3])
    return _by_library(written) if POSSIBLE.match(written) else UNREADABLE


def _calendar(year: int, month: int | None, day: int | None) -> Bounds:
    """Bound a year, a month or a day; what the calendar lacks is unreadable."""
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return UNREADABLE


def _months(year: int, first: int, last: int) -> Bounds:
    """Bound a run of months; month 14 is February of the next year."""
    over, month = divmod(last - 1, 12)
    return _calendar(year, first, None)[0], _calendar(year + over, month + 1, None)[1]


def _masked(year: str, month: str | None, day: str | None) -> Bounds:
    """Bound a date with unspecified digits: "193X", "1934-XX-24", "1934-11-XX"."""
    low, high = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    low_month, high_month = _ends(month, 1, 12)
    low_day, high_day = _ends(day, 1, None)
    first = _calendar(low, low_month, low_day)[0]
    last = _calendar(high, high_month, high_day)[1]
    return (first, last) if first and last else UNREADABLE


def _ends(written: str | None, low: int, high: int | None) -> tuple[int | None, int | None]:
    if written is None:
        return None, None
    return (low, high) if written == "XX" else (int(written), int(written))


def _interval_bounds(start: str, end: str) -> Bounds:
    first, last = _one(start), _one(end)
    if (start not in OPEN and first == UNREADABLE) or (end not in OPEN and last == UNREADABLE):
        return UNREADABLE
    if first[0] and last[1] and first[0] > last[1]:
        return UNREADABLE
    return first[0], last[1]


def _set_bounds(members: str) -> Bounds:
    """Bound a set by its outermost members; ".." makes a run of days, or opens an end."""
    parts = [part.strip() for part in members.split(",")]
    found = [_run(part) for part in parts]
    if not parts or UNREADABLE in found:
        return UNREADABLE
    firsts, lasts = [first for first, _ in found], [last for _, last in found]
    return (None if None in firsts else min(d for d in firsts if d),
            None if None in lasts else max(d for d in lasts if d))


def _run(part: str) -> Bounds:
    start, dots, end = part.partition("..")
    return _interval_bounds(start, end) if dots else _one(part)


def _reach(edtf: str) -> Bounds:
    """Bound a date, approximate ends one unit of their precision wider."""
    first, last = bounds(edtf)
    if "~" not in edtf and "%" not in edtf:
        return first, last
    start, _, end = edtf.partition("/")
    return _moved(first, -_unit(start)), _moved(last, _unit(end or start))


def _unit(written: str) -> int:
    """Length in days of the unit to which an approximate date is given; 0 where it is not approximate."""
    if "~" not in written and "%" not in written:
        return 0
    return (366, 31, 1)[min(2, QUALIFIER.sub("", written).strip("[]{}").split(",")[0].count("-"))]


def _moved(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _by_library(written: str) -> Bounds:
    """Ask the edtf library; it takes milliseconds, and gives infinities and its own errors, so it comes last."""
    from edtf import parse_edtf
    try:
        parsed = parse_edtf(written)
        first, last = parsed.lower_strict(), parsed.upper_strict()
    except Exception:  # the library's parser fails in many ways on what is not EDTF
        return UNREADABLE
    return _day(first), _day(last)


def _day(moment: object) -> date | None:
    """Turn the library's time tuple into a day; infinities and years outside the calendar into None."""
    if not isinstance(moment, tuple):
        return None
    try:
        return date(*moment[:3])
    except (TypeError, ValueError):
        return None
