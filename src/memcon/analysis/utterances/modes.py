"""How talk is set down: reported, direct or narrated."""

from __future__ import annotations

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cues import Cue
from memcon.model.findings import Mode

QUOTED_SHARE = 0.5  # of a sentence inside quotation marks makes it direct


def mode_of_cue(cue: Cue, speech: Speech) -> Mode:
    """A verb of speech with a clause reports words; one without tells only what was done."""
    if cue.clause or cue.aside:
        return Mode.REPORTED
    if cue.form.classes & {"say", "ask", "reply", "mind"} and cue.form.base not in speech.words["narrating"]:
        return Mode.REPORTED
    return Mode.NARRATED
