"""An archive as it is read in the room: tables in memory, records opened one by one, inquiries asked once and kept."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

from memcon.archive import corrections
from memcon.archive.archive import Archive
from memcon.archive.viewing import Laying
from memcon.model.corrections import Correction
from memcon.model.record import Record
from memcon.processing.again import again
from memcon.room.at_hand import ArchiveAtHand
from memcon.room.fates import Fates
from memcon.room.opening import Opened, Openings
from memcon.room.shelf import READ, Shelf
from memcon.room.talking import Gathering, Talks

T = TypeVar("T")
ANSWERS = 200  # answers of inquiries kept
STALE = "Its parts were not up to date before the ruling."
PATIENCE, LESS = 3.0, 0.12  # seconds that a page waits for an inquiry, and in an archive of more than
MANY = 6_000  # records


class Reading:
    """One archive, open in the room. It may be asked from several threads at once."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive if type(archive) is not Archive else ArchiveAtHand(archive)
        self.shelf = Shelf(archive.folder)
        self.openings = Openings(archive, self.shelf)
        self.gathering = Gathering(archive, self.shelf, self.openings.decisions)
        self.fates = Fates(archive, self.shelf, self.openings.filed)
        self.at_work: dict[str, str] = {}  # records whose later stages are being worked out again, and trouble with it
        self._asked: dict[tuple[str, Hashable, Hashable], Future[Any]] = {}
        self._aside = ThreadPoolExecutor(1, "inquiry")
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()
        self._filing = Lock()
        self._renewing = ThreadPoolExecutor(1, "renewing")

    @property
    def path(self) -> Path:
        """Where the archive lies."""
        return self.archive.path

    def warm(self) -> None:
        """Read the tables, gather the talks and make the first ruling ready, so that the first reader need not wait."""
        for stage in READ:
            self.shelf.rows(stage)
        self.gathering.at_hand()
        self.openings.warm()
        self.gathering.talks()
        next(iter(self.archive.views(())), None)
        gc.collect()
        gc.freeze()  # what was read stays; looking through it again and again would hold readers up

    def open(self, record: str) -> Opened:
        """Open a record; see `Openings.open`."""
        return self.openings.open(record)

    def talks(self) -> tuple[Talks | None, bool]:
        """Give the talks, or None while they are being gathered; and whether they are as the archive has them now."""
        return self.gathering.talks()

    def kept(self, question: str, parts: Hashable, answer: Callable[[], T]) -> T:
        """Give the answer of an inquiry; it is asked again only when the archive changed."""
        key = (question, parts, self.state())
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast(T, self._answers[key])
        found = answer()
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)
        return found

    def awaited(
        self, question: str, parts: Hashable, answer: Callable[[], T], *, patience: float | None = None
    ) -> T | None:
        """Give the answer of an inquiry that may take long; None when it is not there after `patience` seconds.

        It is worked out aside and kept, so that who asks again later finds it.

        Raises:
            MemconError: what the inquiry raised.
        """
        key = (question, parts, self.state())
        with self._lock:
            if key not in self._asked:
                self._asked = {one: its for one, its in self._asked.items() if not its.done() or one[2] == key[2]}
                self._asked[key] = self._aside.submit(answer)
            waiting = self._asked[key]
        try:
            return cast(T, waiting.result(self._patience() if patience is None else patience))
        except TimeoutError:
            return None

    def _patience(self) -> float:
        return PATIENCE if self.shelf.listing().height <= MANY else LESS

    def state(self) -> Hashable:
        """Give what changes when sources, findings, rulings or registers change."""
        folder = self.archive.folder
        given = [path for name in ("corrections", "registers") for path in sorted((folder.path / name).glob("*"))]
        stages = ("records", "describe", "utterances", "acts", "issues", "commitments")
        return (self.shelf.mark(*stages), *((one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in given))

    def rule(self, record: Record, rulings: Sequence[Correction]) -> None:
        """File rulings on one record, and have what rests on them worked out again aside.

        Until that is done `at_work` holds the record's id. Rulings are worked in one after another, each over the
        state it was filed in, for each changes the parts of its source.

        Raises:
            ArchiveBusy: another process is writing all the time; nothing was filed.
        """
        with self._filing:
            before = self.openings.laying()
            corrections.file(self.archive.folder, rulings)
            after = self.openings.laying()
            self.at_work[record.id] = ""
            self._renewing.submit(self._renew, record, before, after)

    def _renew(self, record: Record, before: Laying, after: Laying) -> None:
        trouble: str | None = None
        try:
            if not again(self.archive, record, before, after):
                trouble = STALE
        except Exception as error:
            trouble = " ".join(str(error).split())[:200] or type(error).__name__
        self.shelf.forget()
        if trouble is None:
            self.at_work.pop(record.id, None)
        else:
            self.at_work[record.id] = trouble
