"""Collocates: words that stand near others more often than elsewhere, with how much more often, and how surely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2, sqrt

from memcon.model.errors import Unclear
from memcon.search.answer import Span
from memcon.search.asking import Asked, asked, ranked, whole
from memcon.search.damage import guarded
from memcon.search.explaining import explained
from memcon.search.fields import tokens, total
from memcon.search.held import Held
from memcon.search.query import All, Any, How, Node, Phrase, Query, Word, shown_words, walk
from memcon.search.showing import Marker

MOST = 10_000  # sentences read
LIKELY = 300  # words whose counts elsewhere are looked up
LEAST = 3  # sentences in which a word must stand near the others
WINDOW = 5  # words on each side
Z95 = 1.959964  # standard errors to each side of a 95 % interval


@dataclass(frozen=True, slots=True)
class Collocate:
    """One word that stands near those asked for.

    `near` of `of_near` sentences with the words asked for have it within the window; `apart` of `of_apart` other
    sentences of the same kind and under the same conditions have it anywhere. `log_ratio` is the binary logarithm of
    how many times larger the first share is (1 is twice, 2 four times), with its 95 % interval; `log_likelihood` is
    G2, above 10.83 for p < 0.001; `log_dice` at most 14.
    """

    word: str  # the dictionary form
    forms: tuple[str, ...]  # as printed near the words
    near: int
    of_near: int
    apart: int
    of_apart: int
    log_ratio: float
    low: float
    high: float
    log_likelihood: float
    log_dice: float


@dataclass(frozen=True, slots=True)
class Collocates:
    """Collocates, the surest first: by the lower end of the interval.

    `read` of `total` sentences were read, the best first: figures are of those read.
    """

    found: tuple[Collocate, ...]
    total: int
    read: int
    window: int
    explained: str


def collocates(held: Held, query: Query, window: int = WINDOW, least: int = LEAST) -> Collocates:
    """Find the words that stand near those of a question.

    Because a window is compared with whole sentences, the ratio errs on the low side.

    Args:
        held: the index.
        query: the question; its conditions bound the sentences compared with, too.
        window: how many words to each side are near, 1 to 50.
        least: in how many sentences a collocate must stand near.

    Raises:
        Unclear, NotFound: the question cannot be understood, or holds no words.
        IndexDamaged: the index cannot be read.
    """
    if not 1 <= window <= 50 or least < 1:
        raise Unclear("The window is 1 to 50 words to each side, and a collocate stands in 1 sentence at least.")
    with guarded(held.path):
        made = asked(held, query)
        if not any(shown_words(made.node)):
            raise Unclear("Collocates are collocates of words: ask for a word.")
        found, all_told = ranked(held, made.engine, Query(count=MOST))
        seen = _seen(held, [held.stored(place)[0] for _, place in found], made, window)
        rest = _conditions(whole(query))
        every = total(held.searcher, made.matching.query(rest, made.kinds))
        counted = [
            _measured(word, seen, len(found), _spread(held, made, rest, word), every)
            for word in _likely(held, made, seen, least)
        ]
        counted.sort(key=lambda one: (-one.low, -one.near, one.word))
        told = explained(made.node, made.kinds, made.matching.printed, made.matching.meant, held.people.called)
    return Collocates(tuple(counted), all_told, len(found), window, told)


@dataclass(frozen=True, slots=True)
class _Seen:
    """In how many sentences each word stands near those asked for, and in how many anywhere; and how it is printed."""

    near: Counter[str]
    anywhere: Counter[str]
    forms: Mapping[str, Counter[str]]


def _seen(held: Held, texts: Iterable[str], made: Asked, window: int) -> _Seen:
    near, anywhere = Counter[str](), Counter[str]()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    bases: dict[str, str] = {}
    marker = Marker(made.node, made.matching.printed)
    for text in texts:
        words = tokens(text)
        own = marker.spans(text)
        close = set(_close([(one.start, one.end) for one in words], own, window))
        here, there = set[str](), set[str]()
        for at, one in enumerate(words):
            base = bases.get(one.word) or bases.setdefault(one.word, _base(held, one.word))
            if not any(start <= one.start < end for start, end in own):
                there.add(base)
                if at in close:
                    here.add(base)
                    forms[base][one.word] += 1
        near.update(here)
        anywhere.update(there)
    return _Seen(near, anywhere, forms)


def _close(words: Sequence[Span], own: Sequence[Span], window: int) -> Iterator[int]:
    """Give the places of the words within the window of those asked for."""
    for start, end in own:
        inside = [at for at, (begin, _) in enumerate(words) if start <= begin < end]
        if inside:
            yield from range(max(0, inside[0] - window), min(len(words), inside[-1] + window + 1))


def _base(held: Held, word: str) -> str:
    """Give the dictionary form of a printed word; of several languages' the first."""
    return next(iter(held.vocabulary.forms(word).values()), word)


def _likely(held: Held, made: Asked, seen: _Seen, least: int) -> list[str]:
    """Choose the words whose counts elsewhere are worth looking up: by a rough measure of how far they stand out."""
    rough = {}
    for word, times in seen.near.items():
        if times >= least:
            there = sum(held.searcher.doc_freq(kind, form) for kind in made.kinds for form in seen.forms[word])
            rough[word] = times * log(max(1.0, times) / max(1, there) * 1e6)
    return sorted(rough, key=lambda word: -rough[word])[:LIKELY]


def _spread(held: Held, made: Asked, rest: Node, word: str) -> int:
    """Count the sentences, under the same conditions, that hold a word in any printed form."""
    forms = held.vocabulary.sharing(word)
    node = All((rest, Any(tuple(Word(form, How.EXACT) for form in forms or (word,)))))
    return total(held.searcher, made.matching.query(node, made.kinds))


def _measured(word: str, seen: _Seen, read: int, spread: int, every: int) -> Collocate:
    near, of_apart = seen.near[word], max(1, every - read)
    apart = min(of_apart, max(0, spread - seen.anywhere[word]))
    least = apart or 0.5  # half a sentence, where the word stands nowhere else
    ratio = log2((near / read) / (least / of_apart))
    error = sqrt(max(0.0, 1 / near - 1 / read + 1 / least - 1 / of_apart)) / log(2)
    forms = tuple(form for form, _ in seen.forms[word].most_common())
    return Collocate(
        word, forms, near, read, apart, of_apart, ratio, ratio - Z95 * error, ratio + Z95 * error,
        _log_likelihood(near, read, apart, of_apart), 14 + log2(2 * near / (read + near + apart)),
    )  # fmt: skip


def _log_likelihood(near: int, read: int, apart: int, of_apart: int) -> float:
    """Give G2 of a word's sentences near and apart (Dunning 1993), from all four cells."""
    share = (near + apart) / (read + of_apart)
    cells = (
        (near, read * share), (read - near, read * (1 - share)),
        (apart, of_apart * share), (of_apart - apart, of_apart * (1 - share)),
    )  # fmt: skip
    return 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen > 0 and expected > 0)


def _conditions(node: Node) -> Node:
    """Give a question without its words: the sentences it compares with."""
    parts = node.parts if isinstance(node, All) else (node,)
    return All(tuple(part for part in parts if not any(isinstance(one, Word | Phrase) for one in walk(part))))
