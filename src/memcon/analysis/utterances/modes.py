"""How talk is set down: reported, direct or narrated."""

from __future__ import annotations

from memcon.analysis.utterances.cues import Cue
from memcon.model.findings import Mode

QUOTED_SHARE = 0.5  # of a sentence inside quotation marks makes it direct


def mode_of_cue(cue: Cue) -> Mode:
    """A verb of speech with a clause reports words; one without tells only what was done."""
    if cue.clause or cue.aside:
        return Mode.REPORTED
    if cue.form.classes & {"say", "ask", "reply", "mind"} and cue.form.base not in NARRATING:
        return Mode.REPORTED
    return Mode.NARRATED


NARRATING = frozenset(
    {
        "agree",
        "discuss",
        "outline",
        "mention",
        "refer",
        "speak",
        "thank",
        "describe",
        "concur",
        "assent",
        "disagree",
        "express",
        "press",
        "emphasise",
        "question",
        "deny",
        "object",
        "protest",
        "read",
        "report",
        "explain",
        "repeat",
        "reiterate",
        "recall",
        "comment",
        "relate",
        "recount",
        "suggest",
        "urge",
        "stress",
        "emphasize",
        "request",
        "deplore",
        "approve",
        "regret",
    }
)
