"""How the findings of one stage lie on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from memcon.model.record import Record


@dataclass(frozen=True, slots=True)
class Table:
    """How the findings of one stage lie on disk.

    `row` takes a record and what was found in it and gives rows, none or many, each with the record's id in the column
    `record`; `found` builds the finding again from a record's rows.
    """

    schema: Mapping[str, type[pl.DataType]]
    rows: Callable[[Record, Any], list[dict[str, Any]]]
    found: Callable[[Sequence[Mapping[str, Any]]], Any]
