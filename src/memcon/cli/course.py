"""`memcon course`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli.records import Day
from memcon.cli.say import next_step, say, tell

if TYPE_CHECKING:
    from datetime import date

FORMS = ("text", "markdown", "jsonl")
SHOWN = 20  # talks shown when nobody says how many


@click.command("course")
@click.argument("archive", type=click.Path())
@click.argument("issue")
@click.option("--also", metavar="WORDS", multiple=True, help="Other words for the same issue.")
@click.option("--record", metavar="ID", help="Only in this record.")
@click.option("--with", "others", metavar="NAME", multiple=True, help="Only talks in which NAME takes part.")
@click.option("--between", metavar="SIDE SIDE", nargs=2, help="Only talks of two sides, or of two people.")
@click.option("--since", type=Day("first"), help="Only talks of this day or later (1946, 1946-03, 1946-03-11).")
@click.option("--until", type=Day("last"), help="Only talks of this day or earlier.")
@click.option("--all", "folded", flag_value="nothing", default="INFORM", help="Show statements (INFORM) too.")
@click.option("--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Show no more talks.")
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, markdown to paste, jsonl.")
def command(
    archive: str, issue: str, also: tuple[str, ...], record: str | None, others: tuple[str, ...],
    between: tuple[str, str] | None, since: date | None, until: date | None, folded: str, limit: int, shape: str,
) -> None:  # fmt: skip
    """Follow one issue through a talk or a series of talks.

    ISSUE is an id or label of the register of issues, or words: "cease-fire", Manchuria. Who raised it, each move with
    its words and where they stand, where positions moved, and how each talk left it.
    """
    from memcon.cli import course_page
    from memcon.inquiries import sample_verbs, talk_verbs

    named = (*others, *(between or ()))
    found = talk_verbs.course(archive, issue, also=also, record=record, between=named, since=since, until=until)
    if shape == "jsonl":
        for talk in found.talks:
            say(json.dumps(asdict(talk), ensure_ascii=False))
        return
    page = course_page.markdown if shape == "markdown" else course_page.text
    for line in page(found, limit=limit, folded=folded == "INFORM"):
        say(line)
    for line in course_page.honest(sample_verbs.corrected_course(archive, found)):
        say(line)
    tell(course_page.counts(found))
    next_step(f"memcon show {archive} {found.talks[0].record} --talk")
