"""Two records of one meeting set beside each other: rows, figures of agreement, and what each leaves out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from memcon.inquiries.compare.told import Told


class Relation(StrEnum):
    """How an act stands in the two records."""

    BOTH = "both"
    DIFFERENTLY = "differently"
    HERE = "only here"
    THERE = "only there"


MIRRORED = {Relation.HERE: Relation.THERE, Relation.THERE: Relation.HERE}


@dataclass(frozen=True, slots=True)
class Difference:
    """In what two records differ over one matter: figures, denial, speaker, label or strength.

    `here` and `there` are the words or names that differ, as printed or as the machine calls them. `sure` is False
    where it rests on a label or a speaker that the machine is not sure of; such a difference is shown and not counted.
    """

    kind: str
    here: str
    there: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """Acts of the one record, and what tells the same in the other, by their places; one side may be empty.

    `certainty` is the lowest probability of its links, None where there is none. `moved` where it breaks the order that
    most of the others keep. `perhaps` is the act of the other record that is likest, of a row without a link, where
    the likeness is too weak to link them.
    """

    relation: Relation
    here: tuple[int, ...]
    there: tuple[int, ...]
    certainty: float | None = None
    differences: tuple[Difference, ...] = ()
    moved: bool = False
    perhaps: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of agreement with its 95 % interval; `of` is what it is counted from, `why` why there is none."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    of: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many acts of one speaker, or on one issue, the other record has, and how many of them are told here."""

    by: str  # speaker | issue
    name: str
    acts: int
    told: int

    @property
    def left_out(self) -> int:
        """The acts that the record at hand does not tell."""
        return self.acts - self.told


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two records. `leaves_out` counts acts of the other record that this one does not tell."""

    record: str
    title: str
    date: str | None
    form: str | None
    drafter: str | None
    language: str | None
    citation: str | None
    acts: tuple[Told, ...]
    leaves_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records beside each other. `by` is what likeness was told by: "words and meaning", or "words"."""

    here: Compared
    there: Compared
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    cautions: tuple[str, ...]
    by: str

    def mirrored(self) -> Comparison:
        """Give the same with the other record first."""
        return replace(
            self,
            here=self.there,
            there=self.here,
            rows=tuple(map(_mirrored, self.rows)),
            figures=tuple(sorted(map(_renamed, self.figures), key=lambda one: ORDER.index(one.name))),
        )


TOLD_THERE, TOLD_HERE = "acts of A told in B", "acts of B told in A"
SAME_LABEL, SAME_SPEAKER, SAME_ORDER = "same label", "same speaker", "same order (Kendall’s tau)"
MIRRORED_NAMES = {TOLD_THERE: TOLD_HERE, TOLD_HERE: TOLD_THERE}
ORDER = (TOLD_THERE, TOLD_HERE, SAME_LABEL, SAME_SPEAKER, SAME_ORDER)


def _renamed(one: Figure) -> Figure:
    return replace(one, name=MIRRORED_NAMES.get(one.name, one.name))


def _mirrored(row: Row) -> Row:
    return replace(
        row,
        relation=MIRRORED.get(row.relation, row.relation),
        here=row.there,
        there=row.here,
        differences=tuple(replace(one, here=one.there, there=one.here) for one in row.differences),
    )
