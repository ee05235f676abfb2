"""`memcon corrections`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import next_step, number, say, short, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.model.corrections import Correction
    from memcon.processing.correcting import Listed


@click.command("corrections", short_help="List people's rulings in order of date.")
@click.argument("archive", type=click.Path())
@click.option("--unplaced", "state", flag_value="unplaced", help="Only those whose words are gone, or stand twice.")
def command(archive: str, state: str | None) -> None:
    """List people's rulings in order of date, with the record each holds for."""
    show(archive, state or "all")


def show(archive: str, state: str) -> None:
    """Print the list of rulings; `state` is "all" or "unplaced"."""
    from memcon.processing import verbs

    found = verbs.corrections(archive, state=state)
    for one in found:
        _say(one)
    _sum_up(archive, found, state)


def _say(one: Listed) -> None:
    ruling = one.correction
    say(f"{ruling.at[:10]}  {ruling.by}  {_ruled(ruling)}")
    say(f"            because {ruling.because}")
    if one.reason is not None:
        record = ruling.anchor.record if ruling.anchor else ""
        say(f"            UNPLACED, changes nothing: {one.reason} ({record})")
    elif one.withdrawn is not None:
        say(f"            TAKEN BACK, changes nothing: {one.withdrawn} ({one.record})")
    elif one.record:
        say(f"            in {one.record}")


def _sum_up(archive: str, found: Sequence[Listed], state: str) -> None:
    without = "" if state == "all" else " without a place"
    tell(number(len(found), f"ruling{without}", f"rulings{without}"))
    if any(one.reason for one in found):
        next_step(f"memcon correct {archive} RECORD WORDS, to rule again on what was unplaced")
    else:
        next_step(f"memcon check {archive}")


def _ruled(ruling: Correction) -> str:
    if ruling.anchor is None:
        names = " and ".join(f"“{name}”" for name in ruling.names)
        return f"{ruling.kind.value}: {names}" + (f", person {ruling.person}" if ruling.person else "")
    right = f" {ruling.instead}" if ruling.instead else ""
    return f"{ruling.kind.value}{right}: “{short(ruling.anchor.exact)}”"
