"""`memcon show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, show_page

if TYPE_CHECKING:
    from rich.console import RenderableType

    from memcon.archive.archive import View


@click.command("show", short_help="Show a document: who met, when, where, and who says what.")
@click.argument("archive", type=click.Path())
@click.argument("record")
@click.option("--talk", "wanted", flag_value="talk", help="The whole talk: who says what, in order.")
@click.option("--why", "wanted", flag_value="why", help="The same, with the reason and certainty of each attribution.")
@click.option("--text", "wanted", flag_value="text", help="The whole text: frame dimmed, editors' words marked.")
def command(archive: str, record: str, wanted: str | None) -> None:
    """Show a document: who met, when, where, where the paper lies, on which words that rests, and who says what.

    Below it stands in short what the talk is about, what each speaker does, and what is undertaken; `memcon account`
    gives that in full, each sentence on its words.

    RECORD is an id, or enough of one to tell it from others; in an archive of one file its number will do.
    """
    from memcon.cli import pages
    from memcon.processing import verbs

    view = verbs.show(archive, record)
    show_page(pages.head(view, evidence="left out" if wanted else "shown"), *_below(view, wanted))
    if view.acts and wanted is None:
        next_step(f"memcon account {archive} {view.record.id}, or: memcon show {archive} {view.record.id} --talk")
    else:
        next_step(f"memcon show {archive} {view.record.id} --{_other(view, wanted)}")


def _below(view: View, wanted: str | None) -> list[RenderableType]:
    from memcon.cli import pages
    from memcon.cli.found_page import found
    from memcon.cli.talk_page import talk

    if wanted == "text":
        return [pages.text(view)]
    if not view.utterances:
        return [pages.beginning(view)]
    if wanted:
        return [talk(view, limit=None, reasons="shown" if wanted == "why" else "left out")]
    return [talk(view), found(view)] if view.acts or view.issues or view.commitments else [talk(view)]


def _other(view: View, wanted: str | None) -> str:
    """Name the page to look at next."""
    if not view.utterances or wanted in ("talk", "why"):
        return "text"
    return "talk" if wanted is None else "why"
