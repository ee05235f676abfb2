"""An index opened to be asked: the engine's view of it, with the words, names and cards that belong to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memcon.archive import registers
from memcon.archive.archive import Archive
from memcon.search import ledger as ledgers
from memcon.search import updating
from memcon.search import vocabulary as vocabularies
from memcon.search.answer import Citation
from memcon.search.building import LEDGER, WORDS
from memcon.search.damage import IndexDamaged, guarded
from memcon.search.fields import CARD, KIND, KINDS, SEVERAL, prepared, schema, total
from memcon.search.ledger import Ledger
from memcon.search.people import People
from memcon.search.query import Word
from memcon.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    import tantivy


LETTERS = 6.0  # of a word and the blank after it, on average


@dataclass(frozen=True, slots=True)
class Usual:
    """The sentences of one kind: how many, and how many words one has on average."""

    rows: int
    length: float


@dataclass
class Held:
    """One state of an index. It does not change while it is held; `opened` gives a newer one."""

    path: Path
    searcher: tantivy.Searcher
    ledger: Ledger
    vocabulary: Vocabulary
    people: People
    meant: dict[tuple[Word, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    counted: dict[tuple[str, ...], dict[str, dict[int, int]]] = field(default_factory=dict)  # all sentences, by kinds
    together: dict[tuple[str, tuple[str, ...]], dict[str | None, int]] = field(default_factory=dict)  # people
    _cards: dict[int, Citation] = field(default_factory=dict)
    _usual: dict[str, Usual] = field(default_factory=dict)  # by kind

    def citation(self, record: int) -> Citation:
        """Give how a record is cited, by its number."""
        self.learn_citations([record])
        return self._cards[record]

    def learn_citations(self, records: Iterable[int]) -> None:
        """Look up how records are cited, all at once."""
        import tantivy

        lacking = [record for record in dict.fromkeys(records) if record not in self._cards]
        if not lacking:
            return
        self._cards.update((record, Citation(self.ledger.value("record", record) or "")) for record in lacking)
        card = tantivy.Query.term_query(schema(), "in", CARD)
        both = [tantivy.Query.term_set_query(schema(), "record", lacking), card]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in both])
        for _, place in self.searcher.search(query, len(lacking), count=False).hits:
            plain = json.loads(bytes(self.searcher.doc(place)["card"][0]))["citation"]
            self._cards[self.ledger.known("record", plain["record"])] = Citation(**plain)

    def numbers(self, name: str, places: Sequence[tantivy.DocAddress]) -> list[int]:
        """Give the numbers under a field of some rows, in their order."""
        return [int(one or 0) for one in self.searcher.fast_field_values(name, list(places))]

    def stored(self, place: tantivy.DocAddress) -> tuple[str, dict[str, list[int]]]:
        """Give the words of a row, and the numbers under the fields of which it may bear several."""
        held = self.searcher.doc(place).to_dict()
        text = next(str(held[kind][0]) for kind in KINDS if kind in held)
        return text, {name: [int(one) for one in held.get(name, ())] for name in SEVERAL}

    def usual(self, kind: str) -> Usual:
        """Give how many sentences of a kind there are, and how long one is; counted once."""
        import tantivy

        if kind not in self._usual:
            wanted: dict[str, Any] = {name: {"stats": {"field": name}} for name in ("start", "end")}
            found: Any = self.searcher.aggregate(tantivy.Query.term_query(schema(), "in", KIND[kind]), wanted)
            rows = int(found["end"]["count"])
            letters = ((found["end"]["sum"] or 0) - (found["start"]["sum"] or 0)) / max(1, rows)
            self._usual[kind] = Usual(rows, max(1.0, letters / LETTERS))
        return self._usual[kind]

    def sentences(self, kinds: Sequence[str]) -> int:
        """Count the sentences of some kinds."""
        import tantivy

        query = tantivy.Query.term_set_query(schema(), "in", [KIND[kind] for kind in kinds])
        return total(self.searcher, query)


def opened(archive: Archive) -> Held:
    """Open the index of an archive as it is.

    Raises:
        IndexDamaged: it cannot be read.
    """
    path = updating.place(archive)
    with guarded(path):
        index = prepared(updating.open_index(path))
        index.reload()
        searcher = index.searcher()  # before the ledger, which may know more than the index, never less
        ledger = ledgers.read(path / LEDGER)
        words = vocabularies.read(path / WORDS)
    register = {person.id: person for person in registers.persons(archive.folder)}
    return Held(path, searcher, ledger, words, People(ledger, archive.laying().resolver, register))


__all__ = ["Held", "IndexDamaged", "guarded", "opened"]
