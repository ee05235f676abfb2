"""How a file is written so that a reader, or a crash, never meets half of it."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

UNFINISHED = ".unfinished"
DAY = 86_400  # seconds; older unfinished files belong to no process that still runs


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a place to write beside a file; at the end what was written takes the file's place at once.

    When the block fails, what was written goes and the file stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    place = beside(path)
    try:
        yield place
        place.replace(path)
    finally:
        place.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """Name a place beside a file or folder where this process may write what is to take its place."""
    return path.with_name(f".{path.name[:80]}.{_host()}.{os.getpid()}{UNFINISHED}")


def write_words(path: Path, words: str) -> None:
    """Write a text file in UTF-8, whole or not at all, and see it safe on the disk."""
    with replacing(path) as place, place.open("w", encoding="utf-8", newline="") as file:
        file.write(words)
        file.flush()
        settle(file.fileno())
    settle_folder(path.parent)


def append_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows at the end of a JSON lines file, one line each, and see them safe on the disk.

    The caller holds the archive's lock. A line torn by a crash at the file's end is cut off first; one written by hand
    without a line end gets it.
    """
    words = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if not words:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        _mend_end(file.fileno(), path)
        file.write(words.encode("utf-8"))
        file.flush()
        settle(file.fileno())


def _mend_end(number: int, path: Path) -> None:
    content = path.read_bytes()
    if not content or content.endswith(b"\n"):
        return
    begin = content.rfind(b"\n") + 1
    if is_json(content[begin:]):
        os.write(number, b"\n")
    else:
        os.ftruncate(number, begin)


def is_json(line: bytes | str) -> bool:
    """Tell whether a line holds JSON."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def settle(number: int) -> None:
    """See a file's bytes safe on the disk; a file system that cannot say so is taken at its word."""
    with suppress(OSError):
        os.fsync(number)


def settle_folder(folder: Path) -> None:
    """See the names in a folder safe on the disk, where the system can."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def abandoned(folder: Path) -> list[Path]:
    """List what processes that no longer run left unfinished in a folder."""
    return [path for path in folder.glob(f".*{UNFINISHED}") if _is_abandoned(path)] if folder.is_dir() else []


def _is_abandoned(path: Path) -> bool:
    host, process = path.name.removesuffix(UNFINISHED).rsplit(".", 2)[-2:]
    with suppress(OSError):
        if host == _host() and process.isdecimal() and not _runs(int(process)):
            return True
        return time.time() - path.stat().st_mtime > DAY
    return False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@cache
def _host() -> str:
    """Name this computer without giving its name away."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:6]
