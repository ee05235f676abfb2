"""Agenda: who opens issues, whether the other takes them up, who closes them or puts them off, who brings them back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import LEAST, Floats, Key, Measure, Sums, counted, summed
from memcon.inquiries.influence.tallies import OF_THE_TWO, ONE, is_one_of, tally
from memcon.inquiries.standing import GRANTS
from memcon.model.moves import Label

HERE = ("meeting", "issue")
TALKED = 2  # acts on an issue in a meeting, below which it is only touched on


def sums(evidence: Evidence) -> Iterable[Sums]:
    """Count the issues of each meeting by who opens and who closes them, and what the other does with them."""
    acts, meetings = evidence.acts, len(evidence.meetings)
    spoken = acts.filter((pl.col("rank") == "first") & pl.col("side").is_not_null())
    opening, closing = _ends(acts)
    opens = [tally(opening, "opens", pl.col("side") == side, ONE, side) for side in (0, 1)]
    yield counted(_whole(opens), meetings)
    yield _beyond(spoken, opening, meetings)
    rows = [tally(closing, "closes", pl.col("side") == side, ONE, side) for side in (0, 1)]
    away = is_one_of((Label.DEFER, Label.PROCEDURE))
    rows += [tally(closing, "puts off", (pl.col("side") == side) & away, ONE, side) for side in (0, 1)]
    opened = opening.join(_said(acts), on=HERE, how="left")
    for quantity, column in (("is taken up", "speaks"), ("is granted something", "grants")):
        by_other = pl.col(column).list.contains((1 - pl.col("side")).cast(pl.Int8))
        rows.append(tally(opened, quantity, by_other.fill_null(False)))
    again = opening.sort("meeting").with_columns(pl.col("meeting").cum_count().over("issue").alias("time"))
    again = again.filter(pl.col("time") > 1)
    rows += [tally(again, "brings back", pl.col("side") == side, ONE, side) for side in (0, 1)]
    yield summed(_whole(rows), meetings)


def _ends(acts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the first and the last act on each issue that is talked about in a meeting, where its holder is known."""
    held = acts.filter((pl.col("rank") == "first") & pl.col("issue").is_not_null()).sort("meeting", "at")
    talked = held.filter(pl.len().over(HERE) >= TALKED)
    known = pl.col("side").is_not_null()
    ends = talked.unique(HERE, keep="first", maintain_order=True), talked.unique(HERE, keep="last", maintain_order=True)
    return ends[0].filter(known), ends[1].filter(known)


def _said(acts: pl.DataFrame) -> pl.DataFrame:
    """Say of each issue in a meeting which sides speak on it, and which accept or concede something."""
    return acts.group_by(HERE).agg(
        pl.col("side").unique().alias("speaks"), pl.col("side").filter(is_one_of(GRANTS)).unique().alias("grants")
    )


def _whole(rows: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Put rows together for all issues at once: each issue is one that is opened, none has a share of its own."""
    return pl.concat(list(rows)).with_columns(pl.lit(None, pl.String).alias("issue"))


def _beyond(spoken: pl.DataFrame, opening: pl.DataFrame, meetings: int) -> Sums:
    """Set the share of the issues that a side opens against its share of the acts."""
    parts = np.zeros((2, meetings, 4))
    for begin, table in ((0, spoken), (2, opening)):
        for side in (0, 1):
            found = table.group_by("meeting").agg((pl.col("side") == side).sum().alias("its"), pl.len().alias("all"))
            parts[side, found["meeting"].to_numpy(), begin : begin + 2] = found.select("its", "all").to_numpy()
    keys = tuple(Key("opens beyond its share", side) for side in (0, 1))
    return Sums(keys, parts, beyond)


def beyond(parts: Floats) -> Floats:
    """Subtract the share that the first two parts make from the share that the last two make."""
    said, of, opened, issues = np.moveaxis(parts, -1, 0)
    found: Floats = np.full(np.shape(of), np.nan)
    there = (of > 0) & (issues > 0)
    found[there] = opened[there] / issues[there] - said[there] / of[there]
    return found


def refused(evidence: Evidence) -> str | None:
    """Refuse where hardly any issue is known that somebody known opens."""
    opened = _ends(evidence.acts)[0].filter(OF_THE_TWO).height
    if opened < LEAST:
        return (
            f"the two sides open {opened} issues in these records, as far as is known; {LEAST} are needed. See: "
            "memcon issues ARCHIVE"
        )
    return None


MEASURE = Measure(
    name="agenda",
    title="Agenda",
    definition=(
        "Who makes the first act on an issue in a meeting, and who the last, out of the issues talked about (two "
        "acts or more) whose opener or closer is named. Of the issues a side opens: those on which the other speaks "
        "at all, and those on which it accepts or concedes something (two thresholds of taking up). Put off: the "
        "last act defers it or passes to other business. Brought back: an issue known from an earlier meeting comes "
        "up again; the same label, or issues that people joined. `opens beyond its share` sets the share of issues "
        "opened against the share of acts, for who is set down with more opens more."
    ),
    unit="share of issues, 0 to 1; `opens beyond its share`: difference of two shares, -1 to 1",
    source=(
        "agenda setting as power: Bachrach and Baratz, Two faces of power, American Political Science Review 56 "
        "(1962); Baumgartner and Jones, Agendas and Instability in American Politics (1993); who controls topics in "
        "talk: Nguyen et al., Modeling topic control to detect influence in conversations using nonparametric topic "
        "models (SITS), Machine Learning 95 (2014), whose model is not used here: issues are those of the record's "
        "own words"
    ),
    invalid=(
        "where the drafter orders the talk by subject instead of by time; where a chairman calls the points of an "
        "agenda that others set; where who comes to call always speaks first (read it beside who asked for the "
        "meeting); where the borders of issues are not checked: a machine cuts them, and one missed border hides an "
        "opening"
    ),
    quantities={
        "opens": "share of the issues whose first act is this side's",
        "opens beyond its share": "that share less the side's share of all acts",
        "is taken up": "of the issues this side opens, those on which the other speaks later in the meeting",
        "is granted something": "of the issues this side opens, those on which the other accepts or concedes something",
        "closes": "share of the issues whose last act is this side's",
        "puts off": "share of the issues whose last act is this side's and defers it or passes to other business",
        "brings back": "share of the issues that come up again after an earlier meeting which this side opens anew",
    },
    sums=sums,
    refused=refused,
)
