"""The verbs of searching by meaning: sentences near a question, or near a passage, in whatever language they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from memcon.archive.archive import Archive, open_archive
from memcon.archive.finding import find
from memcon.model.errors import MemconError, Unclear
from memcon.search import meaning_index, meaning_words, verbs
from memcon.search.answer import Answer
from memcon.search.asking import Asked, hits, ready, whole
from memcon.search.fields import schema, tokens, total
from memcon.search.held import Held, guarded
from memcon.search.meaning_embedders import Embedder, embedder
from memcon.search.meaning_encoder import Floats
from memcon.search.meaning_index import Kept
from memcon.search.query import All, Any, How, Query, Word
from memcon.search.ranking import commonness, spread
from memcon.search.ranking import nearest as by_words
from memcon.search.reading import FIELDS, SAME
from memcon.search.similar import Passage, passage_at
from memcon.search.updating import Progress
from memcon.search.vectors import nearest
from memcon.search.verbs import NOTHING, Given, Where

if TYPE_CHECKING:
    import tantivy

    Place = tuple[float, tantivy.DocAddress]

DEPTH = 50  # sentences of each list that are joined
RANK = 10  # joins lists by 1 / (RANK + rank): the smaller, the more the first places count
# What each list weighs: tuned on half of the questions in benchmarks/meaning_queries, kept from the other half.
WEIGHTS = {"meaning": {"words": 0.0, "meant": 1.0, "whole": 1.0}, "hybrid": {"words": 0.6, "meant": 0.9, "whole": 1.0}}
ENDLESS = 2**62  # code points; beyond the end of any record
FEW = 20_000  # sentences that conditions allow, up to which they are looked up before, not after
SHORTEST = 6  # words of a row that answers
FARTHEST = 5_000  # sentences nearest to a question that are set against its conditions
COMPARED = "Every sentence is near in some measure: the total says only how many were compared."
SHOWN = 6  # words of the question told back
NAMES = "|".join(sorted((*FIELDS, *SAME), key=len, reverse=True))
CONDITION = re.compile(rf'(?<!\S)-?(?:{NAMES}):(?:"[^"]*"|\S+)')


@dataclass(frozen=True, slots=True)
class _Sought:
    """A question on its way: the index, what conditions allow, the vectors, and how many sentences are wanted."""

    held: Held
    made: Asked
    kept: Kept
    by: Embedder
    depth: int


def by_meaning(
    archive: Where,
    question: str,
    *,
    how: str = "meaning",
    where: Given = NOTHING,
    since: date | None = None,
    until: date | None = None,
    begin: int = 0,
    count: int = 20,
    by: str | None = None,
    progress: Progress = lambda *_: None,
) -> Answer:
    """Find sentences near a question in meaning; both indexes are brought up to date before.

    Args:
        archive: an archive or its path.
        question: a sentence or some words, in any language the embedder knows; conditions such as speaker:Chou or
            date:1946 may stand among them.
        how: "meaning": by words that mean the same, and by sentences that do as a whole; "hybrid": by the words
            themselves as well, which is best where question and records are of one language.
        where: conditions, as for `search`.
        since: as for `search`.
        until: as for `search`.
        begin: how many hits to pass over.
        count: how many hits to give.
        by: the embedder; memcon's own when not given.
        progress: told what is indexed and embedded.

    Returns:
        The nearest first, with `score` the joined rank. `total` counts the sentences that were near enough to be
        compared, for every sentence is near a question in some measure.

    Raises:
        Unclear: there is no question, or a condition cannot be understood.
        MissingExtra, NotFound: the embedder is not installed, or not on this machine.
    """
    asked = CONDITION.sub(" ", question)
    if not tokens(asked):
        raise Unclear("Nothing is asked. Write a sentence, or some words.")
    if how not in WEIGHTS:
        raise MemconError(f"{how}: choose {' or '.join(WEIGHTS)}.")
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    chosen = embedder(by)
    conditions = " ".join(CONDITION.findall(question))
    query = Query(conditions, verbs.conditions(where), since, until, begin=begin, count=count, facets=())

    def ask(held: Held, remarks: tuple[str, ...]) -> Answer:
        with guarded(held.path):
            made = ready(held, whole(query))
        kept = meaning_index.kept(opened, chosen, progress)
        sought = _Sought(held, made, kept, chosen, max(DEPTH, begin + count))
        folder = meaning_index.place(opened, chosen)
        weights = WEIGHTS[how]
        meant = meaning_words.meant(held, asked, chosen, folder) if weights["meant"] else {}
        lists = {
            "whole": _whole(sought, chosen.vectors([asked])[0]) if weights["whole"] else [],
            "meant": _searched(sought, meant),
            "words": _searched(sought, _printed(held, made, asked)) if weights["words"] else [],
        }
        return _answer(sought, _joined(lists, weights), query, _told(asked, meant, chosen), meant, remarks)

    return verbs.asking(opened, ask, progress)


def like_in_meaning(
    archive: Where,
    record: str,
    passage: str,
    *,
    where: Given = NOTHING,
    words: str = "",
    since: date | None = None,
    until: date | None = None,
    begin: int = 0,
    count: int = 20,
    by: str | None = None,
    progress: Progress = lambda *_: None,
) -> Answer:
    """Find sentences near a passage in meaning, in whatever language; those of the passage itself are left out.

    Args:
        archive: an archive or its path.
        record: its id, or enough of it.
        passage: a paragraph ("¶4"), a span ("1200-1410"), or words that stand in it.
        where: conditions, as for `search`.
        words: conditions and words that must stand in what is found, as for `search`.
        since: as for `search`.
        until: as for `search`.
        begin: how many hits to pass over.
        count: how many hits to give.
        by: the embedder; memcon's own when not given.
        progress: told what is indexed and embedded.

    Raises:
        NotFound: there is no such record or passage; MissingExtra: the embedder is not installed.
    """
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    chosen = embedder(by)
    query = Query(words, verbs.conditions(where), since, until, begin=begin, count=count, facets=())

    def ask(held: Held, remarks: tuple[str, ...]) -> Answer:
        with guarded(held.path):
            made = ready(held, whole(query))
            given = passage_at(held, find(record, held.ledger.values["record"], str(opened.path)), passage)
        kept = meaning_index.kept(opened, chosen, progress)
        sought = _Sought(held, made, kept, chosen, max(DEPTH, begin + count) + len(given.texts))
        meant = meaning_words.meant(held, " ".join(given.texts), chosen, meaning_index.place(opened, chosen))
        near = {"whole": _whole(sought, _middle(chosen.vectors(given.texts))), "meant": _searched(sought, meant)}
        found = list(_others(held, given, _joined(near, WEIGHTS["meaning"])))
        told = f"Sentences near in meaning to {given.record} {given.start}-{given.end} ({chosen.name}). {COMPARED}"
        return _answer(sought, found, query, told, meant, remarks)

    return verbs.asking(opened, ask, progress)


def _middle(vectors: Floats) -> Floats:
    middle: Floats = vectors.sum(axis=0)
    return middle / max(float(np.linalg.norm(middle)), 1e-9)


def _others(held: Held, given: Passage, found: Sequence[Place]) -> Iterator[Place]:
    """Leave out the sentences of the passage itself."""
    places = [place for _, place in found]
    records, starts = (held.numbers(name, places) if places else [] for name in ("record", "start"))
    own = held.ledger.known("record", given.record)
    for one, record, start in zip(found, records, starts, strict=True):
        if record != own or not given.start <= start < given.end:
            yield one


def _whole(sought: _Sought, vector: Floats) -> list[Place]:
    """Find the sentences nearest as wholes that conditions allow, as rows of the index."""
    kept = sought.kept
    found: dict[tuple[int, int], Place] = {}
    allowed = _allowed(sought)
    rows = np.arange(kept.table.height) if allowed is None else np.flatnonzero(allowed)
    places, burden = kept.table["at"].to_numpy()[rows], kept.burden[rows]
    told = kept.table.select("record", "start", "end")
    depth = sought.depth if allowed is None else min(sought.depth, len(rows))
    for one, score in nearest(kept.vectors, places, vector, min(FARTHEST, depth * 20), burden):
        record, start, end = told.row(int(rows[one]))
        place = _row(sought, record, start, end)
        if place is not None:
            found.setdefault((place.segment_ord, place.doc), (score, place))
            if len(found) == sought.depth:
                break
    return list(found.values())


def _row(sought: _Sought, record: str, start: int, end: int) -> tantivy.DocAddress | None:
    """Find the row of the index that a sentence stands in, or its first part that conditions allow."""
    from tantivy import FieldType, Occur
    from tantivy import Query as Engine

    code = sought.held.ledger.known("record", record)
    if not code or end <= start:
        return None
    parts = [
        Engine.term_query(schema(), "record", code),
        Engine.range_query(schema(), "start", FieldType.Unsigned, 0, end - 1),
        Engine.range_query(schema(), "end", FieldType.Unsigned, start + 1, ENDLESS),
        sought.made.engine,
    ]
    query = Engine.boolean_query([(Occur.Must, one) for one in parts])
    found = sought.held.searcher.search(query, 1, count=False).hits
    return found[0][1] if found else None


def _allowed(sought: _Sought) -> NDArray[np.bool_] | None:
    """Mark the sentences that narrow conditions allow; None where they allow many, which are looked up one by one."""
    held, table = sought.held, sought.kept.table
    count = total(held.searcher, sought.made.engine)
    if count > FEW:
        return None
    places = [place for _, place in held.searcher.search(sought.made.engine, max(1, count)).hits]
    if not places:
        return np.zeros(table.height, bool)
    codes = {one: held.ledger.known("record", one) or 0 for one in table["record"].unique()}
    mine = np.array([codes[one] for one in table["record"]], np.int64) << 32
    theirs = np.array(held.numbers("record", places), np.int64) << 32
    starts, ends = (np.sort(theirs + np.array(held.numbers(name, places))) for name in ("start", "end"))
    begun = np.searchsorted(starts, mine + table["end"].to_numpy())  # rows do not overlap, so that counts tell
    over = np.searchsorted(ends, mine + table["start"].to_numpy(), side="right")
    allowed: NDArray[np.bool_] = begun > over
    return allowed


def _searched(sought: _Sought, words: dict[str, dict[str, float]]) -> list[Place]:
    """Find the sentences that the word index ranks highest for some words."""
    from tantivy import Occur
    from tantivy import Query as Engine

    if not words:
        return []
    fitting = meaning_words.engine(sought.held, words, sought.made.kinds)
    # Conditions allow; they do not add to a rank.
    allowing = Engine.boost_query(sought.made.engine, 0.0)
    query = Engine.boolean_query([(Occur.Must, fitting), (Occur.Must, allowing)])
    return by_words(sought.held, query, words, sought.depth, SHORTEST)


def _printed(held: Held, made: Asked, asked: str) -> dict[str, dict[str, float]]:
    """Give the question's own words in all their forms, each form as good as another."""
    common = commonness(held, made.kinds)
    found = {}
    for word in dict.fromkeys(one.word for one in tokens(asked)):
        forms = made.matching.printed(Word(word, How.FORMS))
        telling = [form for form in forms if spread(held, form)]
        if telling and sum(spread(held, form) for form in telling) < common:
            found[word] = dict.fromkeys(telling, 1.0)
    return found


def _joined(lists: dict[str, list[Place]], weights: dict[str, float]) -> list[Place]:
    """Join ranked lists by the places that a sentence has in them (reciprocal rank fusion)."""
    scores: dict[tuple[int, int], float] = {}
    places = {}
    for name, found in lists.items():
        for rank, (_, place) in enumerate(found, 1):
            key = (place.segment_ord, place.doc)
            places[key] = place
            scores[key] = scores.get(key, 0.0) + weights[name] / (RANK + rank)
    return [(scores[key], places[key]) for key in sorted(scores, key=lambda key: (-scores[key], key))]


def _answer(
    sought: _Sought, found: list[Place], query: Query, told: str, meant: dict[str, dict[str, float]],
    remarks: tuple[str, ...],
) -> Answer:  # fmt: skip
    made = sought.made
    forms = dict.fromkeys(form for one in meant.values() for form in one)
    if forms:
        made = replace(made, node=All((made.node, Any(tuple(Word(form, How.EXACT) for form in forms)))))
    shown = found[query.begin:query.begin + query.count]
    with guarded(sought.held.path):
        return Answer(
            tuple(hits(sought.held, made, shown)), len(found), sought.held.sentences(made.kinds), (), told,
            remarks=remarks,
        )  # fmt: skip


def _told(asked: str, meant: dict[str, dict[str, float]], by: Embedder) -> str:
    words = "; ".join(f"{word}: {', '.join(_strongest(forms))}" for word, forms in list(meant.items())[:SHOWN])
    more = "" if len(meant) <= SHOWN else f"; and {len(meant) - SHOWN} more words"
    means = f"words that mean the same ({words}{more}), and " if words else ""
    return f"Near in meaning to “{' '.join(asked.split())}”: {means}sentences near as a whole ({by.name}). {COMPARED}"


def _strongest(forms: dict[str, float]) -> Iterable[str]:
    return sorted(forms, key=lambda form: (-forms[form], form))[:4]
