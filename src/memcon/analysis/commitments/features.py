"""What of a sentence speaks for or against an undertaking, as named signs; weights for them are learnt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.utterances.tokens import Tokens
from memcon.model.findings import Utterance

OWN = ("I", "we", "he", "they", "name", "side")
LABELS = ("PROMISE", "ACCEPT", "DEFER", "PROPOSE", "PROCEDURE", "CONCEDE", "REQUEST", "ASK", "WARN", "HOLD", "REJECT")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of talk with its words, clauses and surroundings."""

    said: Utterance
    text: str
    tokens: Tokens
    clauses: Sequence[Clause]
    part: float  # where in the talk it stands, 0.0 to 1.0
    acts: tuple[str, ...] = ()  # labels of its acts other than INFORM
    before: tuple[str, ...] = ()  # of the sentence before it
    asked: bool = False  # the sentence before asks or requests


def signs(one: Sentence, lexicon: Lexicon) -> Iterator[str]:
    """Give the signs of a sentence; one may come twice."""
    low = one.tokens.low
    for clause in one.clauses:
        yield from signs_of(clause, one)
    for name, pattern in lexicon.patterns.items():
        if pattern.search(one.text):
            yield f"pattern {name}"
    yield f"mode {one.said.mode.value}"
    if "?" in low or any(word in lexicon.words["asking"] for word in low[:8]):
        yield "asks"
    if one.part > 0.8:
        yield "late"
    if one.part > 0.93:
        yield "last"
    yield f"length {min(4, len(low) // 15)}"
    yield from (f"act {label}" for label in one.acts)
    yield from (f"before {label}" for label in one.before)
    for place, word in enumerate(low):
        if word.isalpha():
            yield f"word {word}"
            if place + 1 < len(low) and low[place + 1].isalpha():
                yield f"words {word} {low[place + 1]}"


def signs_of(clause: Clause, one: Sentence) -> Iterator[str]:
    """Give the signs of one clause."""
    who = _whose(clause, one)
    no = "not " if clause.negated else ""
    yield f"{no}{clause.family}"
    yield f"{no}{clause.family} by {who}"
    yield f"{clause.family} {no}{clause.deed or 'other'}"
    yield f"{clause.family} by {who} {no}{clause.deed or 'other'}"
    if clause.verb:
        yield f"{clause.family} verb {clause.verb}"
    if clause.passive:
        yield f"{clause.family} passive {clause.deed or 'other'}"
    if clause.governor:
        yield f"{clause.family} after {clause.governor}"
        yield f"{clause.family} by {who} after {clause.governor}"


def _whose(clause: Clause, one: Sentence) -> str:
    """Say whose clause it is: the talker's own, or somebody else's."""
    if clause.subject in ("name", "other", "side") and clause.subject_at is not None:
        names = (one.said.speaker_name or "").lower().replace(".", " ").split()
        return "self" if one.tokens.low[clause.subject_at] in names else clause.subject
    return "self" if clause.subject in ("I", "he") else clause.subject
