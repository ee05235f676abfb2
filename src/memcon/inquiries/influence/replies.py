"""What becomes of a proposal, a request or a question: the act that answers it, and whose turn it is to answer."""

from __future__ import annotations

import polars as pl

from memcon.inquiries.influence.tallies import IS_SURE, OF_THE_TWO, is_one_of
from memcon.inquiries.standing import AGREED, REFUSES
from memcon.model.moves import Label, Reply

ANSWERS = (*AGREED, *REFUSES, Label.DEFER)
NEAR = 2  # contributions after one's own within which the other's is still a reply: somebody else may come between


def in_order(acts: pl.DataFrame) -> pl.DataFrame:
    """Give the first acts of all sentences in the order of meetings and of the records."""
    return acts.filter(pl.col("rank") == "first").sort("meeting", "at")


def contributions(acts: pl.DataFrame) -> pl.DataFrame:
    """Number the contributions: acts of one side in a row. Adds the column `turn`; second acts on a clause go."""
    ordered = in_order(acts)
    who = pl.col("side").fill_null(-1)
    new = (who != who.shift()) | (pl.col("meeting") != pl.col("meeting").shift())
    return ordered.with_columns(new.fill_null(True).cum_sum().cast(pl.Int64).alias("turn"))


def next_of_other(acts: pl.DataFrame) -> pl.DataFrame:
    """Say for each contribution of one of the two which is the other's next, at most NEAR contributions later.

    Args:
        acts: acts with the column `turn`.

    Returns:
        One row a contribution that has such a reply: turn, next.
    """
    turns = acts.group_by("turn", maintain_order=True).agg(pl.col("meeting", "side").first())
    later = [
        turns.select((pl.col("turn") - step).alias("turn"), pl.col("turn").alias("next"),
                     pl.col("meeting").alias("same"), pl.col("side").alias("its"))
        for step in range(1, NEAR + 1)
    ]  # fmt: skip
    paired = turns.filter(OF_THE_TWO).join(pl.concat(later), on="turn")
    paired = paired.filter((pl.col("same") == pl.col("meeting")) & (pl.col("its") == 1 - pl.col("side")))
    return paired.group_by("turn").agg(pl.col("next").min()).sort("turn")


def answered(acts: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """Give the wanted acts of the two sides with what the other makes of each: `answered_by`, a label or null.

    An act of the other side that answers it tells; else the first act that grants, refuses or puts off in the other's
    next contribution, if it is on the same issue. What another than the two answers first is left out.
    """
    turned = contributions(acts)
    replying = acts.filter(pl.col("answers").is_not_null()).sort("meeting", "at")
    linked = replying.group_by("answers", maintain_order=True).agg(
        pl.col("side").first().alias("by"),
        pl.col("label").filter(is_one_of(ANSWERS) & (pl.col("side") == pl.col("side").first())).first().alias("linked"),
    )
    stands = turned.filter(is_one_of(ANSWERS)).group_by("turn", "issue", maintain_order=True).agg(
        pl.col("label").first().alias("near")
    )  # fmt: skip
    found = (
        turned.filter(wanted & OF_THE_TWO)
        .join(linked, left_on="act", right_on="answers", how="left")
        .join(next_of_other(turned), on="turn", how="left")
        .join(stands, left_on=["next", "issue"], right_on=["turn", "issue"], how="left", nulls_equal=True)
    )
    of_other = (pl.col("by").is_null() & pl.col("next").is_not_null()) | (pl.col("by") == 1 - pl.col("side"))
    return found.filter(of_other).with_columns(pl.coalesce("linked", "near").alias("answered_by"))


def questions(acts: pl.DataFrame) -> pl.DataFrame:
    """Give the questions that one of the two puts to the other: sure, and answered by the other or with it next.

    Two questions put in a row may share an answer; each counts. Adds the column `told`: the kind of the reply; where
    none is linked, but the other goes on to answer something in its next contribution, that answer is taken for one.
    """
    turned = contributions(acts)
    linked = acts.filter(pl.col("answers").is_not_null()).sort("meeting", "at").group_by(
        "answers", maintain_order=True
    ).agg(pl.col("side").first().alias("by"))  # fmt: skip
    asked = (
        turned.filter((pl.col("label") == Label.ASK.value) & IS_SURE & OF_THE_TWO)
        .join(linked, left_on="act", right_on="answers", how="left")
        .join(next_of_other(turned), on="turn", how="left")
    )
    answering = turned.filter(is_one_of((Label.ANSWER,)))["turn"].implode()
    open_ = pl.col("reply").is_null() | (pl.col("reply") == Reply.NONE.value)
    among = open_ & pl.col("next").is_in(answering)
    told = pl.when(among).then(pl.lit(Reply.IMPLICIT.value)).otherwise(pl.col("reply"))
    asked, other = asked.with_columns(told.alias("told")), 1 - pl.col("side")
    return asked.filter((pl.col("by") == other) | (pl.col("by").is_null() & pl.col("next").is_not_null()))
