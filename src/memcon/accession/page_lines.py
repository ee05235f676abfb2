"""Words on a printed page become lines in the order in which they are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

CALL = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3})[\])]?[,;]?")
RAISED = 0.82  # a note's call is set at less than this share of the type around it
GUTTER = 9.0  # points; two columns stand at least this far apart
FEWEST_IN_COLUMN = 6  # lines


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: its corners in points from the upper left, its type."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    call: str | None = None  # the number of a note, where the word is a raised call of one


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: words from left to right; `left` and `right` are the edges of its column."""

    words: tuple[Word, ...]
    left: float
    right: float
    page: int  # counted from 0
    size: float

    @property
    def x0(self) -> float:
        """Where the line begins, in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends, in points."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """The upper edge of its main type, in points from the top of the page."""
        return min((w.top for w in self.words if w.size >= RAISED * self.size), default=self.words[0].top)

    @property
    def bottom(self) -> float:
        """The lower edge, in points from the top of the page."""
        return max(w.bottom for w in self.words)

    @property
    def text(self) -> str:
        """The words without the calls of notes."""
        return " ".join(w.text for w in self.words if w.call is None)

    @property
    def bold(self) -> bool:
        """Whether the whole line is bold."""
        return all(w.bold for w in self.words if w.call is None and w.text.strip())


def lines_of(words: Sequence[Word], page: int, width: float) -> list[Line]:
    """Order the words of a page: from top to bottom, and where it has two columns, one column after the other.

    Args:
        words: in any order.
        page: its place in the file, counted from 0.
        width: of the page, in points.
    """
    rows = _rows(words)
    gutter = _gutter(rows, width)
    if gutter is None:
        return [line for row in _edged(rows, page) for line in row]
    found: list[Line] = []
    for across, band in groupby(rows, key=lambda row: _crosses(row, gutter)):
        held = list(band)
        sides = (
            [held]
            if across
            else [
                [[w for w in row if w.x1 <= gutter] for row in held],
                [[w for w in row if w.x0 >= gutter] for row in held],
            ]
        )
        for side in sides:
            found += [line for row in _edged([row for row in side if row], page) for line in row]
    return found


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Group words that stand side by side; raised and lowered words belong to the line they reach into."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (-w.size >= 0, w.top, w.x0)):
        place = _row_of(word, spans)
        if place is None:
            rows.append([word])
            spans.append((word.top, word.bottom))
        else:
            rows[place].append(word)
    order = sorted(range(len(rows)), key=lambda i: spans[i][0])
    return [sorted(rows[i], key=lambda w: w.x0) for i in order]


def _row_of(word: Word, spans: Sequence[tuple[float, float]]) -> int | None:
    for place in range(len(spans) - 1, max(-1, len(spans) - 4), -1):
        top, bottom = spans[place]
        shared = min(bottom, word.bottom) - max(top, word.top)
        if shared > 0.5 * min(bottom - top, word.bottom - word.top):
            return place
    return None


def _gutter(rows: Sequence[Sequence[Word]], width: float) -> float | None:
    """Find where a page is parted in two columns.

    Most rows must leave one place in the middle free, and both sides be filled as prose fills them: tables and lists of
    names with a wide gap are not two columns.
    """
    if len(rows) < FEWEST_IN_COLUMN:
        return None
    free: Counter[int] = Counter()
    for row in rows:
        for one, other in pairwise(row):
            if other.x0 - one.x1 >= GUTTER and 0.3 * width < (one.x1 + other.x0) / 2 < 0.7 * width:
                free.update(range(int(one.x1) + 1, int(other.x0) + 1))
    if not free:
        return None
    most = max(free.values())
    best = [x for x, count in free.items() if count >= 0.9 * most]
    middle = median(best)
    halves = [
        ([w for w in row if w.x1 <= middle], [w for w in row if w.x0 >= middle])
        for row in rows
        if not _crosses(row, middle)
    ]
    both = [(left, right) for left, right in halves if left and right]
    if len(both) < FEWEST_IN_COLUMN or len(halves) < 0.5 * len(rows):
        return None
    return middle if all(_is_prose([half[side] for half in both]) for side in (0, 1)) else None


def _is_prose(lines: Sequence[Sequence[Word]]) -> bool:
    widths = [line[-1].x1 - line[0].x0 for line in lines]
    return median(widths) > 0.6 * max(widths) and median(len(line) for line in lines) >= 4


def _crosses(row: Sequence[Word], gutter: float) -> bool:
    return any(w.x0 < gutter < w.x1 for w in row) or any(
        one.x1 <= gutter <= other.x0 and other.x0 - one.x1 < GUTTER / 1.5
        for one, other in pairwise(row)
    )


def _edged(rows: Sequence[Sequence[Word]], page: int) -> Iterator[list[Line]]:
    """Make lines of the rows of one column, which share its edges."""
    if not rows:
        return
    begins, ends = sorted(row[0].x0 for row in rows), sorted(row[-1].x1 for row in rows)
    left, right = begins[len(begins) // 20], ends[int(len(ends) * 0.95)]
    for row in rows:
        size = Counter({s: sum(len(w.text) for w in row if w.size == s) for s in {w.size for w in row}}).most_common(1)[
            0
        ][0]
        yield [Line(tuple(_with_call(w, size, row) for w in row), left, right, page, size)]


def _with_call(word: Word, size: float, row: Sequence[Word]) -> Word:
    """Mark a small raised number as the call of a note."""
    if word.size >= RAISED * size or not CALL.fullmatch(word.text):
        return word
    base = max(w.bottom for w in row if w.size == size)
    if word.bottom > base - 0.1 * size:
        return word
    return Word(
        word.text, word.x0, word.x1, word.top, word.bottom, word.size, word.bold, word.italic, word.text.strip("[](),;")
    )
