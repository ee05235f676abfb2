"""A second act in a sentence: "agreed, and asked that the text be sent" accepts, and requests in its second clause."""

from __future__ import annotations

import re

from memcon.analysis.acts.rules import Judgement, Shown
from memcon.analysis.acts.talk import Heard
from memcon.model.moves import Label

PLAIN = 0.4  # weight of a sign that may show a second act
SHORTEST = 3  # words between the first act's sign and the second's
STOP = re.compile(r"[;:] | (?:and|but) ")


def second(one: Heard, what: Judgement) -> tuple[Shown, int, int] | None:
    """Find the second act of a sentence: its sign, and its clause, half-open in the record's text.

    The heaviest sign of another label that begins a clause of its own after the sentence's opening. None where there is
    no such sign.
    """
    for sign in one.signs:
        apart = sign.sign.label not in (what.label, Label.INFORM, Label.ANSWER) and sign.sign.weight >= PLAIN
        before = one.read.words[:sign.start].split()
        if apart and len(before) >= SHORTEST and _joins(before, one.read.words[sign.start:].split()[:1]):
            return sign, *_clause(one, sign)
    return None


def _joins(before: list[str], first: list[str]) -> bool:
    """Tell whether a clause begins here: behind a joining word or a stop, or with one."""
    joints = {"and", "but", ";", ",", ":", "then", "also"}
    return before[-1] in joints or bool(joints & set(first))


def _clause(one: Heard, sign: Shown) -> tuple[int, int]:
    """Give the stretch from the sign to the end of its clause, in the record."""
    start, last = one.read.place(sign.start, sign.end)
    stop = STOP.search(one.text, last)
    end = stop.start() if stop is not None else len(one.text)
    return one.place(start, max(end, last))
