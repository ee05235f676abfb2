"""Figures of influence as rows, for spreadsheets, regressions and other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from memcon.inquiries.influence.measure import Figure, Measure
from memcon.inquiries.influence.read import Influence
from memcon.model.spreadsheet import safe

Row = dict[str, Any]


def by_figure(found: Influence) -> Iterator[Row]:
    """Give a row a figure, refused ones and refused measures too, with the reason; no value stands there then.

    `count` and `out_of` are the sums a figure is made of; `corrected` is what a checked random sample gives.
    """
    for reading in found.readings:
        if reading.refused:
            yield _row(found, reading.measure, None) | {"why": reading.refused}
        for figure in reading.figures:
            yield _row(found, reading.measure, figure)


def _row(found: Influence, measure: Measure, figure: Figure | None) -> Row:
    better = None if figure is None else figure.corrected
    parts = () if figure is None or len(figure.parts) != 2 else figure.parts
    return {
        "measure": measure.name,
        "quantity": None if figure is None else figure.quantity,
        "side": None if figure is None else figure.side,
        "issue": found.issue if figure is None else figure.issue or found.issue,
        "value": None if figure is None else figure.value,
        "low": None if figure is None else figure.low,
        "high": None if figure is None else figure.high,
        "corrected": None if better is None else better.value,
        "corrected_low": None if better is None else better.low,
        "corrected_high": None if better is None else better.high,
        "count": parts[0] if parts else None,
        "out_of": parts[1] if parts else None,
        "meetings": None if figure is None else figure.meetings,
        "chance": None if figure is None else figure.chance,
        "why": None if figure is None else figure.why,
        "first_side": found.sides[0],
        "second_side": found.sides[1],
    }


def by_meeting(found: Influence) -> Iterator[Row]:
    """Give a row a meeting and side, in order of date: a column a quantity, and beside it what it is out of there.

    For regressions: cells without anything to count are empty, never 0. Figures are raw: a checked sample corrects the
    whole series, not one meeting.
    """
    held = _held(found)
    columns = list(dict.fromkeys(name for cells in held.values() for name in cells))
    for number, met in enumerate(found.meetings):
        for side, other in (found.sides, found.sides[::-1]):
            cells = held.get((number, side), {})
            yield {
                "meeting": number + 1, "date": met.date, "record": met.record, "title": met.title, "form": met.form,
                "verbatim": met.verbatim, "words": met.words, "side": side, "other": other, "issue": found.issue,
            } | {name: cells.get(name) for name in columns}  # fmt: skip


def _held(found: Influence) -> Mapping[tuple[int, str], Row]:
    held: dict[tuple[int, str], Row] = {}
    for reading in found.readings:
        for point in reading.points:
            if point.issue is not None:
                continue
            name = f"{reading.measure.name}.{point.quantity}".replace(" ", "_")
            for side in found.sides if point.side is None else (point.side,):
                held.setdefault((point.meeting, side), {}).update({name: point.value, f"{name}.of": point.of})
    return held


def frame(rows: Iterable[Row]) -> pl.DataFrame:
    """Give rows as a Polars table; without rows it has no columns."""
    return pl.DataFrame(list(rows), infer_schema_length=None)


def jsonl(rows: Iterator[Row]) -> str:
    """Write rows as JSON lines."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def csv(rows: Iterator[Row]) -> str:
    """Write rows as CSV with a head; empty cells where nothing is known."""
    import csv as files
    import io

    held: Sequence[Row] = list(rows)
    page = io.StringIO()
    writer = files.DictWriter(page, list(held[0]) if held else ["measure"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: safe(cell) for name, cell in row.items()} for row in held)
    return page.getvalue().rstrip("\n")
