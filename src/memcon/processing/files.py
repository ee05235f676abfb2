"""Which files a list of files and folders means, and how they are shared out among processes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

LEFT_OUT = {"thumbs.db", "desktop.ini"}  # what file managers leave behind
PIECE = 1_000_000  # bytes handed to a process at a time; larger files go alone
SPEED = 2_000_000  # bytes read a second on one processor, about; see benchmarks


def walk(given: Iterable[str | Path]) -> list[Path]:
    """List files, going down into folders, each file once.

    Files and folders whose names begin with a dot are left out inside folders. A path that does not exist stays in the
    list, so that whoever reads it says so.
    """
    found: dict[Path, None] = {}
    for path in map(Path, given):
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found.update(dict.fromkeys(one for one in inside if not path.is_dir() or _is_meant(one, path)))
    return list(found)


def _is_meant(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and path.name.lower() not in LEFT_OUT


def shared_out(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Share files out in pieces of about PIECE bytes, in order."""
    pieces: list[list[Path]] = []
    room = 0
    for path in paths:
        size = weight(path)
        if size > room or not pieces:
            pieces.append([])
            room = PIECE
        pieces[-1].append(path)
        room -= size
    return [tuple(piece) for piece in pieces]


def weight(path: Path) -> int:
    """Give a file's size in bytes; 0 when it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
