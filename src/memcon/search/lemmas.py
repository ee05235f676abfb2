"""The dictionary form of a word: what makes "withdrew" and "withdraws" one word for a search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

MARKS = re.compile(r"[\u0300-\u036f]")
LONGEST = 40  # letters; what is longer is no word of any language memcon knows
ONE_SCRIPT = {"ru": re.compile(r"[а-яё]"), "en": re.compile(r"[a-z]"), "de": re.compile(r"[a-zäöüß]")}


def lemma(word: str, language: str | None) -> str:
    """Give the dictionary form of a lower-case word, itself lower case; the word where the language has no dictionary.

    Russian is told by pymorphy3 (OpenCorpora) where the extra 'russian' is installed, which also guesses at names and
    words it never saw; else the stem of simplemma's form stands for it, which is no word but the same for all forms.
    Other languages are told by simplemma. Of a word that may be a form of several, the likeliest counts.
    """
    script = ONE_SCRIPT.get(language or "")
    if len(word) > LONGEST or not word.isalpha() or (script and not script.search(word)):
        return folded(word)
    return folded(_teller(language or "")(word).lower())


def folded(word: str) -> str:
    """Fold what makes no other word: ё and е, stress marks on Cyrillic letters, the two ways to write an accent."""
    whole = unicodedata.normalize("NFC", word)
    return MARKS.sub("", whole).replace("ё", "е")


def bare(word: str) -> str:
    """Leave out every accent: for words typed without them."""
    return MARKS.sub("", unicodedata.normalize("NFKD", folded(word)))


@cache
def _teller(language: str) -> Callable[[str], str]:
    if language == "ru":
        return _russian()
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    if language not in SUPPORTED_LANGUAGES:
        return folded
    return lambda word: str(lemmatize(word, lang=language))


def russian() -> str:
    """Name what tells Russian forms here: words told by one are not to be mixed with words told by the other."""
    return "pymorphy3" if find_spec("pymorphy3") else "snowball"


def _russian() -> Callable[[str], str]:
    if russian() == "snowball":
        return stemmed
    from pymorphy3 import MorphAnalyzer

    parse = MorphAnalyzer(lang="ru").parse
    return lambda word: str(parse(word)[0].normal_form)


def stemmed(word: str) -> str:
    """Give the stem of a Russian word: Snowball's, twice, of the form that simplemma knows.

    Once would leave "Стомонякову" at "стомоняков", which in the nominative loses its "ов" as an ending.
    """
    from simplemma import lemmatize

    stem = _snowball()
    return stem(stem(str(lemmatize(word, lang="ru")).lower()))


@cache
def _snowball() -> Callable[[str], str]:
    from snowballstemmer import stemmer

    stem: Callable[[str], str] = stemmer("russian").stemWord
    return stem
