"""A small archive whose records lie at hand: read once, a source at a time, and again only where a source changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from memcon.archive import derived
from memcon.archive.archive import LAID, Archive, read_parts
from memcon.archive.held import held
from memcon.archive.listing import ids
from memcon.archive.viewing import Found, View
from memcon.model.record import Record

SMALL = 4_000  # records up to which they are held; 3,000 take about 100 MB
Read = Mapping[str, tuple[Record, Found]]
STAGES = (derived.RECORDS, *LAID)


class ArchiveAtHand(Archive):
    """An archive as inquiries of the room ask it. What people rule is laid over its records at each question."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive.folder)
        object.__setattr__(self, "_read", {})
        object.__setattr__(self, "_lock", Lock())

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process without what was read."""
        return Archive, (self.folder,)

    def views(self, only: Collection[str] | None = None) -> Iterator[View]:
        """Give records in the order of the archive; see `Archive.views`."""
        if held(self.folder, "how many records", lambda: ids(self.folder).height) > SMALL:
            yield from super().views(only)
            return
        laying = held(self.folder, "laying", self.laying)
        wanted = None if only is None else {*only}
        there = {stage: derived.parts(self.folder, stage) for stage in STAGES}
        for source in self.sources().values():
            marks = {stage: its.get(source.id, ()) for stage, its in there.items()}
            its = self._its(source.id, [derived.newest(self.folder, stage, source.id, m) for stage, m in marks.items()])
            for record, found in (its[one] for one in its if wanted is None or one in wanted):
                yield laying.view(record, found, source)

    def _its(self, source: str, parts: list[Path | None]) -> Read:
        """Give what was read of a source; its parts are read anew where another stands in the place of one."""
        mark = [(part, part.stat().st_mtime_ns, part.stat().st_ino) if part else None for part in parts]
        read: dict[str, tuple[Any, Read]] = self.__dict__["_read"]
        with self.__dict__["_lock"]:
            if source not in read or read[source][0] != mark:
                read[source] = mark, {record.id: (record, found) for record, found in read_parts(parts)}
            return read[source][1]
