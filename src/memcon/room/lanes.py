"""A timeline as a drawing made on the server: one lane for each pair of sides, one mark for each month or year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from memcon.inquiries.moves import plain
from memcon.inquiries.series import Meeting
from memcon.model.dates import bounds
from memcon.room.talking import Talks

LANES = 9  # pairs with a lane of their own; the others share one
WIDE, LEFT, RIGHT, HIGH, TOP = 960, 250, 16, 26, 26  # units of the drawing
MONTHS = 60  # months up to which marks stand for months, beyond for years
TICKS = 8


@dataclass(frozen=True, slots=True)
class Moment:
    """A mark: how many meetings in a month or year, where it stands, and what the list is asked for."""

    x: float
    y: float
    width: float
    height: float
    when: str
    meetings: int


@dataclass(frozen=True, slots=True)
class Lane:
    """The meetings of one pair. `known` says whether the pair are sides, or names where no sides are known."""

    label: str
    known: str  # sides, names, others
    meetings: int
    y: float
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The drawing, and how many meetings it leaves out because they bear no date."""

    width: int
    height: int
    left: int
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    undated: int
    by: str  # month, year


def lanes(talks: Talks) -> Lanes | None:
    """Draw the meetings of an archive by pair of sides; None where no meeting bears a date."""
    dated = [(one, day) for one in talks.meetings if (day := bounds(one.date or "")[0]) is not None]
    if not dated:
        return None
    low, high = min(day for _, day in dated), max(day for _, day in dated)
    months = (high.year - low.year) * 12 + high.month - low.month + 1
    by = "month" if months <= MONTHS else "year"
    first, count = ((low.year * 12 + low.month - 1, months) if by == "month" else (low.year, high.year - low.year + 1))
    held: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for one, day in dated:
        at = day.year * 12 + day.month - 1 if by == "month" else day.year
        held[pair(talks, one)][at - first] += 1
    made = tuple(_lane(at, label, known, counts, first, count, by) for at, (label, known, counts) in _most(held))
    return Lanes(WIDE, TOP + HIGH * len(made) + 30, LEFT, made, tuple(_ticks(first, count, by)),
                 len(talks.meetings) - len(dated), by)  # fmt: skip


def pair(talks: Talks, meeting: Meeting) -> tuple[str, str]:
    """Name the pair that meets: two sides where they are known, else the two who meet most often; and which it is."""
    people = talks.people(meeting)
    sides = sorted({one.side for one in people if one.side})
    if len(sides) >= 2:
        return " – ".join(sides[:3]), "sides"
    often = sorted(people, key=lambda one: (-talks.roll.records[one.key], one.name))[:2]
    named = sorted(plain(one.name) for one in often)
    return (" – ".join(named), "names") if len(named) == 2 else ("", "others")


def _most(
    held: dict[tuple[str, str], Counter[int]],
) -> Iterable[tuple[int, tuple[str, str, Counter[int]]]]:
    """Give the pairs that meet most, those of sides first; all further ones together."""
    rest = held.pop(("", "others"), Counter())
    ordered = sorted(held.items(), key=lambda one: (-one[1].total(), one[0][0]))
    for _, counts in ordered[LANES:]:
        rest.update(counts)
    kept = [(label, known, counts) for (label, known), counts in ordered[:LANES]]
    kept.sort(key=lambda one: one[1] != "sides")
    return enumerate([*kept, *([("", "others", rest)] if rest else [])])


def _lane(at: int, label: str, known: str, counts: Counter[int], first: int, count: int, by: str) -> Lane:
    y = TOP + at * HIGH
    step = (WIDE - LEFT - RIGHT) / count
    moments = []
    for place, meetings in sorted(counts.items()):
        tall = min(HIGH - 6, 5 + 3 * meetings**0.7)
        x, top, wide = LEFT + place * step + step * 0.08, y + HIGH - 3 - tall, max(2.0, step * 0.84)
        spot = round(x, 1), round(top, 1), round(wide, 1), round(tall, 1)
        moments.append(Moment(*spot, _when(first + place, by), meetings))
    return Lane(label, known, counts.total(), y, tuple(moments))


def _when(place: int, by: str) -> str:
    return f"{place // 12:04}-{place % 12 + 1:02}" if by == "month" else f"{place:04}"


def _ticks(first: int, count: int, by: str) -> Iterable[tuple[float, str]]:
    every = max(1, -(-count // TICKS))
    step = (WIDE - LEFT - RIGHT) / count
    return ((round(LEFT + place * step, 1), _when(first + place, by)) for place in range(0, count, every))


