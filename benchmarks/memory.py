"""How much memory: the largest process of `memcon extract` on one large file of each kind."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.invented import KINDS
from benchmarks.measuring import memcon, run, table

LIMIT = 600  # MB


def section() -> str:
    """Measure every kind, one run each: the peak hardly moves from run to run."""
    size = int(os.environ.get("MEMCON_BENCH_MB", "200"))
    lines = [measured(kind, name, size) for kind, (name, _) in KINDS.items()]
    heads = ("file", "MB of text in it", "documents", "largest process, MB", "seconds", "processor seconds")
    return (f"## Memory for one large file\n\n`memcon extract FILE --to DIR`, one run each, on invented files in which typographic quotes and "
            f"Cyrillic are mixed (Python then keeps two bytes a letter). Measured is the highest resident memory of the largest process. Wanted: under {LIMIT} MB "
            f"for any file of up to 200 MB.\n\n{table(heads, lines)}")


def measured(kind: str, name: str, size: int) -> tuple[str, ...]:
    """Write a file of one kind and extract it."""
    with tempfile.TemporaryDirectory() as folder:
        path, to = Path(folder) / name, Path(folder) / "out"
        KINDS[kind][1](path, size * 1_000_000)
        done = run(memcon("extract", str(path), "--to", str(to)))
        with (to / "records.jsonl").open(encoding="utf-8") as rows:
            count = sum(1 for _ in rows)
    return (kind, str(size), f"{count:,}", f"{done.megabytes:.0f}", f"{done.seconds:.0f}", f"{done.processor:.0f}")
