"""A thousand records of talk through every analysis: whole commands, with each engine."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import SHARED, Run, memcon, run, spread, table
from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.describe import describe
from memcon.model.record import Record

TIMES = 2
RECORDS = 1000
WANTED = {"default": "under 60", "rules": "under 20"}
TOGETHER = 1500  # MB of memory wanted at most


def section() -> str:
    """Measure `memcon process` over a thousand records of FRUS, all stages, with the default engine and with rules."""
    heading = "## A thousand records through every analysis"
    volumes = sorted((SHARED / "corpora" / "frus").glob("*.epub"))
    if not volumes:
        return f"{heading}\n\nNot measured: the volumes are not there."
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder) / "papers.zip"
        words = _write(papers, volumes)
        runs = {engine: [_processed(papers, engine) for _ in range(TIMES)] for engine in WANTED}
    lines = [
        (engine, spread([r.seconds for r in made]), spread([r.processor for r in made]),
         spread([r.megabytes for r in made], ".0f"), f"{words / min(r.seconds for r in made):,.0f}", WANTED[engine])
        for engine, made in runs.items()
    ]  # fmt: skip
    heads = ("engine", "seconds: median (least to greatest)", "processor seconds", "largest process, MB",
             "words a second, best run", "seconds wanted")  # fmt: skip
    return (
        f"{heading}\n\n{RECORDS:,} documents of FRUS that report talk, {words:,} words, as plain text in one ZIP, "
        f"already added; `memcon process` runs describe, utterances, acts, issues and commitments. "
        f"{TIMES} runs, start of the command included. Memory wanted: under {TOGETHER:,} MB.\n\n{table(heads, lines)}"
    )


def _write(to: Path, volumes: list[Path]) -> int:
    """Write a thousand records of talk, taken evenly from the volumes; give the number of their words."""
    words = 0
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as papers:
        for place, volume in enumerate(volumes):
            quota = RECORDS * (place + 1) // len(volumes) - RECORDS * place // len(volumes)
            for number, record in enumerate(_talks(volume, quota)):
                papers.writestr(f"{volume.stem}-{number}.txt", record.text)
                words += len(record.text.split())
    return words


def _talks(volume: Path, quota: int) -> Iterator[Record]:
    _, found = read(Incoming(volume.name, volume))
    for record in found:
        if quota and not isinstance(record, Refusal) and describe(record).over(record.stated).reports_talk:
            quota -= 1
            yield record


def _processed(papers: Path, engine: str) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "archive")
        run(memcon("create", place, "--engine", engine))
        run(memcon("add", place, str(papers)))
        return run(memcon("process", place))
