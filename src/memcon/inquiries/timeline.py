"""Talks and the events beside them in one list, in order of date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from memcon.inquiries.company import fits, words_of
from memcon.inquiries.series import Meeting, early, within
from memcon.model.dates import Order, bounds, compare, sort_key
from memcon.model.register import Outcome


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline.

    `kind` is "talk", "told" (in a telegram or letter, dated by its sending) or what the register calls an event.
    `order` says how it lies to the line before: "after", "same" (day), or "overlapping" where no order can be claimed.
    """

    date: str | None  # EDTF
    kind: str
    title: str
    place: str | None
    parties: tuple[str, ...]
    ids: tuple[str, ...]  # records, or the event's id in the register of outcomes
    sources: tuple[str, ...] = ()
    hour: str | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Talks and events in order of their earliest day, the undated last; and how many of each there are."""

    moments: tuple[Moment, ...]
    talks: int
    events: int
    undated: int


def timeline(
    meetings: Iterable[Meeting],
    outcomes: Iterable[Outcome],
    since: date | None = None,
    until: date | None = None,
    names: Sequence[str] = (),
) -> Timeline:
    """Put talks and events in one list.

    Args:
        meetings: the talks that are wanted.
        outcomes: the register of outcomes.
        since: leaves out events that end before that day.
        until: leaves out events that begin after that day.
        names: of events, only those whose parties, title or terms hold all words of one of these names; all when empty.
    """
    talks = [
        Moment(one.date, "told" if one.told else "talk", one.title, one.place, one.parties, one.records, (), one.hour)
        for one in meetings
    ]
    events = [
        Moment(one.date, one.kind or "event", one.title, one.place, one.parties, (one.id,), one.sources)
        for one in outcomes
        if within(one.date, since, until) and _named(one, names)
    ]
    ordered = sorted([*talks, *events], key=lambda one: (*sort_key(one.date)[:3], early(one.hour), one.ids))
    moments = tuple(_placed(one, before) for one, before in zip(ordered, [None, *ordered], strict=False))
    undated = sum(bounds(one.date or "") == (None, None) for one in ordered)
    return Timeline(moments, len(talks), len(events), undated)


def _named(outcome: Outcome, names: Sequence[str]) -> bool:
    """Tell whether an event has to do with somebody: a family name or a side among its words."""
    if not names:
        return True
    words = frozenset().union(
        *(words_of(part) for part in outcome.parties), _plain(outcome.title), _plain(outcome.provisions)
    )
    return any(fits(asked, words) or asked <= words for name in names if (asked := words_of(name)))


def _plain(words: str | None) -> frozenset[str]:
    return frozenset(part.strip(".,;:()'’“”\"").lower() for part in (words or "").split())


def _placed(one: Moment, before: Moment | None) -> Moment:
    order = None if before is None else _order(before, one)
    return Moment(one.date, one.kind, one.title, one.place, one.parties, one.ids, one.sources, one.hour, order)


def _order(before: Moment, one: Moment) -> str:
    order = compare(before.date or "", one.date or "")
    return {Order.BEFORE: "after", Order.SAME: "same"}.get(order, str(order.value))
