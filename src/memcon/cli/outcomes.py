"""`memcon outcomes`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli import decide
from memcon.cli.say import next_step, number, say, short, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.inquiries.outcome_verbs import Fulfilling

FORMS = ("text", "jsonl")


@click.command("outcomes")
@click.argument("archive", type=click.Path())
@click.option("--accept", metavar="ID", help="This proposal is right.")
@click.option("--refuse", metavar="ID", help="This proposal is wrong.")
@click.option("--by", metavar="YOU", help="Who decides.")
@click.option("--because", metavar="WHY", help="The reason, for those who read it later.")
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, jsonl for other programs.")
def command(
    archive: str, accept: str | None, refuse: str | None, by: str | None, because: str | None, shape: str
) -> None:
    """List the register of outcomes (treaties, deliveries, events), each with the commitments it may come of.

    Import outcomes with `memcon register ARCHIVE outcomes FILE`. An outcome that lies before a commitment cannot come
    of it: that is said, and nothing is proposed.
    """
    from memcon.inquiries import outcome_verbs

    if accept or refuse:
        decide.decide(archive, accept, refuse, by, because)
        return
    found = outcome_verbs.outcomes(archive)
    if shape == "jsonl":
        for one in found:
            say(json.dumps(_row(one), ensure_ascii=False))
        return
    for one in found:
        _one(one)
    _summary(found, archive)


def _one(one: Fulfilling) -> None:
    outcome = one.outcome
    kind = f"{outcome.kind or 'outcome'}" + (f" ({one.material})" if one.material else "")
    parties = f"; {', '.join(outcome.parties)}" if outcome.parties else ""
    say(f"{outcome.id}  {outcome.date or 'undated':<11} {short(outcome.title)}: {kind}{parties}")
    for its, fate in one.decided:
        say(f"    {fate.status.value}: {its.id} {its.date} “{short(its.commitment.what)}” ({fate.by}: {fate.because})")
    for its, made in one.proposals:
        whose = f"{its.date} {its.commitment.promisor or 'somebody'}: “{short(its.commitment.what)}”"
        say(f"    {made.effect}?  proposal {made.id}  {made.score:.2f}  {whose}")
        for reason in made.evidence:
            say(f"        {'+' if reason.speaks == 'for' else '-'} {reason.words}")
    for early in one.early:
        say(f"    not of {early.undertaking}: {early.words}")


def _summary(found: Sequence[Fulfilling], archive: str) -> None:
    made = [made for one in found for _, made in one.proposals]
    tell(f"{number(len(found), 'outcome')}, {number(len(made), 'proposal')}")
    if made:
        best = max(made, key=lambda one: one.score)
        next_step(f"memcon outcomes {archive} --accept {best.id} --by YOU --because WHY (or --refuse)")
    elif found:
        next_step(f"memcon commitments {archive}")
    else:
        next_step(f"memcon register {archive} outcomes FILE, to import a list of treaties or events")


def _row(one: Fulfilling) -> dict[str, object]:
    from memcon.inquiries.fate_rows import proposal_row

    return {
        **asdict(one.outcome),
        "material": one.material,
        "proposals": [{"commitment": its.id, **proposal_row(made)} for its, made in one.proposals],
        "decided": [
            {"commitment": its.id, "status": fate.status.value, "by": fate.by, "because": fate.because}
            for its, fate in one.decided
        ],
        "early": [{"commitment": early.undertaking, "words": early.words} for early in one.early],
    }
