"""How far the words of two acts mean nearly the same: "offensive" for "attack", "credit" for "loan".

Each word of an act is set beside the nearest of the other's by their vectors; a word whose like stands in many acts of
the two records counts for less. The share of an act's words that is found again, weighed so, is taken from either
side (a BERTScore of single words: T. Zhang et al., ICLR 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from memcon.inquiries.compare.chain import Floats
from memcon.inquiries.compare.words import NUMBER, Wording

Meanings = Callable[[Sequence[str], str | None], Floats]  # the vectors of sentences or words of a language
LEAST = 0.5  # cosine of two words from which they have something in common
POWER = 1.5  # so that the nearest count most
STEADY = 0.05  # added to a spread, so that differences that are nothing stay nothing
FEWEST = 4  # acts from which it tells something that one of them stands out


def kindred(mine: Sequence[Wording], its: Sequence[Wording], meanings: Meanings | None) -> Floats:
    """Give the share of the words of each two acts that the other has, or has nearly; (n, m), 0.0 to 1.0.

    Args:
        mine: the words of one record's acts.
        its: of the other's.
        meanings: gives the vectors of words; None where nothing is known of one of the languages: then only the same
            words count.
    """
    acts = (*mine, *its)
    keys = sorted({key for one in acts for key in one.terms})
    if not keys:
        return np.zeros((len(mine), len(its)))
    places = {key: at for at, key in enumerate(keys)}
    near = np.eye(len(keys)) if meanings is None else _near(keys, acts, meanings)
    best = np.zeros((len(acts), len(keys)))
    weight = np.zeros((len(acts), len(keys)))
    for row, one in enumerate(acts):
        columns = [places[key] for key in one.terms]
        if columns:
            best[row] = near[columns].max(axis=0)
            weight[row, columns] = list(one.terms.values())
    weight *= np.log((len(acts) + 1) / np.maximum(best.sum(axis=0), 1.0)) / np.log(len(acts) + 1)
    first, second = weight[: len(mine)], weight[len(mine) :]
    found = first @ best[len(mine) :].T, (second @ best[: len(mine)].T).T
    whole = np.maximum(first.sum(axis=1), 1e-9)[:, None] * np.maximum(second.sum(axis=1), 1e-9)[None, :]
    share: Floats = np.sqrt(found[0] * found[1] / whole)
    return share


def _near(keys: Sequence[str], acts: Sequence[Wording], meanings: Meanings) -> Floats:
    """Say how near each two words are, 0.0 to 1.0; figures are the same or not."""
    printed: dict[str, str] = {}
    for one in acts:
        for key, word in one.printed.items():
            printed[key] = min(word, printed.get(key, word))
    found = np.asarray(meanings([printed[key] for key in keys], None), np.float32)
    found = np.where(np.array([key[0] == NUMBER for key in keys])[:, None], 0, found)
    near: Floats = np.clip((found @ found.T - LEAST) / (1 - LEAST), 0.0, 1.0) ** POWER
    np.fill_diagonal(near, 1.0)
    return near


def standing_out(alike: Floats) -> Floats:
    """Say by how many standard deviations each pair stands out among those of either act; the lesser of both.

    What an act has in common with every act of the other record is no sign of being one with any. A record of fewer
    than FEWEST acts tells nothing of that.
    """
    ways = [
        (alike - alike.mean(axis=axis, keepdims=True)) / (alike.std(axis=axis, keepdims=True) + STEADY)
        for axis in (0, 1) if alike.shape[axis] >= FEWEST
    ]  # fmt: skip
    return np.minimum.reduce(ways) if ways else np.zeros_like(alike)
