"""A sentence that holds two people's talk: "I asked whether ..., and he said that ..."."""

from __future__ import annotations

from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.mentions import Kind
from memcon.analysis.utterances.reading import Reading

JOINTS = (" and ", " but ", "; ", " while ", " whereupon ", " to which ", " and then ")


def second_cue(one: Reading, first: Cue, text: str) -> Cue | None:
    """Find a second main clause whose subject is printed anew right behind "and", "but" or a semicolon.

    A mere "he" after somebody in the third person goes on with the same; after "I" it is the other.
    """
    for cue in one.cues:
        mention = cue.subject.mention
        if (
            cue.at <= first.at
            or mention is None
            or cue.subject.shared
            or cue.subject.relative
            or cue.perfect
            or cue.aside
            or not cue.strong
            or cue.passive
        ):
            continue
        before = text[max(one.start, cue.start - 12) : cue.start]
        if not before.endswith(JOINTS) or not cue.past:
            continue
        if _differs(first, cue):
            return cue
    return None


def _differs(first: Cue, second: Cue) -> bool:
    one, two = first.subject.mention, second.subject.mention
    if one is None or two is None or one.words == two.words:
        return False
    return two.kind in (Kind.NAME, Kind.OFFICE, Kind.I) or (two.kind == Kind.HE and one.kind == Kind.I)
