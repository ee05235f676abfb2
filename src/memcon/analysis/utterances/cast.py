"""The people of one record: who may talk, under which names and offices, and how a printed name finds its person."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from rapidfuzz.distance import Levenshtein

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.names import family_words, fuller, halves, initials, plain_print

SHORTEST = 4  # letters a name needs before a misspelling is forgiven
MOST_OFFICES = 200  # people with an office who are compared with an office printed
MOST = 500  # words of names that a misspelling is compared with
# Words that make another office: "the Prime Minister" is not "the Minister".
APART = frozenset({"of", "prime", "vice", "deputy", "under", "assistant"})
WIFE = re.compile(r"\b(?:Mrs|Madame|Mme|Lady)\b")
LONG = 7  # letters from which two wrong letters are forgiven


class Standing(StrEnum):
    """What part somebody has in the talk."""

    TALKER = "talker"
    THIRD = "third"  # named, not known to take part
    INTERPRETER = "interpreter"
    SIDE = "side"  # "the American delegation"


@dataclass(slots=True, eq=False)
class Person:
    """Somebody the record names; `name` is the fullest print, None for a hand that nobody names."""

    name: str | None
    standing: Standing = Standing.TALKER
    offices: list[frozenset[str]] = field(default_factory=list)
    drafter: bool = False
    listed: bool = False  # the record itself presents them as taking part
    spoke: bool = False  # has had the turn
    heard: int = 0  # sentences of which they are the first to say something
    order: int = 0

    @property
    def may_talk(self) -> bool:
        """Interpreters and people who are only spoken of never talk."""
        return self.standing in (Standing.TALKER, Standing.SIDE)


class Cast:
    """The people of one record."""

    def __init__(self, speech: Speech, *, fuzzy: bool = True, offices: bool = True) -> None:
        self.people: list[Person] = []
        self.speech = speech
        self._by_word: dict[str, list[Person]] = {}
        self._fuzzy, self._offices = fuzzy, offices
        self._unknown: set[str] = set()
        self._holders: dict[frozenset[str], Person | None] = {}
        self._talkers: list[Person] | None = None
        self._sides: dict[str, Person] = {}
        self.sides: dict[str, int] = {}  # how often each side says something

    @property
    def drafter(self) -> Person | None:
        """The hand that wrote."""
        return next((one for one in self.people if one.drafter), None)

    def talkers(self) -> list[Person]:
        """List the single persons who may talk, in the order they were met."""
        if self._talkers is None:
            self._talkers = [one for one in self.people if one.standing == Standing.TALKER]
        return self._talkers

    def named(self, person: Person, printed: str, words: tuple[str, ...]) -> Person:
        """Give a name to somebody known by office alone."""
        person.name = plain_print(printed)
        for word in words:
            self._by_word.setdefault(word, []).append(person)
        self.changed()
        return person

    def side(self, printed: str) -> Person:
        """Give a side of the talk ("the American delegation"), let in when it is first met."""
        if printed not in self._sides:
            self._sides[printed] = Person(printed, Standing.SIDE, order=len(self.people))
        return self._sides[printed]

    def changed(self) -> None:
        """Forget what was worked out from the people as they were."""
        self._holders.clear()
        self._unknown.clear()
        self._talkers = None

    def add(
        self, name: str | None, *, standing: Standing = Standing.TALKER, offices: tuple[frozenset[str], ...] = ()
    ) -> Person:
        """Add somebody, or what is new to somebody who is there."""
        known = self.find(family_words(name, self.speech), name) if name else None
        person = known or Person(name and plain_print(name), standing, order=len(self.people))
        if known is None:
            self.people.append(person)
        elif name:
            person.name = fuller(person.name, plain_print(name), self.speech)
        person.offices += [one for one in offices if one not in person.offices]
        for word in (*family_words(name, self.speech), *halves(name)) if name else ():
            if person not in self._by_word.setdefault(word, []):
                self._by_word[word].append(person)
        self.changed()
        return person

    def find(self, words: tuple[str, ...], printed: str | None = None, *, spelling: str = "exact") -> Person | None:
        """Find whose name these lower-case words are; the last word counts most; contradicting initials exclude."""
        if len(words) == 1 and words[0].endswith("."):
            return _cut_short(self, words[0][0])
        for word in reversed(words):
            fitting = [one for one in self._by_word.get(word, ()) if not _contradicts(one.name, printed, self.speech)]
            if fitting and (len(words) == 1 or self._agrees(fitting[0], words, word)):
                return min(fitting, key=lambda one: (not one.may_talk, one.order))
        return self._misspelt(words) if spelling == "near" and self._fuzzy and words else None

    def _agrees(self, person: Person, words: tuple[str, ...], word: str) -> bool:
        """A fuller name agrees when its family word is shared, or two of its words are."""
        own = family_words(person.name, self.speech)
        shared = sum(one in own for one in words)
        return word == words[-1] == own[-1] or shared >= min(2, len(words), len(own))

    def _misspelt(self, words: tuple[str, ...]) -> Person | None:
        word = words[-1]
        if len(word) < SHORTEST or word in self._unknown:
            return None
        near = [
            (Levenshtein.distance(word, known, score_cutoff=3), people[0])
            for known, people in islice(self._by_word.items(), MOST)
            if people[0].may_talk and len(known) >= SHORTEST and known[0] == word[0] and abs(len(known) - len(word)) < 3
        ]
        best = min(near, key=lambda one: one[0], default=None)
        if best and best[0] <= 1 + (len(word) >= LONG):
            self._by_word.setdefault(word, []).append(best[1])
            return best[1]
        self._unknown.add(word)
        return None

    def holder(self, office: frozenset[str]) -> Person | None:
        """Find who holds an office: "the Ambassador" may be the one presented as "the Chinese Ambassador"."""
        if not self._offices:
            return None
        if office not in self._holders:
            self._holders[office] = self._holder(office)
        return self._holders[office]

    def _holder(self, office: frozenset[str]) -> Person | None:
        officed = islice((one for one in self.people if one.offices), MOST_OFFICES)
        fitting = [one for one in officed if any(_compatible(held, office) for held in one.offices)]
        exact = [one for one in fitting if office in one.offices]
        pool = [one for one in exact if one.may_talk] or [one for one in fitting if one.may_talk] or exact or fitting
        return min(pool, key=lambda one: (one.drafter, not one.listed, one.order), default=None)


def _cut_short(cast: Cast, letter: str) -> Person | None:
    """Find whom a first letter means: the one who takes part and whose family name begins with it."""
    taking_part = (one for one in cast.talkers()[:MOST_OFFICES] if one.listed or one.heard)
    fitting = [one for one in taking_part if "".join(family_words(one.name, cast.speech)[-1:])[:1] == letter]
    return fitting[0] if len(fitting) == 1 else None


def _compatible(held: frozenset[str], asked: frozenset[str]) -> bool:
    return not (held ^ asked) & APART and (held <= asked or asked <= held)


def _contradicts(name: str | None, printed: str | None, speech: Speech) -> bool:
    if name and printed and bool(WIFE.search(name)) != bool(WIFE.search(printed)):
        return True
    mine, other = initials(name, speech), initials(printed, speech)
    return bool(mine and other and mine[0] != other[0])
