"""The figures of `memcon influence` as Markdown to paste, and as a page that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from memcon.cli.influence_lines import Line, Told, head, told

if TYPE_CHECKING:
    from memcon.inquiries.influence.measure import Reading
    from memcon.inquiries.influence.read import Influence

SIGNS = re.compile(r"([\\`*_{}\[\]<>|~$#])")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="memcon">
<title>{title}</title>
<style>
{style}
body {{ max-width: 60rem; }} td, th {{ font-variant-numeric: tabular-nums; }} caption {{ text-align: left; }}
</style>
</head>
<body>
<header><p class="kind">Influence</p><h1 dir="auto">{title}</h1>
{lines}
</header>
<main>
{body}
</main>
<footer><p>Made with memcon. Acts and speakers are told by a machine where no person has ruled.</p></footer>
</body>
</html>"""


def markdown(found: Influence, archive: str, *, folded: bool) -> str:
    """Write the figures as Markdown; what a record or a register says cannot become mark-up."""
    title, lines = head(found, archive)
    parts = [f"## {_plain(title)}", "  \n".join(map(_plain, lines))]
    for reading in found.readings:
        parts += [f"### {_plain(reading.measure.title)}", _plain(reading.measure.definition)]
        if reading.refused:
            parts.append(f"**Refused:** {_plain(reading.refused)}.")
            continue
        shown = told(found, reading, folded=folded)
        rows = [("", *found.sides, "difference"), ("---",) * 4, *_rows(shown)]
        written = ["| " + " | ".join(cell if cell == "---" else _plain(cell) for cell in row) + " |" for row in rows]
        parts.append("\n".join(written))
        parts += [_plain(words) for words in _notes(shown, reading)]
    return "\n\n".join(parts)


def html(found: Influence, archive: str, *, folded: bool) -> str:
    """Write the figures as one page: no scripts, nothing fetched, light and dark."""
    title, lines = head(found, archive)
    style = (resources.files("memcon.studies.forms") / "page.css").read_text(encoding="utf-8")
    body = "\n".join(_section(found, reading, folded=folded) for reading in found.readings)
    said = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    return PAGE.format(title=escape(title), style=style, lines=said, body=body)


def _section(found: Influence, reading: Reading, *, folded: bool) -> str:
    measure = reading.measure
    begun = f'<section id="{escape(measure.name)}"><h2>{escape(measure.title)}</h2><p>{escape(measure.definition)}</p>'
    if reading.refused:
        return f"{begun}<p><b>Refused:</b> {escape(reading.refused)}.</p></section>"
    shown = told(found, reading, folded=folded)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("quantity", *found.sides, "difference"))
    rows = "\n".join(
        "<tr>" + "".join(f'<td data-name="{escape(name)}">{escape(cell)}</td>' for name, cell in
                         zip(("quantity", *found.sides, "difference"), row, strict=True)) + "</tr>"
        for row in _rows(shown)
    )  # fmt: skip
    notes = "".join(f'<p class="quiet">{escape(words)}</p>' for words in _notes(shown, reading))
    return f"{begun}\n<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n{notes}</section>"


def _rows(shown: Told) -> Iterator[Sequence[str]]:
    for line in (*shown.lines, *shown.issues):
        yield _row(line)
        if line.corrected:
            yield ("corrected", *line.corrected)


def _row(line: Line) -> Sequence[str]:
    name = line.name + (f", on “{line.issue}”" if line.issue else "") + (" (both sides)" if line.both else "")
    cells = (
        f"{cell} ({of})" if of and cell else cell or of for cell, of in zip(line.cells, line.of, strict=True)
    )
    return (name, *cells)


def _notes(shown: Told, reading: Reading) -> Iterator[str]:
    if shown.more:
        yield f"… and {shown.more:,} more figures on issues; --all shows them."
    yield from shown.examples
    yield from shown.lacking
    yield f"Beware: {reading.measure.invalid}."
    yield f"After: {reading.measure.source}."


def _plain(words: str) -> str:
    return SIGNS.sub(r"\\\1", " ".join(words.split()))
