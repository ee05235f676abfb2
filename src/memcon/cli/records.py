"""`memcon records`."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, number, say, tell

if TYPE_CHECKING:
    from memcon.archive.entries import Entry

HEADS = ("id", "date", "form", "talk", "place", "title")
WIDEST = (200, 24, 22, 4, 18)  # characters; titles have the rest of the line
ROOM = 34  # characters for a title below which a document takes two lines
FORMS = ("table", "csv", "jsonl")


class Day(click.ParamType[date]):
    """A day, a month or a year: 1963-08-05, 1963-08, 1963."""

    name = "day"

    def __init__(self, edge: str) -> None:
        """Take the first or the last day of a month or year that is given."""
        self.edge = edge

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read what was typed."""
        if isinstance(value, date):
            return value
        from memcon.model.dates import bounds

        earliest, latest = bounds(str(value))
        day = earliest if self.edge == "first" else latest
        if day is None:
            self.fail(f"{value!r} is no date. Write 1963, 1963-08 or 1963-08-05.", param, ctx)
        return day


@click.command("records")
@click.argument("archive", type=click.Path())
@click.option("--talk/--no-talk", default=None, help="Only documents that report talk, or only those that do not.")
@click.option("--form", help="Only documents of this form: record_of_conversation, telegram, letter ...")
@click.option(
    "--from", "since", type=Day("first"), help="Only documents of this day or later (1963, 1963-08, 1963-08-05)."
)
@click.option("--to", "until", type=Day("last"), help="Only documents of this day or earlier.")
@click.option("--about", help="Only documents whose text holds all these words.")
@click.option("--limit", type=click.IntRange(min=1), help="Show no more than so many.")
@click.option(
    "--as", "shape", type=click.Choice(FORMS), default="table", help="table to read, csv or jsonl for other programs."
)
def command(
    archive: str,
    talk: bool | None,
    form: str | None,
    since: date | None,
    until: date | None,
    about: str | None,
    limit: int | None,
    shape: str,
) -> None:
    """List the documents of an archive."""
    from memcon.processing import verbs

    wanted = None if talk is None else "reported" if talk else "none"
    found = verbs.records(archive, talk=wanted, form=form, since=since, until=until, about=about)
    shown = found[:limit]
    if shape == "table":
        _table(shown)
        tell(summary(found) + (f" (the first {limit} shown)" if len(shown) < len(found) else ""))
        next_step(
            f"memcon show {archive} {shown[0].id}"
            if shown
            else _advice(archive, narrowed=any((wanted, form, since, until, about)))
        )
    elif shape == "csv":
        _csv(shown)
    else:
        for one in shown:
            say(json.dumps(asdict(one), ensure_ascii=False))


def _advice(archive: str, *, narrowed: bool) -> str:
    return f"memcon records {archive} (without conditions)" if narrowed else f"memcon add {archive} FILE"


def _table(found: Sequence[Entry]) -> None:
    """Print one line a document, ids whole; on a narrow terminal two; titles are cut at its edge."""
    rows = [
        (one.id, one.date or "", (one.form or "").replace("_", " "), _talk(one), one.place or "", one.title or "")
        for one in found
    ]
    widths = [min(most, max((len(row[column]) for row in rows), default=0)) for column, most in enumerate(WIDEST)]
    edge = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    taken = sum(max(width, len(head)) + 2 for width, head in zip(widths, HEADS, strict=False))
    if edge is not None and edge - taken < ROOM:
        for row in rows:
            _stacked(row, edge)
        return
    for row in [HEADS, *rows] if rows else []:
        cells = [
            _cell(words, max(width, len(HEADS[column])))
            for column, (words, width) in enumerate(zip(row, widths, strict=False))
        ]
        line = "  ".join([*cells, " ".join(row[-1].split())])
        say(line if edge is None or len(line) <= edge else line[: edge - 1] + "…")


def _stacked(row: Sequence[str], edge: int) -> None:
    """Print a document on two lines, where one would leave no room for its title."""
    known = [row[0], row[1], row[2], row[4]]
    for line in ("  ".join(words for words in known if words), "    " + (" ".join(row[-1].split()) or "(no title)")):
        say(line if len(line) <= edge else line[: edge - 1] + "…")


def _talk(entry: Entry) -> str:
    return {True: "yes", False: "-", None: ""}[entry.reports_talk]


def _cell(words: str, width: int) -> str:
    return words.ljust(width) if len(words) <= width else words[: width - 1] + "…"


def _csv(found: Sequence[Entry]) -> None:
    from memcon.archive.entries import Entry

    writer = csv.DictWriter(sys.stdout, list(Entry.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(one) for one in found)


def summary(found: Sequence[Entry]) -> str:
    """Count documents: "35 documents, 8 records of talk, 1963-06-13 to 1963-11-25"."""
    from memcon.model.dates import bounds

    days = [bounds(one.date) for one in found if one.date]
    first = min((day for day, _ in days if day), default=None)
    last = max((day for _, day in days if day), default=None)
    talk = sum(bool(one.reports_talk) for one in found)
    span = f", {first} to {last}" if first and last else ""
    return f"{number(len(found), 'document')}, {number(talk, 'record of talk', 'records of talk')}{span}"
