"""The course of one issue through the talks: who raised it, each move in its words, where positions moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import polars as pl

from memcon.inquiries.course import Course, TalkCourse
from memcon.inquiries.moves import Move
from memcon.inquiries.talk_verbs import course
from memcon.room.charting import Charted
from memcon.room.charting import course as course_chart
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading

TALKS = 30  # talks on a page
SOFT = ("PROPOSE", "CONCEDE", "PROMISE", "ACCEPT")
HARD = ("HOLD", "WARN", "REJECT")
WIDE, LEFT, HIGH, TOP = 960, 200, 30, 24


@dataclass(frozen=True, slots=True)
class Dot:
    """A talk in the drawing: soft and hard moves of one holder."""

    x: float
    y: float
    soft: int
    hard: int
    all: int
    radius: float
    record: str
    when: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The course as a drawing: one lane a holder, one dot a talk."""

    width: int
    height: int
    left: int
    lanes: tuple[tuple[str, float], ...]
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class IssueContent:
    """All that the page of an issue shows; `course` is None while it is being worked out."""

    title: str
    issue: str
    course: Course | None
    talks: tuple[TalkCourse, ...]
    drawn: Drawn | None
    page: int
    pages: int
    chart: Charted | None = None
    drawing: bool = False  # the chart is being drawn


def content(asked: Asked) -> IssueContent:
    """Give the course of an issue.

    Raises:
        NotFound: no talk has it; the nearest labels are named.
    """
    issue, between = asked.parts["issue"], asked.word("with")
    names = tuple(part.strip() for part in between.split(",") if part.strip())
    found = asked.reading.awaited(
        "course", (issue, names), lambda: course(asked.reading.archive, issue, between=names)
    )
    if found is None:
        return IssueContent(issue, issue, None, (), None, 1, 1)
    touched = [one for one in found.talks if one.moves]
    pages = max(1, -(-len(touched) // TALKS))
    page = min(max(1, asked.number("page", 1)), pages)
    shown = tuple(touched[(page - 1) * TALKS : page * TALKS])
    chart = _chart(asked, issue, found, names)
    return IssueContent(issue, issue, found, shown, _drawn(found), page, pages, chart, chart is None and page == 1)


def _chart(asked: Asked, issue: str, found: Course, names: tuple[str, ...]) -> Charted | None:
    """Draw where two sides stood: the two asked for, else the two who move most; None while it is drawn."""
    pair = names if len(names) == 2 else tuple(one.name for one in found.holders[:2])
    if len(pair) < 2:
        return Charted("course", "", why="")
    archive = asked.reading.archive
    draw = partial(course_chart, archive, issue, pair)
    return asked.reading.awaited("course chart", (issue, pair), draw)


def _drawn(found: Course) -> Drawn | None:
    touched = [one for one in found.talks if one.moves]
    names = [one.name for one in found.holders][:8]
    if not touched or not names:
        return None
    step = (WIDE - LEFT - 30) / max(1, len(touched))
    dots = [
        _dot(LEFT + step * (at + 0.5), TOP + HIGH * (row + 0.5), talk, mine)
        for at, talk in enumerate(touched)
        for row, name in enumerate(names)
        if (mine := [move for move in talk.moves if move.holder == name])
    ]
    every = max(1, -(-len(touched) // 8))
    ticks = tuple(
        (round(LEFT + step * (at + 0.5), 1), touched[at].date or "?") for at in range(0, len(touched), every)
    )
    lanes = tuple((name, TOP + HIGH * (row + 0.5)) for row, name in enumerate(names))
    return Drawn(WIDE, TOP + HIGH * len(names) + 28, LEFT, lanes, tuple(dots), ticks)


def _dot(x: float, y: float, talk: TalkCourse, mine: list[Move]) -> Dot:
    soft, hard = (sum(move.label in kinds for move in mine) for kinds in (SOFT, HARD))
    return Dot(round(x, 1), y, soft, hard, len(mine), round(min(12.0, 3 + len(mine) ** 0.5), 1), talk.record,
               talk.date or "")  # fmt: skip


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    held = reading.shelf.rows("issues")
    counted = held.group_by("label", maintain_order=True).agg(pl.col("record").n_unique()).filter(pl.col("record") > 1)
    return ({"issue": label} for label in counted["label"])


PAGE = Page("issue", "/issue/{issue:path}", content, every=_every)
