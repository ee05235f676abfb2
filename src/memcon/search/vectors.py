"""Vectors on disk, one file an embedder, and the nearest of them to a question's.

A figure of a vector is kept as a whole number of -127 to 127, which halves a half-precision file and changes a cosine
by less than 0.001. The file is mapped, not read: a search walks over it in blocks and holds no more than two in memory.
Nothing is left out by an approximate index: a million passages take a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memcon.archive.writing import replacing
from memcon.model.errors import ArchiveError
from memcon.search.vectors_threads import alone

Floats = NDArray[np.float32]
Small = NDArray[np.int8]
Places = NDArray[np.int64]

STEP = 1 / 400  # of a small whole number; a figure beyond 0.3175 in a vector of length 1 is cut to that
BLOCK = 4_096  # vectors turned back into fractions at once
WORKERS = 2


def small(vectors: Floats) -> Small:
    """Write vectors of length 1 in small whole numbers."""
    limited: Small = np.clip(np.rint(vectors / STEP), -127, 127).astype(np.int8)
    return limited


def large(vectors: Small) -> Floats:
    """Turn small whole numbers back into vectors."""
    return vectors.astype(np.float32) * np.float32(STEP)


def write(path: Path, blocks: Sequence[Small]) -> None:
    """Write a file of vectors from blocks in order, whole or not at all."""
    rows, width = sum(map(len, blocks)), blocks[0].shape[1]
    with replacing(path) as beside, beside.open("wb") as file:
        form = {"descr": "|i1", "fortran_order": False, "shape": (rows, width)}
        np.lib.format.write_array_header_1_0(file, form)
        for block in blocks:
            for at in range(0, len(block), BLOCK):
                file.write(np.ascontiguousarray(block[at:at + BLOCK]).tobytes())


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
    vectors: Small, places: Places, question: Floats, count: int, burden: Floats | None = None
) -> list[tuple[int, float]]:
    """Find the sentences nearest to a question, the nearest first; of two equally near the earlier.

    Args:
        vectors: (m, d), as they lie in the file.
        places: for each of n sentences which row of it is its vector.
        question: the question's vector, (d,), of length 1.
        count: how many are wanted; there may be fewer.
        burden: (n,), what is taken off each cosine.

    Returns:
        The number of a sentence and its cosine less the burden.
    """
    if not len(places) or count < 1:
        return []
    scores = cosines(vectors, question)[places]
    if burden is not None:
        scores -= burden
    best = np.argpartition(-scores, count - 1)[:count] if count < len(scores) else np.arange(len(scores))
    ordered = best[np.lexsort((best, -scores[best]))]
    return [(int(one), float(scores[one])) for one in ordered]


def cosines(vectors: Small, questions: Floats) -> Floats:
    """Give the cosine of each vector with each question's, block by block in several threads.

    Args:
        vectors: (m, d).
        questions: (d,) or (k, d), each of length 1.

    Returns:
        (m,) or (m, k).
    """
    scaled = (questions * np.float32(STEP)).astype(np.float32).T
    found = np.empty((len(vectors), *scaled.shape[1:]), np.float32)

    def look(begin: int) -> None:
        found[begin:begin + BLOCK] = vectors[begin:begin + BLOCK].astype(np.float32) @ scaled

    with alone(), ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(look, range(0, len(vectors), BLOCK)))
    return found
