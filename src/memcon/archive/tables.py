"""How records and findings lie on disk: one Parquet file a source and stage.

What is counted or filtered has a column of its own; what is only read back whole (passages, marks, offsets) is compact
JSON in one column, which packs smaller and opens faster than nested columns.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from memcon.archive.plain import from_plain, to_plain
from memcon.archive.several import several
from memcon.archive.table import Table
from memcon.archive.writing import replacing
from memcon.model.description import Description
from memcon.model.errors import ArchiveError
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Commitment, IssuePassage
from memcon.model.offsets import Offsets
from memcon.model.record import Mark, Passage, Record, Role, TextClass, Voice

BATCH_RECORDS = 500  # a part of a table held in memory at once: so many records ...
BATCH_TEXT = 16_000_000  # ... or so many code points of text
LAYOUT = "1"  # rises when the columns below change, so that older parts are made anew

RECORDS: dict[str, type[pl.DataType]] = {
    "id": pl.String,
    "source": pl.String,
    "source_name": pl.String,
    "text": pl.String,
    "passages": pl.String,
    "marks": pl.String,
    "stated": pl.String,
    "source_start": pl.Int64,
    "source_end": pl.Int64,
    "offsets": pl.String,
}


def write(path: Path, schema: Mapping[str, type[pl.DataType]], batches: Iterable[Sequence[Mapping[str, Any]]]) -> None:
    """Write a table from batches of rows; no more than one batch is held in memory.

    The table appears under its name when it is whole.
    """
    with replacing(path) as beside:
        pieces: list[Path] = []
        last: pl.DataFrame | None = None
        try:
            for batch in batches:
                if last is not None:
                    pieces.append(_piece(beside, len(pieces), last))
                last = pl.DataFrame(batch, schema=dict(schema))
            last = pl.DataFrame(schema=dict(schema)) if last is None else last
            if not pieces:
                last.write_parquet(beside, compression="zstd")
                return
            pieces.append(_piece(beside, len(pieces), last))
            pl.scan_parquet(pieces).sink_parquet(beside, compression="zstd", row_group_size=BATCH_RECORDS)
        finally:
            for piece in pieces:
                piece.unlink(missing_ok=True)


def lay(path: Path, rows: pl.DataFrame) -> None:
    """Write a table that is at hand whole; it appears under its name when it is whole."""
    with replacing(path) as beside:
        rows.write_parquet(beside, compression="zstd")


def _piece(beside: Path, number: int, rows: pl.DataFrame) -> Path:
    path = beside.with_name(f".{number}{beside.name}")
    rows.write_parquet(path, compression="zstd")
    return path


def batches(records: Iterable[Record]) -> Iterator[list[dict[str, Any]]]:
    """Pack records in batches, none larger than BATCH_RECORDS or much larger than BATCH_TEXT."""
    batch: list[dict[str, Any]] = []
    size = 0
    for record in records:
        batch.append(packed(record))
        size += len(record.text)
        if len(batch) >= BATCH_RECORDS or size >= BATCH_TEXT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def packed(record: Record) -> dict[str, Any]:
    """Turn a record into a row of the table of records."""
    return {
        "id": record.id,
        "source": record.source,
        "source_name": record.source_name,
        "text": record.text,
        "passages": _json([_packed_passage(p) for p in record.passages]),
        "marks": _json([[m.start, m.end, m.kind, m.value] for m in record.marks]),
        "stated": _json(to_plain(record.stated)),
        "source_start": record.source_start,
        "source_end": record.source_end,
        "offsets": None if record.offsets is None else _json(record.offsets.runs),
    }


def _packed_passage(passage: Passage) -> list[Any]:
    head = [passage.start, passage.end, passage.text_class.value, passage.role.value]
    return (
        head if passage.voice is None and passage.number is None else [*head, passage.number, to_plain(passage.voice)]
    )


def unpacked(row: Mapping[str, Any]) -> Record:
    """Build a record again from its row."""
    offsets = row["offsets"]
    return Record(
        id=row["id"],
        source=row["source"],
        source_name=row["source_name"],
        text=row["text"],
        passages=tuple(_passage(*plain) for plain in json.loads(row["passages"])),
        marks=tuple(Mark(*plain) for plain in json.loads(row["marks"])),
        stated=from_plain(Description, json.loads(row["stated"])),
        source_start=row["source_start"],
        source_end=row["source_end"],
        offsets=None if offsets is None else Offsets(tuple((text, source) for text, source in json.loads(offsets))),
    )


def _passage(
    start: int, end: int, text_class: str, role: str, number: str | None = None, voice: dict[str, Any] | None = None
) -> Passage:
    return Passage(
        start, end, _CLASSES[text_class], _ROLES[role], None if voice is None else from_plain(Voice, voice), number
    )


_CLASSES = {str(one): one for one in TextClass}
_ROLES = {str(one): one for one in Role}


def _description_rows(record: Record, found: Description) -> list[dict[str, Any]]:
    """Keep the machine's own claim whole in `description`; the other columns show it laid over what is stated."""
    return [{"record": record.id, "description": _json(to_plain(found)), **listing(found.over(record.stated))}]


def _description(rows: Sequence[Mapping[str, Any]]) -> Description:
    return from_plain(Description, json.loads(rows[0]["description"])) if rows else Description()


def listing(description: Description) -> dict[str, Any]:
    """Give the parts of a description that a list of documents shows."""
    date = description.date
    return {
        "number": description.number,
        "form": None if description.form is None else description.form.value,
        "reports_talk": description.reports_talk,
        "title": description.title,
        "date": None if date is None else date.edtf,
        "date_printed": None if date is None else date.printed,
        "place": description.place,
        "language": description.language,
    }


LISTING: dict[str, type[pl.DataType]] = {
    "number": pl.String,
    "form": pl.String,
    "reports_talk": pl.Boolean,
    "title": pl.String,
    "date": pl.String,
    "date_printed": pl.String,
    "place": pl.String,
    "language": pl.String,
}

# One entry a stage; a new stage declares here how its findings lie on disk, and nothing else in the archive changes.
# A stage that finds several things in a record takes its table from memcon.archive.several.
TABLES: dict[str, Table] = {
    "describe": Table({"record": pl.String, "description": pl.String, **LISTING}, _description_rows, _description),
    "utterances": several(Utterance),
    "acts": several(Act),
    "issues": several(IssuePassage),
    "commitments": several(Commitment),
}


def records(
    part: Path, begin: int = 0, count: int | None = None, only: Collection[str] | None = None
) -> Iterator[Record]:
    """Give the records of a part in order, from the one at `begin`, a batch at a time; or `only` some by their ids."""
    laid = pl.scan_parquet(part)
    table = laid if only is None else laid.filter(pl.col("id").is_in(list(only)))
    at, end = begin, None if count is None else begin + count
    while end is None or at < end:
        size = BATCH_RECORDS if end is None else min(BATCH_RECORDS, end - at)
        batch = collected(table.slice(at, size), part)
        yield from (unpacked(row) for row in batch.iter_rows(named=True))
        if batch.height < size:
            return
        at += size


def count(part: Path) -> int:
    """Count the records of a part."""
    return int(collected(pl.scan_parquet(part).select(pl.len()), part).item())


def whole(part: Path) -> None:
    """Read a part from end to end.

    Raises:
        ArchiveError: it is damaged.
    """
    collected(pl.scan_parquet(part).select(pl.all().hash().max()), part)


def findings(part: Path, table: Table, only: Collection[str] | None = None) -> dict[str, Any]:
    """Give the findings of a part by record id; of `only` these records, where they are given."""
    rows: dict[str, list[dict[str, Any]]] = {}
    laid = pl.scan_parquet(part)
    wanted = laid if only is None else laid.filter(pl.col("record").is_in(list(only)))
    for row in collected(wanted, part).iter_rows(named=True):
        rows.setdefault(row["record"], []).append(row)
    return {record: table.found(held) for record, held in rows.items()}


def collected(table: pl.LazyFrame, place: Path) -> pl.DataFrame:
    """Read a table from the disk.

    Raises:
        ArchiveError: the part is damaged; it can be made anew.
    """
    try:
        return table.collect()
    except FileNotFoundError as error:
        raise ArchiveError(f"{place}: is being made anew by another process. Try again in a moment.") from error
    except pl.exceptions.PolarsError as error:
        raise ArchiveError(
            f"{place}: damaged ({str(error).splitlines()[0][:120]}). Nothing of yours is lost: "
            "delete the archive's folder derived, then run memcon process."
        ) from error


def _json(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
