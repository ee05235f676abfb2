"""Two records of one meeting side by side, act by act: told in both, told differently, told only here or only there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from memcon.inquiries.compare.comparison import Comparison, Difference, Figure, Row
from memcon.inquiries.compare.fitness import ANYWAY
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare_verbs import compare
from memcon.model.errors import MemconError, NotFound
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.studies.comparison.html import cut_pieces


@dataclass(frozen=True, slots=True)
class Voiced:
    """An act, its words in pieces; `own` are those that stand in this record only, of a matter that both tell."""

    act: Told
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of an act."""

    words: str
    own: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """One row: acts of the one record, and of the other that tell the same; one side may be empty."""

    relation: str
    here: tuple[Voiced, ...]
    there: tuple[Voiced, ...]
    differences: tuple[Difference, ...]
    certainty: float | None
    moved: bool


@dataclass(frozen=True, slots=True)
class CompareContent:
    """Two records beside each other; `comparison` is None while it is being worked out, or where it is refused.

    `refused` is the reason for which they should not be compared; `anyway` tells whether they can be all the same.
    """

    title: str
    record: str
    other: str
    comparison: Comparison | None
    rows: tuple[Beside, ...]
    counts: tuple[tuple[str, int], ...]
    figures: tuple[Figure, ...]
    cautions: tuple[str, ...]
    refused: str | None = None
    anyway: bool = False


def content(asked: Asked) -> CompareContent:
    """Set two records beside each other.

    Raises:
        NotFound: there is no such record, or nobody's acts are known in one.
    """
    record, other = asked.parts["record"], asked.parts["other"]
    anyway = "anyway" in asked.query
    for one in (record, other):
        asked.reading.open(one)
    title = asked.words("title.compare")
    try:
        found = asked.reading.awaited(
            "compare",
            (record, other, anyway),
            lambda: compare(asked.reading.archive, record, other, anyway=anyway),
        )
    except NotFound:
        raise
    except MemconError as error:
        why = str(error)
        could = ANYWAY in why
        return CompareContent(title, record, other, None, (), (), (), (), why.replace(ANYWAY, "").strip(), could)
    if found is None:
        return CompareContent(title, record, other, None, (), (), (), ())
    rows = tuple(_beside(found, row) for row in found.rows)
    names = dict.fromkeys(one.relation for one in rows)
    counts = tuple((name, sum(one.relation == name for one in rows)) for name in names)
    return CompareContent(title, record, other, found, rows, counts, found.figures, found.cautions)


def _beside(found: Comparison, row: Row) -> Beside:
    return Beside(
        row.relation.value.replace(" ", "_"),
        tuple(_voiced(found, row, "A")),
        tuple(_voiced(found, row, "B")),
        row.differences,
        row.certainty,
        row.moved,
    )


def _voiced(found: Comparison, row: Row, letter: str) -> Iterator[Voiced]:
    for act, pieces in cut_pieces(found, row, letter):
        yield Voiced(act, tuple(Piece(words, own) for words, own in pieces))


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    """Give the pairs of records that people joined to one meeting."""
    talks, _ = reading.talks()
    joined = [one.records for one in (talks.meetings if talks else ()) if len(one.records) > 1]
    return ({"record": its[0], "other": other} for its in joined for other in its[1:])


PAGE = Page("compare", "/compare/{record:path}/with/{other:path}", content, every=_every)
