"""What an act responds to: questions with their answers, positions with what the other side made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from memcon.analysis.acts.lexicon import Lexicon
from memcon.analysis.acts.rules import Judgement
from memcon.analysis.acts.talk import Heard
from memcon.model.moves import Label, Reply

FAR = 6  # sentences after a question in which its answer may begin
LONG_AGO = 25  # sentences after a proposal in which it may be taken up
SECONDS = frozenset({Label.ACCEPT, Label.REJECT, Label.DEFER, Label.CONCEDE, Label.HOLD})
FIRSTS = frozenset({Label.PROPOSE, Label.REQUEST, Label.HOLD, Label.CONCEDE})
MOVES_ON = frozenset({Label.PROCEDURE, Label.APPRAISE, Label.ASK})
ANSWERS = Judgement(Label.ANSWER, 1.0, None)


@dataclass(frozen=True, slots=True)
class Linked:
    """The number of the sentence that another responds to, and how."""

    to: int | None = None
    reply: Reply | None = None


def answered(talk: Sequence[Heard], judged: Sequence[Judgement]) -> list[Judgement]:
    """Let what the other says first after a question answer it, where it would otherwise merely inform."""
    found = list(judged)
    asked: int | None = None
    for number, (one, what) in enumerate(zip(talk, judged, strict=True)):
        if what.label == Label.ASK:
            asked = number
            continue
        if asked is None or number - asked > FAR or not _other(talk[asked], one):
            continue
        if what.label == Label.INFORM:
            found[number] = replace(what, label=Label.ANSWER, certainty=0.6)
        asked = None
    return found


def linked(talk: Sequence[Heard], judged: Sequence[Judgement], known: Lexicon) -> list[Linked]:
    """Say what each sentence responds to. A question's own entry says how it was answered, or that it was not."""
    found = [Linked() for _ in talk]
    asked: list[int] = []  # questions of one speaker that wait for an answer
    firsts: list[int] = []
    for number, (one, what) in enumerate(zip(talk, judged, strict=True)):
        waiting = [i for i in asked if number - i <= FAR and _other(talk[i], one)]
        if what.label == Label.ASK:
            _set(found, waiting, Reply.CLARIFY)
            at_once = _answers_itself(one)
            found[number] = Linked(None, reply_of(one, ANSWERS, known) if at_once else Reply.NONE)
            asked = [*([] if waiting else asked), *([] if at_once else [number])]
            continue
        if waiting and what.label not in MOVES_ON:
            how = reply_of(one, what, known)
            _set(found, waiting, how)
            found[number], asked = Linked(waiting[-1], how), []
        elif what.label == Label.ANSWER:
            found[number] = Linked(None, reply_of(one, what, known))
        elif what.label in SECONDS:
            first = next((i for i in reversed(firsts) if _other(talk[i], one) and number - i <= LONG_AGO), None)
            found[number] = Linked(first)
        if what.label in FIRSTS:
            firsts.append(number)
    return found


def _set(found: list[Linked], questions: Sequence[int], how: Reply) -> None:
    for number in questions:
        found[number] = Linked(None, how)


def _answers_itself(one: Heard) -> bool:
    """Tell whether question and answer stand in one sentence: "When asked whether ..., he said that ..."."""
    return any(shown.sign.group == "ANSWER.to a question" for shown in one.signs)


def _other(asker: Heard, one: Heard) -> bool:
    return asker.utterance.speaker_name != one.utterance.speaker_name


def reply_of(one: Heard, what: Judgement, known: Lexicon) -> Reply:
    """Tell how a sentence answers."""
    for kind in (Reply.IGNORANCE, Reply.DECLINE, Reply.DEFLECT, Reply.DODGE, Reply.PARTIAL, Reply.GENERAL):
        if any(phrase.pattern.search(one.read.words) for phrase in known.phrases.get(f"reply_{kind}", ())):
            return kind
    if what.label == Label.DEFER:
        return Reply.DODGE
    direct = any(phrase.pattern.search(one.read.words) for phrase in known.phrases.get("reply_explicit", ()))
    return Reply.EXPLICIT if direct or what.label in (Label.ANSWER, Label.ACCEPT, Label.REJECT) else Reply.IMPLICIT
