"""Pairs of records worth comparing: two of one meeting, or a telegram or letter and the record it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.inquiries.compare.candidates import Candidate
from memcon.inquiries.compare_verbs import pairs
from memcon.model.errors import NotFound
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading

SHOWN = 40


@dataclass(frozen=True, slots=True)
class PairsContent:
    """A page of the pairs, likeliest first; `found` is None while they are being looked for."""

    title: str
    rows: tuple[Candidate, ...]
    found: int | None
    page: int
    pages: int


def content(asked: Asked) -> PairsContent:
    """List the pairs; none where no record reports talk."""
    title, archive = asked.words("title.pairs"), asked.reading.archive
    try:
        found = asked.reading.awaited("pairs", (), lambda: pairs(archive))
    except NotFound:
        found = ()
    if found is None:
        return PairsContent(title, (), None, 1, 1)
    pages = max(1, -(-len(found) // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    return PairsContent(title, found[(page - 1) * SHOWN : page * SHOWN], len(found), page, pages)


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    del reading
    return ()


PAGE = Page("pairs", "/pairs", content, every=_every)
