"""Learn the weights of the issues stage: python training/issues.py GOLD CORPORA [--write]

Three logistic models with a penalty, by Newton's method: whether a new issue begins with a sentence, whether two
sentences of a talk are about one issue (its signs hold what the first model says of the places between), and which of a
record's issues is the principal one. Learnt from the gold sets and the project's own labels; the invented specimens are
kept for testing and never learnt from. Every figure printed is of collections left out of the learning, a volume or
the Soviet collection at a time; the weights written are learnt from all.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.attribution import SPECIMENS
from benchmarks.issue_cases import Case, cases, sentence_issues

from memcon.analysis.issues.declared import title_words
from memcon.analysis.issues.grouping import grouping
from memcon.analysis.issues.lore import Lore, lore
from memcon.analysis.issues.pairs import LIKENESS, likeness
from memcon.analysis.issues.ranking import marks
from memcon.analysis.issues.signs import SIGNS, signs
from memcon.analysis.issues.strand import Said, strand
from memcon.analysis.issues.terms import Told, name_stems, told
from memcon.analysis.issues.weighing import MARKS, Learnt, Weights, read

Matrix = NDArray[np.float64]
TO = Path(__file__).resolve().parents[1] / "src" / "memcon" / "analysis" / "issues" / "weights.json"
PENALTY = {"breaks": 20.0, "pairs": 20.0, "principal": 30.0}
PAIRS = 1500  # pairs of a document that are learnt from, at most
TOGETHER = 0.19  # chosen once, by pair F1 on collections left out
TITLE = 5.0  # least weight of the mark "title", by hand: hardly a title in the gold names a topic


@dataclass(frozen=True, slots=True)
class Strand:
    """A document's talk, ready to be learnt from."""

    case: Case
    said: Sequence[Said]
    told: Sequence[Told]
    issue: Sequence[str | None]
    titled: frozenset[str]


def strands(found: Sequence[Case], known: Lore) -> Iterator[Strand]:
    """Take the talk of each document apart."""
    for case in found:
        said = strand(case.record, case.utterances, case.acts)
        if len(said) > 1:
            names = [one.speaker_name or "" for one in case.utterances] + [p.name for p in case.description.present]
            avoid = name_stems(names, known)
            issue = sentence_issues(case, [one.spans for one in said])
            titled = title_words(case.description.title, known, avoid)
            yield Strand(case, said, [told(one.text, known, avoid) for one in said], issue, titled)


def fitted(rows: Matrix, yes: Matrix, weight: Matrix, penalty: float) -> tuple[Matrix, float]:
    """Fit a logistic model; weights are for the signs as they are, and the penalty for signs of one spread.

    Returns:
        Weights, and what it starts from.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    held = np.zeros(scaled.shape[1])
    drag = np.full(scaled.shape[1], penalty)
    drag[-1] = 1e-6
    for _ in range(25):
        guess = 1 / (1 + np.exp(-np.clip(scaled @ held, -30, 30)))
        slope = scaled.T @ (weight * (yes - guess)) - drag * held
        curve = (scaled * (weight * guess * (1 - guess))[:, None]).T @ scaled + np.diag(drag)
        step = np.linalg.solve(curve, slope)
        held += step
        if np.abs(step).max() < 1e-6:
            break
    found = held[:-1] / spread
    return found, float(held[-1] - (found * mean).sum())


def break_rows(one: Strand, known: Lore) -> tuple[Matrix, Matrix]:
    """Give the signs of every place between two sentences, and whether the issue changes there (-1: not known)."""
    changes = [
        -1.0 if a is None or b is None else float(a != b) for a, b in zip(one.issue, one.issue[1:], strict=False)
    ]
    return np.asarray(signs(one.said, one.told, known), dtype=float), np.asarray(changes)


def pair_rows(one: Strand, breaks: Sequence[float], known: Lore) -> tuple[Matrix, Matrix]:
    """Give the signs of every pair of sentences, and whether both are of one issue (-1: not known)."""
    first, second = np.triu_indices(len(one.said), 1)
    rows = likeness(one.said, one.told, breaks, known)[first, second].astype(np.float64)
    same = [
        -1.0 if one.issue[a] is None or one.issue[b] is None else float(one.issue[a] == one.issue[b])
        for a, b in zip(first.tolist(), second.tolist(), strict=True)
    ]
    return rows, np.asarray(same)


def mark_rows(one: Strand, known: Lore) -> tuple[Matrix, Matrix]:
    """Give the marks of each gold issue of a document, less their mean, and whether it is the principal one."""
    order = {issue: place for place, issue in enumerate(dict.fromkeys(i for i in one.issue if i is not None))}
    numbers = [order[i] if i is not None else -1 for i in one.issue]
    found = marks(one.said, one.told, numbers, one.titled, known)
    kept = [number for number in found if number >= 0]
    if len(kept) < 2 or one.case.principal not in order:
        return np.zeros((0, len(MARKS))), np.zeros(0)
    rows = np.asarray([found[number] for number in kept], dtype=float)
    return rows - rows.mean(axis=0), np.asarray([float(order[one.case.principal] == number) for number in kept])


def learn(all_strands: Sequence[Strand], known: Lore) -> dict[str, Any]:
    """Learn the three models from documents."""
    rng = np.random.default_rng(1)
    parts = [break_rows(one, known) for one in all_strands]
    breaks = _model(parts, [1.0] * len(parts), "breaks", SIGNS)
    weights = Weights(tuple(breaks[name] for name in SIGNS), breaks["start"])
    pairs, loads = [], []
    for one, (rows, _) in zip(all_strands, parts, strict=True):
        probable = [1.0, *(weights.probability(row) for row in rows.tolist())]
        every, same = pair_rows(one, probable, known)
        chosen = rng.permutation(len(same))[:PAIRS]
        pairs.append((every[chosen], same[chosen]))
        loads.append(len(same) ** 0.5 / max(1, len(chosen)))
    ranks = [mark_rows(one, known) for one in all_strands]
    principal = _model(ranks, [1.0] * len(ranks), "principal", MARKS)
    principal["title"] = max(principal["title"], TITLE)
    learnt = {"breaks": breaks, "pairs": _model(pairs, loads, "pairs", LIKENESS), "principal": principal}
    return {"together": TOGETHER} | learnt


def _model(
    parts: Sequence[tuple[Matrix, Matrix]], loads: Sequence[float], name: str, names: Sequence[str]
) -> dict[str, float]:
    rows = np.concatenate([rows for rows, _ in parts])
    yes = np.concatenate([answers for _, answers in parts])
    weight = np.concatenate([np.full(len(a), load) for (_, a), load in zip(parts, loads, strict=True)])
    known = yes >= 0
    weight = weight[known] / weight[known].mean()
    found, start = fitted(rows[known], yes[known], weight, PENALTY[name])
    return {"start": round(start, 5)} | {key: round(float(w), 5) for key, w in zip(names, found, strict=True)}


def left_out(all_strands: Sequence[Strand], known: Lore) -> Iterator[tuple[Strand, Learnt]]:
    """Give each document with what is learnt without its collection."""
    for collection in sorted({one.case.collection for one in all_strands}):
        rest = [one for one in all_strands if one.case.collection != collection]
        weights = read(json.dumps(learn(rest, known)))
        yield from ((one, weights) for one in all_strands if one.case.collection == collection)


def auc(yes: Matrix, guess: Matrix) -> float:
    """Give the share of pairs of a right and a wrong case that are in the right order."""
    order = np.argsort(guess, kind="stable")
    rank = np.empty(len(guess))
    rank[order] = np.arange(1, len(guess) + 1)
    ones = yes.sum()
    return float((rank[yes == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(yes) - ones)))


def trial(all_strands: Sequence[Strand], known: Lore) -> None:
    """Print how well the models do on collections left out."""
    changes, guessed, right, total = [], [], 0, 0
    tally: Counter[str] = Counter()
    for one, weights in left_out(all_strands, known):
        rows, yes = break_rows(one, known)
        changes += yes.tolist()
        guessed += [weights.breaks.probability(row) for row in rows.tolist()]
        held, answer = mark_rows(one, known)
        if len(held):
            total += 1
            right += bool(answer[int((held @ np.asarray(weights.principal.signs)).argmax())])
        numbers = grouping(one.said, one.told, known, weights).numbers
        tally.update(_pairs(one.issue, numbers))
    answers, guesses = np.asarray(changes), np.asarray(guessed)
    told_ones = answers >= 0
    print(f"places: {told_ones.sum()}, AUC {auc(answers[told_ones], guesses[told_ones]):.3f}")
    print(f"principal issue among the gold issues: {right}/{total}")
    print(f"pairs: P {tally['both'] / tally['ours']:.3f} R {tally['both'] / tally['gold']:.3f} "
          f"F1 {2 * tally['both'] / (tally['ours'] + tally['gold']):.3f}")


def _pairs(gold: Sequence[str | None], ours: Sequence[int]) -> Counter[str]:
    """Count pairs of sentences of one issue: in the gold, in ours, and in both."""
    def pairs(counts: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    kept = [(a, b) for a, b in zip(gold, ours, strict=True) if a is not None]
    return Counter(
        gold=pairs(Counter(a for a, _ in kept)), ours=pairs(Counter(b for _, b in kept)), both=pairs(Counter(kept))
    )


def main() -> None:
    """Learn, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true", help="without the trial on collections left out")
    chosen = parser.parse_args()
    known = lore("en")
    all_strands = list(strands([one for one in cases(chosen.gold, chosen.corpora) if one.set != SPECIMENS], known))
    print(f"{len(all_strands)} documents, {sum(len(one.said) for one in all_strands)} sentences")
    if not chosen.quick:
        trial(all_strands, known)
    if chosen.write:
        TO.write_text(json.dumps(learn(all_strands, known), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
