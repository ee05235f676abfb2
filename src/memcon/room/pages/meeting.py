"""One meeting: the records that report it, who takes part, what they are about, what was undertaken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.model.errors import NotFound
from memcon.room import claims
from memcon.room.page import Asked, Page
from memcon.room.pages.meetings import MeetingRow, meeting_row
from memcon.room.reading import Reading
from memcon.room.talking import Talks

NEAR = 4  # meetings of the series shown before and after
PROPOSED = 12  # open proposals shown with a record


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part."""

    key: str
    name: str
    person: str | None
    side: str | None
    part: str


@dataclass(frozen=True, slots=True)
class Report:
    """One record of the meeting; two records of one meeting are two sources."""

    id: str
    title: str
    date: str | None
    form: str | None
    language: str | None
    drafter: str | None
    paper: str | None
    letters: int
    speakers: tuple[claims.Speaker, ...]
    issues: tuple[claims.About, ...]
    commitments: tuple[claims.Promised, ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """An open proposal that another record reports the same meeting."""

    id: str
    record: str
    title: str
    question: str
    score: float
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeetingContent:
    """All that the page of a meeting shows."""

    title: str
    meeting: MeetingRow
    parties: tuple[Party, ...]
    records: tuple[Report, ...]
    perhaps: tuple[Perhaps, ...]
    series: tuple[MeetingRow, ...]
    place: int  # of this meeting in its series, from 1
    of: int
    gathering: bool


def content(asked: Asked) -> MeetingContent:
    """Give a meeting.

    Raises:
        NotFound: the record reports no talk, as far as is known.
    """
    record = asked.parts["record"]
    talks, fresh = asked.reading.talks()
    asked.reading.open(record)
    if talks is None or record not in talks.meeting_of:
        raise NotFound(asked.words("trouble.no_meeting" if talks else "gathering", record=record))
    at = talks.meeting_of[record]
    mine, series = talks.meetings[at], talks.series_of(at)
    place = series.index(mine)
    near = series[max(0, place - NEAR) : place + NEAR + 1]
    return MeetingContent(
        mine.title, meeting_row(mine),
        tuple(Party(one.key, one.name, one.person, one.side, one.part) for one in talks.people(mine)),
        tuple(_report(asked.reading, one) for one in mine.records), tuple(_perhaps(talks, mine.records)),
        tuple(map(meeting_row, near)), place + 1, len(series), not fresh,
    )  # fmt: skip


def _report(reading: Reading, record: str) -> Report:
    opened = reading.open(record)
    view, known = opened.view, opened.view.description
    return Report(
        record, known.title or record, known.date.edtf if known.date else None,
        known.form.value if known.form else None, known.language, known.drafter,
        known.citation.raw if known.citation else known.address, len(view.record.text), claims.speakers(view),
        claims.about(view)[0], claims.promised(view),
    )  # fmt: skip


def _perhaps(talks: Talks, records: tuple[str, ...]) -> Iterable[Perhaps]:
    for mine in records:
        for one in talks.proposed.get(mine, ())[:PROPOSED]:
            other, title = next(both for both in zip(one.records, one.titles, strict=True) if both[0] != mine)
            evidence = tuple((reason.speaks, reason.words) for reason in one.evidence)
            yield Perhaps(one.id, other, title, one.question, one.score, evidence)


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    talks, _ = reading.talks()
    return ({"record": one.records[0]} for one in (talks.meetings if talks else ()))


PAGE = Page("meeting", "/meeting/{record:path}", content, every=_every)
