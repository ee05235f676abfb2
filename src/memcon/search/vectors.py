"""Vectors on disk, one file a source, and the nearest of them to a question's.

A figure of a vector is kept as a whole number of -127 to 127, which halves a half-precision file and changes a cosine
by less than 0.001. Files are mapped, not read: a search walks over them in blocks and holds no more than one in memory.
Nothing is left out by an approximate index: a million passages take a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memcon.archive.writing import replacing
from memcon.model.errors import ArchiveError

Floats = NDArray[np.float32]
Small = NDArray[np.int8]
Chosen = NDArray[np.bool_]

STEP = 1 / 400  # of a small whole number; a figure beyond 0.3175 in a vector of length 1 is cut to that
BLOCK = 8_192  # vectors turned back into fractions at once
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near a question: in which file, at which row, and the cosine."""

    part: int
    row: int
    cosine: float


def small(vectors: Floats) -> Small:
    """Write vectors of length 1 in small whole numbers."""
    limited: Small = np.clip(np.rint(vectors / STEP), -127, 127).astype(np.int8)
    return limited


def large(vectors: Small) -> Floats:
    """Turn small whole numbers back into vectors."""
    return vectors.astype(np.float32) * np.float32(STEP)


def write(path: Path, vectors: Small) -> None:
    """Write a file of vectors, whole or not at all."""
    with replacing(path) as beside, beside.open("wb") as file:
        np.save(file, vectors, allow_pickle=False)


def opened(path: Path) -> Small:
    """Map a file of vectors.

    Returns:
        (n, d), not read yet.

    Raises:
        ArchiveError: it is damaged or gone.
    """
    try:
        found: Small = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise ArchiveError(
            f"{path}: damaged or gone ({error}). Nothing of yours is lost: delete the archive's folder index; "
            "the next search by meaning makes it anew."
        ) from error
    return found


def nearest(
    parts: Sequence[Small], question: Floats, count: int, only: Sequence[Chosen | None] | None = None
) -> list[Near]:
    """Find the vectors nearest to a question's, the nearest first; of two equally near the earlier.

    Args:
        parts: files of vectors, (n, d) each.
        question: its vector, (d,), of length 1.
        count: how many are wanted; there may be fewer.
        only: for each part which rows may be found; all when not given.
    """
    chosen = [None] * len(parts) if only is None else list(only)
    pieces = [(at, begin) for at, part in enumerate(parts) for begin in range(0, len(part), BLOCK)]
    if not pieces or count < 1:
        return []
    scaled = question.astype(np.float32) * np.float32(STEP)

    def looked(piece: tuple[int, int]) -> list[Near]:
        at, begin = piece
        return _best(at, begin, parts[at], scaled, count, chosen[at])

    with ThreadPoolExecutor(WORKERS) as pool:
        found = [one for best in pool.map(looked, pieces) for one in best]
    return sorted(found, key=lambda one: (-one.cosine, one.part, one.row))[:count]


def _best(at: int, begin: int, part: Small, scaled: Floats, count: int, chosen: Chosen | None) -> list[Near]:
    """Find the best rows of one block."""
    rows = np.arange(begin, min(begin + BLOCK, len(part)))
    if chosen is not None:
        rows = rows[chosen[rows]]
        if not len(rows):
            return []
    block = part[begin:begin + BLOCK] if chosen is None else part[rows]
    cosines = block.astype(np.float32) @ scaled
    best = np.argsort(-cosines, kind="stable")[:count] if count >= len(cosines) else _top(cosines, count)
    return [Near(at, int(rows[one]), float(cosines[one])) for one in best]


def _top(cosines: Floats, count: int) -> NDArray[np.int64]:
    return np.argpartition(-cosines, count - 1)[:count].astype(np.int64)


def gathered(parts: Sequence[Small], rows: Iterable[Near]) -> Iterator[Floats]:
    """Give the vectors of passages that were found."""
    return (large(parts[one.part][one.row]) for one in rows)
