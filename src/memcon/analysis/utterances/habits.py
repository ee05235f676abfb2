"""How one record reports: in which tense, whose "I" it is, whether turns are labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.hands import FROM_LINE
from memcon.analysis.utterances.mentions import Kind
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.analysis.utterances.sentences import Block
from memcon.model.description import Description, Form

HEAD = 8  # blocks from the beginning in which a sender shows
LINE = 90  # letters of a line above the body
OFTEN = 2  # paragraphs that speak to the reader
YOU = re.compile(r"\b(?:[Yy]ou|[Yy]our)\b")
QUOTED = re.compile(r"[“‘\"][^”’\"]{0,600}[”’\"]")
SENT = re.compile(
    r"(?i)^(?:[a-z]{1,3}\.? ?)?\d{1,6}[.:]?\s+(?:(?:top |most )?secret|confidential|restricted|unclassified|immediate|"
    r"priority|routine|personal|important)\b"
)  # "828. Unclassified Immediate" numbers a cablegram
OWN_PAPERS = (Form.TELEGRAM, Form.LETTER, Form.DIARY, Form.REPORT, Form.MESSAGE, Form.NOTE, Form.MEMORANDUM)


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for a whole record."""

    present: bool  # "Rusk says", so "Rusk said" is an earlier talk
    i_writes: bool  # "I" is the hand that wrote, else the one who talks
    we_writes: bool
    own_paper: bool  # a telegram or letter: the hand that wrote is never "he"

    @property
    def hand_writes(self) -> bool:
        """Whether the hand that wrote is "I" or "we", never "he"."""
        return self.i_writes or self.we_writes or self.own_paper

    @property
    def writes_itself(self) -> bool:
        """Whether the hand that wrote may give its own views, now, beside what was said, then."""
        return (self.own_paper or self.i_writes) and not self.present


def addresses_reader(blocks: Sequence[Block]) -> bool:
    """Tell a paper without a title that somebody sends to somebody: by its number, "For X from Y", or "you"."""
    head = [block.text.strip() for block in blocks[:HEAD]]
    if any(len(words) < LINE and (FROM_LINE.match(words) or SENT.match(words)) for words in head):
        return True
    spoken = (QUOTED.sub(" ", block.text) for block in blocks)
    return sum(bool(YOU.search(words)) for words in spoken) >= OFTEN


def habits(
    readings: Sequence[Reading], description: Description, options: Mechanisms, blocks: Sequence[Block] = ()
) -> Habits:
    """Read a record's habits off its cues."""
    named = [c for r in readings for c in r.cues[:1] if c.strong and not c.perfect and _is_named(c)]
    present = options.tense == "on" and sum(not c.past for c in named) > sum(c.past for c in named)
    paper = description.form in OWN_PAPERS or (
        description.form is None and options.addressed == "on" and addresses_reader(blocks)
    )
    own = [c for r in readings for c in r.cues if (c.past or (present and paper)) and not c.perfect]
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
