"""One record worked out again after a ruling, in place of a run over the whole archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from memcon.analysis.analysis import Analysis
from memcon.archive import derived, tables
from memcon.archive.archive import Archive
from memcon.archive.viewing import Laying
from memcon.model.record import Record
from memcon.processing.work import CORRECTED, analyses, laid_below, options_of, stamp_of


def again(archive: Archive, record: Record, before: Laying, after: Laying) -> tuple[str, ...]:
    """Work out again what rests on rulings, in one record whose rulings changed; its source's other records stay.

    A part that was up to date before the ruling is up to date afterwards. One that was stale for another reason is left
    to `memcon process`, and so are those that read it.

    Args:
        archive: the archive.
        record: the record.
        before: what lay over the claims when the parts were made.
        after: what lies over them now.

    Returns:
        The names of the stages done again.

    Raises:
        ArchiveError: a part is damaged or is being made anew by another process.
    """
    stale, fresh = (_stamps(archive, record.source, laying) for laying in (before, after))
    done: list[str] = []
    for analysis in _resting_on_rulings():
        old, new = stale.get(analysis.name), fresh.get(analysis.name)
        if old is None or new is None or not derived.path(archive.folder, analysis.name, record.source, old).is_file():
            return tuple(done)
        _put(archive, analysis, record, after, old, new)
        done.append(analysis.name)
    return tuple(done)


def _resting_on_rulings() -> Iterator[Analysis]:
    return (one for one in analyses() if {*CORRECTED} & {*one.reads})


def _stamps(archive: Archive, source: str, laying: Laying) -> Mapping[str, str]:
    """Give the stamps that the parts of a source bear under some rulings."""
    mark = derived.current_records(archive.folder, archive.sources()).get(source)
    if mark is None:
        return {}
    made = {derived.RECORDS: mark}
    ruled = laying.rulings.about_source(source)
    for analysis in analyses():
        below = [made[stage] for stage in analysis.reads]
        reads = {*CORRECTED} & {*analysis.reads}
        made[analysis.name] = stamp_of(archive, analysis, mark, below, ruled if reads else None)
    return made


def _put(archive: Archive, analysis: Analysis, record: Record, laying: Laying, old: str, new: str) -> None:
    """Lay down a source's part with one record's findings made anew."""
    table = tables.TABLES[analysis.name]
    (below,) = laid_below(archive, analysis, [record], laying)
    options = options_of(analysis, archive.folder.options(analysis.name))
    rows: list[dict[str, Any]] = table.rows(record, analysis.find(record, *below, **options))
    part = derived.path(archive.folder, analysis.name, record.source, old)
    held = tables.collected(pl.scan_parquet(part), part)
    mine = pl.DataFrame(rows, schema=dict(table.schema))
    tables.lay(derived.path(archive.folder, analysis.name, record.source, new), _in_place(held, mine, record.id))
    derived.drop(archive.folder, analysis.name, record.source, {old} - {new})


def _in_place(held: pl.DataFrame, mine: pl.DataFrame, record: str) -> pl.DataFrame:
    """Put a record's new rows where its old ones stood."""
    where = held["record"] == record
    at = where.arg_max() if where.any() else held.height
    rest = held.filter(~where)
    return pl.concat([rest[: at or 0], mine, rest[at or 0 :]]) if at is not None else pl.concat([rest, mine])
