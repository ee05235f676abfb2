"""ГОСТ Р 7.0.5-2008, a reference to an archival document (chapter 10) or to a document in an edition."""

from __future__ import annotations

from memcon.model.description import ArchivalCitation
from memcon.studies.citation import Cited, Style, when

MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
          "декабря")  # fmt: skip


def write(one: Cited) -> str:
    """Write a reference: title, day, two strokes, then the archive's fond, opis, delo and leaves, or the edition."""
    day = when(one, MONTHS, "{day} {month} {year} г.", "{month} {year} г.")
    title = one.title.strip().rstrip(".,")
    head = ", ".join(part for part in (title, day if day and day not in title else "") if part)
    number = f"№ {one.number}" if one.number else ""
    page = f"С. {one.page}" if one.page else ""
    url = f"URL: {one.address}" if one.address else ""
    where = [_paper(one.paper) if one.paper else "", one.edition, number, page, one.passage or "", url]
    return f"{head} // {'. '.join(part.rstrip('.') for part in where if part)}."


def _paper(paper: ArchivalCitation) -> str:
    """Write fond, opis, folder, delo and leaves; another archive's own words as printed."""
    if not paper.fond:
        return paper.raw.strip()
    named = (("Ф.", paper.fond), ("Оп.", paper.opis), ("П.", paper.folder), ("Д.", paper.delo), ("Л.", paper.leaves))
    return ". ".join([*([paper.archive.rstrip(".")] if paper.archive else []),
                      *(f"{letter} {part.rstrip('.')}" for letter, part in named if part)])  # fmt: skip


STYLE = Style("gost", "ГОСТ Р 7.0.5", write)
