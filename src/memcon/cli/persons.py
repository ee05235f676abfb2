"""`memcon persons`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli import decide
from memcon.cli.say import next_step, number, say, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.inquiries.persons import Proposal

SHOWN = 20  # proposals shown when nobody says how many
FORMS = ("text", "jsonl")


@click.command("persons", short_help="List who may be who, with the evidence; accept or refuse.")
@click.argument("archive", type=click.Path())
@click.option("--accept", metavar="ID", help="This proposal is right.")
@click.option("--refuse", metavar="ID", help="This proposal is wrong.")
@click.option("--by", metavar="YOU", help="Who decides.")
@click.option("--because", metavar="WHY", help="The reason, for those who read it later.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Show no more than so many."
)
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, jsonl for other programs.")
def command(
    archive: str, accept: str | None, refuse: str | None, by: str | None, because: str | None, limit: int, shape: str
) -> None:
    """List who may be who, with the evidence; accept or refuse a proposal.

    A proposal says that a printed name may be a person of the register, or one person with another name. Nothing is
    merged before somebody accepts it. Where something speaks against it, it asks: two people?
    """
    from memcon.inquiries import verbs

    if accept or refuse:
        decide.decide(archive, accept, refuse, by, because)
        return
    found = verbs.persons(archive)
    if shape == "jsonl":
        for one in found:
            say(json.dumps(asdict(one), ensure_ascii=False))
        return
    _list(found, archive, limit)


def _list(found: Sequence[Proposal], archive: str, limit: int) -> None:
    for one in found[:limit]:
        whom = f"{one.other} [{one.person}]" if one.person else one.other
        says = (
            f"“{one.name}”, borne by {one.question}"
            if one.name == one.other
            else f"“{one.name}” = {whom}: {one.question}"
        )
        say(f"{one.id}  {one.score:.2f}  {says}")
        for reason in one.evidence:
            say(f"    {'+' if reason.speaks == 'for' else '-'} {reason.words}")
    more = f" (the first {limit} shown)" if len(found) > limit else ""
    tell(number(len(found), "proposal") + more)
    if found:
        next_step(f"memcon persons {archive} --accept {found[0].id} --by YOU --because WHY (or --refuse)")
    else:
        next_step(f"memcon register {archive} persons FILE, to import a name index")
