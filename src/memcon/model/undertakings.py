"""Undertakings across records, what later papers tell of them, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.model.moves import Commitment


@dataclass(frozen=True, slots=True)
class Undertaken:
    """A commitment with what is known of its record.

    `id` depends on the record, the words and the promisor, so a later run gives the same one. `sentence` is the whole
    sentence, `context` what was said just before it, `cite` the paragraph: "¶4". `parties` are words of the names and
    sides of promisor and promisee, in lower case.
    """

    id: str
    commitment: Commitment
    sentence: str
    context: str
    date: str | None  # EDTF, of the record
    title: str | None
    cite: str
    citation: str | None  # where the paper lies, or its address
    language: str | None
    parties: frozenset[str] = frozenset()
    promisor: frozenset[str] = frozenset()  # words of the promisor's name alone, in lower case
    deed: str | None = None  # what is to be done, under one verb for all that mean it: convey, send, sign


@dataclass(frozen=True, slots=True)
class Done:
    """A deed that a sentence says was done, or was not (`denied`).

    `by` are words of whose it is; `to` is the text after it: to whom, and what.
    """

    deed: str
    by: frozenset[str]
    denied: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A sentence of a paper, or an outcome of the register, that may tell what came of an undertaking.

    `id` is that of the outcome, or "record@start". `tells` are the deeds it says were done or not; `signs` the words
    that say how: kept, partly, broken, overtaken. `material` is PLOVER's word for an outcome, "" for a sentence.
    """

    id: str
    text: str
    date: str | None  # EDTF
    language: str | None
    parties: frozenset[str]
    tells: tuple[Done, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()  # effect, words
    record: str | None = None
    start: int = 0
    end: int = 0
    cite: str | None = None
    title: str | None = None
    kind: str | None = None
    material: str | None = None

    @property
    def outcome(self) -> bool:
        """Whether it is a row of the register of outcomes."""
        return self.record is None
