"""`memcon check`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, number, say, tell

if TYPE_CHECKING:
    from memcon.inquiries.accuracy import Accuracy, Bin, Share

FORMS = ("text", "json")
CAUTION = (
    "People chose these passages: the figures hold for what was checked. For an error rate of the whole, rule on a "
    "random sample: confirm what is right, too."
)


@click.command("check", short_help="Say how often the machine was right where people have looked.")
@click.argument("archive", type=click.Path())
@click.option(
    "--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, or json for other programs."
)
def command(archive: str, shape: str) -> None:
    """Say how often the machine was right about the passages that people have ruled on, with 95 % intervals."""
    from memcon.inquiries import accuracy, verbs

    found = verbs.check(archive)
    if shape == "json":
        say(json.dumps(asdict(found) | {"sentence": accuracy.in_print(found)}, ensure_ascii=False, indent=2))
        return
    if not found.passages and not found.acts.of:
        say(accuracy.in_print(found))
        next_step(f"memcon correct {archive} RECORD 'words' --confirm --by YOU --because WHY")
        return
    _page(found)
    say("\nFit for print:\n  " + accuracy.in_print(found))
    tell("\n" + CAUTION)
    next_step(f"memcon correct {archive} --list")


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
