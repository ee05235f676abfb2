"""`memcon decide`."""

from __future__ import annotations

import click

from memcon.cli.say import next_step, tell


@click.command("decide", short_help="Accept or refuse a proposal of `memcon persons`.")
@click.argument("archive", type=click.Path())
@click.option("--accept", metavar="ID", help="This proposal is right.")
@click.option("--refuse", metavar="ID", help="This proposal is wrong.")
@click.option("--by", metavar="YOU", help="Who decides.")
@click.option("--because", metavar="WHY", help="The reason, for those who read it later.")
def command(archive: str, accept: str | None, refuse: str | None, by: str | None, because: str | None) -> None:
    """Accept or refuse a proposal of `memcon persons`; the decision is signed, dated, and kept by later runs."""
    decide(archive, accept, refuse, by, because)


def decide(archive: str, accept: str | None, refuse: str | None, by: str | None, because: str | None) -> None:
    """Decide a proposal and print what was done."""
    from memcon.inquiries import verbs
    from memcon.inquiries.persons import Proposal

    if by is None or because is None:
        raise click.UsageError(
            "A decision is signed and has a reason: --by 'A. Historian' --because 'both sign as envoy'."
        )
    made = verbs.decide(archive, by=by, because=because, accept=accept, refuse=refuse)
    what = "Accepted" if made.ruling.kind.value in ("merge", "accept") else "Refused"
    one = made.proposal
    if not isinstance(one, Proposal):
        tell(f"{what}: {' and '.join(one.tied)} ({one.about})")
        if made.entered:
            tell(f"Entered in the register of {one.about.split()[-1]}: {made.entered}")
        next_step(f"memcon {one.about.split()[-1]} {archive}")
        return
    tell(f"{what}: “{one.name}” = {one.other}" + (f" [{made.ruling.person}]" if made.ruling.person else ""))
    if made.entered:
        tell(f"Entered in the register of persons: {made.entered}")
    next_step(f"memcon persons {archive}, for what is left")
