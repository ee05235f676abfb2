"""The words of talk by which one can be seen to take up another's: content words in their basic form, and phrases.

Function words go, the verbs of saying, and words of every negotiation ("agree", "propose"): these are the note-taker's,
or the acts' own. The names of those who talk go too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from memcon.analysis.issues.lore import lore
from memcon.analysis.language import known
from memcon.analysis.speech import speech
from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.replies import in_order
from memcon.inquiries.outcome_words import outcome_words
from memcon.search.lemmas import lemma

WORD = re.compile(r"[^\W\d_]+(?:[-‐‑’'][^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
SHORTEST = 3  # letters of a word that tells something
REACH = 2  # words from one word of a phrase to the next: one function word may stand between
LONGEST = 3  # words of a phrase
TERMS = {"place": pl.Int64, "term": pl.Int64, "phrase": pl.Boolean}


@dataclass(slots=True)
class Vocabulary:
    """The content words of one language in their basic form, None for words that do not count; each looked up once."""

    language: str | None
    names: frozenset[str]
    known: dict[str, str | None] = field(default_factory=dict)

    def words(self, text: str) -> Iterator[tuple[int, str, tuple[int, int]]]:
        """Give the content words of a text, each with its place among all words, and where it stands in the text."""
        for at, found in enumerate(WORD.finditer(text)):
            word = found.group().lower()
            if word not in self.known:
                self.known[word] = self._content(POSSESSIVE.sub("", word))
            basic = self.known[word]
            if basic is not None:
                yield at, basic, found.span()

    def _content(self, word: str) -> str | None:
        if len(word) < SHORTEST or word in self.names or word in unsaid(self.language):
            return None
        basic = lemma(word, self.language or "en")
        return None if basic in unsaid(self.language) or basic in self.names else basic


@cache
def unsaid(language: str | None) -> frozenset[str]:
    """List the words of a language that tell nothing of what was talked about."""
    its, done, says = lore(language), outcome_words(language), speech(language)
    words = its.stop | its.generic | its.titles | (done.stop if done else frozenset())
    words |= frozenset(says.verbs if says else ())
    return words | frozenset(lemma(word, language) for word in words if language == "ru")  # as forms or stems


@dataclass(slots=True)
class Terms:
    """Numbers for words and phrases; those of two languages are never one.

    `printed` gives the words of each as they stand where it is first used: "disposition of troops".
    """

    numbers: dict[tuple[str | None, tuple[str, ...]], int] = field(default_factory=dict)
    printed: dict[int, str] = field(default_factory=dict)

    def of(self, text: str, vocabulary: Vocabulary) -> set[tuple[int, bool]]:
        """Give the numbers of the words and phrases of a text, and whether each is a phrase."""
        words = list(vocabulary.words(text))
        found = set()
        for first in range(len(words)):
            for length in range(1, LONGEST + 1):
                run = words[first : first + length]
                if len(run) < length or any(run[at + 1][0] - run[at][0] > REACH for at in range(length - 1)):
                    break
                told = tuple(word for _, word, _ in run)
                number = self.numbers.setdefault((vocabulary.language, told), len(self.numbers))
                if number not in self.printed:
                    self.printed[number] = " ".join(text[run[0][2][0] : run[-1][2][1]].split())
                found.add((number, length > 1))
        return found


@dataclass(frozen=True, slots=True)
class Worded:
    """The sentences of a series in order, and their terms.

    `sentences` are the first acts of each sentence, with the columns of ACTS; `found` has a row for each term of each
    sentence, columns TERMS, where place is the row of the sentence. `terms` knows what the numbers stand for.
    """

    sentences: pl.DataFrame
    found: pl.DataFrame
    terms: Terms


def worded(evidence: Evidence) -> Worded:
    """Find the terms of all sentences of a series."""
    sentences = in_order(evidence.acts)
    names, spoken = _names(evidence), _languages(evidence)
    vocabularies = {language: Vocabulary(language, names) for language in spoken}
    terms, rows = Terms(), []
    for place, (text, meeting) in enumerate(sentences.select("text", "meeting").iter_rows()):
        rows += [(place, term, phrase) for term, phrase in terms.of(text, vocabularies[spoken[meeting]])]
    return Worded(sentences, pl.DataFrame(rows, schema=TERMS, orient="row"), terms)


def _languages(evidence: Evidence) -> list[str | None]:
    """Give the language of each meeting's record; one that memcon cannot read counts as that of most records."""
    told = [one.language if one.language in known() else None for one in evidence.meetings]
    most = Counter(one for one in told if one).most_common(1)
    return [one or (most[0][0] if most else None) for one in told]


def _names(evidence: Evidence) -> frozenset[str]:
    printed: Iterable[str] = [*evidence.acts["holder"].drop_nulls().unique(), *evidence.names]
    keyed = [name for side in evidence.sides for name in side.keys | side.also]
    return frozenset(word.lower() for name in (*printed, *keyed) for word in WORD.findall(name))


def rarity(terms: pl.DataFrame, places: int) -> NDArray[np.float64]:
    """Say how rare each term is: the logarithm of how many contributions there are for one that has it."""
    most = int(terms["term"].max() or 0) if terms.height else 0  # type: ignore[arg-type]
    found = np.bincount(terms["term"].to_numpy(), minlength=most + 1)
    weights: NDArray[np.float64] = np.log((places + 1) / np.maximum(found, 1))
    return weights
