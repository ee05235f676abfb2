"""How a language says that something is undertaken: cue words by family, deeds, patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.analysis.language import FOLDER


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The resources of one language; words in lower case."""

    code: str
    cues: dict[str, str]  # word to family
    deeds: dict[str, str]  # verb to the kind of deed
    governors: dict[str, frozenset[str]]  # verbs of speech by what they do to the clause they govern
    nouns: dict[str, str]  # of what is done with have, make, give: "look", "inquiries"; to the verb
    participles: dict[str, str]  # to the verb
    words: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]

    @property
    def governing(self) -> frozenset[str]:
        """Every verb that governs what is told."""
        return frozenset().union(*self.governors.values())


@cache
def lexicon(code: str | None) -> Lexicon | None:
    """Give a language's resources; None for a language whose undertakings memcon does not know."""
    file = resources.files(FOLDER) / (code or "en") / "commitments.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Lexicon(
        code or "en",
        {word: family for family, words in table["cues"].items() for word in words},
        {word: kind for kind, words in table["deeds"].items() for word in words},
        {name: frozenset(verbs) for name, verbs in table["governors"].items()},
        dict(table.get("nouns", {})),
        dict(table.get("participles", {})) | _regular(table["deeds"]),
        {name: frozenset(words) for name, words in table["words"].items()},
        {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table["patterns"].items()},
    )


def _regular(deeds: dict[str, list[str]]) -> dict[str, str]:
    """Give the participles in -ed of the verbs that are deeds."""
    found = {}
    for verb in (verb for verbs in deeds.values() for verb in verbs):
        stem = verb.removesuffix("e")
        found[f"{stem}ed"] = verb
        found[f"{stem}{stem[-1]}ed"] = verb
        if verb.endswith("y"):
            found[f"{verb[:-1]}ied"] = verb
    return found
