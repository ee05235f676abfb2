"""Which records report the meeting that is meant: as people ruled, as a register says, or as is only proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from memcon.analysis.describe.dates import read_date
from memcon.archive import corrections as rulings
from memcon.archive import registers
from memcon.archive.archive import Archive
from memcon.archive.entries import Entry
from memcon.archive.finding import find
from memcon.archive.talks import texts
from memcon.inquiries import meetings
from memcon.inquiries.company import roll
from memcon.inquiries.known_talks import known_talks
from memcon.inquiries.meetings import LATER, MeetingProposal
from memcon.model.corrections import Correction
from memcon.model.dates import Order, bounds, compare
from memcon.model.errors import NotFound
from memcon.model.meetings import Talk

SHOWN = 6  # meetings of one day that a message names
MOST = 6  # records of one meeting that an account draws on


@dataclass(frozen=True, slots=True)
class Meant:
    """The records of a meeting, the one whose course is followed first.

    `perhaps` says of those that are only proposed to report the same meeting why.
    """

    records: tuple[str, ...]
    perhaps: Mapping[str, str] = field(default_factory=dict)


class Meetings:
    """Which records of an archive report one meeting. Read once, and only as far as is asked."""

    def __init__(self, archive: Archive, everything: Sequence[Entry]) -> None:
        self._archive = archive
        self._entries = {one.id: one for one in everything}

    def meant(self, wanted: str) -> Meant:
        """Give the records of the meeting that is meant.

        Args:
            wanted: a record's id or enough of it, a meeting's id in the register of meetings, or a day.

        Raises:
            NotFound: nothing fits, or several meetings do; the message names them.
        """
        row = registers.rows(self._archive.folder, "meetings").get(wanted, {})
        listed = tuple(str(one) for one in row.get("records") or () if str(one) in self._entries)
        if listed:
            return Meant(self._english_first(listed)[:MOST])
        try:
            first = find(wanted, list(self._entries), str(self._archive.path))
        except NotFound as error:
            day = read_day(wanted)
            if day is None:
                raise error
            return self._of_day(day, wanted)
        return self._with_companions(first)

    def _of_day(self, day: str, wanted: str) -> Meant:
        """Give the records of the one meeting of a day; where there are several, say which."""
        own = [one for one in self._talks if one.own_date and one.date and compare(one.date, day) == Order.SAME]
        found = self._english_first(one.record for one in own)
        groups: list[Meant] = []
        for record in found:
            if not any(record in group.records for group in groups):
                groups.append(self._with_companions(record))
        if not groups:
            raise NotFound(f"{wanted}: no talk is dated to that day. See: memcon records {self._archive.path} --talk")
        if len(groups) > 1:
            named = ", ".join(group.records[0] for group in groups[:SHOWN])
            more = f" and {len(groups) - SHOWN} more" if len(groups) > SHOWN else ""
            raise NotFound(f"{wanted}: {len(groups)} talks of that day are recorded: {named}{more}. Say which.")
        return groups[0]

    def _english_first(self, records: Iterable[str]) -> tuple[str, ...]:
        """Put English records first, for the account around them is in English; else keep the order."""
        return tuple(sorted(records, key=lambda record: self._entries[record].language != "en"))

    def _with_companions(self, first: str) -> Meant:
        ruled = rulings.of_kind(rulings.filed(self._archive.folder), about="meetings")
        groups = meetings.joined(ruled).groups
        sure = [one for group in groups if first in group for one in group if one != first and one in self._entries]
        perhaps: dict[str, str] = {}
        for proposal in self._proposals(first, ruled):
            other = next((one for one in proposal.records if one != first), None)
            if other and other not in sure and other in self._entries and first in proposal.records:
                perhaps[other] = _because(proposal)
        return Meant((first, *sure, *perhaps)[:MOST], perhaps)

    def _proposals(self, first: str, ruled: Sequence[Correction]) -> tuple[MeetingProposal, ...]:
        mine = next((one for one in self._talks if one.record == first), None)
        if mine is None or mine.date is None:
            return ()
        near = [one for one in self._talks if _near(one, mine)]
        found = meetings.proposals(near, roll(near), lambda wanted: texts(self._archive.folder, wanted), ruled)
        return tuple(one for one in found if one.question == "one meeting?")

    @cached_property
    def _talks(self) -> tuple[Talk, ...]:
        return known_talks(self._archive)[0]


def _near(one: Talk, mine: Talk) -> bool:
    """Tell whether two records lie so near in time that they can report one meeting."""
    (first, last), (begin, end) = bounds(one.date or ""), bounds(mine.date or "")
    if first is None or last is None or begin is None or end is None:
        return False
    return (first - end).days <= LATER and (begin - last).days <= LATER


def _because(proposal: MeetingProposal) -> str:
    return "; ".join(one.words for one in proposal.evidence if one.speaks == "for")


def read_day(wanted: str) -> str | None:
    """Read a day in EDTF or as people write it; None where it is no date."""
    if bounds(wanted) != (None, None):
        return wanted
    found = read_date(wanted)
    return found.edtf if found else None
