"""How a Cyrillic name may have been written in Latin letters, and how spellings of one sound are brought together."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
# Schemes of the library iuliia, for Russian: those of libraries, geographers, passports, newspapers.
RUSSIAN = (
    "WIKIPEDIA",
    "BGN_PCGN",
    "ALA_LC",
    "SCIENTIFIC",
    "GOST_779_ALT",
    "ICAO_DOC_9303",
    "MVD_310_FR",
    "TELEGRAM",
    "YANDEX_MAPS",
    "MOSMETRO",
)
MONGOLIAN = "cyrtranslit mn"
MARKED = {
    "č": "ch",
    "š": "sh",
    "ž": "zh",
    "ŝ": "shch",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "þ": "th",
}
# Spellings of one sound in English, German, French and Polish hands; the first that fits counts.
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"schtsch|stsch|szcz|shch|chtch", "S"),
        (r"dsch|dzh|dj|zh|j", "J"),
        (r"tsch|tch|cz|ch", "C"),
        (r"sch|sh|sz", "S"),
        (r"tz|ts|z", "Z"),
        (r"kh|h", "H"),
        (r"ph", "F"),
        (r"ff?$", "V"),
        (r"ff", "F"),
        (r"[wv]", "V"),
        (r"ck|[kqc]", "K"),
        (r"x", "KS"),
        (r"ou", "u"),
        (r"(?:ii|iy|ij|yi|yj|y|i)$", "i"),
        (r"ye|yo|io|ie", "e"),
        (r"y", "i"),
        (r"(.)\1", r"\1"),
    )
)
CLASSES = str.maketrans(
    {
        "p": "B",
        "b": "B",
        "V": "B",
        "F": "B",
        "f": "B",
        "d": "D",
        "t": "D",
        "g": "G",
        "K": "G",
        "Z": "S",
        "s": "S",
        "S": "C",
        "J": "C",
        "C": "C",
        "m": "M",
        "n": "N",
        "l": "L",
        "r": "R",
    }
)
VOWELS = re.compile(r"[aeiouöüäHʹ']")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in plain lower-case Latin letters, and the scheme that made it ("as printed" for one in Latin letters)."""

    words: str
    scheme: str = "as printed"


@lru_cache(maxsize=65536)
def spellings(word: str) -> tuple[Spelling, ...]:
    """Give the Latin spellings of one word of a name, each once, under the first scheme that gives it.

    Schemes are those of iuliia for Russian and of cyrtranslit for Mongolian. A word in another script than Latin or
    Cyrillic gives none.
    """
    if not CYRILLIC.search(word):
        plain = latin(word)
        return (Spelling(plain),) if plain else ()
    found: dict[str, str] = {}
    for scheme, written in _romanised(unicodedata.normalize("NFC", word)):
        plain = latin(written)
        if plain:
            found.setdefault(plain, scheme)
    return tuple(Spelling(words, scheme) for words, scheme in found.items())


def latin(word: str) -> str:
    """Fold a word in Latin letters: lower case, without accents and apostrophes; "" where no Latin letter is in it."""
    lower = "".join(MARKED.get(c, c) for c in unicodedata.normalize("NFC", word.lower()))
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if "a" <= c <= "z")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Bring spellings of one sound together: "tschoibalsan", "czojbalsan" and "choibalsan" meet nearly."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Give the classes of a word's consonants, voiced and voiceless together, for the search of likely spellings."""
    bare = VOWELS.sub("", sound(word)).translate(CLASSES)
    return re.sub(r"(.)\1+", r"\1", bare)


def _romanised(word: str) -> list[tuple[str, str]]:
    import cyrtranslit

    found = [(name.lower(), str(scheme.translate(word))) for name, scheme in _schemes()]
    return [*found, (MONGOLIAN, str(cyrtranslit.to_latin(word, "mn")))]


@cache
def _schemes() -> tuple[tuple[str, Any], ...]:
    import iuliia  # read only where there is Cyrillic

    return tuple((name, getattr(iuliia, name)) for name in RUSSIAN)
