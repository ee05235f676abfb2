"""The account of one conversation, put together and passed through the gate; a pure function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from memcon.archive.viewing import View
from memcon.inquiries.account.afterwards import Later, afterwards
from memcon.inquiries.account.citing import lettered
from memcon.inquiries.account.exchanges import questions, sides
from memcon.inquiries.account.heading import head, present, title
from memcon.inquiries.account.others import LookingBack, around, contested, other_accounts, sources_cited
from memcon.inquiries.account.page import Account, Line, Passage, Refused, Section
from memcon.inquiries.account.running import course
from memcon.inquiries.account.short import in_short
from memcon.inquiries.account.sureness import how_sure, refusals
from memcon.inquiries.account.telling import Telling, telling
from memcon.inquiries.account.undertakings import Fate, commitments
from memcon.inquiries.gate import Gate, guarded
from memcon.model.register import Person

LONGEST_PASSAGE = 3000  # characters of a passage shown under an account
MOST_PASSAGES = 150


@dataclass(frozen=True, slots=True)
class Known:
    """What an archive knows beside the records themselves: its registers' rows, by id."""

    people: Mapping[str, Person] = field(default_factory=dict)
    events: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    disputes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)  # titles


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found across records for this account.

    `fates` is what came of each commitment of the first record, by its place among them; `later` are events that speak
    of its moves; `disputes` are the ids of
    contested points about the talk or its outcomes; `back` is where later records speak of it; `perhaps` says of
    records that are only proposed to report the same meeting why; `papers` are those quoted as evidence of `fates`.
    """

    fates: Mapping[int, Fate] = field(default_factory=dict)
    later: Sequence[Later] = ()
    disputes: Sequence[str] = ()
    back: Sequence[LookingBack] = ()
    perhaps: Mapping[str, str] = field(default_factory=dict)
    papers: Sequence[Telling] = ()


ALONE = Beside()


def tellings(views: Sequence[View], known: Known = NOTHING) -> tuple[Telling, ...]:
    """Make ready to tell of the records of one meeting; several are told apart by letters."""
    return tuple(telling(cite.view, cite, known.people) for cite in lettered(views))


def account(
    told: Sequence[Telling],
    known: Known = NOTHING,
    beside: Beside = ALONE,
    narrative: Section | None = None,
    refused: Sequence[Refused] = (),
) -> Account:
    """Give the account of one conversation.

    Args:
        told: its records; the account follows the course of the first and sets the others beside it.
        known: what the registers say.
        beside: what was found across records.
        narrative: a summary by a language model, if one was asked.
        refused: what did not pass the gate before.

    Returns:
        The account, without the lines that the gate refused; `refused` lists them.
    """
    first, *others = told
    disputes = contested(known.disputes[one] for one in beside.disputes if one in known.disputes)
    day = first.view.description.date
    sections = (
        present(first),
        in_short(first, beside.fates, beside.later),
        *([narrative] if narrative else []),
        course(first),
        questions(first),
        sides(first),
        commitments(first, beside.fates),
        afterwards(first, beside.later),
        other_accounts(others, disputes, beside.back, beside.perhaps),
        around(day.edtf if day else None, tuple(known.events.values())),
        how_sure(first),
    )
    made = Account(
        title(first), tuple(one.view.record.id for one in told), day.edtf if day else None, head(first), sections,
        refused=tuple(refused), language=first.view.description.language,
    )  # fmt: skip
    everyone = [*told, *(one.told for one in beside.back), *beside.papers]
    passed = guarded(made, Gate.of(one.view for one in everyone))
    return _finished(passed, everyone, known)


def _finished(passed: Account, everyone: Sequence[Telling], known: Known) -> Account:
    """Add what can be said only now: what the gate refused, the sources named, the passages cited."""
    lines = list(chain(passed.head, *(section.every_line() for section in passed.sections)))
    sections = tuple(
        replace(one, lines=(*one.lines[:-1], *refusals(passed), *one.lines[-1:])) if one.key == "sure" else one
        for one in passed.sections
    )
    named = sources_cited(lines, known.sources)
    kept = tuple(one for one in (*sections, named) if not one.empty)
    return replace(passed, sections=kept, passages=tuple(_passages(lines, everyone)))


def _passages(lines: Iterable[Line], everyone: Sequence[Telling]) -> Iterator[Passage]:
    """Give the passages that lines quote, each once, in order of the records and of the text."""
    by_record = {one.view.record.id: one for one in everyone}
    spans = sorted({(one.record, one.start, one.end) for line in lines for one in line.quotations()})
    shown: set[tuple[str, int]] = set()
    for record in by_record:
        for _, start, end in (span for span in spans if span[0] == record):
            for passage in _of(by_record[record], start, end):
                if (record, passage.start) not in shown and len(shown) < MOST_PASSAGES:
                    shown.add((record, passage.start))
                    yield passage


def _of(told: Telling, start: int, end: int) -> Iterator[Passage]:
    for one in told.cite.passages(start, end):
        words = told.view.record.text[one.start : one.end]
        cut = words if len(words) <= LONGEST_PASSAGE else words[:LONGEST_PASSAGE] + " …"
        spoken = [u.speaker_name for u in told.view.utterances if u.start < one.end and u.end > one.start]
        speakers = tuple(dict.fromkeys(told.called(name) for name in spoken))
        page = told.cite.page(one.start)
        printed = told.cite.cite(one.start, one.end).printed + (f", p. {page}" if page else "")
        yield Passage(told.view.record.id, one.start, one.end, printed, cut, speakers)
