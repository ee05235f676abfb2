"""Which acts of two records tell the same: links that allow another order, one told as two, and nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from memcon.inquiries.compare.alike import FEATURES, Floats, features, nearness, weighed
from memcon.inquiries.compare.told import Told

ENOUGH = 0.35  # probability from which two acts are linked
MANY = 0.35  # and from which a neighbour of one is linked too
NEIGHBOUR = 2  # acts between two that are told as one, at most


@dataclass(frozen=True, slots=True)
class Link:
    """An act of one record and an act of the other that tell the same, and the probability that they do."""

    here: int
    there: int
    certainty: float


def likelihoods(
    here: Sequence[Told], there: Sequence[Told], languages: tuple[str | None, str | None], vectors: Floats | None
) -> tuple[Floats, Floats]:
    """Give for each two acts the probability that they tell the same, and how alike their words are; both (n, m)."""
    kind = kind_of(languages, vectors)
    found = features(here, there, languages, vectors)
    found[:, :, FEATURES.index("near")] = 0.5
    found[:, :, FEATURES.index("near")] = nearness(weighed(found, kind))
    return weighed(found, kind), found[:, :, FEATURES.index("words")]


def aligned(
    here: Sequence[Told], there: Sequence[Told], languages: tuple[str | None, str | None], vectors: Floats | None
) -> tuple[Link, ...]:
    """Link the acts of two records; an act may be linked to neighbours of what it is linked to."""
    return chosen(likelihoods(here, there, languages, vectors)[0])


def kind_of(languages: tuple[str | None, str | None], vectors: Floats | None) -> str:
    """Name the weights that fit a pair."""
    return f"{'same' if languages[0] == languages[1] else 'other'} {'words' if vectors is None else 'meaning'}"


def chosen(alike: Floats) -> tuple[Link, ...]:
    """Choose links among probabilities."""
    pairs = np.argwhere(alike >= min(ENOUGH, MANY))
    order = sorted(map(tuple, pairs.tolist()), key=lambda pair: (-alike[pair], pair))
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    links = []
    for i, j in order:
        if _may(rows.get(i), j, len(columns.get(j, ()))) and _may(columns.get(j), i, len(rows.get(i, ()))):
            if not (rows.get(i) or columns.get(j)) and alike[i, j] < ENOUGH:
                continue
            rows.setdefault(i, []).append(j)
            columns.setdefault(j, []).append(i)
            links.append(Link(i, j, float(alike[i, j])))
    return tuple(sorted(links, key=lambda link: (link.here, link.there)))


def _may(linked: Sequence[int] | None, other: int, held: int) -> bool:
    """Tell whether an act may be linked to another: free, or linked to a neighbour, which has no other link."""
    if not linked:
        return True
    return held == 0 and min(abs(other - one) for one in linked) <= NEIGHBOUR
