"""Which sentences stand first: the engine's best, weighed again by what the engine does not see.

The engine takes the average length of a field over all rows, also over those that have no such field. With talk in
one field, frame and notes in others, every sentence is then held to be far longer than the average, and the shortest
stand first. So its scores are mended by each sentence's length, and where a question has several words the best are
read: how often each word stands there (BM25), and how near to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from memcon.search.fields import KINDS, TOKEN
from memcon.search.held import LETTERS, Held
from memcon.search.query import Node, Word, shown_words

if TYPE_CHECKING:
    import tantivy

    Place = tuple[float, tantivy.DocAddress]

LOOKED = 2000  # of the engine's best, whose scores are mended
READ = 200  # of these, that are read
ENGINE = 1.2, 0.75  # the engine's BM25: how soon more of a word tells no more, and the weight of the length
# Ours, chosen on half of the questions in benchmarks/meaning_queries:
STEADY, LENGTH = 1.2, 0.5
SHORT = 0.5  # of the average length; what is shorter counts as if it had so many words
CLOSE, APART = 0.2, 5  # weight of two words that stand near each other, and how many words apart still count
SAME = 0.5  # weight from which a form is taken to be the same word
COMMON = 0.3  # share of all sentences beyond which a word tells nothing ...
SELDOM = 20  # ... unless it stands in no more than so many
EACH = 64  # forms of a word up to which the engine weighs each

Words = Mapping[str, Mapping[str, float]]  # the forms of each word of a question, with what each is worth, 0 to 1


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of a question, and how much each tells by being rare."""

    forms: Mapping[str, tuple[tuple[str, float], ...]]  # by form: the words it is a form of, with its worth for each
    rarity: Mapping[str, float]

    @classmethod
    def of(cls, held: Held, words: Words) -> Telling:
        """Weigh words by how rare they are in the index, the forms of one taken together."""
        forms: dict[str, list[tuple[str, float]]] = {}
        for word, its in words.items():
            for form, weight in its.items():
                forms.setdefault(form, []).append((word, weight))
        return cls({form: tuple(its) for form, its in forms.items()}, rarities(held, words))

    def worth(self, text: str, usual: float) -> float:
        """Say how well a sentence answers the words.

        Args:
            text: the sentence.
            usual: how many words a sentence of its kind has on average.
        """
        held = [one.lower() for one in TOKEN.findall(text)]
        size = 1 - LENGTH + LENGTH * max(len(held) / usual, SHORT)
        met = [(at, its) for at, one in enumerate(held) if (its := self.forms.get(one))]
        counts: dict[tuple[str, float], int] = {}
        for _, its in met:
            for one in its:
                counts[one] = counts.get(one, 0) + 1
        best: dict[str, float] = {}
        for (word, weight), count in counts.items():
            best[word] = max(best.get(word, 0.0), weight * (STEADY + 1) * count / (count + STEADY * size))
        return sum(self.rarity[word] * its for word, its in best.items()) + CLOSE * self._closeness(met) / size

    def _closeness(self, met: Sequence[tuple[int, tuple[tuple[str, float], ...]]]) -> float:
        """Weigh different words that stand next to each other, or with a few others between."""
        near: dict[tuple[str, str], float] = {}
        for (one, its), (other, theirs) in pairwise(met):
            (first, weight), (second, its_weight) = its[0], theirs[0]
            if first != second and other - one <= APART:
                told = weight * its_weight * min(self.rarity[first], self.rarity[second]) / sqrt(other - one)
                pair = min(first, second), max(first, second)
                near[pair] = max(near.get(pair, 0.0), told)
        return sum(near.values())


def rarities(held: Held, words: Words) -> dict[str, float]:
    """Say how much each word tells, its forms taken together; of a word with very many forms the engine weighs none."""
    return {
        word: 1.0 if len(forms) > EACH else rarity(
            held.searcher.num_docs, sum(spread(held, form) for form, weight in forms.items() if weight >= SAME)
        )
        for word, forms in words.items()
    }  # fmt: skip


def rarity(every: int, count: int) -> float:
    """Say how much a word tells that stands in so many of all rows, as the engine does (BM25)."""
    return log(1 + (max(0, every - count) + 0.5) / (count + 0.5))


def commonness(held: Held, kinds: Sequence[str]) -> float:
    """Say in how many sentences a word must stand to tell nothing."""
    return max(SELDOM, COMMON * held.sentences(kinds))


def spread(held: Held, word: str, kinds: Sequence[str] = KINDS) -> int:
    """Count the sentences of some kinds that hold a printed word."""
    return sum(held.searcher.doc_freq(kind, word) for kind in kinds)


def words_of(node: Node, printed: Callable[[Word], Sequence[str]]) -> dict[str, dict[str, float]]:
    """Give the words that a question's hits are shown for, those of phrases too, each form as good as another."""
    parts = [word for one in shown_words(node) for word in ((one,) if isinstance(one, Word) else one.words)]
    return {f"{word.how} {word.text}": dict.fromkeys(printed(word), 1.0) for word in parts}


def best(
    held: Held, engine: tantivy.Query, words: Words, begin: int, count: int
) -> tuple[list[Place], int]:
    """Give the places of the best hits with their scores, and how many fit in all.

    Those beyond the first LOOKED stand as the engine ranks them.

    Args:
        held: the index.
        engine: the question as the engine runs it.
        words: the words it asks for; without any, the engine's order stays.
        begin: how many hits to pass over.
        count: how many to give.
    """
    search: Any = held.searcher.search
    if begin >= LOOKED or not words:
        found = search(engine, max(1, count), offset=begin)
        return [(float(score), place) for score, place in found.hits[:count]], int(found.count)
    found = search(engine, max(LOOKED, begin + count))
    mended = _mended(held, found.hits[:LOOKED])
    read = _read(held, mended[:READ], words) if len(words) > 1 else mended[:READ]
    return [*read, *mended[READ:], *found.hits[LOOKED:]][begin : begin + count], int(found.count)


def nearest(held: Held, engine: tantivy.Query, words: Words, count: int, shortest: int) -> list[Place]:
    """Give the best hits as `best` does, without a total, and without those of fewer words than `shortest`."""
    found = held.searcher.search(engine, LOOKED, count=False).hits
    return _read(held, _mended(held, found)[:READ], words, shortest)[:count]


def _mended(held: Held, found: Sequence[Place]) -> list[Place]:
    """Put right what the engine takes a sentence's length to weigh; exact where each word stands once."""
    if not found:
        return []
    places = [place for _, place in found]
    starts, ends, kinds = (np.array(held.numbers(name, places)) for name in ("start", "end", "in"))
    usual = np.ones(len(KINDS) + 1)
    taken = np.ones(len(usual))  # by the engine to be the average
    for kind in np.unique(kinds):
        one = held.usual(KINDS[kind - 1])
        usual[kind], taken[kind] = one.length, one.length * one.rows / max(1, held.searcher.num_docs)
    steady, weight = ENGINE
    words = (ends - starts) / LETTERS
    its = 1 + steady * (1 - weight + weight * words / taken[kinds])
    ours = 1 + STEADY * (1 - LENGTH + LENGTH * np.maximum(words / usual[kinds], SHORT))
    scores = np.array([score for score, _ in found]) * its / ours
    return [(float(scores[at]), places[at]) for at in np.argsort(-scores, kind="stable")]


def _read(held: Held, found: Sequence[Place], words: Words, shortest: int = 0) -> list[Place]:
    telling = Telling.of(held, words)
    kinds = held.numbers("in", [place for _, place in found]) if found else []
    told = []
    for (_, place), kind in zip(found, kinds, strict=True):
        text = held.stored(place)[0]
        if len(text.split(None, shortest)) >= shortest:
            told.append((telling.worth(text, held.usual(KINDS[kind - 1]).length), place))
    return sorted(told, key=lambda one: -one[0])
