"""How one record reports: in which tense, whose "I" it is, whether turns are labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.mentions import Kind
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.model.description import Description, Form

OWN_PAPERS = (Form.TELEGRAM, Form.LETTER, Form.DIARY, Form.REPORT, Form.MESSAGE, Form.NOTE, Form.MEMORANDUM)


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for a whole record."""

    present: bool  # "Rusk says", so "Rusk said" is an earlier talk
    i_writes: bool  # "I" is the hand that wrote, else the one who talks
    we_writes: bool
    own_paper: bool  # a telegram or letter: the hand that wrote is never "he"

    @property
    def writes_itself(self) -> bool:
        """Whether the hand that wrote may give its own views, now, beside what was said, then."""
        return (self.own_paper or self.i_writes) and not self.present


def habits(readings: Sequence[Reading], description: Description, options: Mechanisms) -> Habits:
    """Read a record's habits off its cues."""
    named = [c for r in readings for c in r.cues[:1] if c.strong and not c.perfect and _is_named(c)]
    present = options.tense == "on" and sum(not c.past for c in named) > sum(c.past for c in named)
    paper = description.form in OWN_PAPERS
    own = [c for r in readings for c in r.cues if c.past and not c.perfect]
    i = sum(_of_kind(c, Kind.I) or (paper and c.subject.dropped) for c in own if c.strong or c.passive or not present)
    we = sum(_of_kind(c, Kind.WE) for c in own if c.strong)
    others = sum(c.past for c in named)
    writes = options.drafter == "on"
    return Habits(
        present,
        writes and i > (1 if present and not paper else 0),
        writes and ((paper and we > 0) or we * 2 > others + 1) and not (present and not paper),
        paper,
    )


def _is_named(cue: Cue) -> bool:
    return (
        cue.subject.mention is not None
        and cue.subject.mention.kind in (Kind.NAME, Kind.OFFICE, Kind.HE)
        and not cue.passive
    )


def _of_kind(cue: Cue, kind: Kind) -> bool:
    return cue.subject.mention is not None and cue.subject.mention.kind == kind
