"""Learn to tell the writer's own voice from talk: python training/voice.py GOLD CORPORA [--write]

Every sentence to which the rules give a speaker is a case; it is the writer's where the annotation gives it to nobody.
The project's own labels and the invented specimens are read beside the gold sets. Documents of the collection that
report no talk, read as if they did, are cases of the writer's voice too, weighed less. Logistic regression with a
penalty, by Newton's method; a sign seen in fewer than LEAST documents is left out. Prints how well it does on volumes
left out of learning, at several thresholds; --write writes languages/en/voice_weights.json.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from attribution import Document, documents, labelled, own_sets, records_of, scorer, spans_of

from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.stage import signed

LEAST = 6  # documents
PENALTY = 6.0
SILENT = 0.15  # weight of a sentence of a document that reports no talk
OPENED = 1.0  # weight of a sentence of the gold sets, on which the rules were first mended; the others weigh FRESH
FRESH = 2.0
THRESHOLD = 0.6
TO = Path("src/memcon/analysis/languages/en/voice_weights.json")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence given to a speaker: its document, its signs, whether it is the writer's, what it weighs."""

    group: str
    document: str
    signs: tuple[str, ...]
    writers: bool
    weight: float
    right: bool = True  # whether the rules name the right speaker


def cases(gold: Path, found: Sequence[Document], variants: dict[str, dict[str, list[str]]]) -> Iterator[Case]:
    """Give the cases of annotated documents."""
    score = scorer(gold)
    rows = {source: _rows(source) for source in {one.source for one in found}}
    for one in found:
        weight = OPENED if one.set in ("dossier", "styles", "more") else FRESH
        for row in one.rows:
            if row["speaker"] == "?":
                continue
            best = score.best(rows[one.source], int(row["start"]), int(row["end"]))
            if best is not None and best["signs"]:
                name = best["speaker_name"]
                right = bool(name) and score.same_person(row["speaker"], [name], variants.get(one.set, {}))
                yield Case(one.volume, one.name, best["signs"], row["speaker"] == "-", weight, right)


def _rows(source: Path, *, silent: str = "") -> list[dict[str, object]]:
    rows = []
    for record, description in records_of(source):
        told = replace(description, reports_talk=True) if silent else description
        for one, signs in signed(record, told, Mechanisms(marked="hidden", voice="off")):
            rows += [row | {"signs": signs, "record": record} for row in spans_of(record, [one])]
    return rows


def silent_cases(gold: Path, corpora: Path) -> Iterator[Case]:
    """Give the sentences of the documents of the collection that report no talk."""
    source = corpora / "dossier" / "dossier-part1.md"
    want = [json.loads(one) for one in (gold / "dossier" / "records.jsonl").read_text("utf-8").splitlines() if one]
    silent = [(one["start"], one["end"]) for one in want if not one["reports_talk"]]
    for row in _rows(source, silent="read as talk"):
        place = int(str(row["source_start"]))
        if any(start <= place < end for start, end in silent):
            number = next(start for start, end in silent if start <= place < end)
            yield Case("dossier", f"silent {number}", row["signs"], True, SILENT)  # type: ignore[arg-type]


Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights of signs."""

    bias: float
    signs: dict[str, float]

    def probability(self, signs: Iterable[str]) -> float:
        """Give how probable the writer's voice is."""
        total = self.bias + sum(self.signs.get(sign, 0.0) for sign in signs)
        return float(1 / (1 + np.exp(-total)))


def learn(found: Sequence[Case]) -> Learnt:
    """Fit the weights."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for sign in one.signs:
            seen[sign].add(one.document)
    names = sorted(sign for sign, where in seen.items() if len(where) >= LEAST)
    place = {sign: number for number, sign in enumerate(names)}
    x = np.zeros((len(found), len(names) + 1))
    x[:, -1] = 1
    for number, one in enumerate(found):
        for sign in one.signs:
            if sign in place:
                x[number, place[sign]] = 1
    y = np.array([one.writers for one in found], dtype=float)
    w = np.array([one.weight for one in found])
    beta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 0.01
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (p - y)) + penalty * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        beta -= np.linalg.solve(hessian, gradient)
    return Learnt(float(beta[-1]), {sign: float(beta[number]) for sign, number in place.items()})


def left_out(found: Sequence[Case]) -> list[tuple[Case, float]]:
    """Judge each volume by weights learnt without it."""
    judged = []
    for group in sorted({one.group for one in found}):
        learnt = learn([one for one in found if one.group != group])
        judged += [(one, learnt.probability(one.signs)) for one in found if one.group == group]
    return judged


def main() -> None:
    """Learn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    listed = documents(chosen.gold, chosen.corpora)
    variants = {s: json.loads((chosen.gold / s / "set.json").read_text("utf-8")).get("variants", {})
                for s in ("dossier", "styles", "more")}
    with tempfile.TemporaryDirectory() as place:
        for name, folder in own_sets(chosen.corpora, Path(place)).items():
            listed += labelled(folder, name)
            variants[name] = json.loads((folder / "set.json").read_text("utf-8"))["variants"]
        found = [*cases(chosen.gold, listed, variants), *silent_cases(chosen.gold, chosen.corpora)]
    sets = {one.name: one.set for one in listed}
    judged = left_out(found)
    for threshold in (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        count: Counter[tuple[str, str]] = Counter()
        for one, probability in judged:
            name = sets.get(one.document, "silent")
            kind = "writer" if one.writers else "talk" if one.right else "wrong"
            count[name, kind] += 1
            count[name, f"{kind} out"] += probability > threshold
        print(threshold, {s: " ".join(f"{k} {count[s, k + ' out']}/{count[s, k]}" for k in ("writer", "talk", "wrong"))
                          for s in sorted({s for s, _ in count})})
    if chosen.write:
        learnt = learn(found)
        kept = {sign: round(weight, 3) for sign, weight in learnt.signs.items() if abs(weight) > 0.005}
        table = {"bias": round(learnt.bias, 3), "signs": kept, "threshold": THRESHOLD}
        TO.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
