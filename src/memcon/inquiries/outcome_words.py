"""The words by which what was done is known again in what was undertaken."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from memcon.analysis.language import FOLDER, frame

WORD = re.compile(r"[^\W\d_]{2,}(?:[-‐–’'][^\W\d_]{2,})+|[^\W\d_]{3,}")
SHORTEST = 5  # letters of a word that may lose an ending
ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "’s", "'s")
CYRILLIC = re.compile(r"[а-яё]")
CASE = re.compile(r"(?:[аеёиоуыэюяьйхмв]{1,3})$")


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """The resources of one language; words in lower case."""

    kinds: dict[str, str]  # what a kind of outcome is called, to PLOVER's word
    same: dict[str, str]  # stem to the word it counts as
    sides: dict[str, str]  # word to the side it means
    done: dict[str, str]  # participle to the deed it tells of
    deeds: dict[str, str]  # verb to the deed it is
    denying: frozenset[str]
    stop: frozenset[str]
    pointing: frozenset[str]  # at what was said before: "such", "it"
    broken: tuple[str, ...]
    partly: tuple[str, ...]
    overtaken: tuple[str, ...]
    kept: tuple[str, ...]
    telling: re.Pattern[str]  # any word of `done`
    active: re.Pattern[str]  # what stands before a participle whose doer is named
    unreal: re.Pattern[str]  # what stands before one that is only wished, asked or supposed


@cache
def outcome_words(code: str | None) -> OutcomeWords | None:
    """Give a language's words for what was done; None for a language that has none here."""
    file = resources.files(FOLDER) / (code or "en") / "outcomes.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    words = table["words"]
    return OutcomeWords(
        {name: kind for kind, names in table["kinds"].items() for name in names},
        {stem(word): first for first, listed in table["same"].items() for word in listed},
        {word: side for side, listed in table["sides"].items() for word in listed},
        {word: deed for deed, listed in table["done"].items() for word in listed},
        {deed: deed for deed in table["done"]}
        | {verb: deed for deed, listed in table["deeds"].items() for verb in listed},
        frozenset(words["denying"]),
        frozenset(words["stop"]) | frame(code).common,
        frozenset(words["pointing"]),
        tuple(words["broken"]), tuple(words["partly"]), tuple(words["overtaken"]), tuple(words["kept"]),
        re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, (w for ws in table['done'].values() for w in ws))))})\b"),
        *(re.compile(table["patterns"][name]) for name in ("active", "unreal")),
    )  # fmt: skip


def material(kind: str | None, codes: Iterable[str] = ("en", "ru", "de")) -> str | None:
    """Give PLOVER's word, or TREATY, for what a register calls a kind of outcome.

    Returns:
        COOPERATE, AID, RETREAT, SANCTION, MOBILIZE, COERCE, ASSAULT or TREATY. None where the kind is none of them,
        such as a decision or a note: words are no outcome in PLOVER's material sense.
    """
    if kind is None:
        return None
    name = " ".join(kind.replace("_", " ").split()).lower()
    known = [words for code in codes if (words := outcome_words(code)) is not None]
    if name.upper() in {word for words in known for word in words.kinds.values()}:
        return name.upper()
    whole = next((words.kinds[name] for words in known if name in words.kinds), None)
    parts = (words.kinds[part] for words in known for part in re.split(r"[^\w-]+", name) if part in words.kinds)
    return whole or next(parts, None)


def stem(word: str) -> str:
    """Cut a word's ending of number, tense or case, so that its forms are one."""
    low = word.lower()
    if CYRILLIC.search(low):
        return CASE.sub("", low) if len(low) > SHORTEST else low
    for ending in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= SHORTEST - 1:
            return low[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
    return low.removesuffix("e") if len(low) > SHORTEST else low


def terms(text: str, words: OutcomeWords) -> dict[str, str]:
    """Give the telling words of a text: what each counts as, to how it is printed first.

    Words of one meaning count as one ("pact", "protocol"); common words, and those of office and of sides, are
    left out.
    """
    found: dict[str, str] = {}
    for printed in WORD.findall(text):
        low = printed.lower()
        if low in words.stop or low in words.sides:
            continue
        cut = stem(low)
        found.setdefault(words.same.get(cut, cut), printed)
    return found


def pairs(text: str, words: OutcomeWords) -> dict[tuple[str, str], str]:
    """Give the telling words that stand side by side, to how they are printed: ("mutual", "help") is "mutual aid"."""
    found: dict[tuple[str, str], str] = {}
    for one, other in pairwise(WORD.finditer(text)):
        if text[one.end() : other.start()].strip():
            continue
        both = [held for printed in (one[0], other[0]) for held in terms(printed, words)]
        if len(both) == 2:
            found.setdefault((both[0], both[1]), f"{one[0]} {other[0]}")
    return found
