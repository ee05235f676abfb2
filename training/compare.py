"""Learn how much each sign says that two acts of two records are one: writes inquiries/compare/weights.json.

    python training/compare.py CORPORA

Four sets of weights: records of one language or of two, with vectors of meaning or with words only. Those of one
language are learnt from the pairs of `pairs/set.json` marked "tuned" and from the fact sheet beside the calendar (not
the talks of November 1934, which are kept aside), those of two from the talks of the built-in
calendar with odd numbers, as they stand in English and in Russian, and once more with acts left out and stretches
exchanged, for two drafters seldom keep one order; the others are kept for benchmarks/compare.py.
Logistic regression with a quadratic penalty, by Newton's method; every pair of acts of every pair of records counts.
"""

# ruff: noqa: T201
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.compare_pairs import Known, accounts, calendar, disturbed, known

from memcon.inquiries.compare.alike import FEATURES, Floats, features, nearness
from memcon.search.meaning import vectors

TO = Path(__file__).resolve().parents[1] / "src/memcon/inquiries/compare/weights.json"
PENALTY = 0.3
NOVEMBER = (4, 5, 6)  # the talks of November 1934, whose accounts are kept aside
ROUNDS = 3  # order is told from links, and links from order
START = {"words": 5.0, "part": 1.0, "names": 0.5, "figures": 0.5, "meaning": 4.0, "best": 0.5, "speaker": 0.4,
         "label": 0.3, "near": 2.0, "one": -4.5}  # fmt: skip


def meanings(one: Known) -> Floats:
    """Give the vectors of both records' acts in a row."""
    return vectors([act.words for act in (*one.here, *one.there)]).astype(np.float64)


def learn(pairs: Sequence[Known], *, meaning: bool) -> dict[str, float]:
    """Learn one set of weights."""
    weights = np.array([START[name] if meaning or name != "meaning" else 0.0 for name in FEATURES])
    seen = [(one, features(one.here, one.there, one.languages, meanings(one) if meaning else None)) for one in pairs]
    near = FEATURES.index("near")
    for _ in range(ROUNDS):
        rows, truth = [], []
        for one, found in seen:
            found[:, :, near] = 0.5
            found[:, :, near] = nearness(1 / (1 + np.exp(-(found @ weights))))
            rows.append(found.reshape(-1, len(FEATURES)))
            laid = np.zeros(found.shape[:2])
            for pair in one.links:
                laid[pair] = 1.0
            truth.append(laid.ravel())
        weights = _regression(np.concatenate(rows), np.concatenate(truth))
    return {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}


def _regression(signs: Floats, truth: Floats) -> Floats:
    """Fit by Newton's method; the constant is not penalised, nor may a sign for two acts being one count against it."""
    penalty = np.full(len(FEATURES), PENALTY)
    penalty[FEATURES.index("one")] = 1e-6
    used = np.ones(len(FEATURES), bool)
    while True:
        weights = np.zeros(len(FEATURES))
        for _ in range(50):
            chance = 1 / (1 + np.exp(-(signs[:, used] @ weights[used])))
            slope = signs[:, used].T @ (truth - chance) - penalty[used] * weights[used]
            curve = (signs[:, used].T * (chance * (1 - chance))) @ signs[:, used] + np.diag(penalty[used])
            weights[used] += np.linalg.solve(curve, slope)
        wrong = used & (weights < 0)
        wrong[FEATURES.index("one")] = False
        if not wrong.any():
            return weights
        used &= ~wrong


def main(corpora: Path) -> None:
    """Learn and write all four."""
    retold = [(number, one) for number, one in accounts(corpora.parent / "facts") if number not in NOVEMBER]
    same = [one for one in known(corpora) if one.use == "tuned"]
    same += [disturbed(one, seed) for number, one in retold for seed in (number, number + 100, number + 200)]
    same = [one for one in same if one.here and one.there]
    plain = [(number, one) for number, one in calendar() if number % 2]
    moved = [disturbed(one, seed) for number, one in plain for seed in (number, number + 100, number + 200)]
    other = [one for one in (*(one for _, one in plain), *moved) if one.here and one.there]
    print(f"{len(same)} pairs of one language, {len(other)} of two")
    table = {
        f"{kind} {way}": learn(pairs, meaning=way == "meaning")
        for kind, pairs in (("same", same), ("other", other))
        for way in ("words", "meaning")
    }
    TO.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
