"""`memcon room`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import complain, next_step, number, progress_bar, say, tell

if TYPE_CHECKING:
    from memcon.archive.archive import Archive

NAMED = 5  # pages that failed, named


@click.command("room", short_help="Open the reading room: the archive on pages in your browser.")
@click.argument("archive", type=click.Path())
@click.option("--port", type=click.IntRange(1, 65000), default=8417, show_default=True, help="Where to listen.")
@click.option("--open", "browser", is_flag=True, help="Open it in the browser.")
@click.option("--frozen", type=click.Path(), metavar="DIR", help="Write the whole room into DIR as files, and end.")
@click.option("--without-sources", is_flag=True, help="With --frozen: leave out the files as received.")
def command(archive: str, port: int, browser: bool, frozen: str | None, without_sources: bool) -> int:
    """Serve ARCHIVE on pages to read, search through and correct, on this machine alone, until Ctrl-C.

    Rulings filed in the room are those of `memcon correct`: signed, dated, in the archive's folder corrections. With
    --frozen the room is written as files that work from disk and on any web host, in every language it speaks.
    """
    from memcon.archive.archive import open_archive

    opened = open_archive(archive)
    if frozen is not None:
        return _freeze(opened, frozen, without_sources)
    _serve(opened, port, browser)
    return 0


def _serve(opened: Archive, port: int, browser: bool) -> None:
    from memcon.room.verbs import room

    def ready(address: str) -> None:
        say(f"{opened.name}: {address}")
        tell("Only this machine can see it. Stop with Ctrl-C.")
        if browser:
            import webbrowser

            webbrowser.open(address)

    room(opened, port=port, ready=ready)


def _freeze(opened: Archive, to: str, without_sources: bool) -> int:
    """Write the room as files.

    Returns:
        1 when a page could not be made; the page itself says why.
    """
    from memcon.room.verbs import room

    with progress_bar() as progress:
        made = room(opened, frozen=to, sources=not without_sources, progress=progress)
    if made is None:
        return 0
    say(f"{made.path}: {number(made.pages, 'page')}, {number(made.files, 'file')}, {made.letters / 1e6:,.1f} MB")
    if not made.searched:
        tell("It has no search: the texts are too many for one that works without a server.")
    for file, reason in made.failed[:NAMED]:
        complain(f"{file}: {reason}")
    if not without_sources:
        tell("The files as received lie in sources/: see to the rights before you publish them (--without-sources).")
    next_step(f"open {made.path / 'index.html'} in a browser, or lay the folder on any web host.")
    return 1 if made.failed else 0
