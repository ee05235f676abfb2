"""The meetings of an archive in order of date, those of some people or sides if asked."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.inquiries.series import Meeting
from memcon.model.errors import NotFound
from memcon.room.page import Asked, Page
from memcon.room.talking import Talks

SHOWN = 60


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    id: str
    title: str
    date: str | None
    hour: str | None
    place: str | None
    parties: tuple[str, ...]
    records: int
    told: bool
    perhaps: int


@dataclass(frozen=True, slots=True)
class MeetingsContent:
    """A page of the list of meetings. `told` counts those known from telegrams and letters only."""

    title: str
    rows: tuple[MeetingRow, ...]
    found: int
    of: int
    told: int
    page: int
    pages: int
    between: str
    year: str
    gathering: bool
    trouble: str | None = None


def content(asked: Asked) -> MeetingsContent:
    """Give a page of the list."""
    talks, fresh = asked.reading.talks()
    held = talks or Talks()
    between, year, trouble = asked.word("with"), asked.word("year"), None
    try:
        found = _wanted(asked, held, between, year)
    except NotFound as error:
        found, trouble = [], str(error)
    pages = max(1, -(-len(found) // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    rows = tuple(meeting_row(one) for one in found[(page - 1) * SHOWN : page * SHOWN])
    return MeetingsContent(
        asked.words("title.meetings"), rows, len(found), len(held.meetings), sum(one.told for one in found), page,
        pages, between, year, not fresh, trouble,
    )  # fmt: skip


def _wanted(asked: Asked, held: Talks, between: str, year: str) -> list[Meeting]:
    keep: set[int] | None = None
    for name in [part.strip() for part in between.split(",") if part.strip()]:
        keys = held.roll.wanted(name, str(asked.reading.path))
        with_them = {at for key in keys for at in held.with_party.get(key, ())}
        keep = with_them if keep is None else keep & with_them
    places = range(len(held.meetings)) if keep is None else sorted(keep)
    return [held.meetings[at] for at in places if not year or held.days[at].startswith(year)]


def meeting_row(one: Meeting) -> MeetingRow:
    """Give a meeting as a list shows it."""
    return MeetingRow(
        one.records[0], one.title, one.date, one.hour, one.place, one.parties, len(one.records), one.told,
        len(one.perhaps),
    )  # fmt: skip


PAGE = Page("meetings", "/meetings", content, nav=3)
