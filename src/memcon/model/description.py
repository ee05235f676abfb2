"""What is known of a document before its talk is read: form, date, place, those present, where the paper lies."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from memcon.model.dates import HistoricalDate

LONGEST = 12_000_000  # code points; what is longer (a shelf of volumes in one piece) is no record of one conversation


class Form(StrEnum):
    """What kind of document it is, in the words archivists use."""

    RECORD_OF_CONVERSATION = "record_of_conversation"
    MINUTES = "minutes"
    TRANSCRIPT = "transcript"
    TELEGRAM = "telegram"
    LETTER = "letter"
    MESSAGE = "message"
    NOTE = "note"
    MEMORANDUM = "memorandum"
    REPORT = "report"
    RESOLUTION = "resolution"
    INSTRUCTION = "instruction"
    AGREEMENT = "agreement"
    STATEMENT = "statement"
    SPEECH = "speech"
    PRESS_REPORT = "press_report"
    DIARY = "diary"
    DRAMA = "drama"
    EDITORIAL = "editorial"
    OTHER = "other"


class Part(StrEnum):
    """The part somebody has in a conversation."""

    SPEAKER = "speaker"
    PRESENT = "present"
    INTERPRETER = "interpreter"
    DRAFTER = "drafter"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody named as taking part, as printed."""

    name: str
    person: str | None = None  # id in the register of persons
    side: str | None = None
    office: str | None = None
    role: Part = Part.PRESENT


@dataclass(frozen=True, slots=True)
class ArchivalCitation:
    """Where the paper lies: as printed (`raw`), and taken apart. Parts that are not printed are None.

    `leaves` keeps ranges and verso marks as printed ("151-157", "12об.-14"). Systems: ru (fond, opis, delo, leaves),
    nara (decimal file or lot file), naa (series, item, part), tna (series, item), frus (volume, document), newspaper
    (its name as archive, its number as item), at, other.
    """

    raw: str
    system: str = "other"
    archive: str | None = None
    fond: str | None = None
    opis: str | None = None
    delo: str | None = None
    leaves: str | None = None
    series: str | None = None
    item: str | None = None
    part: str | None = None
    decimal_file: str | None = None
    lot_file: str | None = None
    volume: str | None = None
    document: str | None = None
    folder: str | None = None  # папка, between opis and delo in the foreign ministry's archive
    note: str | None = None  # what follows: original, copy, typewritten ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a part of the description rests on; a half-open span of the record's text."""

    part: str  # name of the field of Description
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of one document. None and () mean: not known, never: there is none."""

    form: Form | None = None
    reports_talk: bool | None = None
    number: str | None = None  # the document's own number in its edition
    title: str | None = None
    date: HistoricalDate | None = None
    place: str | None = None
    present: tuple[Participant, ...] = ()
    drafter: str | None = None
    interpreter: str | None = None
    classification: str | None = None
    citation: ArchivalCitation | None = None
    language: str | None = None  # BCP 47, two letters where there are two
    address: str | None = None  # where the edition publishes the document
    certainty: float | None = None  # that `reports_talk` is right; None where the source states it
    reason: str | None = None  # why the machine thinks that the document reports talk, or does not
    evidence: tuple[Evidence, ...] = ()

    def over(self, below: Description) -> Description:
        """Lay this description over another: what is known here stands, the rest is taken from below."""
        known = {f.name: value for f in fields(self) if (value := getattr(self, f.name)) not in (None, ())}
        return replace(below, **known)
