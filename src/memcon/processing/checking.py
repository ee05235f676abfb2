"""What the doctor looks at: the installation, and an archive."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from memcon.accession.desk import catalogue
from memcon.archive import derived, registers, sources, tables
from memcon.archive.archive import Archive, open_archive
from memcon.archive.folder import SCHEMA
from memcon.archive.locking import locked
from memcon.archive.writing import abandoned
from memcon.model.errors import ArchiveBusy, MemconError
from memcon.processing import work
from memcon.processing.correcting import listed

NEEDED = (
    "polars",
    "lxml",
    "click",
    "rich",
    "filelock",
    "charset-normalizer",
    "edtf",
    "convertdate",
    "dateparser",
    "py3langid",
    "pyyaml",
    "mammoth",
    "pdfplumber",
    "iuliia",
    "cyrtranslit",
    "rapidfuzz",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was looked at.

    `state` is good, note (nothing is wrong, but you may want to know) or fault; `advice` says what to do.
    """

    state: str
    what: str
    advice: str = ""


def check(archive: str | Path | None, depth: str) -> tuple[Remark, ...]:
    """Look at the installation and, if one is given, at an archive.

    Args:
        archive: the archive's path.
        depth: "quick", or "deep" to read every source and every part.
    """
    remarks = [*_installation()]
    if archive is not None:
        try:
            opened = open_archive(archive)
            remarks += _archive(opened)
            remarks += _deep(opened) if depth == "deep" else []
        except MemconError as error:
            remarks.append(Remark("fault", str(error)))
    return tuple(remarks)


def _installation() -> Iterator[Remark]:
    ours = _version("memcon") or "run from its source"
    yield Remark("good", f"memcon {ours}, Python {platform.python_version()}, {platform.system()}")
    missing = [name for name in NEEDED if _version(name) is None]
    if missing:
        yield Remark("fault", f"not installed: {', '.join(missing)}", f"pip install {' '.join(missing)}")
    else:
        yield Remark("good", f"all {len(NEEDED)} libraries are installed")
    yield Remark("good", "readers: " + ", ".join(reader.name for reader in catalogue()))
    yield Remark("good", "analyses: " + (", ".join(f"{one.name} {one.version}" for one in work.analyses()) or "none"))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _archive(archive: Archive) -> Iterator[Remark]:
    known = archive.sources()
    yield Remark(
        "good",
        f"{archive.path}: archive '{archive.name}', schema {archive.folder.settings['schema']} "
        f"(this memcon knows up to {SCHEMA}), {len(known)} sources",
    )
    lost = [one.name for one in known.values() if not sources.place(archive.folder, one.id, one.name).is_file()]
    if lost:
        yield Remark(
            "fault",
            f"sources missing from {archive.folder.sources}: {', '.join(lost[:5])}{' ...' if len(lost) > 5 else ''}",
            "put them back from your backup, or add the files again",
        )
    yield from _strangers(archive)
    yield from _registers(archive)
    yield from _rulings(archive)
    yield from _staleness(archive)
    yield from _lock(archive)


def _strangers(archive: Archive) -> Iterator[Remark]:
    known = {sources.place(archive.folder, one.id, one.name) for one in archive.sources().values()}
    others = [
        path.name
        for path in archive.folder.sources.iterdir()
        if path not in known and path != archive.folder.received and not path.name.startswith(".")
    ]
    if others:
        yield Remark(
            "note",
            f"{len(others)} files in sources/ that the register does not name: {', '.join(others[:3])}",
            "an addition was cut short; add the files again, or delete these",
        )
    left = [
        path
        for folder in (
            archive.path,
            archive.folder.sources,
            archive.folder.registers,
            *archive.folder.derived.glob("*"),
        )
        for path in abandoned(folder)
    ]
    if left:
        yield Remark(
            "note",
            f"{len(left)} unfinished files of a process that was ended",
            "harmless; memcon process clears them away",
        )


def _registers(archive: Archive) -> Iterator[Remark]:
    for kind in registers.known_kinds(archive.folder):
        try:
            yield Remark("good", f"register of {kind}: {len(registers.rows(archive.folder, kind))} rows")
        except MemconError as error:
            yield Remark("fault", str(error))


def _rulings(archive: Archive) -> Iterator[Remark]:
    try:
        found = listed(archive)
    except MemconError as error:
        yield Remark("fault", str(error))
        return
    lost = sum(one.reason is not None for one in found)
    if lost:
        unplaced = f"memcon correct {archive.path} --unplaced"
        yield Remark("note", f"{lost} of {len(found)} rulings have no place", unplaced)
    elif found:
        yield Remark("good", f"{len(found)} rulings of people, each with its place")


def _staleness(archive: Archive) -> Iterator[Remark]:
    waiting = {stage: len(found) for stage, found in work.stale(archive).items() if found}
    if waiting:
        words = ", ".join(f"{stage} of {count} source{'s' if count > 1 else ''}" for stage, count in waiting.items())
        yield Remark("note", f"to be done: {words}", f"memcon process {archive.path}")
    else:
        yield Remark("good", "everything is worked out and up to date")


def _lock(archive: Archive) -> Iterator[Remark]:
    try:
        with locked(archive.folder, wait=0.0):
            yield Remark("good", "no process is writing to the archive")
    except OSError:
        yield Remark("note", "the archive lies where you may not write", "reading works, add and process do not")
    except ArchiveBusy:
        yield Remark("note", "another process is writing to the archive now", "wait until it has ended")


def _deep(archive: Archive) -> Iterator[Remark]:
    known = archive.sources()
    places = {one: sources.place(archive.folder, one.id, one.name) for one in known.values()}
    changed = [one.name for one, path in places.items() if path.is_file() and sources.fingerprint(path) != one.id]
    if changed:
        yield Remark(
            "fault",
            f"sources that are no longer what was received: {', '.join(changed[:5])}",
            "put them back from your backup",
        )
    else:
        yield Remark("good", "every source is byte for byte what was received")
    for stage in (derived.RECORDS, *tables.TABLES):
        for source_id, marks in derived.parts(archive.folder, stage).items():
            for mark in marks:
                try:
                    tables.whole(derived.path(archive.folder, stage, source_id, mark))
                except MemconError as error:
                    yield Remark("fault", str(error))
