"""Learn what undertakes something in English records: python training/commitments.py GOLD CORPORA [--measure]

Learns from the commitments of the gold sets and of this folder's labels, and from `commitments_marks.tsv`: 1,008
sentences of other records of the same volumes, chosen where earlier weights were in doubt and labelled by reading them
(code points into the record's text, with a check sum of the words; "yes" where something is undertaken), and from
`commitments_invented.tsv`, 327 sentences invented in manners that no volume has, at half the weight. One logistic
regression over the signs of analysis/commitments/features.py; each weight is drawn toward what EXPECTED says of its
sign, so that a shape too rare to be learnt still counts. Writes languages/en/commitments_weights.json.

With --measure it prints how commitments are found in documents of a collection that was left out, one after the other,
counted as GOLD/score.py counts (the promisor must be right, and the words must touch). Needs scikit-learn:
pip install -e '.[train]'. About two minutes on two cores.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from acts_labelled import Paper, every_paper, volume
from labelled import check
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.commitments import commitments, weighing
from memcon.analysis.commitments.features import signs
from memcon.analysis.commitments.lexicon import lexicon
from memcon.analysis.commitments.stage import sentences_of
from memcon.analysis.commitments.weighing import Weights
from memcon.analysis.describe import describe
from memcon.analysis.utterances import utterances
from memcon.model.description import Description, Participant
from memcon.model.findings import Mode, Utterance
from memcon.model.record import Passage, Record

HALF = 0.5  # weight of an invented sentence
MARKS = Path(__file__).parent / "commitments_marks.tsv"
WEIGHTS = Path(__file__).resolve().parents[1] / "src/memcon/analysis/languages/en/commitments_weights.json"
STRENGTH = 0.2  # of what is learnt against what is expected
RAREST = 3  # sentences that must show a sign
SMALLEST = 0.02  # weight that is kept
INVENTED = Path(__file__).parent / "commitments_invented.tsv"
THRESHOLD = 0.37  # certainty from which something is claimed
SCALE = {"word": 0.4, "words": 0.4, "grade": 1.5}  # how freely signs of a kind are weighed
EXPECTED = {
    "grade promised": 2.0, "grade assured that": 1.4, "grade bound to": 0.6, "grade agreed to": 0.4,
    "grade ready to do": 2.0, "grade he will do": 1.0, "grade he will see to it": 0.7, "grade his side will do": 0.9,
    "grade a side will do": 0.4, "grade it will be done": 0.4, "grade no intention of his": 2.0,
    "grade intend to do": 0.9, "will after wish": -1.2, "will after ask": -1.2, "will after think": -0.7,
    "grade decide to do": 0.5, "grade offer to do": 1.0, "grade agree to do": 1.0, "asks": -1.0, "hedged": -0.3,
    "will state": -0.5,
}  # fmt: skip
ROUNDS = 2000  # bootstrap samples of documents
Signs = dict[str, float]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with a cue: its volume, its signs, and whether something is undertaken in it."""

    volume: str
    signs: Signs
    undertakes: bool
    weight: float = 1.0


def examples(papers: Iterable[Paper]) -> Iterator[Example]:
    """Give the sentences of annotated documents."""
    for paper in papers:
        positive = [span for one in known(paper)["commitments"] for span in spans(paper, one["ids"])]
        whole = spans(paper, [row["id"] for row in paper.rows])
        low, high = min(start for start, _ in whole), max(end for _, end in whole)
        for record, about, found in paper.records:
            for one in sentences_of(record, about, found):
                start, end = in_source(record, (one.said.start, one.said.end))
                if start < high and low < end:
                    touched = any(_mostly((start, end), span) for span in positive)
                    yield Example(paper.group, _shown(one), touched)


def marked(corpora: Path) -> Iterator[Example]:
    """Give the sentences that were marked one by one; a mark whose words have changed is left out."""
    wanted: dict[str, dict[str, dict[tuple[int, int, str], bool]]] = defaultdict(lambda: defaultdict(dict))
    with MARKS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            place = int(row["start"]), int(row["end"]), row["check"]
            wanted[row["collection"]][row["number"]][place] = row["undertakes"] == "yes"
    for collection, numbers in wanted.items():
        if not (corpora / collection).exists():
            continue
        for record in read(Incoming(Path(collection).name, corpora / collection))[1]:
            if isinstance(record, Refusal):
                continue
            about = describe(record).over(record.stated)
            places = numbers.get(about.number or "", {})
            for one in sentences_of(record, about, utterances(record, about)) if places else ():
                start, end = one.said.start, one.said.end
                place = start, end, check(record.text[start:end])
                if place in places:
                    yield Example(volume(collection), _shown(one), places[place])


def invented() -> Iterator[Example]:
    """Give the invented sentences."""
    with INVENTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text = row["sentence"]
            record = Record("invented", "0" * 64, "invented", text, (Passage(0, len(text)),))
            about = Description(language="en", reports_talk=True, present=(Participant(row["speaker"]),))
            said = Utterance("invented", 0, len(text), row["speaker"], Mode(row["mode"]), 0.9, "invented")
            for one in sentences_of(record, about, (said,)):
                yield Example("invented", _shown(one), row["undertakes"] == "yes", HALF)


def _shown(one: Any) -> Signs:
    language = lexicon("en")
    assert language is not None
    return {sign: SCALE.get(sign.split(" ")[0], 1.0) for sign in set(signs(one, language))}


def known(paper: Paper) -> Mapping[str, Any]:
    """Read what is annotated of a document as a whole."""
    about: dict[str, Any] = json.loads((paper.folder / f"{paper.name}.json").read_text("utf-8"))
    return {"commitments": [], **about}


def spans(paper: Paper, wanted: Iterable[str]) -> list[Span]:
    """Give the spans of rows in the source."""
    rows = {row["id"]: (int(row["start"]), int(row["end"])) for row in paper.rows}
    return [rows[one] for one in wanted if one in rows]


def in_source(record: Record, span: Span) -> Span:
    """Turn a span of the record's text into one of its source."""
    if record.offsets:
        return record.offsets.span_to_source(*span)
    base = record.source_start or 0
    return span[0] + base, span[1] + base


def _mostly(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 > min(one[1] - one[0], other[1] - other[0])


def learnt(given: Sequence[Example]) -> Weights:
    """Fit the weights: a logistic regression, each weight drawn toward what is expected of its sign."""
    count = Counter(sign for one in given for sign in one.signs)
    vectors = DictVectorizer()
    shown = vectors.fit_transform(
        [{s: w for s, w in one.signs.items() if count[s] >= RAREST or s in EXPECTED} for one in given]
    ).tocsr()
    names = vectors.get_feature_names_out()
    scale = np.array([SCALE.get(name.split(" ")[0], 1.0) for name in names])
    expected = np.array([EXPECTED.get(name, 0.0) for name in names]) / scale
    truth = np.array([float(one.undertakes) for one in given])
    weigh = np.array([one.weight for one in given])

    def cost(weights: Any) -> tuple[float, Any]:
        claim = shown @ weights[1:] + weights[0]
        off = weights[1:] - expected
        error = weigh * (1 / (1 + np.exp(-claim)) - truth)
        loss = STRENGTH * (weigh * (np.logaddexp(0, claim) - truth * claim)).sum() + 0.5 * off @ off
        return loss, np.concatenate([[STRENGTH * error.sum()], STRENGTH * (shown.T @ error) + off])

    best = minimize(cost, np.concatenate([[-3.0], expected]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    kept = {name: round(float(w), 3) for name, w in zip(names, best[1:] * scale, strict=True) if abs(w) >= SMALLEST}
    rare = {sign: weight for sign, weight in EXPECTED.items() if sign not in kept and sign not in set(names)}
    return Weights(round(float(best[0]), 4), dict(sorted((kept | rare).items())), THRESHOLD)


@dataclass(frozen=True, slots=True)
class Count:
    """How the commitments of one document were found; `claims` are certainties with whether they were right."""

    volume: str
    right: int
    wrong: int
    missed: int
    claims: tuple[tuple[float, bool], ...] = ()


def measured(papers: Sequence[Paper], given: Sequence[Example], gold: Path) -> list[Count]:
    """Find the commitments of each document with weights that saw nothing of its volume, and count."""
    score, variants = scorer(gold), variants_of(gold)
    found: list[Count] = []
    for group in sorted({paper.group for paper in papers}):
        without = learnt([one for one in given if one.volume != group])
        weighing.weights = lambda code, held=without: held if code == "en" else None  # type: ignore[assignment]
        found += [counted(paper, score, variants) for paper in papers if paper.group == group]
    return found


def counted(paper: Paper, score: ModuleType, variants: Mapping[str, Sequence[str]]) -> Count:
    """Find the commitments of one document, and count as score.py does."""
    whole = spans(paper, [row["id"] for row in paper.rows])
    low, high = min(start for start, _ in whole), max(end for _, end in whole)
    claims = [
        (in_source(record, (one.start, one.end)), one.promisor, one.certainty or 0.0)
        for record, about, said in paper.records
        for one in commitments(record, about, said, ())
    ]
    claims = [one for one in claims if one[0][0] < high and low < one[0][1]]
    used: set[int] = set()
    annotated = known(paper)["commitments"]
    for one in annotated:
        places = spans(paper, one["ids"])
        for number, (span, name, _) in enumerate(claims):
            touches = any(min(span[1], end) > max(span[0], start) for start, end in places)
            right = number not in used and touches and name
            if right and score.same_person(one["promisor"], [name], variants):
                used.add(number)
                break
    sure = tuple((certainty, number in used) for number, (_, _, certainty) in enumerate(claims))
    return Count(paper.group, len(used), len(claims) - len(used), len(annotated) - len(used), sure)


def scorer(gold: Path) -> ModuleType:
    """Load the gold set's own score.py."""
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def variants_of(gold: Path) -> dict[str, list[str]]:
    """Read how the people of the annotated documents are printed."""
    found: dict[str, list[str]] = {}
    places = [gold / name for name in ("dossier", "styles", "more")] + [Path(__file__).parent / "labels"]
    for place in places:
        for name, prints in json.loads((place / "set.json").read_text("utf-8")).get("variants", {}).items():
            found.setdefault(name, []).extend(prints)
    return found


def f1(counts: Sequence[Count]) -> float:
    """Give F1 over documents; 0.0 where nothing is annotated and nothing claimed."""
    right, wrong, missed = (sum(getattr(one, part) for one in counts) for part in ("right", "wrong", "missed"))
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def interval(counts: Sequence[Count]) -> tuple[float, float]:
    """Give the 95 % interval of F1, got by drawing the documents again."""
    dice = random.Random(1963)
    drawn = sorted(f1(dice.choices(counts, k=len(counts))) for _ in range(ROUNDS))
    return drawn[ROUNDS // 40], drawn[-ROUNDS // 40]


def gathered(gold: Path, corpora: Path, laid: Path) -> tuple[list[Paper], list[Example]]:
    """Read all documents and examples."""
    papers = list(every_paper(gold, corpora, laid))
    return papers, [*examples(papers), *marked(corpora), *invented()]


def main() -> None:
    """Learn, write, and measure if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--measure", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as laid:
        papers, given = gathered(chosen.gold, chosen.corpora, Path(laid))
        weights = learnt(given)
        WEIGHTS.write_text(
            json.dumps(
                {"bias": weights.bias, "signs": weights.signs, "threshold": THRESHOLD}, ensure_ascii=False, indent=0
            ) + "\n", "utf-8"
        )  # fmt: skip
        positive = sum(one.undertakes for one in given)
        print(f"{len(given)} sentences, {positive} undertake something; {len(weights.signs)} weights.")
        if chosen.measure:
            report(measured(papers, given, chosen.gold))


def report(counts: Sequence[Count]) -> None:
    """Print the figures, all and by volume."""
    low, high = interval(counts)
    print(f"all documents, each volume left out: F1 {f1(counts):.3f} [{low:.2f}, {high:.2f}]")
    for group in sorted({one.volume for one in counts}):
        held = [one for one in counts if one.volume == group]
        total = [sum(getattr(one, part) for one in held) for part in ("right", "wrong", "missed")]
        print(f"{group:14} F1 {f1(held):.2f}  right {total[0]}, wrong {total[1]}, missed {total[2]}")


if __name__ == "__main__":
    main()
