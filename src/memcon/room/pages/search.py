"""Search: sentences in their context, concordance, collocates, and what is near in meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from memcon.model.errors import ArchiveBusy, MemconError, MissingExtra
from memcon.room import wishes
from memcon.room.indexing import MEANING, WORDS, Progress, indexing
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.room.wishes import Wish
from memcon.search import tables
from memcon.search.answer import Answer, Facet, Hit
from memcon.search.collocates import Collocates
from memcon.search.concordance import Line

AROUND = 180  # letters of the record shown before and after a sentence
BESIDE = 64  # letters to each side of a line of a concordance
COLLOCATES = 100
FEW = 20_000  # sentences up to which vectors of meaning are made without asking


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence; `found` are those it is shown for."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page shows it: its sentence in pieces, and what stands before and after it in the record."""

    hit: Hit
    before: str
    pieces: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A condition chosen on the page: the field, its value in the address, and how it reads."""

    field: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SearchContent:
    """All that the page of a search shows; what was not asked for is None or empty.

    `total` of `searched` sentences fit. `building` is how far an index is that must be made before; `offered` is true
    where vectors of meaning are not there, and making them takes long enough to ask first.
    """

    title: str
    wish: Wish
    explained: str = ""
    total: int = 0
    searched: int = 0
    hits: tuple[Shown, ...] = ()
    lines: tuple[Line, ...] = ()
    of_lines: int = 0
    collocates: Collocates | None = None
    facets: tuple[Facet, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    apart: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    passage: str = ""  # the words of the passage that others are to be like
    page: int = 1
    pages: int = 1
    trouble: str | None = None
    building: Progress | None = None
    offered: bool = False
    working: bool = False  # what is asked for takes longer; the page shows itself again


def content(asked: Asked) -> SearchContent:
    """Give what a search finds; a question that cannot be understood is answered in words."""
    its, title = wishes.wish(asked), asked.words("title.search")
    if its.is_empty:
        state = indexing(asked.reading).state(WORDS, patience=0.2)  # made ready while the reader writes
        return SearchContent(title, its, building=state)
    try:
        waiting = _waiting(asked, its)
        return waiting or _found(asked, its, title)
    except MemconError as error:
        return SearchContent(title, its, trouble=str(error), chosen=tuple(_chosen(its, ())))


def _waiting(asked: Asked, its: Wish) -> SearchContent | None:
    """Give the page to show while an index is made; None where all that is asked needs is there."""
    title, of = asked.words("title.search"), indexing(asked.reading)
    chosen = tuple(_chosen(its, ()))
    state = of.state(WORDS)
    if state is not None or its.way not in wishes.BY_MEANING:
        return None if state is None else SearchContent(title, its, building=state, chosen=chosen)
    many = int(asked.reading.shelf.rows("utterances")["utterances"].sum()) > FEW
    if many and not of.is_there(MEANING) and asked.word("make") != "yes":
        return SearchContent(title, its, offered=True, chosen=chosen)
    try:
        state = of.state(MEANING)
    except (MissingExtra, ImportError) as error:
        return SearchContent(title, its, trouble=str(error), chosen=chosen)
    return None if state is None else SearchContent(title, its, building=state, chosen=chosen)


def _found(asked: Asked, its: Wish, title: str) -> SearchContent:
    archive = asked.reading.archive
    if its.way == "collocates" and not its.like:
        return _collocates(asked, its, title)
    if its.way == "kwic" and not its.like:
        return _concordance(asked, its, title)
    found = wishes.sentences(archive, its)
    pages = min(max(1, -(-found.total // wishes.SHOWN)), wishes.LAST)
    return SearchContent(
        title, its, found.explained, found.total, found.searched, tuple(_shown(asked.reading, found.hits)),
        facets=found.facets, chosen=tuple(_chosen(its, found.facets)), apart=found.apart, elsewhere=found.elsewhere,
        remarks=found.remarks, passage=_passage(asked.reading, its), page=its.page, pages=pages,
    )  # fmt: skip


def _collocates(asked: Asked, its: Wish, title: str) -> SearchContent:
    """Give collocates, which take a second or more where thousands of sentences are read: they are worked out aside."""
    parts = (its.words, tuple(its.conditions.items()), its.days, its.window)
    near = asked.reading.awaited("collocates", parts, lambda: wishes.collocates(asked.reading.archive, its))
    chosen = tuple(_chosen(its, ()))
    if near is None:
        return SearchContent(title, its, chosen=chosen, working=True)
    some = replace(near, found=near.found[:COLLOCATES])
    return SearchContent(title, its, near.explained, near.total, 0, collocates=some, chosen=chosen)


def _concordance(asked: Asked, its: Wish, title: str) -> SearchContent:
    found = wishes.concordance(asked.reading.archive, its)
    pages = max(1, -(-len(found.lines) // wishes.LINES))
    page = min(its.page, pages)
    lines = found.lines[(page - 1) * wishes.LINES : page * wishes.LINES]
    answer = found.answer
    return SearchContent(
        title, its, answer.explained, answer.total, answer.searched,
        lines=tuple(Line(one.hit, one.start, one.end, _tail(one.left), one.words, _head(one.right)) for one in lines),
        of_lines=len(found.lines), chosen=tuple(_chosen(its, ())), apart=answer.apart, elsewhere=answer.elsewhere,
        remarks=answer.remarks, page=page, pages=pages,
    )  # fmt: skip


def _tail(left: str) -> str:
    """Give the end of what stands left of a word, cut between words."""
    return left if len(left) <= BESIDE else "… " + left[-BESIDE:].partition(" ")[2]


def _head(right: str) -> str:
    return right if len(right) <= BESIDE else right[:BESIDE].rpartition(" ")[0] + " …"


def _chosen(its: Wish, facets: Iterable[Facet]) -> Iterator[Chosen]:
    labels = {(facet.field, one.value): one.label for facet in facets for one in facet.counts}
    for name, value in its.where.items():
        yield Chosen(name, value, labels.get((name, value), value.removeprefix("=")))


def _shown(reading: Reading, found: Iterable[Hit]) -> Iterator[Shown]:
    """Give hits with their context: the words of the record around them, cut at words."""
    hits = list(found)
    texts = _texts(reading, {one.record for one in hits})
    for hit in hits:
        text = texts.get(hit.record, "")
        before = text[max(0, hit.start - AROUND) : hit.start] if text else ""
        after = text[hit.end : hit.end + AROUND]
        begun, ended = hit.start > AROUND, hit.end + AROUND < len(text)
        yield Shown(
            hit, f"… {before.partition(' ')[2]}" if begun else before, tuple(_pieces(hit)),
            f"{after.rpartition(' ')[0]} …" if ended else after,
        )  # fmt: skip


def _pieces(hit: Hit) -> Iterator[Piece]:
    at = hit.start
    for start, end in hit.spans:
        yield from (Piece(tables.cut(hit, at, start), found=False),) if start > at else ()
        yield Piece(tables.cut(hit, start, end), found=True)
        at = end
    if at < hit.end:
        yield Piece(tables.cut(hit, at, hit.end), found=False)


def _texts(reading: Reading, records: Iterable[str]) -> dict[str, str]:
    """Read the texts of some records from where they lie, row by row."""
    found: dict[str, str] = {}
    for record in records:
        entry = reading.shelf.entry(record)
        part = reading.shelf.part("records", int(str(entry["shelf"]))) if entry else None
        if entry and part is not None:
            row = pl.scan_parquet(part).slice(int(str(entry["row"])), 1).select("text").collect()
            found[record] = str(row["text"][0]) if row.height else ""
    return found


def _passage(reading: Reading, its: Wish) -> str:
    start, _, end = its.like[1].partition("-") if its.like else ("", "", "")
    if its.like is None or not (start.isdecimal() and end.isdecimal()):
        return its.like[1] if its.like else ""
    return _texts(reading, [its.like[0]]).get(its.like[0], "")[int(start) : int(end)]


def _table(asked: Asked) -> Iterable[str]:
    """Give what is found as CSV: hits, lines or collocates, up to 10,000 sentences.

    Raises:
        ArchiveBusy: an index must be made before.
        Unclear, NotFound: the question cannot be understood.
    """
    its, archive = wishes.wish(asked), asked.reading.archive
    if _waiting(asked, its) is not None:
        raise ArchiveBusy(asked.words("search.building_words"))
    if its.way == "kwic" and not its.like:
        return tables.csv_lines(wishes.concordance(archive, its, wishes.TABLE).lines)
    if its.way == "collocates" and not its.like:
        return tables.csv_collocates(wishes.collocates(archive, its).found)
    return tables.csv_hits(_all(asked, its).hits)


def _all(asked: Asked, its: Wish) -> Answer:
    return wishes.sentences(asked.reading.archive, its, wishes.TABLE)


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    del reading
    return ()


PAGE = Page("search", "/search", content, nav=2, every=_every, table=_table)
