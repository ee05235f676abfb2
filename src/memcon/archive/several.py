"""The table of a stage that finds several things in a record: one row each, one column a field."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import polars as pl

from memcon.archive.plain import from_plain, to_plain
from memcon.archive.table import Table
from memcon.model.record import Record

COLUMNS: dict[type, type[pl.DataType]] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}


def several(kind: type) -> Table:
    """Make the table of a stage whose finding is a tuple of frozen values of one kind.

    Words, numbers and yes-or-no have columns of their own, to be counted and filtered; a field of another shape is
    JSON. A field called `record` must hold the record's id.

    Args:
        kind: a frozen dataclass, such as Utterance.
    """
    hints = get_type_hints(kind)
    columns = {field.name: _column(hints[field.name]) for field in fields(kind)}
    packed = [name for name, column in columns.items() if column is None]
    schema = {"record": pl.String} | {name: column or pl.String for name, column in columns.items()}

    def rows(record: Record, found: Sequence[Any]) -> list[dict[str, Any]]:
        return [
            {"record": record.id} | {name: _cell(getattr(one, name), name in packed) for name in columns}
            for one in found
        ]

    def built(laid: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
        return tuple(
            from_plain(kind, {name: _opened(row[name], name in packed) for name in columns}) for row in laid
        )

    return Table(schema, rows, built)


def _column(hint: Any) -> type[pl.DataType] | None:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [one for one in get_args(hint) if one is not type(None)]
        return _column(inner[0]) if len(inner) == 1 else None
    if isinstance(hint, type) and issubclass(hint, Enum):
        return pl.String
    return COLUMNS.get(hint)


def _cell(value: Any, packed: bool) -> Any:
    plain = to_plain(value)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")) if packed else plain


def _opened(value: Any, packed: bool) -> Any:
    return json.loads(value) if packed else value
