"""Write what ConvoKit says of a small invented corpus: python -m benchmarks.convokit_specimen, in a Python that has it.

The tests compare memcon's scores with tests/specimens/influence/convokit_scores.json, and with ConvoKit itself where it
is installed. ConvoKit is asked twice: with function words of our own, which the specimen gives in its form, and with
its own, of which the specimen keeps only which categories ConvoKit noted in which utterance.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.convokit_scores import answered
from benchmarks.invented_talk import utterances

SPECIMEN = Path(__file__).resolve().parents[1] / "tests" / "specimens" / "influence" / "convokit_scores.json"
PATTERNS = "\n".join([
    r"article" "\t" r"\ba\b|\ban\b|\bthe\b",
    r"auxverb" "\t" r"\bis\b|\bare\b|\bhave\b|\bwould\b|\bdon't\b|\bi'm\b|\bisn't\b|\bit's\b|\bthere's\b",
    r"conj" "\t" r"\band\b|\bbut\b|\balthough\b|\bif\b",
    r"adverb" "\t" r"\bvery\b|\bonly\b|\boften\b|\bthere's\b|\bthere\b",
    r"ppron" "\t" r"\bi\b|\byou\b|\bthey\b|\btheir|\bi'm\b|\bthey'd\b",
    r"ipron" "\t" r"\bit\b|\bit's\b|\bthing|\banybod|\bwhat's\b|\bwhat\b",
    r"preps" "\t" r"\bof\b|\bto\b|\btoward|\bunder\b|\bthrough",
    r"quant" "\t" r"\ball\b|\bsome\b|\bhalf\b|\bfew",
])  # fmt: skip
LOOSE = {"target_thresh": 0}
STRICT = {"speaker_thresh": 12, "target_thresh": 20, "utterances_thresh": 25}
EACH = {"speaker_thresh_indiv": 1, "target_thresh_indiv": 2, "utterances_thresh_indiv": 3}
UNLIKE = {"speaker_thresh": 5, "target_thresh": 13, "speaker_thresh_indiv": 1, "target_thresh_indiv": 3}
FIRST, SECOND = ["S0", "S1", "S2", "S3"], ["S4", "S5", "S6", "S7", "S11"]
SUMMARIES: list[dict[str, Any]] = [
    {},
    {"thresholds": LOOSE},
    {"thresholds": STRICT},
    {"thresholds": EACH},
    {"focus": "targets"},
    {"focus": "targets", "thresholds": UNLIKE},
    {"speakers": FIRST, "targets": SECOND},
    {"speakers": FIRST, "targets": SECOND, "focus": "targets", "thresholds": EACH},
    {"targets": ["S11"], "thresholds": LOOSE},
    {"speakers": ["S11"]},
    {"split": ["place"], "thresholds": UNLIKE},
    {"split": ["place", "year"], "focus": "targets", "thresholds": {**LOOSE, **EACH}},
    {"place": "P1"},
]
PAIRS: list[dict[str, Any]] = [{}, {"thresholds": LOOSE}, {"thresholds": UNLIKE}]
RULES = {"shortest": 1, "longest": 3, "least": 10, "most": 0.5, "keep": 15_000}
WORDS: list[dict[str, Any]] = [
    {"first": FIRST, "second": SECOND},
    {"first": ["S1"], "second": ["S2"], "counting": RULES | {"longest": 1, "least": 2}, "prior": 0.01},
    {"first": FIRST, "second": [*FIRST[:1], *SECOND], "counting": RULES | {"least": 3, "most": 0.2, "keep": 60}},
    {"first": FIRST, "second": SECOND, "counting": RULES | {"shortest": 2, "longest": 2, "least": 0.01, "keep": None}},
]  # fmt: skip


def said() -> list[dict[str, Any]]:
    """Invent the corpus: 420 utterances of twelve people."""
    return list(utterances(420, 2012, words=60, odd=0.04))


def main() -> None:
    """Ask ConvoKit and write the specimen."""
    corpus = said()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        asked = {"summaries": SUMMARIES, "pairs": PAIRS, "noted": True}
        ours = answered({**asked, "patterns": PATTERNS, "words": WORDS, "cleaned": True}, corpus)
        own = answered(asked, corpus)
    answer = {"patterns": PATTERNS, "utterances": corpus, "ours": ours, "own": own}
    ours["cleaned"] = {text: cleaned for text, cleaned in ours["cleaned"].items() if cleaned != text.lower()}
    for one in (ours, own):
        del one["seconds"]
    SPECIMEN.parent.mkdir(parents=True, exist_ok=True)
    SPECIMEN.write_text(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
