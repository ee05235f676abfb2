"""The course of one issue through a talk and through a series of talks: who raised it, and where positions moved.

What is worked out here is counted from acts that a machine labelled; the words and where they stand are the record's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from memcon.inquiries.company import Roll
from memcon.inquiries.hours import clock, hour
from memcon.inquiries.moves import QUIET, Move, plain
from memcon.inquiries.series import early
from memcon.inquiries.standing import Standing, counts, left, with_notes
from memcon.inquiries.terms import Terms
from memcon.model.dates import bounds, sort_key
from memcon.model.meetings import Talk
from memcon.model.moves import Label

SOFT = (Label.PROPOSE, Label.CONCEDE, Label.PROMISE)
HARD = (Label.HOLD, Label.WARN)
PAIR = 2  # parties that two talks share before one counts as a talk in which the issue could have been taken up


@dataclass(frozen=True, slots=True)
class TalkCourse:
    """The issue in one talk.

    `acts` counts all acts of the record, the moves among them. `left` says how the talk left the issue. `silent` counts
    the talks of at least two of the same parties since the talk before that had the issue, in which it was not touched;
    `days` the days since that talk, None where one of the dates is not to the day.
    """

    record: str
    title: str
    date: str | None
    hour: str | None
    place: str | None
    citation: str | None
    address: str | None
    parties: tuple[str, ...]
    moves: tuple[Move, ...]
    acts: int
    opened_by: str | None
    left: str
    days: int | None = None
    silent: int = 0
    own_date: bool = True


@dataclass(frozen=True, slots=True)
class Holder:
    """One who makes moves on the issue.

    `labels` counts moves whose label is sure enough; the others are in `moves` alone.
    `index` is soft to hard: (PROPOSE + CONCEDE + PROMISE) / (HOLD + WARN), None where nothing hard was counted.
    `opened` counts the talks in which the first proposal or request was theirs, `taken_up` those of them in which
    another accepted or conceded something later.
    """

    name: str
    moves: int
    labels: tuple[tuple[Label, int], ...]
    soft: int
    hard: int
    index: float | None
    opened: int
    taken_up: int


@dataclass(frozen=True, slots=True)
class Course:
    """The course of an issue.

    `of_talks` is how many records of talk were looked at, `acts` how many acts the talks with the issue have. `first`
    is the first move; `tied` how many other talks may have come before it by their dates. `elsewhere` counts
    documents that report no talk and carry the words, `unsure` moves whose label is less sure than SURE: these are
    listed, but no position, summary or count rests on them.
    """

    terms: Terms
    talks: tuple[TalkCourse, ...]
    of_talks: int
    labelled: int
    moves: int
    acts: int
    holders: tuple[Holder, ...]
    first: Move | None
    tied: int
    undated: int
    elsewhere: int
    unsure: int = 0


def course(
    found: Mapping[str, tuple[Sequence[Move], int]],
    scope: Iterable[Talk],
    roll: Roll,
    terms: Terms,
    labelled: int = 0,
    elsewhere: int = 0,
) -> Course:
    """Put the moves on an issue in order, and say where positions moved.

    Args:
        found: by record, the moves on the issue in order, and how many acts the record has.
        scope: the records of talk that were looked at.
        roll: who takes part in them.
        terms: what the issue is called.
        labelled: in how many records a passage is labelled so.
        elsewhere: how many documents that report no talk carry the words.
    """
    ordered = sorted(scope, key=_order)
    noted = iter(with_notes([move for talk in ordered for move in found.get(talk.record, ((), 0))[0]]))
    talks = []
    for talk in ordered:
        moves, acts = found.get(talk.record, ((), 0))
        if moves:
            talks.append(_talk(talk, tuple(next(noted) for _ in moves), acts, roll))
    talks = _since(talks, ordered, roll)
    first = next((move for talk in talks for move in talk.moves), None)
    return Course(
        terms,
        tuple(talks),
        len(ordered),
        labelled,
        sum(len(talk.moves) for talk in talks),
        sum(talk.acts for talk in talks),
        tuple(_holders(talks)),
        first,
        _tied(talks),
        sum(bounds(talk.date or "") == (None, None) for talk in talks),
        elsewhere,
        sum(not counts(move) for talk in talks for move in talk.moves if move.label not in QUIET),
    )


def _order(talk: Talk) -> tuple[object, ...]:
    minute = hour(talk)
    return *sort_key(talk.date)[:3], early(None if minute is None else clock(minute)), talk.record


def _talk(talk: Talk, moves: tuple[Move, ...], acts: int, roll: Roll) -> TalkCourse:
    minute = hour(talk)
    parties = [one for one in roll.parties.get(talk.record, ()) if one.part != "present"]
    return TalkCourse(
        talk.record,
        talk.title or talk.record,
        talk.date,
        None if minute is None else clock(minute),
        talk.place if talk.own_date else None,
        talk.citation,
        talk.address,
        tuple(plain(one.name) for one in parties or roll.parties.get(talk.record, ())),
        moves,
        acts,
        moves[0].holder,
        left(moves),
        own_date=talk.own_date,
    )


def _since(talks: Sequence[TalkCourse], scope: Sequence[Talk], roll: Roll) -> list[TalkCourse]:
    """Say how long the issue rested before each talk, and in how many talks of the same parties."""
    at = {talk.record: number for number, talk in enumerate(scope)}
    keys = {talk.record: {one.key for one in roll.parties.get(talk.record, ())} for talk in scope}
    found = list(talks[:1])
    for before, one in pairwise(talks):
        between = scope[at[before.record] + 1 : at[one.record]]
        silent = sum(talk.own_date and len(keys[talk.record] & keys[one.record]) >= PAIR for talk in between)
        found.append(replace(one, days=_days(before.date, one.date), silent=silent))
    return found


def _days(one: str | None, other: str | None) -> int | None:
    (first, last), (its_first, its_last) = bounds(one or ""), bounds(other or "")
    if first is None or its_first is None or first != last or its_first != its_last:
        return None
    return (its_first - first).days


def _tied(talks: Sequence[TalkCourse]) -> int:
    """Count the talks that may have come before the first: not later in date, and not told apart by the hour."""
    if not talks:
        return 0
    _, last = bounds(talks[0].date or "")
    starts = [(bounds(one.date or "")[0], one.hour) for one in talks[1:]]
    known = talks[0].hour
    return sum(
        start is not None and last is not None and start <= last and (start < last or known is None or its_hour is None)
        for start, its_hour in starts
    )


def _holders(talks: Sequence[TalkCourse]) -> Iterable[Holder]:
    """Count moves by holder, most first; those whose holder nobody could name are left out."""
    names: dict[str, str] = {}
    labels: dict[str, Counter[Label | None]] = {}
    for move in (move for talk in talks for move in talk.moves if move.key):
        names.setdefault(move.key or "", move.holder or "")
        its = labels.setdefault(move.key or "", Counter())
        its[move.label if move.label in QUIET or counts(move) else None] += 1
    opened: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for talk in talks:
        standing = Standing.of(talk.moves)
        if standing.opener:
            opened[standing.opener] += 1
            taken[standing.opener] += standing.taken_up
    order = sorted(labels, key=lambda key: (-_moving(labels[key]), -labels[key].total(), names[key]))
    for key in order:
        counted = labels[key]
        soft, hard = (sum(counted[label] for label in group) for group in (SOFT, HARD))
        ranked = tuple((label, counted[label]) for label in Label if counted[label])
        index = soft / hard if hard else None
        yield Holder(names[key], counted.total(), ranked, soft, hard, index, opened[key], taken[key])


def _moving(counted: Counter[Label | None]) -> int:
    return sum(count for label, count in counted.items() if label is not None and label not in QUIET)
