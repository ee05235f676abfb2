"""What a page of the reading room declares, and what it is asked with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any

from memcon.room.reading import Reading
from memcon.room.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a page sees it: the archive, the parts of the address, what stands behind its question mark."""

    reading: Reading
    words: Words
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    by: str = ""  # the name under which the reader last ruled

    def number(self, name: str, otherwise: int, most: int = 10**9) -> int:
        """Give a whole number of the address or behind its question mark; `otherwise` where there is none."""
        written = self.parts.get(name, self.query.get(name, ""))
        return min(int(written), most) if written.isdecimal() and len(written) < 10 else otherwise

    def word(self, name: str) -> str:
        """Give a word behind the question mark, without blanks around it; "" where there is none."""
        return self.query.get(name, "").strip()


def _once(reading: Reading) -> Iterable[Mapping[str, str]]:
    del reading
    return ({},)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the room.

    `content` gives a frozen dataclass, from which both the page and its JSON twin are made. `address` is a pattern of
    Starlette; its parts come in `Asked.parts`. `nav` orders the pages named in the head of every page; None leaves one
    out. `every` gives the parts of all addresses that a copy of the whole room should hold. `table` gives the lines of
    a table in CSV, for programs; it stands at the same address with .csv behind it.
    """

    name: str  # "records": its template is records.html.j2, its title in words/*.toml is title.records
    address: str
    content: Callable[[Asked], Any]
    nav: int | None = None
    every: Callable[[Reading], Iterable[Mapping[str, str]]] = _once
    table: Callable[[Asked], Iterable[str]] | None = None

    @property
    def template(self) -> str:
        """The file under templates/."""
        return f"{self.name}.html.j2"


def plain(value: Any) -> Any:
    """Turn a page's content into what JSON can say; every field stands there, None too."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if not one.name.startswith("_")}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(one) for one in value]
    return value
