"""One process at a time writes what people gave; reading goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from memcon.archive.folder import Folder
from memcon.model.errors import ArchiveBusy

WAIT = 10.0  # seconds; a register line is written in milliseconds, so a longer wait means a process that hangs


@contextmanager
def locked(folder: Folder, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the archive's lock inside the block.

    Args:
        folder: the archive.
        wait: seconds to wait for another process.

    Raises:
        ArchiveBusy: another process held it all that time.
    """
    lock = FileLock(folder.lock, timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise ArchiveBusy(f"{folder.path}: another process has been writing to this archive for {wait:g} seconds. "
                          "Wait until it has ended, and try again.") from None
    try:
        yield
    finally:
        lock.release()
