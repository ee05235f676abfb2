"""`memcon timeline`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli.records import Day
from memcon.cli.say import next_step, number, say, short, tell

if TYPE_CHECKING:
    from datetime import date

    from memcon.inquiries.timeline import Moment, Timeline

SHOWN = 60  # lines shown when nobody says how many
NAMED = 4  # names shown of one talk
FORMS = ("text", "markdown", "jsonl")


@click.command("timeline", short_help="List talks and events in the order of their dates.")
@click.argument("archive", type=click.Path())
@click.option("--with", "others", metavar="NAME", multiple=True, help="Only talks with NAME, and events that name it.")
@click.option("--since", type=Day("first"), help="Only what can be of this day or later (1936, 1936-03, 1936-03-12).")
@click.option("--until", type=Day("last"), help="Only what can be of this day or earlier.")
@click.option("--told", is_flag=True, help="Also talks that only telegrams and letters tell of, by date of sending.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Show no more than so many."
)
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, markdown to paste, jsonl.")
def command(
    archive: str, others: tuple[str, ...], since: date | None, until: date | None, told: bool, limit: int, shape: str
) -> None:
    """List talks, and the events of the register of outcomes beside them, in order of date.

    A line marked ~ cannot be put in order with the line before: their dates overlap.
    """
    from memcon.inquiries import talk_verbs

    found = talk_verbs.timeline(archive, between=others, since=since, until=until, told=told)
    if shape == "jsonl":
        for one in found.moments:
            say(json.dumps(asdict(one), ensure_ascii=False))
        return
    if shape == "markdown":
        say("| date | what | where | who, or source |\n|---|---|---|---|")
    for one in found.moments[:limit]:
        say(_row(one) if shape == "markdown" else _line(one))
    _sum_up(found, archive, limit)


def _line(one: Moment) -> str:
    unsure = "~" if one.order == "overlapping" else " "
    when = f"{one.date or 'undated'} {one.hour or ''}".strip()
    where = f" ({one.place})" if one.place else ""
    kind = "" if one.kind == "talk" else "told of in: " if one.kind == "told" else f"[{one.kind}] "
    return f"{unsure}{when:<22} {kind}{short(one.title)}{where}  {one.ids[0]}"


def _row(one: Moment) -> str:
    when = f"{one.date or 'undated'} {one.hour or ''}".strip() + (" ~" if one.order == "overlapping" else "")
    title = one.title if one.kind == "talk" else f"*{one.kind.replace('told', 'told of in')}*: {one.title}"
    who = ", ".join(one.parties[:NAMED]) or ", ".join(one.sources)
    cells = (when, title, one.place or "", f"{who} ({', '.join(one.ids)})")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _sum_up(found: Timeline, archive: str, limit: int) -> None:
    if len(found.moments) > limit:
        say(f"… and {len(found.moments) - limit:,} more; --limit {len(found.moments)} shows all")
    undated = f"; {found.undated} undated, last in the list" if found.undated else ""
    tell(f"{number(found.talks, 'talk')}, {number(found.events, 'event')}{undated}")
    if any(one.order == "overlapping" for one in found.moments[:limit]):
        tell("~ dates that overlap with the line before, so that no order is claimed")
    if not found.events:
        next_step(f"memcon register {archive} outcomes FILE, to set events beside the talks")
    elif found.moments:
        next_step(f"memcon meetings {archive}")
