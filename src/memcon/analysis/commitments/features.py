"""What of a sentence speaks for or against an undertaking, as named signs; weights for them are learnt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.utterances.tokens import Tokens
from memcon.model.findings import Mode, Utterance

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
    kin: frozenset[str] = frozenset()  # words of the talker's name, office and side, in lower case


def signs(one: Sentence, lexicon: Lexicon) -> Iterator[str]:
    """Give the signs of a sentence; one may come twice."""
    low = one.tokens.low
    for clause in one.clauses:
        yield from signs_of(clause, one, lexicon)
    for name, pattern in lexicon.patterns.items():
        if pattern.search(one.text):
            yield f"pattern {name}"
    yield f"mode {one.said.mode.value}"
    if not lexicon.words["hedges"].isdisjoint(low):
        yield "hedged"
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


def signs_of(clause: Clause, one: Sentence, lexicon: Lexicon) -> Iterator[str]:
    """Give the signs of one clause."""
    family = f"not {clause.family}" if clause.negated else clause.family
    who = holder(clause, one, lexicon)
    broad = "state" if clause.deed == "state" else "deed" if clause.deed else "none" if clause.verb is None else "other"
    after = next((name for name, verbs in lexicon.governors.items() if clause.governor in verbs), "other")
    after = "nothing" if clause.governor is None else after
    how = " passive" if clause.passive else ""
    yield from (f"grade {one}" for one in _grades(clause, who, broad, after))
    yield family
    yield f"{family} {who}"
    yield f"{family} {broad}"
    yield f"{family} {who} {broad}{how}"
    yield f"{family} {clause.deed}"
    yield f"{family} after {after}"
    yield f"{family} {who} after {after}"
    yield f"{family} {who} {broad}{how} after {after}"
    if clause.verb:
        yield f"verb {family} {clause.verb}"


def _grades(clause: Clause, who: str, broad: str, after: str) -> Iterator[str]:
    """Give the great shapes of undertaking, whatever the words."""
    mine = who in ("self", "we", "own", "side", "they", "I told", "we told")
    will = clause.family == "will"
    told = after in ("say", "bind", "agree", "nothing")
    doing = broad in ("deed", "other")
    if will and who == "self" and told and doing:
        yield "he will do" if not clause.negated else "he will not do"
    if will and who in ("we", "own", "side") and told and doing:
        yield "his side will do" if not clause.negated else "his side will not do"
    if will and clause.passive and told:
        yield "it will be done"
    if will and after == "bind":
        yield "bound to"
    if will and after == "agree":
        yield "agreed to"
    if will and who == "self" and told and clause.deed in ("convey", "discuss", "study"):
        yield "he will see to it"
    if clause.family in ("ready", "glad") and broad == "deed" and mine and after not in ("ask", "wish"):
        yield "ready to do"
    if clause.family in ("promise", "try", "intend", "decide", "offer", "agree", "continue") and clause.verb:
        yield f"{clause.family} to do" if mine else f"other {clause.family} to do"
    if clause.negated and clause.family == "intend" and mine:
        yield "no intention of his"


def holder(clause: Clause, one: Sentence, lexicon: Lexicon) -> str:
    """Say whose the clause is: self (the talker), own (his side), you, third (somebody else), it or none."""
    kind, governed = clause.subject, clause.governed_by
    if kind == "name" and clause.subject_at is not None:
        names = (one.said.speaker_name or "").lower().replace(".", " ").split()
        return "self" if one.tokens.low[clause.subject_at] in names else "third"
    if kind in ("side", "other") and clause.subject_at is not None:
        before = one.tokens.low[max(0, clause.subject_at - 3) : clause.subject_at]
        if not lexicon.words["own"].isdisjoint(before):
            return "own"
        phrase = one.tokens.low[max(0, clause.subject_at - 2) : clause.subject_at + 1]
        return "own" if not one.kin.isdisjoint(phrase) else kind
    if kind in ("I", "we"):
        reported = one.said.mode == Mode.REPORTED and clause.told == "then" and governed in ("he", "name", "they")
        return "you" if reported and kind == "I" else f"{kind} told" if reported else "self" if kind == "I" else "we"
    if kind == "he":
        wished = clause.governor in lexicon.governors["wish"] or clause.governor in lexicon.governors["ask"]
        earlier = (held for held in one.clauses if held.cue < clause.cue and held.subject == "name")
        other = any(holder(held, one, lexicon) == "third" for held in earlier)
        return "third" if governed == "I" or wished else "he" if other else "self"
    return kind
