"""Learn the acts of English records: python training/acts.py GOLD CORPORA [--measure]

Learns from the gold sets, this folder's labels and marks (acts_labelled.py): one logistic regression for each label
over the features of analysis/acts/features.py. Writes analysis/acts/weights_en.npz, and the weights of the signs
into languages/en/acts.toml. With --measure it also prints the figures of a model that has not seen the collection it
is measured on, one collection after the other, and with them draws the curve from claim to truth that the shipped
model uses. Needs scikit-learn: pip install -e '.[train]'. About five minutes on two cores.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from acts_labelled import Labelled, every_paper, labelled, marked
from scipy.sparse import csr_matrix, vstack
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from memcon.analysis.acts.features import SIZE, features
from memcon.analysis.acts.lexicon import Lexicon, lexicon
from memcon.analysis.acts.model import Model
from memcon.analysis.speech import speech
from memcon.model.moves import Label

ROOT = Path(__file__).resolve().parents[1] / "src" / "memcon" / "analysis"
STRENGTH = 0.3  # of the weights: scikit-learn's C
TILT = 0.2  # power of a label's share by which rare labels are lifted
RAREST = 2  # sentences that must show a feature
PRIOR = 2.0  # sentences that a sign is given to begin with, right as often as its group is said to be
FINEST = 40  # points of the curve from claim to truth
LABELS = tuple(Label)


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled sentences: features, labels, collections, and which come from whole documents."""

    shown: Any  # sparse matrix, a row a sentence
    acts: Any
    groups: Any
    whole: Any

    def only(self, rows: Any) -> Examples:
        """Choose rows."""
        return Examples(self.shown[rows], self.acts[rows], self.groups[rows], self.whole[rows])


def examples(documents: Iterable[Labelled]) -> Examples:
    """Turn labelled talk into features."""
    known, resources = lexicon("en"), speech("en")
    assert known is not None
    assert resources is not None
    matrices, acts, groups, whole = [], [], [], []
    for one in documents:
        rows = features(one.talk, known, resources)
        matrices.append(_matrix([rows[number] for number in one.acts]))
        acts += list(one.acts.values())
        groups += [one.group] * len(one.acts)
        whole += [not one.marked] * len(one.acts)
    return Examples(vstack(matrices).tocsr(), np.array(acts), np.array(groups), np.array(whole))


def _matrix(rows: Sequence[Sequence[int]]) -> Any:
    lengths = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row) for row in rows]) if rows else np.array([], dtype=int)
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, lengths), shape=(len(rows), SIZE))


def learnt(given: Examples, curve: tuple[Any, Any] | None = None) -> Model:
    """Learn a model. Without a curve its certainties are its claims."""
    often = np.asarray((given.shown > 0).sum(axis=0)).ravel() >= RAREST
    kept = np.flatnonzero(often)
    weights = np.zeros((SIZE, len(LABELS)), dtype=np.float16)
    bias = np.zeros(len(LABELS), dtype=np.float32)
    for column, label in enumerate(LABELS):
        one = LogisticRegression(C=STRENGTH, solver="liblinear").fit(given.shown[:, kept], given.acts == label.value)
        weights[kept, column] = one.coef_[0]
        bias[column] = one.intercept_[0]
    shares = np.array([np.mean(given.acts[given.whole] == label.value) for label in LABELS])
    tilt = (1 / np.maximum(shares, 0.004) ** TILT).astype(np.float32)
    claims, right = curve or (np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    return Model(LABELS, weights, bias, tilt, claims, right)


def claims_outside(given: Examples) -> tuple[Any, Any]:
    """Give, for each sentence of a whole document, what a model claims that has not seen its collection.

    Returns:
        Numbers of the sentences, and a row of claims for each.
    """
    numbers, rows = [], []
    for group in sorted(set(given.groups[given.whole])):
        inside = np.flatnonzero((given.groups == group) & given.whole)
        trained = learnt(given.only(np.flatnonzero(given.groups != group)))
        numbers.append(inside)
        rows.append(trained.claimed([given.shown[number].indices for number in inside]))
    return np.concatenate(numbers), np.concatenate(rows)


def curve_of(claims: Any, right: Any) -> tuple[Any, Any]:
    """Draw the curve from claim to truth: rising, at most FINEST points."""
    fitted = IsotonicRegression(out_of_bounds="clip", y_min=0.02, y_max=0.98).fit(claims, right)
    points = np.linspace(float(claims.min()), float(claims.max()), FINEST)
    smooth = np.convolve(np.pad(fitted.predict(points), 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return points.astype(np.float32), smooth.astype(np.float32)


def figures(acts: Any, given: Any) -> dict[str, float]:
    """Give accuracy, macro-F1 and the F1 of moves against INFORM."""
    shares = []
    for label in LABELS:
        both = np.sum((acts == label.value) & (given == label.value))
        shares.append(2 * both / max(1, np.sum(acts == label.value) + np.sum(given == label.value)))
    moves = np.sum((acts != "INFORM") & (given != "INFORM"))
    found = 2 * moves / max(1, np.sum(acts != "INFORM") + np.sum(given != "INFORM"))
    return {"accuracy": float(np.mean(acts == given)), "macro-F1": float(np.mean(shares)), "moves F1": float(found)}


def sign_weights(documents: Iterable[Labelled], known: Lexicon) -> dict[str, float]:
    """Give, for each sign, how often its label was right, drawn toward what its group is said to be."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in documents:
        for number, act in one.acts.items():
            for shown in one.talk[number].signs:
                name = f"{shown.sign.label} {shown.sign.phrase.written}"
                seen[name] += 1
                right[name] += act == shown.sign.label.value
    groups = {f"{sign.label} {sign.phrase.written}": sign.said for sign in known.signs}
    return {name: (right[name] + PRIOR * groups[name]) / (seen[name] + PRIOR) for name in groups if seen[name]}


def write_weights(trained: Model, to: Path) -> None:
    """Write a model, without the features that carry nothing."""
    used = np.flatnonzero(np.any(trained.weights != 0, axis=1))
    np.savez_compressed(
        to, size=SIZE, labels=np.array([label.value for label in trained.labels]), features=used.astype(np.uint16),
        weights=trained.weights[used], bias=trained.bias, tilt=trained.tilt, claims=trained.claims,
        right=trained.right,
    )


def write_signs(weights: Mapping[str, float], file: Path) -> None:
    """Write the weights of the signs behind the rest of a language's acts.toml."""
    kept = file.read_text("utf-8").split("\n[weights]\n")[0].rstrip()
    lines = ["", "", "[weights]", "# Learnt by training/acts.py: how often a sign's label was right."]
    lines += [f"{_quoted(name)} = {weight:.2f}" for name, weight in sorted(weights.items())]
    file.write_text("\n".join([kept, *lines]) + "\n", encoding="utf-8")


def _quoted(name: str) -> str:
    return "'" + name + "'" if "'" not in name else '"' + name.replace('"', '\\"') + '"'


def main() -> None:
    """Learn, write, and print how many sentences were learnt from and how well it does outside."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as laid:
        documents = [*labelled(every_paper(chosen.gold, chosen.corpora, Path(laid))), *marked(chosen.corpora)]
    known = lexicon("en")
    assert known is not None
    write_signs(sign_weights(documents, known), ROOT / "languages" / "en" / "acts.toml")
    lexicon.cache_clear()
    documents = [_weighed(one) for one in documents]
    given = examples(documents)
    print(f"{len(given.acts)} sentences, {int(given.whole.sum())} of them in whole documents.")
    numbers, claims = claims_outside(given)
    best = claims.argmax(axis=1)
    said = np.array([LABELS[column].value for column in best])
    truth = given.acts[numbers]
    print("outside: " + ", ".join(f"{name} {value:.3f}" for name, value in figures(truth, said).items()))
    curve = curve_of(claims.max(axis=1), (said == truth).astype(float))
    write_weights(learnt(given, curve), ROOT / "acts" / "weights_en.npz")
    _print_reliability(np.interp(claims.max(axis=1), *curve), said == truth)


def _weighed(one: Labelled) -> Labelled:
    """Give the talk its signs in the order of the weights just written."""
    from memcon.analysis.acts.rules import shown

    known = lexicon("en")
    assert known is not None
    return replace(one, talk=tuple(replace(part, signs=shown(known, part.read)) for part in one.talk))


def _print_reliability(certain: Any, right: Any) -> None:
    bands: dict[int, list[float]] = defaultdict(list)
    for claim, hit in zip(certain, right, strict=True):
        bands[int(claim * 10)].append(float(hit))
    for band, hits in sorted(bands.items()):
        print(f"{band / 10:.1f}-{band / 10 + 0.1:.1f}: {len(hits)} sentences, right {np.mean(hits):.2f}")


if __name__ == "__main__":
    main()
