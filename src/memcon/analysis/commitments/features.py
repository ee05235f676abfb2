"""What of a sentence speaks for or against an undertaking, as named signs; weights for them are learnt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.utterances.tokens import Tokens
from memcon.model.findings import Mode, Utterance

NOT_HIS = frozenset({"must", "might", "may", "should", "seemed", "appeared", "likely"})
PATTERNS = ("condition", "temporal", "due", "agreed_by_both", "no_intention", "nothing_done", "past")
RELATIVE = ("what", "which", "why", "how", "where", "who", "whom")
SETTLING = ("agree", "decide")
MINE = ("self", "we", "own", "side", "they", "I told", "we told")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of talk with its words, clauses and surroundings."""

    said: Utterance
    text: str
    tokens: Tokens
    clauses: Sequence[Clause]
    part: float  # where in the talk it stands, 0.0 to 1.0
    kin: frozenset[str] = frozenset()  # words of the talker's name, office and side, in lower case


def signs(one: Sentence, lexicon: Lexicon) -> Iterator[str]:
    """Give the signs of a sentence; one may come twice."""
    low = one.tokens.low
    for clause in one.clauses:
        yield from signs_of(clause, one, lexicon)
    for name in PATTERNS:
        if lexicon.patterns[name].search(one.text):
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
    yield from (f"grade {grade}" for grade in _grades(clause, one, who, broad, after))
    yield family
    yield f"{family} {who}"
    yield f"{family} {broad}"
    yield f"{family} {who} {broad}{how}"
    yield f"{family} {clause.deed}"
    yield f"{family} after {after}"
    yield f"{family} {who} after {after}"
    if lexicon.patterns["due"].search(one.text):
        yield f"{family} {who} in time"
        if clause.passive:
            yield f"{family} passive in time"
    yield f"{family} {who} {broad}{how} after {after}"
    if clause.verb:
        yield f"verb {family} {clause.verb}"
    end = clause.cue if clause.subject_at is None else clause.subject_at
    if (word := next((w for w in one.tokens.low[max(0, end - 3) : end][::-1] if w in RELATIVE), None)) is not None:
        yield f"relative {word}"  # "what he would discuss", "one statement which he would make"
        yield f"{family} relative"
    if clause.under:
        yield f"under {clause.under}"
        yield f"{family} under"
    if clause.told != "then":
        yield f"told {clause.told}"
        yield f"{family} told {clause.told}"
    if clause.family in ("promise", "assure", "agree", "offer"):
        yield f"{family} {'finite' if clause.finite else 'not finite'}"


def _grades(clause: Clause, one: Sentence, who: str, broad: str, after: str) -> Iterator[str]:
    """Give the great shapes of undertaking, whatever the words."""
    told = after in ("say", "bind", "agree", "nothing") and clause.told != "before"
    if clause.family == "should" and (after == "agree" or any(h.family in SETTLING for h in one.clauses)):
        yield "agreed to"
    if not told or clause.under:
        return
    if clause.family == "will":
        yield from _of_will(clause, who, broad, after)
        return
    mine = who in MINE
    if clause.negated:
        if clause.family == "intend" and mine:
            yield "no intention of his"
        return
    if clause.family in ("ready", "glad") and broad in ("deed", "other") and mine and _is_now(clause, one):
        yield "ready to do"
    if clause.family == "promise" and clause.finite:
        yield "promised"
    later = (held for held in one.clauses if held.cue > clause.cue)
    if clause.family == "assure" and clause.finite and any(held.family in ("will", "intend") for held in later):
        yield "assured that"
    if clause.family in ("try", "intend", "decide", "offer", "agree", "continue") and clause.verb:
        yield f"{clause.family} to do" if mine else f"other {clause.family} to do"


def _is_now(clause: Clause, one: Sentence) -> bool:
    """Tell readiness from what was, must or may be: "would be glad to", not "was glad to", "must be prepared"."""
    before = one.tokens.low[max(0, clause.cue - 4) : clause.cue]
    return ("be" in before or clause.family == "ready") and NOT_HIS.isdisjoint(before)


def _of_will(clause: Clause, who: str, broad: str, after: str) -> Iterator[str]:
    """Give the shapes of "would do"."""
    no = "not " if clause.negated else ""
    doing = broad in ("deed", "other")
    if who == "self" and doing:
        yield f"he will {no}do"
        if clause.deed in ("convey", "discuss", "study") and not clause.negated:
            yield "he will see to it"
    if who in ("we", "own", "side") and doing:
        yield f"{'his side' if who != 'side' else 'a side'} will {no}do"
    if clause.passive:
        yield "it will be done"
    if after == "bind":
        yield "bound to"
    if after == "agree":
        yield "agreed to"


def holder(clause: Clause, one: Sentence, lexicon: Lexicon) -> str:
    """Say whose the clause is: self (the talker), own (his side), you, third (somebody else), it or none."""
    kind, governed = clause.subject, clause.governed_by
    names = (one.said.speaker_name or "").lower().replace(".", " ").split()
    if kind == "name" and clause.subject_at is not None:
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
        if governed == "name" and clause.governed_at is not None and one.tokens.low[clause.governed_at] not in names:
            return "third"  # "he said that Dr. Soong stated he would"
        wished = clause.governor in lexicon.governors["wish"] or clause.governor in lexicon.governors["ask"]
        earlier = (held for held in one.clauses if held.cue < clause.cue and held.subject == "name")
        other = any(holder(held, one, lexicon) == "third" for held in earlier)
        return "third" if governed == "I" or wished else "he" if other else "self"
    if kind == "none" and clause.cue < 2:
        return "self"  # in telegrams: "Would raise it with President"
    return kind
