"""What records say of the encounters they report: when, where, who with whom."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.model.description import Form

RECORDS_OF_TALK = (Form.RECORD_OF_CONVERSATION, Form.MINUTES, Form.TRANSCRIPT)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who takes part in the talk of one record, as printed.

    `part` is how the record knows them: "speaks" for those who speak or whom the title names, "present" for others
    listed, "hand" for the drafter of a telegram or letter who tells of his own talk.
    """

    name: str
    person: str | None = None  # id in the register of persons
    side: str | None = None
    part: str = "present"


@dataclass(frozen=True, slots=True)
class Talk:
    """One record that reports talk, as far as it tells which encounter it reports; without its text.

    A telegram or a letter bears the date and place of its sending, not of the talk it tells of: `own_date` is False.
    """

    record: str
    title: str | None = None
    form: str | None = None
    date: str | None = None  # EDTF
    printed: str | None = None  # the date as printed, with the hour where it is given
    place: str | None = None
    language: str | None = None
    number: str | None = None
    citation: str | None = None
    address: str | None = None
    attendees: tuple[Attendee, ...] = ()

    @property
    def own_date(self) -> bool:
        """Tell whether date and place are those of the talk: it is minutes or the like, not a dispatch about it."""
        return self.form is None or self.form in RECORDS_OF_TALK
