"""Answers that stay true until an archive changes, kept in memory: page after page need not ask them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from threading import Lock
from time import time_ns
from typing import Any, TypeVar, cast

from memcon.archive.folder import Folder

T = TypeVar("T")
KEPT = 24  # answers kept, the latest asked
STILL = 100_000_000  # ns that an archive lies still before an answer is kept: the clock of a disk has coarse ticks

_answers: OrderedDict[tuple[str, Hashable], tuple[Hashable, Any]] = OrderedDict()
_lock = Lock()


def held(folder: Folder, question: Hashable, answer: Callable[[], T]) -> T:
    """Give the answer to a question about an archive; it is worked out again only when the archive changed.

    Nobody may change what is given: all who ask get the same.

    Args:
        folder: the archive.
        question: what is asked, by a name of its own and whatever the answer depends on besides the archive.
        answer: works it out. What it raises is raised, and not kept.
    """
    key, (state, latest), now = (str(folder.path), question), _state(folder), time_ns()
    with _lock:
        if key in _answers and _answers[key][0] == state:
            _answers.move_to_end(key)
            return cast(T, _answers[key][1])
        _answers.pop(key, None)
    found = answer()
    if now - latest > STILL and _state(folder)[0] == state:
        with _lock:
            _answers[key] = (state, found)
            while len(_answers) > KEPT:
                _answers.popitem(last=False)
    return found


def forget() -> None:
    """Forget every answer."""
    with _lock:
        _answers.clear()


def _state(folder: Folder) -> tuple[Hashable, int]:
    """Give what changes when sources, findings, rulings or registers do, and when the last change was, in ns."""
    seen = [(str(path), its.st_mtime_ns, its.st_size, its.st_ino) for path in _watched(folder) if (its := _stat(path))]
    return tuple(seen), max((one[1] for one in seen), default=0)


def _watched(folder: Folder) -> Iterator[Path]:
    yield from (folder.toml, folder.received, folder.derived)
    for place in (folder.derived, folder.path / "corrections", folder.registers):
        yield from sorted(place.iterdir()) if place.is_dir() else ()


def _stat(path: Path) -> Any:
    try:
        return path.stat()
    except OSError:
        return None
