"""`memcon extract`."""

from __future__ import annotations

import click

from memcon.cli.say import complain, next_step, number, progress_bar, tell


@click.command("extract", short_help="Read files and write what is found, without keeping an archive.")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option(
    "--to", required=True, type=click.Path(file_okay=False), help="Folder for records.jsonl and the other files."
)
@click.option(
    "--engine", default="default", show_default=True, help="default, or rules: faster, and less often right on acts."
)
def command(files: tuple[str, ...], to: str, engine: str) -> int:
    """Read files and write what is found as JSON lines, without keeping an archive."""
    from memcon.processing import verbs

    with progress_bar() as progress:
        made = verbs.extract(*files, to=to, engine=engine, progress=progress)
    if not made:
        complain("No file was found in the folders named. Give files, or folders that hold some.")
        return 1
    for one in made:
        if one.error is not None:
            complain(str(one.error))
        for refusal in one.refusals:
            complain(f"{one.path}: {refusal.error}")
        if one.same_as:
            tell(f"{one.path}: the same as {one.same_as}")
    failed = sum(one.error is not None or bool(one.refusals) for one in made)
    count = number(sum(one.records for one in made), "document")
    tell(
        f"{count} from {number(len(made), 'file')} written to {to}/records.jsonl"
        + (f", {failed:,} of them could not be read, or not wholly" if failed else "")
    )
    next_step("memcon create ARCHIVE, to keep them and read them")
    return 1 if failed else 0
