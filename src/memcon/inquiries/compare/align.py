"""Which acts of two records tell the same: links that allow another order, one told as two, and nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from memcon.inquiries.compare.alike import FEATURES, features, learnt
from memcon.inquiries.compare.chain import Floats, together
from memcon.inquiries.compare.kindred import Meanings
from memcon.inquiries.compare.told import Told

ENOUGH = 0.45  # probability from which two acts are linked
NEIGHBOUR = 4  # acts between two that are told as one, at most


@dataclass(frozen=True, slots=True)
class Link:
    """An act of one record and an act of the other that tell the same, and the probability that they do."""

    here: int
    there: int
    certainty: float


def likelihoods(
    here: Sequence[Told], there: Sequence[Told], languages: tuple[str | None, str | None], meanings: Meanings | None
) -> tuple[Floats, Floats]:
    """Give for each two acts the probability that they tell the same, and how alike their words are; both (n, m)."""
    weights = learnt()[kind_of(languages, meanings)]
    found = features(here, there, languages, meanings)
    odds = together(found @ weights.signs)
    return 1 / (1 + np.exp(-(weights.slope * odds + weights.shift))), found[:, :, FEATURES.index("words")]


def aligned(
    here: Sequence[Told], there: Sequence[Told], languages: tuple[str | None, str | None], meanings: Meanings | None
) -> tuple[Link, ...]:
    """Link the acts of two records; an act may be linked to neighbours of what it is linked to."""
    return chosen(likelihoods(here, there, languages, meanings)[0])


def kind_of(languages: tuple[str | None, str | None], meanings: Meanings | None) -> str:
    """Name the weights that fit a pair."""
    return f"{'same' if languages[0] == languages[1] else 'other'} {'words' if meanings is None else 'meaning'}"


def chosen(alike: Floats) -> tuple[Link, ...]:
    """Choose links among probabilities."""
    pairs = np.argwhere(alike >= ENOUGH)
    order = sorted(map(tuple, pairs.tolist()), key=lambda pair: (-alike[pair], pair))
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    links = []
    for i, j in order:
        if _may(i, j, rows, columns):
            rows.setdefault(i, []).append(j)
            columns.setdefault(j, []).append(i)
            links.append(Link(i, j, float(alike[i, j])))
    return tuple(sorted(links, key=lambda link: (link.here, link.there)))


def _may(i: int, j: int, rows: dict[int, list[int]], columns: dict[int, list[int]]) -> bool:
    """Tell whether two acts may be linked: both are free, or one is linked to neighbours that have no other link."""
    mine, its = rows.get(i, []), columns.get(j, [])
    if mine and its:
        return False
    gaps = [min(abs(other - at) for other in held) for held, at in ((mine, j), (its, i)) if held]
    near = all(gap <= NEIGHBOUR for gap in gaps)
    return near and all(len(columns[one]) == 1 for one in mine) and all(len(rows[one]) == 1 for one in its)
