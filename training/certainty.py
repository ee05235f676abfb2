"""Learn how certain each kind of reason is: python training/certainty.py GOLD CORPORA

Counts, over every annotated document, how often an utterance with a kind of reason names the right speaker; frame
that is spoken counts as wrong. Each share is drawn toward the share of all by PRIOR sentences, so that a kind seen
twice claims nothing. Prints the table [certainty] for analysis/languages/en/speech.toml, and the reliability of the
same table learnt without the document it is applied to. Labels: the gold sets dossier, styles and more, nothing else.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from attribution import Span, Trial, spans_of

from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.stage import graded

UNSEEN = 2.0  # errors on documents never looked at, for each on documents worked on (docs/accuracy.md)
PRIOR = 12  # sentences of average quality that every kind is given to begin with
Counts = dict[str, Counter[str]]


def counted(trial: Trial) -> dict[str, Counts]:
    """Count right and all sentences by kind of reason, for each document."""
    rows: dict[Path, list[Span]] = defaultdict(list)
    for source, pairs in trial.read.items():
        for record, description in pairs:
            for one, kind in graded(record, description, Mechanisms(marked="hidden")):
                rows[source] += [row | {"kind": kind} for row in spans_of(record, [one])]
    found: dict[str, Counts] = {}
    for document, _, verdicts in trial.judge(rows):
        counts: Counts = defaultdict(Counter)
        for _, best, verdict in verdicts:
            if best is not None and verdict not in ("unscored", "not given"):
                counts[str(best["kind"])].update(all=1, right=verdict in ("ok", "mode"))
        found[f"{document.set}/{document.name}"] = counts
    return found


def table(documents: list[Counts]) -> dict[str, float]:
    """Give each kind's share of right sentences, drawn toward the share of all."""
    total: Counter[str] = Counter()
    kinds: Counts = defaultdict(Counter)
    for counts in documents:
        for kind, count in counts.items():
            kinds[kind].update(count)
            total.update(count)
    mean = total["right"] / max(1, total["all"])
    return {kind: (c["right"] + PRIOR * mean) / (c["all"] + PRIOR) for kind, c in sorted(kinds.items())}


def reliability(found: dict[str, Counts]) -> Counter[tuple[int, str]]:
    """Apply to each document the table learnt without it, and count by tenths of the claim."""
    bands: Counter[tuple[int, str]] = Counter()
    for name, counts in found.items():
        learnt = table([other for key, other in found.items() if key != name])
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
    found = counted(Trial(chosen.gold, chosen.corpora, lambda _: True))
    print("[certainty]")
    for kind, share in table(list(found.values())).items():
        print(f'"{kind}" = {1 - UNSEEN * (1 - min(0.99, share)):.2f}')
    print("\n# | claimed | sentences | right |")
    bands = reliability(found)
    for band in sorted({b for b, _ in bands}):
        count = bands[band, "all"]
        low = band / 20
        print(f"# | {low:.2f}-{low + 0.05:.2f} | {count} | {bands[band, 'right'] / count:.2f} |")


if __name__ == "__main__":
    main()
