"""How sentences are judged: by the heaviest sign alone, or by the trained model, which knows the signs too."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.analysis.acts.features import features
from memcon.analysis.acts.lexicon import Lexicon
from memcon.analysis.acts.links import answered
from memcon.analysis.acts.model import Model
from memcon.analysis.acts.rules import Judgement, judged
from memcon.analysis.acts.talk import Heard
from memcon.analysis.speech import speech
from memcon.model.moves import Label


def by_rules(talk: Sequence[Heard]) -> list[Judgement]:
    """Judge each sentence by its heaviest sign, and what follows a question as its answer."""
    return answered(talk, [judged(one.signs) for one in talk])


def by_model(talk: Sequence[Heard], known: Lexicon, trained: Model) -> list[Judgement]:
    """Judge each sentence by the label that the model claims most strongly."""
    resources = speech(known.code)
    if resources is None or not talk:
        return by_rules(talk)
    claims = trained.claimed(features(talk, known, resources))
    return [_chosen(one, trained, row) for one, row in zip(talk, claims.tolist(), strict=True)]


def _chosen(one: Heard, trained: Model, claims: Sequence[float]) -> Judgement:
    """Choose the strongest claim; the sign that speaks for the same label, if there is one, is its reason."""
    claim, label = max(zip(claims, trained.labels, strict=True))
    sign = next((shown for shown in one.signs if shown.sign.label == label), None)
    others = sorted(((other, name) for other, name in zip(claims, trained.labels, strict=True) if name != label))
    return Judgement(label, trained.certainty(claim), sign, _why(claim, label, others[-1]))


def _why(claim: float, label: Label, next_best: tuple[float, Label]) -> str:
    return f"likest to sentences that {VERBS[label]} ({claim:.2f}), then {VERBS[next_best[1]]} ({next_best[0]:.2f})"


VERBS = {
    Label.INFORM: "inform", Label.ASK: "ask", Label.ANSWER: "answer", Label.PROPOSE: "propose",
    Label.REQUEST: "request", Label.ACCEPT: "accept", Label.REJECT: "reject", Label.DEFER: "defer",
    Label.CONCEDE: "concede", Label.HOLD: "hold to a position", Label.PROMISE: "promise", Label.WARN: "warn",
    Label.APPRAISE: "praise or blame", Label.PROCEDURE: "order the talk",
}
