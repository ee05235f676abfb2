"""What the talks are about: the issues of all records by their names, in how many records, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from memcon.archive import registers
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading

SHOWN = 100


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue: its label, in how many records it stands, in how many it is the principal one."""

    label: str
    records: int
    passages: int
    principal: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class IssuesContent:
    """A page of the list; `registered` are ids and labels of the register of issues."""

    title: str
    rows: tuple[IssueRow, ...]
    found: int
    of: int
    q: str
    page: int
    pages: int
    registered: tuple[tuple[str, str], ...]


def content(asked: Asked) -> IssuesContent:
    """Give a page of the list."""
    everything = asked.reading.kept("issues", (), lambda: _counted(asked.reading))
    wanted = asked.word("q").lower()
    found = everything
    for word in wanted.split()[:8]:
        found = found.filter(pl.col("label").str.to_lowercase().str.contains(word, literal=True))
    pages = max(1, -(-found.height // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    known = registers.rows(asked.reading.archive.folder, "issues")
    return IssuesContent(
        asked.words("title.issues"),
        tuple(IssueRow(*row) for row in found.slice((page - 1) * SHOWN, SHOWN).iter_rows()), found.height,
        everything.height, asked.word("q"), page, pages,
        tuple((key, str(row.get("label", key))) for key, row in known.items()),
    )  # fmt: skip


def _counted(reading: Reading) -> pl.DataFrame:
    days = reading.shelf.listing().select("id", "day")
    held = reading.shelf.rows("issues").join(days, left_on="record", right_on="id", how="left")
    return (
        held.group_by("label")
        .agg(
            pl.col("record").n_unique().alias("records"), pl.col("passages").sum(), pl.col("principal").sum(),
            pl.col("day").min().alias("first"), pl.col("day").max().alias("last"),
        )
        .sort("records", "passages", "label", descending=[True, True, False])
    )  # fmt: skip


PAGE = Page("issues", "/issues", content, nav=5)
