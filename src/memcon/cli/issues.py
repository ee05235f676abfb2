"""`memcon issues`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli import decide
from memcon.cli.say import next_step, number, say, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.inquiries.issues import IssueProposal, Listed

SHOWN = 40  # issues, or proposals, shown when nobody says how many
FORMS = ("text", "jsonl")


@click.command("issues")
@click.argument("archive", type=click.Path())
@click.option("--proposals", "shown", flag_value="proposals", help="Which issues may be one, or part of another.")
@click.option("--accept", metavar="ID", help="This proposal is right.")
@click.option("--refuse", metavar="ID", help="This proposal is wrong.")
@click.option("--by", metavar="YOU", help="Who decides.")
@click.option("--because", metavar="WHY", help="The reason, for those who read it later.")
@click.option("--about", metavar="WORDS", help="Only issues whose names hold these words.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Show no more than so many."
)
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, jsonl for other programs.")
def command(
    archive: str, shown: str | None, accept: str | None, refuse: str | None, by: str | None, because: str | None,
    about: str | None, limit: int, shape: str,
) -> None:  # fmt: skip
    """List what the talks are about: each issue, in how many records, from when to when; accept or refuse a proposal.

    Issues of the register come first. A proposal says that issues of different records are one, or that one is part
    of another; accepting it enters the issue in the register. Nothing is merged before.
    """
    from memcon.inquiries import issue_verbs

    if accept or refuse:
        decide.decide(archive, accept, refuse, by, because)
        return
    found = issue_verbs.issues(archive)
    wanted = (about or "").casefold().split()
    issues = [one for one in found.listed if _holds((one.label, *one.also), wanted)]
    proposals = [one for one in found.proposals if _holds(one.issues, wanted)]
    if shape == "jsonl":
        for one in proposals if shown else issues:
            say(json.dumps(asdict(one), ensure_ascii=False))
    elif shown:
        _proposals(proposals, archive, limit)
    else:
        _issues(issues, len(proposals), archive, limit)


def _holds(names: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(all(word in name.casefold() for word in wanted) for name in names)


def _issues(issues: Sequence[Listed], proposals: int, archive: str, limit: int) -> None:
    for one in issues[:limit]:
        span = " to ".join(dict.fromkeys(date for date in (one.first, one.last) if date)) or "undated"
        principal = f", principal in {one.principal}" if one.principal else ""
        mark = f" [{one.id}]" if one.registered else ""
        say(f"{number(len(one.records), 'record')}{principal}, {span}: {one.label}{mark}")
        if one.also:
            say(f"    also: {'; '.join(one.also)}")
        if one.broader:
            say(f"    part of: {one.broader}")
    if len(issues) > limit:
        say(f"… and {len(issues) - limit:,} more; --limit {len(issues)} shows all, --as jsonl gives them to programs")
    tell(f"{number(len(issues), 'issue')}; {number(proposals, 'open proposal')}")
    if proposals:
        next_step(f"memcon issues {archive} --proposals, to see which may be one")
    elif issues:
        next_step(f"memcon course {archive} '{issues[0].label}'")
    else:
        next_step(f"memcon process {archive}")


def _proposals(found: Sequence[IssueProposal], archive: str, limit: int) -> None:
    for one in found[:limit]:
        joint = "is part of" if one.relation == "narrower" else "="
        say(f"{one.id}  {one.score:.2f}  “{one.issues[0]}” {joint} “{one.issues[1]}”: {one.question}")
        for reason in one.evidence:
            say(f"    {'+' if reason.speaks == 'for' else '-'} {reason.words}")
        say(f"    {', '.join(one.records[:4])}" + (f" and {len(one.records) - 4} more" if len(one.records) > 4 else ""))
    if len(found) > limit:
        say(f"… and {len(found) - limit:,} more; --limit {len(found)} shows all")
    tell(number(len(found), "proposal"))
    if found:
        next_step(f"memcon issues {archive} --accept {found[0].id} --by YOU --because WHY (or --refuse)")
    else:
        next_step(f"memcon issues {archive}")
