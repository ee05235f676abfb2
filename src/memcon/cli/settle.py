"""`memcon settle`."""

from __future__ import annotations

import click

from memcon.cli.commitments import STATUSES
from memcon.cli.say import next_step, tell


@click.command("settle")
@click.argument("archive", type=click.Path())
@click.argument("commitment")
@click.argument("status", type=click.Choice(STATUSES))
@click.option("--outcome", metavar="ID", help="The outcome of the register that it came to.")
@click.option("--by", metavar="YOU", required=True, help="Who says so.")
@click.option("--because", metavar="WHY", required=True, help="The reason, for those who read it later.")
def command(archive: str, commitment: str, status: str, outcome: str | None, by: str, because: str) -> None:
    """Say what became of a COMMITMENT of `memcon commitments`; signed, dated, and kept by later runs.

    Of two rulings on one commitment the later counts. An outcome that lies before the commitment is refused.
    """
    from memcon.inquiries import outcome_verbs

    made = outcome_verbs.settle(archive, commitment, status, by=by, because=because, outcome=outcome)
    to = f", {made.names[1]}" if len(made.names) > 1 else ""
    tell(f"Settled: {made.names[0]} is {made.instead}{to}")
    next_step(f"memcon commitments {archive}")
