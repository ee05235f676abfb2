"""An archive as its users see it: sources in, records and views out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from memcon.archive import corrections, derived, people, receiving, sources, tables
from memcon.archive.corrections import Rulings
from memcon.archive.finding import find
from memcon.archive.folder import Folder, make, opened
from memcon.archive.listing import ids
from memcon.archive.receiving import Addition, Labels
from memcon.archive.viewing import Found, Laying, RuledRecord, View
from memcon.model.corrections import standing
from memcon.model.description import Description
from memcon.model.errors import NotFound
from memcon.model.record import Record, Source

NOBODY = Labels()
LAID = ("describe", "utterances", "acts", "issues", "commitments")  # stages that a view shows


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

    def findings(self, stage: str, source_id: str, only: Collection[str] | None = None) -> dict[str, Any]:
        """Give what a stage found in a source, by record id; records without a finding are left out.

        Args:
            stage: the stage.
            source_id: the source.
            only: ids of the records wanted; all when not given.
        """
        part = derived.newest(self.folder, stage, source_id)
        return {} if part is None else tables.findings(part, tables.TABLES[stage], only)

    def laying(self) -> Laying:
        """Gather what people gave that lies over the machine's claims: rulings, and who is who."""
        filed = standing(corrections.filed(self.folder))
        words = corrections.of_kind(filed, about="words")
        cards = corrections.cards(self.folder) if words else {}
        return Laying(Rulings(filed, cards), people.known(self.folder, corrections.of_kind(filed, about="persons")))

    def view(self, wanted: str) -> View:
        """Give one record with what was found laid over what its source states, and rulings over what was found.

        Args:
            wanted: its id, or enough of it to tell it from others.

        Raises:
            NotFound: no record fits, or several do.
        """
        known = ids(self.folder)
        record_id = find(wanted, known["id"].to_list(), str(self.path))
        source_id = known.row(by_predicate=pl.col("id") == record_id, named=True)["source"]
        part = derived.newest(self.folder, derived.RECORDS, source_id)
        record = next(tables.records(part, only=[record_id]), None) if part else None
        if record is None:
            raise NotFound(f"{record_id}: its records are being made anew. Try again in a moment.")
        laid = [self.findings(stage, source_id, [record_id]) for stage in LAID]
        return self.laying().view(record, _found(laid, record_id), self.sources().get(source_id))

    def views(self, only: Collection[str] | None = None) -> Iterator[View]:
        """Give every record in order, source by source, holding no more than a batch and one source's findings.

        Args:
            only: ids of the records wanted; all when not given.
        """
        return (view for view, _ in opened_records(self, only))


def opened_records(archive: Archive, only: Collection[str] | None = None) -> Iterator[tuple[View, Found]]:
    """Give records as they stand, in order, and with each what was found before anybody ruled; see `Archive.views`."""
    laying = archive.laying()
    there = {stage: derived.parts(archive.folder, stage) for stage in (derived.RECORDS, *LAID)}
    for source in _holding(archive, only):
        parts = [
            derived.newest(archive.folder, stage, source.id, its.get(source.id, ())) for stage, its in there.items()
        ]
        for record, found in read_parts(parts, only):
            yield laying.view(record, found, source), found


def read_parts(parts: Sequence[Path | None], only: Collection[str] | None = None) -> Iterator[tuple[Record, Found]]:
    """Give the records of one source, and what the stages found in each.

    Args:
        parts: where the source's parts lie: of its records, and of each stage of LAID; None where there is none.
        only: ids of the records wanted; all when not given.
    """
    part, *laid_down = parts
    laid = [
        tables.findings(one, tables.TABLES[stage], only) if one else {}
        for stage, one in zip(LAID, laid_down, strict=True)
    ]
    for record in tables.records(part, only=only) if part else ():
        yield record, _found(laid, record.id)


def _holding(archive: Archive, only: Collection[str] | None) -> list[Source]:
    """List the sources that hold some records; all of them when no records are given."""
    everything = archive.sources()
    if only is None:
        return list(everything.values())
    holding = set(ids(archive.folder).filter(pl.col("id").is_in(list(only)))["source"])
    return [source for key, source in everything.items() if key in holding]


def _found(laid: Sequence[Mapping[str, Any]], record: str) -> Found:
    """Gather what the stages of LAID found in one record."""
    description, *several = (found.get(record) for found in laid)
    return Found(description or Description(), *(tuple(one or ()) for one in several))


def ruled(archive: Archive) -> Iterator[RuledRecord]:
    """Give every record that a ruling holds for, with the machine's claims as they were and as they stand."""
    laying = archive.laying()
    for source, wanted in laying.rulings.records().items():
        part = derived.newest(archive.folder, derived.RECORDS, source)
        claims, acts = (archive.findings(stage, source, wanted) for stage in ("utterances", "acts"))
        for record in tables.records(part, only=wanted) if part else ():
            yield laying.ruled(record, claims.get(record.id, ()), acts.get(record.id, ()))


def create(
    path: str | Path, name: str | None = None, options: Mapping[str, Mapping[str, str]] | None = None
) -> Archive:
    """Create an archive: a folder with archive.toml in it.

    Raises:
        ArchiveError: there is one already, or a file is in the way.
    """
    return Archive(make(Path(path), name, options or {}))


def open_archive(path: str | Path) -> Archive:
    """Open an archive.

    Raises:
        NoArchive: there is none at this path.
        NewerArchive: a newer memcon made it.
    """
    return Archive(opened(Path(path)))


__all__ = ["Archive", "View", "create", "open_archive", "ruled"]
