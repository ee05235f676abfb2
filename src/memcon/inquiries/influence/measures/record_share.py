"""Share of the record: whose talk fills how much of what was set down."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from memcon.inquiries.influence.evidence import OTHERS, Evidence
from memcon.inquiries.influence.measure import Measure, Sums, counted


def sums(evidence: Evidence) -> Iterable[Sums]:
    """Count the words and the acts of each side, out of those of all who are named.

    Talk of which nobody knows whose it is is left out of both; `unknown` is its share of all words.
    """
    acts = evidence.acts.filter(pl.col("rank") == "first")
    named = acts.filter(pl.col("side").is_not_null())
    rows = [
        named.select(
            pl.lit(quantity).alias("quantity"),
            pl.lit(side, pl.Int8).alias("side"),
            pl.lit(None, pl.String).alias("issue"),
            "meeting",
            "act",
            ((pl.col("side") == side) * size).cast(pl.Float64).alias("count"),
            size.cast(pl.Float64).alias("of"),
        )
        for quantity, size in (("words", pl.col("words")), ("acts", pl.lit(1)))
        for side in (0, 1)
    ]
    others = _both(named, "words of others", pl.col("side") == OTHERS)
    unknown = _both(acts, "words of nobody known", pl.col("side").is_null())
    yield counted(pl.concat([*rows, others, unknown]), len(evidence.meetings))


def _both(acts: pl.DataFrame, quantity: str, fitting: pl.Expr) -> pl.DataFrame:
    words = pl.col("words").cast(pl.Float64)
    return acts.select(
        pl.lit(quantity).alias("quantity"), pl.lit(None, pl.Int8).alias("side"), pl.lit(None, pl.String).alias("issue"),
        "meeting", "act", (fitting.cast(pl.Float64) * words).alias("count"), words.alias("of"),
    )  # fmt: skip


MEASURE = Measure(
    name="share",
    title="Share of the record",
    definition=(
        "The words, and the acts, set down as one side's talk, out of those set down as anybody's who is named. "
        "It is a share of the record and never speaking time: the drafter chose what to keep, and how briefly."
    ),
    unit="share of words or of acts, 0 to 1",
    source="own; that talk share measures the recorder's attention is what record criticism has always held",
    invalid="as speaking time, dominance or interest; between records of different drafters",
    quantities={
        "words": "share of the words set down as this side's talk",
        "acts": "share of the acts set down as this side's",
        "words of others": "share of the words of those who belong to neither side",
        "words of nobody known": "share of all words of talk of which nobody knows whose they are",
    },
    sums=sums,
)
