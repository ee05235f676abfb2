"""The list of records: what is asked for, page by page, from the tables alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from memcon.room.page import Asked, Page
from memcon.room.reading import Reading

SHOWN = 50  # records on a page
ORDERS = ("archive", "date", "-date", "title")
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list."""

    id: str
    title: str | None
    date: str | None
    date_printed: str | None
    form: str | None
    reports_talk: bool | None
    place: str | None
    number: str | None
    language: str | None
    source_name: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words that the list can be asked for, with how many records it would give."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class RecordsContent:
    """A page of the list; `asked` is what it was asked for, `of` how many records there are in all."""

    title: str
    rows: tuple[Row, ...]
    found: int
    of: int
    undated: int  # of those found
    page: int
    pages: int
    asked: Mapping[str, str]
    forms: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    orders: tuple[str, ...] = ORDERS


def content(asked: Asked) -> RecordsContent:
    """Give a page of the list."""
    reading, wanted = asked.reading, _asked(asked)
    listing = reading.shelf.listing()
    found = reading.kept("records", tuple(wanted.items()), lambda: _found(reading, wanted))
    pages = max(1, -(-found.height // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    rows = found.slice((page - 1) * SHOWN, SHOWN)
    speakers = _speakers(reading, list(rows["id"]))
    return RecordsContent(
        asked.words("title.records"), tuple(_row(row, speakers) for row in rows.iter_rows(named=True)), found.height,
        listing.height, found["day"].null_count(), page, pages, wanted,
        reading.kept("forms", (), lambda: _choices(listing["form"])),
        reading.kept("languages", (), lambda: _choices(listing["language"])),
    )  # fmt: skip


def _asked(asked: Asked) -> dict[str, str]:
    names = ("q", "talk", "form", "language", "since", "until", "source", "order")
    return {name: word for name in names if (word := asked.word(name))}


def _found(reading: Reading, wanted: Mapping[str, str]) -> pl.DataFrame:
    listing = reading.shelf.listing()
    conditions = list(_conditions(wanted))
    found = listing.filter(*conditions) if conditions else listing
    order = wanted.get("order", "archive")
    if order in ("date", "-date"):
        return found.sort("day", descending=order == "-date", nulls_last=True, maintain_order=True)
    return found.sort("title", nulls_last=True, maintain_order=True) if order == "title" else found


def _conditions(wanted: Mapping[str, str]) -> list[pl.Expr]:
    """Say what a record must be; days compare by their beginnings, and the undated lie between no two days."""
    made = [pl.col("reports_talk") == (wanted["talk"] == "reported")] if "talk" in wanted else []
    made += [pl.col(name) == wanted[name] for name in ("form", "language", "source") if name in wanted]
    if DAY.fullmatch(wanted.get("since", "")):
        made.append(pl.col("day").str.slice(0, len(wanted["since"])) >= wanted["since"])
    if DAY.fullmatch(wanted.get("until", "")):
        made.append(pl.col("day").str.slice(0, len(wanted["until"])) <= wanted["until"])
    for word in wanted.get("q", "").lower().split()[:12]:
        made.append(
            pl.col("title").str.to_lowercase().str.contains(word, literal=True).fill_null(value=False)
            | pl.col("id").str.to_lowercase().str.contains(word, literal=True)
        )
    return made


def _speakers(reading: Reading, records: list[str]) -> dict[str, list[str]]:
    said = reading.shelf.rows("utterances").filter(pl.col("record").is_in(records), pl.col("name").is_not_null())
    found: dict[str, list[str]] = {}
    for record, name in said.sort("utterances", descending=True).select("record", "name").iter_rows():
        found.setdefault(record, []).append(name)
    return found


def _row(row: Mapping[str, object], speakers: Mapping[str, list[str]]) -> Row:
    names = ("id", "title", "date", "date_printed", "form", "reports_talk", "place", "number", "language",
             "source_name")  # fmt: skip
    held = {name: row[name] for name in names}
    return Row(**held, speakers=tuple(speakers.get(str(row["id"]), ())[:4]))  # type: ignore[arg-type]


def _choices(column: pl.Series) -> tuple[Choice, ...]:
    counted = column.drop_nulls().value_counts().sort(pl.col("count"), pl.nth(0), descending=[True, False])
    return tuple(Choice(word, count) for word, count in counted.iter_rows())


PAGE = Page("records", "/records", content, nav=2)
