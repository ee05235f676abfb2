"""The claims of a record as the page shows them, each with what the machine claimed before a person ruled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.archive.viewing import View
from memcon.model.corrections import Correction, signature
from memcon.model.findings import Utterance
from memcon.model.moves import Act
from memcon.room.leaf import Span
from memcon.room.opening import Opened

COLOURS = 8  # colours of speakers that can be told apart; further speakers share the last, grey one
DOUBTFUL = 0.6  # certainty below which a claim is shown with a question mark


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who speaks in a record: name, person, place among the colours, how much of the words is theirs."""

    name: str | None
    person: str | None
    colour: int
    utterances: int
    letters: int


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance on the page. `state` is checked, doubtful or machine; `formerly` what the machine claimed there."""

    number: int
    start: int
    end: int
    name: str | None
    person: str | None
    colour: int
    to: str | None
    mode: str
    cue: str | None
    within: str | None
    certainty: float | None
    reason: str
    made_by: str
    state: str
    formerly: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An act on the page."""

    number: int
    start: int
    end: int
    label: str
    force: str | None
    reply: str | None
    holder: str | None
    condition: str | None
    cue: str | None
    certainty: float | None
    reason: str
    state: str
    formerly: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """An issue of the record: its label, how many passages it has, where it first stands, and why."""

    number: int
    label: str
    principal: bool
    passages: int
    start: int
    certainty: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment of the record."""

    start: int
    end: int
    promisor: str | None
    promisee: str | None
    what: str
    kind: str
    condition: str | None
    due: str | None
    certainty: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling on words of the record: who, when, why; `id` names it for taking it back."""

    id: str
    kind: str
    by: str
    at: str
    because: str
    words: str
    start: int
    end: int
    instead: str | None


def speakers(view: View) -> tuple[Speaker, ...]:
    """List those who speak, in the order in which they first do; whoever cannot be named comes last, without colour."""
    counted: Counter[str | None] = Counter(one.speaker_name for one in view.utterances)
    letters: Counter[str | None] = Counter()
    persons: dict[str | None, str | None] = {}
    for one in view.utterances:
        letters[one.speaker_name] += one.end - one.start
        persons[one.speaker_name] = persons.get(one.speaker_name) or one.speaker
    named = [name for name in dict.fromkeys(one.speaker_name for one in view.utterances) if name]
    order: list[str | None] = [*named, *([None] if None in counted else [])]
    return tuple(
        Speaker(name, persons[name], min(at, COLOURS - 1) if name else COLOURS, counted[name], letters[name])
        for at, name in enumerate(order)
    )


def said(opened: Opened, known: Sequence[Speaker]) -> tuple[Said, ...]:
    """Give the utterances of a record in order."""
    colours = {one.name: one.colour for one in known}
    claimed = opened.found.utterances
    return tuple(
        Said(
            number, one.start, one.end, one.speaker_name, one.speaker, colours[one.speaker_name], one.to,
            one.mode.value, one.cue, one.within, one.certainty, one.reason, one.made_by, _state(one),
            _formerly(one, claimed) if one.certainty is None else None,
        )
        for number, one in enumerate(opened.view.utterances)
    )  # fmt: skip


def _state(one: Utterance | Act) -> str:
    if one.certainty is None:
        return "checked"
    return "doubtful" if one.certainty < DOUBTFUL else "machine"


def _formerly(one: Utterance, claimed: Sequence[Utterance]) -> str | None:
    """Say what the machine claimed where a person ruled; None where the source itself says who speaks."""
    if one.made_by == "memcon":
        return None
    there = [its for its in claimed if its.start < one.end and one.start < its.end]
    return "; ".join(f"{its.speaker_name or '?'}{_sure(its.certainty)}: {its.reason}" for its in there[:3]) or "–"


def _sure(certainty: float | None) -> str:
    return "" if certainty is None else f" {certainty:.2f}"


def done(opened: Opened) -> tuple[Done, ...]:
    """Give the acts of a record in order."""
    first = {one.start: one for one in opened.found.acts if one.rank == "first"}
    return tuple(
        Done(
            number, one.start, one.end, one.label.value, one.force, one.reply.value if one.reply else None, one.holder,
            one.condition, one.cue, one.certainty, one.reason, _state(one),
            _label(first.get(one.start)) if one.certainty is None and one.made_by != "memcon" else None,
        )
        for number, one in enumerate(sorted(opened.view.acts, key=lambda one: (one.start, one.end)))
    )  # fmt: skip


def _label(one: Act | None) -> str:
    return "–" if one is None else f"{one.label.value}{_sure(one.certainty)}"


def about(view: View) -> tuple[tuple[About, ...], tuple[Span, ...]]:
    """Give the issues of a record, the principal one first, and the spans of their passages."""
    first = {one.label: one for one in reversed(view.issues)}
    counted = Counter(one.label for one in view.issues)
    ordered = sorted(first.values(), key=lambda one: (not one.principal, one.start))
    numbers = {one.label: number for number, one in enumerate(ordered)}
    found = tuple(
        About(numbers[one.label], one.label, one.principal, counted[one.label], one.start, one.certainty, one.reason)
        for one in ordered
    )
    return found, tuple(Span(one.start, one.end, numbers[one.label]) for one in view.issues)


def promised(view: View) -> tuple[Promised, ...]:
    """Give the commitments of a record in order."""
    return tuple(
        Promised(
            one.start, one.end, one.promisor, one.promisee, one.what, one.kind, one.condition, one.due, one.certainty,
            one.reason,
        )
        for one in view.commitments
    )  # fmt: skip


def ruled(rulings: Sequence[Correction]) -> tuple[Ruled, ...]:
    """Give the rulings on a record, the latest first."""
    return tuple(
        Ruled(
            signature(one), one.kind.value, one.by, one.at, one.because, " ".join(one.anchor.exact.split())[:160],
            one.anchor.start, one.anchor.end, one.instead,
        )
        for one in reversed(rulings)
        if one.anchor is not None
    )  # fmt: skip
