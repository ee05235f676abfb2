"""The series of meetings of some people or sides: dates, gaps, frequency, and who takes part how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from memcon.inquiries.company import Roll
from memcon.inquiries.hours import clock, hour
from memcon.inquiries.meetings import Contradiction, Joined, MeetingProposal
from memcon.model.dates import bounds, sort_key
from memcon.model.meetings import Talk

MONTHS_SHOWN = 36  # months that a series may span before it is counted by year


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: the records that report it, as people joined them, and what the first of them says of it.

    `told` marks one known from a telegram or letter only; its date is that of the sending. `perhaps` are ids of open
    proposals that it is the same as another.
    """

    records: tuple[str, ...]
    title: str
    date: str | None  # EDTF
    hour: str | None
    place: str | None
    parties: tuple[str, ...]
    told: bool = False
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """The days between two meetings that follow each other, both dated to the day."""

    since: str
    until: str
    days: int


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings in order of date, the undated last.

    `least` is how many meetings there are if every open proposal is right; len(meetings) if none is. `left_out` counts
    telegrams and letters that tell of talks and were not asked for. `attendance` counts meetings by name, most first.
    """

    meetings: tuple[Meeting, ...]
    least: int
    left_out: int
    undated: int
    imprecise: int
    gaps: tuple[Gap, ...]
    median_gap: float | None  # days
    longest_gap: Gap | None
    frequency: tuple[tuple[str, int], ...]  # month or year, meetings; those without any between the first and last too
    attendance: tuple[tuple[str, int], ...]
    contradictions: tuple[Contradiction, ...] = ()
    missing: tuple[str, ...] = ()  # records that rulings name and the archive no longer holds


@dataclass(frozen=True, slots=True)
class Asked:
    """What series is asked for: everybody of each set of keys takes part, between two days, both inclusive."""

    parties: tuple[frozenset[str], ...] = ()
    since: date | None = None
    until: date | None = None
    told: bool = False  # also those known from telegrams and letters only


def series(
    talks: Sequence[Talk], roll: Roll, asked: Asked, joined: Joined, proposals: Collection[MeetingProposal] = ()
) -> Series:
    """Put meetings in a series.

    Args:
        talks: the records that report talk.
        roll: who takes part in them.
        asked: whose series.
        joined: which records people ruled to be of one meeting.
        proposals: open proposals, to say how many fewer meetings there may be.
    """
    found = [talk for talk in talks if wanted(talk, roll, asked)]
    own = [talk for talk in found if talk.own_date or asked.told]
    meetings = tuple(_meetings(own, roll, joined, proposals))
    days = sorted({day for one in meetings if not one.told and (day := _day(one.date))})
    gaps = tuple(Gap(a.isoformat(), b.isoformat(), (b - a).days) for a, b in pairwise(days))
    attended = Counter(name for one in meetings for name in one.parties)
    known = {talk.record for talk in talks}
    return Series(
        meetings,
        _least(meetings, proposals),
        len(found) - len(own),
        sum(bounds(one.date or "") == (None, None) for one in meetings),
        sum(_day(one.date) is None and bounds(one.date or "") != (None, None) for one in meetings),
        gaps,
        median(gap.days for gap in gaps) if gaps else None,
        max(gaps, key=lambda gap: gap.days, default=None),
        tuple(_frequency(meetings)),
        tuple(sorted(attended.items(), key=lambda one: (-one[1], one[0]))),
        joined.contradictions,
        tuple(record for group in joined.groups for record in group if record not in known),
    )


def wanted(talk: Talk, roll: Roll, asked: Asked) -> bool:
    """Tell whether a record belongs to a series: somebody of each side takes part, and the date can lie in the span."""
    keys = {one.key for one in roll.parties.get(talk.record, ())}
    return all(keys & side for side in asked.parties) and within(talk.date, asked.since, asked.until)


def within(edtf: str | None, since: date | None, until: date | None) -> bool:
    """Tell whether a date can lie between two days; an undated one only where no days are asked for."""
    if since is None and until is None:
        return True
    first, last = bounds(edtf or "")
    if first is None and last is None:
        return False
    return not (since and last and last < since) and not (until and first and first > until)


def _meetings(
    talks: Iterable[Talk], roll: Roll, joined: Joined, proposals: Collection[MeetingProposal]
) -> Iterable[Meeting]:
    group = {record: whole for whole in joined.groups for record in whole}
    open_for: dict[str, list[str]] = {}
    for one in proposals:
        for record in one.records:
            open_for.setdefault(record, []).append(one.id)
    held: dict[tuple[str, ...], list[Talk]] = {}
    for talk in talks:
        held.setdefault(group.get(talk.record, (talk.record,)), []).append(talk)
    made = [_meeting(sorted(its, key=lambda one: not one.own_date), roll, open_for) for its in held.values()]
    return sorted(made, key=lambda one: (*sort_key(one.date)[:3], early(one.hour), one.records))


def _meeting(talks: Sequence[Talk], roll: Roll, open_for: dict[str, list[str]]) -> Meeting:
    first = talks[0]
    minute = next((found for talk in talks if (found := hour(talk)) is not None), None)
    names = {one.key: one.name for talk in talks for one in roll.parties.get(talk.record, ())}
    return Meeting(
        tuple(talk.record for talk in talks),
        first.title or first.record,
        first.date,
        None if minute is None else clock(minute),
        first.place,
        tuple(names.values()),
        not first.own_date,
        tuple(dict.fromkeys(one for talk in talks for one in open_for.get(talk.record, ()))),
    )


def early(hour_: str | None) -> int:
    """Order hours within a day; a meeting without its hour comes after those with one."""
    return int(hour_.split(":")[0]) * 60 + int(hour_.split(":")[1]) if hour_ else 24 * 60


def _day(edtf: str | None) -> date | None:
    """Give the day of a date that is dated to the day."""
    first, last = bounds(edtf or "")
    return first if first == last else None


def _least(meetings: Sequence[Meeting], proposals: Collection[MeetingProposal]) -> int:
    """Count the meetings there are if every open proposal is right."""
    at = {record: number for number, one in enumerate(meetings) for record in one.records}
    root = list(range(len(meetings)))

    def top(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for one in proposals:
        if one.question == "one meeting?" and all(record in at for record in one.records):
            root[top(at[one.records[0]])] = top(at[one.records[1]])
    return len({top(number) for number in range(len(meetings))})


def _frequency(meetings: Sequence[Meeting]) -> Iterable[tuple[str, int]]:
    """Count meetings by month, or by year where they span more than MONTHS_SHOWN months; empty months stand as 0.

    A meeting whose date spans several is counted under the first.
    """
    firsts = [first for one in meetings if (first := bounds(one.date or "")[0])]
    if not firsts:
        return
    low, high = min(firsts), max(firsts)
    span = (high.year - low.year) * 12 + high.month - low.month
    if span < MONTHS_SHOWN:
        counted = Counter(f"{day.year:04}-{day.month:02}" for day in firsts)
        for month in range(low.month - 1, low.month + span):
            name = f"{low.year + month // 12:04}-{month % 12 + 1:02}"
            yield name, counted[name]
    else:
        years = Counter(day.year for day in firsts)
        for year in range(low.year, high.year + 1):
            yield f"{year:04}", years[year]
