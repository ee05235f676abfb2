"""`memcon export`."""

from __future__ import annotations

from pathlib import Path

import click

from memcon.cli.say import next_step, number, progress_bar, tell


@click.command("export")
@click.argument("archive", type=click.Path())
@click.option(
    "--as",
    "form",
    type=click.Choice(["jsonl", "table"]),
    default="jsonl",
    help="jsonl is the machine contract; table has one row an act, for regressions (.csv, .tsv or .parquet).",
)
@click.option("--to", required=True, type=click.Path(), help="Folder to write to; for a table, the file.")
@click.option("--of", "sample", metavar="ID", help="For a table: this random sample, not the latest.")
def command(archive: str, form: str, to: str, sample: str | None) -> None:
    """Write what an archive holds for other programs.

    A table has the machine's claims beside what people found in a random sample (memcon check), and pseudo-outcomes
    that a regression can take for the truth; a codebook beside it says what each column is and how to use it.
    """
    from memcon.inquiries import outcome_verbs as verbs

    if form == "table":
        _table(archive, to, sample)
        return
    if Path(to).is_file():
        raise click.UsageError(f"{to} is a file. Give a folder for --as jsonl, or write a table: --as table.")
    with progress_bar() as progress:
        count = verbs.export(archive, to=to, form=form, progress=progress)
    tell(f"{number(count, 'document')} written to {to}/records.jsonl")
    next_step(f"memcon records {archive} --as csv, for a table")


def _table(archive: str, to: str, sample: str | None) -> None:
    from memcon.inquiries.act_table import export_table

    made = export_table(archive, to=to, sample=sample)
    checked = f", {made.checked} checked in random sample {made.sample}" if made.sample else ""
    tell(f"{number(made.rows, 'act')} written to {to}{checked}; the columns are told in {made.codebook}")
    if made.sample is None or made.lacking:
        tell(f"The columns pseudo_... are empty, for {made.lacking or 'no random sample was drawn'}.")
        next_step(f"memcon check {archive} --{'next' if made.sample else 'sample 200 --by YOU'}")
