"""The tables of an archive as the room reads them: columns in memory; of a source that changed only its part anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

import polars as pl

from memcon.archive import derived, sources, tables
from memcon.archive.folder import Folder
from memcon.model.record import Source

Reading = Callable[[pl.LazyFrame], pl.LazyFrame]
DAY = r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)"  # the earliest day, month or year that a date in EDTF names


class Columns:
    """What the room needs of one stage: rows of every source's newest part, in the order of the sources."""

    def __init__(self, folder: Folder, stage: str, read: Reading) -> None:
        self._folder, self._stage, self._read = folder, stage, read
        self._seen: tuple[int, ...] = ()
        self._parts: dict[int, str] = {}  # by the place of their source
        self._frame: pl.DataFrame | None = None
        self._lock = Lock()

    def now(self) -> pl.DataFrame:
        """Give the rows as the parts have them now. Column `shelf` (place of the source) is added.

        Raises:
            ArchiveError: a part is damaged or is being made anew.
        """
        with self._lock:
            seen = self.mark()
            if self._frame is None or seen != self._seen:
                self._frame = self._again()
                self._seen = seen
            return self._frame

    def forget(self) -> None:
        """Look again next time, whatever the clock of the disk says."""
        self._seen = ()

    def mark(self) -> tuple[int, ...]:
        """Give what changes when a part comes or goes."""
        return tuple(_changed(one) for one in (self._folder.received, self._folder.derived / self._stage))

    def part(self, shelf: int) -> Path | None:
        """Say where the part of the source at a place lies; None where there is none."""
        self.now()
        found = self._parts.get(shelf)
        return None if found is None else Path(found)

    def _again(self) -> pl.DataFrame:
        now = self._newest()
        new = {shelf: part for shelf, part in now.items() if self._parts.get(shelf) != part or self._frame is None}
        kept = [shelf for shelf in now if shelf not in new]
        held = [] if self._frame is None else [self._frame.filter(pl.col("shelf").is_in(kept))]
        if new or not held:
            held.append(self._scanned(new))
        self._parts = now
        return pl.concat(held).sort("shelf", maintain_order=True)

    def _scanned(self, parts: Mapping[int, str]) -> pl.DataFrame:
        places = pl.DataFrame({"part": list(parts.values()), "shelf": list(parts)}, schema=PLACES)
        if parts:
            laid = pl.scan_parquet(list(parts.values()), include_file_paths="part")
        else:
            schema = tables.TABLES[self._stage].schema if self._stage in tables.TABLES else tables.RECORDS
            laid = pl.DataFrame(schema={**schema, "part": pl.String}).lazy()
        read = self._read(laid).join(places.lazy(), on="part", how="left", maintain_order="left").drop("part")
        return tables.collected(read, self._folder.derived / self._stage)

    def _newest(self) -> dict[int, str]:
        found = derived.parts(self._folder, self._stage)
        known = ((at, one, found.get(one, ())) for at, one in enumerate(sources.received(self._folder)))
        return {
            at: str(path)
            for at, one, marks in known
            if marks and (path := derived.newest(self._folder, self._stage, one, marks)) is not None
        }


PLACES = {"part": pl.String, "shelf": pl.Int64}


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _records(laid: pl.LazyFrame) -> pl.LazyFrame:
    row = pl.int_range(pl.len()).over("part").alias("row")
    return laid.select("id", "source", "source_name", "part").with_columns(row)


def _described(laid: pl.LazyFrame) -> pl.LazyFrame:
    day = pl.col("date").str.extract(DAY).alias("day")
    return laid.select("record", *tables.LISTING, "part").with_columns(day)


def _said(laid: pl.LazyFrame) -> pl.LazyFrame:
    letters = (pl.col("end") - pl.col("start")).sum().alias("letters")
    named = pl.col("speaker_name").alias("name")
    own = laid.filter(pl.col("within").is_null())
    return own.group_by("part", "record", named).agg(pl.len().alias("utterances"), letters)


def _acts(laid: pl.LazyFrame) -> pl.LazyFrame:
    return laid.group_by("part", "record", "holder", "label").agg(pl.len().alias("acts"))


def _issues(laid: pl.LazyFrame) -> pl.LazyFrame:
    letters = (pl.col("end") - pl.col("start")).sum().alias("letters")
    counted = (pl.len().alias("passages"), letters, pl.col("principal").any(), pl.col("start").min())
    return laid.group_by("part", "record", "label").agg(*counted)


def _commitments(laid: pl.LazyFrame) -> pl.LazyFrame:
    wanted = ("record", "start", "end", "promisor", "promisee", "what", "kind", "certainty", "condition", "due",
              "due_date", "issue", "promisor_person", "made_by", "part")  # fmt: skip
    return laid.select(wanted)


READ: dict[str, Reading] = {
    "records": _records,
    "describe": _described,
    "utterances": _said,
    "acts": _acts,
    "issues": _issues,
    "commitments": _commitments,
}


class Shelf:
    """The columns of every stage."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._columns = {stage: Columns(folder, stage, read) for stage, read in READ.items()}
        self._sources: tuple[int, dict[str, Source]] | None = None
        self._listing: tuple[tuple[int, ...], pl.DataFrame] | None = None
        self._held_places: tuple[pl.DataFrame | None, dict[str, int]] = (None, {})

    def sources(self) -> dict[str, Source]:
        """List the sources by id, in the order they came; the register is read again when it changed."""
        mark = _changed(self.folder.received)
        if self._sources is None or self._sources[0] != mark:
            self._sources = (mark, sources.received(self.folder))
        return self._sources[1]

    def rows(self, stage: str) -> pl.DataFrame:
        """Give the rows of a stage; see READ for its columns."""
        return self._columns[stage].now()

    def part(self, stage: str, shelf: int) -> Path | None:
        """Say where a stage's part of the source at a place lies; None where there is none."""
        return self._columns[stage].part(shelf)

    def mark(self, *stages: str) -> tuple[int, ...]:
        """Give what changes when anything of these stages changes."""
        return tuple(number for stage in stages for number in self._columns[stage].mark())

    def forget(self) -> None:
        """Look at every stage again."""
        for one in self._columns.values():
            one.forget()

    def listing(self) -> pl.DataFrame:
        """List all records in the order of the archive.

        Returns:
            Columns at (place), id, source, source_name, shelf, row (place in its part), number, form, reports_talk,
            title, date (EDTF), day (its beginning, None for the undated), date_printed, place, language.
        """
        mark = self.mark("records", "describe")
        if self._listing is None or self._listing[0] != mark:
            described = self.rows("describe").drop("shelf").unique("record", keep="last")
            joined = self.rows("records").join(
                described, left_on="id", right_on="record", how="left", maintain_order="left"
            )
            self._listing = (mark, joined.unique("id", keep="last", maintain_order=True).with_row_index("at"))
        return self._listing[1]

    def entry(self, record: str) -> dict[str, object] | None:
        """Give a record's line of the list; None where there is no such record."""
        at = self.places().get(record)
        return None if at is None else self.listing().row(at, named=True)

    def places(self) -> dict[str, int]:
        """Give for each record's id its place in the list."""
        listing = self.listing()
        if self._held_places[0] is not listing:
            self._held_places = (listing, {record: at for at, record in enumerate(listing["id"])})
        return self._held_places[1]
