"""What they did with their words: acts, the issues they belong to, and what was undertaken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from memcon.model.findings import Mode


class Label(StrEnum):
    """The fourteen acts; analysis/acts/codebook.toml says what each means and what other codebooks call it."""

    INFORM = "INFORM"
    ASK = "ASK"
    ANSWER = "ANSWER"
    PROPOSE = "PROPOSE"
    REQUEST = "REQUEST"
    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    DEFER = "DEFER"
    CONCEDE = "CONCEDE"
    HOLD = "HOLD"
    PROMISE = "PROMISE"
    WARN = "WARN"
    APPRAISE = "APPRAISE"
    PROCEDURE = "PROCEDURE"


class Reply(StrEnum):
    """How a question was answered."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"
    GENERAL = "general"
    PARTIAL = "partial"
    DODGE = "dodge"
    DEFLECT = "deflect"
    DECLINE = "decline"
    IGNORANCE = "ignorance"
    CLARIFY = "clarify"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Act:
    """One move, by one holder, to one addressee; half-open span of the record's text, in code points.

    The weightiest act of a sentence spans the whole sentence and has `rank` "first"; a second act spans its clause and
    has `rank` "second". `responds_to` is the start of the act in the same record that this one answers. `force` is
    caution, ask, warn, urge, demand, threaten, ultimatum, insist or retract, where the label has grades.
    """

    record: str
    start: int
    end: int
    label: Label
    holder: str | None  # the speaker's name, the fullest print in this record; None where nobody can be named
    mode: Mode
    certainty: float | None  # probability, 0.0 to 1.0, that the label is right; None where a person says so
    reason: str  # one line: why the machine thinks so
    cue: str | None = None  # the words that make the act, as printed
    person: str | None = None  # the holder's id in the register of persons
    to: str | None = None
    responds_to: int | None = None
    reply: Reply | None = None  # of an ASK: how it was answered; of an ANSWER: how it answers
    force: str | None = None
    polarity: str | None = None  # positive | negative
    condition: str | None = None  # the if-clause, as printed
    time: str | None = None  # past | future | hypothetical
    within: str | None = None  # whose words the holder reports
    rank: str = "first"
    made_by: str = "memcon"


@dataclass(frozen=True, slots=True)
class IssuePassage:
    """A stretch of talk that is about one issue. An issue of a record may have several passages.

    `issue` is the id within the record, a slug of `label`; `label` is made of the record's own words. `reason` says why
    the passage belongs to the issue, and for the principal issue why it is the principal one.
    """

    record: str
    start: int
    end: int
    issue: str
    label: str
    principal: bool
    certainty: float | None
    reason: str
    made_by: str = "memcon"


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something undertaken: who, to whom, what, on what condition, by when; on the words that carry it.

    `kind` is promise, assurance, agreed step, readiness or invitation. `what` and `condition` are words of the passage.
    """

    record: str
    start: int
    end: int
    promisor: str | None  # name as printed
    promisee: str | None
    what: str
    kind: str
    certainty: float | None
    reason: str
    condition: str | None = None
    due: str | None = None  # as printed
    due_date: str | None = None  # EDTF, where it can be told
    issue: str | None = None  # id of the issue within the record
    promisor_person: str | None = None  # id in the register of persons
    promisee_person: str | None = None
    made_by: str = "memcon"


class Status(StrEnum):
    """What became of a commitment. Absence of evidence is UNKNOWN, never BROKEN."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"
    OVERTAKEN = "overtaken"
    UNKNOWN = "unknown"
