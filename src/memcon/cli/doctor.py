"""`memcon doctor`."""

from __future__ import annotations

import click

from memcon.cli.say import is_quiet, say

SIGNS = {"good": "ok   ", "note": "note ", "fault": "FAULT"}


@click.command("doctor")
@click.argument("archive", required=False, type=click.Path())
@click.option("--deep", is_flag=True, help="Also read every source and every part; takes as long as the disk needs.")
def command(archive: str | None, deep: bool) -> int:
    """Check the installation and, if one is named, an archive."""
    from memcon.processing import verbs

    remarks = verbs.doctor(archive, depth="deep" if deep else "quick")
    for one in remarks:
        if one.state != "good" or not is_quiet():
            say(f"{SIGNS[one.state]} {one.what}" + (f" -> {one.advice}" if one.advice else ""))
    return 1 if any(one.state == "fault" for one in remarks) else 0
