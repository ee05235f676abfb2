"""A file is taken into the archive: copied, read, its records laid down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from memcon.accession.desk import media_type
from memcon.accession.reader import Incoming, Refusal
from memcon.archive import derived, sources, tables
from memcon.archive.folder import Folder
from memcon.archive.reading import Reading, reading
from memcon.model.errors import ArchiveError, MemconError, SourceError
from memcon.model.record import Source


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one file that was given to an archive.

    `outcome` is added, known (it was there already) or refused; then `error` says why. `refusals` are the files inside
    a container that could not be read while the others were.
    """

    path: str
    outcome: str
    records: int = 0
    source: Source | None = None
    error: MemconError | None = None
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """What people say of the files they add."""

    collection: str | None = None
    rights: str | None = None
    citation: str | None = None


def received(folder: Folder, path: Path, labels: Labels, known: Mapping[str, Source]) -> Addition:
    """Copy a file into the archive and read its records; a file that no reader can take leaves no trace.

    Returns:
        The addition. It counts once its source is entered in the register.
    """
    try:
        return _received(folder, path, labels, known)
    except MemconError as error:
        return Addition(str(path), "refused", error=error)
    except OSError as error:
        return Addition(str(path), "refused", error=unreadable(path, error))


def unreadable(path: Path, error: OSError) -> SourceError:
    """Say in plain words why the system would not give a file."""
    if isinstance(error, FileNotFoundError):
        return SourceError(f"{path}: there is no such file. Check the path.")
    return SourceError(
        f"{path}: cannot be read ({error.strerror or error}). Check that you may read it and that the disk has room."
    )


def _received(folder: Folder, path: Path, labels: Labels, known: Mapping[str, Source]) -> Addition:
    source_id = sources.fingerprint(path)
    if source_id in known:
        return Addition(str(path), "known", source=known[source_id])
    source = Source(
        source_id,
        path.name,
        media_type(path.name),
        datetime.now(UTC).isoformat(timespec="seconds"),
        labels.collection,
        labels.rights,
        labels.citation,
    )
    was_there = sources.place(folder, source_id, path.name).exists()
    kept = sources.keep(folder, path, source_id, path.name)
    try:
        return _laid_down(folder, source, reading(Incoming(path.name, kept)), str(path))
    except (MemconError, OSError):
        if not was_there:
            kept.unlink(missing_ok=True)
        raise


def reread(folder: Folder, source: Source, old: tuple[str, ...]) -> Addition:
    """Read a source's records again from the bytes in the archive, in place of those under old stamps."""
    kept = sources.place(folder, source.id, source.name)
    try:
        return _laid_down(folder, source, reading(Incoming(source.name, kept)), source.name, old)
    except MemconError as error:
        return Addition(source.name, "refused", source=source, error=error)
    except OSError as error:
        lost = ArchiveError(
            f"{kept}: the file that was {source.name} cannot be read ({error.strerror or error}). "
            "Put it back from your backup."
        )
        return Addition(source.name, "refused", source=source, error=lost)


def _laid_down(
    folder: Folder, source: Source, read: Reading, path: str, old: tuple[str, ...] = ()
) -> Addition:
    mark = derived.records_stamp(source.id, source.name, read.reader.name, read.reader.version)
    tables.write(derived.path(folder, derived.RECORDS, source.id, mark), tables.RECORDS, tables.batches(read.records()))
    derived.drop(folder, derived.RECORDS, source.id, {*old} - {mark})
    return Addition(path, "added", read.count, source, refusals=tuple(read.refusals))
