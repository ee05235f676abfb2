"""The page of `memcon influence` for the terminal, 100 columns wide; and the list of measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from memcon.cli.influence_lines import Line, Told, head, told

if TYPE_CHECKING:
    from memcon.inquiries.influence.measure import Measure, Reading
    from memcon.inquiries.influence.read import Influence

WIDE, NAME, CELL = 100, 27, 24
INDENT = "  "


def text(found: Influence, archive: str, *, folded: bool) -> Iterator[str]:
    """Lay the figures out as plain text."""
    title, lines = head(found, archive)
    yield from wrap(title, WIDE)
    for line in lines:
        yield from wrap(line, WIDE)
    for reading in found.readings:
        yield ""
        yield from _measure(found, reading, folded=folded)


def _measure(found: Influence, reading: Reading, *, folded: bool) -> Iterator[str]:
    measure = reading.measure
    yield f"{measure.title} ({measure.name})"
    yield from _wrapped(first_sentence(measure.definition))
    if reading.refused:
        yield from _wrapped(f"Refused: {reading.refused}.")
        return
    shown = told(found, reading, folded=folded)
    yield from _columns(("", *map(_cut, found.sides), "difference"))
    for line in shown.lines:
        yield from _line(line)
    yield from _issues(shown)
    for words in (*shown.examples, *shown.lacking):
        yield from _wrapped(words)
    yield from _wrapped(f"Beware: {measure.invalid}.")


def _issues(shown: Told) -> Iterator[str]:
    issue = None
    for line in shown.issues:
        if line.issue != issue:
            issue = line.issue
            yield f"{INDENT}on “{issue}”"
        yield from _line(line, inset="  ")
    if shown.more:
        yield f"{INDENT}… and {shown.more:,} more figures on issues; --all shows them"


def _line(line: Line, inset: str = "") -> Iterator[str]:
    cells = (f"both: {line.cells[0]}", "", "") if line.both else line.cells
    yield from _columns((inset + line.name, *cells))
    if line.corrected:
        yield from _columns((f"{inset}  corrected", *line.corrected))
    if any(line.of):
        yield from _columns((f"{inset}  count", *line.of))


def _columns(cells: Sequence[str]) -> Iterator[str]:
    """Lay out a row; a name too long for its column has a line of its own, and a cell too long runs on."""
    name, *rest = cells
    if len(name) > NAME - 1:
        yield INDENT + name
        name = ""
    row = name.ljust(NAME) + "".join(cell.ljust(CELL) for cell in rest)
    if row.strip():
        yield (INDENT + row).rstrip()


def _cut(name: str) -> str:
    return name if len(name) < CELL else name[: CELL - 2] + "…"


def _wrapped(words: str) -> Iterator[str]:
    yield from wrap(words, WIDE, initial_indent=INDENT, subsequent_indent=INDENT)


def first_sentence(words: str) -> str:
    """Give the first sentence of a definition."""
    end = words.find(". ")
    return words if end < 0 else words[: end + 1]


def listed(measures: Iterable[Measure]) -> Iterator[str]:
    """List measures: what each is, in what unit, after whom, when it says nothing, and its quantities."""
    for number, one in enumerate(measures):
        yield from [""] if number else []
        yield f"{one.name}: {one.title}"
        for word, said in (("", one.definition), ("Unit: ", one.unit), ("After: ", one.source),
                           ("Invalid: ", one.invalid)):  # fmt: skip
            yield from _wrapped(f"{word}{said}{'' if said.endswith('.') else '.'}")
        for quantity, meaning in one.quantities.items():
            yield from wrap(f"{quantity}: {meaning}", WIDE, initial_indent="  - ", subsequent_indent="    ")
