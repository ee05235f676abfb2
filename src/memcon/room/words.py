"""The room's own words in each language: one TOML file a language, all with the same keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FOLDER = "memcon.room"
FIRST = "en"  # the language of whoever says nothing


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by key: "record.present"."""

    language: str
    _words: Mapping[str, str | list[str]]

    def __call__(self, key: str, /, **parts: object) -> str:
        """Give the words of a key, with parts filled in; the key itself where nobody wrote any."""
        found = self._words.get(key, key)
        return (found if isinstance(found, str) else found[-1]).format(**parts) if parts else str(found)

    def count(self, key: str, number: int, /, **parts: object) -> str:
        """Give the words of a key for a number, in the form that the number asks for."""
        found = self._words.get(key, key)
        form = found if isinstance(found, str) else found[min(_form(self.language, number), len(found) - 1)]
        return form.format(n=self.figure(number), **parts)

    def figure(self, number: float) -> str:
        """Write a whole number with thin gaps between its thousands."""
        return f"{number:,.0f}".replace(",", "\u202f" if self.language == "ru" else ",")

    def name(self, kind: str, word: str | None) -> str:
        """Give the name of one of a few: a form, an act, a status; the word itself where it has none."""
        key = f"{kind}.{word}"
        return self(key) if key in self._words else (word or "").replace("_", " ")

    def share(self, part: float, whole: float) -> str:
        """Write a share as per cent; a dash where there is nothing to share."""
        return f"{100 * part / whole:.0f}\u00a0%" if whole else "–"


def _form(language: str, number: int) -> int:
    """Say which form of a word goes with a number: 0, 1, 2 in Russian (1 запись, 2 записи, 5 записей), else 0, 1."""
    if language != "ru":
        return 0 if number == 1 else 1
    last, two = number % 10, number % 100
    return 0 if last == 1 and two != 11 else 1 if 2 <= last <= 4 and not 12 <= two <= 14 else 2


@cache
def languages() -> tuple[str, ...]:
    """List the languages there are words in."""
    names = (one.name for one in (resources.files(FOLDER) / "words").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def words(language: str) -> Words:
    """Give the words of a language; those of FIRST where there are none in it."""
    chosen = language if language in languages() else FIRST
    written = (resources.files(FOLDER) / "words" / f"{chosen}.toml").read_text(encoding="utf-8")
    return Words(chosen, dict(_flat(tomllib.loads(written))))


def _flat(table: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        found += _flat(value, f"{above}{key}.") if isinstance(value, Mapping) else [(above + key, value)]
    return found


def preferred(header: str) -> str:
    """Choose a language from a browser's Accept-Language."""
    wanted = []
    for at, part in enumerate(header.split(",")[:20]):
        name, _, rest = part.strip().partition(";q=")
        try:
            wanted.append((-float(rest or 1), at, name.split("-")[0].lower()))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(wanted) if name in languages()), FIRST)
