"""The verb that opens the reading room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.archive.archive import Archive, open_archive
from memcon.processing.progress import Progress, silent

if TYPE_CHECKING:
    from memcon.room.frozen.copying import FrozenRoom

PORT = 8417


def _untold(address: str) -> None:
    del address


def room(
    archive: str | Path | Archive,
    *,
    port: int = PORT,
    ready: Callable[[str], None] = _untold,
    frozen: str | Path | None = None,
    sources: bool = True,
    progress: Progress = silent,
) -> FrozenRoom | None:
    """Serve an archive on pages to read and correct, on this machine alone, until stopped; or write them as files.

    Args:
        archive: an archive or its path.
        port: where to listen; if it is taken, one of the next twenty is used.
        ready: told the address when the door is open.
        frozen: a folder to write the whole room to as files, which work from disk and on any web host; nothing is
            served then. The folder must be new, empty, or hold an earlier copy.
        sources: of a frozen room, whether the sources as received go along.
        progress: of a frozen room, told how the work goes on.

    Returns:
        What was written, of a frozen room.

    Raises:
        NoArchive: there is none at this path.
        MemconError: no port is free; something else lies in the folder.
    """
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    if frozen is not None:
        from memcon.room.frozen.copying import freeze

        return freeze(opened, Path(frozen), sources=sources, progress=progress)
    from memcon.room.serve import serve

    serve(opened, port, ready)
    return None
