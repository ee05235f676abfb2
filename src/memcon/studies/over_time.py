"""A measure over a series of meetings: a point a meeting and side, a smoothed line, and how far it may be believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.inquiries.influence.measure import FEW, Figure, Floats, Interval, Reading
from memcon.inquiries.influence.resampling import DIFFERENCE, drawings
from memcon.model.errors import TooLittle
from memcon.studies.chart import Matter, Picture
from memcon.studies.chart_dress import HEIGHT, LINE, QUIET, WIDTH, inline, sides
from memcon.studies.chart_time import along, days, enough, span, undated

BOUNDS = (2.5, 97.5)  # percentiles of the band
STEPS = 80  # places along the axis at which the line is worked out
PART = 8  # the line takes meetings within about this part of the series together
NEAR, COMPANY = 1.5, 3  # the line stands where so many meetings lie within so many widths of the bell curve
SHARE = ".0%"
SCRAP = STEPS // 16  # places in a row of which a piece of the line has at least so many
GROUNDED = 0.9  # share of the drawings in which there must be something to count


@dataclass(frozen=True, slots=True)
class Sought:
    """What is drawn over time: a measure's quantity, and the words for it.

    `counted` says what a point is; `middle` is where a line marks the
    balance, None for none. `unit` names what a point's size counts.
    """

    measure: str
    quantity: str
    title: str
    axis: str
    counted: str
    unit: str
    form: str = SHARE
    exact: str = ".0%"
    middle: float | None = 0.5
    range: tuple[float, float] | None = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Course:
    """One side's values, one a meeting: day numbers, values, and what each is out of."""

    side: str
    at: Floats
    value: Floats
    of: Floats
    meeting: tuple[int, ...]


def over_time(matter: Matter, sought: Sought) -> Picture:
    """Draw a quantity of both sides over the series.

    The line is a running mean of the meetings, weighted by what each is out of and by a bell curve an eighth of the
    series wide, where COMPANY meetings are near; the band holds 95 % of such lines with meetings drawn anew.

    Raises:
        TooLittle: the measure is refused, or there are values of fewer than FEW meetings.
    """
    found = matter.reading(sought.measure)
    if found.refused:
        raise TooLittle(f"{sought.title}: {found.refused}")
    dated = days(matter.evidence.meetings)
    enough(dated, 2, sought.title)
    courses = [_course(found, sought.quantity, side, dated) for side in matter.evidence.names]
    for one in courses:
        if len(one.at) < FEW:
            raise TooLittle(
                f"{sought.title}: {one.side} has a figure in {len(one.at)} of the meetings; {FEW} are needed. "
                "Ask of a longer series, or of all issues."
            )
    rows = [row for one in courses for row in _points(one, matter, dated)]
    lines = [row for one in courses for row in _line(one, matter.drawings)]
    return Picture(
        sought.title + matter.on,
        tuple(_counted(matter, sought, found, courses, dated)),
        _told(matter, sought, found, courses, dated),
        _layers(matter.evidence.names, sought, along(dated), rows, lines),
    )


def _course(found: Reading, quantity: str, side: str, dated: Mapping[int, date]) -> Course:
    held = [
        one for one in found.points
        if one.quantity == quantity and one.side == side and one.issue is None and one.meeting in dated and one.of
    ]  # fmt: skip
    held.sort(key=lambda one: (dated[one.meeting], one.meeting))
    return Course(
        side,
        np.array([dated[one.meeting].toordinal() for one in held], dtype=np.float64),
        np.array([one.value for one in held], dtype=np.float64),
        np.array([abs(one.of) for one in held], dtype=np.float64),
        tuple(one.meeting for one in held),
    )


def _points(course: Course, matter: Matter, dated: Mapping[int, date]) -> Iterator[dict[str, Any]]:
    for meeting, value, of in zip(course.meeting, course.value.tolist(), course.of.tolist(), strict=True):
        met = matter.evidence.meetings[meeting]
        yield {
            "side": course.side, "day": dated[meeting].isoformat(), "value": round(value, 4), "of": of,
            "meeting": met.title, "date": met.date, "record": met.record,
        }  # fmt: skip


def smoothed(course: Course, grid: Floats, width: float, weights: Floats) -> Floats:
    """Give the running mean at each place of the grid, for each row of weights of the meetings; shape (rows, grid)."""
    near = np.exp(-0.5 * ((grid[:, None] - course.at[None, :]) / width) ** 2)
    above, below = weights @ (near * (course.value * course.of)).T, weights @ (near * course.of).T
    divided: Floats = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 1e-9)
    return divided


def _line(course: Course, times: int) -> Iterator[dict[str, Any]]:
    grid = np.linspace(course.at.min(), course.at.max(), STEPS)
    width = max((course.at.max() - course.at.min()) / PART, 1.0)
    line = smoothed(course, grid, width, np.ones((1, len(course.at))))[0]
    spread = smoothed(course, grid, width, drawings(len(course.at), times))
    distance = np.abs(grid[:, None] - course.at[None, :]) / width
    alone = (distance <= NEAR).sum(axis=1) < COMPANY
    known = np.isfinite(spread).mean(axis=0)
    stands = ~alone & (known >= GROUNDED) & np.isfinite(line)
    for number, piece in _pieces(stands):
        at = float(grid[number])
        low, high = np.nanpercentile(spread[:, number], BOUNDS)
        yield {
            "side": course.side, "piece": f"{course.side} {piece}", "day": date.fromordinal(round(at)).isoformat(),
            "value": round(float(line[number]), 4), "low": round(float(low), 4), "high": round(float(high), 4),
        }  # fmt: skip


def _pieces(stands: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Give the places where the line stands, each with the number of its piece; scraps are left out."""
    for piece, (stand, run) in enumerate(groupby(range(len(stands)), key=lambda one: bool(stands[one]))):
        places = list(run)
        if stand and len(places) >= SCRAP:
            yield from ((one, piece) for one in places)


def _counted(
    matter: Matter, sought: Sought, found: Reading, courses: Sequence[Course], dated: Mapping[int, date]
) -> Iterator[str]:
    yield sought.counted
    sums = [f"{one.of.sum():,.0f}" for one in courses]
    apart = " and ".join(f"{total} ({one.side})" for total, one in zip(sums, courses, strict=True))
    of = sums[0] if sums[0] == sums[1] else apart
    yield (
        f"{len(matter.evidence.meetings)} meetings, {span(dated)}{undated(matter.evidence.meetings, dated)}; "
        f"out of {of} {sought.unit}."
    )
    yield "Line: running mean, where three meetings are near. Band: 95 % of such lines, meetings drawn anew."
    better = [one for one in _whole(found, sought) if one.corrected is not None]
    if better:
        said = "; ".join(f"{one.side} {_interval(one.corrected, sought.exact)}" for one in better)
        yield f"Raw, as the machine tells it. Over the whole series, corrected by the checked sample: {said}."
    elif matter.evidence.checked.is_empty():
        yield "Told by a machine; no sample was checked, so the band leaves the machine’s errors out."


def _told(
    matter: Matter, sought: Sought, found: Reading, courses: Sequence[Course], dated: Mapping[int, date]
) -> str:
    said = "; ".join(_figure(one, sought.exact) for one in _whole(found, sought))
    over = ", ".join(f"{one.side} in {len(one.at)}" for one in courses)
    return (
        f"{sought.title}{matter.on}, {span(dated)}. A point for each of {len(matter.evidence.meetings)} meetings "
        f"({over}), and a smoothed line for each side. Over the whole series: "
        f"{said or 'no figure that means anything'}."
    )


def _whole(found: Reading, sought: Sought) -> list[Figure]:
    return [
        one for one in found.figures
        if one.quantity == sought.quantity and one.issue is None and one.value is not None and one.side != DIFFERENCE
    ]  # fmt: skip


def _figure(one: Figure, form: str) -> str:
    raw = None if one.value is None or one.low is None or one.high is None else Interval(one.value, one.low, one.high)
    better = f" (corrected {_interval(one.corrected, form)})" if one.corrected is not None else ""
    return f"{one.side or 'both'} {_interval(raw, form)}{better}"


def _interval(one: Interval | None, form: str) -> str:
    return "?" if one is None else f"{one.value:{form}}, 95 % interval {one.low:{form}} to {one.high:{form}}"


def _layers(
    names: tuple[str, str], sought: Sought, x: dict[str, Any], rows: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> dict[str, Any]:
    scale = {"domain": list(sought.range), "nice": False} if sought.range else {"zero": False}
    y = {"type": "quantitative", "title": sought.axis, "scale": scale, "axis": _scale(sought)}
    legend = {"orient": "top", "symbolType": "circle", "symbolSize": 110, "symbolOpacity": 1, "offset": 4}
    area, line, points = (_mark(one) for one in ("area", "line", "point"))
    area["encoding"] = {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}, "detail": {"field": "piece"},
                        "color": sides(names, legend=legend)}  # fmt: skip
    line["encoding"] = {"x": x, "y": y | {"field": "value"}, "color": sides(names, legend=legend),
                        "detail": {"field": "piece"},
                        "strokeDash": {"field": "side", "type": "nominal", "legend": None,
                                       "scale": {"domain": list(names), "range": [[1, 0], [7, 3]]}}}  # fmt: skip
    points["encoding"] = _point_encoding(names, sought, x, y, legend, nice(max(row["of"] for row in rows)))
    area["data"], line["data"], points["data"] = inline(lines), inline(lines), inline(rows)
    return {"width": WIDTH, "height": HEIGHT, "layer": [*_middle(sought, y), area, points, line]}


def _point_encoding(
    names: tuple[str, str], sought: Sought, x: dict[str, Any], y: dict[str, Any], legend: dict[str, Any],
    sizes: Sequence[float],
) -> dict[str, Any]:
    return {
        "x": x,
        "y": y | {"field": "value"},
        "color": sides(names, legend=legend),
        "shape": {"field": "side", "type": "nominal", "legend": None,
                  "scale": {"domain": list(names), "range": ["circle", "diamond"]}},
        "size": {"field": "of", "type": "quantitative", "title": sought.unit,
                 "scale": {"range": [12, 260], "zero": True},
                 "legend": {"orient": "top", "symbolFillColor": QUIET, "symbolStrokeColor": QUIET,
                            "values": list(sizes), "offset": 4, "titleOrient": "left"}},
        "tooltip": [
            {"field": "side", "title": "side"}, {"field": "value", "type": "quantitative", "format": sought.form,
                                                 "title": sought.axis},
            {"field": "of", "type": "quantitative", "title": sought.unit}, {"field": "date", "title": "date"},
            {"field": "meeting", "title": "record"}, {"field": "record", "title": "id"},
        ],
    }  # fmt: skip


def _scale(sought: Sought) -> dict[str, Any]:
    signed = {"labelExpr": f"datum.value === 0 ? '0' : format(datum.value, '{sought.form}')"}
    return {"format": sought.form, "tickCount": 6} | (signed if sought.form.startswith("+") else {})


def nice(most: float) -> tuple[float, ...]:
    """Give up to three round sizes for a legend, the largest not above the most."""
    steps = [lead * 10.0**power for power in range(9) for lead in (1, 2, 5) if lead * 10.0**power <= max(most, 1)]
    return tuple(dict.fromkeys((steps[max(0, len(steps) - 4)], steps[-1])))


def _mark(kind: str) -> dict[str, Any]:
    marks: dict[str, dict[str, Any]] = {
        "area": {"type": "area", "opacity": 0.17, "line": False},
        "line": {"type": "line", "strokeWidth": 2.4},
        "point": {"type": "point", "filled": True, "opacity": 0.42, "stroke": None},
    }
    return {"mark": marks[kind]}


def _middle(sought: Sought, y: dict[str, Any]) -> list[dict[str, Any]]:
    if sought.middle is None:
        return []
    rule = {"mark": {"type": "rule", "color": LINE, "strokeWidth": 2}, "data": inline([{"value": sought.middle}])}
    return [rule | {"encoding": {"y": y | {"field": "value"}}}]
