"""What the words of a date mean: its one or two points in time, and how they are written in EDTF."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from memcon.analysis.describe.date_words import Row, Token
from memcon.model.dates import bounds

# Decades, as in Russian archives, and halves
PARTS_OF_MONTH = {"b": (1, 10), "i": (11, 20), "e": (21, 31), "p": (1, 15), "q": (16, 31)}
PARTS_OF_YEAR = {"b": (1, 4), "i": (5, 8), "e": (9, 12), "p": (1, 6), "q": (7, 12)}
INCLUSIVE = {"F": "not before", "f": "not before", "L": "not after", "l": "not after"}
STRICT = {"F": "before", "f": "before", "L": "after", "l": "after"}


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month, a season or a day, with what the words say of how sure it is."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None  # EDTF: 21 spring to 24 winter
    limit: str = ""  # not before | not after | before | after
    part: str = ""  # b, i, e: early, mid, late; p, q: first, second half
    approximate: bool = False
    doubted: bool = False

    def plain(self) -> str | None:
        """Write the point without its qualifiers; None when the calendar lacks it."""
        if self.year is None or (self.month is None and self.day is not None):
            return None
        parts = [self.month if self.season is None else self.season, self.day]
        written = "-".join([f"{self.year:04}", *(f"{part:02}" for part in parts if part is not None)])
        return written if bounds(written) != (None, None) else None

    def ends(self) -> tuple[str, str] | None:
        """Write the first and the last stretch of the point, with qualifiers; the same twice where it has no parts."""
        plain = self.plain()
        if plain is None:
            return None
        if self.season:
            return plain, plain  # EDTF has no qualified season
        mark = "%" if self.approximate and self.doubted else "~" if self.approximate else "?" if self.doubted else ""
        if not self.part or self.day:
            return plain + mark, plain + mark
        if self.month is None:
            low, high = PARTS_OF_YEAR[self.part]
        else:
            low, high = PARTS_OF_MONTH[self.part]
            high = min(high, monthrange(self.year or 1, self.month)[1])
        return f"{plain}-{low:02}{mark}", f"{plain}-{high:02}{mark}"

    def gregorian(self) -> tuple[Point, Point] | None:
        """Turn a Julian point into the Gregorian days it begins and ends with; None when that calendar lacks it."""
        from convertdate import julian
        if self.year is None or self.season:
            return None
        months = (self.month, self.month) if self.month else (1, 12)
        try:
            last = self.day or julian.month_length(self.year, months[1])
            days = [julian.to_gregorian(self.year, months[0], self.day or 1),
                    julian.to_gregorian(self.year, months[1], last)]
        except ValueError:
            return None
        first, final = (replace(self, year=year, month=month, day=day) for year, month, day in days)
        return first, final


@dataclass(frozen=True, slots=True)
class Reading:
    """One point, or two with what joins them: -, / or ( as printed, a (and), u (or), T (to), w (between ... and)."""

    points: tuple[Point, ...]
    joint: str = "-"
    calendar: str = "gregorian"
    inferred: bool = False  # the year is not printed

    @property
    def approximate(self) -> bool:
        """Tell whether the words leave the day open: about, early, not later than, or doubted."""
        return any(p.approximate or p.limit or p.doubted for p in self.points) or self.joint == "u"

    def from_julian(self) -> Reading:
        """Take the points as Old Style."""
        turned = [point.gregorian() for point in self.points]
        if None in turned:
            return replace(self, points=(), calendar="julian")
        pairs = [pair for pair in turned if pair]
        points = (pairs[0][0], pairs[-1][1])
        alone = len(pairs) == 1 and points[0] == points[1]
        return replace(self, points=points[:1] if alone else points, calendar="julian")

    def edtf(self) -> str | None:
        """Write the date in EDTF; None when a day is not in the calendar or the end comes before the start."""
        if not self.points or any(point.ends() is None for point in self.points):
            return None
        written = _limited(self.points[0]) if len(self.points) == 1 else self._pair(*self.points)
        return written if written and bounds(written) != (None, None) else None

    def _pair(self, one: Point, other: Point) -> str | None:
        first, last = (_strictly(one).ends() or ("", ""))[0], (_strictly(other).ends() or ("", ""))[1]
        if self.joint in "/(" and _old_and_new(one, other):
            return last
        if self.joint == "(":
            return None
        together = self.joint != "u" and _next_to(one, other)
        if self.joint in "au/" and not one.limit and not other.limit and not together:
            return f"{{{first},{last}}}" if self.joint == "a" else f"[{first},{last}]"
        return f"{first}/{last}" if first != last else first


def _limited(point: Point) -> str | None:
    """Write a single point, open on one side where the words set only a limit."""
    ends = _strictly(point).ends()
    if ends is None:
        return None
    if point.limit in ("not after", "before"):
        return f"../{ends[1]}"
    if point.limit in ("not before", "after"):
        return f"{ends[0]}/.."
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}/{ends[1]}"


def _strictly(point: Point) -> Point:
    """Step off the point itself where the words exclude it: "before 7 March" ends on the sixth."""
    if point.limit not in ("before", "after") or point.season or point.part:
        return point
    step = -1 if point.limit == "before" else 1
    if point.day is None:
        months = (point.year or 0) * 12 + (point.month or 1) - 1 + step * (1 if point.month else 12)
        return replace(point, year=months // 12, month=months % 12 + 1 if point.month else None)
    edge = bounds(point.plain() or "")[0]
    if edge is None or edge in (date.min, date.max):
        return point
    moved = edge + timedelta(days=step)
    return replace(point, year=moved.year, month=moved.month, day=moved.day)


def _old_and_new(one: Point, other: Point) -> bool:
    """Tell whether two days are one day in Old and New Style, as in "5/18 March 1916"."""
    turned = one.gregorian() if one.day else None
    return turned is not None and turned[0].plain() == other.plain()


def _next_to(one: Point, other: Point) -> bool:
    """Tell whether the second point begins on the day after the first ends."""
    end, start = bounds(one.plain() or "")[1], bounds(other.plain() or "")[0]
    return end is not None and start is not None and (start - end).days == 1


def reading(found: Row, first: int, last: int, sort: str | None, *, day_first: bool | None,
            year: int | None) -> Reading | None:
    """Say what the tokens first to last mean.

    Args:
        found: the row they stand in.
        first: index of the first token.
        last: index after the last token.
        sort: iso, ymd, dmy, roman, span or mongolian for dates in figures; anything else for dates in words.
        day_first: how 3/4/1936 is read; None leaves both readings open.
        year: stands in for a year that is not printed.

    Returns:
        None when the words are no date after all (no year, and none to stand in).
    """
    tokens = found.tokens[first:last]
    if sort == "span":
        return _span(tokens, year)
    if sort in ("iso", "ymd", "dmy", "roman", "mongolian"):
        return _figures(tokens, sort, day_first, year)
    points = [_point(half, found.doubted, at, year) for half, at in _halves(tokens, first)]
    if points[0].season and len(points) == 2:
        return _winter(points)
    joints = [token.kind for at, token in enumerate(tokens) if _joins(tokens, at)]
    joint = "w" if tokens[0].kind == "w" else (joints or ["-"])[0]
    lent = all(point.year is None for point in points) or any(token.kind == "t" for token in tokens)
    return Reading(_filled(points, year), joint, inferred=lent)


def _joins(tokens: list[Token], at: int) -> bool:
    """Tell whether a token stands between two points; the dashes of "mid-November" and "November 18—1946" do not."""
    kind = tokens[at].kind
    if kind == "," and at + 1 < len(tokens):
        return tokens[at + 1].kind == "k" and at > 0
    if kind == "-" and at and tokens[at - 1].kind in "Dz" and tokens[at + 1].kind in "YyZ":
        return False  # "November 18—1946"
    return kind in "-/auT(" and at > 0 and tokens[at - 1].kind not in "biepq"


def _halves(tokens: list[Token], first: int) -> Iterator[tuple[list[Token], int]]:
    """Part the tokens where two points join; each half with its place in the row."""
    start = 0
    for at in range(len(tokens)):
        if _joins(tokens, at):
            if any(token.value for token in tokens[start:at]):
                yield tokens[start:at], first + start
            start = at + 1
    yield tokens[start:], first + start


def _point(tokens: list[Token], doubted: frozenset[int], first: int, year: int | None) -> Point:
    """Read one point; what editors put in brackets stands in for what is printed before it."""
    values: dict[str, int] = {}
    limit = part = ""
    denied = approximate = False
    for token in tokens:
        kind = token.kind
        if kind in "DzYyZMS":
            values[kind.translate(FIELD)] = token.value
        elif kind == "k":
            denied = True
        elif kind in "FLfl":
            # "not earlier", "not before" are starts; "before" and "earlier than" alone are ends
            limit = INCLUSIVE[kind] if denied else STRICT[kind]
        elif kind in "biepq":
            part, approximate = kind, True
        elif kind in "cC":
            approximate = True
        elif kind == "t" and year:
            values["Y"] = year
    unsure = any(at in doubted for at in range(first, first + len(tokens)))
    return Point(values.get("Y"), values.get("M"), values.get("D"), values.get("S"), limit, part, approximate, unsure)


FIELD = str.maketrans("zyZ", "DYY")


def _winter(points: list[Point]) -> Reading:
    """Read a season that lies in two years: "winter of 1935/36" is December to February."""
    start = points[0].year or 0
    ends = (12, 2) if points[0].season == 24 else (3, 11)
    first = replace(points[0], season=None, month=ends[0])
    return Reading((first, replace(first, year=start + 1, month=ends[1])))


def _filled(points: list[Point], year: int | None) -> tuple[Point, ...]:
    """Let each of two points lend the other the year or month it was printed without."""
    last = points[-1]
    month = last.month if last.month or last.season else points[0].month
    last = replace(last, year=last.year or points[0].year or year, month=month)
    if len(points) == 1:
        return (last,)
    first = replace(points[0], month=points[0].month or (last.month if points[0].day else None))
    if first.year is None and last.year is not None:
        # "30 December - 7 January 1936" begins in the year before
        later = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 32)
        crossing = later and (first.month or 0) > (last.month or 0)
        first = replace(first, year=last.year - crossing)
    return first, last


def _span(tokens: list[Token], year: int | None) -> Reading | None:
    """Read two dates in figures with a dash between them: "13.VI.63 - 25.X.63"."""
    middle = next(at for at, token in enumerate(tokens) if at and token.kind in "-T")
    halves = [_figures(half, "dmy", True, year) for half in (tokens[:middle], tokens[middle + 1:])]
    points = tuple(half.points[0] for half in halves if half)
    return Reading(points) if len(points) == 2 else None


def _figures(tokens: list[Token], sort: str, day_first: bool | None, year: int | None) -> Reading | None:
    """Read a date in figures, where only the order tells day from month; words before it qualify it."""
    start = next(at for at, token in enumerate(tokens) if token.kind in "DnY")
    said = _point(tokens[:start], frozenset(), 0, None)
    one, two, *rest = [token for token in tokens[start:] if token.kind in "DnYRz"]
    if sort == "mongolian":
        month = two.value + (10 if any(token.kind == "A" for token in tokens) else 0)
        return Reading((Point(one.value, month, rest[0].value if rest else None),))
    if one.kind == "Y":
        return Reading((replace(said, year=one.value, month=two.value, day=rest[0].value),))
    if rest[0].kind != "Y" and rest[0].end - rest[0].start != 2:
        return None
    full = rest[0].value if rest[0].kind == "Y" else _century(rest[0].value, year)
    day_month = replace(said, year=full, month=two.value, day=one.value)
    if tokens[start + 1].kind not in "/-" or two.kind == "R" or day_first:
        return Reading((day_month,))
    possible = [point for point in (day_month, replace(day_month, month=one.value, day=two.value)) if point.plain()]
    if len(possible) == 2 and possible[0] != possible[1]:
        return Reading(tuple(sorted(possible, key=lambda point: point.plain() or "")), "u")
    return Reading((possible[0],)) if possible else None


def _century(figures: int, year: int | None) -> int:
    """Complete a year printed with two figures, to the one nearest the year given; else in the 1900s."""
    if year is None:
        return 1900 + figures
    return min((figures + century for century in range(1000, 2200, 100)), key=lambda full: abs(full - year))


__all__ = ["Point", "Reading", "reading"]
