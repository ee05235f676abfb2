"""What was undertaken, measured on annotated records: python -m benchmarks commitments

Each collection is scored with weights that were learnt without it (training/commitments.py, extra "train"), from the
document's plain text: memcon's own utterances, then commitments. Counted as score.py counts: the words must touch and
the promisor must be right.
"""

from __future__ import annotations

import csv
import importlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.measuring import PROJECT, SHARED, table
from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.commitments import weighing
from memcon.analysis.describe import describe
from memcon.analysis.utterances import utterances

SPECIMENS = PROJECT / "tests" / "specimens" / "talk" / "en"
BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1.01))
NAIVE = weighing.Weights(-1.0, {"grade he will do": 2.0, "grade promised": 2.0}, 0.5)
HEADING = "## What was undertaken: commitments"
WORDS = """{documents} annotated documents with {known} commitments; {given} sentences to learn from, {marked} of them
marked one by one and {invented} invented. "Outside" is the honest figure: each collection by weights that have not seen
it. "He said he would" claims every sentence in which the talker promises or says what he will do. The specimens are
invented, in manners that no volume has; nothing was learnt from them. Two people who annotate the same documents reach
0.85 to 0.96."""


def section() -> str:
    """Measure commitments.

    Returns:
        A section of Markdown: outside, baseline and unseen specimens with intervals, per collection, certainty.
    """
    try:
        learning = _training()
    except ImportError:
        return f"{HEADING}\n\nNot measured: scikit-learn is missing. Install it with: pip install -e '.[train]'"
    gold, shipped = SHARED / "gold", weighing.weights
    score, variants = learning.scorer(gold), learning.variants_of(gold)
    with tempfile.TemporaryDirectory() as laid:
        papers, given = learning.gathered(gold, SHARED / "corpora", Path(laid))
        try:
            outside = learning.measured(papers, given, gold)
            weighing.weights = _always(NAIVE)
            naive = [learning.counted(paper, score, variants) for paper in papers]
        finally:
            weighing.weights = shipped
        unseen = [learning.counted(paper, score, variants) for paper in _specimens(learning)]
    known = sum(one.right + one.missed for one in outside)
    words = WORDS.format(
        documents=len(papers), known=known, given=len(given), invented=sum(one.volume == "invented" for one in given),
        marked=sum(1 for _ in learning.MARKS.open(encoding="utf-8")) - 1,
    )  # fmt: skip
    rows = [_row(learning, "outside", outside), _row(learning, "“he said he would”", naive),
            _row(learning, "invented specimens, unseen", unseen)]  # fmt: skip
    heads = ("", "F1", "95 %", "precision", "recall", "right / claimed / annotated")
    return "\n\n".join([HEADING, words, table(heads, rows), _by_volume(learning, outside), _reliability(outside)])


def _training() -> ModuleType:
    sys.path.insert(0, str(PROJECT / "training"))
    return importlib.import_module("commitments")


def _always(held: weighing.Weights) -> Any:
    return lambda code: held if code == "en" else None


def _specimens(learning: ModuleType) -> Iterator[Any]:
    """Give the invented specimens as papers."""
    for path in sorted((SPECIMENS / "texts").glob("*.txt")):
        with (SPECIMENS / f"{path.stem}.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        found = []
        for record in read(Incoming(path.name, path))[1]:
            if not isinstance(record, Refusal):
                about = describe(record).over(record.stated)
                found.append((record, about, utterances(record, about)))
        yield learning.Paper("specimens", path.stem, rows, tuple(found), SPECIMENS)


def _row(learning: ModuleType, name: str, counts: Sequence[Any]) -> list[str]:
    right, wrong, missed = (sum(getattr(one, part) for one in counts) for part in ("right", "wrong", "missed"))
    low, high = learning.interval(counts)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    figures = [f"{learning.f1(counts):.2f}", f"[{low:.2f}, {high:.2f}]", f"{precision:.2f}", f"{recall:.2f}"]
    return [name, *figures, f"{right} / {right + wrong} / {right + missed}"]


def _by_volume(learning: ModuleType, counts: Sequence[Any]) -> str:
    rows = []
    for volume in sorted({one.volume for one in counts}):
        held = [one for one in counts if one.volume == volume]
        right, wrong, missed = (sum(getattr(one, part) for one in held) for part in ("right", "wrong", "missed"))
        rows.append([volume, f"{learning.f1(held):.2f}", f"{right} / {right + wrong} / {right + missed}"])
    return table(("collection left out", "F1", "right / claimed / annotated"), rows)


def _reliability(counts: Sequence[Any]) -> str:
    """Compare what was claimed with what was right; a claim about the wrong man counts as wrong."""
    claims = [claim for one in counts for claim in one.claims]
    rows = []
    for low, high in BANDS:
        held = [(certainty, right) for certainty, right in claims if low <= certainty < high]
        if held:
            mean = sum(certainty for certainty, _ in held) / len(held)
            share = sum(right for _, right in held) / len(held)
            rows.append([f"{mean:.2f}", f"{share:.2f}", str(len(held))])
    return table(("certainty claimed (mean)", "right", "claims"), rows)


if __name__ == "__main__":
    print(section())
