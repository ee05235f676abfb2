"""Page numbers and running heads that stand in the middle of a text, learned from the text itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

LINE = re.compile(r"(?m)^[ \t]*\[?(?:[Pp]age(?: number)?:?[ \t]*|[Сс]тр\.?[ \t]*|S\.[ \t]*|p\.[ \t]*|[-–—][ \t]*)?"
                  r"(\d{1,4})\]?[ \t]*((?:[^\W\d_]{2,20}[ \t]?){0,3}|\[\]|[-–—])[ \t]*$")
NEEDED = 3  # a phrase that stands with rising numbers this often is a running head
STEP = 12  # pages that may carry no mark between two that do


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page number with its running head, half-open, in code points."""

    start: int
    end: int
    number: str


def page_marks(text: str) -> list[PageMark]:
    """Find page numbers standing alone on a line, and those glued to a line's end by the same running head.

    A phrase counts only where its numbers rise through the text, so "3 copies" or a list's numbers are left alone.

    Returns:
        In order of place. Empty for a text without pages.
    """
    alone = list(LINE.finditer(text))
    by_phrase: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in alone:
        by_phrase[_phrase(match[2])].append(match)
    phrases = [phrase for phrase, matches in by_phrase.items() if _rising([int(m[1]) for m in matches])]
    found = {m.start(1): m for phrase in phrases for m in by_phrase[phrase]}
    found.update({m.start(1): m for m in _glued(text, phrases)})
    trunk = _longest_rise(sorted(found.values(), key=lambda m: m.start(1)))
    trunk += [m for m in alone if m.start(1) not in found and _fits(m, trunk)]
    return [PageMark(_begin(m), m.end(), m[1]) for m in sorted(trunk, key=lambda m: m.start(1))]


def _phrase(words: str) -> str:
    return words.strip().lower()


def _begin(match: re.Match[str]) -> int:
    """Take the bracket or dash before the number along, but not the line's blanks."""
    return match.start() + len(match[0]) - len(match[0].lstrip())


def _rising(numbers: list[int]) -> bool:
    """Tell page numbers from other numbers: most go up, by a few."""
    if len(numbers) < NEEDED:
        return False
    steps = [0 < b - a <= STEP for a, b in pairwise(numbers)]
    return sum(steps) >= 0.7 * len(steps)


def _glued(text: str, phrases: list[str]) -> list[re.Match[str]]:
    heads = "|".join(re.escape(phrase).replace(r"\ ", r"[ \t]+") for phrase in phrases if phrase)
    return list(re.finditer(rf"(?im)(?<!\d)(\d{{1,4}})[ \t]*({heads})[ \t]*$", text)) if heads else []


def _longest_rise(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Keep the marks whose numbers go up from first to last; the others are no page numbers."""
    kept: list[re.Match[str]] = []
    for match in matches:
        number = int(match[1])
        if not kept or 0 < number - int(kept[-1][1]) <= STEP:
            kept.append(match)
        elif len(kept) > 1 and 0 < number - int(kept[-2][1]) <= STEP and number < int(kept[-1][1]):
            kept[-1] = match
        elif len(kept) == 1:
            kept = [match]
    return kept


def _fits(match: re.Match[str], trunk: list[re.Match[str]]) -> bool:
    """Tell whether a number alone on its line fits between its neighbours among the pages."""
    place = bisect_left(trunk, match.start(), key=lambda m: m.start())
    return 0 < place < len(trunk) and int(trunk[place - 1][1]) < int(match[1]) < int(trunk[place][1])
