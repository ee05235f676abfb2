"""What the pages of `memcon influence` show of each measure: a line a quantity, the two sides and the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memcon.cli.say import number
from memcon.inquiries.influence.measure import Interval

if TYPE_CHECKING:
    from memcon.inquiries.influence.measure import Figure, Reading
    from memcon.inquiries.influence.read import Influence

DIFFERENCE = "difference"
ISSUES = 3  # issues of a measure that are shown
QUANTITIES = 2  # quantities that are shown of each
EXAMPLES = 6
LACKING = "–"
MISSED = 0.05  # share of 95 % intervals that miss


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity: cells for the first side, the second, and the difference; "" where there is none.

    A quantity of both sides together stands in `both`. `corrected` is None where nothing was corrected.
    """

    name: str
    issue: str | None
    cells: tuple[str, str, str]
    of: tuple[str, str, str]
    corrected: tuple[str, str, str] | None
    both: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of one measure.

    `more` counts figures on single issues that are folded; `lacking` tells what is refused, and why.
    """

    lines: tuple[Line, ...]
    issues: tuple[Line, ...]
    more: int
    lacking: tuple[str, ...]
    examples: tuple[str, ...]


def told(found: Influence, reading: Reading, *, folded: bool) -> Told:
    """Choose what is shown of a measure: all quantities over the series, and those of the issues with most acts."""
    whole = [one for one in reading.figures if one.issue is None]
    single = [one for one in reading.figures if one.issue is not None and one.value is not None]
    order = list(reading.measure.quantities)
    lines = [line for line in _lines(found, whole, order) if any(line.cells)]
    issues = sorted({one.issue or "" for one in single}, key=lambda one: (-_weight(single, one), one))
    kept = issues[:ISSUES] if folded else issues
    shown = [one for one in order if any(one == held.quantity for held in single)][: QUANTITIES if folded else None]
    on_issues = [one for one in single if one.issue in kept and one.quantity in shown]
    apart = [[one for one in on_issues if one.issue == issue] for issue in kept]
    return Told(
        tuple(lines),
        tuple(line for its in apart for line in _lines(found, its, shown)),
        len(single) - len(on_issues),
        tuple(_lacking(reading.figures)),
        tuple(_examples(found, reading)),
    )


def _weight(figures: Sequence[Figure], issue: str) -> float:
    return max((abs(one.parts[-1]) for one in figures if one.issue == issue and one.parts), default=0.0)


def _lines(found: Influence, figures: Sequence[Figure], order: Sequence[str]) -> Iterator[Line]:
    held: dict[str, dict[str | None, Figure]] = defaultdict(dict)
    for one in figures:
        held[one.quantity][one.side] = one
    for quantity in order:
        sides = held.get(quantity, {})
        if None in sides:
            yield _line([sides[None], None, None], both=True)
        if set(sides) - {None}:
            yield _line([sides.get(found.sides[0]), sides.get(found.sides[1]), sides.get(DIFFERENCE)])


def _line(three: Sequence[Figure | None], *, both: bool = False) -> Line:
    first = next(one for one in three if one is not None)
    one, two, three_ = (_cell(one) for one in three)
    better = [_interval(one.side, one.corrected) if one is not None and one.corrected else "" for one in three]
    return Line(
        first.quantity, first.issue, (one, two, three_), (_of(three[0]), _of(three[1]), _of(three[2])),
        (better[0], better[1], better[2]) if any(better) else None, both,
    )  # fmt: skip


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.value is None or figure.low is None or figure.high is None:
        return LACKING
    return _interval(figure.side, Interval(figure.value, figure.low, figure.high))


def _interval(side: str | None, told: Interval) -> str:
    signed = "+" if side == DIFFERENCE else ""
    return f"{told.value:{signed}.3f} [{told.low:.3f}, {told.high:.3f}]"


def _of(figure: Figure | None) -> str:
    """Say what a figure is out of, and its probability by chance."""
    if figure is None:
        return ""
    chance = f"p {figure.chance:.3f}" if figure.chance is not None else ""
    if len(figure.parts) == 2:
        count, of = figure.parts
        told = f"{count:,.0f} of {of:,.0f}" if float(count).is_integer() and count >= 0 else f"out of {of:,.0f}"
    else:
        told = f"out of {figure.parts[-1]:,.0f}" if figure.parts else ""
    return "; ".join(part for part in (told, chance) if part)


def _lacking(figures: Sequence[Figure]) -> Iterator[str]:
    """Give each reason with what it holds of; for figures on single issues only how many there are."""
    whole: dict[str, list[str]] = defaultdict(list)
    for one in figures:
        if one.why and one.issue is None:
            whole[one.why].append(f"{one.quantity}, {one.side}" if one.side else one.quantity)
    for why, names in whole.items():
        yield f"Not told: {'; '.join(names)}: {why}."
    single = sum(one.why is not None and one.issue is not None for one in figures)
    if single:
        yield f"Not told: {number(single, 'figure')} on single issues, which rest on too little; --as csv gives why."


def _examples(found: Influence, reading: Reading) -> Iterator[str]:
    for one in reading.examples[:EXAMPLES]:
        other = found.sides[1] if one.side == found.sides[0] else found.sides[0]
        met = found.meetings[one.meeting]
        yield (
            f"“{one.term}”: first by {one.side}, {met.date or 'undated'} ({met.record}); then in {one.taken} of "
            f"{one.uses} sentences, {other}’s"
        )


def head(found: Influence, archive: str) -> tuple[str, list[str]]:
    """Give the title of the page, and what holds for all its figures: meetings, acts, unknown, what corrects them."""
    title = f"Who moved whom: {found.sides[0]} and {found.sides[1]}" + (f", on “{found.issue}”" if found.issue else "")
    dates = [one.date for one in found.meetings if one.date]
    span = f", {dates[0]} to {dates[-1]}" if dates else ""
    left_out = f"; {number(found.left_out, 'record')} of the same meetings not counted again" if found.left_out else ""
    known = f"of {found.unknown:,} nobody knows whose they are" if found.unknown else "and of each it is known whose"
    on_it = f" on it, in {found.touched} of them" if found.issue else ""
    lines = [f"{number(len(found.meetings), 'meeting')}{span}; {number(found.acts, 'act')}{on_it}, {known}{left_out}."]
    if found.chosen:
        others = "; ".join(f"{one} and {other} ({count})" for one, other, count in found.others)
        choose = f" Others: {others}. Choose with --between." if others else ""
        lines.append(f"They are the pair that meets most.{choose}")
    if found.checked:
        checked = number(found.checked, "checked act")
        lines.append(f"Corrected figures rest on a random sample of {checked}; raw ones stand beside them.")
    lines.append(
        f"[low, high] is the 95 % interval from {found.resamples:,} drawings of the meetings; p the probability of a "
        "figure as high by chance, of a difference as far to either side."
    )
    lines += _by_chance(found)
    return title, lines + [one.replace("ARCHIVE", archive) for one in found.warnings]


def _by_chance(found: Influence) -> Iterator[str]:
    """Say how many differences leave 0 out, and how many would if the sides differed in nothing."""
    spans = [
        (one.low, one.high) for reading in found.readings for one in reading.figures
        if one.side == DIFFERENCE and one.low is not None and one.high is not None
    ]  # fmt: skip
    if len(spans) > 1:
        apart = sum(low > 0 or high < 0 for low, high in spans)
        yield (
            f"Of {len(spans)} differences {apart} have an interval that leaves 0 out; if the sides differed in "
            f"nothing, about {max(1, round(MISSED * len(spans)))} would by chance. Choose what to ask before you look."
        )
