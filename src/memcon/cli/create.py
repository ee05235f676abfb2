"""`memcon create`."""

from __future__ import annotations

import click

from memcon.cli.say import next_step, tell


@click.command("create")
@click.argument("archive", type=click.Path())
@click.option("--name", help="What you call the archive; its folder's name if not given.")
@click.option(
    "--engine", default="default", show_default=True, help="default, or rules: faster, and less often right on acts."
)
def command(archive: str, name: str | None, engine: str) -> None:
    """Create an archive: one folder that holds everything."""
    from memcon.processing import verbs

    made = verbs.create(archive, name=name, engine=engine)
    tell(f"Created the archive '{made.name}' in {archive}")
    next_step(f"memcon add {archive} FILE")
