"""How a reader of mark-up lays a document out: blocks of text, each a passage, with marks inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from unicodedata import normalize

from memcon.model.record import Mark, Passage, Role, TextClass, Voice

BLANKS = re.compile(r"[ \t\n\r\f\v\u00a0\u202f\u2009]+")
BY_PLACE = attrgetter("start", "end")


class Layout:
    """A document being laid out. Blocks are parted by a blank line; white space inside a block becomes one space.

    The text is in NFC. A block without words leaves no trace.
    """

    def __init__(self) -> None:
        """Begin with an empty page."""
        self._pieces: list[str] = []
        self.position = 0  # how many code points have been laid out
        self.block_start = 0  # where the block that is open begins
        self._ends_blank = True
        self._passages: list[Passage] = []
        self._marks: list[Mark] = []

    def write(self, words: str | None) -> None:
        """Add words to the block that is open."""
        if not words:
            return
        if "\n" in words or "  " in words or "\t" in words or "\r" in words:
            words = _on_one_line(words)
        if not words.isascii():
            words = normalize("NFC", words)
            if "\u00a0" in words or "\u202f" in words:  # typesetters' blanks are blanks: "President of\u00a0Mongolia"
                words = BLANKS.sub(" ", words)
        if self._ends_blank and words[0] == " ":
            words = words.lstrip(" ")
            if not words:
                return
        self._pieces.append(words)
        self.position += len(words)
        self._ends_blank = words[-1] == " "

    def part(self, sign: str) -> None:
        """Part lines (`\\n`) or cells (`\\t`) inside the block that is open; a verse or an address keeps its lines."""
        if self.position > self.block_start:
            self._drop_blank()
            self._pieces.append(sign)
            self.position += 1
            self._ends_blank = True

    def point(self, kind: str, value: str | None) -> None:
        """Set a mark between two letters: a page begins, a note is called."""
        self._marks.append(Mark(self.position, self.position, kind, value))

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
            self._marks.append(Mark(start, end, kind, value))

    def close(self, role: Role = Role.PARAGRAPH, text_class: TextClass = TextClass.BODY, voice: Voice | None = None,
              number: str | None = None) -> None:
        """End the block that is open, and say what it was."""
        if self.position > self.block_start:
            if self._ends_blank:
                self._drop_blank()
            if self._marks and self._marks[-1].end > self.position:
                _draw_back(self._marks, self.position)
            self._passages.append(Passage(self.block_start, self.position, text_class, role, voice, number))
            self._pieces.append("\n\n")
            self.position += 2
            self.block_start, self._ends_blank = self.position, True

    def finish(self) -> tuple[str, tuple[Passage, ...], tuple[Mark, ...]]:
        """Close the page.

        Returns:
            The text, its passages in order, and its marks by place.
        """
        self.close()
        if self._passages:
            self._pieces.pop()  # the blank line after the last block
        text = "".join(self._pieces)
        self._pieces.clear()  # a long document must not stand in memory twice
        _draw_back(self._marks, len(text))
        return text, tuple(self._passages), tuple(sorted(self._marks, key=BY_PLACE))

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


def _draw_back(marks: list[Mark], end: int) -> None:
    """Keep marks set after the last word of a block from standing between two passages."""
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.end <= end:
            break
        marks[index] = Mark(min(mark.start, end), end, mark.kind, mark.value)
