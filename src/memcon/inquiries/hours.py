"""The hour of a meeting, out of its date as printed or its title."""

from __future__ import annotations

import re

from memcon.model.meetings import Talk

HALF_DAY = re.compile(r"\b(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?(?:\[?([ap])\.?\s?m\b)", re.IGNORECASE)
WHOLE_DAY = re.compile(
    r"\b([01]?\d|2[0-4])[:.]([0-5]\d)\b|\b([01]?\d|2[0-4])(?:\s(?:h|hours|hrs|Uhr)\b|\s?час(?:\.|ов|а)?(?:\s?([0-5]?\d)\s?мин)?)"
)
FOUR_FIGURES = re.compile(r"\b([01]\d|2[0-4])([0-5]\d)\s(?:hours|hrs)\b")
NOON = re.compile(r"\b(noon|midday)\b|\b(midnight)\b", re.IGNORECASE)


def hour(talk: Talk) -> int | None:
    """Give the minute of the day at which the talk began; None where it is not printed.

    The hour of a telegram is that of its sending, and tells nothing.
    """
    if not talk.own_date:
        return None
    return next((found for words in (talk.printed, talk.title) if words and (found := _read(words)) is not None), None)


def clock(minute: int) -> str:
    """Write a minute of the day: 10:45."""
    return f"{minute // 60}:{minute % 60:02}"


def _read(words: str) -> int | None:
    if match := HALF_DAY.search(words):
        return int(match[1]) % 12 * 60 + int(match[2] or 0) + (720 if match[3].lower() == "p" else 0)
    if match := NOON.search(words):
        return 720 if match[1] else 0
    if match := FOUR_FIGURES.search(words) or WHOLE_DAY.search(words):
        given = [int(part) for part in match.groups() if part]
        return given[0] % 24 * 60 + (given[1] if len(given) > 1 else 0)
    return None
