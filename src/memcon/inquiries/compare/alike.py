"""How alike two acts of two records are: what speaks for their telling the same thing, weighed by learnt weights."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from memcon.inquiries.company import may_stand_for
from memcon.inquiries.compare.chain import Floats
from memcon.inquiries.compare.kindred import Meanings, kindred, standing_out
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare.words import NUMBER, Wording, wordings
from memcon.model.moves import Label

FEATURES = (
    "words", "part", "figures", "best", "speaker", "label", "length", "beside", "out", "meaning", "around", "kindred",
    "one",
)  # fmt: skip
KIN = (
    frozenset({Label.PROPOSE, Label.REQUEST, Label.HOLD}),
    frozenset({Label.ACCEPT, Label.CONCEDE, Label.PROMISE}),
    frozenset({Label.INFORM, Label.ANSWER}),
    frozenset({Label.REJECT, Label.HOLD, Label.DEFER}),
    frozenset({Label.WARN, Label.HOLD}),
)
NEIGHBOURS = 1  # acts before and behind an act that are looked at with it


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
    here: Sequence[Told], there: Sequence[Told], languages: tuple[str | None, str | None], meanings: Meanings | None
) -> Floats:
    """Give what speaks for each act of one record being each act of the other, but for their order.

    Args:
        here: acts of one record.
        there: acts of the other.
        languages: of the two.
        meanings: gives the vectors of sentences and words of a language; None where meanings are not compared.

    Returns:
        (n, m, features), in the order of FEATURES; what rests on meaning is 0 where it is not compared.
    """
    mine, its = (
        wordings([one.words for one in acts], language, [one.holder for one in acts if one.holder])
        for acts, language in ((here, languages[0]), (there, languages[1]))
    )
    signs = dict.fromkeys(FEATURES, np.zeros((len(here), len(there))))
    signs["words"], signs["part"], signs["best"] = _shared(mine, its, "")
    signs["figures"] = _shared(mine, its, NUMBER)[1]
    signs["speaker"] = _by_kind(here, there, lambda one: (one.key, one.holder), _speakers)
    signs["label"] = _labels(here, there)
    signs["length"] = _length(here)[:, None] + _length(there)[None, :]
    signs["one"] = np.ones((len(here), len(there)))
    if meanings is not None:
        sides = [
            np.asarray(meanings([one.words for one in acts], language), np.float64)
            for acts, language in ((here, languages[0]), (there, languages[1]))
        ]
        signs |= _meant(sides[0], sides[1])
        signs["kindred"] = kindred(mine, its, meanings if all(side.any() for side in sides) else None)
    closest = signs["words" if meanings is None else "kindred"]
    signs |= {"beside": _beside(closest), "out": standing_out(closest)}
    return np.stack([signs[name] for name in FEATURES], axis=-1)


def _meant(mine: Floats, its: Floats) -> dict[str, Floats]:
    """Compare the meanings of each two acts, (n, m).

    As they stand; and each act with the other's together with its neighbours, summed over both ways, what both records
    are about all along (the mean of the two records' means) taken off.
    """
    middle = (mine.mean(axis=0) + its.mean(axis=0)) / 2
    first, second = _unit(mine - middle), _unit(its - middle)
    return {
        "meaning": np.clip(mine @ its.T, 0.0, 1.0),
        "around": _unit(_with_neighbours(first)) @ second.T + first @ _unit(_with_neighbours(second)).T,
    }


def _unit(rows: Floats) -> Floats:
    found: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found


def _with_neighbours(rows: Floats) -> Floats:
    """Give the mean of each row and its neighbours."""
    return np.stack([rows[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1].mean(axis=0) for at in range(len(rows))])


def _beside(alike: Floats) -> Floats:
    """Give the mean of what each act has in common with the neighbours of the other; an edge is its own neighbour."""
    wide = np.pad(alike, 1, mode="edge")
    found: Floats = (wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]) / 4
    return found


def _length(acts: Sequence[Told]) -> Floats:
    """Give the logarithm of each act's words: what is told at length is seldom left out."""
    return np.log([max(1, len(one.words.split())) for one in acts])


def _labels(here: Sequence[Told], there: Sequence[Told]) -> Floats:
    """Say how alike the labels of each two acts are; a label that most acts of the two records bear tells little."""
    held = Counter(one.label for one in (*here, *there))
    every = max(2, held.total())
    rare = {label: float(-np.log(count / every) / np.log(every)) for label, count in held.items()}
    least = np.minimum.outer([rare[one.label] for one in here], [rare[one.label] for one in there])
    found: Floats = least * _by_kind(here, there, lambda one: (one.label, one.also), same_label)
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


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt for one kind of pair.

    `signs` weigh the features to the logarithm of how much likelier they are of two acts that tell the same.
    `slope` and `shift` turn the odds that the order of the records then gives into a probability that held on pairs
    left out.
    """

    signs: Floats
    slope: float
    shift: float


@cache
def learnt() -> dict[str, Weights]:
    """Give the weights by kind of pair: "same" language, "other" languages, each with and without meaning."""
    table = json.loads((resources.files(__package__) / "weights.json").read_text(encoding="utf-8"))
    return {
        kind: Weights(np.array([row["signs"][name] for name in FEATURES]), row["slope"], row["shift"])
        for kind, row in table.items()
    }
