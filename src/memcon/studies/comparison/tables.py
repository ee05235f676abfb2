"""A comparison for other programs: JSON lines and a table with commas, one row each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from memcon.inquiries.compare.comparison import Comparison, Row
from memcon.inquiries.compare.told import Told
from memcon.model.spreadsheet import safe
from memcon.studies.comparison.wording import difference

COLUMNS = (
    "relation", "moved", "certainty", "a_cite", "a_start", "a_end", "a_speaker", "a_label", "a_words", "b_cite",
    "b_start", "b_end", "b_speaker", "b_label", "b_words", "differences",
)  # fmt: skip


def jsonl(found: Comparison) -> str:
    """Write the head, then a line a row; spans are half-open code points of the record's text."""
    head = {
        "comparison": {
            "a": found.here.record,
            "b": found.there.record,
            "by": found.by,
            "figures": {
                one.name: {"value": one.value, "low": one.low, "high": one.high, "of": one.of, "why": one.why}
                for one in found.figures
            },
            "left_out": {
                letter: [
                    {"by": each.by, "name": each.name, "acts": each.acts, "left_out": each.left_out}
                    for each in side.leaves_out
                ]
                for letter, side in (("a", found.here), ("b", found.there))
            },
            "cautions": list(found.cautions),
        }
    }
    lines = [head, *(_plain(row, found) for row in found.rows)]
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def _plain(row: Row, found: Comparison) -> dict[str, Any]:
    return {
        "relation": row.relation.value,
        "moved": row.moved,
        "certainty": row.certainty,
        "a": [_act(found.here.acts[at]) for at in row.here],
        "b": [_act(found.there.acts[at]) for at in row.there],
        "differences": [{"kind": one.kind, "a": one.here, "b": one.there, "sure": one.sure} for one in row.differences],
        "perhaps": row.perhaps,
    }


def _act(one: Told) -> dict[str, Any]:
    return {
        "start": one.start, "end": one.end, "words": one.words, "cite": one.cite, "label": one.label.value,
        "also": [label.value for label in one.also], "force": one.force, "speaker": one.holder,
        "certainty": one.certainty, "issues": list(one.issues),
    }  # fmt: skip


def comma(found: Comparison) -> str:
    """Write a table, a line a row; several acts of a row are joined with a stroke."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in found.rows:
        certainty = "" if row.certainty is None else f"{row.certainty:.2f}"
        here = _cells([found.here.acts[at] for at in row.here])
        there = _cells([found.there.acts[at] for at in row.there])
        told = "; ".join(map(difference, row.differences))
        table.writerow([row.relation.value, "moved" if row.moved else "", certainty, *here, *there, told])
    return written.getvalue()


def _cells(acts: list[Told]) -> Iterator[str]:
    yield " | ".join(dict.fromkeys(one.cite for one in acts))
    yield str(acts[0].start) if acts else ""
    yield str(acts[-1].end) if acts else ""
    yield safe(" | ".join(dict.fromkeys(one.holder or "" for one in acts)))
    yield " | ".join(one.label.value for one in acts)
    yield safe(" | ".join(one.words for one in acts))
