"""How positions stand on an issue: where somebody gives way, hardens, puts off, and how a talk leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from memcon.inquiries.moves import QUIET, Move
from memcon.model.moves import Label

OPENS = (Label.PROPOSE, Label.REQUEST)
GRANTS = (Label.ACCEPT, Label.CONCEDE)
REFUSES = (Label.REJECT, Label.HOLD)
AGREED = (Label.ACCEPT, Label.CONCEDE, Label.PROMISE)
SURE = 0.6  # certainty below which a label is shown, but no claim is built on it
WORDS = {
    Label.ACCEPT: "accepted", Label.CONCEDE: "conceded", Label.PROMISE: "promised", Label.REJECT: "rejected",
    Label.HOLD: "insisted",
}  # fmt: skip
EXCHANGES = (Label.ASK, Label.ANSWER)
AWAITING = {Label.PROPOSE: "proposal", Label.REQUEST: "request", Label.ASK: "question"}
ENDINGS = {
    Label.ACCEPT: "agreed to, last by {}", Label.CONCEDE: "{} giving way", Label.PROMISE: "a promise by {}",
    Label.REJECT: "refused, last by {}", Label.HOLD: "{} insisting", Label.DEFER: "put off by {}",
    Label.WARN: "a warning by {}", Label.ANSWER: "an answer by {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """Who opened an issue in a talk with a proposal or request, and whether another granted something later."""

    opener: str | None
    taken_up: bool

    @classmethod
    def of(cls, moves: Sequence[Move]) -> Standing:
        """Read it from the moves of one talk."""
        first = opening(moves)
        if first is None or first.key is None:
            return cls(None, taken_up=False)
        later = [one for one in moves if one.start > first.start and counts(one)]
        return cls(first.key, any(one.label in GRANTS and one.key not in (None, first.key) for one in later))


def counts(move: Move) -> bool:
    """Tell whether a claim may rest on a move's label: a person gave it, or the machine is sure enough."""
    return move.certainty is None or move.certainty >= SURE


def opening(moves: Sequence[Move]) -> Move | None:
    """Give the first proposal or request; None where nobody makes one."""
    return next((one for one in moves if one.label in OPENS and counts(one)), None)


def with_notes(moves: Iterable[Move]) -> list[Move]:
    """Note on each move, in order, where a position moves against the same holder's last stand on the issue.

    Only the labels are compared: whether the same term is meant, the words must tell.
    """
    stand: dict[str, Move] = {}
    found = []
    for one in moves:
        if not counts(one):
            found.append(one)
            continue
        before = stand.get(one.key) if one.key else None
        found.append(replace(one, notes=tuple(_notes(one, before))))
        if one.key and one.label in (*AGREED, *REFUSES):
            stand[one.key] = one
    return found


def _notes(one: Move, before: Move | None) -> Iterable[str]:
    if one.label == Label.CONCEDE:
        yield "gives way"
    if one.label == Label.HOLD and one.force == "retract":
        yield "takes back what was offered"
    if before is None:
        return
    if one.label in GRANTS and before.label in REFUSES:
        yield f"had {WORDS[before.label]} {_when(one, before)}"
    if one.label in REFUSES and before.label in AGREED:
        yield f"hardens: had {WORDS[before.label]} {_when(one, before)}"


def _when(one: Move, before: Move) -> str:
    where = before.cite.split(",")[0]
    return where if one.record == before.record else f"on {before.date or 'a day not known'} ({before.record} {where})"


def left(moves: Sequence[Move]) -> str:
    """Say how a talk leaves an issue: by its last move that moves anything, or asks for something."""
    moving = [one for one in moves if one.label not in QUIET and counts(one)]
    if not moving:
        return "spoken of; nobody made a move that is sure"
    last = _telling(moving)
    name = last.holder or "one not named"
    if last.label in AWAITING:
        return f"{name}’s {AWAITING[last.label]} without an answer"
    return ENDINGS[last.label].format(name)


def _telling(moving: Sequence[Move]) -> Move:
    """Choose the move that tells how a talk leaves an issue: the last, but rather a position than an answer."""
    positions = [one for one in moving if one.label not in EXCHANGES]
    return positions[-1] if positions and moving[-1].label == Label.ANSWER else moving[-1]


def sequence(moves: Sequence[Move]) -> tuple[tuple[str, Label, int], ...]:
    """Give the moves of a talk in short: holder, label, how many in a row; those that move nobody left out.

    Questions and answers are left out too, where there is anything else.
    """
    found: list[tuple[str, Label, int]] = []
    moving = [one for one in moves if one.label not in QUIET and counts(one)]
    for one in [one for one in moving if one.label not in EXCHANGES] or moving:
        name = one.holder or "?"
        if found and found[-1][:2] == (name, one.label):
            found[-1] = (name, one.label, found[-1][2] + 1)
        else:
            found.append((name, one.label, 1))
    return tuple(found)
