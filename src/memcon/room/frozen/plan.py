"""Which addresses a frozen room has, and where a link of a page leads in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from time import sleep
from typing import Any
from urllib.parse import quote

from memcon.archive.archive import Archive, opened_records
from memcon.archive.listing import ids
from memcon.archive.viewing import Found, Laying, View
from memcon.inquiries.account.citing import citing
from memcon.model.errors import MemconError
from memcon.room.app import catalogue
from memcon.room.fates import Came, ask
from memcon.room.frozen.names import Query, Segments, file_of, filled, split
from memcon.room.opening import Opened
from memcon.room.page import Page
from memcon.room.reading import Reading
from memcon.room.talking import Talks

SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
SEARCH = ("search",)  # the page of the copy's own search
ASKED = frozenset({"page", "form", "language", "source", "year"})  # what links of lists ask for; forms can ask more
MEETING = ("meeting", "account")
OPEN = 1500  # records that each process keeps open; in an archive of no more than
ALL = 6000  # records all of them, read in one go


class StillArchive(Archive):
    """An archive that nobody changes while it is read: records that were opened are kept open."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive.folder)
        held: OrderedDict[str, tuple[View, Found]] = OrderedDict()
        places = {record: at for at, record in enumerate(ids(self.folder)["id"])}
        for name, its in (("_open", held), ("_laid", archive.laying()), ("_places", places)):
            object.__setattr__(self, name, its)

    def laying(self) -> Laying:
        """Give what lies over the machine's claims, gathered once."""
        laid: Laying = self.__dict__["_laid"]
        return laid

    def views(self, only: Collection[str] | None = None) -> Iterator[View]:
        """Give records in the order of the archive; see `Archive.views`."""
        if only is None and not self.is_small:
            yield from super().views()
            return
        yield from (view for view, _ in self.opened(self._order if only is None else only))

    @property
    def is_small(self) -> bool:
        """Whether all records are kept open, read in one go at the first question."""
        return len(self._order) <= ALL

    def opened(self, only: Collection[str]) -> list[tuple[View, Found]]:
        """Give records in the order of the archive, and with each what was found before anybody ruled."""
        held: OrderedDict[str, tuple[View, Found]] = self.__dict__["_open"]
        here = {one: held[one] for one in only if one in held}
        missing = {*only} - here.keys()
        wanted = None if self.is_small else missing
        new = opened_records(self, wanted) if missing and not (self.is_small and held) else ()
        for view, found in new:
            held[view.record.id] = view, found
        here |= {one: held[one] for one in missing if one in held}
        for one in here if not self.is_small else ():
            held.move_to_end(one)
        while not self.is_small and len(held) > OPEN:
            held.popitem(last=False)
        return sorted(here.values(), key=lambda one: self._order[one[0].record.id])

    @property
    def _order(self) -> Mapping[str, int]:
        places: Mapping[str, int] = self.__dict__["_places"]
        return places


class Still(Reading):
    """An archive as it is read for a copy: whatever is being worked out is waited for."""

    def __init__(self, archive: Archive) -> None:
        self.still = StillArchive(archive)
        super().__init__(self.still)
        self.fates: Any = _Patient(self.fates, self.still)

    def open(self, record: str) -> Opened:
        """Open a record; see `Openings.open`."""
        found = self.still.opened([record]) if self.still.is_small else []
        if not found:
            return super().open(record)
        view, claims = found[0]
        rulings = self.still.laying().rulings
        its = (rulings.given(one, record) for one in rulings.of(record, view.record.source))
        return Opened(view, claims, tuple(sorted(its, key=lambda one: one.at)))

    def awaited(self, question: str, parts: Any, answer: Any, *, patience: float | None = None) -> Any:
        """Give the answer of an inquiry, however long it takes."""
        del patience
        return self.kept(question, (parts,), answer)

    def talks(self) -> tuple[Talks | None, bool]:
        """Give the talks as the archive has them now."""
        held, fresh = super().talks()
        while not fresh and self.gathering.trouble is None:
            sleep(0.05)
            held, fresh = super().talks()
        return held, fresh


class _Patient:
    def __init__(self, fates: Any, still: StillArchive) -> None:
        self._fates, self._still = fates, still
        self._came: Came | None = None

    def came(self) -> tuple[Came, str]:
        """Give what came of the commitments, once it was looked for."""
        if self._still.is_small:
            self._came = ask(self._still) if self._came is None else self._came
            return self._came, "now"
        held, state = self._fates.came()
        while state == "waiting":
            sleep(0.1)
            held, state = self._fates.came()
        return held, state


@dataclass(frozen=True)
class Plan:
    """The pages of a copy by their addresses."""

    reading: Reading
    pages: Mapping[Segments, tuple[Page, Mapping[str, str]]]
    nav: tuple[Page, ...]
    meetings: Mapping[str, str] = field(default_factory=dict)  # by record: the record whose meeting it is

    def target(self, link: str) -> tuple[Segments, Query, str] | None:
        """Say where a link of the room leads in the copy: address, what it asks, fragment; None: nowhere."""
        segments, query, fragment = split(link)
        if segments == SEARCH:
            return SEARCH, (), ""
        if segments in self.pages:
            return (segments, query, fragment) if {name for name, _ in query} <= ASKED else None
        if len(segments) == 2 and segments[0] in MEETING and segments[1] in self.meetings:
            return (segments[0], self.meetings[segments[1]]), (), fragment
        passage = SPAN.fullmatch(segments[-1]) if len(segments) == 3 and segments[0] == "r" else None
        if passage and segments[:2] in self.pages:
            return segments[:2], (), self._leaf(segments[1], int(passage[1]))
        if len(segments) == 2 and segments[0] == "issue":  # in one record only: it has no course
            return SEARCH, (), f"q={quote(segments[1], safe='')}"
        return None

    def file(self, segments: Segments, query: Query = ()) -> str:
        """Name the file of an address of the copy, without its ending."""
        return file_of(segments, query)

    def _leaf(self, record: str, start: int) -> str:
        """Name the passage of a record in which a place lies, as its page does; "" where none does."""
        starts, names = _leaves(self.reading, record)
        at = bisect_right(starts, start) - 1
        return names[at] if at >= 0 else ""


@lru_cache(maxsize=8192)
def _leaves(reading: Reading, record: str) -> tuple[Sequence[int], Sequence[str]]:
    try:
        view = reading.open(record).view
    except MemconError:
        return (), ()
    its = [
        (passage.start, f"p{number}" if number else f"at{passage.start}")
        for passage, number in zip(view.record.passages, citing(view).numbers, strict=True)
        if view.record.words(passage).strip()
    ]
    return [start for start, _ in its], [name for _, name in its]


def planned(reading: Reading) -> Plan:
    """Plan the copy of an archive's room: every page at every address that it names."""
    pages: dict[Segments, tuple[Page, Mapping[str, str]]] = {}
    for page in catalogue():
        if page.address == "/search":
            continue
        for parts in page.every(reading):
            if all(parts.values()):
                pages[filled(page.address, parts.items())] = (page, parts)
    talks, _ = reading.talks()
    first = {record: one.records[0] for one in talks.meetings for record in one.records} if talks else {}
    nav = tuple(one for one in catalogue() if one.nav is not None)
    if not any(one.address == "/search" for one in nav):
        nav = (*nav, Page("frozen_search", "/search", lambda asked: asked, nav=1))
    return Plan(reading, pages, nav, first)
