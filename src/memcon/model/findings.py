"""What the machine finds in a record's talk, each on its words, with why and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How talk is set down."""

    DIRECT = "direct"  # the words themselves: quotation marks, labelled turns
    REPORTED = "reported"  # "Rusk notes that ...", and what carries it on
    NARRATED = "narrated"  # the act without its words: "thanks for the invitation"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of a record's text that is one person's talk; half-open, in code points.

    `speaker_name` is the fullest print of the name in this record, None where nobody can be named; `speaker` the id in
    the register of persons, once somebody said who it is. `within` is the person whose words the speaker reports.
    """

    record: str
    start: int
    end: int
    speaker_name: str | None
    mode: Mode
    certainty: float | None  # probability, 0.0 to 1.0, that the speaker is right; None where a person says so
    reason: str  # one line: why the machine thinks so
    cue: str | None = None  # the words that give the speaker, as printed
    speaker: str | None = None
    to: str | None = None
    within: str | None = None
    made_by: str = "memcon"
