"""What a printed name consists of, and which spellings it may be met under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache

from memcon.analysis.language import frame, known
from memcon.analysis.romanise import CYRILLIC, spellings

WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*(?:[-‑’'ʼ][^\W\d_]+)*")
PARTICLES = frozenset(
    {"the", "of", "de", "von", "van", "der", "la", "le", "du", "bin", "ibn", "al", "el", "di", "da", "jr", "sr", "and"}
)
LONGEST = 300  # characters of a print that are looked at; no name is longer
FORENAMES = frozenset(
    {"dean", "earl", "duke", "judge"}
)  # titles that are more often somebody's forename in such records
ABBREVIATED = frozenset({"т", "г"})  # "т. Молотов", "г. Того": lower case tells them from initials
BRACKETS = re.compile(r"\([^)]*\)|\[(\w+)\]")
# A Russian family name in an oblique case, and what the nominative may end in (Zaliznyak, Grammatical Dictionary of
# Russian, 1977: adjectival and substantive declensions of family names). A nominative counts where somebody prints it.
CASES = (
    (r"(ов|ев|ёв|ин|ын)(?:а|у|ым|е)$", (r"\1",)),
    (r"(ск|цк)(?:ого|ому|им|ом)$", (r"\1ий", r"\1ой")),
    (r"(?:ого|ому|ым|ом)$", ("ый", "ой")),
    (r"и(?:и|ю|ей|ею)$", ("ия",)),
    (r"([бвгджзклмнпрстфхцчшщ])(?:а|у|ом|ем|е)$", (r"\1",)),
    (r"([аеиоуыэюяё])(?:я|ю|ем|е)$", (r"\1й",)),
    (r"(?:я|ю|ем|е)$", ("ь", "й")),
    (r"(?:ы|и|у|е|ой|ою|ей)$", ("а", "я")),
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart: what it is known by, what is given before or after, all lower case as printed.

    `family` is () for an office without a name ("the Secretary"). Of "Zhang Qun" the last word counts as the family
    name, as in most prints; a register that lists the other order under `also` sets it right.
    """

    printed: str
    family: tuple[str, ...]
    given: tuple[str, ...]  # initials are single letters

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the name, sorted: the same for "Smirnov P. A." and "P. A. Smirnov"."""
        return tuple(sorted(self.family + self.given))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A spelling under which a family name may be met, and how it was made."""

    words: str  # plain Latin letters
    how: str  # "as printed", a scheme of romanisation, "nominative Гэндэн, wikipedia"
    certain: bool = True  # false where a case ending was taken off


@lru_cache(maxsize=65536)
def parsed(name: str) -> Parsed:
    """Take a printed name apart; titles and offices of the languages memcon knows are no part of it.

    Bodies, places and what is called "the ..." are nobody's name, unless a title or an initial shows a person.
    """
    plain = unicodedata.normalize("NFC", BRACKETS.sub(r"\1", name[:LONGEST]))
    words = [re.sub(r"[’']s$", "", word.strip("’'ʼ")) for word in WORD.findall(plain)]
    kept = [word for word in words if word.lower() not in PARTICLES and not _is_title(word)]
    full = [word for word in kept if len(_letters(word)) > 1]
    if not full or not _is_person(words, kept):
        return Parsed(name, (), ())
    surname_first = len(kept) > 1 and len(_letters(kept[0])) > 1 and all(len(_letters(word)) == 1 for word in kept[1:])
    family = full[0] if surname_first else full[-1]
    if family[0].islower():
        return Parsed(name, (), ())
    kept.remove(family)
    return Parsed(name, (family.lower(),), tuple(word.lower() for word in kept))


def _is_person(words: list[str], kept: list[str]) -> bool:
    """Tell a person from a body, a place or an office."""
    if any(len(_letters(word)) == 1 for word in kept):
        return True
    if words[0].lower() == "the":
        return False
    return any(_is_title(word) for word in words) or not all(word.lower() in _others() for word in kept)


def same_print(name: str) -> tuple[str, ...]:
    """Fold a printed name so that blanks, capitals, dots, titles and the order of its words make no difference.

    An office without a name folds to its own words.
    """
    words = parsed(name).words
    return words or tuple(sorted(word.lower() for word in WORD.findall(unicodedata.normalize("NFC", name))))


def meetings(name: Parsed, attested: Container[str] = ()) -> tuple[Meeting, ...]:
    """Give the spellings under which the family name may be met, each once.

    Args:
        name: the name.
        attested: family names printed elsewhere; only a nominative among them makes a case certain.
    """
    found: dict[str, Meeting] = {}
    for word in name.family:
        for one in spellings(word):
            found.setdefault(one.words, Meeting(one.words, one.scheme))
        for base in _nominatives(word):
            sure = base in attested
            for one in spellings(base):
                found.setdefault(one.words, Meeting(one.words, f"as a case of {base.capitalize()}, {one.scheme}", sure))
    return tuple(found.values())


@lru_cache(maxsize=65536)
def _nominatives(word: str) -> tuple[str, ...]:
    """Give what the nominative of a Russian family name may be; () for one in another script."""
    if not CYRILLIC.search(word) or len(word) < 4:
        return ()
    found: list[str] = []
    for ending, bases in CASES:
        if re.search(ending, word):
            found += [re.sub(ending, base, word) for base in bases]
    return tuple(dict.fromkeys(one for one in found if len(one) > 2))


@lru_cache(maxsize=4096)
def first_letters(given: str) -> frozenset[str]:
    """Give the Latin letters an initial or forename may begin with: "х" may be k, h or x."""
    same = {"j": "i", "y": "i"}
    return frozenset(same.get(one.words[0], one.words[0]) for one in spellings(given))


def _letters(word: str) -> str:
    return "".join(c for c in word if not unicodedata.combining(c))


def _is_title(word: str) -> bool:
    if word.lower() in FORENAMES:
        return False
    if len(word) == 1:
        return word in ABBREVIATED
    return word in _titles() or (word[:1].isupper() and len(word) > 2 and word.lower() in _titles())


@cache
def _titles() -> frozenset[str]:
    """List titles and offices of every language memcon knows."""
    return frozenset(
        word for code in known() for kind in ("titles", "offices") for word in frame(code).words[kind] if len(word) > 1
    )


@cache
def _others() -> frozenset[str]:
    """List words for bodies and places of every language memcon knows."""
    kinds = ("bodies", "places", "not_places")
    return frozenset(word.lower() for code in known() for kind in kinds for word in frame(code).words.get(kind, ()))
