"""The course of an issue: where each side stood on it, from meeting to meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from memcon.inquiries.standing import AGREED, OPENS, REFUSES, SURE
from memcon.model.errors import TooLittle
from memcon.model.moves import Label
from memcon.studies.chart import Chart, Matter, Picture
from memcon.studies.chart_dress import HEIGHT, PAPER, QUIET, inline, sides
from memcon.studies.chart_time import MONTH_NAMES, days, every, periods, span, undated, unit

MOST = 14  # meetings that stand side by side; more are taken together by week, month or year
FEW = 2  # steps without which nothing slopes
APART = 54  # pixels between two steps
WIDEST, NARROWEST = 760, 620
STANDS = (*AGREED, *REFUSES, *OPENS, Label.DEFER)
LAIN = {**dict.fromkeys(AGREED, 1.0), **dict.fromkeys(REFUSES, -1.0)}  # all others: 0, open
WRITTEN = ({"color": PAPER, "stroke": PAPER, "strokeWidth": 3}, {"color": QUIET})  # a halo, and the number
STANDING = "datum.value > 0 ? 'only grants' : datum.value < 0 ? 'only refuses' : 'open'"
SHIFT = 0.015  # by which two points on one place are drawn apart


@dataclass(frozen=True, slots=True)
class Step:
    """Where a side stood in one meeting or period: the mean of its moves, of how many, and what these were."""

    side: str
    when: str
    stand: float
    moves: int
    made: str


def draw(matter: Matter) -> Picture:
    """Draw the stand of each side on the issue asked for, meeting by meeting; many meetings by week, month or year.

    Raises:
        TooLittle: moves on the issue stand in fewer than FEW meetings.
    """
    issue = matter.issues[0]
    meetings, dated = matter.evidence.meetings, days(matter.evidence.meetings)
    moves = matter.evidence.acts.filter(
        pl.col("label").is_in([one.value for one in STANDS])
        & (pl.col("certainty").is_null() | (pl.col("certainty") >= SURE))
        & pl.col("side").is_in([0, 1])
        & pl.col("meeting").is_in(list(dated))
    ).sort("meeting", "at")
    held = sorted({*moves["meeting"].to_list()})
    if len(held) < FEW:
        raise TooLittle(
            f"{issue}: moves on it that are sure stand in {len(held)} of {len(meetings)} meetings; a course needs "
            f"{FEW}. Read the words instead: memcon course ARCHIVE {issue!r}"
        )
    names, by = _steps(held, dated)
    steps = _stands(moves, names, matter.evidence.names)
    order = list(dict.fromkeys(names[one] for one in held)) if by == "meeting" else _filled(held, dated)
    return Picture(f"The course of “{issue}”", _counted(matter, moves, dated, by), _told(matter, issue, steps, dated),
                   _layers(matter.evidence.names, order, steps, by))  # fmt: skip


def _steps(held: Sequence[int], dated: Mapping[int, date]) -> tuple[dict[int, str], str]:
    """Name the step of each meeting: its day, or, where they are many, its week, month or year; and say which."""
    if len(held) > MOST:
        return {number: one.name for number, one in periods(dated).items()}, unit(dated)
    names: dict[int, str] = {}
    for number in held:
        day = dated[number]
        name = f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
        times = sum(one == name or one.startswith(f"{name} (") for one in names.values())
        names[number] = f"{name} ({times + 1})" if times else name
    return names, "meeting"


def _filled(held: Sequence[int], dated: Mapping[int, date]) -> list[str]:
    when = periods(dated)
    return [one.name for one in every([when[number] for number in held], unit(dated))]


def _stands(moves: pl.DataFrame, names: Mapping[int, str], called: tuple[str, str]) -> list[Step]:
    gathered: dict[tuple[str, str], list[Label]] = {}
    for meeting, side, label in moves.select("meeting", "side", "label").iter_rows():
        gathered.setdefault((called[side], names[meeting]), []).append(Label(label))
    return [
        Step(side, when, sum(LAIN.get(one, 0.0) for one in made) / len(made), len(made), _made(made))
        for (side, when), made in gathered.items()
    ]


def _made(labels: Sequence[Label]) -> str:
    return ", ".join(f"{label.value} {labels.count(label)}" for label in Label if label in labels)


def _counted(matter: Matter, moves: pl.DataFrame, dated: Mapping[int, date], by: str) -> tuple[str, ...]:
    meetings = matter.evidence.meetings
    held = moves["meeting"].n_unique()
    return (
        f"By {by}: moves that accept, concede or promise, less those that reject or insist, out of all moves.",
        f"{moves.height:,} moves of {matter.evidence.acts.height:,} acts on the issue, in {held} of "
        f"{len(meetings)} meetings, {span(dated)}{undated(meetings, dated)}.",
        f"Numbers: moves. What is proposed, asked for or put off is open. Labels under {SURE:.0%} sure are left out.",
    )


def _told(matter: Matter, issue: str, steps: Sequence[Step], dated: Mapping[int, date]) -> str:
    said = []
    for side in matter.evidence.names:
        its = "; ".join(f"{one.when} {one.stand:+.1f} of {one.moves}" for one in steps if one.side == side)
        said.append(f"{side}: {its or 'no move'}")
    return (
        f"Where two sides stand on “{issue}”, {span(dated)}, from -1 (only refuses) through 0 (open) to +1 (only "
        f"grants), each with its number of moves. {'. '.join(said)}."
    )


def _layers(called: tuple[str, str], order: list[str], steps: Sequence[Step], by: str) -> dict[str, Any]:
    rows = [
        {"side": one.side, "when": one.when, "at": order.index(one.when), "moves": one.moves, "made": one.made,
         "stand": round(one.stand + (SHIFT if one.side == called[0] else -SHIFT), 3)} for one in steps
    ]  # fmt: skip
    x = {"field": "when", "type": "ordinal", "sort": order, "title": None,
         "scale": {"domain": order, "type": "point", "padding": 0.4},
         "axis": {"labelAngle": -40 if by != "year" else 0, "grid": True}}  # fmt: skip
    y = {"field": "stand", "type": "quantitative", "title": None, "scale": {"domain": [-1.08, 1.08], "nice": False},
         "axis": {"values": [-1, 0, 1], "labelExpr": STANDING}}  # fmt: skip
    legend = {"orient": "top", "symbolType": "circle", "symbolSize": 110, "symbolOpacity": 1}
    colour = sides(called, legend=legend)
    return {
        "width": min(WIDEST, max(NARROWEST, APART * len(order))), "height": HEIGHT,
        "layer": [
            {"data": inline(rows), "mark": {"type": "line", "strokeWidth": 2.2},
             "encoding": {"x": x, "y": y, "color": colour, "order": {"field": "at"}, "strokeDash": _dash(called)}},
            {"data": inline(rows), "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": None},
             "encoding": {"x": x, "y": y, "color": colour, "shape": _shape(called), "size": _size(),
                          "tooltip": [{"field": "side"}, {"field": "when"}, {"field": "made", "title": "moves"}]}},
            *({"data": inline(rows), "mark": {"type": "text", "dx": 10, "dy": -10, "fontSize": 10.5, **ink},
               "encoding": {"x": x, "y": y, "text": {"field": "moves", "type": "quantitative"}}} for ink in WRITTEN),
        ],
    }  # fmt: skip


def _dash(called: tuple[str, str]) -> dict[str, Any]:
    scale = {"domain": list(called), "range": [[1, 0], [7, 3]]}
    return {"field": "side", "type": "nominal", "legend": None, "scale": scale}


def _shape(called: tuple[str, str]) -> dict[str, Any]:
    scale = {"domain": list(called), "range": ["circle", "diamond"]}
    return {"field": "side", "type": "nominal", "legend": None, "scale": scale}


def _size() -> dict[str, Any]:
    return {"field": "moves", "type": "quantitative", "legend": None, "scale": {"range": [50, 300], "zero": True}}


CHART = Chart(
    "course",
    "The course of an issue",
    "where each side stands on one issue, from refusing to granting, meeting by meeting",
    "It tells how moves were labelled, not which term was meant: read the words with memcon course.",
    draw,
    issue="needed",
)
