"""What was undertaken: who, to whom, what, on what condition, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from memcon.model.moves import Status
from memcon.room.fates import Came
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.room.threads import Threads, Told, threads

SHOWN = 40
KEY = ("record", "start", "end", "promisor")


@dataclass(frozen=True, slots=True)
class Trace:
    """A later paper, or an outcome of the register, that may tell what came of it."""

    id: str
    effect: str
    score: float
    date: str | None
    words: str
    record: str | None
    start: int
    end: int
    outcome: str | None


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment in the list. `by` says who ruled on its status, None where the machine proposes it."""

    record: str
    title: str
    date: str | None
    start: int
    end: int
    promisor: str | None
    promisee: str | None
    what: str
    kind: str
    condition: str | None
    due: str | None
    certainty: float | None
    status: str
    by: str | None
    traces: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsContent:
    """A page of the list. `asking` is now, waiting or not asked: whether what came of them is known."""

    title: str
    rows: tuple[CommitmentRow, ...]
    found: int
    of: int
    page: int
    pages: int
    asked: Mapping[str, str]
    asking: str
    statuses: tuple[tuple[str, int], ...]
    kinds: tuple[str, ...]
    threads: Threads | None  # the rows of this page of which later papers or outcomes tell, on a line of time


def content(asked: Asked) -> CommitmentsContent:
    """Give a page of the list."""
    reading = asked.reading
    wanted = {name: word for name in ("by", "status", "kind", "since", "until") if (word := asked.word(name))}
    came, asking = reading.fates.came()
    everything = reading.kept("commitments", id(came), lambda: _everything(reading, came))
    found = everything.filter(*_conditions(wanted)) if wanted else everything
    pages = max(1, -(-found.height // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    rows = found.slice((page - 1) * SHOWN, SHOWN)
    shown = tuple(_row(row, came) for row in rows.iter_rows(named=True))
    counted = found["status"].value_counts().sort("count", "status", descending=[True, False])
    return CommitmentsContent(
        asked.words("title.commitments"), shown, found.height,
        everything.height, page, pages, wanted, asking, tuple(counted.iter_rows()),
        tuple(sorted(everything["kind"].unique())), threads([_told(one) for one in shown]),
    )  # fmt: skip


def _told(one: CommitmentRow) -> Told:
    label = f"{one.promisor or '?'}: {one.what}"
    return Told(label, one.date, tuple((its.date, its.effect, its.words) for its in one.traces), one.by is not None)


def _everything(reading: Reading, came: Came) -> pl.DataFrame:
    """Join commitments with the dates of their records and with what came of them, in order of date."""
    listing = reading.shelf.listing().select("id", "title", "date", "day")
    fates = pl.DataFrame(
        [(*key, fate["status"]) for key, fate in came.items()],
        schema={"record": pl.String, "start": pl.Int64, "end": pl.Int64, "promisor": pl.String, "status": pl.String},
        orient="row",
    ).unique(KEY)
    held = reading.shelf.rows("commitments").join(listing, left_on="record", right_on="id", how="left")
    joined = held.join(fates, on=list(KEY), how="left", nulls_equal=True)
    known = joined.with_columns(pl.col("status").fill_null(Status.UNKNOWN.value))
    return known.sort("day", "record", "start", nulls_last=True)


def _conditions(wanted: Mapping[str, str]) -> list[pl.Expr]:
    made = [pl.col(name) == wanted[name] for name in ("status", "kind") if name in wanted]
    if "by" in wanted:
        made.append(pl.col("promisor").str.to_lowercase().str.contains(wanted["by"].lower(), literal=True))
    if "since" in wanted:
        made.append(pl.col("day").str.slice(0, len(wanted["since"])) >= wanted["since"])
    if "until" in wanted:
        made.append(pl.col("day").str.slice(0, len(wanted["until"])) <= wanted["until"])
    return made


def _row(row: Mapping[str, Any], came: Came) -> CommitmentRow:
    fate = came.get((row["record"], row["start"], row["end"], row["promisor"]), {})
    by = fate.get("made_by")
    names = ("date", "start", "end", "promisor", "promisee", "what", "kind", "condition", "due", "certainty", "status")
    return CommitmentRow(
        row["record"], row["title"] or row["record"], **{name: row[name] for name in names},
        by=None if by == "memcon" else by, traces=tuple(map(_trace, fate.get("evidence", ()))),
    )  # fmt: skip


def _trace(one: Mapping[str, Any]) -> Trace:
    return Trace(
        one["id"], one["effect"], one["score"], one.get("date"), one["words"], one.get("record"), one.get("start", 0),
        one.get("end", 0), one.get("outcome"),
    )  # fmt: skip


PAGE = Page("commitments", "/commitments", content, nav=6)
