"""Where a document speaks about itself: its first lines and its last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from memcon.model.record import Passage, Record, Role, TextClass

HEAD = 14  # passages at the top that may hold title, dateline, addressee, those present
LONG = 2_000_000  # letters; the lines of a longer record are cut out one by one
TAIL = 10  # passages at the end that may hold signature, drafter, those present, the archival citation
SIGN = r"(?:№|no\.?|nr\.?|doc(?:ument)?\.?|документ|dokument)"
NUMBER_ONLY = re.compile(rf"(?i)^[\[(]?\s*{SIGN}?\s*(?:no\.?|№|nr\.?)?\s*\d{{1,5}}\s*[\])]?\.?$")
NUMBER = re.compile(rf"(?i)^[\[(]?\s*{SIGN}(?:\s*(?:no\.?|№|nr\.?))?\s*(\d{{1,5}})\s*[\])]?[.:]?\s*")
EXTRACT = re.compile(r"(?i)^\W*extracts?\W*$")
WORDS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A passage with its words, as the description reads it."""

    start: int
    end: int
    words: str
    role: Role


class Lines(Sequence[Line]):
    """The lines of a long record, each cut out when it is asked for, so that its words do not stand in memory twice."""

    def __init__(self, record: Record, passages: tuple[Passage, ...]) -> None:
        self._record, self._passages = record, passages

    def __len__(self) -> int:
        return len(self._passages)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Line, ...]: ...

    def __getitem__(self, index: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(index, slice):
            return tuple(_line(self._record, passage) for passage in self._passages[index])
        return _line(self._record, self._passages[index])


@dataclass(frozen=True, slots=True)
class Zones:
    """A record laid out for description. Editors' words are left out of all of them."""

    head: tuple[Line, ...]
    body: Sequence[Line]
    tail: tuple[Line, ...]
    labels: tuple[str, ...] = ()  # speakers' labels, each once, in order


def zones(record: Record) -> Zones:
    """Lay a record out: its first lines, everything, its last lines; without the editors' notes and page marks."""
    lines = Lines(record, tuple(p for p in record.passages if p.text_class != TextClass.EDITORS))
    voices = [p.voice for p in record.passages if p.voice and p.voice.mode == "direct"]
    labels = dict.fromkeys(voice.speaker for voice in voices if voice.speaker)
    body = lines if len(record.text) > LONG else tuple(lines)
    return Zones(tuple(lines[:HEAD]), body, tuple(lines[-TAIL:]), tuple(labels))


def _line(record: Record, passage: Passage) -> Line:
    return Line(passage.start, passage.end, record.words(passage), passage.role)


def title_line(head: Sequence[Line], is_citation: frozenset[int]) -> Line | None:
    """Find the line that is the document's title: the first with words that is neither its number nor where it lies.

    A number printed before the title on the same line is left out of it.
    """
    headings = [line for line in head if line.role == Role.HEADING and len(WORDS.findall(line.words)) > 1]
    for line in [*_before_body(head), *headings, *head[:4]]:
        bare = NUMBER_ONLY.match(line.words.strip()) or not WORDS.search(line.words) or EXTRACT.match(line.words)
        if line.start in is_citation or bare:
            continue
        if line.role in (Role.DATELINE, Role.SOURCE_NOTE, Role.PRESENT, Role.CLASSIFICATION):
            continue
        number = NUMBER.match(line.words)
        lead = number.end() if number and number.end() < len(line.words) else 0
        return Line(line.start + lead, line.end, line.words[lead:].strip(), line.role)
    return None


def _before_body(head: Sequence[Line]) -> list[Line]:
    """Give the lines above the first long paragraph."""
    lines = []
    for line in head[:4]:
        if line.role in (Role.TURN, Role.SPEAKER_LABEL):
            break
        lines.append(line)
    return lines


def number_of(head: Sequence[Line]) -> str | None:
    """Read the document's own number from the line that carries it."""
    for line in head[:3]:
        found = NUMBER.match(line.words)
        if found:
            return found[1]
    return None
