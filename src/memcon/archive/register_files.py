"""Rows of a register out of a JSON lines or CSV file, whatever its columns are called."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from memcon.accession.decoding import decode
from memcon.accession.reader import slug
from memcon.archive.register_fields import normal
from memcon.model.errors import RegisterError, SourceError


def read_rows(kind: str, path: Path) -> dict[str, dict[str, Any]]:
    """Read the rows of a register file by id, in order.

    A row without an id gets one made of its name and of a hash of the whole row: two people of one name stay two. Such
    a row cannot be corrected later by importing it changed; give rows ids for that.

    Raises:
        RegisterError: the file or one of its lines cannot be read; says which, and what to do.
    """
    rows: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    for line, given in _given(path):
        row = normal(kind, given, f"{path}, line {line}")
        row = {
            "id": row["id"] if row.get("id") else _id(row),
            **{key: value for key, value in row.items() if key != "id"},
        }
        if rows.get(row["id"], row) != row:
            raise RegisterError(
                f"{path}, line {line}: the id {row['id']} stands on line {lines[row['id']]} too, with other words. "
                "Give each row an id of its own."
            )
        rows[row["id"]] = row
        lines.setdefault(row["id"], line)
    if not rows:
        raise RegisterError(f"{path}: there is no row in it. Give a file with one row a line.")
    return rows


def _id(row: Mapping[str, Any]) -> str:
    words = json.dumps(row, ensure_ascii=False, sort_keys=True)
    name = str(row.get("name") or row.get("title") or row.get("label") or "row")
    return f"{slug(name).lower()}-{hashlib.sha256(words.encode()).hexdigest()[:6]}"


def _given(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Give each row as it stands, with its line."""
    try:
        text = decode(path.read_bytes(), path.name)
    except OSError as error:
        raise RegisterError(f"{path}: cannot be read ({error.strerror or error}). Check the path.") from error
    except SourceError as error:
        raise RegisterError(str(error)) from error
    if text.lstrip().startswith("["):
        return _json_rows(text, path)
    return _json_lines(text, path) if text.lstrip().startswith("{") else _csv_rows(text, path)


def _json_rows(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise RegisterError(f"{path}: not well-formed JSON ({error}). Mend that place.") from error
    for number, row in enumerate(rows, 1):
        yield number, _mapping(row, path, number)


def _json_lines(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise RegisterError(f"{path}, line {number}: not well-formed JSON ({error}). Mend the line.") from error
            yield number, _mapping(row, path, number)


def _mapping(row: Any, path: Path, number: int) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise RegisterError(f'{path}, line {number}: not a row with named fields. Write it as {{"name": ...}}.')
    return row


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max("\t;,", key=head.count), strict=True)
    try:
        for row in rows:
            if None in row:
                raise RegisterError(
                    f"{path}, line {rows.line_num}: more fields than the head has columns. "
                    "Put fields that hold the separator in double quotes."
                )
            filled = {key: value.strip() for key, value in row.items() if value and value.strip()}
            if filled:
                yield rows.line_num, filled
    except csv.Error as error:
        raise RegisterError(f"{path}, line {rows.line_num}: {error}. Mend the quotation marks of that line.") from error
