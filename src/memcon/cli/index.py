"""`memcon index`."""

from __future__ import annotations

import click

from memcon.cli.say import next_step, number, progress_bar, tell


@click.command("index", short_help="Bring the search index up to date; a search does so by itself.")
@click.argument("archive", type=click.Path())
@click.option("--anew", "anew", flag_value="always", default="if needed", help="Make it from nothing.")
def command(archive: str, anew: str) -> None:
    """Bring the search index up to date.

    Only records that are new or changed are indexed again. A search does the same by itself; after much has been added
    this lets you choose when to wait for it.
    """
    from memcon.search import verbs

    with progress_bar() as progress:
        done = verbs.index(archive, anew=anew, progress=progress)
    for remark in done.remarks:
        tell(remark)
    if done.records or done.gone:
        gone = f", {number(done.gone, 'record')} taken out" if done.gone else ""
        tell(f"{number(done.records, 'record')}, {number(done.sentences, 'sentence')} indexed{gone}")
    else:
        tell("The index is up to date.")
    next_step(f"memcon search {archive} WORDS")
