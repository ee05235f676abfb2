"""When meetings lie on a chart: the day of each, and periods long enough to count in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from memcon.inquiries.influence.evidence import Met
from memcon.model.dates import bounds
from memcon.model.errors import TooLittle

WEEKS, MONTHS = 180, 2000  # days of a series up to which it is counted by week, by month; beyond it by year
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month or year: its first day, its middle, and how it is written."""

    first: date
    middle: date
    name: str


def days(meetings: Sequence[Met]) -> dict[int, date]:
    """Give the day of each meeting that has a date: the middle of the days it can mean; others are left out."""
    found = {}
    for number, met in enumerate(meetings):
        first, last = bounds(met.date or "")
        known = first or last
        if known is not None:
            found[number] = known + ((last or known) - known) / 2
    return found


def unit(dated: Mapping[int, date]) -> str:
    """Say what to count a series by: week, month or year."""
    span = (max(dated.values()) - min(dated.values())).days
    return "week" if span <= WEEKS else "month" if span <= MONTHS else "year"


def periods(dated: Mapping[int, date]) -> dict[int, Period]:
    """Give the week, month or year of each meeting."""
    by = unit(dated)
    return {number: period(day, by) for number, day in dated.items()}


def every(held: Iterable[Period], by: str) -> tuple[Period, ...]:
    """Give all periods from the first to the last, those without a meeting too."""
    first, last = min(one.first for one in held), max(one.first for one in held)
    found = [period(first, by)]
    while found[-1].first < last:
        found.append(period(found[-1].first + timedelta(days={"week": 7, "month": 32, "year": 367}[by]), by))
    return tuple(found)


def period(day: date, by: str) -> Period:
    """Give the week, month or year that a day lies in."""
    if by == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=3), f"{first.day} {MONTH_NAMES[first.month - 1]} {first.year}")
    if by == "month":
        return Period(day.replace(day=1), day.replace(day=15), f"{MONTH_NAMES[day.month - 1]} {day.year}")
    return Period(day.replace(month=1, day=1), day.replace(month=7, day=1), str(day.year))


def enough(dated: Mapping[int, date], needed: int, what: str) -> None:
    """Refuse a chart over time of meetings on too few days.

    Raises:
        TooLittle: fewer days are known than are needed.
    """
    known = len(set(dated.values()))
    if known < needed:
        raise TooLittle(
            f"{what}: the meetings lie on {known} known day{'' if known == 1 else 's'}; a course over time needs "
            f"{needed} or more. Ask of a longer series, or see: memcon meetings ARCHIVE"
        )


def span(dated: Mapping[int, date]) -> str:
    """Write from when to when."""
    first, last = min(dated.values()), max(dated.values())
    return f"{first.day} {MONTH_NAMES[first.month - 1]} {first.year} to {written(last)}"


def written(day: date) -> str:
    """Write a day: 3 Jan 1946."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def undated(meetings: Sequence[Met], dated: Mapping[int, date]) -> str:
    """Say how many meetings have no date and are not drawn; "" where all have one."""
    lacking = len(meetings) - len(dated)
    return f"; {lacking} without a date not drawn" if lacking else ""


def axis(dated: Mapping[int, date]) -> dict[str, Any]:
    """Give the axis of days: years alone for a long series, else months, the year under the first and each January."""
    days_apart = (max(dated.values()) - min(dated.values())).days
    if days_apart > MONTHS:
        return {"labelAngle": 0, "format": "%Y", "tickCount": 8, "labelOverlap": "greedy"}
    day = "%-d %b" if days_apart < WEEKS // 2 else "%b"
    year = "datum.index === 0 || utcFormat(datum.value, '%j') === '001' ? utcFormat(datum.value, '%Y') : ''"
    return {
        "labelAngle": 0, "tickCount": 10, "labelOverlap": "greedy",
        "labelExpr": f"[utcFormat(datum.value, '{day}'), {year}]",
    }  # fmt: skip


def along(dated: Mapping[int, date]) -> dict[str, Any]:
    """Give the encoding of days along the chart; days are those of the record, wherever the chart is looked at."""
    return {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": axis(dated)}
