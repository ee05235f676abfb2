"""`memcon process`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli.say import complain, next_step, number, progress_bar, tell

if TYPE_CHECKING:
    from memcon.processing.work import Work


@click.command("process", short_help="Work out what can be known of each document.")
@click.argument("archive", type=click.Path())
def command(archive: str) -> int:
    """Work out what can be known of each document; only what is new or stale is done."""
    from memcon.processing import verbs

    with progress_bar() as progress:
        work = verbs.process(archive, progress=progress)
    return report(work, archive)


def report(work: Work, archive: str) -> int:
    """Print what was done.

    Returns:
        1 when something could not be done.
    """
    lost = [one.error for one in work.read_again if one.error is not None]
    inside = [refusal.error for one in work.read_again for refusal in one.refusals]
    for error in lost:
        complain(str(error))
    for failure in work.failures:
        complain(
            f"{failure.record}: {failure.analysis} failed ({failure.reason}). "
            f"Look at the document: memcon show {archive} {failure.record}"
        )
    if work.read_again:
        tell(f"{number(len(work.read_again) - len(lost), 'source')} read again")
    for analysis, count in work.done.items():
        tell(f"{analysis}: {number(count, 'document')} done" if count else f"{analysis}: nothing new to do")
    next_step(f"memcon records {archive} --talk")
    return 1 if lost or inside or work.failures else 0
