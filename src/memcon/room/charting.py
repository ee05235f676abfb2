"""Charts as they stand in a page of the room: drawings in the page's own colours, light and dark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from memcon.archive.archive import Archive
from memcon.model.errors import MemconError
from memcon.room.setting import shown
from memcon.studies import chart_verbs
from memcon.studies.chart_forms import Drawing, svg

STYLED = re.compile(r'<style>.*?</style>| style="[^"]*"', re.DOTALL)  # the page's policy allows no styles but its own
NAMED = re.compile(r'( id="|url\(#|href="#)(?!chart-)')


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart on a page: `svg` is the drawing, None where `why` says what it lacks; `told` says what it shows."""

    name: str
    title: str
    counted: tuple[str, ...] = ()
    told: str = ""
    beware: str = ""
    svg: str | None = None
    why: str | None = None


def inline(drawing: Drawing) -> str:
    """Give a drawing as SVG for a page of the room: without styles, for room.css has its colours; ids are its own."""
    name = f"chart-{drawing.name}"
    bare = STYLED.sub("", svg(drawing, name=name))
    return str(shown(NAMED.sub(rf"\1{name}-", bare)))


def charted(
    archive: Archive, between: tuple[str, ...], issue: str | None, since: date | None, until: date | None
) -> tuple[Charted, ...]:
    """Draw the charts of two sides.

    Raises:
        MissingExtra: what draws is not installed.
        NotFound, TooLittle: there is nothing to draw.
    """
    found = chart_verbs.several(archive, between=between, issue=issue, since=since, until=until)
    return tuple(_charted(one.name, one.title, one.beware, drawn) for one, drawn in found)


def course(archive: Archive, issue: str, between: tuple[str, ...]) -> Charted:
    """Draw the course of an issue between two."""
    chart = chart_verbs.named("course")
    try:
        drawn: Drawing | MemconError = chart_verbs.chart(archive, "course", between=between, issue=issue)
    except MemconError as error:
        drawn = error
    return _charted(chart.name, chart.title, chart.beware, drawn)


def _charted(name: str, title: str, beware: str, drawn: Drawing | MemconError) -> Charted:
    if isinstance(drawn, MemconError):
        return Charted(name, title, why=str(drawn))
    return Charted(name, drawn.title, drawn.counted, drawn.told, beware, inline(drawn))
