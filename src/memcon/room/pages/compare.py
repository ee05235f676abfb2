"""Two records of one meeting side by side, act by act: told in both, told differently, told only here or only there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.inquiries.compare.comparison import Comparison, Difference, Figure, Row
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare_verbs import compare
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading


@dataclass(frozen=True, slots=True)
class Beside:
    """One row: acts of the one record, and of the other that tell the same; one side may be empty."""

    relation: str
    here: tuple[Told, ...]
    there: tuple[Told, ...]
    differences: tuple[Difference, ...]
    certainty: float | None
    moved: bool


@dataclass(frozen=True, slots=True)
class CompareContent:
    """Two records beside each other; `comparison` is None while it is being worked out."""

    title: str
    record: str
    other: str
    comparison: Comparison | None
    rows: tuple[Beside, ...]
    counts: tuple[tuple[str, int], ...]
    figures: tuple[Figure, ...]
    cautions: tuple[str, ...]


def content(asked: Asked) -> CompareContent:
    """Set two records beside each other.

    Raises:
        NotFound: there is no such record.
        MemconError: they are of different meetings, one is no record of talk, or a copy; the reason is said.
    """
    record, other = asked.parts["record"], asked.parts["other"]
    anyway = "anyway" in asked.query
    for one in (record, other):
        asked.reading.open(one)
    found = asked.reading.awaited(
        "compare",
        (record, other, anyway),
        lambda: compare(asked.reading.archive, record, other, anyway=anyway, meaning="none"),
    )
    title = asked.words("title.compare")
    if found is None:
        return CompareContent(title, record, other, None, (), (), (), ())
    rows = tuple(_beside(found, row) for row in found.rows)
    names = dict.fromkeys(one.relation for one in rows)
    counts = tuple((name, sum(one.relation == name for one in rows)) for name in names)
    return CompareContent(title, record, other, found, rows, counts, found.figures, found.cautions)


def _beside(found: Comparison, row: Row) -> Beside:
    return Beside(
        row.relation.value.replace(" ", "_"),
        tuple(found.here.acts[at] for at in row.here),
        tuple(found.there.acts[at] for at in row.there),
        row.differences,
        row.certainty,
        row.moved,
    )


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    """Give the pairs of records that people joined to one meeting."""
    talks, _ = reading.talks()
    joined = [one.records for one in (talks.meetings if talks else ()) if len(one.records) > 1]
    return ({"record": its[0], "other": other} for its in joined for other in its[1:])


PAGE = Page("compare", "/compare/{record:path}/with/{other:path}", content, every=_every)
