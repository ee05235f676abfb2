"""The files as received, named by what is in them, and the register that says what each is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from memcon.archive.folder import Folder
from memcon.archive.locking import locked
from memcon.archive.plain import from_plain, to_plain
from memcon.archive.writing import append_lines, replacing, settle, settle_folder
from memcon.model.errors import ArchiveError
from memcon.model.record import Source

BLOCK = 1 << 20  # bytes copied at a time


def received(folder: Folder) -> dict[str, Source]:
    """List the sources by id, in the order they came.

    Raises:
        ArchiveError: a line of the register cannot be read.
    """
    if not folder.received.is_file():
        return {}
    lines = folder.received.read_text(encoding="utf-8").split("\n")
    rows = [_source(line, number, folder.received) for number, line in enumerate(lines[:-1], 1) if line.strip()]
    if lines[-1].strip():  # no line end after it: written by hand, or torn by a crash and then of no account
        with suppress(ArchiveError):
            rows.append(_source(lines[-1], len(lines), folder.received))
    return {source.id: source for source in rows}


def _source(line: str, number: int, path: Path) -> Source:
    try:
        return from_plain(Source, json.loads(line))
    except (ValueError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{path}, line {number}: cannot be read ({error}). "
                           "Mend the line, or take it out and add its file again.") from error


def enter(folder: Folder, sources: Sequence[Source]) -> list[Source]:
    """Enter sources in the register; what stands there already is left alone.

    Returns:
        Those that were new.

    Raises:
        ArchiveBusy: another process is writing all the time.
    """
    if not sources:
        return []
    with locked(folder):
        known = received(folder)
        new = list({source.id: source for source in sources if source.id not in known}.values())
        for source in new:
            if not place(folder, source.id, source.name).is_file():
                raise ArchiveError(f"{source.name}: its copy vanished from {folder.sources} meanwhile. Add it again.")
        append_lines(folder.received, [to_plain(source) for source in new])
    return new


def place(folder: Folder, source_id: str, name: str) -> Path:
    """Say where a source's bytes lie: its SHA-256, and the ending of its name where that is an ordinary one."""
    ending = PurePosixPath(name).suffix.lower()
    return folder.sources / (source_id + (ending if re.fullmatch(r"\.[a-z0-9]{1,10}", ending) else ""))


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file, hexadecimal, reading it block by block."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(folder: Folder, path: Path, source_id: str, name: str) -> Path:
    """Copy a file into the archive, block by block.

    Returns:
        Where the copy lies.

    Raises:
        ArchiveError: the file changed while it was being copied.
    """
    kept = place(folder, source_id, name)
    digest = hashlib.sha256()
    with replacing(kept) as beside:
        with path.open("rb") as given, beside.open("wb") as copy:
            while block := given.read(BLOCK):
                digest.update(block)
                copy.write(block)
            copy.flush()
            settle(copy.fileno())
        if digest.hexdigest() != source_id:
            raise ArchiveError(f"{path}: the file changed while it was being read. Add it again.")
    settle_folder(kept.parent)
    return kept
