"""Single records, opened with rulings laid over them, fast enough to turn pages."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import polars as pl

from memcon.analysis.resolving import Resolver
from memcon.archive import corrections, people, tables
from memcon.archive.archive import LAID, Archive
from memcon.archive.corrections import Rulings
from memcon.archive.finding import find
from memcon.archive.folder import Folder
from memcon.archive.viewing import Found, Laying, View
from memcon.model.corrections import Card, Correction, standing, subject
from memcon.model.description import Description
from memcon.model.errors import NotFound
from memcon.room.shelf import Shelf

KEPT = 48  # records kept open


@dataclass(frozen=True)
class Opened:
    """A record as it stands, what the machine claimed before anybody ruled, and the rulings on it, the oldest first."""

    view: View
    found: Found
    rulings: tuple[Correction, ...]


class Openings:
    """The records that are open, and what lies over them."""

    def __init__(self, archive: Archive, shelf: Shelf) -> None:
        self._archive, self._shelf = archive, shelf
        self._open: OrderedDict[object, Opened] = OrderedDict()
        self._filed: tuple[object, tuple[Correction, ...]] | None = None
        self._known: tuple[object, Resolver] | None = None
        self._laying: tuple[object, Laying] | None = None
        self._cards: tuple[object, Rulings] | None = None
        self._lock = Lock()

    def open(self, record: str) -> Opened:
        """Open a record by its id, or enough of it to tell it from others.

        Raises:
            NotFound: there is no such record, or several fit.
            ArchiveError: its parts are damaged.
        """
        entry = self._shelf.entry(record)
        if entry is None:
            record = find(record, self._shelf.listing()["id"].to_list(), str(self._archive.path))
            entry = self._shelf.entry(record) or {}
        key = (record, self._mark(), self._shelf.mark("records", *LAID))
        with self._lock:
            if key in self._open:
                self._open.move_to_end(key)
                return self._open[key]
        opened = self._read(record, str(entry["source"]), int(str(entry["shelf"])), int(str(entry["row"])))
        with self._lock:
            self._open[key] = opened
            while len(self._open) > KEPT:
                self._open.popitem(last=False)
        return opened

    def laying(self) -> Laying:
        """Give what people gave that lies over the machine's claims, as it is now."""
        mark = (self._mark(), self._shelf.mark("describe", "utterances"), _stat(self._archive.folder, "registers"))
        if self._laying is None or self._laying[0] != mark:
            filed = standing(self.filed())
            words = corrections.of_kind(filed, about="words")
            rulings = self._carded().after(filed) if words else Rulings(filed, {})
            self._laying = (mark, Laying(rulings, self._resolver(corrections.of_kind(filed, about="persons"))))
        return self._laying[1]

    def _resolver(self, rulings: tuple[Correction, ...]) -> Resolver:
        """Give who is who; rulings on words change nothing in it."""
        mark = (rulings, self._shelf.mark("describe", "utterances"), _stat(self._archive.folder, "registers"))
        if self._known is None or self._known[0] != mark:
            self._known = (mark, people.known(self._archive.folder, rulings))
        return self._known[1]

    def filed(self) -> tuple[Correction, ...]:
        """Give every ruling of the archive, those taken back too."""
        mark = self._mark()
        if self._filed is None or self._filed[0] != mark:
            self._filed = (mark, corrections.filed(self._archive.folder))
        return self._filed[1]

    def decisions(self) -> tuple[Correction, ...]:
        """Give the rulings about what belongs together across records."""
        return tuple(one for one in self.filed() if subject(one) not in ("words", "rulings"))

    def warm(self) -> None:
        """Make ready what the first ruling will need."""
        self.laying()
        self._carded()

    def _carded(self) -> Rulings:
        """Give rulings that know the card of every record; made once for each state of the descriptions."""
        mark = self._shelf.mark("records", "describe")
        if self._cards is None or self._cards[0] != mark:
            cards: dict[str, dict[str, Card]] = {}
            wanted = self._shelf.listing().select("id", "source", "source_name", "number", "title", "date")
            for record, source, name, *card in wanted.iter_rows():
                cards.setdefault(source, {})[record] = Card(name, *card)
            self._cards = (mark, Rulings((), cards).after(()))
        return self._cards[1]

    def _mark(self) -> object:
        return _stat(self._archive.folder, "corrections")

    def _read(self, record: str, source: str, shelf: int, row: int) -> Opened:
        part = self._shelf.part("records", shelf)
        if part is None:
            raise NotFound(f"{record}: its records are being made anew. Try again in a moment.")
        whole = tables.unpacked(tables.collected(pl.scan_parquet(part).slice(row, 1), part).row(0, named=True))
        description, *several = (self._found(stage, shelf, record) for stage in LAID)
        found = Found(description or Description(), *(tuple(one or ()) for one in several))
        laying = self.laying()
        view = laying.view(whole, found, self._shelf.sources().get(source))
        its = tuple(laying.rulings.given(one, record) for one in laying.rulings.of(record, source))
        return Opened(view, found, tuple(sorted(its, key=lambda one: one.at)))

    def _found(self, stage: str, shelf: int, record: str) -> Any:
        part = self._shelf.part(stage, shelf)
        return None if part is None else tables.findings(part, tables.TABLES[stage], [record]).get(record)


def _stat(folder: Folder, name: str) -> tuple[tuple[str, int, int], ...]:
    place = folder.path / name
    if not place.is_dir():
        return ()
    found = ((one.name, one.stat()) for one in place.iterdir())
    return tuple(sorted((name, its.st_mtime_ns, its.st_size) for name, its in found))

