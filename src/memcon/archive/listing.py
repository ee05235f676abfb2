"""All records of an archive in a list, without their texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from memcon.archive import derived, sources, tables
from memcon.archive.folder import Folder
from memcon.archive.plain import from_plain
from memcon.model.description import Description

PLAIN = {"id": pl.String, "source": pl.String, "source_name": pl.String, **tables.LISTING}


def ids(folder: Folder) -> pl.DataFrame:
    """List the records' ids with their sources, in order.

    Returns:
        Columns id, source, source_name, `at` (place among all records).
    """
    return _records(folder, ["id", "source", "source_name"]).with_row_index("at")


def table(folder: Folder) -> pl.DataFrame:
    """List all records with what is known of each.

    Returns:
        In order of the sources and of the place in them. Columns id, source, source_name, number, form, reports_talk,
        title, date (EDTF), date_printed, place, language. Records not yet described show what their source states.
    """
    known = ids(folder)
    described = _described(folder)
    found = known.join(described, left_on="id", right_on="record", how="inner")
    rest = known.join(described, left_on="id", right_on="record", how="anti")
    if rest.height:
        found = pl.concat([found, _stated(folder, rest)], how="diagonal")
    return found.sort("at").select(list(PLAIN))


def holding(folder: Folder, words: str) -> set[str]:
    """Give the ids of the records whose text holds all words, in any case, anywhere."""
    wanted = [word for word in words.casefold().split() if word]
    parts = parts_of(folder, derived.RECORDS)
    if not parts or not wanted:
        return set()
    lower = pl.col("text").str.to_lowercase()
    keep = pl.all_horizontal([lower.str.contains(word.lower(), literal=True) for word in wanted])
    return set(pl.scan_parquet(parts).filter(keep).select("id").collect(engine="streaming")["id"])


def matching(folder: Folder, patterns: Sequence[str]) -> set[str]:
    """Give the ids of the records whose text any of some regular expressions fits; case counts, no look-around."""
    parts = parts_of(folder, derived.RECORDS)
    if not parts or not patterns:
        return set()
    keep = pl.col("text").str.contains("|".join(patterns))
    return set(pl.scan_parquet(parts).filter(keep).select("id").collect(engine="streaming")["id"])


def _described(folder: Folder) -> pl.DataFrame:
    parts = parts_of(folder, "describe")
    columns = ["record", *tables.LISTING]
    if not parts:
        return pl.DataFrame(schema={"record": pl.String, **tables.LISTING})
    return tables.collected(pl.scan_parquet(parts).select(columns), folder.derived / "describe").unique(
        "record", keep="last"
    )


def _stated(folder: Folder, rest: pl.DataFrame) -> pl.DataFrame:
    rows = _records(folder, ["id", "stated"]).join(rest.select("id"), on="id", how="semi")
    plain = [
        {"id": record, **tables.listing(from_plain(Description, json.loads(stated)))}
        for record, stated in rows.iter_rows()
    ]
    return rest.join(pl.DataFrame(plain, schema={"id": pl.String, **tables.LISTING}), on="id", how="left")


def _records(folder: Folder, columns: list[str]) -> pl.DataFrame:
    parts = parts_of(folder, derived.RECORDS)
    if not parts:
        return pl.DataFrame(schema={column: tables.RECORDS[column] for column in columns})
    return tables.collected(pl.scan_parquet(parts).select(columns), folder.derived / derived.RECORDS).unique(
        "id", keep="last", maintain_order=True
    )


def parts_of(folder: Folder, stage: str) -> list[Path]:
    """List a stage's parts of the sources in the register, in their order; of two the newer last."""
    found = derived.parts(folder, stage)
    return [
        derived.path(folder, stage, source_id, mark)
        for source_id in sources.received(folder)
        for mark in derived.by_age(folder, stage, source_id, found.get(source_id, ()))
    ]
