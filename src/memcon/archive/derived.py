"""Which parts were worked out, from what, and which of them are stale.

A part's file name carries its stamp: a hash of everything the part depends on. When the stamp that would be made today
is another, the part is stale. Nothing else is kept, so `rm -r derived` loses nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from memcon.accession.desk import catalogue
from memcon.archive.folder import Folder
from memcon.archive.tables import LAYOUT
from memcon.model.record import Source

RECORDS = "records"
STAMP = 12  # hexadecimal digits: 48 bits tell the few stamps of one source apart


def stamp(*parts: object) -> str:
    """Hash what a part depends on."""
    words = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:STAMP]


def records_stamp(source_id: str, name: str, reader: str, version: int) -> str:
    """Stamp the records of a source: its bytes, its name, and who read it."""
    return stamp(LAYOUT, source_id, name, reader, version)


def path(folder: Folder, stage: str, source_id: str, mark: str) -> Path:
    """Say where a part lies."""
    return folder.derived / stage / f"{source_id}-{mark}.parquet"


def parts(folder: Folder, stage: str) -> dict[str, tuple[str, ...]]:
    """List the stamps of a stage's parts by source. More than one a source means that a process was cut short."""
    found: dict[str, tuple[str, ...]] = {}
    place = folder.derived / stage
    for name in sorted(one.name for one in place.iterdir()) if place.is_dir() else ():
        source_id, dash, mark = name.removesuffix(".parquet").partition("-")
        if dash and name.endswith(".parquet") and not name.startswith("."):
            found[source_id] = (*found.get(source_id, ()), mark)
    return found


def current_records(folder: Folder, sources: Mapping[str, Source]) -> dict[str, str]:
    """Give the stamp of each source's records, where they were read by a reader of today's version."""
    readers = [(reader.name, reader.version) for reader in catalogue()]
    current = {}
    for source_id, marks in parts(folder, RECORDS).items():
        if source_id in sources:
            name = sources[source_id].name
            good = {records_stamp(source_id, name, reader, version) for reader, version in readers}
            fresh = [mark for mark in marks if mark in good]
            if fresh:
                current[source_id] = fresh[-1]
    return current


def drop(folder: Folder, stage: str, source_id: str, marks: Iterable[str]) -> None:
    """Throw away a source's parts of a stage under these stamps."""
    for mark in marks:
        path(folder, stage, source_id, mark).unlink(missing_ok=True)


def by_age(folder: Folder, stage: str, source_id: str, marks: tuple[str, ...]) -> tuple[str, ...]:
    """Order the stamps of one source's parts, the newest last; one thrown away meanwhile counts as oldest."""
    if len(marks) < 2:
        return marks
    return tuple(sorted(marks, key=lambda mark: (_made(path(folder, stage, source_id, mark)), mark)))


def _made(part: Path) -> int:
    try:
        return part.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def newest(folder: Folder, stage: str, source_id: str, marks: tuple[str, ...] | None = None) -> Path | None:
    """Say where a source's newest part of a stage lies; None when there is none.

    Args:
        folder: the archive.
        stage: the stage.
        source_id: the source.
        marks: the stamps of its parts, where they are known; looking for them costs a look at every part's name.
    """
    if marks is None:
        found = (one.stem.partition("-")[2] for one in (folder.derived / stage).glob(f"{source_id}-*.parquet"))
        marks = tuple(found)
    marks = by_age(folder, stage, source_id, marks)
    return path(folder, stage, source_id, marks[-1]) if marks else None
