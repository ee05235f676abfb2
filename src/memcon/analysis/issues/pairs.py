"""How likely two sentences are about one issue, for all pairs of a stretch of talk at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.analysis.issues.cohesion import Matrix, weighted
from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.strand import Said
from memcon.analysis.issues.terms import Told

LIKENESS = (
    "log distance", "paragraphs", "one paragraph", "unbroken", "strongest break", "one speaker", "alike",
    "alike paragraphs", "alike around", "log sentences", "distance", "alike paragraphs, above", "alike around, above",
)  # fmt: skip


# Beyond what most documents reach that were learnt from, the signs count no further: a talk of a hundred pages is read
# with what was learnt from talks of two.
FAR = 12  # paragraphs between two sentences
BROKEN = -8.0  # log probability that nothing new begins between
LONG = 4.0  # logarithm of a distance, or of a record's length, in sentences


def likeness(said: Sequence[Said], told: Sequence[Told], breaks: Sequence[float], known: Lore) -> Matrix:
    """Give the signs of every pair of sentences.

    Args:
        said: the sentences.
        told: the same, taken apart.
        breaks: for each the probability that a new issue begins with it; that of the first does not count.
        known: the language.

    Returns:
        Sentences x sentences x LIKENESS; symmetric.
    """
    count = len(said)
    place = np.arange(count, dtype=np.float32)
    distance = np.abs(place[:, None] - place[None, :])
    paragraph = np.cumsum([i > 0 and one.opens for i, one in enumerate(said)])
    apart = np.abs(paragraph[:, None] - paragraph[None, :]).astype(np.float32)
    speaker = np.unique([one.speaker or "" for one in said], return_inverse=True)[1]
    weights = weighted(told, known)
    pairs, paragraphs, around = (_cosines(m) for m in (weights, _by(weights, paragraph), _around(weights)))
    paragraphs = paragraphs[np.ix_(paragraph, paragraph)]
    unbroken, strongest = _breaks(np.asarray(breaks, dtype=np.float32))
    off = ~np.eye(count, dtype=bool)
    mean_paragraphs, mean_around = (float(m[off].mean()) if count > 1 else 0.0 for m in (paragraphs, around))
    layers = (
        np.minimum(np.log(np.maximum(distance, 1)), LONG), np.minimum(apart, FAR), apart == 0,
        np.maximum(unbroken, BROKEN), strongest, speaker[:, None] == speaker[None, :], pairs, paragraphs, around,
        np.full_like(apart, min(math.log(count), LONG)),
        distance / count, paragraphs - mean_paragraphs, around - mean_around,
    )  # fmt: skip
    return np.stack([np.asarray(layer, dtype=np.float32) for layer in layers], axis=-1)


def _by(weights: Matrix, group: NDArray[Any]) -> Matrix:
    whole = np.zeros((int(group[-1]) + 1, weights.shape[1]), dtype=np.float32)
    np.add.at(whole, group, weights)
    return whole


def _around(weights: Matrix) -> Matrix:
    """Add to each sentence the ones before and behind it."""
    whole = weights.copy()
    whole[1:] += weights[:-1]
    whole[:-1] += weights[1:]
    return whole


def _cosines(matrix: Matrix) -> Matrix:
    unit = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    product: Matrix = unit @ unit.T
    return product


def _breaks(breaks: Matrix) -> tuple[Matrix, Matrix]:
    """Give for each pair the log probability that nothing new begins between, and the strongest break there."""
    inner = np.clip(breaks, 0.0, 0.999)
    inner[0] = 0.0
    sums = np.cumsum(np.log1p(-inner))
    unbroken = -np.abs(sums[:, None] - sums[None, :])
    strongest = np.zeros((len(breaks), len(breaks)), dtype=np.float32)
    for row in range(len(breaks) - 1):
        strongest[row, row + 1 :] = np.maximum.accumulate(inner[row + 1 :])
    return unbroken, np.maximum(strongest, strongest.T)
