"""Numbers for the names and labels that sentences are filed under: the index counts numbers, people read words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from memcon.archive.writing import write_words
from memcon.search.fields import CODED, UNKNOWN

APART = "\t"  # between a printed name and the id that the source or a ruling gives with it
OTHERS = ("role", "source", "record")  # filed under numbers, but nothing a question can ask for


@dataclass(slots=True)
class Ledger:
    """For each field its values, which only grow in number: a value keeps its code for the life of the index."""

    values: dict[str, list[str]] = field(default_factory=dict)
    _codes: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in (*CODED, *OTHERS):
            held = self.values.setdefault(name, [])
            self._codes[name] = {value: code for code, value in enumerate(held, 1)}

    def code(self, name: str, value: str | None) -> int:
        """Give the code of a value, a new one where it has none; UNKNOWN for what is not known."""
        if not value:
            return UNKNOWN
        codes = self._codes[name]
        found = codes.get(value)
        if found is None:
            self.values[name].append(value)
            found = codes[value] = len(self.values[name])
        return found

    def known(self, name: str, value: str) -> int:
        """Give the code of a value; UNKNOWN where no sentence bears it."""
        return self._codes[name].get(value, UNKNOWN)

    def value(self, name: str, code: int) -> str | None:
        """Give the value of a code; None for UNKNOWN."""
        return self.values[name][code - 1] if code != UNKNOWN else None

    def codes(self, name: str, values: Iterable[str]) -> list[int]:
        """Give the codes of values, without those that no sentence bears."""
        return [code for value in values if (code := self.known(name, value))]


def read(path: Path) -> Ledger:
    """Read a ledger; an empty one where there is no file."""
    return Ledger(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else Ledger()


def write(ledger: Ledger, path: Path) -> None:
    """Write a ledger, whole or not at all."""
    write_words(path, json.dumps(ledger.values, ensure_ascii=False))


def print_of(value: str) -> str:
    """Give the printed name of a speaker's entry."""
    return value.partition(APART)[0]


def entry(name: str | None, person: str | None = None) -> str | None:
    """Give the entry of a speaker: the printed name, with the id in the register where it is stated beside it."""
    return None if name is None else f"{name}{APART}{person}" if person else name
