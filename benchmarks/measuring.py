"""How things are measured: a command in a process of its own, with its time, processor time and largest memory."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
# A process inherits the memory mark of the one that starts it, so a bare Python starts the command and looks at it.
STARTER = """
import json, os, subprocess, sys, time
begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
said = process.stderr.read()
_, status, used = os.wait4(process.pid, 0)
print(json.dumps([time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss,
                  os.waitstatus_to_exitcode(status), said.decode(errors="replace")[-500:]]))
"""
ENTRY = "from memcon.cli.main import main; main()"
ONLY = """
from memcon.processing import extraction, work
chosen = tuple(one for one in work.analyses() if one.name == "{name}")
work.analyses = lambda: chosen
from memcon.cli.main import main; main()
"""
KILOBYTE = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes on macOS, kilobytes on Linux


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds on the clock, seconds of processor time, and the largest process in MB."""

    seconds: float
    processor: float
    megabytes: float


def run(command: Sequence[str], settings: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end, processes it starts included.

    Returns:
        Its time, and the memory of the largest of its processes (resident, at its highest).

    Raises:
        RuntimeError: the command failed; the message carries its last words.
    """
    surroundings = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), **(settings or {})}
    starter = [sys.executable, "-S", "-E", "-c", STARTER]
    done = subprocess.run([*starter, *command], env=surroundings, capture_output=True, text=True, check=True)
    seconds, processor, peak, status, said = json.loads(done.stdout)
    if status:
        raise RuntimeError(f"{' '.join(command[:4])} ... ended with status {status}: {said.strip()}")
    return Run(seconds, processor, peak * KILOBYTE / 1e6)


def memcon(*words: str, analyses: str = "every") -> list[str]:
    """Give the command line of memcon with these words, in the Python that runs the benchmarks.

    Args:
        words: what is typed after "memcon".
        analyses: the name of the one analysis to be run, where not every one is measured.
    """
    return [sys.executable, "-c", ENTRY if analyses == "every" else ONLY.format(name=analyses), *words]


def middle(runs: Sequence[Run]) -> Run:
    """Give the medians of several runs, each figure by itself."""
    return Run(median(r.seconds for r in runs), median(r.processor for r in runs), median(r.megabytes for r in runs))


def spread(figures: Sequence[float], form: str = ".1f") -> str:
    """Write figures as their median with the least and the greatest."""
    return f"{median(figures):{form}} ({min(figures):{form}} to {max(figures):{form}})"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = [list(heads), ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in lines)


def machine() -> str:
    """Say in general words what was measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores, {memory:.0f} GB of memory, {platform.system()}, Python {platform.python_version()}"
