"""What an account draws on, fetched from an archive: the records of one meeting, the registers, later papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.archive import listing, registers
from memcon.archive.archive import Archive
from memcon.archive.entries import Entry, Wanted, entries
from memcon.archive.held import held
from memcon.archive.viewing import View
from memcon.inquiries.account.account import Known
from memcon.inquiries.account.citing import citing
from memcon.inquiries.account.companions import Meant
from memcon.inquiries.account.lookback import looking_back, patterns
from memcon.inquiries.account.others import LookingBack
from memcon.inquiries.account.telling import Telling, telling
from memcon.model.dates import Order, bounds, compare, sort_key

MOST_LATER = 60  # later records that are opened to see whether they look back, the nearest in time


def known(archive: Archive) -> Known:
    """Read what an archive's registers say."""
    return held(archive.folder, "what registers say", lambda: _known(archive))


def _known(archive: Archive) -> Known:
    sources = registers.rows(archive.folder, "sources")
    return Known(
        {person.id: person for person in registers.persons(archive.folder)},
        registers.rows(archive.folder, "outcomes"),
        registers.rows(archive.folder, "contested"),
        {key: str(row.get("title", key)) for key, row in sources.items()},
    )


def listed_records(archive: Archive) -> tuple[Entry, ...]:
    """List an archive's records."""
    return held(archive.folder, "entries", lambda: tuple(entries(archive.folder, Wanted())))


def views(archive: Archive, meant: Meant) -> tuple[View, ...]:
    """Give the records of a meeting as they stand, in the order they are named."""
    found = {view.record.id: view for view in archive.views({*meant.records})}
    return tuple(found[one] for one in meant.records if one in found)


def disputes(records: Sequence[str], outcomes: Sequence[str], known_: Known) -> tuple[str, ...]:
    """Give the ids of the contested points about a meeting, then of those about its outcomes.

    A record's id carries the id that its source gave it.
    """
    own, named = {part for record in records for part in record.split("-")}, set(outcomes)
    about = [key for key, row in known_.disputes.items() if own & set(map(str, row.get("meetings") or ()))]
    of_outcomes = [key for key, row in known_.disputes.items() if named & set(map(str, row.get("outcomes") or ()))]
    return tuple(dict.fromkeys([*about, *of_outcomes]))


def looks_back(
    archive: Archive, told: Sequence[Telling], known_: Known, everything: Sequence[Entry]
) -> Iterator[LookingBack]:
    """Find where later records speak of a talk: they print its day near a word of an encounter and name who spoke."""
    first = told[0]
    date = first.view.description.date
    day = bounds(date.edtf)[0] if date else None
    if date is None or day is None or bounds(date.edtf)[1] != day:
        return
    own = {one.view.record.id for one in told}
    later = {one.id: one for one in everything if one.date and compare(one.date, date.edtf) == Order.AFTER}
    printed = listing.matching(archive.folder, patterns(day))
    nearest = sorted((later[one] for one in printed if one in later and one not in own), key=lambda e: sort_key(e.date))
    opened = {view.record.id: view for view in archive.views([one.id for one in nearest[:MOST_LATER]])}
    for entry in nearest[:MOST_LATER]:
        view = opened.get(entry.id)
        span = looking_back(view, day, first) if view else None
        if view and span:
            yield LookingBack(telling(view, citing(view, entry.id), known_.people), *span)
