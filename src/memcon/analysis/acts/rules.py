"""Hand-written rules: of the signs that a sentence shows the heaviest labels it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.analysis.acts.lexicon import Lexicon, Sign, fired
from memcon.analysis.acts.sentences import Sentence
from memcon.model.moves import Label

INFORMS = 0.75  # certainty that a sentence without any sign informs
LIGHTEST = 0.3  # weight below which a sign labels nothing by itself; it is still a feature for the model


@dataclass(frozen=True, slots=True)
class Shown:
    """A sign in its place; half-open in the words of the sentence."""

    sign: Sign
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a sentence does, why, and how sure."""

    label: Label
    certainty: float
    shown: Shown | None  # the sign that decided, or speaks for it; None where none does
    likeness: str = ""  # what the trained model found it like


def shown(known: Lexicon, one: Sentence) -> tuple[Shown, ...]:
    """Give the signs of a sentence, heaviest first; of equal ones the first in the sentence."""
    found = [Shown(sign, start, end) for sign, start, end in fired(known, one.words)]
    return tuple(sorted(found, key=lambda s: (-s.sign.weight, s.start)))


def judged(signs: Sequence[Shown]) -> Judgement:
    """Label a sentence by its signs."""
    if not signs or signs[0].sign.weight < LIGHTEST:
        return Judgement(Label.INFORM, INFORMS, None)
    return Judgement(signs[0].sign.label, signs[0].sign.weight, signs[0])
