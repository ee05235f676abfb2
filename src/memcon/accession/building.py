"""How a reader of mark-up lays a document out: blocks of text, each a passage, with marks inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import attrgetter
from typing import TypeVar, cast
from unicodedata import normalize

from memcon.model.record import Mark, Passage, Role, TextClass, Voice

Settled = TypeVar("Settled", Passage, Mark)
BLANKS = re.compile(r"[ \t\n\r\f\v\u00a0\u202f\u2009]+")
BY_PLACE = attrgetter("start", "end")
MANY = 8192  # pieces of text that are joined at once: a long document must not stand in memory twice


class _LaidPassage:
    """A passage being laid out. It has the fields of a Passage and becomes one where it stands.

    To make a frozen value takes three times as long, and its place may still move.
    """

    __slots__ = ("end", "number", "role", "start", "text_class", "voice")

    def __init__(self, start: int, end: int, text_class: TextClass, role: Role, voice: Voice | None,
                 number: str | None) -> None:
        self.start, self.end = start, end
        self.text_class, self.role = text_class, role
        self.voice, self.number = voice, number


class _LaidMark:
    """A mark being set; it becomes a Mark as a laid passage becomes a Passage."""

    __slots__ = ("end", "kind", "start", "value")

    def __init__(self, start: int, end: int, kind: str, value: str | None) -> None:
        self.start, self.end = start, end
        self.kind, self.value = kind, value


class Layout:
    """A document being laid out. Blocks are parted by a blank line; white space inside a block becomes one space.

    The text is in NFC. A block without words leaves no trace.
    """

    def __init__(self) -> None:
        """Begin with an empty page."""
        self._text = ""  # what has been joined
        self._pieces: list[str] = []  # what has not
        self.position = 0  # how many code points have been laid out
        self.block_start = 0  # where the block that is open begins
        self._ends_blank = True
        self._passages: list[_LaidPassage] = []
        self._marks: list[_LaidMark] = []

    def write(self, words: str | None) -> None:
        """Add words to the block that is open."""
        if not words or (self._ends_blank and (words == "\n" or words == " ")):  # what stands between two elements
            return
        line = words.replace("\n", " ")
        if "  " in line or "\t" in line or "\r" in line:
            line = _on_one_line(words)
        if not line.isascii():
            line = normalize("NFC", line)
            if "\u00a0" in line or "\u202f" in line:  # typesetters' blanks are blanks: "President of\u00a0Mongolia"
                line = BLANKS.sub(" ", line)
        if self._ends_blank and line[0] == " ":
            line = line.lstrip(" ")
            if not line:
                return
        self._pieces.append(line)
        self.position += len(line)
        self._ends_blank = line[-1] == " "

    def part(self, sign: str) -> None:
        """Part lines (`\\n`) or cells (`\\t`) inside the block that is open; a verse or an address keeps its lines."""
        if self.position > self.block_start:
            self._drop_blank()
            self._pieces.append(sign)
            self.position += 1
            self._ends_blank = True

    def point(self, kind: str, value: str | None) -> None:
        """Set a mark between two letters: a page begins, a note is called."""
        self._marks.append(_LaidMark(self.position, self.position, kind, value))

    @contextmanager
    def marked(self, kind: str, value: str | None = None) -> Iterator[None]:
        """Mark all that is written inside."""
        start = self.position
        yield
        self.mark(start, kind, value)

    def mark(self, start: int, kind: str, value: str | None = None) -> None:
        """Mark what was written since a position, without a blank at its end."""
        end = self.position - (1 if self._ends_blank else 0)
        if end > start:
            self._marks.append(_LaidMark(start, end, kind, value))

    def close(self, role: Role = Role.PARAGRAPH, text_class: TextClass = TextClass.BODY, voice: Voice | None = None,
              number: str | None = None) -> None:
        """End the block that is open, and say what it was."""
        if self.position > self.block_start:
            if self._ends_blank:
                self._pieces[-1] = self._pieces[-1][:-1]
                self.position -= 1
                if self._marks:
                    _draw_back(self._marks, self.block_start, self.position)
            self._passages.append(_LaidPassage(self.block_start, self.position, text_class, role, voice, number))
            if len(self._pieces) > MANY:
                self._join()
            self._pieces.append("\n\n")
            self.position += 2
            self.block_start, self._ends_blank = self.position, True

    def finish(self, notes: Layout | None = None) -> tuple[str, tuple[Passage, ...], tuple[Mark, ...]]:
        """Close the page.

        Args:
            notes: another page, which is set below this one and closed with it.

        Returns:
            The text, its passages in order, and its marks by place.
        """
        self._end()
        if notes is not None:
            notes._end()
            self._set_below(notes)
        self._marks.sort(key=BY_PLACE)
        text, self._text = self._text, ""
        return text, _settled(self._passages, Passage), _settled(self._marks, Mark)

    def _end(self) -> None:
        """Close the last block; no blank line stands after it, and no mark."""
        self.close()
        if self._passages:
            self._pieces.pop()
            self.position -= 2
        self._join()
        _draw_back(self._marks, self.position, self.position)

    def _set_below(self, notes: Layout) -> None:
        if not notes._passages:
            return
        if self._passages:
            self._pieces.append("\n\n")
            self.position += 2
        laid: Iterable[_LaidPassage | _LaidMark] = chain(notes._passages, notes._marks)
        for one in laid:
            one.start += self.position
            one.end += self.position
        self._passages += notes._passages
        self._marks += notes._marks
        self._join()
        self._pieces.append(notes._text)
        notes._text = ""
        self._join()

    def _join(self) -> None:
        """Put the pieces at the end of the text. Only a text with no other name grows where it stands."""
        text, self._text = self._text, ""
        text += "".join(self._pieces)
        self._text = text
        self._pieces.clear()

    def _drop_blank(self) -> None:
        """Take back the blank, tab or line end that was written last."""
        if self._ends_blank:
            self._pieces[-1] = self._pieces[-1][:-1]
            self.position -= 1


def _on_one_line(words: str) -> str:
    """Make one space of each stretch of white space, also at the ends."""
    if "\n" in words:
        if "\n " in words:
            first, *others = words.split("\n")
            words = " ".join([first, *[line.lstrip(" \t\r") for line in others]])
        else:
            words = words.replace("\n", " ")
    return BLANKS.sub(" ", words) if "  " in words or "\t" in words or "\r" in words else words


def _settled(laid: Sequence[_LaidPassage | _LaidMark], kind: type[Settled]) -> tuple[Settled, ...]:
    """Make passages or marks of what was laid out."""
    for one in laid:
        one.__class__ = kind  # type: ignore[assignment]
    return cast(tuple[Settled, ...], tuple(laid))


def _draw_back(marks: list[_LaidMark], begin: int, end: int) -> None:
    """Keep marks set after the last word of a block from standing between two passages.

    A point may be set before the mark around it is closed, so all marks of the block are looked at.
    """
    for mark in reversed(marks):
        if mark.end < begin:
            break
        mark.start, mark.end = min(mark.start, end), min(mark.end, end)
