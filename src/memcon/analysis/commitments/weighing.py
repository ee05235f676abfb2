"""How likely a sentence undertakes something: learnt weights of its signs."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.features import Sentence, holder, signs, signs_of
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.language import FOLDER

NAMELESS = 1.5  # what a clause weighs less that does not say what is to be done, or is a condition itself
CONDITIONS = ("if", "unless", "provided", "whether")
SHARE = 0.5  # of the weight of the clause that undertakes most, from which an earlier one is taken
FAMILIES = {
    "will": "what will be done", "should": "what should be done", "could": "what can be done", "promise": "a promise",
    "assure": "an assurance", "ready": "readiness", "glad": "readiness", "intend": "an intention",
    "decide": "a decision", "try": "an effort", "agree": "agreement", "offer": "an offer", "continue": "going on",
}  # fmt: skip
WHOSE = {
    "self": "the talker's own", "I told": "the talker's own", "we": "his side's", "we told": "his side's",
    "own": "his side's", "side": "of a government or body", "they": "theirs", "it": "of a thing", "you": "the hearer's",
    "none": "without a subject", "he": "of a man named",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """That a sentence undertakes something: how likely, and in which of its clauses."""

    certainty: float
    clause: Clause


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt by training/commitments.py. `threshold` is the certainty from which something is claimed."""

    bias: float
    signs: dict[str, float]
    threshold: float


@cache
def weights(code: str) -> Weights | None:
    """Give the weights of a language; None where none were learnt."""
    file = resources.files(FOLDER) / code / "commitments_weights.json"
    return Weights(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def weighed(one: Sentence, lexicon: Lexicon) -> Verdict | None:
    """Say whether a sentence undertakes something; None where that is unlikely."""
    learnt = weights(lexicon.code)
    if learnt is None:
        return None
    telling = {sign: learnt.signs[sign] for sign in signs(one, lexicon) if sign in learnt.signs}
    certainty = 1 / (1 + math.exp(-learnt.bias - sum(telling.values())))
    if certainty < learnt.threshold:
        return None
    return Verdict(certainty, _main(one, learnt, lexicon))


def _main(one: Sentence, learnt: Weights, lexicon: Lexicon) -> Clause:
    """Choose the clause that undertakes most; of several of one kind and one subject, the first."""
    weights = [sum(learnt.signs.get(sign, 0.0) for sign in signs_of(clause, one, lexicon)) for clause in one.clauses]
    if any(clause.verb for clause in one.clauses):  # "would be sent, the Soviet side promised": what is in the first
        weights = [w if clause.verb else w - NAMELESS for w, clause in zip(weights, one.clauses, strict=True)]
    weights = [w - NAMELESS if c.under in CONDITIONS else w for w, c in zip(weights, one.clauses, strict=True)]
    most = max(weights)
    best = one.clauses[weights.index(most)]
    first = next(
        clause
        for clause, weight in zip(one.clauses, weights, strict=True)
        if (clause.family, clause.subject) == (best.family, best.subject) and weight >= min(most, SHARE * most)
    )
    ready = (held for held in one.clauses if held.cue == first.verb_at and held.family in ("ready", "glad"))
    return next((held for held in ready if held.verb), first)  # "would be glad to"


def reason(one: Sentence, clause: Clause, lexicon: Lexicon) -> str:
    """Say in words what speaks for an undertaking: the cue with its verb, whose it is, what else points that way."""
    last = clause.cue if clause.verb_at is None else clause.verb_at
    words = one.tokens.printed(min(clause.cue, last), max(clause.cue, last))
    who = WHOSE.get(holder(clause, one, lexicon), "somebody else's")
    more = ["a time is named"] if lexicon.patterns["due"].search(one.text) else []
    more += ["under a condition"] if clause.under else []
    return "; ".join([f"“{words}”: {FAMILIES[clause.family]}, {who}", *more])
