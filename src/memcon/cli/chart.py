"""`memcon chart`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from memcon.cli.records import Day
from memcon.cli.say import next_step, say, tell

if TYPE_CHECKING:
    from datetime import date


@click.command("chart", short_help="Draw what was counted in a series of meetings.")
@click.argument("archive", type=click.Path(), required=False)
@click.argument("name", required=False)
@click.option("--to", type=click.Path(dir_okay=False), help="File to write: .svg, .png, .pdf, .html or .json.")
@click.option("--between", metavar="SIDE SIDE", nargs=2, help="Two sides or people; else the pair that meets most.")
@click.option("--issue", "issues", metavar="WORDS", multiple=True, help="An issue; the agenda takes several.")
@click.option("--since", type=Day("first"), help="Only meetings of this day or later (1946, 1946-03, 1946-03-11).")
@click.option("--until", type=Day("last"), help="Only meetings of this day or earlier.")
@click.option("--told", is_flag=True, help="Also meetings that only telegrams and letters tell of.")
@click.option("--resamples", type=click.IntRange(min=100), default=1000, show_default=True,
              help="How often the meetings are drawn anew for the intervals.")  # fmt: skip
@click.option("--charts", "listing", is_flag=True, help="List the charts, what each shows, and what to beware of.")
def command(
    archive: str | None, name: str | None, to: str | None, between: tuple[str, str] | None, issues: tuple[str, ...],
    since: date | None, until: date | None, told: bool, resamples: int, listing: bool,
) -> None:  # fmt: skip
    """Draw one of the charts of a series of meetings of two sides.

    The file's name says the form: SVG and PDF for print, PNG, a page that answers the mouse (HTML, nothing fetched), or
    the Vega-Lite specification (JSON). memcon chart --charts lists the charts.
    """
    from memcon.studies import chart_forms, chart_verbs

    if listing:
        _listed()
        return
    if archive is None or name is None:
        raise click.UsageError("Name an archive and a chart: memcon chart ARCHIVE agenda --to agenda.svg")
    path = Path(to or f"{name}.svg")
    chart_verbs.named(name)
    chart_forms.form_of(path)
    drawn = chart_verbs.chart(
        archive, name, between=between or (), issue=issues, since=since, until=until, told=told, resamples=resamples
    )
    chart_forms.write(drawn, path)
    say(str(path))
    tell(f"{drawn.title}. {' '.join(drawn.counted)}")
    tell(f"Beware: {chart_verbs.named(name).beware}")
    next_step(f"memcon influence {archive}" + (f" --between {between[0]!r} {between[1]!r}" if between else ""))


def _listed() -> None:
    from memcon.studies import chart_verbs

    for one in chart_verbs.charts():
        needs = {"needed": " Needs --issue.", "some": " Takes several --issue."}.get(one.issue, "")
        say(f"{one.name:<12} {one.title}: {one.shows}.{needs}")
        say(f"{'':<12} Beware: {one.beware}")
    next_step("memcon chart ARCHIVE agenda --to agenda.svg")
