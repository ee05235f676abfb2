"""What the words of an act have in common with words of another language: stems, names by their sound, figures."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from memcon.analysis.issues.lore import lore
from memcon.analysis.issues.terms import stem
from memcon.analysis.romanise import CYRILLIC, skeleton, sound, spellings
from memcon.inquiries.account.tongues import tongues

WORD = re.compile(r"\d+(?:[.,]\d+)*[⅓½¼¾⅔]?(?:st|nd|rd|th)?|[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")
LEAST = 0.05  # weight of a word that stands in nearly every sentence
NAMED = 0.8  # weight of a name that the language's documents do not know
SHORTEST = 3  # letters from which a beginning tells a word of the lexicon
SHORT, ENDING = 4, 3  # a beginning of so few letters takes an ending of so many at most
CLASSES = 3  # consonants from which a name is known by them
TELLING = 0.3  # weight from which a word that only one record has is marked
CASE = re.compile(r"(?<=\w{3})(?:[ыоеаи]ми?|[аяь]х|[аеёиоуыэюяьй]+)$")  # endings of a Russian name: Сталиным, Гэндэна
OWNED = re.compile(r"[’']s?$")
NUMBER = "#"
NAME = "@"
CONCEPT = "="


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one act: keys with how much they tell, figures, whether it denies, and each key's word as met."""

    terms: dict[str, float]
    figures: frozenset[str]
    denies: bool
    printed: dict[str, str]

    @property
    def names(self) -> frozenset[str]:
        """The names in it, by their sound."""
        return frozenset(key for key in self.terms if key[0] == NAME)


@cache
def _lexicon() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Give by language the beginnings of words that mean one thing in several; and whole words that are numbers."""
    table = tomllib.loads((resources.files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))
    words: dict[str, dict[str, str]] = {}
    for concept, languages in table["concepts"].items():
        for code, listed in languages.items():
            words.setdefault(code, {}).update(dict.fromkeys(listed.split(), concept))
    numbers = {word: number for number, listed in table["numbers"].items() for word in listed.split()}
    return words, numbers


@cache
def _denying() -> frozenset[str]:
    return frozenset(word for one in tongues() for word in one.negations)


def wordings(sentences: Sequence[str], language: str | None, people: Sequence[str] = ()) -> list[Wording]:
    """Read the words of a record's acts.

    A word that always bears a capital, also within sentences, is read as a name; so are the words of `people`.
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for sentence in sentences:
        for at, match in enumerate(WORD.finditer(sentence)):
            word = match[0]
            if at and word[0].isupper():
                capital[word.lower()] += 1
            elif word[0].islower():
                small[word] += 1
    called = {word.lower() for name in people for word in WORD.findall(name)}
    names = frozenset(word for word in {*capital, *called} if not small[word])
    return [_wording(sentence, language, names) for sentence in sentences]


def _wording(sentence: str, language: str | None, names: frozenset[str]) -> Wording:
    terms: dict[str, float] = {}
    printed: dict[str, str] = {}
    figures = set()
    denies = False
    for match in WORD.finditer(sentence):
        word = match[0]
        low = word.lower()
        denies ^= low in _denying() or low.endswith(("n't", "n’t"))
        number = _number(low)
        if number:
            figures.add(number)
            terms[NUMBER + number] = NAMED
            printed.setdefault(NUMBER + number, low)
            continue
        for key, weight in _keys(low, language or "en", low in names):
            terms[key] = max(weight, terms.get(key, 0.0))
            printed.setdefault(key, low)
    return Wording(terms, frozenset(figures), denies, printed)


def _number(low: str) -> str | None:
    if low[0].isdigit():
        return low.replace(",", "").rstrip("stndrh.")
    return _lexicon()[1].get(low)


@lru_cache(maxsize=100_000)
def _keys(low: str, language: str, named: bool) -> tuple[tuple[str, float], ...]:
    """Give the keys of one word: its concept, else a name's sound, else its stem."""
    code = "ru" if CYRILLIC.search(low) else "en" if language == "ru" else language
    known = lore(code)
    cut = stem(low, code)
    weight = max(LEAST, known.weight(cut))
    concept = _concept(low, code)
    if concept:
        return ((CONCEPT + concept, weight),)
    if low in known.stop or len(low) < 2:
        return ()
    heard = name_key(low) if named else None
    return ((NAME + heard, NAMED),) if heard else ((cut, weight),)


def _concept(low: str, code: str) -> str | None:
    words = _lexicon()[0].get(code, {})
    for end in range(len(low), SHORTEST - 1, -1):
        if low[:end] in words and (end > SHORT or len(low) - end <= ENDING):
            return words[low[:end]]
    return None


@lru_cache(maxsize=10_000)
def name_key(word: str) -> str | None:
    """Give the key under which a word of a name stands, one in Latin and Cyrillic letters where it sounds alike.

    That is its consonants in classes, or the whole sound where they are few; case endings do not count.
    """
    low = OWNED.sub("", word.lower())
    spelt = spellings(CASE.sub("", low) if CYRILLIC.search(low) else low)
    if not spelt:
        return None
    bare = skeleton(spelt[0].words)
    return bare if len(bare) >= CLASSES else sound(spelt[0].words)


def own_words(sentence: str, others: Sequence[str], language: str | None) -> list[tuple[int, int]]:
    """Give the stretches of a sentence whose telling words stand in none of the other sentences; half-open."""
    there = {key for other in others for _, key in _telling(other, language)}
    return [span for span, key in _telling(sentence, language) if key not in there]


def _telling(sentence: str, language: str | None) -> Iterator[tuple[tuple[int, int], str]]:
    """Give the words of a sentence that tell something, each with what it is known by; names by their stems."""
    for match in WORD.finditer(sentence):
        low = match[0].lower()
        number = _number(low)
        keys = ((NUMBER + number, NAMED),) if number else _keys(low, language or "en", False)
        if keys and keys[0][1] >= TELLING:
            yield match.span(), keys[0][0]
