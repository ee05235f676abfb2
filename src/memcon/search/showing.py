"""Which words of a sentence a hit is shown for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from memcon.search.answer import Span
from memcon.search.fields import Token, tokens
from memcon.search.query import Node, Phrase, Word, shown_words

Printed = Callable[[Word], Sequence[str]]


def spans(node: Node, text: str, printed: Printed) -> tuple[Span, ...]:
    """Find the words a sentence is shown for, in order: half-open spans of the text, those that overlap joined.

    Args:
        node: the question.
        text: the sentence.
        printed: which printed words answer a word of the question.
    """
    held = tokens(text)
    found = [span for part in shown_words(node) for span in _of(part, held, printed)]
    return tuple(_joined(sorted(found)))


def _of(part: Word | Phrase, held: Sequence[Token], printed: Printed) -> Iterator[Span]:
    if isinstance(part, Word):
        answering = set(printed(part))
        yield from ((one.start, one.end) for one in held if one.word in answering)
        return
    slots = [set(printed(word)) for word in part.words]
    yield from _in_row(slots, held) if part.within is None else _near(slots, held, part.within)


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
