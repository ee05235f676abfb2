"""What the languages know for an account: how they call a main issue, a talk, a day; see languages/XX/account.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from memcon.analysis.language import FOLDER, known

FILE = "account.toml"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's words for an account; patterns as written in its file."""

    main_issue: tuple[str, ...]
    encounters: tuple[str, ...]
    negations: frozenset[str]
    months: tuple[str, ...]
    day_first: str
    month_first: str
    that: tuple[str, ...]
    asks: tuple[str, ...]
    prepositions: tuple[str, ...]

    def day(self, day: date) -> Iterator[str]:
        """Give patterns for a day of the month as this language prints it, without its year."""
        month = re.escape(self.months[day.month - 1])
        for pattern in (self.day_first, self.month_first):
            if pattern:
                yield rf"\b{pattern.format(day=day.day, month=month)}\b"


@cache
def tongues() -> tuple[Tongue, ...]:
    """Read every language that has such a file, English first."""
    files = [resources.files(FOLDER) / code / FILE for code in known()]
    return tuple(_read(file.read_text(encoding="utf-8")) for file in files if file.is_file())


@cache
def tongue(code: str | None) -> Tongue:
    """Give one language's words; English ones for a language without such a file."""
    file = resources.files(FOLDER) / (code or "en") / FILE
    return _read(file.read_text(encoding="utf-8")) if file.is_file() else tongue("en")


def _read(words: str) -> Tongue:
    table = tomllib.loads(words)
    return Tongue(
        tuple(table["main_issue"]), tuple(table["encounters"]), frozenset(table["negations"]), tuple(table["months"]),
        table["day_first"], table["month_first"], tuple(table["that"]), tuple(table["asks"]),
        tuple(table["prepositions"]),
    )  # fmt: skip
