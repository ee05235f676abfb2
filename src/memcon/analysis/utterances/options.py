"""Which mechanisms take part, so that each can be switched off and its worth measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Switch = Literal["on", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanisms:
    """One switch for each mechanism; `marked="hidden"` ignores speakers that the source's own mark-up names."""

    marked: Literal["used", "hidden"] = "used"
    continuation: Switch = "on"  # sentences without a cue carry on the last contribution
    across_paragraphs: Switch = "on"  # ... into the next paragraph
    cast: Switch = "on"  # only those who take part may take the turn
    drafter: Switch = "on"  # "I" is the hand that wrote
    first_cue: Switch = "on"  # the first governing cue counts, not the last
    tense: Switch = "on"  # in a present-tense record a past verb is nested
    passives: Switch = "on"  # "he was told that"
    offices: Switch = "on"  # "the Ambassador" is the person who holds the office
    fuzzy: Switch = "on"  # misspelt names
    opinions: Switch = "on"  # "in his opinion", "according to Rusk"
    parentheticals: Switch = "on"  # ", says Rusk, "
    labels: Switch = "on"  # "General Yu: ..." in plain text
    quotations: Switch = "on"  # quotation marks open and close talk
    comments: Switch = "on"  # the author's own comment is nobody's talk
    frame: Switch = "on"  # lines of heading, notes and signature are nobody's talk
    rejoinders: Switch = "on"  # two talkers in one sentence
    bare_subjects: Switch = "on"  # a participant as subject of any verb
    voice: Switch = "on"  # a learnt judgment tells the writer's own voice
    addressed: Switch = "on"  # a paper without a title that speaks to its reader is its writer's own
    encounters: Switch = "on"  # whoever the writer meets next is meant by "he"
    apposition: Switch = "on"  # "the editor, Mr. Mills," is one person
    lists: Switch = "on"  # a list of points announced by a colon is one person's
    subjects: Switch = "on"  # "he" is the subject of the sentence before, whatever it did
    stands: Switch = "on"  # "M. Bruun is not empowered", in a record told in the present
    capitals: Switch = "on"  # a cable in capitals is read as if its letters were small
    agents: Switch = "on"  # "the question was raised by Kerekes"
    hearers: Switch = "on"  # who was told something is meant by the next "he"
    unsaid: Switch = "on"  # "he did not say by whom" is nobody's talk
    brackets: Switch = "on"  # words of talk in brackets, where they say who speaks
    answers: Switch = "on"  # "the answer was that" is the other party's
    papers: Switch = "on"  # an enclosed record of a conversation is read for itself
