"""A question to the index as frozen values: what the words must be, how they must stand, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FACETS = ("speaker", "act", "issue", "year", "collection")  # counted where nobody says what


class How(StrEnum):
    """How a word of a question is taken."""

    FORMS = "forms"  # in any of its inflected forms
    EXACT = "exact"  # as it is written, capitals aside
    NAME = "name"  # as a name, in whatever script and spelling


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `*` stands for any letters in it, `?` for one."""

    text: str
    how: How = How.FORMS

    @property
    def is_wild(self) -> bool:
        """Tell whether letters of it are left open."""
        return "*" in self.text or "?" in self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; or, with `within`, each at most so many words from the next, in any order."""

    words: tuple[Word, ...]
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be known of a sentence: one of the values stands under the field.

    Fields are those of memcon.search.fields; a value is as typed, "unknown" for what nobody knows.
    """

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The sentence's record can be of a day in this span, both ends inclusive; None leaves an end open."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Sure:
    """The speaker is told with a certainty in this span, 0.0 to 1.0, both ends inclusive."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class All:
    """All of these hold. With no parts it always holds."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Some:
    """At least so many of these words stand there. Nobody types it: it is asked where nothing holds all of many."""

    parts: tuple[Word, ...]
    least: int


Node = Word | Phrase | Condition | Days | Sure | All | Any | Some | Not


class Order(StrEnum):
    """In which order hits are shown."""

    BEST = "best"
    EARLIEST = "earliest"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Query:
    """A question: words with field words among them, and conditions that a form or a page adds to them.

    Attributes:
        words: as typed, in the language of docs/search.md; "" asks for all sentences the conditions allow.
        where: conditions beside those among the words; all must hold.
        since: first day, inclusive.
        until: last day, inclusive.
        order: of the hits.
        begin: how many hits are passed over.
        count: how many hits are given, at most 10,000.
        facets: fields that are counted; () counts none.
        values: how many values of each field are given.
    """

    words: str = ""
    where: tuple[Condition, ...] = ()
    since: date | None = None
    until: date | None = None
    order: Order = Order.BEST
    begin: int = 0
    count: int = 20
    facets: tuple[str, ...] = FACETS
    values: int = 10


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all below it, in order."""
    yield node
    parts = node.parts if isinstance(node, All | Any | Some) else (node.part,) if isinstance(node, Not) else ()
    for part in parts:
        yield from walk(part)


def without(node: Node, *fields: str) -> Node:
    """Give a question without its conditions on some fields; "date" stands for days, "certainty" for sureness.

    Conditions inside an OR or a NOT stay.
    """
    if isinstance(node, All):
        return All(tuple(without(part, *fields) for part in node.parts if not _is_on(part, fields)))
    return All() if _is_on(node, fields) else node


def _is_on(node: Node, fields: tuple[str, ...]) -> bool:
    if isinstance(node, Condition):
        return node.field in fields
    return (isinstance(node, Days) and "date" in fields) or (isinstance(node, Sure) and "certainty" in fields)


def shown_words(node: Node) -> Iterator[Word | Phrase]:
    """Give the words and phrases a hit is shown for: all that are not denied."""
    if isinstance(node, Word | Phrase):
        yield node
    elif isinstance(node, All | Any | Some):
        for part in node.parts:
            yield from shown_words(part)
