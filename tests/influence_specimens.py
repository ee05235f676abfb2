"""Made-up series of meetings of two sides, of which it is known who leads, to test the measures of influence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from memcon.inquiries.influence.evidence import ACTS, Evidence, Met, Side
from memcon.inquiries.influence.measure import Figure, Measure
from memcon.inquiries.influence.resampling import drawings, figures

ELPHBERG, STRELSAU = "Elphberg", "Strelsau"
SIDES = (Side(ELPHBERG, frozenset({"rudolf"})), Side(STRELSAU, frozenset({"michael"})))
HOLDERS = ("Rudolf", "Michael", "Sapt")
LETTERS = "abdefgiklmnoprstuvz"


@dataclass(frozen=True, slots=True)
class Said:
    """One act of a made-up talk; `answers` counts acts back to the one it answers."""

    side: int | None
    label: str
    text: str = "So it was said at Zenda."
    issue: str | None = "crown"
    reply: str | None = None
    answers: int | None = None
    certainty: float | None = 0.9


def evidence(talks: Sequence[Sequence[Said]], language: str = "en") -> Evidence:
    """Make the evidence of meetings of two sides, of what is said in each."""
    rows: list[tuple[Any, ...]] = []
    for meeting, talk in enumerate(talks):
        begun: set[str | None] = {None}
        for at, one in enumerate(talk):
            number = len(rows)
            holder = None if one.side is None else HOLDERS[one.side]
            rows.append((
                number, meeting, f"r{meeting}", at * 100, at * 100 + 90, at, "first", one.side,
                None if holder is None else holder.lower(), holder, one.label, None, one.reply, "reported",
                one.certainty, None, None, None, None, None if one.answers is None else number - one.answers,
                one.issue, one.issue, False, one.issue not in begun, len(one.text.split()), one.text,
            ))  # fmt: skip
            begun.add(one.issue)
    acts = pl.DataFrame(rows, schema=ACTS, orient="row")
    met = tuple(
        Met(f"r{number}", f"Talk {number}", None, verbatim=False, language=language) for number in range(len(talks))
    )
    return Evidence(met, SIDES, acts, acts)


def swapped(held: Evidence) -> Evidence:
    """Exchange the two sides."""
    side = pl.when(pl.col("side") < 2).then(1 - pl.col("side")).otherwise(pl.col("side")).cast(pl.Int8)
    return replace(held, sides=(held.sides[1], held.sides[0]), acts=held.acts.with_columns(side.alias("side")))


def told(measure: Measure, held: Evidence, drawn: int = 400) -> dict[tuple[str, str | None, str | None], Figure]:
    """Give the figures of a measure, by quantity, side and issue."""
    times = drawings(len(held.meetings), drawn)
    found = [one for sums in measure.sums(held) for one in figures(sums, held.names, times)]
    return {(one.quantity, one.side, one.issue): one for one in found}


def invented_words(random: np.random.Generator, number: int) -> NDArray[np.str_]:
    """Invent words that are in no dictionary, nor forms of one another: a small chance left."""
    return np.array(["".join(random.choice(list(LETTERS), 9)) for _ in range(number)])


def chatter(random: np.random.Generator, meetings: int = 20, turns: int = 14, words: int = 8) -> list[list[Said]]:
    """Make talks in which two sides speak in turn of what each meeting is about, and neither heeds the other."""
    common = invented_words(random, 400)
    talks = []
    for _ in range(meetings):
        subject = np.concatenate([random.choice(common, 30), invented_words(random, 30)])
        first = int(random.integers(2))
        talks.append([
            Said((first + turn) % 2, "INFORM", " ".join(random.choice(subject, words))) for turn in range(turns)
        ])  # fmt: skip
    return talks
