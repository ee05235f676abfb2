"""`memcon account`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, say, show_page, tell

if TYPE_CHECKING:
    from memcon.inquiries.account.page import Account

FORMS = ("text", "markdown", "html", "json")


@click.command("account", short_help="Give an account of one conversation, each sentence on its words.")
@click.argument("archive", type=click.Path())
@click.argument("record")
@click.option("--as", "form", type=click.Choice(FORMS), default="text", help="How to write it.", show_default=True)
@click.option("--to", type=click.Path(dir_okay=False), metavar="FILE", help="Write it to this file.")
@click.option("--model-at", metavar="URL", help="Have a language model at this address write a summary.")
@click.option("--model", metavar="NAME", help="That model's name.")
@click.option("--no-model", is_flag=True, help="Ask none, even if archive.toml names one.")
def command(
    archive: str, record: str, form: str, to: str | None, model_at: str | None, model: str | None, no_model: bool
) -> None:
    """Give an account of one conversation: issue, course, questions and answers, undertakings and what came of them.

    RECORD is a record's id, a meeting's id, or a day ("1934-11-24"). Each sentence stands on its words, and is shown
    only if its quotation is in the passage cited and the speaker is right.
    """
    from memcon.studies import verbs

    made = verbs.account(archive, record, model_at="" if no_model else model_at, model=model)
    if to:
        _write(made, form, to)
    elif form == "text":
        from memcon.cli.account_page import page

        show_page(page(made))
        next_step(f"memcon account {archive} {made.records[0]} --as html --to account.html")
    else:
        say(verbs.written(made, form).rstrip("\n"))


def _write(made: Account, form: str, to: str) -> None:
    from memcon.studies import verbs

    path = verbs.write(made, "markdown" if form == "text" else form, to)
    tell(f"Written: {path.resolve()}")
