"""How a language shows what the talk is about: its cues, and the words that make a name for an issue."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.analysis.language import FOLDER


@dataclass(frozen=True, slots=True)
class Lore:
    """The resources of one language; words are in lower case."""

    code: str
    capitals: str  # what a capital inside a sentence shows: names, or nouns
    join: frozenset[str]
    determiners: frozenset[str]
    stop: frozenset[str]
    generic: frozenset[str]
    endings: tuple[str, ...]  # longest first
    cues: dict[str, re.Pattern[str]]


@cache
def lore(code: str | None) -> Lore:
    """Give a language's resources; a language without any is read with those of English."""
    file = resources.files(FOLDER) / (code or "en") / "issues.toml"
    if not file.is_file():
        file = resources.files(FOLDER) / "en" / "issues.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Lore(
        code=code or "en",
        capitals=table["capitals"],
        join=frozenset(table["join"]),
        determiners=frozenset(table["determiners"]),
        stop=frozenset(table["stop"].split()),
        generic=frozenset(table["generic"].split()),
        endings=tuple(sorted(table["endings"], key=len, reverse=True)),
        cues={name: re.compile("|".join(listed), re.IGNORECASE) for name, listed in table["cues"].items()},
    )
