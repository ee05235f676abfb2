"""Which words of a sentence a hit is shown for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from memcon.search.answer import Span
from memcon.search.fields import TOKEN, Token, tokens
from memcon.search.query import Node, Phrase, Word, shown_words

Printed = Callable[[Word], Sequence[str]]


class Marker:
    """Finds the words that sentences are shown for, by one question."""

    def __init__(self, node: Node, printed: Printed) -> None:
        """Take a question, and which printed words answer each of its words."""
        parts = list(shown_words(node))
        self._words = {form for part in parts if isinstance(part, Word) for form in printed(part)}
        self._phrases = [
            ([set(printed(word)) for word in part.words], part.within) for part in parts if isinstance(part, Phrase)
        ]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Give half-open spans of a sentence, in order; those that overlap are joined."""
        found = [match.span() for match in TOKEN.finditer(text) if match[0].lower() in self._words]
        if self._phrases:
            held = tokens(text)
            for slots, within in self._phrases:
                found += _in_row(slots, held) if within is None else _near(slots, held, within)
            found.sort()
        return tuple(_joined(found)) if len(found) > 1 else tuple(found)


def _in_row(slots: Sequence[set[str]], held: Sequence[Token]) -> Iterator[Span]:
    for at in range(len(held) - len(slots) + 1):
        if all(held[at + step].word in slot for step, slot in enumerate(slots)):
            yield held[at].start, held[at + len(slots) - 1].end


def _near(slots: Sequence[set[str]], held: Sequence[Token], within: int) -> Iterator[Span]:
    places = [[at for at, one in enumerate(held) if one.word in slot] for slot in slots]
    for one, other in pairwise(places):
        for first in one:
            for second in other:
                if 0 < abs(first - second) <= within:
                    yield held[first].start, held[first].end
                    yield held[second].start, held[second].end


def _joined(found: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for start, end in found:
        if last is not None and start < last[1]:
            last = last[0], max(end, last[1])
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last
