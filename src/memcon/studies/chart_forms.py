"""A drawing as a file: SVG, PNG, PDF, HTML that fetches nothing, and the specification in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from memcon.archive.writing import replacing, write_words
from memcon.model.errors import MemconError, MissingExtra
from memcon.studies.chart import Chart, Matter
from memcon.studies.chart_dress import AT_NIGHT, INK, LACKING, PAPER, TYPE, dressed, engine

SHARP = 2.0  # pixels of a PNG to a pixel of the specification
ROOT = re.compile(r"<svg\b[^>]*>")
CLASS = re.compile(r' class="[^"]*"')
TAG = re.compile(r"<(?=[/!?a-zA-Z])")  # where a page would begin to read mark-up
NOWHERE: list[str] = []  # addresses from which the renderer may fetch anything


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn: `specification` is Vega-Lite, whole and with its figures in it; nothing is fetched.

    In a notebook it shows itself as a picture.
    """

    name: str
    title: str
    counted: tuple[str, ...]
    told: str
    specification: Mapping[str, Any] = field(repr=False)

    def svg(self) -> str:
        """Give the drawing as an SVG picture that fits light and dark pages."""
        return svg(self)

    def altair(self) -> Any:
        """Give the drawing as an Altair chart, to change it in a notebook."""
        return engine().Chart.from_dict(dict(self.specification))

    def _repr_svg_(self) -> str:
        return self.svg()


def drawn(chart: Chart, matter: Matter) -> Drawing:
    """Draw a chart.

    Raises:
        TooLittle: there is too little to draw.
        MissingExtra: Altair is not installed.
    """
    engine()
    picture = chart.draw(matter)
    return Drawing(chart.name, picture.title, picture.counted, picture.told, dressed(picture))


def svg(drawing: Drawing, *, name: str = "chart") -> str:
    """Give a drawing as SVG, to stand in a page or a file of its own; nothing touches the disk.

    The ground is transparent. Ink and lines turn light where the reader prefers dark pages. Title and description are
    in it for screen readers.

    Args:
        drawing: the drawing.
        name: begins the ids within the picture; another for each picture of one page.
    """
    made: str = _renderer().vegalite_to_svg(dict(drawing.specification), allowed_base_urls=NOWHERE)
    said = f"{name}-title {name}-told"
    head = (
        f'<title id="{name}-title">{escape(drawing.title)}</title><desc id="{name}-told">{escape(drawing.told)}</desc>'
        f"<style>{at_night('.memcon-chart')}</style>"
    )
    root = ROOT.search(made)
    begin = CLASS.sub("", root[0]) if root else "<svg>"
    fits = 'class="memcon-chart" style="max-width:100%;height:auto"'
    begin = f'{begin[:-1]} {fits} role="img" aria-labelledby="{said}">'
    return begin + head + made[root.end() if root else 0 :]


def at_night(within: str) -> str:
    """Give the style that turns ink, lines and paper over where the reader prefers dark pages."""
    turned = "".join(
        f'{within} [{part}="{day}"]{{{part}:{night}}}' for day, night in AT_NIGHT.items() for part in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{turned}}}"


def png(drawing: Drawing) -> bytes:
    """Give a drawing as PNG on white, twice as sharp as a screen."""
    made: bytes = _renderer().vegalite_to_png(_on_white(drawing), scale=SHARP, allowed_base_urls=NOWHERE)
    return made


def pdf(drawing: Drawing) -> bytes:
    """Give a drawing as PDF, for print."""
    made: bytes = _renderer().vegalite_to_pdf(_on_white(drawing), allowed_base_urls=NOWHERE)
    return made


def html(drawing: Drawing) -> str:
    """Give a drawing as a page that answers the mouse; its scripts are in it, nothing is fetched."""
    made: str = _renderer().vegalite_to_html(_harmless(dict(drawing.specification)), bundle=True, renderer="svg")
    dress = (
        f'<title>{escape(drawing.title)}</title><meta name="color-scheme" content="light dark"><style>'
        f"html{{background:{PAPER};color:{INK}}}body{{margin:2rem}}#told{{max-width:44rem;font-family:{TYPE}}}"
        f"@media (prefers-color-scheme:dark){{html{{background:{AT_NIGHT[PAPER]};color:{AT_NIGHT[INK]}}}}}"
        f"{at_night('#vega-chart svg')}</style>"
    )
    place = '<div id="vega-chart"></div>'
    return (
        made.replace("<html>", '<html lang="en">', 1)
        .replace("<title>Chart</title>", dress, 1)
        .replace(place, f'{place}<p id="told">{escape(drawing.told)}</p>', 1)
    )


def _harmless(part: Any) -> Any:
    """Keep words of a record from ending the page's script: a sign that looks the same stands for their "<"."""
    if isinstance(part, Mapping):
        return {name: _harmless(one) for name, one in part.items()}
    if isinstance(part, list | tuple):
        return [_harmless(one) for one in part]
    return TAG.sub("‹", part) if isinstance(part, str) else part


def plain(drawing: Drawing) -> str:
    """Give the specification as JSON, indented."""
    return json.dumps(drawing.specification, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, Callable[[Drawing], str | bytes]] = {
    ".svg": svg, ".png": png, ".pdf": pdf, ".html": html, ".json": plain,
}  # fmt: skip


def form_of(to: Path) -> Callable[[Drawing], str | bytes]:
    """Give what writes the form that a file's name ends in.

    Raises:
        MemconError: no form ends so.
    """
    found = FORMS.get(to.suffix.lower())
    if found is None:
        raise MemconError(f"{to}: the name says no form of chart. End it in one of: {', '.join(FORMS)}.")
    return found


def write(drawing: Drawing, to: Path) -> Path:
    """Write a drawing to a file in the form its name ends in, in place of what stood there.

    Raises:
        MemconError: the name ends in no known form, or the file cannot be written.
    """
    written = form_of(to)(drawing)
    try:
        if isinstance(written, str):
            write_words(to, written)
        else:
            with replacing(to) as beside:
                beside.write_bytes(written)
    except OSError as error:
        raise MemconError(f"{to}: it cannot be written ({error.strerror}). Choose another place with --to.") from error
    return to


def _on_white(drawing: Drawing) -> dict[str, Any]:
    return {**drawing.specification, "background": "white"}


def _renderer() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra(LACKING.format("vl-convert")) from error
    return vl_convert
