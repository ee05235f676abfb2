"""Who brings a word into the series that the other later uses, and how often that would be so by chance.

Only the first USES sentences with a word count: so a word said a hundred times tells no more than one said ten times.
Chance: in each meeting the sentences are kept as they are, and the order of speakers is turned against them by a random
number of sentences. Who speaks how much, how long at a stretch, and which words cluster, all stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import polars as pl
from numpy.typing import NDArray

from memcon.inquiries.influence.echoes import SEED, SHUFFLES, as_high, either_way
from memcon.inquiries.influence.evidence import OTHERS, Evidence
from memcon.inquiries.influence.measure import Example, Floats, Key, Sums
from memcon.inquiries.influence.vocabulary import Terms, Worded

USES = 20  # sentences with a word, from its first on, among which the other must use it too
SHOWN = 10  # terms of each side that are shown as examples
TOLD = 3  # sentences in which the other must use a term that is shown
TINY = 1e-12
BITS = np.array([1, 2, 0], np.uint8)  # one bit a side, none for OTHERS
BOTH = 3
Sides = NDArray[np.int8]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Introduced:
    """Sentences in order with their sides, and where each term that two sentences have is used.

    `uses` are places of sentences, ascending within each term; those of one term begin at its place in `begins`.
    """

    meeting: Places  # of each sentence
    side: Sides  # 0, 1; OTHERS where it is another's or nobody's
    term: Places  # of each term its number
    uses: Places
    begins: Places

    @property
    def first(self) -> Places:
        """The sentence in which each term is first used."""
        return self.uses[self.begins]


def introduced(said: Worded) -> tuple[Introduced, Introduced]:
    """Find where words, and phrases, are used in the sentences of a series."""
    meeting = said.sentences["meeting"].to_numpy().astype(np.int64)
    side = said.sentences["side"].fill_null(OTHERS).to_numpy().astype(np.int8)
    parted = (said.found.filter(~pl.col("phrase")), said.found.filter("phrase"))
    words, phrases = (_introduced(found, meeting, side) for found in parted)
    return words, phrases


def _introduced(found: pl.DataFrame, meeting: Places, side: Sides) -> Introduced:
    placed = found.sort("term", "place").with_columns(pl.int_range(pl.len()).over("term").alias("time"))
    kept = placed.filter((pl.len().over("term") > 1) & (pl.col("time") < USES))
    begins = np.flatnonzero(kept["time"].to_numpy() == 0)
    return Introduced(meeting, side, kept["term"].to_numpy()[begins], kept["place"].to_numpy(), begins)


def owners(found: Introduced, side: Sides) -> Sides:
    """Say of each term which side first uses it and is followed by the other; OTHERS where it is neither."""
    if not len(found.begins):
        return np.zeros(0, np.int8)
    seen = np.bitwise_or.reduceat(BITS[side][found.uses], found.begins)
    named: Sides = np.where(seen == BOTH, side[found.first], OTHERS).astype(np.int8)
    return named


def turned(found: Introduced) -> Iterable[Sides]:
    """Turn the order of sides in each meeting against its sentences, SHUFFLES times."""
    random = np.random.default_rng(SEED)
    meetings, begins, sizes = np.unique(found.meeting, return_index=True, return_counts=True)
    within = np.arange(len(found.meeting)) - np.repeat(begins, sizes)
    start, size = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    for _ in range(SHUFFLES):
        by = np.repeat(random.integers(0, sizes, len(meetings)), sizes)
        yield found.side[start + (within + by) % size]


def measured(evidence: Evidence, found: Introduced, names: tuple[str, str]) -> Iterable[Sums]:
    """Sum the terms that each side brings in, by the meeting in which it does: in all, and beyond chance."""
    meetings, at = len(evidence.meetings), found.meeting[found.first]
    real = _counts(owners(found, found.side), at, meetings)
    mixed = np.stack([_counts(owners(found, side), at, meetings) for side in turned(found)])
    both = np.stack([real.sum(axis=0)] * 2)
    keys = [tuple(Key(name, side) for side in (0, 1)) for name in names]
    yield Sums(keys[0], np.stack([real, both], axis=-1))
    part = _expected(real, mixed)
    over = real - both * part
    by_chance = (mixed - mixed.sum(axis=1, keepdims=True) * part).sum(axis=2)
    gained = over.sum(axis=1)
    chance = {key: as_high(by_chance[:, side], float(gained[side])) for side, key in enumerate(keys[1])}
    apart = {keys[1][0]: either_way(by_chance[:, 0], float(gained[0]))}
    yield Sums(keys[1], np.stack([over, both], axis=-1), chance=chance, apart=apart)


def _expected(real: Floats, mixed: Floats) -> Floats:
    """Give the share of each meeting's new terms that chance lets each side bring in; where it lets none, the real."""
    mean = mixed.mean(axis=0)
    mean = np.where(mean.sum(axis=0) > 0, mean, real)
    found: Floats = mean / np.maximum(mean.sum(axis=0), TINY)
    return found


def _counts(owner: Sides, at: Places, meetings: int) -> Floats:
    return np.stack([np.bincount(at[owner == side], minlength=meetings) for side in (0, 1)]).astype(np.float64)


def shown(evidence: Evidence, found: Introduced, terms: Terms) -> Iterable[Example]:
    """Name, for each side in turn, terms that it used first and the other then used most."""
    both = zip_longest(*(_of_side(evidence, found, terms.printed, side) for side in (0, 1)))
    return (one for pair in both for one in pair if one is not None)


def _of_side(evidence: Evidence, found: Introduced, printed: dict[int, str], side: int) -> Iterable[Example]:
    """Name the terms of one side, most taken over first; of terms that hold one another only the first."""
    if not len(found.begins):
        return
    names = [printed[int(number)] for number in found.term]
    uses = np.diff(np.append(found.begins, len(found.uses)))
    taken = np.add.reduceat(found.side[found.uses] == 1 - side, found.begins, dtype=np.int64)
    fitting = np.flatnonzero((owners(found, found.side) == side) & (taken >= TOLD))
    told: list[str] = []
    for one in sorted(fitting, key=lambda one: (-taken[one], uses[one], -len(names[one]), names[one])):
        if len(told) < SHOWN and not any(names[one] in other or other in names[one] for other in told):
            told.append(names[one])
            meeting = int(found.meeting[found.first[one]])
            yield Example(evidence.names[side], names[one], meeting, int(taken[one]), int(uses[one]))
