"""How a language shows what the talk is about: its cues, and the words that make a name for an issue."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from memcon.analysis.language import FOLDER

SHORTEST = 4  # letters left when an ending is cut off, where a language says nothing else
UNKNOWN = 1.0  # rarity of a word that the table of a language does not hold, as a share of the greatest
KNOWN = "issue_words.toml"  # learnt from a language's documents by training/issue_words.py; a language may lack it


@dataclass(frozen=True, slots=True)
class Lore:
    """The resources of one language; words are in lower case.

    `cues` hold for each sign of a change of topic its pattern and how many of a sentence's first words are looked at;
    0 means all of them.
    """

    code: str
    capitals: str  # what a capital inside a sentence shows: names, or nouns
    join: frozenset[str]
    determiners: frozenset[str]
    stop: frozenset[str]
    generic: frozenset[str]
    verbs: frozenset[str]
    modifiers: frozenset[str]
    nouns: frozenset[str]  # words that the patterns for verbs and modifiers fit, and which are nouns
    proper: frozenset[str]  # common words that are names where they bear a capital: States
    titles: frozenset[str]  # with a name behind them they are somebody
    letters: str  # what script its words are written in: latin, cyrillic
    endings: tuple[str, ...]  # longest first
    shortest: int  # letters left when an ending is cut off
    cues: dict[str, tuple[re.Pattern[str], int]]
    patterns: dict[str, re.Pattern[str]]
    rarity: dict[str, float] = field(default_factory=dict)  # of a stem, 0.0 in every paragraph to 1.0 hardly anywhere
    infinitive: frozenset[str] = frozenset({"to"})  # words behind which a plain word is a verb
    genitive: frozenset[str] = frozenset()  # articles that join two phrases by themselves
    compounds: tuple[str, ...] = ()  # what joins the parts of a compound word; none where words are not compounded

    def weight(self, stem: str) -> float:
        """Say how rare a stem is in documents of the language, 0.0 to 1.0."""
        return self.rarity.get(stem, UNKNOWN)


@cache
def lore(code: str | None) -> Lore:
    """Give a language's resources; a language without any is read with those of English."""
    table = _table(code or "en", "issues.toml")
    code = str(code) if code and table else "en"
    table = table or _table("en", "issues.toml")
    learnt = _table(code, KNOWN)
    return Lore(
        code=code,
        capitals=table["capitals"],
        join=frozenset(table["join"]),
        determiners=frozenset(table["determiners"]),
        stop=frozenset(table["stop"].split()),
        generic=frozenset(table["generic"].split()),
        verbs=frozenset(learnt.get("verbs", "").split()),
        modifiers=frozenset(learnt.get("modifiers", "").split()),
        nouns=_nouns(learnt, table),
        proper=frozenset(table.get("proper", "").split()),
        titles=frozenset(table.get("titles", "").split()),
        letters=table.get("letters", "latin"),
        endings=tuple(sorted(table["endings"], key=len, reverse=True)),
        shortest=table.get("shortest", SHORTEST),
        cues={
            name: (re.compile(one["pattern"], re.IGNORECASE), one.get("first", 0))
            for name, one in table["cues"].items()
        },
        patterns={name: re.compile(one) for name, one in table.get("patterns", {}).items()},
        rarity=_rarity(learnt.get("rarity", {})),
        infinitive=frozenset(table.get("infinitive", ())),
        genitive=frozenset(table.get("genitive", ())),
        compounds=tuple(table.get("compounds", ())),
    )


def _nouns(learnt: dict[str, Any], table: dict[str, Any]) -> frozenset[str]:
    """Join the nouns that were learnt with those listed; of verbal nouns only those listed count."""
    verbal = re.compile(table.get("patterns", {}).get("verbal_noun", r"(?!)"))
    found = (word for word in learnt.get("nouns", "").split() if not verbal.search(word))
    return frozenset(found) | frozenset(table.get("nouns", "").split())


def _rarity(table: dict[str, str]) -> dict[str, float]:
    """Read the table of rarities: a figure in hundredths, and the stems that have it."""
    return {stem: int(figure) / 100 for figure, stems in table.items() for stem in stems.split()}


def _table(code: str, name: str) -> dict[str, Any]:
    file = resources.files(FOLDER) / code / name
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
