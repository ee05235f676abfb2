"""`memcon demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, progress_bar, show_page, tell

if TYPE_CHECKING:
    from rich.console import Group
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
    show_page(_account(made.account))
    tell(f"The archive lies in {Path(to).resolve()}")
    next_step(f"memcon records {to} --talk, or: memcon show {to} {made.account.view.record.id}")
    return 1 if any(one.error for one in made.additions) else 0


def _found(made: Demonstration) -> None:
    from memcon.cli.records import summary

    tell(f"{made.archive.name}: {summary(made.entries)}")
    tell("Registers: " + ", ".join(f"{kind} {count:,}" for kind, count in made.registers.items()))
    tell(CAUTION + "\n")


def _account(account: Account) -> Group:
    from rich.console import Group, RenderableType
    from rich.text import Text

    from memcon.cli import pages

    parts: list[RenderableType] = [pages.head(account.view, evidence="left out")]
    parts.append(Text("\nWhat was said, as the accounts have it", style="bold"))
    parts.append(pages.columns(_statement(number, one) for number, one in enumerate(account.statements, 1)))
    for one in account.disagreements:
        parts.append(Text(f"\nThe sources disagree: {one.question}", style="bold"))
        parts.append(pages.columns((Text(claim), Text(", ".join(ids), style="dim")) for claim, ids in one.versions))
        parts += [Text(one.assessment, style="italic")] if one.assessment else []
    parts.append(Text("\nSources", style="bold"))
    missing = "not in the register of sources"
    cited = _cited(account)
    parts.append(pages.columns((Text(one, style="dim"), Text(account.titles.get(one, missing))) for one in cited))
    return Group(*parts, "")


def _statement(number: int, statement: Statement) -> tuple[Text, Text]:
    from rich.text import Text

    words = " ".join(statement.words.split())
    return Text(f"{number:>2}.", style="dim"), Text(words + "\n").append(_basis(statement), style="dim")


def _speaker(statement: Statement) -> str:
    probably = "probably " if statement.probable else ""
    return f"{probably}{statement.speaker}" if statement.speaker else "speaker unknown"


def _basis(statement: Statement) -> str:
    parts = (
        _speaker(statement),
        f"certainty {statement.certainty}" if statement.certainty else None,
        f"after {', '.join(statement.sources)}" if statement.sources else None,
    )
    return "; ".join(part for part in parts if part)


def _cited(account: Account) -> list[str]:
    """List the ids of the sources that the account names, in order."""
    named = [source for statement in account.statements for source in statement.sources]
    named += [source for one in account.disagreements for _, sources in one.versions for source in sources]
    return list(dict.fromkeys(named))
