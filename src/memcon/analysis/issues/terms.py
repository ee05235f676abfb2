"""The words of a sentence, and those of them that can tell what it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from memcon.analysis.issues.lore import Lore, lore

WORD = re.compile(r"[^\W\d_]+(?:\.(?=[^\W\d_]\.)[^\W\d_])*(?:[-‑–’'][^\W\d_]+)*|\d+|[.,;:!?()\[\]“”\"—–]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
SHORTEST = 4  # letters of a part of a compound
LONGEST = 400  # words of a sentence that are read
TELLING = ("name", "plain")


class Word(NamedTuple):
    """A word or sign of a sentence, as printed, and where it stands.

    Kinds: sign, stop, join, determiner, verb, modifier (it needs another word behind it), name, plain.
    """

    printed: str
    start: int
    end: int
    kind: str
    stem: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence taken apart: its words, and how often each telling stem stands in it."""

    text: str
    words: tuple[Word, ...]
    terms: Counter[str]


def told(text: str, known: Lore, avoid: frozenset[str]) -> Told:
    """Take a sentence apart.

    Args:
        text: the sentence.
        known: its language.
        avoid: stems that tell nothing here, such as the names of those who talk.
    """
    listed = words(text, known)
    terms = Counter(one.stem for one in listed if _tells(one) and one.stem not in avoid)
    if known.compounds:
        terms.update(part for stem, times in [*terms.items()] for part in parts(stem, known.code) * times)
    return Told(text, tuple(listed), terms)


def _tells(one: Word) -> bool:
    return one.kind in TELLING or one.kind in ("verb", "modifier")


def words(text: str, known: Lore) -> list[Word]:
    """Cut a sentence into words and signs, each with its kind; a very long sentence is read at its beginning."""
    found: list[Word] = []
    first, before = True, "sign"
    for match in WORD.finditer(text):
        printed = match[0]
        kind, stem = _kind_and_stem(printed, first, before == "determiner", known.code)
        found.append(Word(printed, match.start(), match.end(), kind, stem))
        first = printed in ".!?:“" if kind == "sign" else False
        before = kind
        if len(found) == LONGEST:
            break
    return found


@lru_cache(maxsize=200_000)
def _kind_and_stem(printed: str, first: bool, determined: bool, code: str) -> tuple[str, str]:
    low = printed.lower()
    return _kind(printed, low, first, determined, lore(code)), stem(low, code)


def _kind(printed: str, low: str, first: bool, determined: bool, known: Lore) -> str:
    if not low[0].isalpha():
        return "stop" if low[0].isdigit() else "sign"
    capital = printed[0].isupper()
    if capital and not first and low in known.proper:
        return "name"
    for kind, listed in (("join", known.join), ("determiner", known.determiners), ("stop", known.stop)):
        if low in listed:
            return kind
    if (len(low) < 3 and not printed.isupper()) or (CYRILLIC.search(low) is not None) != (known.letters == "cyrillic"):
        return "stop"
    if capital and not first and known.capitals == "names":
        return "name"
    if known.capitals == "nouns" and not first:
        return "plain" if capital else ("modifier" if determined or low in known.modifiers else "verb")
    if low in known.verbs or _has(known, "verb", low):
        return "plain" if determined and low in known.generic else "verb"
    return "modifier" if low in known.modifiers or _has(known, "modifier", low) else "plain"


def _has(known: Lore, kind: str, low: str) -> bool:
    """Tell a word's kind by its ending, in languages whose endings show it."""
    pattern = known.patterns.get(kind)
    if pattern is None or low in known.nouns or pattern.search(low) is None:
        return False
    noun = known.patterns.get("noun")
    return noun is None or noun.search(low) is None


@lru_cache(maxsize=200_000)
def stem(low: str, code: str) -> str:
    """Cut the ending off a word in lower case."""
    known = lore(code)
    for ending in ("’s", "'s", "’", "'"):
        low = low.removesuffix(ending)
    for ending in known.endings:
        if low.endswith(ending) and len(low) - len(ending) >= known.shortest:
            return low[: -len(ending)]
    return low


@lru_cache(maxsize=100_000)
def parts(compound: str, code: str) -> tuple[str, ...]:
    """Take a compound's stem apart into two stems that the language's documents know; empty where that cannot be."""
    known = lore(code)
    for at in range(len(compound) - SHORTEST, SHORTEST - 1, -1):
        left, right = compound[:at], compound[at:]
        if right in known.rarity:
            for joint in known.compounds:
                first = stem(left.removesuffix(joint), code)
                if left.endswith(joint) and first in known.rarity:
                    return first, right
    return ()


def name_stems(names: Iterable[str], known: Lore) -> frozenset[str]:
    """Give the stems of the words that names are made of."""
    parts = [word for name in set(names) for word in (*re.findall(r"[^\W\d_]{3,}", name), *WORD.findall(name))]
    return frozenset(stem(word.lower(), known.code) for word in parts if len(word) > 2)


def names_something(one: Told, known: Lore) -> bool:
    """Tell whether a sentence holds a noun or name that can tell an issue; "Yes." and "I agree." do not."""
    return any(
        word.kind in TELLING and word.stem in one.terms and word.printed.lower() not in known.generic
        for word in one.words
    )


def together(sentences: Sequence[Told]) -> Counter[str]:
    """Count the telling stems of several sentences."""
    whole: Counter[str] = Counter()
    for one in sentences:
        whole.update(one.terms)
    return whole
