"""`memcon register`."""

from __future__ import annotations

import click

from memcon.cli.say import next_step, number, tell


@click.command("register", short_help="Import a register: persons, places, issues, outcomes ...")
@click.argument("archive", type=click.Path())
@click.argument("kind")
@click.argument("file", type=click.Path())
@click.option("--asserted-by", metavar="WHO", help="Who says that the identifiers (Wikidata, GND) are these people's.")
def command(archive: str, kind: str, file: str, asserted_by: str | None) -> None:
    """Import a register of KIND from a JSON lines or CSV FILE: a name index, a list of places, of treaties.

    KIND is persons, places, sides, outcomes (or events, treaties), issues, meetings, sources or contested. Rows are
    never overwritten: of two rows with one id the later counts, and the earlier stays in the file. People of one name
    with different ids stay different people.
    """
    from memcon.processing import verbs

    made = verbs.register(archive, kind, file, asserted_by=asserted_by)
    parts = [f"{number(made.new, 'row')} new"]
    parts += [f"{made.changed:,} changed (the older rows are kept)"] if made.changed else []
    parts += [f"{made.known:,} there already"] if made.known else []
    tell(f"Register of {made.kind}: {', '.join(parts)}")
    next_step(f"memcon process {archive}")
