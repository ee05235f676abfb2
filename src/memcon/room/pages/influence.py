"""Influence: who moved whom over a series of meetings, with intervals; what is refused, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from memcon.inquiries.influence import read
from memcon.inquiries.influence.measure import Example, Figure, Reading
from memcon.inquiries.influence.read import Influence
from memcon.model.dates import bounds
from memcon.model.errors import MemconError, MissingExtra, Unclear
from memcon.room.charting import Charted, charted
from memcon.room.page import Asked, Page
from memcon.room.talking import Talks
from memcon.studies import influence_rows

DIFFERENCE = "difference"
PAIRS = 12  # pairs offered
ISSUES = 6  # issues of a measure that are shown, those with the most acts


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that meet, and how often."""

    names: tuple[str, str]
    meetings: int


@dataclass(frozen=True, slots=True)
class Line:
    """A quantity, over the series or on one issue: of the first side, of the second, their difference; or of both."""

    quantity: str
    says: str
    issue: str | None
    first: Figure | None = None
    second: Figure | None = None
    difference: Figure | None = None
    both: Figure | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Words that one side was the first to use and the other then used, and where they were first."""

    example: Example
    record: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure: what it is, what it says of the series; `refused` gives the reason where it says nothing.

    `lacking` are the reasons of single figures that are not told, each with what it holds of.
    """

    name: str
    title: str
    definition: str
    unit: str
    source: str
    invalid: str
    refused: str | None
    lines: tuple[Line, ...]
    on_issues: tuple[Line, ...]
    more: int
    lacking: tuple[tuple[str, tuple[str, ...]], ...]
    examples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, as it was written."""

    one: str
    other: str
    issue: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class InfluenceContent:
    """All that the page shows. `sides` is None while the figures are worked out; `charts` while they are drawn."""

    title: str
    asked: Wanted
    pairs: tuple[Pair, ...]
    sides: tuple[str, str] | None = None
    meetings: int = 0
    first: str | None = None
    last: str | None = None
    acts: int = 0
    unknown: int = 0
    checked: int = 0
    left_out: int = 0
    resamples: int = 0
    chosen: bool = False  # nobody was asked for: the pair that meets most
    warnings: tuple[str, ...] = ()
    measures: tuple[Measured, ...] = ()
    charts: tuple[Charted, ...] | None = None
    no_charts: str | None = None
    gathering: bool = False
    trouble: str | None = None


def content(asked: Asked) -> InfluenceContent:
    """Give what the measures say of the two that were asked for; of the pair that meets most when nobody was."""
    wanted = Wanted(*(asked.word(name) for name in ("one", "other", "issue", "since", "until")))
    talks, fresh = asked.reading.talks()
    often = asked.reading.awaited("pairs met", id(talks), lambda: _often(talks), patience=0.3) or []
    shown = tuple(Pair((one, other), count) for one, other, count in often)
    begun = InfluenceContent(asked.words("title.influence"), wanted, shown, gathering=not fresh)
    try:
        found = _found(asked, wanted)
        return begun if found is None else _told(asked, wanted, found, begun)
    except MemconError as error:
        return replace(begun, trouble=str(error))


def _often(talks: Talks | None) -> list[tuple[str, str, int]]:
    held = talks or Talks()
    return read.pairs((one for one in held.meetings if not one.told), held.roll)[:PAIRS]


def _asked_for(wanted: Wanted) -> tuple[tuple[str, ...], str | None, date | None, date | None]:
    between = tuple(name for name in (wanted.one, wanted.other) if name)
    return between, wanted.issue or None, _day(wanted.since)[0], _day(wanted.until)[1]


def _day(written: str) -> tuple[date | None, date | None]:
    if written and bounds(written) == (None, None):
        raise Unclear(f"{written[:40]!r} is no date. Write 1946, 1946-03 or 1946-03-11.")
    return bounds(written) if written else (None, None)


def _found(asked: Asked, wanted: Wanted) -> Influence | None:
    between, issue, since, until = _asked_for(wanted)
    archive = asked.reading.archive
    return asked.reading.awaited(
        "influence", (between, issue, since, until),
        lambda: read.influence(archive, between=between, issue=issue, since=since, until=until),
    )  # fmt: skip


def _told(asked: Asked, wanted: Wanted, found: Influence, begun: InfluenceContent) -> InfluenceContent:
    dates = [one.date for one in found.meetings if one.date]
    charts, lacking = _charts(asked, wanted)
    return replace(
        begun, sides=found.sides, meetings=len(found.meetings), first=dates[0] if dates else None,
        last=dates[-1] if dates else None, acts=found.acts, unknown=found.unknown, checked=found.checked,
        left_out=found.left_out, resamples=found.resamples, chosen=found.chosen, warnings=found.warnings,
        measures=tuple(_measured(found, one) for one in found.readings), charts=charts, no_charts=lacking,
    )  # fmt: skip


def _charts(asked: Asked, wanted: Wanted) -> tuple[tuple[Charted, ...] | None, str | None]:
    """Give the charts, None while they are drawn; and why there are none."""
    archive, parts = asked.reading.archive, _asked_for(wanted)
    try:
        return asked.reading.awaited("charts", parts, lambda: charted(archive, *parts), patience=0.3), None
    except MissingExtra as error:
        return (), str(error)


def _measured(found: Influence, reading: Reading) -> Measured:
    its, figures = reading.measure, reading.figures
    single = [one for one in figures if one.issue is not None and one.value is not None]
    issues = sorted({one.issue or "" for one in single}, key=lambda one: (-_weight(single, one), one))
    on_issues = [line for issue in issues[:ISSUES] for line in _lines(found, reading, issue)]
    return Measured(
        its.name, its.title, its.definition, its.unit, its.source, its.invalid, reading.refused,
        tuple(_lines(found, reading, None)), tuple(on_issues), max(0, len(issues) - ISSUES),
        tuple(_lacking(figures).items()),
        tuple(Sample(one, found.meetings[one.meeting].record, found.meetings[one.meeting].date)
              for one in reading.examples[:ISSUES]),
    )  # fmt: skip


def _weight(figures: Sequence[Figure], issue: str) -> float:
    return max((abs(one.parts[-1]) for one in figures if one.issue == issue and one.parts), default=0.0)


def _lines(found: Influence, reading: Reading, issue: str | None) -> Iterator[Line]:
    """Give a line a quantity that has a figure."""
    for quantity, says in reading.measure.quantities.items():
        held = {one.side: one for one in reading.figures if (one.quantity, one.issue) == (quantity, issue)}
        if any(one.value is not None for one in held.values()):
            first, second = (held.get(side) for side in found.sides)
            yield Line(quantity, says, issue, first, second, held.get(DIFFERENCE), held.get(None))


def _lacking(figures: Iterable[Figure]) -> dict[str, tuple[str, ...]]:
    """Give each reason for which figures over the whole series are not told, with what it holds of."""
    found: dict[str, tuple[str, ...]] = {}
    for one in figures:
        if one.why and one.issue is None:
            found[one.why] = (*found.get(one.why, ()), f"{one.quantity}, {one.side}" if one.side else one.quantity)
    return found


def _table(asked: Asked) -> Iterable[str]:
    """Give a row a figure, as CSV; waits until they are worked out."""
    wanted = Wanted(*(asked.word(name) for name in ("one", "other", "issue", "since", "until")))
    between, issue, since, until = _asked_for(wanted)
    found = _found(asked, wanted) or read.influence(
        asked.reading.archive, between=between, issue=issue, since=since, until=until
    )
    return [influence_rows.csv(influence_rows.by_figure(found)).rstrip("\n")]


def _every(reading: object) -> Iterable[Mapping[str, str]]:
    del reading
    return ({},)


PAGE = Page("influence", "/influence", content, nav=6, every=_every, table=_table)
