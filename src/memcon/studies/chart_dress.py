"""How charts look: colours that eyes of all kinds can tell apart on light and dark paper, type, and the head."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from memcon.model.errors import MissingExtra
from memcon.studies.chart import Picture

FIRST, SECOND, NEITHER = "#0072B2", "#D55E00", "#8C8C8C"  # the two sides, and who belongs to neither
SHADES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#7A5195")
# after M. Okabe and K. Ito, Color Universal Design (2008), without the yellow that is lost on white
OTHER = "#C9C5BC"
INK, QUIET, LINE, PAPER = "#1d1c1a", "#66625b", "#dcd7cd", "#fbfaf7"
AT_NIGHT = {
    INK: "#e9e5dc", QUIET: "#a39d92", LINE: "#3a3732", PAPER: "#171614", OTHER: "#5a564e", FIRST: "#4ba6dd",
    SECOND: "#f08a45",
}  # fmt: skip
TYPE = "Georgia, 'Noto Serif', 'DejaVu Serif', serif"
WIDTH, HEIGHT = 680, 340
LINE_LENGTH = 104  # letters of a line under the title
LACKING = "Charts need {}. Install it with: pip install 'memcon[charts]' (in a copy: pip install -e '.[charts]')"


def engine() -> Any:
    """Give Altair.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        import altair
    except ImportError as error:
        raise MissingExtra(LACKING.format("Altair")) from error
    return altair


def dressed(picture: Picture) -> dict[str, Any]:
    """Give the specification of a picture with its head, its words for those who cannot see it, and the dress of all.

    It is checked against the schema of Vega-Lite.
    """
    lines = [line for one in picture.counted for line in wrap(one, LINE_LENGTH, break_on_hyphens=False)]
    whole = {
        **picture.layers,
        "title": {"text": picture.title, "subtitle": lines},
        "description": picture.told,
        "background": "transparent",
        "config": _config(),
    }
    altair = engine()
    altair.Chart.from_dict(_bare(whole))
    return {**whole, "$schema": altair.SCHEMA_URL}


def _bare(part: Any) -> Any:
    """Give a specification without its rows: these hold to no schema, and are many."""
    if isinstance(part, list):
        return [_bare(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {name: [] if _are_rows(name, one) else _bare(one) for name, one in part.items()}


def _are_rows(name: str, part: Any) -> bool:
    return name == "values" and isinstance(part, list) and bool(part) and isinstance(part[0], dict)


def _config() -> dict[str, Any]:
    return {
        "font": TYPE,
        "view": {"stroke": None},
        "title": {
            "anchor": "start", "frame": "group", "color": INK, "fontSize": 17, "fontWeight": "bold", "offset": 14,
            "subtitleColor": QUIET, "subtitleFontSize": 11.5, "subtitlePadding": 6, "subtitleLineHeight": 15,
        },
        "axis": {
            "labelColor": QUIET, "titleColor": QUIET, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE,
            "labelFontSize": 11, "titleFontSize": 11.5, "titleFontWeight": "normal", "titlePadding": 8,
        },
        "axisX": {"grid": False, "domainColor": QUIET, "tickColor": QUIET},
        "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
        "legend": {
            "labelColor": INK, "titleColor": QUIET, "labelFontSize": 11.5, "titleFontSize": 11,
            "titleFontWeight": "normal", "labelLimit": 320, "symbolStrokeWidth": 0, "columnPadding": 18,
        },
        "text": {"color": INK, "fontSize": 11},
        "rule": {"color": QUIET},
    }  # fmt: skip


def inline(rows: Any) -> dict[str, Any]:
    """Give rows as they stand in a specification."""
    return {"values": [dict(row) for row in rows]}


def sides(names: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Say in which colour each side is drawn."""
    scale = {"domain": list(names), "range": [FIRST, SECOND]}
    return {"field": "side", "type": "nominal", "scale": scale, "title": None, **more}
