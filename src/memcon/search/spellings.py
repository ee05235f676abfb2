"""Names across scripts and hands: Genden, Гэндэн, Gendün; Choibalsan, Tschoibalsan, Чойбалсан."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from memcon.analysis.printed_names import WORD, Meeting, Parsed, meetings, same_print
from memcon.analysis.romanise import CYRILLIC, latin, sound, spellings

SHORTEST = 3  # letters a name must have to be met in other spellings
NEAR = 84  # of 100: how like two sounds must be, beyond CLOSE letters
LIKELY = 55  # of 100: how like a rough Latin spelling must be before spellings are made out in full
CLOSE = 5  # letters below which only the same sound counts
ROUGH = str.maketrans(dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяөүі", [
    "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
    "ts", "ch", "sh", "shch", "", "i", "", "e", "iu", "ia", "o", "u", "i"], strict=True)))  # fmt: skip


def alike(name: str, words: Collection[str]) -> set[str]:
    """Give the words of a vocabulary that may be a name in another spelling, script or Russian case.

    Words are lower case. In Latin letters only the same sound counts, and short names must be the same to the letter:
    Chou is not Chu. Across scripts a near sound counts, too, from five letters on.
    """
    found: set[str] = set()
    for part in WORD.findall(name):
        mine = _sounds(part.lower())
        if not mine or len(part) < SHORTEST:
            found |= {part.lower()} & set(words)
            continue
        found |= {word for word in _likely(part, words) if _meet(mine, _sounds(word), part, word)}
    return found


def fits(asked: str, printed: str) -> bool:
    """Tell whether every word of a name asked for stands in a printed one, in whatever spelling."""
    folded, own = same_print(asked), same_print(printed)
    if folded and set(folded) <= set(own):
        return True
    words = [word.lower() for word in WORD.findall(asked)]
    there = [word.lower() for word in WORD.findall(printed)]
    return bool(words) and all(any(_same(word, other) for other in there) for word in words)


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < SHORTEST:
        return False
    return _meet(_sounds(word), _sounds(other), word, other)


def _meet(mine: Iterable[str], its: Iterable[str], word: str, other: str) -> bool:
    mine, its = set(mine), set(its)
    across = bool(CYRILLIC.search(word)) != bool(CYRILLIC.search(other))
    long = min(len(word), len(other)) >= CLOSE
    if mine & its:
        return across or long or bool(CYRILLIC.search(word)) or word.lower() == other.lower()
    if not across or not long:
        return False
    return any(one[:1] == two[:1] and fuzz.ratio(one, two) >= NEAR for one in mine for two in its)


def _likely(part: str, words: Iterable[str]) -> list[str]:
    """Choose words whose rough Latin spelling is something like the name's, by the thousand at once."""
    held = [word for word in words if len(word) >= SHORTEST and word[0].isalpha()]
    rough = "\n".join(held).translate(ROUGH).split("\n")
    asked = latin(part.lower().translate(ROUGH)) or part.lower()
    near = process.extract(asked, rough, scorer=fuzz.ratio, score_cutoff=LIKELY, limit=None)
    return [held[at] for _, _, at in near]


@lru_cache(maxsize=65536)
def _sounds(word: str) -> frozenset[str]:
    """Give the sounds of a name's spellings, and of the nominatives it may be a case of."""
    if not CYRILLIC.search(word):
        plain = latin(re.sub(r"[’']s?$", "", word))
        return frozenset({sound(plain)}) if plain else frozenset()
    cases: tuple[Meeting, ...] = meetings(Parsed(word, (word,), ()))
    return frozenset(sound(one.words) for one in cases) | {sound(one.words) for one in spellings(word)}
