"""`memcon compare`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, number, say, short, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.inquiries.compare.candidates import Candidate

FORMS = ("text", "markdown", "html", "jsonl", "csv")
SHOWN = 20  # pairs shown when nobody says how many


@click.command("compare", short_help="Set two records of one meeting beside each other, act by act.")
@click.argument("archive", type=click.Path())
@click.argument("records", nargs=-1, metavar="[RECORD RECORD]")
@click.option("--pairs", "listing", is_flag=True, help="List the records that may be two of one meeting.")
@click.option("--as", "form", type=click.Choice(FORMS), default="text", help="How to write it.", show_default=True)
@click.option("--to", type=click.Path(dir_okay=False), metavar="FILE", help="Write it to this file.")
@click.option("--anyway", is_flag=True, help="Compare them even if they seem to be of different meetings.")
@click.option(
    "--meaning", type=click.Choice(("own", "none")), default="own", show_default=True,
    help="Go by vectors of meaning too, or by words, names, figures and order only.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="List no more pairs than so many."
)
def command(
    archive: str, records: tuple[str, ...], listing: bool, form: str, to: str | None, anyway: bool, meaning: str,
    limit: int,
) -> None:  # fmt: skip
    """Set two records of one meeting beside each other: told in both, differently, only in one, in another place.

    Each RECORD is a record's id; the first is called A. Without records, the pairs worth comparing are listed: two
    records of one meeting, or a telegram or letter and the record of the talk it tells of. The texts stay two sources.
    """
    if listing or not records:
        _pairs(archive, form, limit)
        return
    if len(records) != 2:
        raise click.UsageError(f"Name two records, not {len(records)}; or none, to list the pairs worth comparing.")
    from memcon.inquiries.compare_verbs import compare

    found = compare(archive, records[0], records[1], anyway=anyway, meaning=meaning)
    if form == "text" and not to:
        from memcon.cli.compare_page import page

        for line in page(found):
            say(line)
        next_step(f"memcon compare {archive} {' '.join(records)} --as html --to compared.html")
        return
    from memcon.studies.comparison import written

    if to:
        path = written.write(found, "markdown" if form == "text" else form, to)
        tell(f"Written: {path.resolve()}")
    else:
        say(written.written(found, form).rstrip("\n"))


def _pairs(archive: str, form: str, limit: int) -> None:
    from memcon.inquiries.compare_verbs import pairs

    found = pairs(archive)
    if form == "jsonl":
        for one in found:
            say(json.dumps(asdict(one), ensure_ascii=False))
        return
    if form != "text":
        raise click.UsageError("Pairs are listed as text or jsonl.")
    _listed(found[:limit])
    if len(found) > limit:
        say(f"… and {len(found) - limit:,} more; --limit {len(found)} shows all")
    tell(number(len(found), "pair") + " worth comparing; whether they are of one meeting is for you to say")
    if found:
        next_step(f"memcon compare {archive} {' '.join(found[0].records)}")
    else:
        next_step(f"memcon meetings {archive}")


def _listed(found: Sequence[Candidate]) -> None:
    for one in found:
        say(f"{one.date or 'undated'}  {one.score:.2f}  {one.kind}")
        for record, title in zip(one.records, one.titles, strict=True):
            say(f"    {record}  {short(title)}")
        say(f"    {'; '.join(one.evidence)}")
