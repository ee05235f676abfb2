"""Writing into the index: records in, records out, all at once or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.archive.viewing import View
from memcon.search import ledger as ledgers
from memcon.search import vocabulary as vocabularies
from memcon.search.answer import Citation
from memcon.search.fields import CARD, KINDS, UNKNOWN, prepared, schema, tokens, total
from memcon.search.ledger import Ledger
from memcon.search.rows import Row, Shared, dated
from memcon.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    import tantivy

LARGE = 400_000_000  # bytes of memory for making an index
SMALL = 30_000_000  # bytes for a few records
THREADS = 2
REMEMBERED = 50_000  # ways to file a row that are kept as written
LEDGER, WORDS = "ledger.json", "words.parquet"


@dataclass(frozen=True, slots=True)
class Card:
    """What the index knows of a record: how to cite it, and a stamp of all it was made from."""

    citation: Citation
    source: str
    meeting: str
    stamp: str = ""


@dataclass
class Writing:
    """An index being written; what was put in counts when the block of `writing` ends well.

    `whole` tells that the index is made from nothing: its words are then gathered at the end from the index itself,
    else from each sentence as it comes.
    """

    index: tantivy.Index
    writer: tantivy.IndexWriter
    ledger: Ledger
    vocabulary: Vocabulary
    whole: bool
    sentences: int = 0
    records: int = 0
    _words: dict[str, set[str]] = field(default_factory=dict)
    _filed: dict[tuple[object, ...], str] = field(default_factory=dict)

    def put(self, card: Card, rows: Iterable[Row]) -> None:
        """Put a record in, in place of what the index held of it."""
        code, cited = self.ledger.code, card.citation
        if not self.whole:
            self.drop(cited.record)
        numbers = {
            "record": code("record", cited.record), "source": code("source", card.source),
            "meeting": code("meeting", card.meeting), "place": code("place", cited.place),
            "collection": code("collection", cited.collection), "form": code("form", cited.form),
            "language": code("language", cited.language), **dated(cited.date),
        }  # fmt: skip
        shared, add = Shared.of(numbers, self.ledger, self._filed), self.writer.add_json
        if len(self._filed) > REMEMBERED:
            self._filed.clear()
        self._card(card, numbers)
        seen = None if self.whole else self._words.setdefault(cited.language or "", set())
        for row in rows:
            add(shared.packed(row))
            self.sentences += 1
            if seen is not None:
                seen.update(one.word for one in tokens(row.text))
        self.records += 1

    def drop(self, record: str) -> None:
        """Take a record out; one that is not in the index changes nothing."""
        import tantivy

        number = self.ledger.known("record", record)
        if number != UNKNOWN:
            self.writer.delete_documents_by_query(tantivy.Query.term_query(schema(), "record", number))

    def _card(self, card: Card, numbers: dict[str, int]) -> None:
        import tantivy

        document = tantivy.Document()
        for name in ("record", "source"):
            document.add_unsigned(name, numbers[name])
        document.add_unsigned("in", CARD)
        document.add_bytes("card", json.dumps(asdict(card), ensure_ascii=False).encode("utf-8", "replace"))
        self.writer.add_document(document)

    def close(self, path: Path) -> None:
        """Make what was put in count: first the ledger, which may know more than the index, never less."""
        ledgers.write(self.ledger, path / LEDGER)
        self.writer.commit()
        self.writer.wait_merging_threads()
        self.index.reload()
        if self.whole:
            _gather(self.index.searcher(), self.ledger, self.vocabulary)
        new = [self.vocabulary.learn(language, words) for language, words in self._words.items()]
        if self.whole or any(new):
            vocabularies.write(self.vocabulary, path / WORDS)


@contextmanager
def writing(path: Path, *, whole: bool) -> Iterator[Writing]:
    """Open an index for writing; at the end of the block what was put in counts, when the block fails nothing does.

    Args:
        path: the folder of the index; it is made where there is none.
        whole: the index is made from nothing, and may take memory and threads for it.
    """
    import tantivy

    path.mkdir(parents=True, exist_ok=True)
    index = prepared(tantivy.Index(schema(), path=str(path), reuse=not whole))
    writer = index.writer(LARGE if whole else SMALL, THREADS if whole else 1)
    ledger = Ledger() if whole else ledgers.read(path / LEDGER)
    known = Vocabulary() if whole else vocabularies.read(path / WORDS)
    under_way = Writing(index, writer, ledger, known, whole)
    try:
        yield under_way
    except BaseException:
        writer.rollback()
        raise
    under_way.close(path)


def _gather(searcher: tantivy.Searcher, ledger: Ledger, vocabulary: Vocabulary) -> None:
    """Learn all words of an index, language by language."""
    import tantivy

    languages = ledger.values["language"]
    for code in range(len(languages) + 1):
        only = tantivy.Query.term_query(schema(), "language", code)
        if not total(searcher, only):
            continue
        every = len(languages) == 1 and code and not total(searcher, _unknown())
        for kind in KINDS:
            found = searcher.terms_with_prefix(kind, "", None if every else only)
            vocabulary.learn(ledger.value("language", code), (word for word, count in found if count))


def _unknown() -> tantivy.Query:
    import tantivy

    return tantivy.Query.term_query(schema(), "language", UNKNOWN)


def card_of(view: View, meeting: str, stamp: str = "") -> Card:
    """Write the card of a record.

    Args:
        view: the record as it stands.
        meeting: the id of the meeting it reports.
        stamp: of all it was made from.
    """
    known, source = view.description, view.source
    date = known.date
    cited = Citation(
        view.record.id, known.number, known.title, date.edtf if date else None, date.printed if date else None,
        known.form.value if known.form else None, known.place, known.language,
        (source.collection if source else None) or view.record.source_name,
        known.citation.raw if known.citation else None, known.address,
    )  # fmt: skip
    return Card(cited, view.record.source, meeting, stamp)
