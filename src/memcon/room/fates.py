"""What came of commitments, asked in a process of its own: it reads every text of the archive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import Any

from memcon.archive.archive import Archive, open_archive
from memcon.inquiries.fate_rows import outcome_of
from memcon.inquiries.outcome_verbs import came_of
from memcon.model.corrections import Correction
from memcon.room.shelf import Shelf

Came = Mapping[tuple[str, int, int, str | None], Mapping[str, Any]]
HERE = 400  # records up to which the question is asked at once, in this process
MOST = 50_000  # records beyond which it is not asked: it would read for an hour
REST = 60.0  # seconds of peace after a ruling before the question is asked again


class Fates:
    """What came of the commitments of an archive, as it was last asked."""

    def __init__(self, archive: Archive, shelf: Shelf, filed: Callable[[], tuple[Correction, ...]]) -> None:
        self._archive, self._shelf, self._filed = archive, shelf, filed
        self._held: tuple[object, Came] | None = None
        self._asked: tuple[object, Future[Came]] | None = None
        self._changed: tuple[object, float] = (None, 0.0)
        self._lock = Lock()

    def came(self) -> tuple[Came, str]:
        """Give what came of each commitment, by record, span and promisor; and "now", "waiting" or "not asked"."""
        size = self._shelf.listing().height
        if size > MOST:
            return {}, "not asked"
        with self._lock:
            mark = self._mark()
            self._take()
            if self._held is None or self._held[0] != mark:
                if size <= HERE:
                    self._held = (mark, ask(self._archive))
                elif self._asked is None and self._rested(mark):
                    self._asked = (mark, _aside(self._archive.path))
            held = self._held
        return (held[1], "now" if held[0] == mark else "waiting") if held else ({}, "waiting")

    def _rested(self, mark: object) -> bool:
        """Tell whether the archive has lain still for a while; the first time at once."""
        if self._changed[0] != mark:
            self._changed = (mark, monotonic())
        return self._held is None or monotonic() - self._changed[1] >= REST

    def _take(self) -> None:
        if self._asked is not None and self._asked[1].done():
            mark, answer = self._asked
            self._asked = None
            self._held = (mark, answer.result() if answer.exception() is None else {})

    def _mark(self) -> object:
        registers = self._archive.folder.registers
        changed = registers.stat().st_mtime_ns if registers.exists() else 0
        return self._shelf.mark("describe", "utterances", "commitments"), changed, self._filed()


def _aside(path: Path) -> Future[Came]:
    """Ask in a process of its own, which yields to whoever reads."""
    answer: Future[Came] = Future()

    def wait() -> None:
        asked = subprocess.run([sys.executable, "-m", __name__, str(path)], capture_output=True, check=False)
        try:
            answer.set_result({tuple(key): fate for key, fate in json.loads(asked.stdout)})
        except (ValueError, TypeError) as error:
            answer.set_exception(error)

    Thread(target=wait, daemon=True, name="asking what came of commitments").start()
    return answer


def ask(archive: Archive) -> Came:
    """Ask what came of every commitment of an archive."""
    return {
        (record, *where): outcome_of(fate)
        for record, held in came_of(archive).items()
        for where, fate in held.items()
    }


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    sys.stdout.write(json.dumps(list(ask(open_archive(sys.argv[1])).items()), ensure_ascii=True))
