"""Share of the record: whose talk fills how much of what was set down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from memcon.inquiries.influence.evidence import OTHERS, Evidence
from memcon.inquiries.influence.measure import ROWS, Measure, Sums, counted
from memcon.inquiries.influence.tallies import ONE, by_issue, tally

WORDS = 200.0  # words that a share of words must be out of


def sums(evidence: Evidence) -> Iterable[Sums]:
    """Count the words and the acts of each side, out of those of all who are named.

    Talk of which nobody knows whose it is is left out of both; `words of nobody known` is its share of all words.
    """
    acts = evidence.acts.filter(pl.col("rank") == "first")
    named = acts.filter(pl.col("side").is_not_null())
    size = pl.col("words")
    words = [tally(named, "words", (pl.col("side") == side) * size, size, side) for side in (0, 1)]
    both = [
        _both(named, "words of others", pl.col("side") == OTHERS),
        _both(acts, "words of nobody known", pl.col("side").is_null()),
    ]
    yield replace(counted(pl.concat([by_issue(named, words), *both]), len(evidence.meetings)), least=WORDS)
    number = [tally(named, "acts", pl.col("side") == side, ONE, side) for side in (0, 1)]
    yield counted(by_issue(named, number), len(evidence.meetings))


def _both(acts: pl.DataFrame, quantity: str, fitting: pl.Expr) -> pl.DataFrame:
    words = pl.col("words").cast(pl.Float64)
    return acts.select(
        pl.lit(quantity).alias("quantity"), pl.lit(None, pl.Int8).alias("side"), pl.lit(None, pl.String).alias("issue"),
        "meeting", "act", (fitting.cast(pl.Float64) * words).alias("count"), words.alias("of"),
    ).select(list(ROWS))  # fmt: skip


MEASURE = Measure(
    name="share",
    title="Share of the record",
    definition=(
        "The words, and the acts, set down as one side's talk, out of those set down as anybody's who is named; over "
        "the series, and for each issue that comes up again and again. It is a share of the record and never speaking "
        "time: the drafter chose what to keep, and how briefly."
    ),
    unit="share of words or of acts, 0 to 1; the difference is the first side's less the second's",
    source=(
        "memcon's own. That the record shows its writer's attention is old source criticism (Bernheim, Lehrbuch der "
        "historischen Methode, 1889); shares of floor time, which this is not, are measured by Itakura, Describing "
        "conversational dominance, Journal of Pragmatics 33 (2001)"
    ),
    invalid=(
        "as speaking time, dominance or interest; compared between records of different drafters, or of a drafter "
        "of one side with one of the other: each sets his own side's words down more fully"
    ),
    quantities={
        "words": "share of the words set down as this side's talk",
        "acts": "share of the acts (a sentence, or a move) set down as this side's",
        "words of others": "share of the words of those who belong to neither side",
        "words of nobody known": "share of all words of talk of which nobody knows whose they are",
    },
    sums=sums,
)
