"""The room written as files: how long it takes and how much room it takes, on the calendar and on three volumes."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import memcon
from benchmarks.measuring import ENTRY, SHARED, run, table

VOLUMES = ("frus1945v07.epub", "frus1946v09.epub", "frus1946v10.epub")  # in which the Marshall mission is documented


def section() -> str:
    """Measure copies of the room and write their section."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        memcon.demo(Path(folder) / "calendar")
        lines.append(_line("the built-in calendar", Path(folder) / "calendar", Path(folder) / "calendar-copy"))
        found = [one for name in VOLUMES for one in [SHARED / "corpora" / "frus" / name] if one.is_file()]
        if len(found) == len(VOLUMES):
            archive = memcon.create(Path(folder) / "marshall")
            memcon.add(archive, *found)
            memcon.process(archive)
            lines.append(_line("three volumes of the Marshall mission", archive.path, Path(folder) / "marshall-copy"))
    heads = ("archive", "documents", "pages", "files", "MB", "seconds", "processor, s", "of them record pages, MB")
    return (
        "## The room as files\n\n`memcon room ARCHIVE --frozen DIR`: every page in English and Russian, its JSON twin, "
        "and the index of the copy's own search, written by all processors; the sources as received go along. Pages "
        "count once for both languages. Of single pages the course of an issue takes longest, then an account. The "
        "clock depends on what else the machine does; the column *processor* is the sum over all processes."
        f"\n\n{table(heads, lines)}"
    )


def _line(name: str, archive: Path, to: Path) -> tuple[str, ...]:
    took = run([sys.executable, "-c", ENTRY, "room", str(archive), "--frozen", str(to)])
    files = [one for one in to.rglob("*") if one.is_file()]
    records = sum(one.stat().st_size for part in ("en", "ru") for one in (to / part / "r").glob("*.html"))
    pages = json.loads((to / "frozen.json").read_text(encoding="utf-8"))["pages"]
    size = sum(one.stat().st_size for one in files)
    documents = len(memcon.records(archive))
    return (name, f"{documents:,}", f"{pages:,}", f"{len(files):,}", f"{size / 1e6:,.1f}", f"{took.seconds:,.0f}",
            f"{took.processor:,.0f}", f"{records / 1e6:,.1f}")  # fmt: skip
