"""How fast: TEI beside bare extraction, twelve volumes into an archive, starting up, the demonstration, the size installed."""

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
MEGABYTES = 50  # of TEI


def tei_section() -> str:
    """Measure TEI to records beside bare lxml iterparse, turn by turn on the same file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frus1999v99.xml"
        tei.write_volume(path, MEGABYTES * 1_000_000)
        size = path.stat().st_size / 1e6
        pairs = [(_timed(tei.bare, path), _timed(tei.records, path)) for _ in range(TIMES)]
    lines = [(name, spread([p[i].seconds for p in pairs], ".2f"), spread([p[i].processor for p in pairs], ".2f"),
              f"{size / median(p[i].processor for p in pairs):.0f}") for i, name in enumerate(("bare iterparse", "memcon, to records"))]
    ratios = [spread([bare.seconds / ours.seconds for bare, ours in pairs], ".2f"),
              spread([bare.processor / ours.processor for bare, ours in pairs], ".2f")]
    return (f"## TEI to records\n\nAn invented volume of {size:.0f} MB, {TIMES} turns, in one process. Bare iterparse gives the words and nothing "
            f"else; memcon gives documents with passages, marks and what the mark-up states.\n\n"
            f"{table(('', 'seconds: median (least to greatest)', 'processor seconds', 'MB a processor second'), lines)}\n\n"
            f"**Speed of memcon / speed of bare extraction: {ratios[0]} by the clock, {ratios[1]} by processor time.** Wanted: at least 0.50.")


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
            steps["process"].append(run(memcon("process", place)))
            count = _documents(Path(place))
    whole = [(a.seconds + p.seconds, a.processor + p.processor) for a, p in zip(steps["add"], steps["process"], strict=True)]
    lines = [(f"`memcon {name}`", spread([r.seconds for r in runs]), spread([r.processor for r in runs]),
              f"{median(r.megabytes for r in runs):.0f}") for name, runs in steps.items()]
    lines.append(("both", spread([w for w, _ in whole]), spread([p for _, p in whole]), ""))
    heads = ("command", "seconds: median (least to greatest)", "processor seconds", "largest process, MB")
    return (f"## Twelve volumes into an archive\n\n{len(volumes)} volumes of FRUS (EPUB, {sum(v.stat().st_size for v in volumes) / 1e6:.0f} MB), "
            f"{count:,} documents, {TIMES} runs, start of the commands included.\n\n{table(heads, lines)}\n\n"
            f"**{count / median(w for w, _ in whole):,.0f} documents a second by the clock** (best run {count / min(w for w, _ in whole):,.0f}); "
            f"{count / median(p for _, p in whole):,.0f} for each second of processor time. Wanted: at least 300 on 2 cores.")


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
    return f"## Starting, the demonstration, the size\n\n{table(('what', 'median (least to greatest)', 'runs', 'wanted'), lines)}"


def _installed() -> str:
    """Install memcon alone into a fresh environment and weigh its site-packages, without pip itself."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", str(PROJECT)], check=False, capture_output=True)
        if done.returncode:
            return "not measured (the packages could not be fetched)"
        place = next((Path(folder) / "lib").glob("python*/site-packages"))
        own = [p for p in place.iterdir() if not p.name.startswith("pip")]
        return f"{sum(f.stat().st_size for p in own for f in ([p] if p.is_file() else p.rglob('*')) if f.is_file()) / 1e6:.0f}"
