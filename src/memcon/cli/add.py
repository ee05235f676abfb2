"""`memcon add`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import complain, next_step, number, progress_bar, tell

if TYPE_CHECKING:
    from memcon.archive.receiving import Addition

SHOWN = 40  # files told one by one; of more, only those that failed


@click.command("add", short_help="Add files or folders, and find the documents in them.")
@click.argument("archive", type=click.Path())
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--collection", help="The collection they belong to.")
@click.option("--rights", help="Under what terms they may be used.")
@click.option("--citation", help="How the collection wants to be cited.")
def command(
    archive: str, files: tuple[str, ...], collection: str | None, rights: str | None, citation: str | None
) -> int:
    """Add files, or folders of files, and find the documents in them.

    A file that is there already changes nothing. A file that cannot be read is named with the reason, and the others
    are still read; the exit status is then 1.
    """
    from memcon.processing import verbs

    with progress_bar() as progress:
        made = verbs.add(archive, *files, collection=collection, rights=rights, citation=citation, progress=progress)
    return report(made, archive)


def report(made: tuple[Addition, ...], archive: str) -> int:
    """Print what became of each file.

    Returns:
        1 when a file, or a part of one, could not be read.
    """
    if not made:
        complain("No file was found in the folders named. Give files, or folders that hold some.")
        return 1
    for one in made:
        if one.error is not None:
            complain(str(one.error))
        elif len(made) <= SHOWN:
            tell(
                f"{one.path}: "
                + ("already there" if one.outcome == "known" else f"added, {number(one.records, 'document')}")
            )
        for refusal in one.refusals:
            complain(f"{one.path}: {refusal.error}")
    added = [one for one in made if one.outcome == "added"]
    known = sum(one.outcome == "known" for one in made)
    refused = sum(one.outcome == "refused" for one in made)
    inside = sum(len(one.refusals) for one in made)
    parts = [f"{number(len(added), 'file')} added with {number(sum(one.records for one in added), 'document')}"]
    parts += [f"{known:,} already there"] if known else []
    parts += [f"{refused:,} could not be read"] if refused else []
    parts += [f"{number(inside, 'file')} inside them could not be read"] if inside else []
    tell(", ".join(parts))
    if added or known:
        next_step(f"memcon process {archive}")
    return 1 if refused or inside else 0
