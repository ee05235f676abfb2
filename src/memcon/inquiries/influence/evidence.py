"""What the measures of influence read: the acts of a series of meetings, each with whose it is, in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from memcon.archive.viewing import View
from memcon.inquiries.company import Roll
from memcon.inquiries.moves import who
from memcon.model.findings import Mode, Utterance
from memcon.model.moves import Act, IssuePassage

OTHERS = 2  # the number, in the column `side`, of those who belong to neither side
VERBATIM = 0.9  # share of the words of a record in direct speech from which it counts as a transcript

ACTS: dict[str, Any] = {
    "act": pl.Int64,  # number of the act, the same in every table of one Evidence
    "meeting": pl.Int32,  # number of the meeting, in order of date
    "record": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "at": pl.Int32,  # place among the acts of its record, 0 first
    "rank": pl.String,  # first: the weightiest of its sentence; second: one on a clause
    "side": pl.Int8,  # 0 or 1: the side asked for; OTHERS: named, of neither; null: nobody can be named
    "key": pl.String,  # who holds it, the same in all records; null: nobody can be named
    "holder": pl.String,
    "label": pl.String,
    "force": pl.String,
    "reply": pl.String,
    "mode": pl.String,
    "certainty": pl.Float64,  # null: a person says so
    "polarity": pl.String,
    "condition": pl.String,
    "time": pl.String,
    "within": pl.String,
    "answers": pl.Int64,  # number of the act it responds to
    "issue": pl.String,  # id, the same in all records where people joined issues, else the label folded
    "label_of_issue": pl.String,
    "principal": pl.Boolean,
    "begins": pl.Boolean,  # the first act of its issue in the record
    "words": pl.Int32,  # white-space separated
    "text": pl.String,
}
CHECKED: dict[str, Any] = {
    "act": pl.Int64,
    "label": pl.String,  # what a person found it to be; null: nobody speaks these words
    "side": pl.Int8,
    "key": pl.String,
    "holder": pl.String,
}
STRATA: dict[str, Any] = {"act": pl.Int64, "stratum": pl.String}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are asked about: its name, and the keys of those who belong to it.

    `fitting` names those whom a person's name may mean, where they are several: all of them count.
    """

    name: str
    keys: frozenset[str]
    also: frozenset[str] = frozenset()  # names of the side itself, folded: "the mongolian side"
    fitting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting, by the record that is read for it; the other records of the meeting are not counted again.

    `perhaps` tells that an open proposal holds it to be the same as another meeting; `interpreted` that the record
    names an interpreter, by office or by name.
    """

    record: str
    title: str
    date: str | None
    verbatim: bool
    words: int = 0
    perhaps: bool = False
    form: str | None = None
    language: str | None = None
    interpreted: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The meetings of two sides, in order of date, and their acts.

    `acts` has the columns of ACTS, as the archive stands with people's rulings laid over; `claimed` the same as the
    machine claimed them. `checked` has the columns of CHECKED: the acts of a random sample that a person has looked at,
    with what was found; empty where there is none, and `lacking` says why. `strata` has the columns of STRATA: from
    which part of the population each act was drawn, or could have been; it gives the probabilities.
    `addressed` says to whom an act is addressed, where the record says it.
    """

    meetings: tuple[Met, ...]
    sides: tuple[Side, Side]
    acts: pl.DataFrame
    claimed: pl.DataFrame
    checked: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CHECKED))
    utterances: Mapping[str, tuple[Utterance, ...]] = field(default_factory=dict)  # by record, of transcripts only
    texts: Mapping[str, str] = field(default_factory=dict)  # by record, of transcripts only
    addressed: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # by act: keys and names
    strata: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=STRATA))
    lacking: str | None = None

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two sides."""
        return self.sides[0].name, self.sides[1].name


@dataclass(slots=True)
class Gatherer:
    """Lays the acts of records out in rows; acts of one place have one number in all tables it makes."""

    sides: tuple[Side, Side]
    roll: Roll
    one_issue: Mapping[str, str]  # label folded, or id: the id or label that stands for it in all records
    numbers: dict[tuple[str, int, int, str], int] = field(default_factory=dict)
    held: dict[tuple[str, str | None, str], tuple[str | None, str | None]] = field(default_factory=dict)

    def rows(
        self, meeting: int, view: View, acts: Iterable[Act], issues: Sequence[IssuePassage]
    ) -> Iterator[tuple[Any, ...]]:
        """Give a row for each act of one record, in order."""
        ordered = sorted(acts, key=lambda one: (one.start, one.end))
        by_start = {one.start: self._number(one) for one in reversed(ordered)}
        begun: set[str] = set()
        for at, act in enumerate(ordered):
            key, name = self._who(act)
            passage = next((one for one in issues if one.start < act.end and act.start < one.end), None)
            issue = None if passage is None else self._issue(passage)
            words = view.record.text[act.start : act.end]
            yield (
                self._number(act), meeting, act.record, act.start, act.end, at, act.rank,
                self._side(key, name, act.person), key, name, act.label.value, act.force,
                None if act.reply is None else act.reply.value, act.mode.value,
                act.certainty, act.polarity, act.condition, act.time, act.within,
                None if act.responds_to is None else by_start.get(act.responds_to), issue,
                None if passage is None else passage.label, bool(passage and passage.principal),
                issue is not None and issue not in begun, len(words.split()), words,
            )  # fmt: skip
            if issue is not None:
                begun.add(issue)

    def addressed(self, acts: Iterable[Act]) -> Iterator[tuple[int, tuple[tuple[str, str], ...]]]:
        """Give to whom acts are addressed, by the numbers of the acts; only those of which the record says it."""
        for act in acts:
            named = [self._who(replace(act, holder=name, person=None)) for name in (act.to or "").split(", ") if name]
            known = tuple((key, name) for key, name in named if key is not None and name is not None)
            if known:
                yield self._number(act), known

    def whose(self, act: Act) -> tuple[int | None, str | None, str | None]:
        """Give side, key and name of whoever holds an act."""
        key, name = self._who(act)
        return self._side(key, name, act.person), key, name

    def _number(self, act: Act) -> int:
        return self.numbers.setdefault((act.record, act.start, act.end, act.rank), len(self.numbers))

    def _who(self, act: Act) -> tuple[str | None, str | None]:
        if act.holder is None:
            return None, None
        held = (act.holder, act.person, act.record)
        if held not in self.held:
            self.held[held] = who(act, act.record, self.roll)
        return self.held[held]

    def _side(self, key: str | None, name: str | None, person: str | None) -> int | None:
        if key is None:
            return None
        folded = (name or "").casefold().removeprefix("the ")
        for number, side in enumerate(self.sides):
            if key in side.keys or person in side.keys or folded in side.also:
                return number
        return OTHERS

    def _issue(self, passage: IssuePassage) -> str:
        folded = passage.label.casefold()
        return self.one_issue.get(folded) or self.one_issue.get(passage.issue) or folded


def table(rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Make a table of acts of rows."""
    return pl.DataFrame(list(rows), schema=ACTS, orient="row")


def is_verbatim(utterances: Sequence[Utterance], text: str) -> bool:
    """Tell whether nearly all words of talk are set down as direct speech; False where nobody speaks."""
    counted = [(len(text[one.start : one.end].split()), one.mode == Mode.DIRECT) for one in utterances]
    spoken = sum(words for words, _ in counted)
    return spoken > 0 and sum(words for words, direct in counted if direct) >= VERBATIM * spoken
