"""The indexes of an archive, made and brought up to date aside, so that no page waits long for them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from memcon.archive.archive import Archive
from memcon.room.reading import Reading
from memcon.search import meaning_index, updating, verbs
from memcon.search.freshness import glance
from memcon.search.meaning_embedders import embedder

WORDS, MEANING = "words", "meaning"
PATIENCE = 1.5  # seconds that a page waits for an index that is brought up to date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an index is: what is being done, of how many so many. `of` is 0 before anything is counted."""

    index: str  # WORDS or MEANING
    what: str
    done: int
    of: int


class Indexing:
    """The index of words and that of meaning. It may be asked from several threads at once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._aside = ThreadPoolExecutor(1, "indexing")
        self._at_work: dict[str, Future[None]] = {}
        self._told: dict[str, tuple[str, int, int]] = {}
        self._seen: dict[str, str] = {}  # by index: the archive as it was when the index was last up to date
        self._lock = Lock()

    def state(self, index: str, *, patience: float | None = None) -> Progress | None:
        """Bring an index up to date; None when it is, else how far it is after so many seconds.

        Raises:
            MemconError: it cannot be made; asked again, it is tried again.
        """
        seen = glance(self._archive.folder)
        if self._is_fresh(index, seen):
            return None
        with self._lock:
            waiting = self._at_work.get(index)
            if waiting is None:
                waiting = self._at_work[index] = self._aside.submit(self._made, index)
        try:
            waiting.result(PATIENCE if patience is None else patience)
        except TimeoutError:
            return Progress(index, *self._told.get(index, ("", 0, 0)))
        finally:
            if waiting.done():
                with self._lock:
                    self._at_work.pop(index, None)
        return None

    def is_there(self, index: str) -> bool:
        """Tell whether an index was ever made, be it up to date or not."""
        if index == WORDS:
            return updating.seen_by(self._archive) is not None
        return (meaning_index.place(self._archive, embedder(None)) / "sentences.parquet").is_file()

    def _is_fresh(self, index: str, seen: str) -> bool:
        if self._seen.get(index) != seen and index == WORDS and updating.seen_by(self._archive) == seen:
            self._seen[index] = seen
        return self._seen.get(index) == seen

    def _made(self, index: str) -> None:
        seen = glance(self._archive.folder)
        self._told.pop(index, None)
        if index == WORDS:
            verbs.index(self._archive, progress=self._telling(index))
        else:
            meaning_index.kept(self._archive, embedder(None), self._telling(index))
        self._seen[index] = seen

    def _telling(self, index: str) -> Callable[[str, int, int], None]:
        def tell(what: str, done: int, of: int) -> None:
            self._told[index] = (what, done, of)

        return tell


_known: WeakKeyDictionary[Reading, Indexing] = WeakKeyDictionary()
_lock = Lock()


def indexing(reading: Reading) -> Indexing:
    """Give the indexes of the archive that is open; one for each reading."""
    with _lock:
        if reading not in _known:
            _known[reading] = Indexing(reading.archive)
        return _known[reading]
