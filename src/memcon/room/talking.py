"""What the talks of an archive are together: meetings, who takes part in which; gathered once, aside, and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic

from memcon.archive.archive import Archive
from memcon.inquiries import talk_verbs
from memcon.inquiries.company import Named, Roll
from memcon.inquiries.meetings import MeetingProposal
from memcon.inquiries.series import Asked, Meeting, series
from memcon.model.corrections import Correction
from memcon.model.dates import bounds, sort_key
from memcon.model.errors import MemconError, NotFound
from memcon.model.meetings import Talk
from memcon.room.shelf import Shelf

PATIENCE = 8.0  # seconds that a page waits for what is being gathered


@dataclass(frozen=True)
class Talks:
    """The talks of an archive, its meetings in order of date, and who takes part in them."""

    talks: Mapping[str, Talk] = field(default_factory=dict)
    roll: Roll = field(default_factory=lambda: Roll({}))
    meetings: tuple[Meeting, ...] = ()
    proposals: tuple[MeetingProposal, ...] = ()
    meeting_of: Mapping[str, int] = field(default_factory=dict)  # by record: the place among the meetings
    with_party: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # by key: places among the meetings
    days: tuple[str, ...] = ()  # for each meeting its earliest day, "" for the undated
    proposed: Mapping[str, tuple[MeetingProposal, ...]] = field(default_factory=dict)  # open proposals by record

    def parties(self, record: str) -> tuple[Named, ...]:
        """Give those who take part in the talk of a record."""
        return tuple(self.roll.parties.get(record, ()))

    def people(self, meeting: Meeting) -> tuple[Named, ...]:
        """Give those who take part in a meeting."""
        return tuple({one.key: one for record in meeting.records for one in self.parties(record)}.values())

    def series_of(self, at: int) -> tuple[Meeting, ...]:
        """Give the meetings of the same people as one meeting: all its parties where two, else at least two of them."""
        keys = {one.key for one in self.people(self.meetings[at])}
        shared: dict[int, int] = defaultdict(int)
        for key in keys:
            for other in self.with_party.get(key, ()):
                shared[other] += 1
        enough = min(2, len(keys))
        found = sorted(other for other, count in shared.items() if count >= enough) if enough else [at]
        return tuple(self.meetings[other] for other in found)


class Gathering:
    """The talks as they were last gathered; they are gathered again, aside, when the archive was processed anew."""

    def __init__(self, archive: Archive, shelf: Shelf, decisions: Callable[[], tuple[Correction, ...]]) -> None:
        self._archive, self._shelf, self._decisions = archive, shelf, decisions
        self._held: tuple[object, Talks] | None = None
        self._at_work: Thread | None = None
        self._lock = Lock()
        self.trouble: str | None = None

    def talks(self) -> tuple[Talks | None, bool]:
        """Give the talks, and whether they are as the archive has them now.

        Waits PATIENCE seconds for what is being gathered for the first time; None where that is not enough.
        """
        mark = self._mark()
        if self._held is not None and self._held[0] == mark:
            return self._held[1], True
        thread = self._begin(mark)
        until = monotonic() + PATIENCE
        while self._held is None and thread.is_alive() and monotonic() < until:
            thread.join(0.05)
        held = self._held
        return (None, False) if held is None else (held[1], held[0] == mark)

    def at_hand(self) -> Talks | None:
        """Give the talks as they were last gathered, without waiting; None at first, and gathering begins."""
        if self._held is None or self._held[0] != self._mark():
            self._begin(self._mark())
        return self._held[1] if self._held else None

    def _begin(self, mark: object) -> Thread:
        with self._lock:
            if self._at_work is None or not self._at_work.is_alive():
                self._at_work = Thread(target=self._gather, args=(mark,), daemon=True, name="gathering talks")
                self._at_work.start()
            return self._at_work

    def _mark(self) -> object:
        registers = self._archive.folder.registers
        changed = registers.stat().st_mtime_ns if registers.exists() else 0
        return self._shelf.mark("describe", "utterances"), changed, self._decisions()

    def _gather(self, mark: object) -> None:
        try:
            self._held, self.trouble = (mark, gathered(self._archive)), None
        except MemconError as error:
            self._held, self.trouble = (mark, Talks()), str(error)


def gathered(archive: Archive) -> Talks:
    """Gather the talks of an archive; none where no record reports talk."""
    try:
        found = talk_verbs.gathered(archive)
    except NotFound:
        return Talks()
    made = series(found.talks, found.roll, Asked(told=True), found.joined, found.proposals).meetings
    meetings = tuple(sorted(made, key=lambda one: (*sort_key(one.date)[:3], one.hour or "99", one.records)))
    meeting_of = {record: at for at, one in enumerate(meetings) for record in one.records}
    return Talks(
        {talk.record: talk for talk in found.talks},
        found.roll,
        meetings,
        found.proposals,
        meeting_of,
        _with_party(meetings, found.roll),
        tuple(day.isoformat() if (day := bounds(one.date or "")[0]) else "" for one in meetings),
        _by_record(found.proposals),
    )


def _by_record(proposals: Sequence[MeetingProposal]) -> dict[str, tuple[MeetingProposal, ...]]:
    found: dict[str, list[MeetingProposal]] = defaultdict(list)
    for one in proposals:
        for record in one.records:
            found[record].append(one)
    return {record: tuple(several) for record, several in found.items()}


def _with_party(meetings: Sequence[Meeting], roll: Roll) -> dict[str, tuple[int, ...]]:
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for at, one in enumerate(meetings):
        for record in one.records:
            for party in roll.parties.get(record, ()):
                found[party.key][at] = None
    return {key: tuple(places) for key, places in found.items()}
