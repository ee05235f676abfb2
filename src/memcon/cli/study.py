"""`memcon study`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, number, say, tell

if TYPE_CHECKING:
    from memcon.studies.study import Passage, StudyPage

FORMS = ("text", "markdown", "csv", "jsonl")


@click.command("study", short_help="Put passages together with notes, and take them out as Markdown or CSV.")
@click.argument("archive", type=click.Path())
@click.argument("name", default="study")
@click.option("--add", nargs=2, metavar='RECORD "WORDS"', help="Put these words of a record into the study.")
@click.option("--which", type=click.IntRange(min=1), help="Of words that stand more than once, the first, the second.")
@click.option("--note", default="", help="What to note on the passage.")
@click.option("--by", default="", metavar="YOU", help="Who adds it.")
@click.option("--style", default="chicago", show_default=True, help="How to cite: chicago, gost, bibtex, csl-json.")
@click.option("--as", "form", type=click.Choice(FORMS), default="text", help="text to read; markdown, csv, jsonl.")
def command(
    archive: str, name: str, add: tuple[str, str] | None, which: int | None, note: str, by: str, style: str, form: str
) -> None:
    """Show the study NAME of an archive, or put a passage into it.

    A study is a file of the archive's folder studies, one line a passage. Passages find their words again after a new
    run; one whose words are gone is shown as unplaced. memcon room ARCHIVE has studies too, with ordering and notes.
    """
    from memcon.studies.study_forms import written
    from memcon.studies.study_verbs import study

    found = study(archive, name, add=add, which=which, note=note, by=by, style=style)
    if form != "text":
        say(written(found, form).rstrip("\n"))
        return
    _told(found)
    if not found.passages:
        next_step(f'memcon study {archive} {name} --add RECORD "words" --note "why"')


def _told(found: StudyPage) -> None:
    say(found.title)
    for at, one in enumerate(found.passages, 1):
        _passage(at, one)
    tell(number(len(found.passages), "passage") + (f", {len(found.removed)} taken out" if found.removed else ""))
    if found.unread:
        tell(f"{number(len(found.unread), 'line')} of its file cannot be read and is kept as it stands.")


def _passage(at: int, one: Passage) -> None:
    known = [one.date or "undated", one.speaker or "", one.act or ""]
    say(f"\n{at}. {', '.join(word for word in known if word)}")
    say(f"   “{' '.join(one.words.split())}”")
    say(f"   {one.citation}")
    if one.why:
        say(f"   unplaced: {one.why}")
    for line in one.note.splitlines():
        say(f"   | {line}")
