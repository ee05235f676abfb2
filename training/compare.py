"""Learn how much each sign says that two acts of two records are one: writes inquiries/compare/weights.json.

    python training/compare.py CORPORA

Four sets of weights: records of one language or of two, with vectors of meaning or with words only. Those of one
language are learnt from the pairs of `pairs/set.json` marked "tuned", those of two from the talks of the built-in
calendar with odd numbers, as they stand in English and in Russian, and once more with acts left out and stretches
exchanged, for two drafters seldom keep one order; the others are kept for benchmarks/compare.py.

The signs are weighed by logistic regression with a quadratic penalty, by Newton's method, over every two acts of every
pair; how often two acts are one is taken off again, so that evidence is left. What the order of the records then gives
(inquiries/compare/chain.py) is turned into a probability by a second regression over pairs that were left out of the
first, one after the other: so a certainty is one that held on records not learnt from.
"""

# ruff: noqa: T201
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.compare_pairs import Known, calendar, disturbed, known, meanings

from memcon.inquiries.compare.alike import FEATURES, features
from memcon.inquiries.compare.chain import Floats, together

TO = Path(__file__).resolve().parents[1] / "src/memcon/inquiries/compare/weights.json"
PENALTY = 0.3
CONSTANT = FEATURES.index("one")
Seen = tuple[Floats, Floats]  # the features of each two acts of a pair, (n, m, features); where they are one, (n, m)


def seen(one: Known, *, meaning: bool) -> Seen:
    """Lay out one pair."""
    laid = np.zeros((len(one.here), len(one.there)))
    for pair in one.links:
        laid[pair] = 1.0
    return features(one.here, one.there, one.languages, meanings if meaning else None), laid


def learn(groups: Sequence[Sequence[Known]], *, meaning: bool) -> dict[str, object]:
    """Learn one set of weights; pairs of one group are left out together."""
    laid = [[seen(one, meaning=meaning) for one in group] for group in groups]
    odds, truth = [], []
    for out in range(len(laid)):
        signs = _signs([one for at, group in enumerate(laid) if at != out for one in group])
        odds += [together(found @ signs).ravel() for found, _ in laid[out]]
        truth += [known_.ravel() for _, known_ in laid[out]]
    two = np.stack([np.concatenate(odds), np.ones(sum(map(len, odds)))], axis=1)
    slope, shift = _regression(two, np.concatenate(truth), constant=1)
    signs = _signs([one for group in laid for one in group])
    return {
        "signs": {name: round(float(weight), 4) for name, weight in zip(FEATURES, signs, strict=True)},
        "slope": round(float(slope), 4),
        "shift": round(float(shift), 4),
    }


def _signs(laid: Sequence[Seen]) -> Floats:
    """Weigh the signs to evidence: how often two acts are one at all is taken off."""
    truth = np.concatenate([known_.ravel() for _, known_ in laid])
    signs = _regression(np.concatenate([found.reshape(-1, len(FEATURES)) for found, _ in laid]), truth, CONSTANT)
    signs[CONSTANT] -= np.log(truth.sum() / (len(truth) - truth.sum()))
    return signs


def _regression(signs: Floats, truth: Floats, constant: int) -> Floats:
    """Fit by Newton's method; the constant is not penalised, nor may a sign for two acts being one count against it."""
    penalty = np.full(signs.shape[1], PENALTY)
    penalty[constant] = 1e-6
    used = np.ones(signs.shape[1], bool)
    while True:
        weights = np.zeros(signs.shape[1])
        for _ in range(50):
            chance = 1 / (1 + np.exp(-np.clip(signs[:, used] @ weights[used], -30, 30)))
            slope = signs[:, used].T @ (truth - chance) - penalty[used] * weights[used]
            curve = (signs[:, used].T * (chance * (1 - chance))) @ signs[:, used] + np.diag(penalty[used])
            weights[used] += np.linalg.solve(curve, slope)
        wrong = used & (weights < 0)
        wrong[constant] = False
        if not wrong.any():
            return weights
        used &= ~wrong


def main(corpora: Path) -> None:
    """Learn and write all four."""
    same = [[one] for one in known(corpora) if one.use == "tuned"]
    other = [
        [one, *(disturbed(one, seed) for seed in (number, number + 100, number + 200))]
        for number, one in calendar() if number % 2
    ]  # fmt: skip
    other = [[one for one in group if one.here and one.there] for group in other]
    print(f"{len(same)} pairs of one language, {sum(map(len, other))} of two")
    table = {
        f"{kind} {way}": learn(groups, meaning=way == "meaning")
        for kind, groups in (("same", same), ("other", other))
        for way in ("words", "meaning")
    }
    TO.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
