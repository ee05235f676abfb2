"""An archive as its users see it: sources in, records and views out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from memcon.archive import derived, receiving, sources, tables
from memcon.archive.finding import find
from memcon.archive.folder import Folder, make, opened
from memcon.archive.listing import ids
from memcon.archive.receiving import Addition, Labels
from memcon.model.description import Description
from memcon.model.errors import NotFound
from memcon.model.record import Record, Source

NOBODY = Labels()


@dataclass(frozen=True, slots=True)
class View:
    """One record as it stands: what was found laid over what the source states."""

    record: Record
    description: Description
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive folder. It holds no open file and may be handed to other processes."""

    folder: Folder

    @property
    def path(self) -> Path:
        """Where the archive lies."""
        return self.folder.path

    @property
    def name(self) -> str:
        """What its people call it."""
        return self.folder.name

    def sources(self) -> dict[str, Source]:
        """List the sources by id, in the order they came."""
        return sources.received(self.folder)

    def receive(self, path: Path, labels: Labels = NOBODY, known: Mapping[str, Source] | None = None) -> Addition:
        """Copy a file into the archive and read its records; it counts as added when `enter` has been told.

        Safe to run in many processes at once. A file that no reader can take leaves no trace.

        Args:
            path: the file.
            labels: what people say of it.
            known: the sources that are there already; read from the register when not given.
        """
        return receiving.received(self.folder, path, labels, self.sources() if known is None else known)

    def enter(self, additions: Sequence[Addition]) -> list[Source]:
        """Enter files that were received in the register; from then on they are in the archive.

        Returns:
            Those that were new: another process may have entered the same file meanwhile.

        Raises:
            ArchiveBusy: another process is writing all the time; nothing was entered.
        """
        return sources.enter(self.folder, [one.source for one in additions if one.outcome == "added" and one.source])

    def reread(self, source: Source, old: tuple[str, ...] = ()) -> Addition:
        """Read a source's records again from the bytes in the archive, in place of those under old stamps."""
        return receiving.reread(self.folder, source, old)

    def put(
        self, stage: str, source_id: str, stamp: str, rows: Sequence[Mapping[str, Any]], old: Sequence[str] = ()
    ) -> None:
        """Lay down what a stage found in the records of one source, in place of what it found under old stamps."""
        tables.write(derived.path(self.folder, stage, source_id, stamp), tables.TABLES[stage].schema, [rows])
        derived.drop(self.folder, stage, source_id, {*old} - {stamp})

    def records(self, source_id: str) -> Iterator[Record]:
        """Give the records of one source in order, a batch at a time; none when they were not read yet."""
        part = derived.newest(self.folder, derived.RECORDS, source_id)
        return iter(()) if part is None else tables.records(part)

    def findings(self, stage: str, source_id: str) -> dict[str, Any]:
        """Give what a stage found in a source, by record id; records without a finding are left out."""
        part = derived.newest(self.folder, stage, source_id)
        return {} if part is None else tables.findings(part, tables.TABLES[stage])

    def view(self, wanted: str) -> View:
        """Give one record with what was found laid over what its source states.

        Args:
            wanted: its id, or enough of it to tell it from others.

        Raises:
            NotFound: no record fits, or several do.
        """
        known = ids(self.folder)
        record_id = find(wanted, known["id"].to_list(), str(self.path))
        source_id = known.row(by_predicate=pl.col("id") == record_id, named=True)["source"]
        part = derived.newest(self.folder, derived.RECORDS, source_id)
        record = next(tables.records(part, only=record_id), None) if part else None
        if record is None:
            raise NotFound(f"{record_id}: its records are being made anew. Try again in a moment.")
        found = self.findings("describe", source_id).get(record_id, Description())
        return View(record, found.over(record.stated), self.sources().get(source_id))

    def views(self) -> Iterator[View]:
        """Give every record in order, source by source, holding no more than a batch and one source's findings."""
        laid, found = (derived.parts(self.folder, stage) for stage in (derived.RECORDS, "describe"))
        for source in self.sources().values():
            part = derived.newest(self.folder, derived.RECORDS, source.id, laid.get(source.id, ()))
            about = derived.newest(self.folder, "describe", source.id, found.get(source.id, ()))
            known = tables.findings(about, tables.TABLES["describe"]) if about else {}
            for record in tables.records(part) if part else ():
                yield View(record, known.get(record.id, Description()).over(record.stated), source)


def create(path: str | Path, name: str | None = None) -> Archive:
    """Create an archive: a folder with archive.toml in it.

    Raises:
        ArchiveError: there is one already, or a file is in the way.
    """
    return Archive(make(Path(path), name))


def open_archive(path: str | Path) -> Archive:
    """Open an archive.

    Raises:
        NoArchive: there is none at this path.
        NewerArchive: a newer memcon made it.
    """
    return Archive(opened(Path(path)))
