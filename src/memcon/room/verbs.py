"""The verb that opens the reading room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from memcon.archive.archive import Archive, open_archive

PORT = 8417


def _untold(address: str) -> None:
    del address


def room(archive: str | Path | Archive, *, port: int = PORT, ready: Callable[[str], None] = _untold) -> None:
    """Serve an archive on pages to read and correct, on this machine alone, until it is stopped.

    Args:
        archive: an archive or its path.
        port: where to listen; if it is taken, one of the next twenty is used.
        ready: told the address when the door is open.

    Raises:
        NoArchive: there is none at this path.
        MemconError: no port is free.
    """
    from memcon.room.serve import serve

    serve(archive if isinstance(archive, Archive) else open_archive(archive), port, ready)
