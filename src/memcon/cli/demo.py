"""`memcon demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, progress_bar, show_page, tell

if TYPE_CHECKING:
    from memcon.studies.demonstration import Demonstration

CAUTION = (
    "These are summaries of published accounts, in the editors' words, not the original records. "
    "Only what stands in quotation marks inside them is quoted."
)


@click.command("demo", short_help="Make an archive of the built-in calendar, and open it.")
@click.option(
    "--to",
    default="memcon-demo",
    type=click.Path(file_okay=False),
    help="Where the archive is to lie.",
    show_default=True,
)
def command(to: str) -> int:
    """Make an archive of the built-in calendar of talks, and give an account of one conversation."""
    from memcon.cli.account_page import page
    from memcon.studies import verbs
    from memcon.studies.demonstration import shortened

    with progress_bar() as progress:
        made = verbs.demo(to, progress=progress)
    _found(made)
    show_page(page(shortened(made.account)))
    tell(f"\nThe archive lies in {Path(to).resolve()}")
    tell(f"The whole account as a page: {made.page.resolve()}")
    next_step(f"memcon account {to} {made.account.records[0]}, or: memcon records {to} --talk")
    return 1 if any(one.error for one in made.additions) else 0


def _found(made: Demonstration) -> None:
    from memcon.cli.records import summary

    tell(f"{made.archive.name}: {summary(made.entries)}")
    tell("Registers: " + ", ".join(f"{kind} {count:,}" for kind, count in made.registers.items()))
    tell(CAUTION + "\n")
