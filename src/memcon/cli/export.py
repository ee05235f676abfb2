"""`memcon export`."""

from __future__ import annotations

import click

from memcon.cli.say import next_step, number, progress_bar, tell


@click.command("export")
@click.argument("archive", type=click.Path())
@click.option(
    "--as",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    help="The form to write; jsonl is the machine contract.",
)
@click.option("--to", required=True, type=click.Path(file_okay=False), help="Folder to write to.")
def command(archive: str, form: str, to: str) -> None:
    """Write what an archive holds for other programs."""
    from memcon.inquiries import outcome_verbs as verbs

    with progress_bar() as progress:
        count = verbs.export(archive, to=to, form=form, progress=progress)
    tell(f"{number(count, 'document')} written to {to}/records.jsonl")
    next_step(f"memcon records {archive} --as csv, for a table")
