"""Draw the charts of the Marshall mission and write docs/charts.md: python -m benchmarks.pictures [ARCHIVE].

ARCHIVE is one that holds volumes VII of 1945 and IX and X of 1946; it is made (in two minutes) where none is given.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import memcon
from benchmarks.measuring import PROJECT, SHARED, machine
from memcon.studies import chart_forms, chart_verbs
from memcon.studies.chart_forms import Drawing

VOLUMES = ("frus1945v07.epub", "frus1946v09.epub", "frus1946v10.epub")
PAIR = ("Marshall", "Chou En-lai")
ASKED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("agenda", "agenda-words", ("Manchuria", "cease-fire", "communications", "Executive Headquarters", "Changchun")),
    ("agenda", "agenda", ()),
    ("concession", "concession", ()),
    ("course", "course", ("Manchuria",)),
    ("leadership", "leadership", ()),
    ("pressing", "pressing", ()),
    ("share", "share", ()),
)
LARGEST = 200_000  # bytes of a picture
OPENING = """# Charts of a series of meetings

Written by `python -m benchmarks.pictures` on {day}, on {machine}.

    memcon chart --charts                                   # which there are, and what to beware of
    memcon chart ARCHIVE concession --between Marshall "Chou En-lai" --to concession.svg
    memcon chart ARCHIVE agenda --issue Manchuria --issue cease-fire --to agenda.html
    memcon chart ARCHIVE course --issue Manchuria --since 1946-03 --to course.pdf

They need Altair and vl-convert: `pip install 'memcon[charts]'` (in a copy of the source: `pip install -e '.[charts]'`).
The name of the file says the form: `.svg` and `.pdf` for print; `.png`; `.html`, a page that answers the mouse and
fetches nothing; `.json`, the Vega-Lite specification with its figures, to change in any editor that knows Vega-Lite.

In Python the same is `memcon.chart(ARCHIVE, "concession", between=("Marshall", "Chou En-lai"))`. In a notebook it shows
itself; `.svg()` gives the picture as text, `.altair()` an Altair chart to change. [A worked
notebook](notebooks/marshall.py) uses them all (`marimo edit docs/notebooks/marshall.py`).

- **Under each title stands what is counted, and out of what**, and how many meetings have no date and are not drawn.
- **Bands** hold 95 % of the lines got by drawing the meetings anew. A line stands only where three meetings are near.
- **Too little is refused**, with the reason, in place of an empty or a telling picture of nothing.
- Colours are told apart by eyes of all kinds (after Okabe and Ito); the second side is also dashed, its points are
  diamonds. SVG has no ground; its ink turns light where the reader prefers dark pages, and it carries a description for
  those who cannot see it.
- A new chart is one file in `studies/charts/` that declares `CHART`, or an entry point `memcon.charts`.

The pictures below are of the talks of Marshall and Chou En-lai, 1945-46, as the machine reads them: nobody has
corrected anything."""


def main(asked: Sequence[str] = ()) -> None:
    """Draw the charts, and write the page around them."""
    files = [SHARED / "corpora" / "frus" / name for name in VOLUMES]
    if not asked and not all(path.is_file() for path in files):
        print("docs/charts.md is left as it is: the volumes are not beside the project.")
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(asked[0]) if asked else Path(folder) / "marshall"
        if not asked:
            memcon.create(archive)
            memcon.add(archive, *files)
            memcon.process(archive)
        parts = []
        for name, file, issues in ASKED:
            begun = time.perf_counter()
            drawing = memcon.chart(archive, name, between=PAIR, issue=issues)
            path = chart_forms.write(drawing, PROJECT / "docs" / "pictures" / f"{file}.svg")
            assert path.stat().st_size < LARGEST, path
            parts.append(section(name, file, issues, drawing))
            print(f"{file}: {path.stat().st_size:,} bytes, {time.perf_counter() - begun:.1f} s", flush=True)
    day = datetime.now(UTC).date().isoformat()
    page = "\n\n".join([OPENING.format(day=day, machine=machine()), *parts])
    (PROJECT / "docs" / "charts.md").write_text(page + "\n", encoding="utf-8")


def section(name: str, file: str, issues: Sequence[str], drawing: Drawing) -> str:
    """Write what is said of one chart: the command, the picture, its description, what to beware of."""
    chart = chart_verbs.named(name)
    more = "".join(f' --issue "{one}"' if " " in one else f" --issue {one}" for one in issues)
    told = drawing.told.replace("[", "(").replace("]", ")")
    return (
        f"## {drawing.title}" + (", in words you give" if name == "agenda" and issues else "") + "\n\n"
        f"`memcon chart ARCHIVE {name}{more}`: {chart.shows}.\n\n![{told}](pictures/{file}.svg)\n\n"
        f"Beware: {chart.beware[0].lower()}{chart.beware[1:]}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
