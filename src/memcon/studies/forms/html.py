"""An account as one self-contained HTML page: no scripts, nothing fetched, light and dark, screen, phone and paper."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib import resources
from typing import Any

from memcon.inquiries.account.page import Account, Citation, Passage, Quotation, Words
from memcon.inquiries.account.telling import DOUBTFUL
from memcon.studies.form import Form
from memcon.studies.marks import marked

FOLDER = "memcon.studies.forms"


def write(account: Account) -> str:
    """Write an account as a page; whatever a record or a register says is text there, never mark-up."""
    written: str = _template().render(
        account=account, style=_file("page.css"), marked=marked, kind_of=_kind, place=_Places(account).of,
        name_of=lambda passage: _name(account, passage), doubtful=DOUBTFUL,
    )  # fmt: skip
    return written + "\n"


def _kind(piece: Words | Quotation | Citation) -> str:
    return type(piece).__name__.lower()


def _name(account: Account, passage: Passage) -> str:
    """Name a passage within the page; ids of records may hold anything, so they are counted."""
    records = list(dict.fromkeys([*account.records, *(one.record for one in account.passages)]))
    return f"p{records.index(passage.record) + 1}-{passage.start}"


class _Places:
    """Where on the page the passage of a citation stands, if it is there."""

    def __init__(self, account: Account) -> None:
        self._names: dict[str, list[tuple[int, int, str]]] = {}
        for passage in account.passages:
            named = (passage.start, passage.end, _name(account, passage))
            self._names.setdefault(passage.record, []).append(named)
        for passages in self._names.values():
            passages.sort()

    def of(self, citation: Citation) -> str | None:
        """Give the name of the first passage that a citation touches; None where the page has it not."""
        passages = self._names.get(citation.record, [])
        at = bisect_right(passages, (citation.start, 10**12, "")) - 1
        if at >= 0 and passages[at][1] > citation.start:
            return passages[at][2]
        return passages[at + 1][2] if at + 1 < len(passages) and passages[at + 1][0] < citation.end else None


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False).from_string(_file("page.html.j2"))


@cache
def _file(name: str) -> str:
    return (resources.files(FOLDER) / name).read_text(encoding="utf-8")


FORM = Form("html", ".html", write)
