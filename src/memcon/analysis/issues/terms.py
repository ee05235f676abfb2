"""The words of a sentence that can tell what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from memcon.analysis.issues.lore import Lore, lore

WORD = re.compile(r"[^\W\d_]+(?:[-‑’'][^\W\d_]+)*|\d+|[.,;:!?()\[\]“”\"—–]")
SHORTEST = 4  # letters left when an ending is cut off


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, as printed, and where it stands. Kinds: stop, join, determiner, name, plain, sign."""

    printed: str
    start: int
    end: int
    kind: str
    stem: str


def words(text: str, known: Lore) -> list[Word]:
    """Cut a sentence into words and signs, each with its kind."""
    found = []
    first = True
    for match in WORD.finditer(text):
        printed = match[0]
        kind = _kind(printed, first, known.code)
        found.append(Word(printed, match.start(), match.end(), kind, stem(printed.lower(), known.code)))
        first = printed in ".!?:" if kind == "sign" else printed in "“\"" and first
    return found


@lru_cache(maxsize=100_000)
def _kind(printed: str, first: bool, code: str) -> str:
    known = lore(code)
    low = printed.lower()
    if not low[0].isalpha():
        return "sign" if not low[0].isdigit() else "stop"
    if low in known.join:
        return "join"
    if low in known.determiners:
        return "determiner"
    if low in known.stop or (len(low) < 3 and not printed.isupper()) or (known.code == "en" and low.endswith("ly")):
        return "stop"
    return "name" if printed[0].isupper() and not first else "plain"


@lru_cache(maxsize=100_000)
def stem(low: str, code: str) -> str:
    """Cut the ending off a word in lower case."""
    known = lore(code)
    low = low.removesuffix("’s").removesuffix("'s").removesuffix("’").removesuffix("'")
    for ending in known.endings:
        if low.endswith(ending) and len(low) - len(ending) >= SHORTEST:
            return low[: -len(ending)]
    return low


def content(listed: list[Word], known: Lore) -> list[str]:
    """Give the stems of the words that can tell an issue, in order."""
    return [w.stem for w in listed if w.kind in ("name", "plain") and w.printed.lower() not in known.generic]
