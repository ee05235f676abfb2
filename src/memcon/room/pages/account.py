"""The account of one conversation, each sentence on its words, printable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.inquiries.account.page import Account, Citation, Line, Quotation, Words
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.studies.marks import marked
from memcon.studies.verbs import account


@dataclass(frozen=True, slots=True)
class AccountContent:
    """The account of a record's meeting; None while it is being worked out."""

    title: str
    record: str
    account: Account | None

    @staticmethod
    def mark(line: Line) -> str:
        """Give the mark that says who says a line and how certain it is."""
        return marked(line)

    @staticmethod
    def kind(piece: Words | Quotation | Citation) -> str:
        """Say what a piece of a line is: words, quotation, citation."""
        return type(piece).__name__.lower()


def content(asked: Asked) -> AccountContent:
    """Give the account of a conversation; no language model is asked from here.

    Raises:
        NotFound: nothing fits, or the record was not processed yet.
    """
    record = asked.parts["record"]
    made = asked.reading.awaited("account", record, lambda: account(asked.reading.archive, record, model_at=""))
    return AccountContent(made.title if made else asked.words("title.account"), record, made)


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    talks, _ = reading.talks()
    return ({"record": one.records[0]} for one in (talks.meetings if talks else ()))


PAGE = Page("account", "/account/{record:path}", content, every=_every)
