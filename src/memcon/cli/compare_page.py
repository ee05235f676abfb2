"""The page of `memcon compare` at a terminal: a head, both records act by act, what each leaves out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from memcon.studies.comparison.wording import (
    SIGNS,
    counted,
    described,
    difference,
    left_out,
    percent,
    perhaps,
    speaking,
)

if TYPE_CHECKING:
    from memcon.inquiries.compare.comparison import Comparison, Row
    from memcon.inquiries.compare.told import Told

COLUMN = 46  # characters of each record's column
LONG = 230  # characters of an act shown
KEY = "= told in both   ≠ told differently   A only in A   B only in B   ↕ in another place   m: certainty of the link"


def page(found: Comparison) -> Iterator[str]:
    """Lay a comparison out as plain text in two columns."""
    for letter, side in (("A", found.here), ("B", found.there)):
        yield f"{letter}  {side.title}"
        yield f"   {described(side)}; {side.record}"
    yield f"\n{counted(found)}. Told by {found.by}."
    width = max(len(one.name) for one in found.figures)
    for one in found.figures:
        yield f"  {one.name.ljust(width)}  {percent(one)}"
    yield f"\n{KEY}"
    for row in found.rows:
        yield from _row(row, found)
    for letter, other, side in (("A", "B", found.here), ("B", "A", found.there)):
        for heading, rows, more in left_out(side, other):
            named = ", ".join(f"{one.name} {one.left_out} of {one.acts}" for one in rows)
            yield f"\n{letter} leaves out, {heading}: {named}" + (f" and {more} more" if more else "")
    yield ""
    for caution in found.cautions:
        yield from textwrap.wrap(caution, 2 * COLUMN + 6)


def _row(row: Row, found: Comparison) -> Iterator[str]:
    here = [line for at in row.here for line in _act(found.here.acts[at])]
    there = [line for at in row.there for line in _act(found.there.acts[at])]
    sign = SIGNS[row.relation] + ("↕" if row.moved else " ")
    yield ""
    for number, (mine, its) in enumerate(zip_longest(here, there, fillvalue="")):
        yield f"{sign if number == 0 else '  '} {mine.ljust(COLUMN)}  {its}".rstrip()
    notes = [difference(one) for one in row.differences]
    likest = perhaps(row, found)
    notes += [likest] if likest else []
    if row.certainty is not None:
        notes.append(f"m {row.certainty:.2f}")
    if notes:
        yield f"   ← {'; '.join(notes)}"


def _act(one: Told) -> list[str]:
    words = " ".join(one.words.split())
    shown = words if len(words) <= LONG else words[: LONG - 1] + "…"
    return textwrap.wrap(f"{one.cite} {speaking(one)}: {shown}", COLUMN)
