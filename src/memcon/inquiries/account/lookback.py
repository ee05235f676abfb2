"""Where a later record speaks of an earlier talk: by its day, a word of an encounter, and one who spoke there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from memcon.analysis.describe.dates import find_dates
from memcon.archive.viewing import View
from memcon.inquiries.account.telling import Telling
from memcon.inquiries.account.tongues import tongues
from memcon.inquiries.speaking import speakers
from memcon.model.dates import bounds
from memcon.model.record import TextClass

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s+[A-ZА-ЯЁ])[^.!?]*)*[.!?]?", re.DOTALL)
LONGEST = 400  # characters of a sentence that is quoted


def patterns(day: date) -> tuple[str, ...]:
    """Give patterns for a day as the languages print it, its year left out."""
    return tuple(pattern for tongue in tongues() for pattern in tongue.day(day))


def looking_back(view: View, day: date, told: Telling) -> tuple[int, int] | None:
    """Give the sentence of a later record that speaks of a talk; None where none is sure to.

    The day must be printed with its year, or without in a record of the same or the following year; near it must stand
    a word of an encounter, and in the same passage the name of one who speaks in that talk.
    """
    names = {told.called(name) for name in speakers(told.view)}
    printed = re.compile("|".join(patterns(day)))
    for passage in view.record.passages:
        if passage.text_class != TextClass.BODY or not printed.search(view.record.text, passage.start, passage.end):
            continue
        words = view.record.words(passage)
        if not any(name in words for name in names):
            continue
        for start, end in _sentences(view.record.text, passage.start, passage.end):
            sentence = view.record.text[start:end]
            if end - start <= LONGEST and _of_encounter(sentence) and _that_day(sentence, day, view):
                return start, end
    return None


def _sentences(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for match in SENTENCE.finditer(text, begin, end):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield start, match.start() + len(match[0].rstrip())


def _of_encounter(sentence: str) -> bool:
    lower = sentence.casefold()
    return any(word.casefold() in lower for tongue in tongues() for word in tongue.encounters)


def _that_day(sentence: str, day: date, view: View) -> bool:
    own = view.description.date
    written = bounds(own.edtf)[0] if own else None
    found = find_dates(sentence, view.description.language, year=_year(day, written))
    return any(bounds(one.date.edtf) == (day, day) for one in found)


def _year(day: date, written: date | None) -> int | None:
    """Give the year a date without one has: the talk's, where the later record is no more than a year younger."""
    return day.year if written and (written - day).days <= 366 else None
