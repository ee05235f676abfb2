"""Rows of counts, each resting on one act: for all issues together, and for those that come up again and again."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from memcon.inquiries.influence.measure import FEW, ROWS
from memcon.inquiries.standing import SURE
from memcon.model.moves import Label

AGAIN = FEW  # meetings in which an issue must come up under one name before figures are made of it
IS_SURE = pl.col("certainty").is_null() | (pl.col("certainty") >= SURE)
OF_THE_TWO = pl.col("side").is_in([0, 1])
ONE = pl.lit(1.0)


def is_one_of(labels: Iterable[Label]) -> pl.Expr:
    """Say that an act is of one of these labels, by a person's word or surely enough to build on."""
    return pl.col("label").is_in([label.value for label in labels]) & IS_SURE


def tally(
    acts: pl.DataFrame, quantity: str, count: pl.Expr, of: pl.Expr = ONE, side: pl.Expr | int | None = None
) -> pl.DataFrame:
    """Make a row of each act: what it adds to a quantity, and to what that is out of.

    `side` is the side whose quantity it is; without it the side of the act. Rows of others than the two are left out.
    """
    whose = pl.col("side") if side is None else pl.lit(side) if isinstance(side, int) else side
    made = acts.select(
        pl.lit(quantity).alias("quantity"), whose.cast(pl.Int8).alias("side"), "issue", "meeting", "act",
        count.cast(pl.Float64).alias("count"), of.cast(pl.Float64).alias("of"),
    )  # fmt: skip
    return made.filter(OF_THE_TWO).select(list(ROWS))


def by_issue(acts: pl.DataFrame, rows: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Put rows together for all issues at once, and again for each issue that comes up in AGAIN meetings or more."""
    whole = pl.concat(list(rows))
    once = whole.with_columns(pl.lit(None, pl.String).alias("issue"))
    return pl.concat([once, whole.filter(pl.col("issue").is_in(recurring(acts)))])


def recurring(acts: pl.DataFrame) -> list[str]:
    """List the issues that come up in AGAIN meetings or more, under one label or joined by people; () of only one."""
    issues = often(acts)
    return [issue for issue, times in issues if times >= AGAIN and len(issues) > 1]


def often(acts: pl.DataFrame) -> list[tuple[str, int]]:
    """List the issues, each with the number of meetings in which it comes up under one name; most first."""
    named = acts.filter(pl.col("issue").is_not_null())
    times = named.group_by("issue").agg(pl.col("meeting").n_unique().alias("times"))
    return list(times.sort(["times", "issue"], descending=[True, False]).iter_rows())
