"""A comparison in Markdown: head, figures, a table of rows, what each leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.inquiries.compare.comparison import Comparison, Row
from memcon.inquiries.compare.told import Told
from memcon.studies.comparison.wording import (
    NAMES,
    counted,
    described,
    difference,
    left_out,
    percent,
    perhaps,
    speaking,
)


def markdown(found: Comparison) -> str:
    """Write a comparison in Markdown."""
    return "\n".join(_lines(found))


def _lines(found: Comparison) -> Iterator[str]:
    yield "## Two records of one meeting\n"
    for letter, side in (("A", found.here), ("B", found.there)):
        yield f"- **{letter}** {_plain(side.title)} ({described(side)}; {side.record})"
    yield f"\n{counted(found)}. Told by {found.by}.\n"
    yield "| agreement | 95 % interval |\n|---|---|"
    yield from (f"| {one.name} | {percent(one)} |" for one in found.figures)
    yield "\n| | A | B | differs |\n|---|---|---|---|"
    yield from (_row(row, found) for row in found.rows)
    for letter, other, side in (("A", "B", found.here), ("B", "A", found.there)):
        for heading, rows, more in left_out(side, other):
            named = ", ".join(f"{_plain(one.name)} {one.left_out} of {one.acts}" for one in rows)
            yield f"\n**{letter} leaves out** {heading}: {named}" + (f" and {more} more" if more else "")
    yield ""
    yield from (f"> {_plain(one)}  " for one in found.cautions)


def _row(row: Row, found: Comparison) -> str:
    here = " ".join(_act(found.here.acts[at]) for at in row.here)
    there = " ".join(_act(found.there.acts[at]) for at in row.there)
    told = [difference(one) for one in row.differences] + (["told in another place"] if row.moved else [])
    likest = perhaps(row, found)
    notes = "; ".join(map(_plain, told + ([likest] if likest else [])))
    return f"| {NAMES[row.relation]} | {here} | {there} | {notes} |"


def _act(one: Told) -> str:
    return _plain(f"{one.cite} {speaking(one)}: {' '.join(one.words.split())}")


def _plain(words: str) -> str:
    """Give words that Markdown shows as they are in a cell of a table."""
    for sign in "\\|*_`[]<>":
        words = words.replace(sign, "\\" + sign)
    return " ".join(words.split())
