"""What a whole record teaches about its names: which words are persons, and in which form each is a subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.free_order.stems import stem
from memcon.analysis.utterances.tokens import Tokens

CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщьbcdfghjklmnpqrstvwxyzß")
ADJECTIVAL = ("ого", "его", "ому", "ему")
OBLIQUE = ("ым", "им", "ом", "ем", "ём", "ами", "ях", "ах", "ою", "ею")
NEVER = frozenset("уюыеё")  # a name that also has other forms is no subject with these


@dataclass(slots=True)
class Lore:
    """The forms in which each name of a record is printed, by stem."""

    speech: Speech
    forms: dict[str, Counter[str]] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    leading: set[str] = field(default_factory=set)  # lower-case words that open a sentence, a verb of speech right behind

    known: dict[str, str] = field(default_factory=dict)  # stems of words met before

    def of(self, word: str) -> str:
        """Give a word's stem; a few words have one that no ending tells ("послом")."""
        found = self.known.get(word)
        if found is None:
            low = word.lower()
            found = self.known[word] = self.speech.aliases.get(low) or stem(low, self.speech.endings)
        return found

    def nominative(self, word: str) -> bool:
        """Tell whether a name printed so can be a subject."""
        if self.speech.cases == "articles":
            return True
        low = word.lower()
        own = self.of(low)
        others = [form for form in self.forms.get(own, ()) if form != low]
        if not others and low in self.leading:
            return True
        if low.endswith(ADJECTIVAL):
            return False
        if low.endswith(OBLIQUE):
            return not others
        if low[-1] in CONSONANTS:
            return not low.endswith("ой") or not any(form[-1] in "аяую" for form in others)
        if low[-1] in "ая":
            return own not in self.forms.get(own, ())
        if low[-1] in NEVER:
            return not others and low[-2:-1] not in CONSONANTS
        return not any(form[-1] in "аяую" for form in others)

    def subject_form(self, word: str, *, case: str = "as it shows") -> str:
        """Give the form in which a name would be a subject: as printed elsewhere, else by rule.

        Args:
            word: the name as printed.
            case: "oblique" where the words around it show that it is no subject.
        """
        if self.speech.cases == "articles" or (self.nominative(word) and case != "oblique"):
            return word
        own, low = self.of(word), word.lower()
        seen = next((form for form in self.forms.get(own, ()) if form != low and self.nominative(form)), None)
        if seen is None and low[-1] in CONSONANTS | {"и", "о"} and not low.endswith(OBLIQUE + ADJECTIVAL + ("ой", "ей")):
            return word
        derived = own + ("ий" if own.endswith("ск") else "а" if low.endswith("ой") else "")
        return "-".join(part.capitalize() for part in (seen or derived).split("-"))


def learn(sentences: Iterable[Tokens], stated: Iterable[str], speech: Speech, *, printed: Iterable[str] = ()) -> Lore:
    """Read a record's names off its sentences.

    A capitalised word is a person where it follows a title or initials, where the description says so, or where it
    stands beside a verb of speech in the form of a subject.
    """
    lore = Lore(speech)
    said = list(sentences)
    for one in said:
        for at, word in enumerate(one.words):
            if word[0].isupper() and len(word) > 1 and (at or one.low[at] not in speech.words["not_names"]):
                lore.forms.setdefault(lore.of(word), Counter())[one.low[at]] += 1
    for word in printed:
        lore.forms.setdefault(lore.of(word), Counter())[word.lower()] += 1
    for name in stated:
        lore.persons.add(lore.of(name))
    for one in said:
        if len(one) > 1 and "one" in getattr(speech.verbs.get(one.low[1]), "shapes", ()):
            lore.leading.add(one.low[0])
    for one in said:
        lore.persons |= {lore.of(one.words[at]) for at in range(len(one.words)) if _is_person(one, at, lore)}
    return lore


def _is_person(one: Tokens, at: int, lore: Lore) -> bool:
    word, low, words = one.words[at], one.low[at], lore.speech.words
    if not word[0].isupper() or len(word) < 2 or not is_name(low, lore):
        return False
    before = one.low[at - 1] if at else ""
    if before == "." and at > 1:
        initial = len(one.words[at - 2]) == 1 and one.words[at - 2].isupper() and lore.speech.cases == "endings"
        return initial or one.low[at - 2] in words["mister"]
    if before in words["mister"]:
        return True
    return (
        lore.speech.cases == "endings"
        and lore.nominative(word)
        and (_verb_near(one, at, 1, lore) or _verb_near(one, at, -1, lore))
    )


def is_office(low: str, lore: Lore) -> bool:
    """Tell whether a word is an office, compounds included ("Kriegsminister")."""
    known = lore.of(low).partition(" ")[0]
    return known in lore.speech.words["offices"] or known.endswith(tuple(lore.speech.words["office_heads"]))


def is_name(low: str, lore: Lore) -> bool:
    """Tell whether a capitalised word can be a name at all: no office, no title, no word of the language."""
    words = lore.speech.words
    known = lore.of(low)
    return not (
        low in words["not_names"]
        or low in words["mister"]
        or is_office(low, lore)
        or known in words["sides"]
        or known in words["not_name_stems"]
    )


def _verb_near(one: Tokens, at: int, step: int, lore: Lore) -> bool:
    """Whether a finite verb of speech stands beside a word, with nothing but adverbs and pronouns between."""
    next_to = at + step
    while 0 <= next_to < len(one.low) and (
        one.low[next_to] in lore.speech.words["adverbs"] or one.low[next_to] in lore.speech.words["oblique"]
    ):
        next_to += step
    if not 0 <= next_to < len(one.low):
        return False
    form = lore.speech.verbs.get(one.low[next_to])
    return (
        form is not None
        and bool(form.classes & {"say", "ask", "reply", "tell", "move", "mind"})
        and "one" in form.shapes
    )
