"""A record cut into the rows of the index: its sentences, with whose they are and what is known of them."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from memcon.analysis.resolving import Resolved
from memcon.analysis.speech import Speech, speech
from memcon.analysis.utterances.free_order.stage import whole_sentences
from memcon.analysis.utterances.sentences import is_short, sentences
from memcon.archive.viewing import View
from memcon.model.dates import bounds
from memcon.model.findings import Utterance
from memcon.model.moves import Act, IssuePassage
from memcon.model.record import Passage, Role, TextClass
from memcon.search.fields import KIND, NEVER, RULED, UNKNOWN, VAGUE
from memcon.search.ledger import Ledger, entry

MACHINE = "memcon"
HUNDREDTHS = 100
ENDING = re.compile(r"[.!?…][^\w\s]{0,8}\d{0,3}(?=\s+\S)|\n\s*\n")  # what may end one before the stretch ends
LETTER = re.compile(r"[^\W_]")
UNSPOKEN = {TextClass.FRAME: "frame", TextClass.EDITORS: "editors"}
F = TypeVar("F", Utterance, Act, IssuePassage)


class Row(NamedTuple):
    """One sentence, or the part of it that one person speaks; half-open in the record, in code points."""

    kind: str
    text: str
    start: int
    end: int
    paragraph: int  # 0 for what is no paragraph of the document itself
    role: str
    speaker: str | None = None  # an entry of the ledger
    to: str | None = None
    side: str | None = None
    office: str | None = None
    mode: str | None = None
    acts: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    certainty: int = UNKNOWN
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sentences of a record have in common, as numbers: the same words begin each of its rows."""

    head: str
    ledger: Ledger
    known: dict[tuple[object, ...], str]  # what rows are filed under, written already

    @classmethod
    def of(cls, numbers: Mapping[str, int], ledger: Ledger, known: dict[tuple[object, ...], str]) -> Shared:
        """Write the beginning of each row once."""
        return cls(json.dumps(dict(numbers))[:-1], ledger, known)

    def packed(self, row: Row) -> str:
        """Write a row as the engine reads it: one JSON object."""
        filed = (row.kind, *row[5:])
        tail = self.known.get(filed)
        if tail is None:
            tail = self.known[filed] = self._filed(row)
        return (
            f'{self.head}, "{row.kind}": {json.dumps(row.text)}, "start": {row.start}, "end": {row.end}, '
            f'"paragraph": {row.paragraph}, {tail}'
        )

    def _filed(self, row: Row) -> str:
        code = self.ledger.code
        acts = [code("act", one) for one in row.acts] or UNKNOWN
        issues = [code("issue", one) for one in row.issues] or UNKNOWN
        return (
            f'"in": {KIND[row.kind]}, "role": {code("role", row.role)}, '
            f'"speaker": {code("speaker", row.speaker)}, "to": {code("to", row.to)}, "side": {code("side", row.side)}, '
            f'"office": {code("office", row.office)}, "mode": {code("mode", row.mode)}, "act": {acts}, '
            f'"issue": {issues}, "certainty": {row.certainty}, "checked": {int(row.checked)}}}'
        )


@dataclass(frozen=True, slots=True)
class Laid(Generic[F]):
    """Findings of one kind in order, with where each begins, to find those that touch a stretch."""

    held: tuple[F, ...]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # the furthest end so far

    @classmethod
    def of(cls, found: Iterable[F]) -> Laid[F]:
        """Lay findings in order."""
        held = tuple(sorted(found, key=lambda one: (one.start, one.end)))
        ends = list(accumulate((one.end for one in held), max))
        return cls(held, [one.start for one in held], ends)

    def touching(self, start: int, end: int) -> list[F]:
        """Give those that share a letter with a half-open stretch, in order."""
        likely = self.held[bisect_right(self.ends, start) : bisect_left(self.starts, end)]
        return [one for one in likely if one.start < end and start < one.end]


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a record's talk: findings in order, and the side and office of each by the printed name."""

    spoken: Laid[Utterance]
    acts: Laid[Act]
    issues: Laid[IssuePassage]
    parties: Mapping[str, tuple[str | None, str | None]]
    sides: Mapping[str, str | None]  # by the id in the register
    resolved: Mapping[str, Resolved]  # by the printed name

    @classmethod
    def of(cls, view: View, sides: Mapping[str, str | None]) -> Found:
        """Lay out what is known of a record."""
        parties = {one.name: (one.side, one.office) for one in view.description.present}
        return cls(
            Laid.of(view.utterances), Laid.of(view.acts), Laid.of(view.issues), parties, sides, view.persons
        )

    def side(self, one: Utterance) -> str | None:
        """Give the side of somebody who speaks: as printed in the record, else as the register has it."""
        printed = self.parties.get(one.speaker_name or "", (None, None))[0]
        return printed or self.sides.get(one.speaker or "")

    def speaker(self, one: Utterance) -> str | None:
        """Give the entry of somebody who speaks; an id that the register gives by the name alone is no part of it."""
        known = self.resolved.get(one.speaker_name or "")
        stated = one.speaker if known is None or known.person != one.speaker else None
        return entry(one.speaker_name, stated)


def rows(view: View, sides: Mapping[str, str | None] = MappingProxyType({})) -> Iterator[Row]:
    """Cut a record into rows, in the order of its text; every letter that is no blank stands in at most one.

    Args:
        view: the record as it stands.
        sides: the side of each person of the register, for speakers whose side is not printed.
    """
    found = Found.of(view, sides)
    language = speech(view.description.language)
    number = 0
    for passage in view.record.passages:
        counts = passage.text_class == TextClass.BODY and passage.role != Role.SPEAKER_LABEL
        number += counts
        text = view.record.text
        if passage.text_class != TextClass.BODY:
            kind = UNSPOKEN[passage.text_class]
            for start, end in _sentences(text, passage.start, passage.end, language):
                yield Row(kind, text[start:end], start, end, 0, passage.role.value)
        else:
            yield from _body(text, passage, number if counts else 0, found, language)


def _body(text: str, passage: Passage, number: int, found: Found, language: Speech | None) -> Iterator[Row]:
    """Cut a passage where one speaker's words end, and the pieces into sentences; the rest is the document's own."""
    at, role = passage.start, passage.role.value
    for one in found.spoken.touching(passage.start, passage.end):
        start, end = max(one.start, at), min(one.end, passage.end)
        if start < end:
            yield from _document(text, (at, start), number, role, language)
            for span in _sentences(text, start, end, language):
                yield _talk(text, span, number, role, one, found)
            at = end
    yield from _document(text, (at, passage.end), number, role, language)


def _sentences(text: str, start: int, end: int, language: Speech | None) -> Iterator[tuple[int, int]]:
    """Cut a stretch into sentences, without the blanks around them; most stretches of talk are one, and are so told."""
    words = text[start:end]
    begin, stop = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    if begin >= stop:
        return
    if all(is_short(text, begin, one.end()) for one in ENDING.finditer(text, begin, stop)):
        yield begin, stop
        return
    plain = text[begin:stop]
    whole = language is not None and "short" in language.patterns
    for first, last in whole_sentences(plain, language) if whole and language else sentences(plain):
        if first < last:
            yield begin + first, begin + last


def _document(
    text: str, stretch: tuple[int, int], number: int, role: str, language: Speech | None
) -> Iterator[Row]:
    if LETTER.search(text, *stretch):
        for start, end in _sentences(text, *stretch, language):
            if LETTER.search(text, start, end):
                yield Row("document", text[start:end], start, end, number, role)


def _talk(text: str, span: tuple[int, int], number: int, role: str, one: Utterance, found: Found) -> Row:
    start, end = span
    acts, issues = found.acts.touching(start, end), found.issues.touching(start, end)
    return Row(
        "talk", text[start:end], start, end, number, role, found.speaker(one), entry(one.to), found.side(one),
        found.parties.get(one.speaker_name or "", (None, None))[1], one.mode.value,
        tuple(dict.fromkeys(act.label.value for act in acts)), tuple(dict.fromkeys(its.label for its in issues)),
        RULED if one.certainty is None else max(1, round(one.certainty * HUNDREDTHS)),
        checked=one.made_by != MACHINE or any(act.made_by != MACHINE for act in acts),
    )  # fmt: skip


def dated(edtf: str | None) -> dict[str, int]:
    """Give the first and last day of a date as numbers, and its year where it has one."""
    first, last = bounds(edtf or "")
    if first is None and last is None:
        return {"first": NEVER, "last": 0, "year": UNKNOWN}
    one_year = first and last and first.year == last.year
    return {
        "first": first.toordinal() if first else 1,
        "last": last.toordinal() if last else NEVER,
        "year": first.year if one_year and first else VAGUE,
    }
