"""How alike the words before and behind each place of a talk are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.terms import Told

Matrix = NDArray[np.float32]
NEAR = (1, 2, 4)  # sentences on either side that are compared
FAR = 12  # sentences of a paragraph that are compared, at most
CHUNK = 256  # sentences taken at a time, so that memory stays flat


def weighted(told: Sequence[Told], known: Lore) -> Matrix:
    """Give each sentence's stems by how often they stand in it and how rare they are.

    Returns:
        Sentences x (sentences + stems). A stem that stands in one sentence only has no column of its own: it
        adds to the length of that sentence's row, in the sentence's own column.
    """
    spread = Counter(stem for one in told for stem in one.terms)
    several = {stem: column for column, stem in enumerate(s for s, times in spread.items() if times > 1)}
    matrix = np.zeros((len(told), len(told) + len(several)), dtype=np.float32)
    for row, one in enumerate(told):
        own = 0.0
        for stem, times in one.terms.items():
            weight = times * known.weight(stem)
            column = several.get(stem)
            if column is None:
                own += weight * weight
            else:
                matrix[row, len(told) + column] = weight
        matrix[row, row] = own**0.5
    return matrix


def cohesion(told: Sequence[Told], first: Sequence[int], last: Sequence[int], known: Lore) -> Matrix:
    """Say for each sentence how alike what stands before it and what begins with it are.

    Args:
        told: the sentences.
        first: for each where its paragraph begins.
        last: for each where its paragraph has ended.
        known: the language.

    Returns:
        Sentences x 4: one sentence, two, four on either side, and the paragraph on either side; 0.0 to 1.0. The row of
        the first sentence holds zeros.
    """
    found = np.zeros((len(told), len(NEAR) + 1), dtype=np.float32)
    for start in range(0, len(told), CHUNK):
        low, high = max(0, start - FAR), min(len(told), start + CHUNK + FAR)
        weights = weighted(told[low:high], known)
        sums = np.vstack([np.zeros((1, weights.shape[1]), dtype=np.float32), np.cumsum(weights, axis=0)])
        place = np.arange(max(1, start), min(len(told), start + CHUNK))
        for column, near in enumerate(NEAR):
            begin, end = np.maximum(place - near, low), np.minimum(place + near, high)
            found[place, column] = _across(sums, low, begin, place, end)
        begin = np.array([max(first[i - 1], i - FAR, low) for i in place.tolist()], dtype=int)
        end = np.array([min(last[i], i + FAR, high) for i in place.tolist()], dtype=int)
        found[place, len(NEAR)] = _across(sums, low, begin, place, end)
    return found


def _across(sums: Matrix, low: int, begin: NDArray[np.int_], place: NDArray[np.int_], end: NDArray[np.int_]) -> Matrix:
    """Give the cosine of what stands from `begin` to `place` and from `place` to `end`."""
    before = sums[place - low] - sums[begin - low]
    behind = sums[end - low] - sums[place - low]
    norm = np.linalg.norm(before, axis=1) * np.linalg.norm(behind, axis=1)
    cosine: Matrix = (before * behind).sum(axis=1) / np.maximum(norm, 1e-9)
    return cosine
