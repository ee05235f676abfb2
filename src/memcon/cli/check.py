"""`memcon check`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli.records import Day
from memcon.cli.say import next_step, number, say, tell

if TYPE_CHECKING:
    from datetime import date

    from memcon.inquiries.accuracy import Accuracy, Bin, Share
    from memcon.inquiries.sample_accuracy import Sampled

FORMS = ("text", "json")
CAUTION = (
    "People chose these passages: the figures hold for what was checked. For an error rate of the whole, draw a "
    "random sample with --sample, and check it."
)


@click.command("check", short_help="Say how often the machine was right; draw a random sample and check it.")
@click.argument("archive", type=click.Path())
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, or json for programs.")
@click.option("--sample", "count", metavar="N", type=int, help="Draw N acts at random for you to check.")
@click.option("--by-certainty", "parted", flag_value="certainty", default="", help="Draw more of the doubtful ones.")
@click.option("--by-form", "parted", flag_value="form", help="Draw from each form of record apart.")
@click.option("--by-collection", "parted", flag_value="collection", help="Draw from each collection apart.")
@click.option("--between", metavar="SIDE SIDE", nargs=2, help="Draw only from talks of two sides, or two people.")
@click.option("--since", type=Day("first"), help="Draw only from records of this day or later.")
@click.option("--until", type=Day("last"), help="Draw only from records of this day or earlier.")
@click.option("--seed", type=int, help="Draw the same again.")
@click.option("--another", "another", flag_value="yes", default="no", help="Draw, though one is still open.")
@click.option("--next", "what", flag_value="next", help="Show the next act of the sample, and how to rule on it.")
@click.option("--sheet", metavar="FILE", type=click.Path(dir_okay=False), help="Write what is left as CSV or TSV.")
@click.option("--first", metavar="N", type=click.IntRange(min=1), help="Of the sheet only the next N acts.")
@click.option(
    "--read", "filled", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="File a filled-in sheet."
)
@click.option("--of", "sample", metavar="ID", help="This sample, not the latest.")
@click.option("--by", metavar="YOU", help="Who draws, or checks.")
def command(
    archive: str, shape: str, count: int | None, parted: str, between: tuple[str, str] | None, since: date | None,
    until: date | None, seed: int | None, another: str, what: str | None, sheet: str | None, first: int | None,
    filled: str | None, sample: str | None, by: str | None,
) -> None:  # fmt: skip
    """Say how often the machine was right about the passages that people have ruled on, with 95 % intervals.

    With --sample N, acts are drawn at random for a person to check; --next shows them one by one, --sheet and --read
    take them through a spreadsheet. Figures from a checked sample hold for all acts it was drawn from.
    """
    from memcon.cli import check_sample as pages

    if sum(one is not None for one in (count, what, sheet, filled)) > 1:
        raise click.UsageError("Only one of --sample, --next, --sheet and --read at a time.")
    if (count is not None or filled) and not by:
        raise click.UsageError("Say who draws, or who checked: --by 'A. Historian'.")
    if count is not None:
        pages.draw(archive, count, str(by), parted, between or (), (since, until), seed, another)
    elif what == "next":
        pages.show_next(archive, sample)
    elif sheet:
        pages.write_sheet(archive, sheet, sample, first)
    elif filled:
        pages.file_sheet(archive, filled, str(by))
    else:
        _report(archive, shape, sample)


def _report(archive: str, shape: str, sample: str | None) -> None:
    from memcon.cli import check_sample as pages
    from memcon.inquiries import accuracy, sample_verbs, verbs

    found, drawn = verbs.check(archive), sample_verbs.sample_accuracy(archive, sample=sample)
    if shape == "json":
        told = asdict(found) | {"sentence": accuracy.in_print(found), "sample": _plain(drawn)}
        say(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if drawn is not None:
        pages.page(drawn)
        say("")
    if not found.passages and not found.acts.of:
        say(accuracy.in_print(found) if drawn is None else "No other passage has been checked.")
        if drawn is None:
            next_step(f"memcon correct {archive} RECORD 'words' --confirm --by YOU --because WHY")
    else:
        _page(found)
        say("\nFit for print:\n  " + accuracy.in_print(found))
        tell("\n" + CAUTION)
    if drawn is not None and drawn.open:
        next_step(f"memcon check {archive} --next")
    elif found.passages:
        next_step(f"memcon correct {archive} --list")


def _plain(drawn: Sampled | None) -> dict[str, object] | None:
    return None if drawn is None else asdict(drawn)


def _page(found: Accuracy) -> None:
    people = ", ".join(found.people)
    say(f"{number(found.passages, 'passage')} in {number(found.records, 'record')} checked by {people}\n")
    for share in found.shares:
        say("  " + _share(share))
    if found.calibration:
        say("\nHow sure the machine was, and how often it was right:")
        for one in found.calibration:
            say("  " + _bin(one))


def _share(one: Share) -> str:
    if one.share is None or one.low is None or one.high is None:
        return f"{one.what:24}  none checked"
    drawn = f"; drawing records {_percent(one.drawn[0])}-{_percent(one.drawn[1])}" if one.drawn else ""
    wilson = f"{_percent(one.low)}-{_percent(one.high)}"
    return f"{one.what:24}  {one.right:>5,} of {one.of:<5,}  {_percent(one.share):>5} %  (95 %: {wilson}{drawn})"


def _bin(one: Bin) -> str:
    return f"{one.low:.2f}-{one.high:.2f}: said {one.said:.2f}, right {one.right:.2f} ({number(one.claims, 'passage')})"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
