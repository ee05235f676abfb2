"""The table of a stage that finds several things in a record: one row each, one column a field."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import polars as pl

from memcon.archive.plain import from_plain_as, to_plain
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
    names = list(columns)
    changed = {
        place: _change(hints[name], columns[name])
        for place, name in enumerate(names)
        if columns[name] is None or _enum(hints[name]) is not None
    }

    def rows(record: Record, found: Sequence[Any]) -> list[dict[str, Any]]:
        return [{"record": record.id} | dict(zip(names, _values(one), strict=True)) for one in found]

    def _values(one: Any) -> list[Any]:
        values = [getattr(one, name) for name in names]
        for place, (lay_down, _) in changed.items():
            values[place] = lay_down(values[place])
        return values

    def built(laid: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
        made = []
        for row in laid:
            values = [row[name] for name in names]
            for place, (_, take_up) in changed.items():
                values[place] = take_up(values[place])
            made.append(kind(*values))
        return tuple(made)

    return Table({"record": pl.String} | {name: column or pl.String for name, column in columns.items()}, rows, built)


Change = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # how a field is laid down, and taken up again


def _change(hint: Any, column: type[pl.DataType] | None) -> Change:
    """Say how a field that is not plain words, number or yes-or-no is laid down."""
    members = _enum(hint)
    if column is not None and members is not None:
        by_value = {one.value: one for one in members}
        return (lambda one: None if one is None else one.value), (lambda word: None if word is None else by_value[word])
    return (
        lambda held: json.dumps(to_plain(held), ensure_ascii=False, separators=(",", ":")),
        lambda words: from_plain_as(hint, json.loads(words)),
    )


def _enum(hint: Any) -> type[Enum] | None:
    inner = [one for one in (get_args(hint) or (hint,)) if one is not type(None)]
    return inner[0] if len(inner) == 1 and isinstance(inner[0], type) and issubclass(inner[0], Enum) else None


def _column(hint: Any) -> type[pl.DataType] | None:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [one for one in get_args(hint) if one is not type(None)]
        return _column(inner[0]) if len(inner) == 1 else None
    if isinstance(hint, type) and issubclass(hint, Enum):
        return pl.String
    return COLUMNS.get(hint)
