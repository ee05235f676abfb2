"""Passages like another by their words; and what else somebody said on the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING

from memcon.model.errors import NotFound
from memcon.search.answer import Answer
from memcon.search.asking import Asked, everything, hits, ranked, ready, whole
from memcon.search.damage import guarded
from memcon.search.explaining import explained
from memcon.search.fields import CARD, KINDS, schema, tokens
from memcon.search.held import Held
from memcon.search.people import EXACTLY
from memcon.search.query import All, Any, Condition, How, Order, Query, Word

if TYPE_CHECKING:
    import tantivy

TERMS = 24  # words of a passage that are looked for: those that tell most
SHORTEST = 3  # letters of a word that tells something
SHARED = 6  # of the passage's words, one in so many must be shared ...
LEAST = 2  # ... and so many at least
COMMON = 0.08  # share of all sentences beyond which a word tells nothing
ROWS = 20_000  # sentences of one record
NAMED = 8  # words named in the explanation
PARAGRAPH = re.compile(r"¶?\s*(\d{1,6})\Z")
SPAN = re.compile(r"(\d{1,9})\s*[-–]\s*(\d{1,9})\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one record that follow each other, as the index holds them."""

    record: str
    start: int
    end: int
    texts: tuple[str, ...]
    speakers: tuple[str, ...]  # entries of the ledger
    issues: tuple[int, ...]


def like(
    held: Held, passage: Passage, query: Query, remarks: tuple[str, ...] = (), *, speaker: str = "anybody"
) -> Answer:
    """Find sentences like a passage by its words, the likest first; those of the passage itself are left out.

    Args:
        held: the index.
        passage: what they are to be like.
        query: conditions and words that what is found must fit, too.
        remarks: passed on to the asker.
        speaker: "anybody", or "same" for what those who speak in the passage said elsewhere.

    Raises:
        NotFound: the passage holds no word that tells, or nobody is known to speak in it.
        IndexDamaged: the index cannot be read.
    """
    with guarded(held.path):
        node = whole(query)
        if speaker == "same":
            if not passage.speakers:
                raise NotFound(f"{passage.record}: nobody is known to speak in this passage.")
            said = tuple(EXACTLY + (held.people.person(one) or one) for one in passage.speakers)
            node = All((node, Condition("speaker", said)))
        made = ready(held, node)
        words = telling(held, passage, made.kinds)
        found, all_told = ranked(held, _likeness(held, made, words, passage), replace(query, order=Order.BEST))
        told = explained(made.node, made.kinds, made.matching.printed, made.matching.meant, held.people.called)
        shown = Any(tuple(Word(form, How.EXACT) for forms in words.values() for form in forms))
        marked = replace(made, node=All((made.node, shown)))
        return Answer(
            tuple(hits(held, marked, found)), all_told, sum(everything(held, made.kinds)["in"].values()), (),
            f"{told.removesuffix('.').removesuffix(', all of them')} – that share at least {_needed(words)} telling "
            f"words with {passage.record} {passage.start}-{passage.end}: {', '.join(list(words)[:NAMED])}.",
            remarks=remarks,
        )  # fmt: skip


def passage_at(held: Held, record: str, where: str) -> Passage:
    """Find a passage of a record.

    Args:
        held: the index.
        record: the record's whole id.
        where: a paragraph ("¶4", "4"), a span of the record's text ("1200-1410"), or words that stand in it.

    Raises:
        NotFound: there is no such passage.
    """
    import tantivy

    number = held.ledger.known("record", record)
    query = tantivy.Query.term_query(schema(), "record", number)
    places = [place for _, place in held.searcher.search(query, ROWS).hits] if number else []
    kinds = held.numbers("in", places) if places else []
    places = [place for place, kind in zip(places, kinds, strict=True) if kind != CARD]
    names = ("start", "end", "paragraph", "speaker")
    rows = sorted(zip(*(held.numbers(name, places) for name in names), places, strict=True), key=lambda row: row[:2])
    chosen = _chosen(held, rows, where.strip())
    if not chosen:
        raise NotFound(f"{record}: {where[:60]!r} is not there. Give a paragraph (¶4), a span (1200-1410), or words.")
    stored = [held.stored(row[-1]) for row in chosen]
    speakers = dict.fromkeys(held.ledger.value("speaker", row[3]) for row in chosen)
    return Passage(
        record, chosen[0][0], max(row[1] for row in chosen), tuple(text for text, _ in stored),
        tuple(one for one in speakers if one),
        tuple(dict.fromkeys(code for _, several in stored for code in several["issue"] if code)),
    )  # fmt: skip


Row = tuple[int, int, int, int, "tantivy.DocAddress"]


def _chosen(held: Held, rows: Sequence[Row], where: str) -> list[Row]:
    if paragraph := PARAGRAPH.match(where):
        return [row for row in rows if row[2] == int(paragraph[1]) > 0]
    if span := SPAN.match(where):
        return [row for row in rows if row[0] < int(span[2]) and int(span[1]) < row[1]]
    wanted = _plain(where)
    if not wanted.strip():
        return []
    texts = [_plain(held.stored(row[-1])[0]) for row in rows]
    return [row for row, text in zip(rows, texts, strict=True) if wanted in text or (len(text) > 1 and text in wanted)]


def _plain(words: str) -> str:
    return f" {' '.join(one.word for one in tokens(words))} "


def telling(held: Held, passage: Passage, kinds: Sequence[str] = KINDS) -> dict[str, tuple[str, ...]]:
    """Give the words of a passage that tell most, each with its printed forms, the rarest first.

    Raises:
        NotFound: there are none.
    """
    every = max(1, held.sentences(kinds))
    times = Counter(one.word for text in passage.texts for one in tokens(text) if len(one.word) >= SHORTEST)
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    for word, count in times.items():
        base = next(iter(held.vocabulary.forms(word).values()), word)
        forms = held.vocabulary.sharing(base) or (word,)
        spread = sum(held.searcher.doc_freq(kind, form) for kind in kinds for form in forms)
        if 0 < spread < max(LEAST + 1, COMMON * every) and base not in found:
            found[base] = log(every / spread) * (1 + log(count)), forms
    if not found:
        raise NotFound(f"{passage.record}: this passage holds no word that others share and that tells something.")
    ordered = sorted(found, key=lambda base: (-found[base][0], base))[:TERMS]
    return {base: found[base][1] for base in ordered}


def _needed(words: dict[str, tuple[str, ...]]) -> int:
    return min(len(words), max(LEAST, len(words) // SHARED))


def _likeness(held: Held, made: Asked, words: dict[str, tuple[str, ...]], passage: Passage) -> tantivy.Query:
    """Ask for sentences that share enough words; one on the same issue stands higher among them."""
    from tantivy import FieldType, Occur
    from tantivy import Query as Engine

    def any_form(kind: str, forms: Sequence[str]) -> Engine:
        return Engine.boolean_query([(Occur.Should, Engine.term_query(schema(), kind, form)) for form in forms])

    each = [[any_form(kind, forms) for forms in words.values()] for kind in made.kinds]
    shared = [
        Engine.boolean_query([(Occur.Should, one) for one in forms], minimum_number_should_match=_needed(words))
        for forms in each
    ]
    own = [Engine.term_query(schema(), "record", held.ledger.known("record", passage.record))]
    last = max(passage.start, passage.end - 1)
    own.append(Engine.range_query(schema(), "start", FieldType.Unsigned, passage.start, last))
    parts = [
        (Occur.Must, Engine.boolean_query([(Occur.Should, one) for one in shared])), (Occur.Must, made.engine),
        (Occur.MustNot, Engine.boolean_query([(Occur.Must, one) for one in own])),
    ]  # fmt: skip
    if passage.issues:
        parts.append((Occur.Should, Engine.term_set_query(schema(), "issue", list(passage.issues))))
    return Engine.boolean_query(parts)
