"""`memcon show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, show_page

if TYPE_CHECKING:
    from memcon.archive.archive import View


@click.command("show")
@click.argument("archive", type=click.Path())
@click.argument("record")
@click.option("--text", "whole", is_flag=True, help="The whole text: the frame dimmed, the editors' words marked.")
def command(archive: str, record: str, whole: bool) -> None:
    """Show a document: who met, when, where, where the paper lies, on which words that rests, and how it begins.

    RECORD is an id, or enough of one to tell it from others; in an archive of one file its number will do.
    """
    from memcon.cli import pages
    from memcon.processing import verbs

    view = verbs.show(archive, record)
    show_page(pages.head(view), pages.text(view) if whole else pages.beginning(view))
    next_step(_next(archive, view, whole=whole))


def _next(archive: str, view: View, *, whole: bool) -> str:
    return f"memcon records {archive}" if whole else f"memcon show {archive} {view.record.id} --text"
