"""The vectors of an archive's sentences, kept beside the word index and brought up to date by what changed.

One file of vectors for each embedder, to which new ones are added at the end, and one table that says which sentence
has which. Sentences of the same words share a vector, so that a record read again costs only its new sentences. A
ruling on a speaker changes no sentence and costs nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from memcon.analysis.utterances.sentences import sentences
from memcon.archive import derived
from memcon.archive.archive import Archive
from memcon.archive.writing import replacing
from memcon.model.errors import ArchiveBusy, ArchiveError
from memcon.model.record import Record, TextClass
from memcon.search.meaning_embedders import Embedder
from memcon.search.vectors import Small, opened, small, write

COLUMNS = {
    "source": pl.String, "mark": pl.String, "record": pl.String, "start": pl.Int64, "end": pl.Int64,
    "words": pl.Int32, "print": pl.UInt64, "at": pl.Int64,
}  # fmt: skip
FEWEST = 4  # words; what is shorter says too little by itself
AT_ONCE = 20_000  # sentences embedded before the file grows
WASTE = 2  # when the file holds more than so many times the vectors that are used, it is made anew
PATIENCE = 600.0  # seconds to wait for another process that embeds
UNSAFE = re.compile(r"[^\w.-]+")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """The vectors of an archive as they lie: `table` has a row a sentence, `at` its place in `vectors`."""

    table: pl.DataFrame
    vectors: Small

    @property
    def burden(self) -> NDArray[np.float32]:
        """What is taken off a sentence's cosine: 1 / its words. A short heading is near everything of its kind."""
        burden: NDArray[np.float32] = (1 / self.table["words"].to_numpy()).astype(np.float32)
        return burden


def place(archive: Archive, by: Embedder) -> Path:
    """Say where the vectors of one embedder lie."""
    return archive.path / "index" / "meaning" / (UNSAFE.sub("_", by.name)[-80:].strip("._") or "named")


def kept(archive: Archive, by: Embedder, progress: Progress = lambda *_: None) -> Kept:
    """Bring the vectors up to date and open them.

    Args:
        archive: the archive.
        by: the embedder.
        progress: told how many sentences are embedded, of how many.

    Raises:
        ArchiveBusy: another process is embedding for a long time.
        ArchiveError: the files are damaged; the message says what to delete.
    """
    folder = place(archive, by)
    now = _current(archive)
    table = _table(folder)
    if _basis(table) != now:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / ".lock", timeout=PATIENCE):
                table = _brought_up(archive, folder, by, now, progress)
        except Timeout as error:
            raise ArchiveBusy(f"{folder}: another process is embedding. Try again in a moment.") from error
    if not table.height:
        return Kept(table, np.zeros((0, 0), np.int8))
    held = opened(folder / "vectors.npy")
    if held.ndim != 2 or bool((table["at"] >= len(held)).any()):
        raise ArchiveError(f"{folder}: damaged. Nothing of yours is lost: delete this folder, and ask again.")
    return Kept(table, held)


def _current(archive: Archive) -> dict[str, str]:
    """Give the mark of each source's newest records."""
    found = derived.parts(archive.folder, derived.RECORDS)
    known = archive.sources()
    return {
        source: derived.by_age(archive.folder, derived.RECORDS, source, marks)[-1]
        for source, marks in found.items()
        if source in known
    }


def _table(folder: Path) -> pl.DataFrame:
    path = folder / "sentences.parquet"
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else pl.DataFrame(schema=COLUMNS)


@lru_cache(maxsize=4)
def _read(path: Path, written: int) -> pl.DataFrame:
    del written  # a file written anew is another
    try:
        table = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError):
        return pl.DataFrame(schema=COLUMNS)
    return table if dict(table.schema) == COLUMNS else pl.DataFrame(schema=COLUMNS)


def _basis(table: pl.DataFrame) -> dict[str, str]:
    """Give the marks of the sources in a table; one without sentences has a row of no words."""
    return dict(table.select("source", "mark").unique().iter_rows())


def _brought_up(
    archive: Archive, folder: Path, by: Embedder, now: dict[str, str], progress: Progress
) -> pl.DataFrame:
    table = _table(folder)  # another process may have done it while this one waited
    fresh = {source for source, mark in _basis(table).items() if now.get(source) == mark}
    rows = [row for source in now if source not in fresh for row in _rows(archive, source, now[source])]
    texts = [row.pop("text") for row in rows]
    prints = [int(row["print"]) for row in rows]
    vectors_file = folder / "vectors.npy"
    known = dict(table.select("print", "at").iter_rows()) if vectors_file.is_file() else {}
    new = {one: str(text) for one, text in zip(prints, texts, strict=True) if one not in known}
    first = _grown(vectors_file, by, list(new.values()), keep=bool(known), progress=progress)
    known.update((one, first + at) for at, one in enumerate(new))
    added = pl.DataFrame([row | {"at": known[int(row["print"])]} for row in rows], schema=COLUMNS)
    whole = pl.concat([table.filter(pl.col("source").is_in(list(fresh))), added])
    whole = _packed(vectors_file, whole)
    with replacing(folder / "sentences.parquet") as beside:
        whole.write_parquet(beside, compression="zstd")
    return whole


def _rows(archive: Archive, source: str, mark: str) -> Iterator[dict[str, Any]]:
    """Give the sentences of a source; of one that has none, a row that says so."""
    found = False
    for record in archive.records(source):
        for start, end in spans(record):
            found = True
            text = " ".join(record.text[start:end].split())
            yield _row(source, mark, record.id, start, end, text)
    if not found:
        yield _row(source, mark, "", 0, 0, "")


def _row(source: str, mark: str, record: str, start: int, end: int, text: str) -> dict[str, Any]:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return {
        "source": source, "mark": mark, "record": record, "start": start, "end": end,
        "words": max(1, text.count(" ") + 1), "print": int.from_bytes(digest, "little"), "text": text,
    }  # fmt: skip


def spans(record: Record) -> Iterator[tuple[int, int]]:
    """Give the sentences of a record's body that say enough to be looked for by their meaning."""
    for passage in record.passages:
        if passage.text_class != TextClass.BODY:
            continue
        words = record.words(passage)
        for start, end in sentences(words):
            if len(words[start:end].split(None, FEWEST - 1)) >= FEWEST:
                yield passage.start + start, passage.start + end


def _grown(path: Path, by: Embedder, texts: list[str], *, keep: bool, progress: Progress) -> int:
    """Add the vectors of some texts at the file's end; say where they begin."""
    old = opened(path) if keep else None
    first = 0 if old is None else len(old)
    if not texts:
        return first
    made = []
    for at in range(0, len(texts), AT_ONCE):
        made.append(small(by.vectors(texts[at:at + AT_ONCE])))
        progress("Sentences embedded", min(at + AT_ONCE, len(texts)), len(texts))
    write(path, [*([old] if old is not None else []), *made])
    return first


def _packed(path: Path, table: pl.DataFrame) -> pl.DataFrame:
    """Leave out vectors that no sentence has any more, when they are many."""
    used = table["at"].unique().sort()
    if not path.is_file() or len(opened(path)) <= WASTE * max(1, len(used)):
        return table
    write(path, [np.asarray(opened(path)[used.to_numpy()])])
    places = pl.DataFrame({"at": used, "place": np.arange(len(used))})
    return table.join(places, on="at", how="left", maintain_order="left").with_columns(at=pl.col("place")).drop("place")
