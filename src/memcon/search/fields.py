"""The fields of the index: what a sentence is filed under, and how the words of a text are told apart."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from memcon.search.lemmas import russian

if TYPE_CHECKING:
    import tantivy

KINDS = ("talk", "document", "frame", "editors")  # whose words; each has a text field of its own, and none is pooled
KIND = {name: number for number, name in enumerate(KINDS, 1)}
CARD = 9  # rows of this kind hold what is known of a record, and no sentence
CODED = (
    "speaker", "to", "side", "office", "mode", "act", "issue", "meeting", "place", "collection", "form", "language",
)  # fmt: skip
SEVERAL = ("act", "issue")  # a sentence may bear more than one
COUNTED = (*CODED, "year", "checked", "in")
NUMBERS = ("start", "end", "paragraph", "role", "first", "last", "certainty")
NEVER = 4_000_000  # the first day of what is undated: later than any day, as its last day, 0, is earlier
UNKNOWN = 0  # the code, and the year, of what nobody knows
VAGUE = 1  # the "year" of a date that may lie in several
RULED = 101  # the "certainty" in hundredths of what a person said; 0 of what nobody is known to speak
LAYOUT = 1  # rises when the fields change
ANALYZER = "words"
TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")  # the same as RUST below
RUST = r"[\p{L}\p{N}](?:[\p{L}\p{N}]|[\x{300}-\x{36f}])*"


class Token(NamedTuple):
    """A word of a text: lower case, and its half-open span."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Tell the words of a text apart as the index does: letters and figures; hyphens and apostrophes part words."""
    return [Token(match[0].lower(), match.start(), match.end()) for match in TOKEN.finditer(text)]


@cache
def schema() -> tantivy.Schema:
    """Give the fields as the engine knows them."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for kind in KINDS:
        builder.add_text_field(kind, stored=True, tokenizer_name=ANALYZER, index_option="position")
    for name in (*COUNTED, "source", "record"):
        builder.add_unsigned_field(name, indexed=True, fast=True, stored=name in SEVERAL)
    for name in NUMBERS:
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("card", stored=True)
    return builder.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """Teach an index how words are told apart."""
    import tantivy

    lower = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(RUST)).filter(tantivy.Filter.lowercase())
    index.register_tokenizer(ANALYZER, lower.build())
    return index


def total(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """Count the rows that fit a question of the engine's."""
    found: Any = searcher.search(query, 1)
    return int(found.count)


def layout() -> str:
    """Name how an index lies on disk and who tells its words' forms; one of another layout is made anew."""
    return f"{LAYOUT}, Russian by {russian()}"
