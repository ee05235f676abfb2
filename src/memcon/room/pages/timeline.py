"""Talks and the events of the register beside them, in one list in order of date."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.inquiries.talk_verbs import events
from memcon.inquiries.timeline import Moment
from memcon.inquiries.timeline import timeline as laid_out
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.room.talking import Talks

SHOWN = 100


@dataclass(frozen=True, slots=True)
class TimelineContent:
    """A page of the timeline."""

    title: str
    moments: tuple[Moment, ...]
    found: int
    talks: int
    events: int
    undated: int
    page: int
    pages: int
    since: str
    until: str
    kind: str
    gathering: bool


def content(asked: Asked) -> TimelineContent:
    """Give a page of the timeline."""
    talks, fresh = asked.reading.talks()
    whole = asked.reading.kept("timeline", id(talks), lambda: _whole(asked.reading, talks or Talks()))
    since, until, kind = asked.word("since"), asked.word("until"), asked.word("kind")
    found = asked.reading.kept(
        "moments", (id(whole), since, until, kind), lambda: [one for one in whole if _wanted(one, since, until, kind)]
    )
    pages = max(1, -(-len(found) // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    spoken = sum(one.kind in ("talk", "told") for one in found)
    return TimelineContent(
        asked.words("title.timeline"), tuple(found[(page - 1) * SHOWN : page * SHOWN]), len(found), spoken,
        len(found) - spoken, sum(one.date is None for one in found), page, pages, since, until, kind, not fresh,
    )  # fmt: skip


def _whole(reading: Reading, talks: Talks) -> tuple[Moment, ...]:
    return laid_out(talks.meetings, events(reading.archive)).moments


def _wanted(one: Moment, since: str, until: str, kind: str) -> bool:
    """Compare days by their beginnings; the undated lie between no two days."""
    date = (one.date or "").lstrip("[.{")
    if kind and (one.kind in ("talk", "told")) != (kind == "talks"):
        return False
    if (since or until) and not date[:4].isdigit():
        return False
    return (not since or date[: len(since)] >= since) and (not until or date[: len(until)] <= until)


PAGE = Page("timeline", "/timeline", content, nav=7)
