"""What a printed name consists of: titles, initials, the words that can stand for the person."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from memcon.analysis.speech import Speech

WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:[-‑–’'](?:[^\W\d_][\u0300-\u036f]*)+)*")
JOINED = re.compile(r"(?<=[a-z])\. (?=(?:Mr|Mrs|Dr|Gen|Sir)\b)")  # two names run together: "Li. Dr. Meleney"
DOUBLE = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+-([A-ZÀ-Þ][^\W\d_]{2,})\b")
HONOURABLE = re.compile(r"^(?:The )?(?:Rt\.?|Right) Hon(?:\.|ourable|orable)?,? (?=the\b|[A-Z])")
POSSESSIVE = re.compile(r"[’'][sS]?$")


def plain_print(name: str) -> str:
    """Give a name as printed, without the brackets in which editors filled up initials, and without a note's number."""
    opened = re.sub(r"\[(\w+)\]", r"\1", name) if "[" in name else name
    opened = JOINED.split(opened)[-1]
    return HONOURABLE.sub("", re.sub(r"[\s\d*,]+$", "", " ".join(opened.split())))


def titles(speech: Speech) -> frozenset[str]:
    """List what may stand before a name without being part of it."""
    return speech.words["mister"] | speech.words["offices"]


def family_words(name: str | None, speech: Speech) -> tuple[str, ...]:
    """Give the lower-case words of a name that can stand for the person: no titles, initials, "Jr."."""
    return (
        _family_words(plain_print(name), speech.code, titles(speech) | speech.words["office_modifiers"]) if name else ()
    )


@lru_cache(maxsize=8192)
def _family_words(name: str, _code: str, skipped: frozenset[str]) -> tuple[str, ...]:
    words = [POSSESSIVE.sub("", word.lower()) for word in WORD.findall(unicodedata.normalize("NFC", name))]
    kept = [w for w in words if len(w) > 1 and w not in skipped and w not in ("jr", "the", "of", "and")]
    return tuple(kept) or tuple(w for w in words if len(w) > 1 and w != "the")[-1:]


def halves(name: str) -> list[str]:
    """Give the last half of each double name in lower case: "Ravn-Bruun" is called Bruun too, "Yü-lin" not Lin."""
    return [word.lower() for word in DOUBLE.findall(name)]


def initials(name: str | None, speech: Speech) -> str:
    """Give the first letters of what stands before the family name; "" where only a family name is printed."""
    if not name:
        return ""
    kept = family_words(name, speech)
    single = "".join(w.lower() for w in WORD.findall(plain_print(name)) if len(w) == 1)
    return single or ("".join(w[0] for w in kept[:-1]) if len(kept) > 1 else "")


def fuller(one: str | None, other: str, speech: Speech) -> str:
    """Choose the print that tells more of the name: more words of it, then initials, then a title."""
    if one is None:
        return other
    return max(
        (one, other), key=lambda name: (len(family_words(name, speech)) + len(initials(name, speech)) / 4, name == one)
    )
