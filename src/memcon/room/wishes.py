"""What a reader asks of the search: read from the address of the page, and asked of the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from memcon.archive.archive import Archive
from memcon.model.dates import bounds
from memcon.model.errors import Unclear
from memcon.room.page import Asked
from memcon.search import meaning_verbs, verbs
from memcon.search.answer import Answer
from memcon.search.collocates import Collocates
from memcon.search.concordance import Concordance
from memcon.search.fields import CODED
from memcon.search.query import Order

WAYS = ("sentences", "kwic", "collocates", "hybrid", "meaning")
BY_MEANING = ("hybrid", "meaning")
ORDERS = tuple(Order)
SORTS = ("date", "left", "right", "left2", "right2", "words")
WINDOWS = (2, 5, 10)
KINDS = ("talk", "document", "frame", "editors", "any")
FACETS = ("speaker", "side", "act", "issue", "year", "collection", "language", "form")
NARROWING = (*CODED, "checked", "year")  # fields that a link of the page narrows by
SHOWN, LINES = 20, 100  # sentences, and lines of a concordance, on a page
TABLE = 10_000  # sentences in a table to take away
LAST = 50_000  # pages beyond which nobody pages


@dataclass(frozen=True, slots=True)
class Wish:
    """One question of a reader.

    `like` is a record and a half-open span of its text where passages like that one are sought; `same` narrows them to
    who speaks there. `where` holds the conditions that were chosen on the page, by field.
    """

    words: str
    way: str
    where: Mapping[str, str]
    kind: str
    since: str
    until: str
    order: str
    sort: str
    window: int
    page: int
    like: tuple[str, str] | None
    same: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked."""
        return not (self.words or self.where or self.like or self.since or self.until)

    @property
    def conditions(self) -> dict[str, str]:
        """The conditions as the index takes them."""
        held = {("date" if name == "year" else name): value for name, value in self.where.items()}
        return held if self.kind == "talk" or "in:" in self.words else {**held, "in": self.kind}

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days between which records must be able to lie.

        Raises:
            Unclear: what was written is no date.
        """
        first, last = _days(self.since)[0], _days(self.until)[1]
        return first, last


def _days(written: str) -> tuple[date | None, date | None]:
    if not written:
        return None, None
    first, last = bounds(written)
    if first is None and last is None:
        raise Unclear(f"{written[:40]!r} is no date. Write 1946, 1946-03 or 1946-03-11.")
    return first, last


def wish(asked: Asked) -> Wish:
    """Read a question from the address; what no page could have written is left out."""
    record, span = asked.word("like"), asked.word("at")
    return Wish(
        asked.word("q"), _one(asked, "way", WAYS), _where(asked), _one(asked, "in", KINDS), asked.word("since"),
        asked.word("until"), _one(asked, "order", ORDERS), _one(asked, "sort", SORTS),
        int(_one(asked, "window", ("5", *map(str, WINDOWS)))), min(max(1, asked.number("page", 1)), LAST),
        (record, span) if record and span else None, asked.word("same") == "yes",
    )  # fmt: skip


def _one(asked: Asked, name: str, known: tuple[str, ...]) -> str:
    word = asked.word(name)
    return word if word in known else known[0]


def _where(asked: Asked) -> dict[str, str]:
    return {name: word for name in NARROWING if (word := asked.word(name))}


def sentences(archive: Archive, its: Wish, count: int = SHOWN) -> Answer:
    """Find sentences, in whichever way they are asked for; `count` from the beginning of the page asked for.

    Raises:
        Unclear, NotFound: the question cannot be understood; the message says what to write.
    """
    since, until = its.days
    begin = (its.page - 1) * SHOWN if count == SHOWN else 0
    if its.like and its.way in BY_MEANING:
        return meaning_verbs.like_in_meaning(
            archive, *its.like, where=its.conditions, words=its.words, since=since, until=until, begin=begin,
            count=count,
        )  # fmt: skip
    if its.like:
        return verbs.similar(
            archive, *its.like, speaker="same" if its.same else "anybody", words=its.words, where=its.conditions,
            since=since, until=until, begin=begin, count=count,
        )  # fmt: skip
    if its.way in BY_MEANING:
        return meaning_verbs.by_meaning(
            archive, its.words, how=its.way, where=its.conditions, since=since, until=until, begin=begin, count=count
        )
    return verbs.search(
        archive, its.words, where=its.conditions, since=since, until=until, order=its.order, begin=begin, count=count,
        facets=FACETS if count == SHOWN else (), values=8,
    )  # fmt: skip


def concordance(archive: Archive, its: Wish, count: int = 1000) -> Concordance:
    """Lay out where the words stand."""
    since, until = its.days
    return verbs.concordance(
        archive, its.words, where=its.conditions, since=since, until=until, sort=its.sort, count=count
    )


def collocates(archive: Archive, its: Wish) -> Collocates:
    """Find the words that stand near."""
    since, until = its.days
    return verbs.collocates(
        archive, its.words, where=its.conditions, since=since, until=until, window=its.window
    )
