"""Where each document of a collection begins, in a text that holds many.

Editions number their documents. A line that looks like such a number proves nothing ("No. 2442/GS", the "No. 1" of an
annex, a footnote's "No. 9"): what tells is the series. The longest run of numbers that goes up through the whole text
is the edition's; a number missing from it is looked for once more, between its neighbours, in weaker shapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

SIGN = r"(?:№|N[o°º]\.?|N(?=\d)|Nr\.?|No:|#|D[Oo][Cc][Uu][Mm][Ee][Nn][Tt](?:[ \t]+(?:No\.?|№|Number))?" \
       r"|Doc\.?(?:[ \t]*No\.?)?|Документ(?:[ \t]*№)?|ДОКУМЕНТ(?:[ \t]*№)?|Dokument(?:[ \t]*Nr\.?)?)"
HEADING = re.compile(rf"(?m)^[ \t]*(?:\#{{1,6}}[ \t]*)?(?:\*\*|__|\[)?[ \t]*{SIGN}[ \t]*(?P<number>\d{{1,5}})"
                     r"(?P<after>[ \t]*[\].:]?[ \t]*(?:\*\*|__)?[ \t]*)(?P<title>[^\n]{0,2000})$")
WEAK = re.compile(r"(?m)^[ \t]*(?:\#{1,6}[ \t]*)?(?:\*\*|__)?[ \t]*(?P<number>\d{1,4})[ \t]*[.)]?"
                  r"(?P<after>[ \t]*(?:\*\*|__)?[ \t]*)(?P<title>[^\n]{0,2000})$")
GLUED = re.compile(rf"(?<=[.!?»\")\]])[ \t]+(?:\*\*)?{SIGN}[ \t]*(?P<number>\d{{1,4}})"
                   r"(?P<after>(?:\*\*)?[ \t]+)(?P<title>[^\n]{0,2000})")
STUCK = re.compile(rf"(?<=[^\W\d_]){SIGN}[ \t]*(?P<number>\d{{1,4}})"
                   r"(?P<after>(?:\*\*)?[ \t]*)(?P<title>[^\n]{0,2000})$", re.MULTILINE)
FORM = re.compile(r"(?i)\b(?:records?|memorandum|note|letter|telegram|cable|resolution|report|message|minutes"
                  r"|transcript|protocol|extract|excerpt|information|statement|certificate|list|materials?|instructions?|запис|письмо"
                  r"|телеграмм|постановление|справка|выписка|докладная|протокол|послание|сообщение|стенограмм|нота"
                  r"|из дневника|niederschrift|aufzeichnung|protokoll|schreiben|telegramm)")
TITLE = re.compile(r"(?m)^\#{1,3}[ \t]+(?P<number>)(?P<after>)(?P<title>[^\n]{3,2000})$")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
NEAR = 90  # characters of a title within which it names the document's form
PREFACE = 0.5  # of a collection's text may stand before its first document
FAR = 11  # from so many numbers on, a gap weighs no more
HIGHEST = 2**17  # more than any number of five digits
_Reach = tuple[float, int]
NOWHERE: _Reach = (0.0, -1)
FEWEST = 2  # numbered documents that make a collection


@dataclass(frozen=True, slots=True)
class Cut:
    """One document of a collection: half-open, in code points, with its number in the edition."""

    start: int
    end: int
    number: str


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that may open a document."""

    start: int
    number: int
    bare: bool  # nothing but the number stands on the line
    titled: bool  # the words after it name a form of document
    clean: bool  # nothing sticks to the number ("No. 2442/GS" does)


def cut(text: str) -> list[Cut]:
    """Cut a text into the numbered documents it holds.

    What stands before the first number (title page, preface) belongs to no document. Where that would be most of the
    text, the numbers are not the edition's.

    Returns:
        The documents in order; empty when the text is one document.
    """
    found = [h for m in HEADING.finditer(text) if (h := _heading(m)).clean]
    series = _series(found)
    if len(series) >= FEWEST and _is_collection(series, text):
        series = _with_missing(series, text)
    else:
        series = _dated(WEAK, text) or _dated(TITLE, text)
    if series and series[0].start > PREFACE * len(text):
        return []
    ends = [h.start for h in series[1:]] + [len(text)] * bool(series)
    return [Cut(h.start, end, str(h.number)) for h, end in zip(series, ends, strict=True)]


def _dated(shape: re.Pattern[str], text: str) -> list[_Heading]:
    """Cut where no sign of number stands: at lines that open with a form of document and have a year close by."""
    matches = [m for m in shape.finditer(text)
               if FORM.match(m["title"].strip(" \t*_#")) and YEAR.search(text, m.start(), m.end() + 250)]
    numbered = [(m, m["number"] or str(count)) for count, m in enumerate(matches, 1)]
    series = _series([_Heading(m.start(), int(number), False, True, True) for m, number in numbered])
    enough = len(series) >= FEWEST and len(text) / max(1, len(series)) > 400 and len(series) > 0.6 * len(matches)
    return series if enough else []


def _heading(match: re.Match[str]) -> _Heading:
    title = match["title"].strip(" \t*_#")
    clean = not title or bool(match["after"].strip(" \t")) or (match["after"] != "" and title[0] not in "/-–—(,;")
    return _Heading(match.start(), int(match["number"]), not title, bool(FORM.search(title[:400])), clean)


def _series(headings: list[_Heading]) -> list[_Heading]:
    """Choose the heaviest chain of rising numbers: near steps weigh, bare and titled lines weigh more."""
    best: list[_Reach] = []  # weight of the best chain ending here, its predecessor
    by_number: dict[int, _Reach] = {}  # weight of the best chain ending in a number, and where
    below: dict[int, _Reach] = {}
    for index, heading in enumerate(headings):
        own = 1.0 + 0.5 * heading.bare + 0.5 * heading.titled
        weight, before = _best_before(heading.number, by_number, below)
        best.append((own + max(0.0, weight), before if weight > 0 else -1))
        ending = max(by_number.get(heading.number, NOWHERE), (best[-1][0], index))
        by_number[heading.number] = ending
        _raise(below, heading.number, ending)
    chain: list[_Heading] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(headings[at])
        at = best[at][1]
    return chain[::-1]


def _best_before(number: int, by_number: Mapping[int, _Reach], below: Mapping[int, _Reach]) -> _Reach:
    """Give the best chain that ends in a lower number, less what the numbers left out weigh."""
    near = [(by_number[n][0] - _gap(n, number), by_number[n][1])
            for n in range(number - FAR + 1, number) if n in by_number]
    weight, place = _highest(below, number - FAR)
    return max([*near, (weight - _gap(number - FAR, number), place)])


def _raise(below: dict[int, _Reach], number: int, ending: _Reach) -> None:
    """Enter a chain's end in a binary indexed tree (Fenwick 1994): the best below a number is found in a few steps."""
    place = number + 1
    while place <= HIGHEST:
        below[place] = max(below.get(place, NOWHERE), ending)
        place += place & -place


def _highest(below: Mapping[int, _Reach], number: int) -> _Reach:
    """Give the heaviest chain that ends in this number or a lower one."""
    found, place = NOWHERE, number + 1
    while place > 0:
        found = max(found, below.get(place, NOWHERE))
        place -= place & -place
    return found


def _gap(number: int, other: int) -> float:
    """Weigh the numbers left out between two headings: one may be lost, a hundred are another count."""
    return min(3.0, 0.3 * (other - number - 1))


def _is_collection(series: list[_Heading], text: str) -> bool:
    """Tell a collection from a document with numbered parts: its headings are bare, or name a form of document."""
    telling = sum(h.bare or h.titled for h in series)
    return telling >= 0.6 * len(series) and len(text) / len(series) >= 150


def _with_missing(series: list[_Heading], text: str) -> list[_Heading]:
    """Look between neighbours for numbers the series lacks, in weaker shapes."""
    whole = _before_first(series, text)
    for one, other in zip(series, [*series[1:], None], strict=True):
        last = other.number if other else one.number + 3
        place = one
        for number in range(one.number + 1, min(last, one.number + 30)):
            hit = _weak(text, place.start + 1, other.start if other else len(text), number)
            if hit:
                whole.append(hit)
                place = hit
    return sorted(whole, key=lambda h: h.start)


def _before_first(series: list[_Heading], text: str) -> list[_Heading]:
    """Look, from the first number found downwards, for those before it; two that are not there end the search."""
    whole, missed = list(series), 0
    for number in range(series[0].number - 1, 0, -1):
        hit = _weak(text, 0, whole[0].start, number)
        missed = 0 if hit else missed + 1
        if missed == 2:
            break
        whole = [hit, *whole] if hit else whole
    return whole


def _weak(text: str, start: int, end: int, number: int) -> _Heading | None:
    for shape in (WEAK, GLUED, STUCK):
        for match in shape.finditer(text, start, end):
            if int(match["number"]) == number and FORM.search(_title_or_next(match, text)[:NEAR]):
                return replace(_heading(match), start=_word_start(match))
    return None


def _title_or_next(match: re.Match[str], text: str) -> str:
    """Give the words beside a number, or the next line's where it stands alone."""
    title = match["title"].strip(" \t*_#")
    return title or text[match.end():match.end() + 300].strip(" \t\n*_#")


def _word_start(match: re.Match[str]) -> int:
    return match.start() + len(match[0]) - len(match[0].lstrip())

