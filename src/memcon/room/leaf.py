"""The text of a record cut for the page: numbered passages, and in each the pieces where claims begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from memcon.archive.viewing import View
from memcon.inquiries.account.citing import citing
from memcon.model.record import Mark, Passage

SET = frozenset({"italic", "bold", "spaced", "small_caps"})  # marks that change how letters look


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a passage for which the same claims hold; `start` counts code points of the record's text.

    `said` is the number of the utterance they belong to, `begins` whether it begins here, `acts` the numbers of acts
    that begin here, `issue` the number of the issue whose passage begins here; `page` a page that begins before them.
    """

    start: int
    words: str
    said: int | None = None
    begins: bool = False
    acts: tuple[int, ...] = ()
    issue: int | None = None
    page: str | None = None
    note: str | None = None
    dress: tuple[str, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One passage as the page shows it: `name` is its place on the page ("p4"), `printed` its number ("¶4")."""

    name: str
    printed: str
    start: int
    end: int
    role: str
    text_class: str
    number: str | None
    pieces: tuple[Piece, ...]
    said: tuple[int, ...]  # utterances that touch it
    acts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Where something begins and has ended, and its number."""

    start: int
    end: int
    number: int


def leaves(
    view: View,
    said: Sequence[Span],
    acts: Sequence[Span],
    issues: Sequence[Span],
    chosen: tuple[int, int] | None,
) -> tuple[Leaf, ...]:
    """Cut a record's text into leaves.

    Args:
        view: the record as it stands.
        said: utterances in order.
        acts: acts in order.
        issues: passages of issues in order; `number` is that of the issue.
        chosen: the span that the reader asked for.
    """
    numbers = citing(view).numbers
    cutter = _Cutter(view.record.text, said, acts, issues, view.record.marks, chosen)
    return tuple(
        _leaf(passage, f"p{number}" if number else f"at{passage.start}", f"¶{number}" if number else "", cutter)
        for passage, number in zip(view.record.passages, numbers, strict=True)
        if view.record.words(passage).strip()
    )


def _leaf(passage: Passage, name: str, printed: str, cutter: _Cutter) -> Leaf:
    return Leaf(
        name,
        printed,
        passage.start,
        passage.end,
        passage.role.value,
        passage.text_class.value,
        passage.number,
        tuple(cutter.pieces(passage.start, passage.end)),
        tuple(one.number for one in cutter.touching(cutter.said, passage.start, passage.end)),
        tuple(one.number for one in cutter.touching(cutter.acts, passage.start, passage.end)),
    )


class _Cutter:
    """Cuts passages where utterances, acts, issues, pages and kinds of letters begin and end."""

    def __init__(
        self,
        text: str,
        said: Sequence[Span],
        acts: Sequence[Span],
        issues: Sequence[Span],
        marks: Iterable[Mark],
        chosen: tuple[int, int] | None,
    ) -> None:
        self._text, self.said, self.acts, self._chosen = text, said, acts, chosen
        self._issues = {one.start: one.number for one in issues}
        self._acts: dict[int, list[int]] = {}
        for one in acts:
            self._acts.setdefault(one.start, []).append(one.number)
        held = [one for one in marks if one.kind in SET or one.kind in ("page", "note")]
        self._dress = sorted((one for one in held if one.kind in SET and one.end > one.start), key=lambda m: m.start)
        self._points = {(one.start, one.kind): one.value or "" for one in held if one.kind not in SET}
        self._cuts = sorted(
            {at for one in (*said, *acts) for at in (one.start, one.end)}
            | {one.start for one in issues}
            | {at for one in held for at in (one.start, one.end)}
            | set(chosen or ())
        )
        self._starts = {id(spans): [one.start for one in spans] for spans in (said, acts)}

    def touching(self, spans: Sequence[Span], start: int, end: int) -> list[Span]:
        """Give the spans, in order and hardly overlapping, that touch a stretch."""
        starts = self._starts[id(spans)]
        first = max(0, bisect_right(starts, start) - 3)
        return [one for one in spans[first : bisect_left(starts, end)] if one.end > start and one.start < end]

    def pieces(self, start: int, end: int) -> Iterable[Piece]:
        """Give the pieces of a passage."""
        inner = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        places = [start, *inner, end]
        here = self.touching(self.said, start, end)
        dress = [one for one in self._dress if one.start < end and one.end > start] if self._dress else []
        for begin, stop in pairwise(places):
            yield self._piece(begin, stop, here, dress)

    def _piece(self, begin: int, stop: int, here: Sequence[Span], dress: Sequence[Mark]) -> Piece:
        said = next((one for one in here if one.start <= begin < one.end), None)
        return Piece(
            begin,
            self._text[begin:stop],
            said.number if said else None,
            said is not None and said.start == begin,
            tuple(self._acts.get(begin, ())),
            self._issues.get(begin),
            self._points.get((begin, "page")),
            self._points.get((begin, "note")),
            tuple(one.kind for one in dress if one.start <= begin < one.end),
            self._chosen is not None and self._chosen[0] <= begin < self._chosen[1],
        )
