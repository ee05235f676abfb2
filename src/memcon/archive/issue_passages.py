"""The passages of every issue in an archive, read without the rest of what is known of their records."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from memcon.archive import tables
from memcon.archive.folder import Folder
from memcon.archive.listing import parts_of


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One issue of one record: where its passages stand in the text, half-open, and whether it is the principal one."""

    record: str
    label: str
    spans: tuple[tuple[int, int], ...]
    principal: bool


def mentioned(folder: Folder) -> tuple[Mentioned, ...]:
    """List the issues of every record, in order of their labels and records; empty where none were looked for."""
    parts = parts_of(folder, "issues")
    if not parts:
        return ()
    passages = pl.scan_parquet(parts).unique(["record", "start", "label"]).sort("label", "record", "start")
    held = passages.group_by("label", "record", maintain_order=True).agg("start", "end", pl.col("principal").any())
    rows = tables.collected(held, folder.derived / "issues").iter_rows(named=True)
    return tuple(
        Mentioned(row["record"], row["label"], tuple(zip(row["start"], row["end"], strict=True)), row["principal"])
        for row in rows
    )
