"""CSL-JSON 1.0.2, with its fields for archives: for Zotero and other managers."""

from __future__ import annotations

import json
from typing import Any

from memcon.studies.citation import Cited, Style


def write(one: Cited) -> str:
    """Write a list of one reference."""
    return json.dumps([reference(one)], ensure_ascii=False, indent=1)


def reference(one: Cited) -> dict[str, Any]:
    """Give a record as a reference; what is not known is left out."""
    paper, day = one.paper, one.day
    location = ", ".join(part for part in _places(one) if part)
    found: dict[str, Any] = {
        "id": one.id,
        "type": "manuscript" if one.held else "chapter",
        "title": one.title,
        "author": [{"literal": one.drafter}] if one.drafter else None,
        "issued": {"date-parts": [[part for part in day if part is not None]]} if day else _literal(one),
        "event-place": one.place,
        "container-title": None if one.held else one.edition or None,
        "archive": paper.archive if paper else None,
        "archive_collection": (paper.fond or paper.series) if paper else None,
        "archive_location": location or one.held,
        "number": one.number,
        "page": one.page,
        "locator": one.passage,
        "language": one.language,
        "URL": one.address,
    }
    return {name: value for name, value in found.items() if value}


def _literal(one: Cited) -> dict[str, str] | None:
    return {"literal": one.date_printed} if one.date_printed else None


def _places(one: Cited) -> tuple[str | None, ...]:
    paper = one.paper
    if paper is None:
        return ()
    return paper.opis, paper.folder, paper.delo, paper.item, paper.decimal_file, paper.lot_file, paper.leaves


STYLE = Style("csl-json", "CSL-JSON", write)
