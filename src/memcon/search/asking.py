"""Asking the index: the hits in order, how many there are in all, and how they are spread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from memcon.model.errors import Unclear
from memcon.search.answer import Answer, Count, Facet, Hit
from memcon.search.damage import guarded
from memcon.search.explaining import explained
from memcon.search.fields import CODED, COUNTED, KIND, KINDS, NUMBERS, RULED, SEVERAL, UNKNOWN, VAGUE, schema, total
from memcon.search.held import Held
from memcon.search.ledger import print_of
from memcon.search.loosening import loosened
from memcon.search.matching import Matching, kinds_of
from memcon.search.people import EXACTLY, SPEAKING, merged
from memcon.search.query import All, Condition, Days, Node, Order, Query, Sure, walk, without
from memcon.search.ranking import best, words_of
from memcon.search.reading import condition, read
from memcon.search.showing import Marker

if TYPE_CHECKING:
    import tantivy

FARTHEST = 1_000_000  # hits that can be passed over
MOST = 10_000  # hits given at once
VALUES = 1000  # values of a field that the engine counts out
EVERY = 65_000  # values of a field counted once for all sentences; the engine gives no more
TIED = 50  # values looked at beyond those wanted, so that ties fall in the order of the alphabet
NAMES = {str(UNKNOWN): "unknown", str(VAGUE): "may be of several years"}
ONES = [name for name in (*CODED, "record", "checked", *NUMBERS) if name not in SEVERAL]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: what it means, for which kinds, and how the engine runs it."""

    node: Node
    kinds: tuple[str, ...]
    matching: Matching
    engine: tantivy.Query


def asked(held: Held, query: Query) -> Asked:
    """Make a question ready.

    Raises:
        Unclear, NotFound: it cannot be understood; the message says why.
    """
    if not 0 <= query.begin <= FARTHEST or not 0 <= query.count <= MOST:
        raise Unclear(f"At most {MOST:,} sentences are given at once, beginning at most at the {FARTHEST:,}th.")
    if unknown := [name for name in query.facets if name not in COUNTED]:
        raise Unclear(f"{unknown[0]} is nothing that is counted. Choose among: {', '.join(COUNTED)}.")
    return ready(held, whole(query))


def whole(query: Query) -> Node:
    """Give words and conditions of a question together."""
    parts = [read(query.words)]
    parts += [condition(one.field, one.values) for one in query.where]
    parts += [Days(query.since, query.until)] if query.since or query.until else []
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def ready(held: Held, node: Node) -> Asked:
    """Make a question ready that was read already."""
    kinds = kinds_of(node)
    rest = without(node, "in")
    languages = [one.values for one in walk(node) if isinstance(one, Condition) and one.field == "language"]
    matching = Matching(held.vocabulary, held.people, languages[0] if len(languages) == 1 else (), known=held.meant)
    return Asked(rest, kinds, matching, matching.query(rest, kinds))


def answer(held: Held, query: Query, remarks: tuple[str, ...] = ()) -> Answer:
    """Answer a question.

    Args:
        held: the index.
        query: the question.
        remarks: passed on to the asker.

    Raises:
        Unclear, NotFound: the question cannot be understood; the message says why.
        IndexDamaged: the index cannot be read.
    """
    with guarded(held.path):
        made = asked(held, query)
        found, all_told = _ordered(held, made, query)
        said = ""
        if not all_told and query.order == Order.BEST and (wider := _wider(held, made)):
            said, made = wider
            found, all_told = _ordered(held, made, query)
        return Answer(
            tuple(hits(held, made, found)),
            all_told,
            sum(everything(held, made.kinds)["in"].values()),
            tuple(_facets(held, made, query, all_told)),
            said + explained(made.node, made.kinds, made.matching.printed, made.matching.meant, held.people.called),
            dict(_apart(held, made)),
            dict(_elsewhere(held, made)),
            remarks,
        )


def _ordered(held: Held, made: Asked, query: Query) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
    if query.order != Order.BEST:
        return ranked(held, made.engine, query)
    return best(held, made.engine, words_of(made.node, made.matching.printed), query.begin, query.count)


def _wider(held: Held, made: Asked) -> tuple[str, Asked] | None:
    """Ask for some of many words where no sentence holds all, and say so; None where the question has few words."""
    node = loosened(held, made.node, made.matching.printed, made.kinds)
    if node is None:
        return None
    others = [kind for kind in KINDS if kind not in made.kinds and count(held, made, made.node, [kind])]
    but = f" (some in:{','.join(others)} do)" if others else ""
    told = f"No such sentence holds all of these words{but}; the best hold some. "
    return told, Asked(node, made.kinds, made.matching, made.matching.query(node, made.kinds))


def ranked(
    held: Held, engine: tantivy.Query, query: Query
) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
    """Give the places of the hits asked for, in order, with their scores, and the total."""
    import tantivy

    field, order = {
        Order.BEST: (None, tantivy.Order.Desc), Order.EARLIEST: ("first", tantivy.Order.Asc),
        Order.LATEST: ("last", tantivy.Order.Desc),
    }[query.order]  # fmt: skip
    limit = max(1, query.count)
    result: Any = held.searcher.search(engine, limit, order_by_field=field, offset=query.begin, order=order)
    scores = [(0.0 if field else float(score), place) for score, place in result.hits[: query.count]]
    return scores, int(result.count)


def hits(held: Held, made: Asked, found: Sequence[tuple[float, tantivy.DocAddress]]) -> Iterator[Hit]:
    """Give hits with all that is known of them, and the words they are shown for."""
    places = [place for _, place in found]
    if not places:
        return
    columns = {name: held.numbers(name, places) for name in (*ONES, "in")}
    marker = Marker(made.node, made.matching.printed)
    held.learn_citations(columns["record"])
    for at, (score, place) in enumerate(found):
        row = {name: column[at] for name, column in columns.items()}
        text, several = held.stored(place)
        yield _hit(held, marker, row, text, several, score)


def _hit(
    held: Held, marker: Marker, row: Mapping[str, int], text: str, several: Mapping[str, list[int]], score: float
) -> Hit:
    value, start, certainty = held.ledger.value, row["start"], row["certainty"]
    kind = KINDS[row["in"] - 1]
    speaker, to = (value(name, row[name]) for name in SPEAKING)
    cite = f"¶{row['paragraph']}" if row["paragraph"] else (value("role", row["role"]) or kind).replace("_", " ")
    acts, issues = (tuple(filter(None, (value(name, one) for one in several[name]))) for name in SEVERAL)
    return Hit(
        value("record", row["record"]) or "", start, row["end"], text,
        tuple((start + a, start + b) for a, b in marker.spans(text)),
        kind, cite, held.citation(row["record"]), print_of(speaker) if speaker else None,
        held.people.person(speaker) if speaker else None, print_of(to) if to else None, value("side", row["side"]),
        value("office", row["office"]), value("mode", row["mode"]), acts, issues, value("meeting", row["meeting"]),
        None if certainty in (UNKNOWN, RULED) else certainty / 100, bool(row["checked"]), score,
    )  # fmt: skip


def _facets(held: Held, made: Asked, query: Query, all_told: int) -> Iterator[Facet]:
    if not query.facets:
        return
    among = everything(held, made.kinds)
    counted = _counted(held, made.engine, query.facets, VALUES) if all_told else {}
    for name in query.facets:
        mine: dict[int, int] = dict(counted.get(name, {}))
        unknown = mine.pop(UNKNOWN, 0) if name != "checked" else 0
        yield _facet(held, name, mine, among[name], unknown, query.values, made.kinds)


def _facet(
    held: Held, name: str, mine: Mapping[int, int], among: Mapping[int, int], unknown: int, values: int,
    kinds: tuple[str, ...],
) -> Facet:  # fmt: skip
    if name in SPEAKING:
        counts = list(_people(held, name, mine, kinds))
    else:
        often = mine if name == "year" else dict(nlargest(values + TIED, mine.items(), key=itemgetter(1)))
        counts = list(_plain(held, name, often, among))
    counts.sort(key=lambda one: (one.value,) if name == "year" else (-one.hits, one.label))
    apart = Count("unknown", "unknown", unknown, among.get(UNKNOWN, 0) if name != "checked" else 0)
    shown = tuple(counts[:values]) if name != "year" else tuple(counts)
    more = len(counts) if name in SPEAKING else len(mine)
    return Facet(name, shown, apart, more - len(shown))


def _plain(held: Held, name: str, mine: Mapping[int, int], among: Mapping[int, int]) -> Iterator[Count]:
    for code, count in mine.items():
        value = _called(held, name, code)
        label = NAMES.get(value, value.replace("_", " ")) if name in ("form", "year") else value
        yield Count(EXACTLY + value if name in CODED else value, label, count, among.get(code, count))


def _called(held: Held, name: str, code: int) -> str:
    if name == "in":
        return KINDS[code - 1]
    if name == "checked":
        return "yes" if code else "no"
    return str(code) if name == "year" else held.ledger.value(name, code) or ""


def _people(held: Held, name: str, mine: Mapping[int, int], kinds: tuple[str, ...]) -> Iterator[Count]:
    """Count people: entries that the register knows to be one person count together."""
    found = merged(held.people, ((held.ledger.value(name, code), count) for code, count in mine.items()))
    of = _together(held, name, kinds)
    for shown, (entries, count) in found.items():
        person = held.people.person(entries[0]) if entries else None
        yield Count(EXACTLY + (person or (entries[0] if entries else "")), shown or "", count, of.get(shown, count))


def _together(held: Held, name: str, kinds: tuple[str, ...]) -> dict[str | None, int]:
    """Count all sentences of some kinds under a field of people; done once for an opened index."""
    if (name, kinds) not in held.together:
        among = everything(held, kinds)[name]
        entries = ((held.ledger.value(name, code), count) for code, count in among.items())
        held.together[name, kinds] = {label: count for label, (_, count) in merged(held.people, entries).items()}
    return held.together[name, kinds]


def everything(held: Held, kinds: tuple[str, ...]) -> dict[str, dict[int, int]]:
    """Count all sentences of some kinds under every field; done once for an opened index."""
    import tantivy

    if kinds not in held.counted:
        every = tantivy.Query.term_set_query(schema(), "in", [KIND[kind] for kind in kinds])
        held.counted[kinds] = _counted(held, every, COUNTED, EVERY)
    return held.counted[kinds]


def _counted(held: Held, engine: tantivy.Query, names: Iterable[str], values: int) -> dict[str, dict[int, int]]:
    wanted: dict[str, Any] = {name: {"terms": {"field": name, "size": values}} for name in names}
    found = held.searcher.aggregate(engine, wanted)
    return {name: {int(one["key"]): int(one["doc_count"]) for one in its["buckets"]} for name, its in found.items()}


def _apart(held: Held, made: Asked) -> Iterator[tuple[str, int]]:
    """Count what would fit but for a date or a name that nobody knows."""
    conditions = {part.field for part in _parts(made.node) if isinstance(part, Condition)}
    if any(isinstance(part, Days) for part in _parts(made.node)):
        yield "undated", count(held, made, _with(without(made.node, "date"), Condition("date", ("unknown",))))
    if any(isinstance(part, Sure) for part in _parts(made.node)):
        yield "speaker unknown", count(held, made, _with(without(made.node, "certainty", "speaker"),
                                                         Condition("speaker", ("unknown",))))  # fmt: skip
    for name in CODED:
        asked_for_unknown = any(
            isinstance(part, Condition) and part.field == name and "unknown" in part.values
            for part in _parts(made.node)
        )
        if name in conditions and not asked_for_unknown:
            yield f"{name} unknown", count(held, made, _with(without(made.node, name), Condition(name, ("unknown",))))


def _parts(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, All) else (node,)


def _with(node: Node, more: Condition) -> Node:
    return All((*_parts(node), more))


def count(held: Held, made: Asked, node: Node, kinds: Sequence[str] = ()) -> int:
    """Count the sentences that fit another question, of the same kinds unless others are given."""
    return total(held.searcher, made.matching.query(node, kinds or made.kinds))


def _elsewhere(held: Held, made: Asked) -> Iterator[tuple[str, int]]:
    """Count the sentences of the other kinds that fit."""
    for kind in KINDS:
        if kind not in made.kinds:
            yield kind, count(held, made, made.node, [kind])
