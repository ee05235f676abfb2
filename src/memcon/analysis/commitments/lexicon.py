"""How a language says that something is undertaken: cue words by family, deeds, patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.analysis.language import FOLDER


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by hand: words that undertake something, what kind of undertaking that is, and how sure."""

    pattern: re.Pattern[str]
    kind: str
    certainty: float


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
    rules: tuple[Rule, ...] = ()  # of a language for which no weights were learnt
    governing: frozenset[str] = frozenset()  # every word of `governors`
    passed: frozenset[str] = frozenset()  # words between a cue and the verb of what is to be done


@cache
def lexicon(code: str | None) -> Lexicon | None:
    """Give a language's resources; None for a language whose undertakings memcon does not know."""
    file = resources.files(FOLDER) / (code or "en") / "commitments.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    words = {name: frozenset(listed) for name, listed in table["words"].items()}
    return Lexicon(
        code or "en",
        {word: family for family, words in table.get("cues", {}).items() for word in words},
        {word: kind for kind, words in table.get("deeds", {}).items() for word in words},
        {name: frozenset(verbs) for name, verbs in table.get("governors", {}).items()},
        dict(table.get("nouns", {})),
        dict(table.get("participles", {})) | _regular(table.get("deeds", {})),
        words,
        {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table["patterns"].items()},
        tuple(
            Rule(re.compile(rule["pattern"], re.IGNORECASE), rule["kind"], rule["certainty"])
            for rule in table.get("rules", ())
        ),
        frozenset(verb for verbs in table.get("governors", {}).values() for verb in verbs),
        frozenset().union(*(words.get(name, frozenset()) for name in ("adverbs", "he", "articles"))),
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
