"""How much memory: the largest process of `memcon extract` on one large file of each kind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.invented import KINDS
from benchmarks.measuring import memcon, run, table

LIMIT = 600  # MB


def section(lines: Sequence[tuple[str, ...]] | None = None) -> str:
    """Measure every kind, one run each (the peak hardly moves from run to run), and write the section."""
    size = int(os.environ.get("MEMCON_BENCH_MB", "200"))
    lines = [measured(kind, name, size) for kind, (name, _) in KINDS.items()] if lines is None else lines
    return f"{OPENING}\n\n{table(HEADS, lines)}"


OPENING = f"""## Memory for one large file

`memcon extract FILE --to DIR` with the analysis `describe`, one run each, on invented files in which typographic
quotes and Cyrillic are mixed (Python then keeps two bytes a letter). Measured is the highest resident memory of the
largest process. Wanted: under {LIMIT} MB for any file of up to 200 MB."""
HEADS = ("file", "MB of text in it", "documents", "largest process, MB", "seconds", "processor seconds")


def measured(kind: str, name: str, size: int) -> tuple[str, ...]:
    """Write a file of one kind and extract it."""
    with tempfile.TemporaryDirectory() as folder:
        path, to = Path(folder) / name, Path(folder) / "out"
        KINDS[kind][1](path, size * 1_000_000)
        done = run(memcon("extract", str(path), "--to", str(to), analyses="describe"))
        with (to / "records.jsonl").open(encoding="utf-8") as rows:
            count = sum(1 for _ in rows)
    return (kind, str(size), f"{count:,}", f"{done.megabytes:.0f}", f"{done.seconds:.0f}", f"{done.processor:.0f}")
