"""The words of an index: which are forms of one word, which fit a wildcard, which are spellings of one name.

The index holds words as they are printed. What a question asks for is turned into the printed words that answer it,
so that it can be told back which words those are, and so that one index serves exact words and dictionary forms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from memcon.archive.writing import replacing
from memcon.model.errors import Unclear
from memcon.search.lemmas import bare, folded, lemma
from memcon.search.query import How, Word
from memcon.search.spellings import alike

MOST = 5000  # printed words that one wildcard may stand for
LEAST = 2  # letters a wildcard must hold besides * and ?
UNTOLD = ""  # the language of records whose language is not known
COLUMNS = {"word": pl.String, "language": pl.String, "lemma": pl.String}


@dataclass(slots=True, frozen=True)
class _Tables:
    """Words by what they fold to, and by dictionary form, for each language."""

    folded: Mapping[str, frozenset[str]]
    forms: Mapping[str, Mapping[str, frozenset[str]]]


@dataclass
class Vocabulary:
    """The printed words of an index by language, each with its dictionary form."""

    words: dict[str, dict[str, str]] = field(default_factory=dict)  # by language: printed word to dictionary form

    def learn(self, language: str | None, printed: Iterable[str]) -> bool:
        """Take in words of one language; those known already cost nothing. Tells whether any was new."""
        code = language or UNTOLD
        known = self.words.setdefault(code, {})
        new = {word for word in printed if word not in known}
        known.update((word, lemma(word, code)) for word in new)
        if new:
            self.__dict__.pop("_tables", None)
            self.__dict__.pop("everything", None)
        return bool(new)

    def answering(self, word: Word, languages: Iterable[str] = ()) -> tuple[str, ...]:
        """Give the printed words that answer a word of a question, in order; () where none does.

        Args:
            word: the word.
            languages: take only words and dictionary forms of these; of all that the index has when empty.

        Raises:
            Unclear: a wildcard stands for too many words, or holds too few letters.
        """
        chosen = [code for code in languages if code in self.words] or list(self.words)
        if word.is_wild:
            return self._fitting(word.text, chosen)
        if word.how == How.NAME:
            return tuple(sorted(alike(word.text, self.everything)))
        plain = folded(word.text.lower())
        same = self._tables.folded.get(plain, frozenset()) or self._without_accents(plain)
        if word.how == How.EXACT:
            return tuple(sorted(same))
        return tuple(sorted({*same, *(form for code in chosen for form in self._forms(plain, code))}))

    def forms(self, word: str) -> dict[str, str]:
        """Give the dictionary forms of a printed word by language."""
        return {code: known[word] for code, known in self.words.items() if word in known}

    def sharing(self, base: str) -> tuple[str, ...]:
        """Give the printed words of a dictionary form, in whatever language, in order."""
        return tuple(sorted({word for held in self._tables.forms.values() for word in held.get(base, ())}))

    @cached_property
    def everything(self) -> frozenset[str]:
        """All printed words."""
        return frozenset(word for known in self.words.values() for word in known)

    def _forms(self, plain: str, code: str) -> frozenset[str]:
        """Give all forms of a word in one language; where the language lacks the word, only if it has its base form."""
        base = lemma(plain, code)
        return self._tables.forms.get(code, {}).get(base, frozenset())

    def _fitting(self, pattern: str, languages: Iterable[str]) -> tuple[str, ...]:
        letters = sum(letter not in "*?" for letter in pattern)
        if letters < LEAST:
            raise Unclear(f"{pattern}: too few letters for a wildcard. Write at least {LEAST}.")
        fits = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in folded(pattern.lower())))
        found = {word for code in languages for word in self.words[code] if fits.fullmatch(folded(word))}
        if len(found) > MOST:
            raise Unclear(f"{pattern}: stands for {len(found):,} words. Write more letters.")
        return tuple(sorted(found))

    def _without_accents(self, plain: str) -> frozenset[str]:
        """Give words that differ from one that is printed nowhere only by accents."""
        if not plain.isalpha():
            return frozenset()
        return frozenset(word for word in self.everything if not word.isascii() and bare(word) == bare(plain))

    @cached_property
    def _tables(self) -> _Tables:
        same: dict[str, set[str]] = defaultdict(set)
        forms: dict[str, dict[str, set[str]]] = {}
        for code, known in self.words.items():
            mine = forms.setdefault(code, defaultdict(set))
            for word, base in known.items():
                same[folded(word)].add(word)
                mine[base].add(word)
        frozen = {code: {base: frozenset(held) for base, held in mine.items()} for code, mine in forms.items()}
        return _Tables({plain: frozenset(held) for plain, held in same.items()}, frozen)


def read(path: Path) -> Vocabulary:
    """Read a vocabulary."""
    words: dict[str, dict[str, str]] = {}
    for (code,), rows in pl.read_parquet(path).group_by(["language"], maintain_order=True):
        words[str(code)] = dict(zip(rows["word"].to_list(), rows["lemma"].to_list(), strict=True))
    return Vocabulary(words)


def write(vocabulary: Vocabulary, path: Path) -> None:
    """Write a vocabulary, whole or not at all."""
    rows = [
        pl.DataFrame({"word": list(known), "language": [code] * len(known), "lemma": list(known.values())}, COLUMNS)
        for code, known in vocabulary.words.items()
    ]
    with replacing(path) as beside:
        (pl.concat(rows) if rows else pl.DataFrame(schema=COLUMNS)).write_parquet(beside, compression="zstd")
