"""`memcon room`."""

from __future__ import annotations

import click

from memcon.cli.say import say, tell


@click.command("room", short_help="Open the reading room: the archive on pages in your browser.")
@click.argument("archive", type=click.Path())
@click.option("--port", type=click.IntRange(1, 65000), default=8417, show_default=True, help="Where to listen.")
@click.option("--open", "browser", is_flag=True, help="Open it in the browser.")
def command(archive: str, port: int, browser: bool) -> None:
    """Serve ARCHIVE on pages to read, search through and correct, on this machine alone, until Ctrl-C.

    Rulings filed in the room are those of `memcon correct`: signed, dated, in the archive's folder corrections.
    """
    from memcon.archive.archive import open_archive
    from memcon.room.verbs import room

    opened = open_archive(archive)

    def ready(address: str) -> None:
        say(f"{opened.name}: {address}")
        tell("Only this machine can see it. Stop with Ctrl-C.")
        if browser:
            import webbrowser

            webbrowser.open(address)

    room(opened, port=port, ready=ready)
