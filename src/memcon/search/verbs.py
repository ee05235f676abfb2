"""The verbs of searching: search, concordance, collocates, similar, index. The command line's verbs are these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TypeVar

from memcon.archive.archive import Archive, open_archive
from memcon.archive.finding import find
from memcon.model.errors import MemconError
from memcon.search import collocates as collocating
from memcon.search import concordance as concording
from memcon.search import similar as likening
from memcon.search import updating
from memcon.search.answer import Answer
from memcon.search.asking import answer
from memcon.search.collocates import Collocates
from memcon.search.concordance import Concordance
from memcon.search.damage import IndexDamaged
from memcon.search.held import Held, opened
from memcon.search.query import FACETS, Condition, Order, Query
from memcon.search.updating import Progress, Updated

Where = str | Path | Archive
Given = Mapping[str, str | Sequence[str]]
T = TypeVar("T")
NOTHING: Given = MappingProxyType({})
OPEN = 8  # indexes held open at once
_held: dict[Path, tuple[tuple[int, int], Held]] = {}
_lock = Lock()


def _silent(what: str, done: int, of: int) -> None:
    del what, done, of


def search(
    archive: Where,
    words: str = "",
    *,
    where: Given = NOTHING,
    since: date | None = None,
    until: date | None = None,
    order: str = "best",
    begin: int = 0,
    count: int = 20,
    facets: Sequence[str] = FACETS,
    values: int = 10,
    progress: Progress = _silent,
) -> Answer:
    """Find sentences by their words and by what is known of them; the index is brought up to date before.

    Args:
        archive: an archive or its path.
        words: the question in the language of docs/search.md: withdraw NEAR/5 troops speaker:Chou act:PROPOSE.
        where: conditions beside those among the words, by field: {"act": ["PROPOSE", "REQUEST"], "side": "Mongolia"}.
        since: only records whose date can be this day or later; the undated are counted apart.
        until: only records whose date can be this day or earlier.
        order: "best", "earliest" or "latest".
        begin: how many hits to pass over.
        count: how many hits to give.
        facets: fields that are counted: speaker, to, side, office, mode, act, issue, meeting, place, collection, form,
            language, year, checked, in.
        values: how many values of each.
        progress: told how many records are indexed, of how many.

    Raises:
        Unclear: the question cannot be understood; the message says what to write.
        NotFound: nobody of a name speaks, or no sentence bears a value; the nearest are in the message.
    """
    query = Query(words, conditions(where), since, until, _order(order), begin, count, tuple(facets), values)
    return asking(archive, lambda held, remarks: answer(held, query, remarks), progress)


def concordance(
    archive: Where,
    words: str,
    *,
    where: Given = NOTHING,
    since: date | None = None,
    until: date | None = None,
    sort: str = "date",
    count: int = concording.LINES,
    progress: Progress = _silent,
) -> Concordance:
    """Lay out each place where words stand, with the words left and right of it.

    Args:
        archive: an archive or its path.
        words: the question, as for `search`.
        where: conditions, as for `search`.
        since: as for `search`.
        until: as for `search`.
        sort: "date", "words", "left", "right", or "left2", "right3": by which word the lines are sorted first.
        count: how many sentences are laid out, those with the earliest dates.
        progress: told how many records are indexed, of how many.

    Raises:
        Unclear, NotFound: as for `search`.
    """
    query = Query(words, conditions(where), since, until, count=count, facets=())
    return asking(archive, lambda held, remarks: concording.concordance(held, query, sort, remarks), progress)


def collocates(
    archive: Where,
    words: str,
    *,
    where: Given = NOTHING,
    since: date | None = None,
    until: date | None = None,
    window: int = collocating.WINDOW,
    least: int = collocating.LEAST,
    progress: Progress = _silent,
) -> Collocates:
    """Find the words that stand near others more often than elsewhere.

    Args:
        archive: an archive or its path.
        words: the question, as for `search`.
        where: conditions; the sentences compared with fit them, too.
        since: as for `search`.
        until: as for `search`.
        window: how many words to each side are near.
        least: in how many sentences a collocate must stand near.
        progress: told how many records are indexed, of how many.

    Raises:
        Unclear, NotFound: as for `search`.
    """
    query = Query(words, conditions(where), since, until)
    return asking(archive, lambda held, _: collocating.collocates(held, query, window, least), progress)


def similar(
    archive: Where,
    record: str,
    passage: str,
    *,
    speaker: str = "anybody",
    words: str = "",
    where: Given = NOTHING,
    since: date | None = None,
    until: date | None = None,
    begin: int = 0,
    count: int = 20,
    progress: Progress = _silent,
) -> Answer:
    """Find passages like another by their words; or what else its speaker said on the same.

    Args:
        archive: an archive or its path.
        record: its id, or enough of it to tell it from others.
        passage: a paragraph ("¶4"), a span of the record's text ("1200-1410"), or words that stand in it.
        speaker: "anybody", or "same" for what those who speak in the passage said elsewhere.
        words: what must stand in the passages, too, as for `search`.
        where: conditions, as for `search`.
        since: as for `search`.
        until: as for `search`.
        begin: how many hits to pass over.
        count: how many hits to give.
        progress: told how many records are indexed, of how many.

    Raises:
        NotFound: there is no such record or passage, or it holds no word that tells.
    """
    if speaker not in ("anybody", "same"):
        raise MemconError(f"{speaker}: say whether the speaker is to be anybody or the same.")
    opened_archive = _opened(archive)
    query = Query(words, conditions(where), since, until, begin=begin, count=count)

    def liken(held: Held, remarks: tuple[str, ...]) -> Answer:
        whole = find(record, held.ledger.values["record"], str(opened_archive.path))
        return likening.like(held, likening.passage_at(held, whole, passage), query, remarks, speaker=speaker)

    return asking(opened_archive, liken, progress)


def index(archive: Where, *, anew: str = "if needed", progress: Progress = _silent) -> Updated:
    """Bring the index up to date; a search does so by itself.

    Args:
        archive: an archive or its path.
        anew: "if needed", or "always" to make it from nothing.
        progress: told how many records are done, of how many.
    """
    return updating.updated(_opened(archive), progress, anew=anew)


def asking(archive: Where, ask: Callable[[Held, tuple[str, ...]], T], progress: Progress = _silent) -> T:
    """Ask the index of an archive, brought up to date before; one that is damaged is made anew, once.

    Args:
        archive: an archive or its path.
        ask: given the opened index, and remarks for the asker.
        progress: told how many records are indexed, of how many.
    """
    opened_archive = _opened(archive)
    try:
        done = updating.updated(opened_archive, progress)
        return ask(_open(opened_archive), done.remarks)
    except IndexDamaged:
        _forget(opened_archive)
        updating.updated(opened_archive, progress, anew="always")
        return ask(_open(opened_archive), ("The index was damaged and has been made anew.",))


def conditions(where: Given) -> tuple[Condition, ...]:
    """Give conditions by field as a question holds them; a field without values is no condition."""
    given = ((name, (held,) if isinstance(held, str) else tuple(held)) for name, held in where.items())
    return tuple(Condition(name, held) for name, held in given if any(held))


def _order(order: str) -> Order:
    try:
        return Order(order)
    except ValueError:
        raise MemconError(f"{order}: hits are not ordered so. Choose {', '.join(Order)}.") from None


def _open(archive: Archive) -> Held:
    """Give the opened index, the one already open where it is the newest."""
    path = archive.path.resolve()
    state = updating.mark(archive)
    with _lock:
        known = _held.get(path)
        if known is None or known[0] != state:
            _held.pop(path, None)
            known = _held[path] = state, opened(archive)
            while len(_held) > OPEN:
                del _held[next(iter(_held))]
        return known[1]


def _forget(archive: Archive) -> None:
    with _lock:
        _held.pop(archive.path.resolve(), None)


def _opened(archive: Where) -> Archive:
    return archive if isinstance(archive, Archive) else open_archive(archive)
