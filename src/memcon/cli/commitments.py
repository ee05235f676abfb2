"""`memcon commitments`."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from memcon.cli import decide
from memcon.cli.records import Day
from memcon.cli.say import next_step, number, say, short, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from memcon.inquiries.outcome_verbs import Held
    from memcon.inquiries.outcomes import Fate, Fulfilment

SHOWN = 40  # commitments shown when nobody says how many
FORMS = ("text", "jsonl")
STATUSES = ("open", "conditional", "kept", "partly", "broken", "overtaken", "unknown")


@click.command("commitments")
@click.argument("archive", type=click.Path())
@click.option("--of", "promisor", metavar="NAME", help="Only what NAME undertook.")
@click.option("--record", metavar="ID", help="Only those of one record.")
@click.option("--status", type=click.Choice(STATUSES), help="Only those of which this came.")
@click.option("--since", type=Day("first"), help="Only records of this day or later (1946, 1946-03, 1946-03-11).")
@click.option("--until", type=Day("last"), help="Only records of this day or earlier.")
@click.option("--accept", metavar="ID", help="This proposal of what came of a commitment is right.")
@click.option("--refuse", metavar="ID", help="This proposal is wrong.")
@click.option("--by", metavar="YOU", help="Who decides; without a decision the same as --of.")
@click.option("--because", metavar="WHY", help="The reason, for those who read it later.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Show no more than so many."
)
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, jsonl for other programs.")
def command(
    archive: str, promisor: str | None, record: str | None, status: str | None, since: date | None, until: date | None,
    accept: str | None, refuse: str | None, by: str | None, because: str | None, limit: int, shape: str,
) -> None:  # fmt: skip
    """List what was undertaken: who to whom, what, when, on what condition, and what came of it.

    What nothing tells of is unknown, never broken. A status with a question mark is proposed by the machine on the
    evidence shown; accept or refuse it, or say yourself what came of it: memcon settle.
    """
    from memcon.inquiries import outcome_verbs

    if accept or refuse:
        decide.decide(archive, accept, refuse, by, because)
        return
    found = outcome_verbs.commitments(
        archive, by=promisor or by, record=record, status=status, since=since, until=until
    )
    if shape == "jsonl":
        for one in found.held:
            say(json.dumps(_row(one), ensure_ascii=False))
        return
    _list(found.held, limit)
    for ruling in found.homeless:
        tell(f"{ruling.by} ruled on {ruling.names[0]} ({ruling.because}), which is no longer found; the ruling is kept")
    _next(found.held, archive)


def _list(held: Sequence[Held], limit: int) -> None:
    for one in held[:limit]:
        _one(one)
    if len(held) > limit:
        say(f"… and {len(held) - limit:,} more; --limit {len(held)} shows all, --as jsonl gives them to other programs")
    counts = Counter(one.fate.status.value for one in held)
    kinds = ", ".join(f"{counts[status]:,} {status}" for status in STATUSES if counts[status])
    tell(number(len(held), "commitment") + (f": {kinds}" if kinds else ""))


def _one(one: Held) -> None:
    its, commitment = one.undertaken, one.undertaken.commitment
    sure = "" if commitment.certainty is None else f"  [{commitment.certainty:.2f}]"
    who = f"{commitment.promisor or 'somebody'} → {commitment.promisee or '?'}"
    say(f"{its.id}  {its.date or 'undated':<11} {who}: {commitment.kind}{sure}")
    say(f"    “{short(commitment.what)}”")
    terms = [f"if: {short(commitment.condition)}"] if commitment.condition else []
    day = f" ({commitment.due_date})" if commitment.due_date else ""
    terms += [f"when: {commitment.due}{day}"] if commitment.due else []
    for line in terms:
        say(f"    {line}")
    say(f"    {commitment.record} {its.cite}{'; ' + short(its.citation) if its.citation else ''}")
    say(f"    {_status(one.fate)}")
    for made in one.fate.proposals if one.fate.by is None else ():
        show(made)


def _status(fate: Fate) -> str:
    if fate.by is not None:
        to = f", {', '.join(fate.accepted)}" if fate.accepted else ""
        return f"{fate.status.value}{to} ({fate.by}: {fate.because})"
    return fate.status.value + ("?" if fate.proposed else "")


def show(made: Fulfilment) -> None:
    """Print a proposal of what came of a commitment, with its evidence."""
    trace = made.trace
    where = f"{trace.record} {trace.cite}" if trace.record else f"{trace.id} {trace.title}"
    say(f"    {made.effect}?  proposal {made.id}  {made.score:.2f}  {trace.date}  {where}")
    say(f"        “{short(trace.text)}”")
    for reason in made.evidence:
        say(f"        {'+' if reason.speaks == 'for' else '-'} {reason.words}")


def _row(one: Held) -> dict[str, Any]:
    from memcon.inquiries.fate_rows import commitment_line

    return commitment_line(one.undertaken, one.fate)


def _next(held: Sequence[Held], archive: str) -> None:
    made = next((made for one in held if one.fate.by is None for made in one.fate.proposals), None)
    if made is not None:
        next_step(f"memcon commitments {archive} --accept {made.id} --by YOU --because WHY (or --refuse)")
    elif held:
        first = held[0].undertaken.id
        next_step(f"memcon settle {archive} {first} kept --by YOU --because WHY")
    else:
        next_step(f"memcon process {archive}, or: memcon records {archive} --talk")
