"""Concordance: each place where the words stand, with what stands left and right of it, sorted as one wishes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from memcon.model.errors import MemconError
from memcon.search.answer import Answer, Hit
from memcon.search.asking import answer
from memcon.search.fields import tokens
from memcon.search.held import Held
from memcon.search.query import Order, Query

LINES = 1000  # sentences shown where nobody says how many
WORDS = 3  # words to each side that a line is sorted by, after the one asked for
REACH = 400  # characters of a side that are looked at for it
SIDES = {"left": -1, "right": 1}


@dataclass(frozen=True, slots=True)
class Line:
    """One place: the sentence it stands in, and the words left of it, of it, and right of it.

    The words left and right are those of the same sentence.
    """

    hit: Hit
    start: int  # half-open span of the words in the record
    end: int
    left: str
    words: str
    right: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines asked for, in order; `answer` says of how many sentences they are, and how the question was read."""

    lines: tuple[Line, ...]
    answer: Answer
    sort: str


def concordance(held: Held, query: Query, sort: str = "date", remarks: tuple[str, ...] = ()) -> Concordance:
    """Lay out where the words of a question stand.

    Args:
        held: the index.
        query: the question; its `count` sentences with the earliest dates are laid out, all their places.
        sort: "date"; "left" or "right" for the words on that side, the next first; "words" for the words themselves;
            "left2", "right3" to begin with the second or third word.
        remarks: passed on to the asker.

    Raises:
        Unclear, NotFound: the question cannot be understood, or holds no words.
        IndexDamaged: the index cannot be read.
    """
    side, first = _sorting(sort)
    found = answer(held, replace(query, order=Order.EARLIEST), remarks)
    lines = [line for hit in found.hits for line in _lines(hit)]
    if side:
        lines.sort(key=lambda line: _neighbours(line, side, first))
    elif sort == "words":
        lines.sort(key=lambda line: (line.words.casefold(), _neighbours(line, 1, 0)))
    return Concordance(tuple(lines), found, sort)


def _sorting(sort: str) -> tuple[int, int]:
    name, figure = sort.rstrip("123456789"), sort.lstrip("abcdefghijklmnopqrstuvwxyz")
    if name in SIDES and len(figure) < 2:
        return SIDES[name], int(figure or 1) - 1
    if sort in ("date", "words"):
        return 0, 0
    raise MemconError(f"{sort}: lines are not sorted so. Choose date, words, left, right, or left2, right3 and so on.")


def _lines(hit: Hit) -> list[Line]:
    """Give a line for each place in a sentence; a sentence shown for no words of its own gives none."""
    return [
        Line(hit, start, end, hit.text[: start - hit.start], hit.text[start - hit.start : end - hit.start],
             hit.text[end - hit.start :])
        for start, end in hit.spans
    ]  # fmt: skip


def _neighbours(line: Line, side: int, first: int) -> tuple[tuple[bool, str], ...]:
    """Give the words a line is sorted by; where a side has no more words the line comes first."""
    words = tokens(line.right[:REACH] if side > 0 else line.left[-REACH:])[::side]
    near = [one.word for one in words[first : first + WORDS]]
    return (*((True, word) for word in near), (False, ""))
