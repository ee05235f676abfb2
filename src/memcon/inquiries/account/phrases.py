"""Acts, replies and outcomes in a historian's words."""

from __future__ import annotations

from memcon.model.moves import Act, Label, Reply, Status

VERBS = {
    Label.INFORM: "says",
    Label.ASK: "asks",
    Label.ANSWER: "answers",
    Label.PROPOSE: "proposes",
    Label.REQUEST: "requests",
    Label.ACCEPT: "agrees",
    Label.REJECT: "rejects",
    Label.DEFER: "puts off",
    Label.CONCEDE: "gives way",
    Label.HOLD: "stands firm",
    Label.PROMISE: "undertakes",
    Label.WARN: "warns",
    Label.APPRAISE: "judges",
    Label.PROCEDURE: "arranges",
}
FORCES = {
    "caution": "cautions",
    "ask": "asks for",
    "warn": "warns",
    "urge": "urges",
    "demand": "demands",
    "threaten": "threatens",
    "ultimatum": "gives an ultimatum",
    "insult": "insults",
    "insist": "insists",
    "retract": "takes back",
}
JUDGED = {"positive": "welcomes", "negative": "regrets"}
REPLIES = {
    Reply.EXPLICIT: "explicit",
    Reply.IMPLICIT: "implicit",
    Reply.GENERAL: "general",
    Reply.PARTIAL: "in part",
    Reply.DODGE: "dodged",
    Reply.DEFLECT: "deflected",
    Reply.DECLINE: "declined",
    Reply.IGNORANCE: "does not know",
    Reply.CLARIFY: "asks back",
    Reply.NONE: "no answer",
}
STATUSES = {
    Status.OPEN: "open",
    Status.CONDITIONAL: "conditional",
    Status.KEPT: "kept",
    Status.PARTLY: "kept in part",
    Status.BROKEN: "broken",
    Status.OVERTAKEN: "overtaken",
    Status.UNKNOWN: "unknown",
}
LANGUAGES = {"en": "English", "ru": "Russian", "de": "German", "fr": "French", "mn": "Mongolian"}
TALK = frozenset((Label.INFORM, Label.APPRAISE))  # what only says something; every other act is a move
PRESSED = frozenset((Label.PROPOSE, Label.REQUEST, Label.WARN))
GAVE = frozenset((Label.ACCEPT, Label.CONCEDE, Label.PROMISE))
REFUSED = frozenset((Label.REJECT, Label.DEFER, Label.HOLD))


def verb(act: Act) -> str:
    """Say what an act does: "asks", and where its force is known "urges"."""
    if act.label in (Label.REQUEST, Label.WARN, Label.HOLD, Label.CONCEDE) and act.force in FORCES:
        return FORCES[act.force]
    if act.label == Label.APPRAISE and act.polarity in JUDGED:
        return JUDGED[act.polarity]
    return VERBS[act.label]


def counted(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its word: "1 question", "3 questions", "no question"."""
    if count == 0:
        return f"no {one}"
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def share(part: float) -> str:
    """Write a share as a whole percentage; what is there is never "0 %"."""
    whole = round(part * 100)
    return f"{whole} %" if whole or part == 0 else "under 1 %"
