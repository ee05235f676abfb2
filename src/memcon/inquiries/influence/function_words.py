"""Function words in categories, and which categories stand in a text.

A word is read as ConvoKit's Coordination reads it (5.0.0, coordination.py): a run of a-z, 0-9 and _ in the text put in
small letters; runs joined by one straight apostrophe are read on as one as long as a listed word goes on so ("don't"),
and otherwise anew ("fellow's", where only what follows a listed word is passed over).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import polars as pl
from numpy.typing import NDArray

CHAIN = "[a-z0-9_]+(?:'[a-z0-9_]+)*"
LISTED = re.compile(CHAIN)
BATCH = 4_096  # texts taken apart at once, so that memory does not grow with the corpus
MOST = 64  # categories that one number can hold
CLOSED = "'"  # no listed word begins with an apostrophe: nothing can be read on from here

Categories = NDArray[np.uint64]  # one bit a category, the first category lowest


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """Listed words with the categories of each, one bit a category.

    `whole` holds words that must stand whole, `begun` beginnings of words; `reach` every beginning of a listed word.
    """

    categories: tuple[str, ...]
    whole: Mapping[str, int]
    begun: Mapping[str, int]
    reach: frozenset[str]

    def of(self, chain: str) -> int:
        """Give the categories of a word, or of words joined by apostrophes, as bits; 0 where none is listed."""
        found, trail = 0, ""
        for part in chain.split("'"):
            bits, reached = self._follow(trail, part)
            found |= bits | self.whole.get(reached, 0)
            ended = CLOSED if reached in self.whole else ""
            trail = f"{reached}'" if f"{reached}'" in self.reach else ended
        return found

    def _follow(self, trail: str, part: str) -> tuple[int, str]:
        """Read on letter by letter; give the beginnings met, and how far one came ("" where no listed word goes on)."""
        bits = 0
        for letter in part:
            trail += letter
            if trail not in self.reach:
                return bits, ""
            bits |= self.begun.get(trail, 0)
        return bits, trail


def function_words(listed: Mapping[str, str]) -> FunctionWords:
    """Make categories of words parted by white space; "word*" stands for every word that begins so.

    Raises:
        ValueError: more than 64 categories, or a word that is not of a-z, 0-9 and _, with single apostrophes inside.
    """
    if len(listed) > MOST:
        raise ValueError(f"there are {len(listed)} categories of function words; {MOST} can be told apart")
    whole: dict[str, int] = {}
    begun: dict[str, int] = {}
    for bit, (category, words) in enumerate(listed.items()):
        for word in words.split():
            stem = word.removesuffix("*")
            if not LISTED.fullmatch(stem):
                raise ValueError(f"{category}: cannot read the word {word!r}; write it in small letters, a to z")
            among = whole if stem == word else begun
            among[stem] = among.get(stem, 0) | 1 << bit
    reach = frozenset(word[:end] for word in (*whole, *begun) for end in range(1, len(word) + 1))
    return FunctionWords(tuple(listed), whole, begun, reach)


@cache
def english() -> FunctionWords:
    """Give memcon's English function words in eight categories."""
    file = resources.files("memcon.inquiries.influence").joinpath("function_words_en.toml")
    return function_words(tomllib.loads(file.read_text("utf-8")))


def of_patterns(text: str) -> FunctionWords:
    r"""Read categories in the form of ConvoKit's coord-liwc-patterns.txt: `category TAB \bword\b|\bbeginning`.

    ConvoKit's own file is not part of memcon, for it goes back to a dictionary that is sold under licence. Who has
    ConvoKit installed, or holds a licence for LIWC, gives the file's text and gets the categories of that file.

    Raises:
        ValueError: a line without a tab, or a pattern of another form.
    """
    listed: dict[str, str] = {}
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        category, tab, patterns = line.strip().partition("\t")
        if not tab:
            raise ValueError(f"line {number} of the function words has no tab between a category and its patterns")
        words = [one.removeprefix(r"\b") for one in patterns.split("|")]
        listed[category] = " ".join(w.removesuffix(r"\b") if w.endswith(r"\b") else f"{w}*" for w in words)
    return function_words(listed)


def noted(texts: pl.Series, words: FunctionWords) -> Categories:
    """Note which categories of function words stand in each text, one bit a category; 0 where a text is missing."""
    known: dict[str, int] = {}
    found = np.zeros(len(texts), dtype=np.uint64)
    for begin in range(0, len(texts), BATCH):
        found[begin : begin + BATCH] = _noted(texts.slice(begin, BATCH), words, known)
    return found


def _noted(texts: pl.Series, words: FunctionWords, known: dict[str, int]) -> Categories:
    chains = texts.fill_null("").str.to_lowercase().str.extract_all(CHAIN)
    lengths = chains.list.len().to_numpy().astype(np.int64)
    each = chains.explode().drop_nulls()
    types = each.unique().to_list()
    for chain in types:
        if chain not in known:
            known[chain] = words.of(chain)
    found = np.zeros(len(texts), dtype=np.uint64)
    spoken = np.flatnonzero(lengths)
    if len(spoken):
        bits = each.replace_strict(types, [known[chain] for chain in types], return_dtype=pl.UInt64).to_numpy()
        begins = np.concatenate([[0], np.cumsum(lengths[spoken])[:-1]])
        found[spoken] = np.bitwise_or.reduceat(bits, begins)
    return found
