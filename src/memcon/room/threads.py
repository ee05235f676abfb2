"""Commitments and what came of them, drawn on the server: a thread from each to the papers that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from memcon.model.dates import bounds

MOST = 20  # threads of a drawing; the table below has all
WIDE, LEFT, RIGHT, HIGH, TOP = 960, 330, 74, 24, 26  # units of the drawing
MONTHS = 30  # months up to which ticks stand for months, beyond for years
TICKS = 8


@dataclass(frozen=True, slots=True)
class Told:
    """What is drawn of one commitment: a name, the day (EDTF), and what tells of it: day, effect, words.

    `ruled` tells that a person said what came of it.
    """

    label: str
    date: str | None
    traces: tuple[tuple[str | None, str, str], ...]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Knot:
    """A later paper or outcome on a thread."""

    x: float
    when: str
    effect: str
    words: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One commitment: where its line begins, and its knots in order of date."""

    label: str
    y: float
    x: float
    when: str
    knots: tuple[Knot, ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Threads:
    """The drawing. `left_out` counts commitments with dated traces that it has no room for."""

    width: int
    height: int
    left: int
    threads: tuple[Thread, ...]
    ticks: tuple[tuple[float, str], ...]
    left_out: int


def threads(told: Sequence[Told]) -> Threads | None:
    """Draw commitments whose day is known and of which a dated paper or outcome tells; None where there is none."""
    dated = [(one, day, knots) for one in told if (day := _day(one.date)) and (knots := list(_dated(one)))]
    if not dated:
        return None
    shown = dated[:MOST]
    days = [day for _, first, knots in shown for day in (first, *(when for when, _, _ in knots))]
    low, high = min(days), max(days)
    span = max(1, (high - low).days)

    def x(day: date) -> float:
        return round(LEFT + (WIDE - LEFT - RIGHT) * (day - low).days / span, 1)

    drawn = tuple(
        Thread(one.label, TOP + at * HIGH, x(day), one.date or "",
               tuple(Knot(x(when), when.isoformat(), *what) for when, *what in sorted(knots)), one.ruled)
        for at, (one, day, knots) in enumerate(shown)
    )  # fmt: skip
    ticks = tuple((x(day), name) for day, name in _ticks(low, high))
    return Threads(WIDE, TOP + HIGH * len(drawn) + 30, LEFT, drawn, ticks, len(dated) - len(shown))


def _day(edtf: str | None) -> date | None:
    return bounds(edtf or "")[0]


def _dated(one: Told) -> Iterable[tuple[date, str, str]]:
    return ((day, effect, words) for when, effect, words in one.traces if (day := _day(when)) is not None)


def _ticks(low: date, high: date) -> Iterable[tuple[date, str]]:
    """Give the beginnings of months, or of years, that lie between two days; never more than TICKS."""
    months = (high.year - low.year) * 12 + high.month - low.month
    step = 1 if months <= MONTHS else 12
    first = low.year * 12 + low.month if step == 1 else (low.year + 1) * 12
    places = range(first, high.year * 12 + high.month, step)
    for place in places[:: max(1, -(-len(places) // TICKS))]:
        begin = date(place // 12, place % 12 + 1, 1)
        yield begin, begin.isoformat()[: 7 if step == 1 else 4]
