"""`memcon influence`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.records import Day
from memcon.cli.say import next_step, say

if TYPE_CHECKING:
    from datetime import date

FORMS = ("text", "markdown", "jsonl", "csv", "html")


@click.command("influence", short_help="Who moved whom over a series of meetings, with intervals.")
@click.argument("archive", type=click.Path(), required=False)
@click.option("--between", metavar="SIDE SIDE", nargs=2, help="Two sides or people; else the pair that meets most.")
@click.option("--issue", metavar="WORDS", help="Only acts on this issue.")
@click.option("--measure", "measures", metavar="NAME", multiple=True, help="Only this measure; all else.")
@click.option("--since", type=Day("first"), help="Only meetings of this day or later (1946, 1946-03, 1946-03-11).")
@click.option("--until", type=Day("last"), help="Only meetings of this day or earlier.")
@click.option("--told", is_flag=True, help="Also meetings that only telegrams and letters tell of.")
@click.option("--resamples", type=click.IntRange(min=100), default=1000, show_default=True,
              help="How often the meetings are drawn anew for the intervals.")  # fmt: skip
@click.option("--all", "folded", flag_value="nothing", default="most", help="Show the figures of every issue.")
@click.option("--meetings", "shown", flag_value="meetings", default="figures",
              help="With csv or jsonl: a row a meeting, for regressions, instead of a row a figure.")  # fmt: skip
@click.option("--measures", "listing", is_flag=True, help="List the measures: definition, source, when invalid.")
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", show_default=True,
              help="text or html to read, markdown to paste, csv and jsonl for other programs.")  # fmt: skip
def command(
    archive: str | None, between: tuple[str, str] | None, issue: str | None, measures: tuple[str, ...],
    since: date | None, until: date | None, told: bool, resamples: int, folded: str, shown: str, listing: bool,
    shape: str,
) -> None:  # fmt: skip
    """Say who moved whom over a series of meetings of two sides, as far as the records allow it.

    Agenda, uptake of words, pressing and yielding, questions, share of the record: each figure with its 95 % interval
    over meetings and what it is out of, and the reason where it would mean nothing.
    """
    from memcon.cli import influence_page, influence_table
    from memcon.inquiries.influence import read
    from memcon.studies import influence_rows

    if listing:
        for line in influence_page.listed(read.catalogue()):
            say(line)
        next_step("memcon influence ARCHIVE --between A B")
        return
    if archive is None:
        raise click.UsageError("Name an archive: memcon influence ARCHIVE --between A B. Or ask: --measures")
    found = read.influence(
        archive, between=between or (), issue=issue, measures=measures, since=since, until=until, told=told,
        resamples=resamples,
    )  # fmt: skip
    if shape in ("csv", "jsonl"):
        rows = influence_rows.by_meeting(found) if shown == "meetings" else influence_rows.by_figure(found)
        say(influence_rows.csv(rows) if shape == "csv" else influence_rows.jsonl(rows))
        return
    if shape == "text":
        for line in influence_page.text(found, archive, folded=folded == "most"):
            say(line)
        next_step(_next(archive, found.sides, found.checked))
        return
    write = influence_table.markdown if shape == "markdown" else influence_table.html
    say(write(found, archive, folded=folded == "most"))


def _next(archive: str, sides: tuple[str, str], checked: int) -> str:
    pair = " ".join(f'"{one}"' if " " in one else one for one in sides)
    if not checked:
        return f"memcon check {archive} --sample 200 --by YOU, to correct the figures for the machine's errors"
    return f"memcon chart {archive} concession --between {pair} --to concession.svg"
