"""What a search found as tables for other programs: CSV and JSON lines of hits, concordance and collocates."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from memcon.model.spreadsheet import safe
from memcon.search.answer import Hit
from memcon.search.collocates import Collocate
from memcon.search.concordance import Line

COLUMNS = (
    "record", "cite", "date", "speaker", "person", "to", "side", "office", "mode", "acts", "issues", "certainty",
    "checked", "kind", "text", "words", "start", "end", "title", "collection", "archival", "address",
)  # fmt: skip


def jsonl(rows: Iterable[Any]) -> Iterator[str]:
    """Give values as JSON lines."""
    for row in rows:
        yield json.dumps(asdict(row), ensure_ascii=False)


def csv_hits(hits: Iterable[Hit]) -> Iterator[str]:
    """Give hits as a table for other programs."""
    yield from _csv(COLUMNS, (_columns(hit, [cut(hit, *span) for span in hit.spans]) for hit in hits))


def csv_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Give a concordance as a table for other programs."""
    rows = ((line.left, line.words, line.right, *_columns(line.hit, [line.words])) for line in lines)
    yield from _csv(("left", "match", "right", *COLUMNS), rows)


def csv_collocates(found: Iterable[Collocate]) -> Iterator[str]:
    """Give collocates as a table for other programs."""
    plain = [asdict(one) | {"forms": "; ".join(one.forms)} for one in found]
    yield from _csv(tuple(plain[0]) if plain else ("word",), (tuple(row.values()) for row in plain))


def _columns(hit: Hit, words: Sequence[str]) -> tuple[object, ...]:
    cited = hit.citation
    return (
        hit.record, hit.cite, cited.date, hit.speaker, hit.person, hit.to, hit.side, hit.office, hit.mode,
        "; ".join(hit.acts), "; ".join(hit.issues), hit.certainty, "yes" if hit.checked else "no", hit.kind, hit.text,
        "; ".join(words), hit.start, hit.end, cited.title, cited.collection, cited.archival, cited.address,
    )  # fmt: skip


def _csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write lines of CSV; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    for row in (heads, *rows):
        page = io.StringIO()
        csv.writer(page, lineterminator="").writerow(["" if cell is None else safe(cell) for cell in row])
        yield page.getvalue()


def cut(hit: Hit, start: int, end: int) -> str:
    """Give the words of a hit's sentence between two places of the record."""
    return hit.text[start - hit.start : end - hit.start]
