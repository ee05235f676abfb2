"""What an account is made of: sections of lines, each line with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from memcon.model.moves import Label


class Basis(StrEnum):
    """Who says what a line says."""

    MACHINE = "machine"  # found by memcon, or by the language model that `Line.made_by` names
    SOURCE = "source"  # the source states it: its mark-up, its list of those present, its editors
    REGISTER = "register"  # a register of the archive says so
    PERSON = "person"  # somebody has confirmed or corrected it
    COUNTED = "counted"  # a count of the above


class Style(StrEnum):
    """How a piece of a line is set."""

    PLAIN = "plain"
    STRONG = "strong"  # somebody's name
    MOVE = "move"  # what is done: asks, proposes
    QUIET = "quiet"  # by the way


@dataclass(frozen=True, slots=True)
class Words:
    """memcon's own words, or a register's; never those of a record."""

    words: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a record as shown, with the passage they are said to stand in and who is said to speak them.

    `start` and `end` are the span cited, half-open, in code points of the record's text; `words` must stand inside the
    passages it touches. An ellipsis at either end of `words` says that the sentence goes on. `speaker` is None where
    nobody is said to speak: the record, or its editors, say so. `label` is the act these words are said to be.
    """

    record: str
    start: int
    end: int
    words: str
    speaker: str | None = None
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Passages of a record, as printed: "¶4", "B ¶4-6", "heading"; `start` is where the first begins.

    `speaker` and `label` are given where the sentence says that somebody makes this move there.
    """

    record: str
    start: int
    end: int
    printed: str
    speaker: str | None = None
    label: Label | None = None


Piece = Words | Quotation | Citation


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an account.

    `certainty` is the machine's, 0.0 to 1.0, None where it gives none; `source_says` what the source itself says of how
    certain the statement is, `sources` the ids of what it rests on; `depth` is how far the line stands in under the one
    before.
    """

    pieces: tuple[Piece, ...]
    basis: Basis = Basis.MACHINE
    certainty: float | None = None
    made_by: str = "memcon"
    source_says: str | None = None
    sources: tuple[str, ...] = ()
    depth: int = 0

    def quotations(self) -> Iterator[Quotation]:
        """Give what the line quotes."""
        return (one for one in self.pieces if isinstance(one, Quotation))

    def citations(self) -> Iterator[Citation]:
        """Give what the line cites."""
        return (one for one in self.pieces if isinstance(one, Citation))

    @property
    def plain(self) -> str:
        """The line as plain text, without its marks."""
        return "".join(f"“{one.words}”" if isinstance(one, Quotation) else _plain(one) for one in self.pieces).strip()


def _plain(piece: Words | Citation) -> str:
    return piece.words if isinstance(piece, Words) else piece.printed


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading of their own; `more` counts lines left out."""

    heading: Line
    lines: tuple[Line, ...] = ()
    more: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell some lines; `more` counts rows left out.

    A row whose `essential` cell has lost all its lines at the gate goes with them.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    more: int = 0
    essential: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an account: lines, then groups, then a table; `more` counts lines left out."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    groups: tuple[Group, ...] = ()
    table: Table | None = None
    more: int = 0

    def every_line(self) -> Iterator[Line]:
        """Give every line of the section, headings of groups and cells included."""
        yield from self.lines
        for group in self.groups:
            yield group.heading
            yield from group.lines
        for row in self.table.rows if self.table else ():
            for cell in row:
                yield from cell

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.lines or self.groups or (self.table and self.table.rows))


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that the account cites, whole or, where it is very long, its beginning."""

    record: str
    start: int
    end: int
    printed: str  # "¶4"
    words: str
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that the gate did not let through, and why."""

    words: str
    reason: str
    made_by: str = "memcon"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of one conversation.

    `records` are the ids of the records it draws on, the one whose course it follows first; `head` are the lines under
    the title: when and where, what paper, where it lies.
    """

    title: str
    records: tuple[str, ...]
    date: str | None  # EDTF
    head: tuple[Line, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...] = ()
    refused: tuple[Refused, ...] = ()
    language: str | None = None  # of the record whose course it follows

    def section(self, key: str) -> Section:
        """Give a section by its key; an empty one where it has no such section."""
        return next((one for one in self.sections if one.key == key), Section(key, ""))
