"""An index that cannot be read: told in words, and made anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from polars.exceptions import PolarsError

from memcon.model.errors import ArchiveError


class IndexDamaged(ArchiveError):
    """The index cannot be read; it is made anew from what was worked out."""


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn whatever the engine throws at a damaged index into words.

    Raises:
        IndexDamaged: the engine failed.
    """
    try:
        yield
    except (OSError, ValueError, KeyError, IndexError, TypeError, PolarsError) as error:
        raise IndexDamaged(_damaged(path, error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the engine throws is no Exception
            raise
        raise IndexDamaged(_damaged(path, error)) from error


def _damaged(path: Path, error: BaseException) -> str:
    words = " ".join(str(error).split())[:120]
    return f"{path}: the index is damaged ({words}). Nothing of yours is in it: delete it, and ask again."
