"""Linguistic coordination and fighting words, beside ConvoKit on the same utterances in the same run.

ConvoKit 5.0.0 comes with `pip install 'memcon[peers]'`; as it needs torch (more than 6 GB on disk), it may lie in an
environment of its own, whose Python is then named by MEMCON_PEERS. Every figure is that of a process of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from benchmarks.convokit_scores import SCRIPT, Answer
from benchmarks.invented_talk import utterances
from benchmarks.measuring import Run, run, spread, table

VERSION = "5.0.0"
UTTERANCES = 100_000
SPEAKERS = 300
CONTENT = 3_000  # different words of content
LONGEST = 24  # words in the longest utterance
TURNS = 3
ROOM = 15_000  # MB that must be free before ConvoKit counts words: it lays out every text with every run of words
HEADING = "## Coordination and fighting words, beside ConvoKit"
HEADS = ("", "seconds of scoring: median (least to greatest)", "seconds of the process", "processor seconds of it",
         "largest process, MB")  # fmt: skip
Turn = tuple[Run, Answer]


def convokit() -> str | None:
    """Name a Python that has ConvoKit: this one, or the one that MEMCON_PEERS names; None where there is none."""
    if importlib.util.find_spec("convokit") and metadata.version("convokit") == VERSION:
        return sys.executable
    return os.environ.get("MEMCON_PEERS")


def answer_of(python: str, task: Mapping[str, Any], folder: Path, settings: Mapping[str, str] | None = None) -> Turn:
    """Let a Python with ConvoKit answer a task (see convokit_scores.py), in a process of its own."""
    (folder / "task.json").write_text(json.dumps(task), encoding="utf-8")
    paths = [str(folder / "task.json"), str(folder / "answer.json")]
    used = run([python, "-W", "ignore", str(SCRIPT), *paths], settings)
    return used, json.loads((folder / "answer.json").read_text("utf-8"))


def section(count: int = UTTERANCES) -> str:
    """Measure both, and say how far their scores are apart."""
    python = convokit()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = list(utterances(count, words=CONTENT, speakers=SPEAKERS, each=20, longest=LONGEST))
        (folder / "said.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in said), encoding="utf-8")
        pl.DataFrame(said).write_parquet(folder / "said.parquet", compression="uncompressed", row_group_size=10_000)
        number = sum(len(one["text"].split()) for one in said)
        del said
        parts = [_coordination(folder, python), _words(folder, python)]
    opening = (
        f"{count:,} invented utterances of {SPEAKERS} people, {number:,} words, in conversations of 20. Each figure is "
        f"of a process of its own, of memcon {TURNS} turns, of ConvoKit one. The seconds of scoring begin when the "
        "utterances are read; ConvoKit has then made its corpus. Both use ConvoKit's own lists of function words."
    )
    return "\n\n".join([HEADING, opening if python else f"{opening} {LACKING}", *parts])


LACKING = (
    "ConvoKit is not installed here (`pip install 'memcon[peers]'`, or MEMCON_PEERS names a Python that has it), so "
    "memcon stands alone, with its own lists of function words."
)


def _coordination(folder: Path, python: str | None) -> str:
    """Score everybody towards everybody, and every pair."""
    task = {"utterances": str(folder / "said.jsonl"), "summaries": [{}], "pairs": [{}], "own_patterns": True}
    theirs: list[Turn] = []
    if python:
        theirs.append(answer_of(python, task, folder))
        (folder / "patterns.txt").write_text(theirs[-1][1]["patterns"], encoding="utf-8")
    ours = [_memcon("coordination", folder) for _ in range(TURNS)]
    wanted = "Wanted: at least 15 times as fast, with less than a third of the memory."
    return _compared("Coordination, of each speaker and of each pair", ours, theirs, "coordination", wanted)


def _words(folder: Path, python: str | None) -> str:
    """Compare the words of one half of the speakers with those of the other half."""
    halves = {"first": _half(0), "second": _half(1)}
    (folder / "halves.json").write_text(json.dumps(halves), encoding="utf-8")
    ours = [_memcon("words", folder) for _ in range(TURNS)]
    theirs = []
    if python and _free() >= ROOM:
        theirs.append(answer_of(python, {"utterances": str(folder / "said.jsonl"), "words": [halves]}, folder))
    number = len(ours[0][1]["words"][0])
    wanted = f"{number:,} runs of one to three words are compared. Wanted: at least 50 times less memory."
    if python and not theirs:
        wanted += f" ConvoKit was not measured: it may need {ROOM:,} MB, and less was free."
    return _compared("Fighting words", ours, theirs, "words", wanted)


def _half(which: int) -> list[str]:
    return [f"S{number}" for number in range(SPEAKERS) if number % 2 == which]


def _free() -> float:
    """Give the memory that is free, in MB; without a limit where the system does not say."""
    told = Path("/proc/meminfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    return next((float(line.split()[1]) / 1000 for line in lines if line.startswith("MemAvailable")), float("inf"))


def _compared(title: str, ours: Sequence[Turn], theirs: Sequence[Turn], name: str, wanted: str) -> str:
    rows = [_row("memcon", ours, name)] + ([_row(f"ConvoKit {VERSION}", theirs, name)] if theirs else [])
    said = f"### {title}\n\n{table(HEADS, rows)}\n\n"
    if not theirs:
        return f"{said}{wanted}"

    def ratio(figures: Sequence[float], others: Sequence[float]) -> float:
        return median(others) / median(figures)

    far = max(apart(_scores(ours[0][1], kind), _scores(theirs[0][1], kind)) for kind in ("summaries", "pairs", "words"))
    faster = ratio([one[1]["seconds"][name] for one in ours], [one[1]["seconds"][name] for one in theirs])
    whole = ratio([one[0].processor for one in ours], [one[0].processor for one in theirs])
    smaller = ratio([one[0].megabytes for one in ours], [one[0].megabytes for one in theirs])
    return (
        f"{said}**memcon scores {faster:.0f} times as fast ({whole:.0f} times by processor time, start and reading "
        f"included) and takes 1/{smaller:.1f} of the memory; no two scores are further apart than {far:.1g}.** {wanted}"
    )


def _scores(answer: Answer, kind: str) -> Any:
    found = answer.get(kind, [])
    return [one["scores"] for one in found] if kind == "summaries" else found


def _row(name: str, turns: Sequence[Turn], kind: str) -> tuple[str, ...]:
    return (
        name, spread([one[1]["seconds"][kind] for one in turns], ".2f"),
        spread([one[0].seconds for one in turns]), spread([one[0].processor for one in turns]),
        spread([one[0].megabytes for one in turns], ".0f"),
    )  # fmt: skip


def apart(one: Any, other: Any) -> float:
    """Give the greatest difference between two answers that have the same shape; infinite where they have not."""
    if isinstance(one, dict) and isinstance(other, dict):
        return max((apart(one.get(name), other.get(name)) for name in {*one, *other}), default=0.0)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return max((apart(*both) for both in zip(one, other, strict=True)), default=0.0)
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other)
    return 0.0 if one == other else float("inf")


def _memcon(kind: str, folder: Path) -> Turn:
    used = run([sys.executable, "-m", "benchmarks.beside_convokit", kind, str(folder)], {"PYTHONPATH": PATHS})
    return used, json.loads((folder / "ours.json").read_text("utf-8"))


PATHS = os.pathsep.join(str(SCRIPT.parents[1] / part) for part in ("src", "."))


def coordination_of(folder: Path) -> Answer:
    """Do with memcon what _coordination asks of ConvoKit."""
    from memcon.inquiries.influence.coordination import COLUMNS, Focus, exchanges, scores, tallies
    from memcon.inquiries.influence.function_words import english, of_patterns

    said, patterns = pl.read_parquet(folder / "said.parquet", columns=list(COLUMNS)), folder / "patterns.txt"
    begin = time.perf_counter()
    words = of_patterns(patterns.read_text("utf-8")) if patterns.exists() else english()
    counted = tallies(exchanges(said, words=words))
    speakers, pairs = scores(counted), scores(counted, focus=Focus.PAIRS)
    seconds = {"coordination": time.perf_counter() - begin}
    both = []
    for found in (speakers, pairs):
        rows = sorted(zip(map(list, found.who.iter_rows()), found.values.tolist(), strict=True), key=lambda row: row[0])
        both.append([[who, {n: v for n, v in zip(found.categories, row, strict=True) if v == v}] for who, row in rows])
    return {"seconds": seconds, "summaries": [{"scores": both[0]}], "pairs": [both[1]]}


def words_of(folder: Path) -> Answer:
    """Do with memcon what _words asks of ConvoKit."""
    from memcon.inquiries.influence.fighting_words import fighting_words

    halves = json.loads((folder / "halves.json").read_text("utf-8"))
    said = pl.read_parquet(folder / "said.parquet", columns=["speaker", "text"])
    texts = [said.filter(pl.col("speaker").is_in(halves[one]))["text"] for one in ("first", "second")]
    begin = time.perf_counter()
    found = fighting_words(*texts)
    seconds = {"words": time.perf_counter() - begin}
    return {"seconds": seconds, "words": [dict(zip(found.rows["word"], found.rows["z"], strict=True))]}


if __name__ == "__main__":
    kind, folder = sys.argv[1], Path(sys.argv[2])
    answer = {"coordination": coordination_of, "words": words_of}[kind](folder)
    (folder / "ours.json").write_text(json.dumps(answer), encoding="utf-8")
