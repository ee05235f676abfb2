"""When what was undertaken is due: as printed, and as a date where the record's own date tells it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.describe.dates import find_dates
from memcon.model.dates import bounds

BEFORE = re.compile(r"\b(?:by|before|until|till|not later than|no later than|prior to)\s+(?:the\s+)?$", re.IGNORECASE)
MONTH_ALONE = re.compile(
    r"\b(?:by|before|in|until|till)\s+(?:early\s+|late\s+|mid-?\s*|the\s+(?:end|middle|beginning)\s+of\s+)?"
    r"(January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\d)"
)
WEEKDAYS = [name.lower() for name in calendar.day_name]
MONTHS = [name.lower() for name in calendar.month_name]
NUMBERS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
MORE_NUMBERS = {"an": 1, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}
COUNTED = {word: max(1, place) for place, word in enumerate(NUMBERS)} | MORE_NUMBERS
WITHIN = re.compile(r"\b(an?|[a-z]+|\d{1,3})(?:\s+(?:or|to)\s+(\w+)|-(\d+))?\s+(hour|day|week|month|year)s?\b")


class Due(NamedTuple):
    """When something is due: half-open span in the sentence, the words, and the date in EDTF where it can be told."""

    start: int
    end: int
    printed: str
    edtf: str | None


def due_of(text: str, near: int, lexicon: Lexicon, spoken: date | None) -> Due | None:
    """Find when something is due in a sentence.

    Args:
        text: the sentence.
        near: where what is to be done stands; of several times the nearest after it counts, then the nearest before.
        lexicon: the language's words.
        spoken: the day of the conversation.

    Returns:
        None where no time is named.
    """
    matches = _matches(text, lexicon)
    found = [Due(*match.span(), match[0], _told(match[0].lower(), spoken, lexicon)) for match in matches]
    found += _dated(text, lexicon, spoken)
    return min(found, key=lambda one: (one.start < near, abs(one.start - near), -one.end), default=None)


def _matches(text: str, lexicon: Lexicon) -> list[re.Match[str]]:
    found = list(lexicon.patterns["due"].finditer(text))
    return found + ([*MONTH_ALONE.finditer(text)] if lexicon.code == "en" else [])


def _dated(text: str, lexicon: Lexicon, spoken: date | None) -> list[Due]:
    """Give the dates of the sentence that lie after the day of the talk."""
    found = []
    for one in find_dates(text, lexicon.code, year=spoken.year if spoken else None):
        last = bounds(one.date.edtf)[1]
        if spoken is None or last is None or last <= spoken:
            continue
        lead = BEFORE.search(text[max(0, one.start - 20) : one.start])
        start = one.start - len(lead[0]) if lead else one.start
        edtf = f"../{one.date.edtf}" if lead and "/" not in one.date.edtf else one.date.edtf
        found.append(Due(start, one.end, text[start : one.end], edtf))
    return found


def _told(words: str, spoken: date | None, lexicon: Lexicon) -> str | None:
    """Turn a time that hangs on the day of the talk into a date."""
    if spoken is None:
        return None
    for name, later in (("today", 0), ("tomorrow", 1)):
        if lexicon.patterns[name].search(words):
            return (spoken + timedelta(days=later)).isoformat()
    for tell in (_weekday, _stretch, _period, _month):
        edtf = tell(words, spoken)
        if edtf is not None:
            return edtf
    return None


def _weekday(words: str, spoken: date) -> str | None:
    name = next((number for number, day in enumerate(WEEKDAYS) if day in words), None)
    if name is None:
        return None
    day = spoken + timedelta(days=(name - spoken.weekday() - 1) % 7 + 1)
    return f"../{day.isoformat()}" if BEFORE.match(words.split(WEEKDAYS[name])[0]) else day.isoformat()


def _stretch(words: str, spoken: date) -> str | None:
    """Read "within two or three weeks": the last day it can mean."""
    match = WITHIN.search(words)
    if match is None or not re.match(r"(?:with)?in\b", words):
        return None
    count = _number(match[2] or match[3] or match[1])
    if count is None:
        return None
    last = _later(spoken, count, match[4])
    return f"{spoken.isoformat()}/{last.isoformat()}" if last else None


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else COUNTED.get(word)


def _later(day: date, count: int, unit: str) -> date | None:
    if unit in ("hour", "day", "week"):
        return day + timedelta(days={"hour": (count + 23) // 24, "day": count, "week": 7 * count}[unit])
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _period(words: str, spoken: date) -> str | None:
    """Read "next week", "this month", "next year", "the end of the year"."""
    match = re.search(r"\b(this|next|following) (week|month|year)\b", words)
    if match is None:
        return f"../{spoken.year}-12-31" if re.search(r"\bend of (?:the|this) year\b", words) else None
    ahead = 0 if match[1] == "this" else 1
    tell: dict[str, Callable[[], str]] = {
        "week": lambda: _week(spoken + timedelta(days=7 * ahead)),
        "month": lambda: (_later(spoken.replace(day=1), ahead, "month") or spoken).isoformat()[:7],
        "year": lambda: str(spoken.year + ahead),
    }
    return tell[match[2]]()


def _week(day: date) -> str:
    first = day - timedelta(days=day.weekday())
    return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"


def _month(words: str, spoken: date) -> str | None:
    name = next((number for number, month in enumerate(MONTHS) if month and re.search(rf"\b{month}\b", words)), None)
    if name is None:
        return None
    year = spoken.year + (name < spoken.month)
    lead = "../" if re.match(r"(?:by|before|until|till)\b", words) else ""
    return f"{lead}{year}-{name:02}"
