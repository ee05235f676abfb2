"""A question as the engine runs it: words become printed words, values become numbers, kinds stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, product
from typing import TYPE_CHECKING

from memcon.analysis.romanise import CYRILLIC
from memcon.model.errors import NotFound, Unclear
from memcon.model.moves import Label
from memcon.search.fields import KIND, KINDS, RULED, UNKNOWN, VAGUE, schema
from memcon.search.people import EXACTLY, SPEAKING, People, nearest
from memcon.search.query import All, Any, Condition, Days, How, Node, Not, Phrase, Some, Sure, Word, walk
from memcon.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    import tantivy

EACH = 64  # printed words up to which each is weighed by how rare it is; beyond, all weigh the same
WAYS = 24  # ways to print a phrase up to which each is looked up by itself
NEEDED = 1  # of the parts of an OR
YES = {"yes": 1, "no": 0}
NOT_KNOWN = ("unknown", "none", "-")


@dataclass
class Matching:
    """Turns questions into the engine's; remembers which printed words each word of a question stands for."""

    vocabulary: Vocabulary
    people: People
    languages: tuple[str, ...] = ()
    meant: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # values, by field and what was typed
    known: dict[tuple[Word, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)  # shared between questions

    def query(self, node: Node, kinds: Sequence[str]) -> tantivy.Query:
        """Give the engine's question for sentences of some kinds.

        Raises:
            Unclear, NotFound: a word or a value cannot be understood; the message says which.
        """
        each = [self._of_kind(node, kind) for kind in kinds]
        return each[0] if len(each) == 1 else _any(each)

    def printed(self, word: Word) -> tuple[str, ...]:
        """Give the printed words that answer a word.

        A word with a capital that is the name of somebody who speaks stands for the name's other spellings too, unless
        it is in quotation marks.
        """
        key = word, self.languages
        if key not in self.known:
            found = self.vocabulary.answering(word, self.languages)
            if word.how == How.FORMS and word.text[:1].isupper() and not word.is_wild:
                found = self._name(word, found)
            self.known[key] = found
        return self.known[key]

    def _name(self, word: Word, found: tuple[str, ...]) -> tuple[str, ...]:
        """Give the printed forms of a word that is somebody's name: of each spelling its Russian cases, no others."""
        spelled = self.people.words(word.text)
        if not spelled:
            return found
        words = {word.text.lower(), *spelled}
        forms = [Word(one, How.FORMS if CYRILLIC.search(one) else How.EXACT) for one in words]
        return tuple(sorted({it for one in forms for it in self.vocabulary.answering(one, self.languages)}))

    def _of_kind(self, node: Node, kind: str) -> tantivy.Query:
        query = self._compiled(node, kind)
        return query if _holds_words(node) else _all([_known("in", [KIND[kind]]), query])

    def _compiled(self, node: Node, kind: str) -> tantivy.Query:
        import tantivy

        if isinstance(node, Word):
            return self._word(node, kind)
        if isinstance(node, Phrase):
            return self._phrase(node, kind) if node.within is None else self._near(node, kind)
        if isinstance(node, All):
            return self._both(node, kind)
        if isinstance(node, Any):
            return _any([self._compiled(part, kind) for part in node.parts])
        if isinstance(node, Some):
            return _any([self._word(part, kind) for part in node.parts], node.least)
        if isinstance(node, Not):
            return self._both(All((node,)), kind)
        if isinstance(node, Days):
            return _days(node)
        if isinstance(node, Sure):
            return _range("certainty", *_hundredths(node))
        if not isinstance(node, Condition):
            return tantivy.Query.empty_query()
        return _known(node.field, self._codes(node)) if node.field != "with" else self._with(node)

    def _both(self, node: All, kind: str) -> tantivy.Query:
        import tantivy

        wanted = [self._compiled(part, kind) for part in node.parts if not isinstance(part, Not)]
        denied = [self._compiled(part.part, kind) for part in node.parts if isinstance(part, Not)]
        if not denied and len(wanted) == 1:
            return wanted[0]
        wanted = wanted or [_known("in", [KIND[kind]])]
        parts = [(tantivy.Occur.Must, one) for one in wanted] + [(tantivy.Occur.MustNot, one) for one in denied]
        return tantivy.Query.boolean_query(parts)

    def _word(self, word: Word, kind: str) -> tantivy.Query:
        import tantivy

        found = self.printed(word)
        if len(found) > EACH:
            return tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema(), kind, list(found)), 1.0)
        return _any([tantivy.Query.term_query(schema(), kind, one) for one in found])

    def _phrase(self, phrase: Phrase, kind: str) -> tantivy.Query:
        return _in_row([self.printed(word) for word in phrase.words], kind, 0)

    def _near(self, phrase: Phrase, kind: str) -> tantivy.Query:
        """Ask for neighbours of a phrase near each other in either order; the engine's slop counts words between."""
        between = (phrase.within or 1) - 1
        pairs = []
        for one, other in pairwise(phrase.words):
            first, second = self.printed(one), self.printed(other)
            if set(first) & set(second):
                raise Unclear(f"{one.text} and {other.text} may be one word. Words that are near must be two.")
            pairs.append(_any([_in_row([first, second], kind, between), _in_row([second, first], kind, between)]))
        return _all(pairs)

    def _with(self, node: Condition) -> tantivy.Query:
        both, said = [], NotFound("")
        for name in SPEAKING:
            try:
                both.append(_known(name, self._codes(Condition(name, node.values))))
            except NotFound as error:
                said = error
        if not both:
            raise said
        return _any(both)

    def _codes(self, node: Condition) -> list[int]:
        name, codes = node.field, list[int]()
        for value in node.values:
            if name == "in":
                codes += list(KIND.values()) if value == "any" else [KIND[value]]
            elif name == "checked":
                codes.append(YES[value])
            elif value.strip().lower() in NOT_KNOWN:
                codes.append(UNKNOWN)
            else:
                codes += self.people.ledger.codes(name, self.values(name, value))
        return codes

    def values(self, name: str, asked: str) -> list[str]:
        """Give the values under a field that something typed stands for.

        Raises:
            NotFound: none; the nearest are in the message.
        """
        key = name, asked
        if key not in self.meant:
            found = self.people.entries(name, asked) if name in SPEAKING else _standing(
                asked, self.people.ledger.values[name], whole=name in ("act", "form", "mode", "language")
            )  # fmt: skip
            if not found:
                known = self.people.ledger.values[name]
                few = f" Known: {', '.join(sorted(known))}." if 0 < len(known) <= len(Label) else ""
                raise NotFound(f"{name}:{asked[:60]}: no sentence bears it.{few or nearest(asked, known)}")
            self.meant[key] = found
        return self.meant[key]


def _standing(asked: str, known: Sequence[str], *, whole: bool) -> list[str]:
    """Give the values that hold all words asked for; where they are to be `whole`, those that are no other words."""
    if asked.startswith(EXACTLY):
        return [value for value in known if value == asked[1:]]
    plain = _plain(asked)
    if whole:
        return [value for value in known if _plain(value) == plain]
    words = set(plain.split())
    return [value for value in known if words and words <= set(_plain(value).split())]


def _plain(value: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in value.casefold()).split())


def _holds_words(node: Node) -> bool:
    """Tell whether whatever fits must hold a word, so that the words' own field keeps the kinds apart."""
    if isinstance(node, All):
        return any(map(_holds_words, node.parts))
    if isinstance(node, Any):
        return all(map(_holds_words, node.parts))
    return isinstance(node, Word | Phrase | Some)


def _in_row(slots: Sequence[tuple[str, ...]], kind: str, between: int) -> tantivy.Query:
    """Ask for printed words one after another, with so many words between two at most."""
    import tantivy

    if not all(slots):
        return tantivy.Query.empty_query()
    ways = 1
    for slot in slots:
        ways *= len(slot)
    if ways > WAYS:
        patterns: list[str | tuple[int, str]] = [f"({'|'.join(slot)})" for slot in slots]
        return tantivy.Query.regex_phrase_query(schema(), kind, patterns, slop=between)
    return _any([tantivy.Query.phrase_query(schema(), kind, list(way), slop=between) for way in product(*slots)])


def _known(name: str, codes: Iterable[int]) -> tantivy.Query:
    """Ask for sentences filed under one of some numbers; what fits weighs nothing."""
    import tantivy

    held = list(dict.fromkeys(codes))
    name = "year" if name == "date" else name
    if len(held) == 1:
        query = tantivy.Query.term_query(schema(), name, held[0])
    else:
        query = tantivy.Query.term_set_query(schema(), name, held)
    return tantivy.Query.const_score_query(query, 0.0)


def _range(name: str, low: int, high: int) -> tantivy.Query:
    import tantivy

    query = tantivy.Query.range_query(schema(), name, tantivy.FieldType.Unsigned, low, high)
    return tantivy.Query.const_score_query(query, 0.0)


def _days(node: Days) -> tantivy.Query:
    """Ask for records whose date can be of some day: the undated never are."""
    parts = [] if node.since is None else [_range("last", node.since.toordinal(), 2**40)]
    parts += [] if node.until is None else [_range("first", VAGUE, node.until.toordinal())]
    return _all(parts or [_range("last", date.min.toordinal(), 2**40)])


def _hundredths(node: Sure) -> tuple[int, int]:
    return max(1, round(node.least * 100)), RULED if node.most >= 1 else round(node.most * 100)


def _all(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    import tantivy

    return parts[0] if len(parts) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in parts])


def _any(parts: Sequence[tantivy.Query], least: int = 1) -> tantivy.Query:
    import tantivy

    if len(parts) < least:
        return tantivy.Query.empty_query()
    if len(parts) == 1:
        return parts[0]
    each = [(tantivy.Occur.Should, one) for one in parts]
    return tantivy.Query.boolean_query(each, minimum_number_should_match=None if least == 1 else least)


def kinds_of(node: Node) -> tuple[str, ...]:
    """Give the kinds a question asks for: what in: says outside of OR and NOT; talk where it says nothing."""
    parts = node.parts if isinstance(node, All) else (node,)
    asked = [part.values for part in parts if isinstance(part, Condition) and part.field == "in"]
    if not asked:
        inside = any(isinstance(one, Condition) and one.field == "in" for one in walk(node))
        return KINDS if inside else KINDS[:1]
    chosen = set(KINDS)
    for values in asked:
        chosen &= set(KINDS) if "any" in values else set(values)
    if not chosen:
        raise Unclear("in: is asked for twice, and no sentence is of both kinds. Write in:talk,frame for either.")
    return tuple(kind for kind in KINDS if kind in chosen)
