"""What an account draws on, fetched from an archive: the records of one meeting, the registers, later papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.analysis.describe.dates import read_date
from memcon.archive import listing, registers
from memcon.archive.archive import Archive
from memcon.archive.entries import Entry, Wanted, entries
from memcon.archive.finding import find
from memcon.archive.viewing import View
from memcon.inquiries.account.account import Known
from memcon.inquiries.account.citing import citing
from memcon.inquiries.account.lookback import looking_back, patterns
from memcon.inquiries.account.others import LookingBack
from memcon.inquiries.account.telling import Telling, telling
from memcon.model.dates import Order, bounds, compare, sort_key
from memcon.model.errors import NotFound

SHOWN = 6  # meetings of one day that a message names
MOST_LATER = 60  # later records that are opened to see whether they look back, the nearest in time


def known(archive: Archive) -> Known:
    """Read what an archive's registers say."""
    sources = registers.rows(archive.folder, "sources")
    return Known(
        {person.id: person for person in registers.persons(archive.folder)},
        registers.rows(archive.folder, "outcomes"),
        registers.rows(archive.folder, "contested"),
        {key: str(row.get("title", key)) for key, row in sources.items()},
    )


def views(archive: Archive, wanted: str, everything: Sequence[Entry] | None = None) -> tuple[View, ...]:
    """Give the records of the meeting that is meant, the one whose course the account follows first.

    Args:
        archive: the archive.
        wanted: a record's id or enough of it, a meeting's id in the register of meetings, or a day on which one
            meeting is reported ("1934-11-24", "24 November 1934").
        everything: the archive's records; read when not given.

    Raises:
        NotFound: nothing fits, or several meetings do; the message names them.
    """
    listed = listed_records(archive) if everything is None else everything
    return tuple(archive.view(one) for one in _chosen(archive, wanted, listed))


def listed_records(archive: Archive) -> tuple[Entry, ...]:
    """List an archive's records."""
    return tuple(entries(archive.folder, Wanted()))


def _chosen(archive: Archive, wanted: str, everything: Sequence[Entry]) -> tuple[str, ...]:
    meeting = registers.rows(archive.folder, "meetings").get(wanted)
    listed = tuple(str(one) for one in (meeting or {}).get("records") or ())
    if listed:
        return listed
    by_id = {one.id: one for one in everything}
    try:
        first = by_id[find(wanted, list(by_id), str(archive.path))]
    except NotFound:
        return _of_day(wanted, everything)
    return _with_companions(first, everything)


def _of_day(wanted: str, everything: Sequence[Entry]) -> tuple[str, ...]:
    """Give the records of the one meeting of a day.

    Raises:
        NotFound: it is no day, no talk is reported of it, or talks of several meetings are.
    """
    date = wanted if bounds(wanted) != (None, None) else None
    found = read_date(wanted)
    day = date or (found.edtf if found else None)
    if day is None:
        raise NotFound(f"{wanted}: no record, meeting or day. List records with: memcon records ARCHIVE --talk")
    talks = [one for one in everything if one.reports_talk and one.date and compare(one.date, day) == Order.SAME]
    groups: list[tuple[str, ...]] = []
    for one in sorted(talks, key=lambda entry: entry.language != "en"):
        if not any(one.id in group for group in groups):
            groups.append(_with_companions(one, talks))
    if not groups:
        raise NotFound(f"{wanted}: no talk is dated to {day}. List the days with: memcon records ARCHIVE --talk")
    if len(groups) > 1:
        named = ", ".join(group[0] for group in groups[:SHOWN])
        more = f" and {len(groups) - SHOWN} more" if len(groups) > SHOWN else ""
        raise NotFound(f"{wanted}: {len(groups)} talks of that day are recorded: {named}{more}. Say which.")
    return groups[0]


def _with_companions(first: Entry, everything: Sequence[Entry]) -> tuple[str, ...]:
    """Give a record and the others that report the same meeting."""
    others = [one.id for one in everything if _one_meeting(first, one)]
    return first.id, *others


def _one_meeting(one: Entry, other: Entry) -> bool:
    if one.id == other.id or not one.date or not other.date or one.language == other.language:
        return False
    return compare(one.date, other.date) == Order.SAME and one.number is not None and one.number == other.number


def disputes(records: Sequence[str], outcomes: Sequence[str], known_: Known) -> tuple[str, ...]:
    """Give the ids of the contested points about a meeting or its outcomes; a record's id carries its source's own."""
    own, named = {part for record in records for part in record.split("-")}, set(outcomes)
    return tuple(
        key
        for key, row in known_.disputes.items()
        if own & set(map(str, row.get("meetings") or ())) or named & set(map(str, row.get("outcomes") or ()))
    )


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
    for entry in nearest[:MOST_LATER]:
        view = archive.view(entry.id)
        span = looking_back(view, day, first)
        if span is not None:
            yield LookingBack(telling(view, citing(view, entry.id), known_.people), *span)
