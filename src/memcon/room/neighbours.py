"""Where a reader can go from a record: others of its meeting, the meetings before and after, what is printed near."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.room.reading import Reading


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A record nearby. `how` is meeting, series_before, series_after, before or after."""

    how: str
    record: str
    title: str
    date: str | None = None


def neighbours(reading: Reading, record: str) -> tuple[Neighbour, ...]:
    """Give a record's neighbours; those by meeting only when the talks are gathered."""
    return (*_by_meeting(reading, record), *_in_print(reading, record))


def _in_print(reading: Reading, record: str) -> list[Neighbour]:
    listing, at = reading.shelf.listing(), reading.shelf.places()[record]
    found = []
    for how, other in (("before", at - 1), ("after", at + 1)):
        if 0 <= other < listing.height:
            row = listing.row(other, named=True)
            if row["source"] == listing["source"][at]:
                found.append(Neighbour(how, row["id"], row["title"] or row["id"], row["date"]))
    return found


def _by_meeting(reading: Reading, record: str) -> list[Neighbour]:
    talks = reading.gathering.at_hand()
    at = talks.meeting_of.get(record) if talks else None
    if talks is None or at is None:
        return []
    mine = talks.meetings[at]
    found = [Neighbour("meeting", one, _title(reading, one), mine.date) for one in mine.records if one != record]
    series = talks.series_of(at)
    place = series.index(mine)
    for how, other in (("series_before", place - 1), ("series_after", place + 1)):
        if 0 <= other < len(series):
            one = series[other]
            found.append(Neighbour(how, one.records[0], one.title, one.date))
    return found


def _title(reading: Reading, record: str) -> str:
    entry = reading.shelf.entry(record)
    return str(entry["title"] or record) if entry else record
