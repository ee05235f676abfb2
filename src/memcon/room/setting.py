"""How a page is printed: templates in which everything is text unless the room wrote it, and what they may use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from memcon.model.findings import Mode
from memcon.model.moves import Label
from memcon.room.page import Page
from memcon.room.words import Words, languages

# Letters that turn the direction of the line, and controls: shown as a box, one for one, so that places stay true.
HOSTILE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
BOX = "\u25af"


@dataclass(frozen=True)
class Setting:
    """What every page is printed with, beside its content."""

    room: str
    words: Words
    theme: str
    path: str
    query: Mapping[str, str]
    pages: Sequence[Page]
    key: str
    by: str = ""
    because: str = ""
    study: str = ""  # the study that the reader last put something into
    studies: Sequence[str] = ()
    frozen: str = ""  # of a copy in files: the day it was made

    @property
    def nav(self) -> list[Page]:
        """The pages named in the head of every page."""
        return sorted((one for one in self.pages if one.nav is not None), key=lambda one: one.nav or 0)

    @property
    def languages(self) -> Sequence[str]:
        """The languages that the reader can choose."""
        return languages()

    def with_query(self, **changed: object) -> str:
        """Give this page's address with other words behind its question mark; None takes one away."""
        kept = {**self.query, **{name: str(word) for name, word in changed.items() if word is not None}}
        gone = {name for name, word in changed.items() if word is None}
        rest = {name: word for name, word in kept.items() if name not in gone and word != ""}
        return quote(self.path) + (f"?{urlencode(rest)}" if rest else "")

    @property
    def claims(self) -> dict[str, Any]:
        """The words said again and again beside claims, looked up once."""
        names = ("why", "nobody", "link", "correct", "formerly", "cue", "checked", "doubtful")
        found: dict[str, Any] = {name: self.words(f"record.{name}") for name in names}
        found["acts"] = {label.value: self.words.name("act", label.value) for label in Label}
        found["modes"] = {mode.value: self.words.name("mode", mode.value) for mode in Mode}
        return found | {"unknown": self.words("unknown")}

    @property
    def twin(self) -> str:
        """The address of this page's JSON."""
        path = quote("/index" if self.path == "/" else self.path)
        return f"{path}.json" + (f"?{urlencode(self.query)}" if self.query else "")

    @property
    def signed(self) -> tuple[str, str]:
        """The name and the reason that the reader gave last."""
        return unquote(self.by), unquote(self.because)


def address(*parts: object) -> str:
    """Put an address together: address("r", record, "12-40") is "/r/RECORD/12-40", whatever signs the record bears."""
    return "/" + "/".join(quote(str(part), safe="") for part in parts)


def shown(value: Any) -> Any:
    """Make what turns the direction of a line visible; every word that a template prints goes through here."""
    return HOSTILE.sub(BOX, value) if type(value) is str and HOSTILE.search(value) else value


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("memcon.room", "templates"), autoescape=True, undefined=StrictUndefined, finalize=shown,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["address"] = address
    return made


def printed(template: str, content: Any, setting: Setting) -> str:
    """Print a page."""
    return _templates().get_template(template).render(page=content, s=setting, t=setting.words) + "\n"
