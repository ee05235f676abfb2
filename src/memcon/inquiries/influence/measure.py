"""What a measure of influence is, and what it says of a series of meetings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from memcon.inquiries.influence.evidence import Evidence

Floats = NDArray[np.float64]
Combine = Callable[[Floats], Floats]
LEAST = 10  # what a share must be out of
FEW = 5  # meetings on which a figure must rest
ROWS = {
    "quantity": pl.String,
    "side": pl.Int8,
    "issue": pl.String,
    "meeting": pl.Int32,
    "act": pl.Int64,
    "count": pl.Float64,
    "of": pl.Float64,
}


def share(parts: Floats) -> Floats:
    """Divide the first part by the second, along the last axis; NaN where the second is 0."""
    count, of = parts[..., 0], parts[..., 1]
    divided: Floats = np.divide(count, of, out=np.full(np.shape(count), np.nan), where=of != 0)
    return divided


@dataclass(frozen=True, slots=True)
class Key:
    """One figure of a measure: the quantity, whose it is, on which issue.

    `side` is 0 or 1, or None where it belongs to both; `issue` None where all issues are taken together.
    """

    quantity: str
    side: int | None = None
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """The parts of each figure, summed within each meeting, so that meetings can be drawn anew.

    `parts` has the shape (keys, meetings, parts); `combine` makes a figure of parts along the last axis, which may be
    summed over any choice of meetings. `rows` (columns ROWS) says on which act each part rests, where parts are counts
    of acts: such figures can be corrected where people checked a random sample. `chance` is the probability of a figure
    as high by chance alone (permutation test), `apart` the same of the difference of the sides, either way, by the
    key of the first side. `least` is what a figure must be out of to mean anything, `few` on how many meetings it must
    rest.
    """

    keys: tuple[Key, ...]
    parts: Floats
    combine: Combine = share
    rows: pl.DataFrame | None = None
    chance: Mapping[Key, float] = field(default_factory=dict)
    apart: Mapping[Key, float] = field(default_factory=dict)
    least: float = LEAST
    few: int = FEW


def counted(rows: pl.DataFrame, meetings: int) -> Sums:
    """Sum rows with the columns ROWS within each meeting, and keep them: each must rest on its own act alone."""
    return replace(summed(rows, meetings), rows=rows)


def summed(rows: pl.DataFrame, meetings: int) -> Sums:
    """Sum rows with the columns ROWS (quantity, side, issue, meeting, act, count, of) within each meeting.

    For rows that rest on more than the act they name (a proposal, and what answers it): these cannot be corrected act
    by act. `meetings` is how many there are; the sums have a place for each.
    """
    names = ["quantity", "side", "issue"]
    summed = rows.group_by([*names, "meeting"]).agg(pl.col("count").sum(), pl.col("of").sum())
    keyed = summed.select(names).unique().sort(names, nulls_last=False).with_row_index("at")
    parts = np.zeros((keyed.height, meetings, 2))
    placed = summed.join(keyed, on=names, nulls_equal=True)
    at = (placed["at"].to_numpy(), placed["meeting"].to_numpy())
    parts[at] = placed.select("count", "of").to_numpy()
    keys = tuple(Key(*row) for row in keyed.select(names).iter_rows())
    return Sums(keys, parts)


@dataclass(frozen=True, slots=True)
class Example:
    """A term that a side was the first to use in the series, and that the other then used.

    `meeting` is where; `taken` in how many sentences of the other it stands, of the `uses` looked at.
    """

    side: str
    term: str
    meeting: int
    taken: int
    uses: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: what it is, in what unit, after whom, and when it says nothing.

    `sums` reads the acts of the Evidence it is given; it is called once with the acts as they stand and, for corrected
    figures, again with the machine's claims in their place. `refused` gives the reason why the records do not allow the
    measure, None where they do. `quantities` says in words what each quantity is and how to read it; `examples` gives
    words of the records by which figures can be checked.
    """

    name: str
    title: str
    definition: str
    unit: str
    source: str
    invalid: str
    quantities: Mapping[str, str]
    sums: Callable[[Evidence], Iterable[Sums]]
    refused: Callable[[Evidence], str | None] = lambda _: None
    examples: Callable[[Evidence], Iterable[Example]] = lambda _: ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a quantity of one side, of both (None), or the first side's less the second's ("difference").

    `parts` are the sums it is made of (a count and what it is out of). `meetings` counts the meetings it rests on.
    `value` is None where it would mean nothing; `why` then says so. `corrected` is the figure that a checked random
    sample gives (design-based), None where there is no sample, or the figure is no count of acts.
    """

    quantity: str
    side: str | None
    issue: str | None
    parts: tuple[float, ...]
    meetings: int
    value: float | None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    corrected: Interval | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A quantity in one meeting; `of` is what it is out of there."""

    meeting: int
    quantity: str
    side: str | None
    issue: str | None
    value: float
    of: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What one measure says: its figures, the course of each over the meetings, examples; or why it is refused."""

    measure: Measure
    figures: tuple[Figure, ...] = ()
    points: tuple[Point, ...] = ()
    refused: str | None = None
    examples: tuple[Example, ...] = ()
