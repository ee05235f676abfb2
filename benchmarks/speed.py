"""How fast: TEI beside bare extraction, twelve volumes into an archive, starting up; and the size installed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import tei
from benchmarks.measuring import PROJECT, SHARED, Run, memcon, run, spread, table

TIMES = 3
WORDS = {"add": "`memcon add`", "process": "`memcon process`, the analysis `describe`"}
MEGABYTES = 50  # of TEI


def tei_section() -> str:
    """Measure TEI to records beside bare lxml iterparse, turn by turn on the same file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frus1999v99.xml"
        tei.write_volume(path, MEGABYTES * 1_000_000)
        size = path.stat().st_size / 1e6
        pairs = [(_timed(tei.bare, path), _timed(tei.records, path)) for _ in range(TIMES)]
    lines = []
    for name, runs in zip(("bare iterparse", "memcon, to records"), zip(*pairs, strict=True), strict=True):
        used = [one.processor for one in runs]
        clock = spread([one.seconds for one in runs], ".2f")
        lines.append((name, clock, spread(used, ".2f"), f"{size / median(used):.0f}"))
    ratios = [spread([bare.seconds / ours.seconds for bare, ours in pairs], ".2f"),
              spread([bare.processor / ours.processor for bare, ours in pairs], ".2f")]
    heads = ("", "seconds: median (least to greatest)", "processor seconds", "MB a processor second")
    return (f"## TEI to records\n\nAn invented volume of {size:.0f} MB, {TIMES} turns, in one process. "
            "Bare iterparse gives the words and nothing else; memcon gives documents with passages, marks and what the "
            "mark-up states.\n\n"
            f"{table(heads, lines)}\n\n**Speed of memcon / speed of bare extraction: {ratios[0]} by the clock, "
            f"{ratios[1]} by processor time.** Wanted: at least 0.50.")


def _timed(step: Callable[[Path], int], path: Path) -> Run:
    begin, used = time.perf_counter(), time.process_time()
    step(path)
    return Run(time.perf_counter() - begin, time.process_time() - used, 0)


def archive_section() -> str:
    """Measure twelve FRUS volumes added to a new archive and described, whole commands."""
    volumes = sorted((SHARED / "corpora" / "frus").glob("*.epub"))
    if not volumes:
        return "## Twelve volumes into an archive\n\nNot measured: the volumes are not there."
    steps: dict[str, list[Run]] = {"add": [], "process": []}
    count = 0
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as folder:
            place = str(Path(folder) / "archive")
            run(memcon("create", place))
            steps["add"].append(run(memcon("add", place, *map(str, volumes))))
            steps["process"].append(run(memcon("process", place, analyses="describe")))
            count = _documents(Path(place))
    pairs = list(zip(steps["add"], steps["process"], strict=True))
    clock, processor = [a.seconds + p.seconds for a, p in pairs], [a.processor + p.processor for a, p in pairs]
    lines = [(WORDS[name], spread([r.seconds for r in runs]), spread([r.processor for r in runs]),
              f"{median(r.megabytes for r in runs):.0f}") for name, runs in steps.items()]
    lines.append(("both", spread(clock), spread(processor), ""))
    heads = ("command", "seconds: median (least to greatest)", "processor seconds", "largest process, MB")
    size = sum(v.stat().st_size for v in volumes) / 1e6
    return (f"## Twelve volumes into an archive\n\n{len(volumes)} volumes of FRUS (EPUB, {size:.0f} MB), "
            f"{count:,} documents, {TIMES} runs, start of the commands included.\n\n{table(heads, lines)}\n\n"
            f"**{count / median(clock):,.0f} documents a second by the clock** (best run {count / min(clock):,.0f}); "
            f"{count / median(processor):,.0f} for each second of processor time. Wanted: at least 300 on 2 cores.")


def _documents(place: Path) -> int:
    from memcon.archive.archive import open_archive

    return sum(1 for _ in open_archive(place).views())


def start_section() -> str:
    """Measure how long memcon takes to start, the demonstration, and how large the core is when installed."""
    helped = [run(memcon("--help")) for _ in range(5)]
    shown = []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as folder:
            shown.append(run(memcon("demo", "--to", str(Path(folder) / "demo"))))
    lines = [("`memcon --help`, seconds", spread([r.seconds for r in helped], ".2f"), len(helped), ""),
             ("`memcon demo`, seconds", spread([r.seconds for r in shown]), len(shown), "under 15"),
             ("`memcon demo`, largest process, MB", spread([r.megabytes for r in shown], ".0f"), len(shown), ""),
             ("installed core, MB in a fresh environment", _installed(), 1, "under 400")]
    heads = ("what", "median (least to greatest)", "runs", "wanted")
    return f"## Starting, the demonstration, the size\n\n{table(heads, lines)}"


def _installed() -> str:
    """Install memcon alone into a fresh environment and weigh its site-packages, without what was there before."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        place = next((Path(folder) / "lib").glob("python*/site-packages"))
        before = {p.name for p in place.iterdir()}  # pip, and setuptools where Python brings it
        install = [str(python), "-m", "pip", "install", "--quiet", str(PROJECT)]
        done = subprocess.run(install, check=False, capture_output=True)
        if done.returncode:
            return "not measured (the packages could not be fetched)"
        own = [p for p in place.iterdir() if p.name not in before]
        files = [file for one in own for file in ([one] if one.is_file() else one.rglob("*")) if file.is_file()]
        return f"{sum(file.stat().st_size for file in files) / 1e6:.0f}"
