"""Learn how certain each kind of reason is: python training/certainty.py GOLD CORPORA

Counts, over every annotated document, how often an utterance with a kind of reason names the right speaker; frame
that is spoken counts as wrong. Each share is drawn toward the share of all by PRIOR sentences, so that a kind seen
twice claims nothing. Prints the table [certainty] for analysis/languages/en/speech.toml, and the reliability of the
same table learnt without the volume it is applied to. Labels: the gold sets, the project's own labels and the invented
specimens; a sentence of the gold sets, on which the rules were mended longest, counts less, and its errors twice.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from attribution import GOLD, SPECIMENS, Span, Trial, own_sets, spans_of

from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.stage import graded

UNSEEN = 1.25  # errors on documents never looked at, for each on documents worked on (docs/accuracy.md)
MENDED = 0.3  # weight of a sentence of the gold sets
PRIOR = 12  # sentences of average quality that every kind is given to begin with
Counts = dict[str, Counter[str]]


def counted(trial: Trial) -> dict[str, Counts]:
    """Count right and all sentences by kind of reason, for each document."""
    rows: dict[Path, list[Span]] = defaultdict(list)
    for source, pairs in trial.read.items():
        marked: Literal["used", "hidden"] = "used" if source.name in trial.plain else "hidden"
        for record, description in pairs:
            for one, kind in graded(record, description, Mechanisms(marked=marked)):
                rows[source] += [row | {"kind": kind} for row in spans_of(record, [one])]
    found: dict[str, Counts] = {}
    for document, _, verdicts in trial.judge(rows):
        counts: Counts = defaultdict(Counter)
        for _, best, verdict in verdicts:
            if best is not None and verdict not in ("unscored", "not given"):
                counts[str(best["kind"])].update(all=1, right=verdict in ("ok", "mode"))
        found[f"{document.set}/{document.volume}/{document.name}"] = counts
    return found


def table(documents: Mapping[str, Counts]) -> dict[str, float]:
    """Give each kind's share of right sentences on documents not seen, drawn toward the share of all."""
    whole: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for name, counts in documents.items():
        weight = MENDED if name.split("/")[0] in GOLD else 1.0
        for kind, count in counts.items():
            for key in (kind, ""):
                whole[key][0] += weight * count["all"]
                whole[key][1] += weight * (count["all"] - count["right"]) * (2 if weight < 1 else 1)
    mean = whole[""][1] / max(1.0, whole[""][0])
    errors = {kind: (wrong + PRIOR * mean) / (every + PRIOR) for kind, (every, wrong) in sorted(whole.items()) if kind}
    return {kind: max(0.05, 1 - UNSEEN * min(0.8, share)) for kind, share in errors.items()}


def reliability(found: dict[str, Counts]) -> Counter[tuple[int, str]]:
    """Apply to each document the table learnt without its volume, and count by tenths of the claim."""
    bands: Counter[tuple[int, str]] = Counter()
    for name, counts in found.items():
        volume = name.split("/")[1] if not name.startswith(SPECIMENS) else name
        learnt = table({key: other for key, other in found.items() if volume not in (key, key.split("/")[1])})
        for kind, count in counts.items():
            band = int(learnt.get(kind, 0.75) * 20)
            bands[band, "all"] += count["all"]
            bands[band, "right"] += count["right"]
    return bands


def main() -> None:
    """Learn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        own = own_sets(chosen.corpora, Path(place))
        found = counted(Trial(chosen.gold, chosen.corpora, lambda _: True, own))
    print("[certainty]")
    for kind, share in table(found).items():
        print(f'"{kind}" = {min(0.98, share):.2f}')
    print("\n# | claimed | sentences | right |")
    bands = reliability(found)
    for band in sorted({b for b, _ in bands}):
        count = bands[band, "all"]
        low = band / 20
        print(f"# | {low:.2f}-{low + 0.05:.2f} | {count} | {bands[band, 'right'] / count:.2f} |")


if __name__ == "__main__":
    main()
