"""The archive: what is here, how much of it is known and looked at, who met whom, when it was last processed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from memcon.archive.archive import LAID
from memcon.model.corrections import standing, subject
from memcon.room.lanes import Lanes, lanes
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading

SOURCES = 60  # sources listed


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something."""

    name: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Shelved:
    """A source: its name, collection, and how many documents it holds."""

    id: str
    name: str
    collection: str | None
    documents: int
    talks: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is known: every figure is a count of what stands beside it."""

    documents: int
    described: int
    talks: int
    undated: int
    utterances: int
    attributed: int
    rulings: int
    ruled_records: int


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """All that the first page shows. `lanes` is None while the talks are being gathered, or where none is dated."""

    title: str
    coverage: Coverage
    first: str | None
    last: str | None
    forms: tuple[Count, ...]
    languages: tuple[Count, ...]
    sources: tuple[Shelved, ...]
    more_sources: int
    meetings: int | None
    lanes: Lanes | None
    gathering: bool
    processed: str | None  # ISO 8601, UTC
    unprocessed: int


def content(asked: Asked) -> ArchiveContent:
    """Give what is here."""
    reading = asked.reading
    talks, fresh = reading.talks()
    listing = reading.shelf.listing()
    days = listing["day"].drop_nulls()
    shelved = _sources(reading)
    drawn = reading.kept("lanes", id(talks), lambda: lanes(talks)) if talks else None
    return ArchiveContent(
        reading.archive.name, reading.kept("coverage", (), lambda: _coverage(reading)), _text(days.min()),
        _text(days.max()), _counts(listing["form"]), _counts(listing["language"]), shelved[:SOURCES],
        max(0, len(shelved) - SOURCES), len(talks.meetings) if talks else None, drawn, not fresh,
        _processed(reading), listing.height - listing["reports_talk"].drop_nulls().len(),
    )  # fmt: skip


def _text(day: object) -> str | None:
    return None if day is None else str(day)


def _counts(column: pl.Series) -> tuple[Count, ...]:
    found = Counter(dict(column.value_counts().sort(pl.nth(0), nulls_last=True).iter_rows()))
    return tuple(Count(name, count) for name, count in found.most_common())


def _coverage(reading: Reading) -> Coverage:
    listing, said = reading.shelf.listing(), reading.shelf.rows("utterances")
    words = [one for one in standing(reading.openings.filed()) if subject(one) == "words" and one.anchor]
    return Coverage(
        listing.height,
        listing["reports_talk"].drop_nulls().len(),
        int(listing["reports_talk"].sum() or 0),
        listing["day"].null_count(),
        int(said["utterances"].sum()),
        int(said.filter(pl.col("name").is_not_null())["utterances"].sum()),
        len(words),
        len({one.anchor.record for one in words if one.anchor}),
    )


def _sources(reading: Reading) -> tuple[Shelved, ...]:
    listing = reading.shelf.listing()
    counted = listing.group_by("source").agg(pl.len(), pl.col("reports_talk").sum())
    counts = {source: (documents, talks or 0) for source, documents, talks in counted.iter_rows()}
    made = [
        Shelved(key, one.name, one.collection, *counts.get(key, (0, 0)))
        for key, one in reading.shelf.sources().items()
    ]
    return tuple(sorted(made, key=lambda one: -one.documents))


def _processed(reading: Reading) -> str | None:
    """Say when a stage last laid down a part."""
    times = [place.stat().st_mtime for stage in LAID if (place := reading.archive.folder.derived / stage).is_dir()]
    return datetime.fromtimestamp(max(times), UTC).isoformat(timespec="minutes") if times else None


PAGE = Page("archive", "/", content, nav=1)
