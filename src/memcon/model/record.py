"""Sources and records: what was received, and the documents found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from memcon.model.description import Description
from memcon.model.offsets import Offsets


class TextClass(StrEnum):
    """Whose words a passage holds. The three are never pooled."""

    BODY = "body"  # the document itself, talk or not
    FRAME = "frame"  # heading, dateline, those present, signature: the record speaks about itself
    EDITORS = "editors"  # notes, page numbers, legends: the edition speaks


class Role(StrEnum):
    """What a passage is in the layout of the document."""

    PARAGRAPH = "paragraph"
    TURN = "turn"  # words printed under a speaker's label, or marked as somebody's speech
    QUOTATION = "quotation"
    LIST = "list"
    TABLE = "table"
    HEADING = "heading"
    DATELINE = "dateline"
    PRESENT = "present"
    ADDRESS = "address"
    SIGNATURE = "signature"
    SPEAKER_LABEL = "speaker_label"
    STAGE = "stage"  # what happens in the room: (Laughter.)
    AGENDA = "agenda"
    CLASSIFICATION = "classification"
    SOURCE_NOTE = "source_note"
    FOOTNOTE = "footnote"
    LEGEND = "legend"
    PAGE_NUMBER = "page_number"
    RUNNING_HEAD = "running_head"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a passage, where the source itself says so (a label, TEI sp, u, said)."""

    speaker: str | None = None  # as printed, without the colon
    person: str | None = None  # id the source refers to, without the hash
    to: tuple[str, ...] = ()
    mode: str | None = None  # direct | reported, None where the source does not say
    certainty: str | None = None  # the source's own word: high, medium, low
    sources: tuple[str, ...] = ()  # ids of what the statement rests on
    id: str | None = None
    probable: bool = False  # the source itself says "probably" of the speaker


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a record's text, half-open, in code points. Passages are in order and do not overlap."""

    start: int
    end: int
    text_class: TextClass = TextClass.BODY
    role: Role = Role.PARAGRAPH
    voice: Voice | None = None
    number: str | None = None  # the paragraph's own printed number


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that the source set off, or (start == end) a point in it.

    Kinds: italic, bold, spaced, small_caps, person, place, date, page (a point: a new page begins; value its
    number), note (a point: a footnote is called here; value its id).
    """

    start: int
    end: int
    kind: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file as received."""

    id: str  # SHA-256 of the bytes, hexadecimal
    name: str  # file name as received
    media_type: str
    received: str  # ISO 8601, UTC
    collection: str | None = None
    rights: str | None = None
    citation: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One document of a source. Its text is never edited; everything points into it.

    `source_start` and `source_end` are code points into the decoded source file, None for containers (EPUB, TEI,
    DOCX, PDF, ZIP). `stated` is what the source's own mark-up says of the document; `describe` reads the rest.
    """

    id: str
    source: str
    source_name: str
    text: str
    passages: tuple[Passage, ...]
    marks: tuple[Mark, ...] = ()
    stated: Description = field(default_factory=Description)
    source_start: int | None = None
    source_end: int | None = None
    offsets: Offsets | None = None

    def words(self, passage: Passage) -> str:
        """Give the words of a passage."""
        return self.text[passage.start:passage.end]
