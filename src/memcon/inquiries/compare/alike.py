"""How alike two acts of two records are: what speaks for their telling the same thing, weighed by learnt weights."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from memcon.inquiries.company import may_stand_for
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare.words import NAME, NUMBER, Wording, wordings
from memcon.model.moves import Label

Floats = NDArray[np.float64]
FEATURES = ("words", "part", "names", "figures", "meaning", "best", "speaker", "label", "near", "one")
KIN = (
    frozenset({Label.PROPOSE, Label.REQUEST, Label.HOLD}),
    frozenset({Label.ACCEPT, Label.CONCEDE, Label.PROMISE}),
    frozenset({Label.INFORM, Label.ANSWER}),
    frozenset({Label.REJECT, Label.HOLD, Label.DEFER}),
    frozenset({Label.WARN, Label.HOLD}),
)
OWN_WIDTH = 2.0  # acts by which the place of the same act may differ in two records without its being moved
SHARE_WIDTH = 0.08  # and the share of the shorter record beyond that


def same_speaker(one: Told, other: Told) -> bool | None:
    """Tell whether two acts have one speaker; None where a record names nobody, or an office only."""
    if one.key is None or other.key is None or one.holder is None or other.holder is None:
        return None
    if one.key == other.key or may_stand_for(one.holder, other.holder) or may_stand_for(other.holder, one.holder):
        return True
    mine, its = heard(one.holder), heard(other.holder)
    if not mine or not its:
        return None
    return bool(mine & its)


@cache
def heard(name: str) -> frozenset[str]:
    """Give the words of a person's name by their sound, in whatever script; none of an office without a name."""
    from memcon.analysis.printed_names import parsed
    from memcon.inquiries.compare.words import name_key

    read = parsed(name)
    return (
        frozenset(key for word in read.words if len(word) > 2 and (key := name_key(word)))
        if read.family
        else (frozenset())
    )


def same_label(one: Told, other: Told) -> float:
    """Tell how alike the labels of two acts are: 1.0 the same, 0.5 kin, 0.0 other."""
    mine, its = {one.label, *one.also}, {other.label, *other.also}
    if mine & its:
        return 1.0
    return 0.5 if any(mine & kin and its & kin for kin in KIN) else 0.0


def features(
    here: Sequence[Told], there: Sequence[Told], languages: tuple[str | None, str | None], vectors: Floats | None
) -> Floats:
    """Give what speaks for each act of one record being each act of the other, but for their order.

    Args:
        here: acts of one record.
        there: acts of the other.
        languages: of the two.
        vectors: meanings of both records' acts in a row, (n + m, d); None where they are not compared.

    Returns:
        (n, m, features), in the order of FEATURES; "near" is 0 yet.
    """
    mine, its = (
        wordings([one.words for one in acts], language, [one.holder for one in acts if one.holder])
        for acts, language in ((here, languages[0]), (there, languages[1]))
    )
    found = np.zeros((len(here), len(there), len(FEATURES)))
    found[:, :, 0], found[:, :, 1], found[:, :, 5] = _shared(mine, its, "")
    found[:, :, 2] = _shared(mine, its, NAME)[1]
    found[:, :, 3] = _shared(mine, its, NUMBER)[1]
    if vectors is not None:
        found[:, :, 4] = np.clip(vectors[: len(here)] @ vectors[len(here) :].T, 0.0, 1.0)
    found[:, :, 6] = _by_kind(here, there, lambda one: (one.key, one.holder), _speakers)
    found[:, :, 7] = _by_kind(here, there, lambda one: (one.label, one.also), same_label)
    found[:, :, 9] = 1.0
    return found


def _speakers(one: Told, other: Told) -> float:
    same = same_speaker(one, other)
    return 0.0 if same is None else 1.0 if same else -1.0


def _by_kind(
    here: Sequence[Told], there: Sequence[Told], kind: Callable[[Told], Hashable], of: Callable[[Told, Told], float]
) -> Floats:
    """Compare each two acts by what depends on their kinds only, each two kinds once; (n, m)."""
    sides = [dict.fromkeys(map(kind, acts)) for acts in (here, there)]
    first = {kind(one): one for one in reversed(here)}, {kind(one): one for one in reversed(there)}
    told = np.array([[of(first[0][a], first[1][b]) for b in sides[1]] for a in sides[0]])
    places = [{key: at for at, key in enumerate(side)} for side in sides]
    rows, columns = [places[0][kind(one)] for one in here], [places[1][kind(one)] for one in there]
    found: Floats = told[np.ix_(rows, columns)]
    return found


def _shared(mine: Sequence[Wording], its: Sequence[Wording], kind: str) -> tuple[Floats, Floats, Floats]:
    """Compare the words of each two acts, rare ones counting for more.

    Returns:
        Their cosine; the share of the shorter that stands in the longer; the weight of the most telling they share.
        Each (n, m), 0.0 to 1.0.
    """
    keys = sorted({key for one in (*mine, *its) for key in one.terms if not kind or key[0] == kind})
    column = {key: at for at, key in enumerate(keys)}
    held = np.zeros((len(mine) + len(its), len(keys)))
    for row, one in enumerate((*mine, *its)):
        for key, weight in one.terms.items():
            if key in column:
                held[row, column[key]] = weight
    if not keys:
        nothing = np.zeros((len(mine), len(its)))
        return nothing, nothing, nothing
    times = (held > 0).sum(axis=0)
    held *= np.log((len(held) + 1) / times) / np.log(len(held) + 1)
    first, second = held[: len(mine)], held[len(mine) :]
    squares = (first**2).sum(axis=1)[:, None], (second**2).sum(axis=1)[None, :]
    both = first @ second.T
    cosine = both / np.maximum(np.sqrt(squares[0] * squares[1]), 1e-9)
    part = both / np.maximum(np.minimum(*squares), 1e-9)
    best = np.zeros_like(both)
    for at in range(len(keys)):
        rows, columns = np.flatnonzero(first[:, at]), np.flatnonzero(second[:, at])
        if len(rows) and len(columns):
            block = np.ix_(rows, columns)
            best[block] = np.maximum(best[block], np.minimum(first[rows, at][:, None], second[columns, at][None, :]))
    return cosine, np.minimum(part, 1.0), np.minimum(best, 1.0)


def weighed(found: Floats, kind: str) -> Floats:
    """Give the probability that two acts are one, (n, m)."""
    weights: Floats = 1 / (1 + np.exp(-(found @ learnt()[kind])))
    return weights


@cache
def learnt() -> dict[str, Floats]:
    """Give the weights by kind of pair: "same" language, "other" languages, each with and without meaning."""
    table = json.loads((resources.files(__package__) / "weights.json").read_text(encoding="utf-8"))
    return {kind: np.array([row[name] for name in FEATURES]) for kind, row in table.items()}


def nearness(alike: Floats) -> Floats:
    """Say how near each act stands to where the order of those surely linked lets it be expected, 0.0 to 1.0."""
    anchors = _anchors(alike)
    n, m = alike.shape
    rows = np.interp(np.arange(n), *_knots(anchors, n, m))
    columns = np.interp(np.arange(m), *_knots([(j, i) for i, j in anchors], m, n))
    width = OWN_WIDTH + SHARE_WIDTH * min(n, m)
    off = np.abs(rows[:, None] - np.arange(m)[None, :]) + np.abs(columns[None, :] - np.arange(n)[:, None])
    near: Floats = np.exp(-off / (2 * width))
    return near


def _knots(anchors: Sequence[tuple[int, int]], n: int, m: int) -> tuple[list[float], list[float]]:
    places = [(-1.0, -1.0), *((float(i), float(j)) for i, j in anchors), (float(n), float(m))]
    return [i for i, _ in places], [j for _, j in places]


def _anchors(alike: Floats) -> list[tuple[int, int]]:
    """Give the heaviest chain of pairs that keeps the order of both records, of those that are each other's best."""
    best = [
        (i, j) for i, j in enumerate(alike.argmax(axis=1))
        if alike[i, j] >= 0.5 and alike[:, j].argmax() == i
    ]  # fmt: skip
    weight = [float(alike[pair]) for pair in best]
    total, before = list(weight), [-1] * len(best)
    for at, (_, j) in enumerate(best):
        for earlier in range(at):
            if best[earlier][1] < j and total[earlier] + weight[at] > total[at]:
                total[at], before[at] = total[earlier] + weight[at], earlier
    chain, at = [], max(range(len(best)), key=total.__getitem__) if best else -1
    while at >= 0:
        chain.append(best[at])
        at = before[at]
    return [(int(i), int(j)) for i, j in reversed(chain)]
