"""Dates as they stand in documents: found in a text, and read from a dateline.

The grammar is our own because the usual parsers give "ноябрь 1934 г." today's day and "15—17 февраля 1936" its first
day only, and know neither "not later than" nor Old Style. What is uncertain is written so:

    15—17 февраля 1936        1936-02-15/1936-02-17     days that belong together
    3 and 7 March 1936        {1936-03-03,1936-03-07}   both days
    3 or 7 March 1936         [1936-03-03,1936-03-07]   one of them
    no later than 7 March     ../1936-03-07             "before 7 March" ends on the sixth
    about 7 March 1936        1936-03-07~
    early, mid, late March    1936-03-01~/1936-03-10~   days 1-10, 11-20, 21 to the end, as archivists count decades
    early, mid, late 1936     1936-01~/1936-04~         thirds of the year
    summer of 1935            1935-22                   21 spring to 24 winter
    5/18 March 1916           1916-03-18                Old and New Style: the Gregorian day
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import lru_cache

from memcon.analysis.describe.date_points import Reading, reading
from memcon.analysis.describe.date_words import BRACKETED, Row, row
from memcon.model.dates import HistoricalDate

DAY = r"(?:Dz?+|z)"
YEAR = r"(?:[Yy]Z?+|Z)(?!H)"
TAIL = rf"(?:(?:,?o{{0,3}}|[,.]{{1,2}}|-(?=Y))(?:{YEAR}g?|t))"
QUALIFIERS = r"(?:(?:[cC]\.?|[biepq]-?[oj]{0,3}|k?[FL]h?|k[fl]h?|[fl]h|w)[oj]{0,2}){0,2}"
WEEKDAY = r"(?:W\.?,?o?)?"
DAY_MONTH = rf"{DAY}\.?o{{0,2}}M\.?"
MONTH_DAY = rf"M\.?o?{DAY}"
NO_YEAR_FOLLOWS = r"(?![.,]?[DzYyZ][,.]?[YyZ])"
NO_HOUR_FOLLOWS = r"(?![mHz:(])"
JOINED = r"(?:,?[-/auT]|,(?=k))"  # within one year: "3 and 7 March 1936"
STRETCH = r"(?:,?[-/T]|,?a?(?=k))"  # between dates that have their own years; "and" parts two of those
NOT_INSIDE = r"(?<![./-])"
SHAPES = [
    rf"{DAY}\({DAY}\)\.?M\.?{TAIL}",  # 11 (24) января 1918
    rf"{DAY_MONTH}\({DAY_MONTH}\){TAIL}",  # 25 октября (7 ноября) 1917
    rf"{QUALIFIERS}{WEEKDAY}{DAY}\.?{JOINED}{QUALIFIERS}{WEEKDAY}{DAY_MONTH}(?:{TAIL}|{NO_YEAR_FOLLOWS})",
    rf"{QUALIFIERS}{DAY_MONTH}{JOINED}{QUALIFIERS}{WEEKDAY}{DAY_MONTH}{TAIL}",  # 30 May and 2 June 1936
    rf"{QUALIFIERS}{DAY_MONTH}{TAIL}{STRETCH}{QUALIFIERS}{WEEKDAY}{DAY_MONTH}{TAIL}",
    rf"{QUALIFIERS}{MONTH_DAY}{JOINED}{QUALIFIERS}{WEEKDAY}{DAY}(?:{TAIL}|{NO_HOUR_FOLLOWS})",  # November 15-17, 1934
    rf"{QUALIFIERS}{MONTH_DAY}{JOINED}{QUALIFIERS}{WEEKDAY}{MONTH_DAY}(?:{TAIL}|{NO_HOUR_FOLLOWS})",
    rf"{QUALIFIERS}{MONTH_DAY}{TAIL}{STRETCH}{QUALIFIERS}{WEEKDAY}{MONTH_DAY}{TAIL}",
    rf"{QUALIFIERS}M\.?{JOINED}{QUALIFIERS}M\.?{TAIL}",  # October-November 1934
    rf"{QUALIFIERS}M\.?{TAIL}{STRETCH}{QUALIFIERS}M\.?{TAIL}",
    rf"{QUALIFIERS}{WEEKDAY}(?:{DAY_MONTH}{TAIL}|{MONTH_DAY}{TAIL})",
    rf"(?<![kN])(?<![kN]\.)(?:Y\.|Yg,?)M\.?{DAY}(?![,.]?[Yy]|m)",  # 1963. November 23; "1345 June 19" is a telegram
    rf"(?P<mongolian>YgA?[DR]v?s(?:{DAY}(?![nY]))?)",  # 1934 оны 11 дүгээр сарын 24
    rf"(?P<span>{QUALIFIERS}{NOT_INSIDE}D\.[DR]\.[YnD]g?[-T]{QUALIFIERS}D\.[DR]\.[YnD](?![./-]?[DnY]))",
    rf"(?P<iso>{QUALIFIERS}{NOT_INSIDE}Y-[Dn]-[Dn](?!-))",
    rf"(?P<ymd>{QUALIFIERS}{NOT_INSIDE}Y(?:\.D\.D|/D/D)(?![./-]?[DnY]))",
    rf"(?P<dmy>{QUALIFIERS}{NOT_INSIDE}D(?:\.D\.[YDn]|/D/Y|-D-Y)(?![./-]?[DnY])g?)",
    rf"(?P<roman>{QUALIFIERS}{NOT_INSIDE}(?:D\.?[./-]?R[./-]{{0,2}}[YDn]|YR\.?D(?![.Dn]))(?![/-]?[DnY])g?)",  # 7/X-1963
    rf"{QUALIFIERS}M\.?,?(?:{TAIL})",
    rf"{QUALIFIERS}S[oj]{{0,2}}Y(?:[-/][YDn](?![-/]))?g?",
    rf"{QUALIFIERS}{WEEKDAY}(?:{DAY_MONTH}{NO_YEAR_FOLLOWS}|{MONTH_DAY}{NO_HOUR_FOLLOWS}{NO_YEAR_FOLLOWS})",
    r"(?<![-/N])Y-Yg",  # 1932-1939 гг.
    r"(?:C\.?|[biepq]-?[oj]{0,3}|k?[FL]h?|k[fl]h?|j)Y(?![-/:.]?[DnYM]|H)g?",  # in 1934, circa 1934
    r"Yg(?!A?[DR]v?s)",
]
GRAMMAR = re.compile("|".join(SHAPES))
# What is a date only where nothing else stands
ALONE = re.compile(rf"(?:{QUALIFIERS}(?:[YZ]|Y-Y)|Y,?M\.?{DAY})\.?\Z")
STYLE_FOLLOWS = re.compile(r"[,.]?\(?([JG])\)?")
HOUR = re.compile(
    r"[\s,;]*[-–—―]?\s?(?:at\s)?(?:\[?\d{1,2}(?:[:.]\d{2})?(?:\s?(?:-|–|—|to)\s?\d{1,2}(?:[:.]\d{2})?)?\s?\]?\s?"
    r"(?:\[?[ap]\.\s?m\.?\]?|[AP]\.?M\b\.?|[ap]m\b|hours\b|hrs\b|Uhr\b|часов|час\.|noon|midnight)"
    r"|\d{1,2}:\d{2}(?!\d)|noon\b|midnight\b|\d{4}\shours\b)")
RECEIPT = re.compile(r"[\[(]\s?(?:[Rr]eceived|Date of receipt|Rec[’']?d)\b|(?:^|[\n.])[ \t]?Received\b")
MONTHS_OF_SIGNALS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
SIGNAL = re.compile(r"(?<!\w)(?P<day>[0-3]\d)[0-2]\d[0-5]\d\s?Z\s"
                    r"(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
                    r"\w{0,6}\s(?P<year>\d{4}|\d\d)(?!\d)", re.IGNORECASE)
MONTH_AND_YEAR = re.compile(r"(?m)^[ \t]*(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6})"
                            r"[-–](?P<year>\d\d)[ \t]*$")
ERAS = {"meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "minguo": 1911}  # the year before the first
ERA = re.compile(r"\b(Meiji|Taish[oō]|Sh[oō]wa|Heisei|Minguo)\s(\d{1,2})(?!\d)", re.IGNORECASE)
ENCLOSING = (("[", "]"), ("(", ")"), ("«", "»"), ("“", "”"))
CLOSES = {closing: re.compile(rf"(?:\(\?\)|[.?]){{0,2}}{re.escape(closing)}") for _, closing in ENCLOSING}
FOREIGN = re.compile(r"(?<!\w)(\d{1,2})\.?º?\s(?:de\s)?([^\W\d_]{3,12})\.?\s(?:de\s|del\s)?(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the half-open span of its words; `date.printed` is what stands there to the letter."""

    start: int
    end: int
    date: HistoricalDate


def find_dates(text: str, language: str | None = None, *, year: int | None = None) -> list[FoundDate]:
    """Find the dates of a text, in order of place; they do not overlap.

    Words that say how certain a date is ("no later than", "about", "конец"), the day of the week, the hour and
    editors' brackets closed around it belong to it. A bare year is a date only beside a word that makes it one
    ("in 1934", "1934 г.").

    Args:
        text: any text.
        language: of the text, two letters; decides whether 3/4/1936 has its day first, which stays open in English.
        year: the year of dates printed without one ("June 10, c.y."); without it such dates are not given.

    Returns:
        Dates that the calendar has. "February 31" is none, nor are numbers of documents and pages.
    """
    if not any(map(str.isdigit, text)):
        return []
    text, printed = _with_eras(text), text
    tokens = row(text)
    found, at = _signal_dates(text), 0
    while match := GRAMMAR.search(tokens.kinds, at):
        at = match.end()
        one = _found(text, tokens, match, language, year)
        if one:
            words = printed[one.start:one.end]
            found.append(one if words == one.date.printed else replace(one, date=replace(one.date, printed=words)))
    return sorted(found, key=lambda one: one.start)


def _with_eras(text: str) -> str:
    """Put the year in place of a Japanese or a Chinese one, letter for letter: "Showa 36" becomes "    1961"."""
    return ERA.sub(lambda m: str(ERAS[m[1].replace("ō", "o").lower()] + int(m[2])).rjust(len(m[0])), text)


def _signal_dates(text: str) -> list[FoundDate]:
    """Find what the grammar of words leaves out.

    Date-time groups of signals ("171815Z MAY 78": the 17th, 18.15 Greenwich time), and "May-50" on a line of its own.
    """
    found = []
    for group in SIGNAL.finditer(text):
        month = MONTHS_OF_SIGNALS.index(group["month"].upper()) // 3 + 1
        year = int(group["year"]) + (1900 if len(group["year"]) == 2 else 0)
        if 1 <= int(group["day"]) <= monthrange(year, month)[1]:
            date = HistoricalDate(group[0], f"{year:04}-{month:02}-{group['day']}")
            found.append(FoundDate(group.start(), group.end(), date))
    for line in MONTH_AND_YEAR.finditer(text):
        month = MONTHS_OF_SIGNALS.index(line["month"].upper()[:3]) // 3 + 1
        date = HistoricalDate(line[0].strip(), f"19{line['year']}-{month:02}")
        found.append(FoundDate(line.start("month"), line.end("year"), date))
    return found


def read_date(printed: str, *, year: int | None = None) -> HistoricalDate | None:
    """Read one printed date, such as a dateline: "[Washington,] January 10, 1941.".

    Of several dates the first counts; that of receipt does not.

    Args:
        printed: the words, with or without place and hour.
        year: the year of a date printed without one, which makes it inferred; and the century of one printed with
            two figures.

    Returns:
        The date, `printed` cut down to its own words; None for "undated" and whatever the calendar lacks.
    """
    own = RECEIPT.split(printed, maxsplit=1)[0]
    found = find_dates(own, year=year)
    if found:
        return _doubted(found[0], own)
    return _alone(own, year) or _foreign(own)


def _found(text: str, tokens: Row, match: re.Match[str], language: str | None, year: int | None) -> FoundDate | None:
    """Read one match of the grammar, and say where its words stand."""
    first, last = match.span()
    if tokens.kinds[first] in "Dz" and re.search(r"[kN]\.?\Z", tokens.kinds[max(0, first - 2):first]):
        first = _after_number(tokens.kinds, first)
    day_first = None if language in (None, "en") else True
    sense = reading(tokens, first, last, match.lastgroup, day_first=day_first, year=year)
    if sense is None:
        return None
    style = STYLE_FOLLOWS.match(tokens.kinds, last)
    if style:
        sense, last = (sense.from_julian() if style[1] == "J" else sense), style.end()
    while tokens.kinds[first] in "joT" or (tokens.kinds[first] == "w" and len(sense.points) == 1):
        first += 1  # "in 1934", "from May 1934"
    start, end = tokens.tokens[first].start, tokens.tokens[last - 1].end
    edtf = sense.edtf()
    if edtf is None:
        return None
    start, end = _closed(text, start, _with_hour(text, end))
    supplied = _is_supplied(text, tokens, first, last)
    certainty = "supplied" if supplied else "inferred" if sense.inferred else _stated(sense)
    return FoundDate(start, end, HistoricalDate(text[start:end], edtf, certainty, sense.calendar))


def _stated(sense: Reading) -> str:
    return "approximate" if sense.approximate else "stated"


def _after_number(kinds: str, first: int) -> int:
    """Leave the figure that belongs to "No." out of a date: "No. 5 May 1946"."""
    month = kinds.find("M", first)
    return month if 0 <= month - first <= 2 else first


def _with_hour(text: str, end: int) -> int:
    """Take the hour after a date along."""
    hour = HOUR.match(text, end)
    return hour.end() if hour else end


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take along the brackets or quotation marks that open in or close around the words of a date."""
    for opening, closing in ENCLOSING:
        words = text[start:end]
        before, after = text[start - 1:start] == opening, CLOSES[closing].match(text, end)
        if before and ((after and opening == "[") or words.count(closing) > words.count(opening)):
            start -= 1
        words = text[start:end]
        if after and words.count(opening) > words.count(closing):
            end = after.end()
    return start, end


def _is_supplied(text: str, tokens: Row, first: int, last: int) -> bool:
    """Tell whether any part of a date stands in editors' brackets: a date is as certain as its weakest part."""
    parts = [token for token in tokens.tokens[first:last] if token.kind in "DYyMRSzZn"]
    if any(token.kind in "zZ" for token in parts):
        return True
    start, end = parts[0].start, parts[-1].end
    inside = [span.span() for span in BRACKETED.finditer(text, max(0, start - 300), end + 300)]
    return any(left < token.start and token.end < right for token in parts for left, right in inside)


def _doubted(found: FoundDate, text: str) -> HistoricalDate:
    """Heed a question mark at the very end of a printed date; in running text it would end a question."""
    rest = text[found.end:].strip()
    if rest not in ("?", "?]", "?).") or "/" in found.date.edtf or found.date.edtf[-1] in "?~%":
        return found.date
    certainty = "approximate" if found.date.certainty == "stated" else found.date.certainty
    printed = text[found.start:text.rindex("?") + 1]
    return replace(found.date, printed=printed, edtf=found.date.edtf + "?", certainty=certainty)


def _alone(printed: str, year: int | None) -> HistoricalDate | None:
    """Read an expression that is a year or two, or has its year first: "[1934]", "1934?", "1848 April 3"."""
    words = printed.strip().lstrip(" .,…_")  # a blank left for day and month
    tokens = row(words.rstrip("?"))
    if not ALONE.match(tokens.kinds):
        return None
    sense = reading(tokens, 0, len(tokens.kinds.rstrip(".")), None, day_first=None, year=year)
    edtf = sense.edtf() if sense else None
    if sense is None or edtf is None:
        return None
    doubt = "?" if words.endswith(("?", "?]")) and edtf[-1] not in "?~%" else ""
    supplied = words.startswith("[")
    certainty = "supplied" if supplied else "approximate" if doubt else _stated(sense)
    return HistoricalDate(words, edtf + doubt, certainty)


@lru_cache(maxsize=4096)
def _foreign(printed: str) -> HistoricalDate | None:
    """Read day, month's name and year in a language that our words lack, with dateparser; it takes milliseconds.

    It is asked for a whole date only, and believed only where day and year come back as printed.
    """
    shape = FOREIGN.search(printed)
    if not shape:
        return None
    from dateparser.date import DateDataParser
    asked = DateDataParser(settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PARSERS": ["absolute-time"]})
    day = asked.get_date_data(shape[0]).date_obj
    if day is None or (day.day, day.year) != (int(shape[1]), int(shape[3])):
        return None
    return HistoricalDate(shape[0], day.date().isoformat())


__all__ = ["FoundDate", "find_dates", "read_date"]
