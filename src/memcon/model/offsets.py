"""How a position in a record's text finds its place in the file as it was received."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where each stretch of a record's text stands in the decoded source file.

    `runs` are pairs (position in the record's text, position in the source), both in code points, rising.
    Inside a run one step in the text is one step in the source. Where the reader dropped or changed characters
    (a Markdown mark, a decomposed accent) a new run begins.
    """

    runs: tuple[tuple[int, int], ...]

    def to_source(self, position: int) -> int:
        """Turn a position in the record's text into one in the decoded source file.

        A position inside a changed stretch maps to as many steps after the beginning of its run.
        """
        if not self.runs:
            return position
        index = max(0, bisect_right(self.runs, (position, 2**62)) - 1)
        text_start, source_start = self.runs[index]
        return source_start + position - text_start

    def span_to_source(self, start: int, end: int) -> tuple[int, int]:
        """Turn a half-open span of the text into the half-open span of the source that holds the same words.

        The end is taken from the last character inside the span, so characters dropped after it stay outside.
        """
        if end <= start:
            place = self.to_source(start)
            return place, place
        return self.to_source(start), self.to_source(end - 1) + 1

    def shifted(self, by: int) -> Offsets:
        """Move every place in the source by a number of code points."""
        return Offsets(tuple((text, source + by) for text, source in self.runs))
