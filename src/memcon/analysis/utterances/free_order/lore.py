"""What a whole record teaches about its names: which words are persons, and in which form each is a subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.free_order.stems import stem
from memcon.analysis.utterances.tokens import Tokens

ANY = {"say", "tell", "ask", "reply", "mind", "move", "going"}
LEADS = 8  # words between a name that leads a sentence and its verb
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
    leading: set[str] = field(
        default_factory=set
    )  # lower-case words that open a sentence, a verb of speech right behind

    lower: set[str] = field(default_factory=set)  # stems of words the record prints small
    middle: set[str] = field(default_factory=set)  # stems of words with a capital within a sentence
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
            return not others or (own == low)
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
        if (
            seen is None
            and low[-1] in CONSONANTS | {"и", "о"}
            and not low.endswith(OBLIQUE + ADJECTIVAL + ("ой", "ей"))
        ):
            return word
        derived = own + ("ий" if own.endswith("ск") else "а" if low.endswith("ой") else "")
        return "-".join(part.capitalize() for part in (seen or derived).split("-"))


def learn(sentences: Iterable[Tokens], stated: Iterable[str], speech: Speech, *, printed: Iterable[str] = ()) -> Lore:
    """Read a record's names off its sentences.

    A capitalised word is a person where it follows a title or initials, where the description says so, or where it
    stands beside a verb of speech in the form of a subject.
    """
    lore, said, further = Lore(speech), list(sentences), list(printed)
    _keep_whole(lore, [*(word for one in said for word in one.words if word[0].isupper()), *further])
    for one in said:
        lore.lower.update(lore.of(word) for word in one.words if word[0].islower())
        lore.middle.update(lore.of(word) for word in one.words[1:] if word[0].isupper() and len(word) > 1)
        for at, word in enumerate(one.words):
            if word[0].isupper() and len(word) > 1 and (at or one.low[at] not in speech.words["not_names"]):
                lore.forms.setdefault(lore.of(word), Counter())[one.low[at]] += 1
    for word in further:
        lore.forms.setdefault(lore.of(word), Counter())[word.lower()] += 1
    for name in stated:
        lore.persons.add(lore.of(name))
    for one in said:
        if len(one) > 1 and "one" in getattr(speech.verbs.get(one.low[1]), "shapes", ()):
            lore.leading.add(one.low[0])
    for one in said:
        lore.persons |= {lore.of(one.words[at]) for at in range(len(one.words)) if _is_person(one, at, lore)}
    return lore


def _keep_whole(lore: Lore, words: Iterable[str]) -> None:
    """Leave a name whole whose end only looks like a case: "Бергстрём", where "Бергстрёма" stands too."""
    distinct = {word for word in words if len(word) > 1}
    stems = {lore.of(word) for word in distinct}
    for word in distinct:
        if word.lower() in stems:
            lore.known[word] = word.lower()


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
    if lore.speech.cases != "endings" or not lore.nominative(word):
        return False
    if at == 0 and lore.of(word) in lore.lower and lore.of(word) not in lore.middle:
        return False
    return _verb_near(one, at, 1, lore) or _verb_near(one, at, -1, lore) or _leads(one, at, lore)


def _leads(one: Tokens, at: int, lore: Lore) -> bool:
    """Whether a word leads a sentence in which somebody says something, or ends the words that say who came."""
    low = one.low[at]
    if at == 0:
        follows = one.words[1] if len(one.words) > 1 else "."
        if (
            low.endswith(tuple(lore.speech.words["nation_endings"]))
            and follows[0].islower()
            and not _says(follows, lore, ANY)
        ):
            return False
        return any(_says(low, lore, {"say", "ask", "reply"}) for low in one.low[1:LEADS])
    follows = one.words[at + 1] if at + 1 < len(one.words) else "."
    came = any(_says(low, lore, {"going"}) for low in one.low[max(0, at - LEADS) : at])
    return (
        came
        and follows in ".,;"
        and one.low[at - 1] not in lore.speech.words["oblique_before"]
        and _has_office(one, at, lore)
    )


def _has_office(one: Tokens, at: int, lore: Lore) -> bool:
    return any(is_office(low, lore) for low in one.low[max(0, at - LEADS) : at])


def _says(low: str, lore: Lore, classes: set[str]) -> bool:
    form = lore.speech.verbs.get(low)
    return form is not None and "one" in form.shapes and bool(form.classes & classes)


def is_office(low: str, lore: Lore) -> bool:
    """Tell whether a word is an office, compounds included ("Kriegsminister")."""
    known = lore.of(low).partition(" ")[0]
    return known in lore.speech.words["offices"] or known.endswith(tuple(lore.speech.words["office_heads"]))


def is_name(low: str, lore: Lore) -> bool:
    """Tell whether a capitalised word can be a name at all: no office, no title, no verb, no word of the language."""
    words = lore.speech.words
    known = lore.of(low)
    if low in words["not_names"] or low in words["mister"] or low in lore.speech.verbs:
        return False
    return not (is_office(low, lore) or known in words["sides"] or known in words["not_name_stems"])


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
