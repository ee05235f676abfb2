"""Where a later record speaks of an earlier talk: by its day, a word of an encounter, and one who spoke there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from memcon.analysis.describe.dates import find_dates
from memcon.archive.viewing import View
from memcon.inquiries.account.telling import Telling
from memcon.inquiries.account.tongues import tongues
from memcon.inquiries.speaking import is_office, speakers
from memcon.model.dates import bounds
from memcon.model.record import TextClass

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s+[A-ZА-ЯЁ])[^.!?]*)*[.!?]?", re.DOTALL)
BESIDE = 60  # letters on each side of a day in which a word of an encounter belongs to it
PAUSE = re.compile(r"[,;:.()]")
LONGEST = 400  # characters of a sentence that is quoted


def patterns(day: date) -> tuple[str, ...]:
    """Give patterns for a day as the languages print it, its year left out."""
    return tuple(pattern for tongue in tongues() for pattern in tongue.day(day))


def looking_back(view: View, day: date, told: Telling) -> tuple[int, int] | None:
    """Give the sentence of a later record that speaks of a talk; None where none is sure to.

    The day must be printed with its year, or without in a record of the same or the following year; beside it must
    stand a word of an encounter, and in the same passage the name of one who speaks in that talk. An office ("the
    Minister") is no name.
    """
    names = {told.called(name) for name in speakers(told.view) if not is_office(name)}
    printed = re.compile("|".join(patterns(day)))
    text = view.record.text
    for passage in view.record.passages:
        if passage.text_class != TextClass.BODY or not printed.search(text, passage.start, passage.end):
            continue
        if not any(re.search(rf"\b{re.escape(name)}\b", view.record.words(passage)) for name in names):
            continue
        for start, end in _sentences(text, passage.start, passage.end):
            said = text[start:end]
            if len(said) <= LONGEST and _of_encounter(said, printed) and _that_day(said, day, view):
                return start, end
    return None


def _sentences(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for match in SENTENCE.finditer(text, begin, end):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield start, match.start() + len(match[0].rstrip())


def _of_encounter(sentence: str, printed: re.Pattern[str]) -> bool:
    """Tell whether a word of an encounter stands beside the day, no comma between: "the talk of 3 September"."""
    words = [word.casefold() for tongue in tongues() for word in tongue.encounters]
    for match in printed.finditer(sentence):
        before = PAUSE.split(sentence[max(0, match.start() - BESIDE) : match.start()])[-1]
        after = PAUSE.split(sentence[match.end() : match.end() + BESIDE])[0]
        if any(re.search(rf"\b{re.escape(word)}", f"{before} {after}".casefold()) for word in words):
            return True
    return False


def _that_day(sentence: str, day: date, view: View) -> bool:
    own = view.description.date
    written = bounds(own.edtf)[0] if own else None
    found = find_dates(sentence, view.description.language, year=_year(day, written))
    return any(bounds(one.date.edtf) == (day, day) for one in found)


def _year(day: date, written: date | None) -> int | None:
    """Give the year a date without one has: the talk's, where the later record is no more than a year younger."""
    return day.year if written and (written - day).days <= 366 else None
