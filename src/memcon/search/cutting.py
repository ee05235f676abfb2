"""The records of an archive cut into rows, a batch at a time; in several processes where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from memcon.archive.archive import Archive, open_archive
from memcon.archive.engine import here
from memcon.search.building import Card, card_of
from memcon.search.rows import Row, rows

BATCH = 250  # records
SECONDS = 0.002  # that a record takes
Cut = Sequence[tuple[Card, Sequence[Row]]]
Known = Mapping[str, tuple[str, str]]  # of records: the meeting, and a stamp of all it was made from


def cut(
    archive: Archive,
    stamped: Mapping[str, Mapping[str, str]],
    meetings: Mapping[str, str],
    sides: Mapping[str, str | None],
) -> Iterator[Cut]:
    """Cut the records of some sources, in their order.

    Args:
        archive: the archive.
        stamped: for each source its records, each with a stamp of all it was made from.
        meetings: the meeting of records that share one with others.
        sides: the side of each person of the register.
    """
    pieces: list[Known] = []
    for its in stamped.values():
        known = [(record, (meetings.get(record, record), stamp)) for record, stamp in its.items()]
        pieces += [dict(known[at : at + BATCH]) for at in range(0, len(known), BATCH)]
    engine = here(sum(map(len, pieces)) * SECONDS)
    yield from engine.map(partial(_cut, archive.path, dict(sides)), pieces)


def _cut(path: Path, sides: Mapping[str, str | None], known: Known) -> Cut:
    return [
        (card_of(view, *known[view.record.id]), tuple(rows(view, sides)))
        for view in open_archive(path).views(known.keys())
    ]
