"""Which cue of a sentence governs it: the first of the main clause, an aside between commas before all."""

from __future__ import annotations

from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.mentions import Kind
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading


def governing(one: Reading, options: Mechanisms, *, outside: tuple[tuple[int, int], ...] = ()) -> Cue | None:
    """Choose the cue that says whose talk the sentence is; None where only movement or nothing is told.

    Args:
        one: the sentence.
        options: switched mechanisms.
        outside: spans of quotation marks; what is said inside them governs nothing.
    """
    able = [c for c in one.cues if _able(c, options) and not any(s < c.start < e for s, e in outside)]
    if not able:
        return None
    if options.first_cue == "off":
        return able[-1]
    asides = [c for c in able if c.aside and c.strong and not c.subject.noun]
    if asides:
        return asides[0]
    if one.fronted:
        after = [c for c in able if c.subject.first > 1]
        if after:
            return after[0]
    first = (
        next(
            (c for c in able[1:3] if c.strong and c.subject.shared and c.subject.mention is able[0].subject.mention),
            able[0],
        )
        if not able[0].strong
        else able[0]
    )
    by = first.passive and first.agent is not None and options.agents == "on"
    return first if first.subject.noun == "" or by else None


RUMOURED = frozenset({"say", "report", "believe", "understand", "think", "allege", "know"})  # "are said to be"


def _able(cue: Cue, options: Mechanisms) -> bool:
    if cue.subject.relative or cue.perfect or cue.subordinate:
        return False
    if cue.aside and options.parentheticals == "off":
        return False
    if cue.passive and options.passives == "off":
        return False
    agent = cue.agent is not None and cue.agent.kind != Kind.THEY and options.agents == "on"
    if cue.passive and not cue.form.classes & {"tell", "ask", "say", "reply", "mind"} and not agent:
        return False
    if cue.form.classes == {"going"}:
        return False
    if cue.passive and cue.form.base in RUMOURED and not cue.subject.impersonal and cue.agent is None:
        return False
    return not cue.subject.noun or (cue.strong and cue.clause) or (cue.passive and agent and cue.past)


def is_movement(one: Reading) -> Cue | None:
    """Give the coming or going that a sentence tells."""
    return next(
        (c for c in one.cues if "going" in c.form.classes and not c.subject.relative and not c.subject.noun), None
    )


def first_person(cue: Cue) -> bool:
    """Whether the subject is "I" or "we", or left out."""
    return cue.subject.dropped or (cue.subject.mention is not None and cue.subject.mention.kind in (Kind.I, Kind.WE))
