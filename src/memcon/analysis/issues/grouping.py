"""Which sentences are about one issue: neighbours and returns put together, in time linear in the record's length."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from memcon.analysis.issues.cohesion import Matrix
from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.pairs import likeness
from memcon.analysis.issues.signs import signs
from memcon.analysis.issues.strand import Said
from memcon.analysis.issues.terms import Told, names_something, together
from memcon.analysis.issues.weighing import Learnt

WINDOW = 320  # sentences compared each with each; a longer record is cut at its strongest breaks
LEAST = 160  # sentences of a window, at least
RETURNING = 0.45  # likeness of words from which groups of different windows are one issue
TELLING = 12  # heaviest stems of a group by which groups like it are found
CANDIDATES = 30  # groups that share a stem and are looked at, at most


@dataclass(frozen=True, slots=True)
class Grouping:
    """For each sentence the number of its issue, in order of appearance, how sure that is, and its break before it."""

    numbers: tuple[int, ...]
    certainties: tuple[float, ...]
    breaks: tuple[float, ...]


def grouping(said: Sequence[Said], told: Sequence[Told], known: Lore, weights: Learnt) -> Grouping:
    """Put the sentences of a talk into issues."""
    breaks = [1.0, *(weights.breaks.probability(one) for one in signs(said, told, known))]
    numbers: list[int] = []
    certainties: list[float] = []
    for start, end in windows(breaks):
        pairs = probabilities(said[start:end], told[start:end], breaks[start:end], known, weights)
        groups = linked(pairs, weights.together)
        certainties += _certainties(pairs, groups)
        numbers += [len(said) * (start + 1) + group for group in groups]
    numbers = _with_neighbours(numbers, told, known)
    if len(said) > WINDOW:
        numbers = _returning(numbers, told, known)
    order = {number: place for place, number in enumerate(dict.fromkeys(numbers))}
    return Grouping(tuple(order[number] for number in numbers), tuple(certainties), tuple(breaks))


def _with_neighbours(numbers: Sequence[int], told: Sequence[Told], known: Lore) -> list[int]:
    """Let a group that names nothing at all go with the sentence before it, one at the head with the one behind."""
    naming = {number for number, one in zip(numbers, told, strict=True) if names_something(one, known)}
    found: list[int] = []
    last = next((number for number in numbers if number in naming), numbers[0])
    for number in numbers:
        last = number if number in naming else last
        found.append(last)
    return found


def windows(breaks: Sequence[float]) -> list[tuple[int, int]]:
    """Cut a long talk where a new issue most likely begins; half-open, in sentences."""
    found, start = [], 0
    while len(breaks) - start > WINDOW:
        place = max(range(start + LEAST, start + WINDOW), key=lambda i: breaks[i])
        found.append((start, place))
        start = place
    return [*found, (start, len(breaks))]


def probabilities(
    said: Sequence[Said], told: Sequence[Told], breaks: Sequence[float], known: Lore, weights: Learnt
) -> Matrix:
    """Give for each pair of sentences the probability that both are about one issue."""
    total = likeness(said, told, breaks, known) @ np.asarray(weights.pairs.signs, dtype=np.float32)
    found: Matrix = 1 / (1 + np.exp(-np.clip(total + weights.pairs.start, -40, 40)))
    return found


def linked(pairs: Matrix, least: float) -> list[int]:
    """Join groups whose sentences are together on the average at least so likely, the likeliest first.

    Follows chains of nearest neighbours, which for averages finds the same groups as joining the best pair each time,
    in quadratic time.
    """
    count = len(pairs)
    mean = pairs.copy()
    np.fill_diagonal(mean, -1.0)
    size = np.ones(count, dtype=np.float32)
    group = list(range(count))
    alive = np.ones(count, dtype=bool)
    chain: list[int] = []
    while True:
        if not chain:
            free = np.flatnonzero(alive)
            if len(free) == 0:
                break
            chain = [int(free[0])]
        one = chain[-1]
        row = np.where(alive, mean[one], -1.0)
        other = int(row.argmax())
        before = chain[-2] if len(chain) > 1 else -1
        if before >= 0 and row[before] >= row[other]:
            other = before
        if row[other] < least:
            alive[one] = False
            chain.clear()
        elif other == before:
            del chain[-2:]
            _join(mean, size, other, one)
            alive[one] = False
            group = [other if number == one else number for number in group]
        else:
            chain.append(other)
    return group


def _join(mean: Matrix, size: Matrix, kept: int, gone: int) -> None:
    """Make two groups one: its mean to each other group is that of all its sentences."""
    row = (mean[kept] * size[kept] + mean[gone] * size[gone]) / (size[kept] + size[gone])
    row[kept] = -1.0
    mean[kept], mean[:, kept] = row, row
    size[kept] += size[gone]


def _certainties(pairs: Matrix, groups: Sequence[int]) -> list[float]:
    """Say for each sentence how likely it is with the others of its group, or, alone, how likely with nobody."""
    members = np.asarray(groups)
    one = members[:, None] == members[None, :]
    np.fill_diagonal(one, False)
    others = one.sum(axis=1)
    mean = (pairs * one).sum(axis=1) / np.maximum(others, 1)
    rest = pairs.copy()
    np.fill_diagonal(rest, 0.0)
    found: list[float] = np.where(others > 0, mean, 1 - rest.max(axis=1)).tolist()
    return found


def _returning(numbers: Sequence[int], told: Sequence[Told], known: Lore) -> list[int]:
    """Find in later windows the issues of earlier ones, by the rare words that they share."""
    places: dict[int, list[Told]] = defaultdict(list)
    for number, one in zip(numbers, told, strict=True):
        places[number].append(one)
    profiles = {number: _profile(together(held), known) for number, held in places.items()}
    holding: dict[str, list[int]] = defaultdict(list)
    same: dict[int, int] = {}
    for number, profile in profiles.items():
        near = Counter(other for stem in profile for other in holding[stem][-CANDIDATES:])
        found = [(_alike(profile, profiles[other]), other) for other, _ in near.most_common(8)]
        best = max(found, default=(0.0, number))
        same[number] = same[best[1]] if best[0] >= RETURNING else number
        for stem in profile:
            holding[stem].append(number)
    return [same[number] for number in numbers]


def _profile(terms: Counter[str], known: Lore) -> dict[str, float]:
    """Give the heaviest stems of a group, as a vector of length one."""
    weights = {stem: math.sqrt(times) * known.weight(stem) for stem, times in terms.items()}
    heavy = sorted(weights, key=lambda stem: (-weights[stem], stem))[:TELLING]
    norm = math.sqrt(sum(weights[stem] ** 2 for stem in heavy)) or 1.0
    return {stem: weights[stem] / norm for stem in heavy}


def _alike(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other)
