"""The moves on one issue in one record: which acts belong to it, whose they are, where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memcon.archive.viewing import View
from memcon.inquiries.account.citing import Citing, citing
from memcon.inquiries.account.quoting import quoted
from memcon.inquiries.company import Roll, ends, may_stand_for, titles, words_of
from memcon.model.moves import Act, Label

QUIET = (Label.INFORM, Label.APPRAISE, Label.PROCEDURE)  # labels that move nobody's position


@dataclass(frozen=True, slots=True)
class Move:
    """One act on the issue, with its words and where they stand.

    `basis` is why it belongs to the issue: "label" (its passage is labelled so), "words" (its own words carry the
    term), or "answer" (it answers a move, or is answered by one). `notes` say where a position moved.
    """

    record: str
    start: int
    end: int
    date: str | None
    label: Label
    force: str | None
    key: str | None  # who holds it, the same in all records; None where nobody can be named
    holder: str | None
    to: str | None
    words: str
    cite: str  # the paragraph: ¶4
    basis: str
    certainty: float | None
    condition: str | None = None
    notes: tuple[str, ...] = ()


def moves(view: View, pattern: re.Pattern[str], roll: Roll) -> tuple[Move, ...]:
    """Give the moves on an issue in one record, in order.

    An act belongs to the issue when it stands in a passage whose issue is called so, when its words carry the term, or
    when it answers such an act or is answered by it.
    """
    acts, basis = _on(view, pattern)
    numbers = citing(view) if basis else None
    return tuple(_move(view, acts[at], why, numbers, roll) for at, why in sorted(basis.items()) if numbers is not None)


def starts(view: View, pattern: re.Pattern[str]) -> set[int]:
    """Give where the moves on an issue begin in one record; see `moves`."""
    acts, basis = _on(view, pattern)
    return {acts[at].start for at in basis}


def _on(view: View, pattern: re.Pattern[str]) -> tuple[list[Act], dict[int, str]]:
    """Give a record's acts in order, and by their places why they belong to an issue."""
    spans = [(one.start, one.end) for one in view.issues if pattern.search(one.label)]
    acts = sorted(view.acts, key=lambda one: (one.start, one.end))
    basis: dict[int, str] = {}
    for at, act in enumerate(acts):
        if any(start < act.end and act.start < end for start, end in spans):
            basis[at] = "label"
        elif pattern.search(view.record.text, act.start, act.end):
            basis[at] = "words"
    _answers(acts, basis)
    return acts, basis


def _answers(acts: Sequence[Act], basis: dict[int, str]) -> None:
    """Add what answers a move, and what a move answers; one step from the words, not further."""
    starts = {act.start: at for at, act in reversed(list(enumerate(acts)))}
    sure = set(basis)
    for at, act in enumerate(acts):
        other = starts.get(act.responds_to) if act.responds_to is not None else None
        if other is None:
            continue
        if other in sure and at not in basis and act.label not in QUIET:
            basis[at] = "answer"
        elif at in sure and act.label not in QUIET:
            basis.setdefault(other, "answer")


def _move(view: View, act: Act, basis: str, numbers: Citing, roll: Roll) -> Move:
    key, name = who(act, view.record.id, roll)
    date = view.description.date
    return Move(
        view.record.id,
        act.start,
        act.end,
        date.edtf if date else None,
        act.label,
        act.force,
        key,
        name,
        act.to,
        quoted(view.record.text, act.start, act.end, act.label, view.description.language),
        numbers.cite(act.start, act.end).printed,
        basis,
        act.certainty,
        act.condition,
    )


def who(act: Act, record: str, roll: Roll) -> tuple[str | None, str | None]:
    """Give whose act it is: a key and a name that are the same in all records."""
    if act.holder is None:
        return None, None
    mine = words_of(act.holder)
    if len(act.holder.strip(".: ")) == 1:
        return _initial(act.holder.strip(".: ").lower(), record, roll) or (f"{record} {act.holder}", act.holder)
    for party in roll.parties.get(record, ()):
        prints = roll.printed.get(party.key, ())
        if party.person is not None and party.person == act.person:
            return party.key, plain(party.name)
        if mine in prints or may_stand_for(act.holder, party.name):
            return party.key, plain(party.name)
    known = next((key for key, prints in roll.printed.items() if len(mine) > 1 and mine in prints), None)
    return known or act.person or " ".join(sorted(mine)) or act.holder, plain(act.holder)


def _initial(letter: str, record: str, roll: Roll) -> tuple[str, str] | None:
    """Give who stands behind a label of one letter: the only one who speaks whose family name begins so."""
    parties = [one for one in roll.parties.get(record, ()) if one.part == "speaks"]
    meant = [one for one in parties if any(word.startswith(letter) for word in ends(one.name))]
    return (meant[0].key, plain(meant[0].name)) if len(meant) == 1 else None


def plain(name: str) -> str:
    """Give a name without its titles: "Chou En-lai"; whole where nothing else is left."""
    dropped = set(titles(name))
    kept = [word for word in name.split() if word.strip(".,").lower() not in dropped]
    return " ".join(kept) or name


def holders(found: Iterable[Move]) -> tuple[str, ...]:
    """Name those who make a move, in the order of their first."""
    return tuple(dict.fromkeys(one.holder for one in found if one.holder))
