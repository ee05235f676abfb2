"""`memcon demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from memcon.cli.say import console, next_step, progress_bar, tell

if TYPE_CHECKING:
    from rich.text import Text

    from memcon.processing.demonstration import Account, Demonstration, Statement

CAUTION = (
    "These are summaries of published accounts, in the editors' words, not the original records. "
    "Only what stands in quotation marks is quoted."
)


@click.command("demo")
@click.option(
    "--to",
    default="memcon-demo",
    type=click.Path(file_okay=False),
    help="Where the archive is to lie.",
    show_default=True,
)
def command(to: str) -> int:
    """Make an archive of the built-in calendar of talks, and give an account of one conversation."""
    from memcon.processing import verbs

    with progress_bar() as progress:
        made = verbs.demo(to, progress=progress)
    _found(made)
    console().print(_account(made.account))
    tell(f"The archive lies in {Path(to).resolve()}")
    next_step(f"memcon records {to} --talk, or: memcon show {to} {made.account.view.record.id}")
    return 1 if any(one.error for one in made.additions) else 0


def _found(made: Demonstration) -> None:
    from memcon.cli.records import summary

    tell(f"{made.archive.name}: {summary(made.entries)}")
    tell("Registers: " + ", ".join(f"{kind} {count:,}" for kind, count in made.registers.items()))
    tell(CAUTION + "\n")


def _account(account: Account) -> Text:
    from memcon.cli import pages

    page = pages.head(account.view)
    page.append("\nWhat was said, as the accounts have it\n", style="bold")
    for count, statement in enumerate(account.statements, 1):
        page.append(f"{count:>3}. {' '.join(statement.words.split())}\n")
        page.append(f"     {_basis(statement)}\n", style="dim")
    for one in account.disagreements:
        page.append(f"\nThe sources disagree: {one.question}\n", style="bold")
        for claim, sources in one.versions:
            page.append(f"  - {claim}").append(f"  [{', '.join(sources)}]\n", style="dim")
        if one.assessment:
            page.append(f"  {one.assessment}\n")
    page.append("\nSources\n", style="bold")
    for source in _cited(account):
        page.append(f"  {source}: {account.titles.get(source, 'not in the register of sources')}\n")
    return page


def _basis(statement: Statement) -> str:
    parts = (
        statement.speaker or "speaker unknown",
        f"certainty {statement.certainty}" if statement.certainty else None,
        f"after {', '.join(statement.sources)}" if statement.sources else None,
    )
    return "; ".join(part for part in parts if part)


def _cited(account: Account) -> list[str]:
    """List the ids of the sources that the account names, in order."""
    named = [source for statement in account.statements for source in statement.sources]
    named += [source for one in account.disagreements for _, sources in one.versions for source in sources]
    return list(dict.fromkeys(named))
