"""An account as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group as Parts
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from memcon.inquiries.account.page import Account, Citation, Group, Line, Quotation, Section, Style, Table, Words
from memcon.studies.marks import marked

STYLES = {Style.PLAIN: "", Style.STRONG: "bold", Style.MOVE: "italic", Style.QUIET: "dim"}


def page(account: Account) -> Parts:
    """Lay an account out."""
    parts: list[RenderableType] = [Text(_clean(account.title), style="bold")]
    parts += [_text(one) for one in account.head]
    for section in account.sections:
        parts += _section(section)
    return Parts(*parts)


def _section(section: Section) -> Iterator[RenderableType]:
    yield Text(f"\n{section.title}", style="bold underline")
    for line in section.lines:
        yield Padding(_text(line), (0, 0, 0, 2 * line.depth))
    for group in section.groups:
        yield from _group(group)
    if section.table and section.table.rows:
        yield from _table(section.table)
    if section.more:
        yield Text(f"… and {section.more} more", style="dim")


def _group(group: Group) -> Iterator[RenderableType]:
    yield _text(group.heading)
    for line in group.lines:
        yield Padding(_text(line), (0, 0, 0, 3 + 2 * line.depth))
    if group.more:
        yield Padding(Text(f"… and {group.more} more", style="dim"), (0, 0, 0, 3))


def _table(table: Table) -> Iterator[RenderableType]:
    grid = Grid(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    widths = _widths(table)
    for name, width in zip(table.columns, widths, strict=True):
        grid.add_column(name, overflow="fold", ratio=width)
    for row in table.rows:
        grid.add_row(*(_cell(cell) for cell in row))
    yield grid
    if table.more:
        yield Text(f"… and {table.more} more", style="dim")


def _widths(table: Table) -> list[int]:
    """Share the page among the columns by how much stands in them."""
    sizes = []
    for at in range(len(table.columns)):
        longest = max((sum(len(line.plain) for line in row[at]) for row in table.rows), default=1)
        sizes.append(max(2, min(10, longest // 12)))
    return sizes


def _cell(cell: tuple[Line, ...]) -> Text:
    return Text("\n").join(_text(line) for line in cell) if cell else Text("–", style="dim")


def _text(line: Line) -> Text:
    words = Text("")
    for piece in line.pieces:
        words.append_text(_piece(piece))
    mark = marked(line)
    if mark:
        words.append(f" [{_clean(mark)}]", style="dim")
    return words


def _piece(piece: Words | Quotation | Citation) -> Text:
    if isinstance(piece, Quotation):
        return Text(f"“{_clean(piece.words)}”")
    if isinstance(piece, Citation):
        return Text(piece.printed, style="dim")
    return Text(_clean(piece.words), style=STYLES[piece.style])


def _clean(words: str) -> str:
    """Take out what would steer a terminal: control characters, and those that turn the direction of writing."""
    return "".join(sign for sign in words if sign.isprintable() or sign == " ")
