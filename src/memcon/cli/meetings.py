"""`memcon meetings`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from memcon.cli import decide
from memcon.cli.records import Day
from memcon.cli.say import next_step, number, say, short, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from memcon.inquiries.meetings import MeetingProposal
    from memcon.inquiries.series import Meeting, Series
    from memcon.inquiries.talk_verbs import Meetings

SHOWN = 40  # meetings, or proposals, shown when nobody says how many
ATTENDING = 12  # names shown of those who take part
NAMED = 5  # names shown of one meeting
WIDE = 40  # characters of the longest bar
FORMS = ("text", "jsonl")


@click.command("meetings", short_help="List meetings, and propose which records report the same one.")
@click.argument("archive", type=click.Path())
@click.option("--with", "others", metavar="NAME", multiple=True, help="Only meetings in which NAME takes part.")
@click.option("--between", metavar="SIDE SIDE", nargs=2, help="Only meetings of two sides, or of two people.")
@click.option("--since", type=Day("first"), help="Only meetings of this day or later (1946, 1946-03, 1946-03-11).")
@click.option("--until", type=Day("last"), help="Only meetings of this day or earlier.")
@click.option("--told", is_flag=True, help="Also those that only telegrams and letters tell of, by date of sending.")
@click.option("--proposals", "shown", flag_value="proposals", help="Which records may report one meeting, and why.")
@click.option("--accept", metavar="ID", help="This proposal is right.")
@click.option("--refuse", metavar="ID", help="This proposal is wrong.")
@click.option("--by", metavar="YOU", help="Who decides.")
@click.option("--because", metavar="WHY", help="The reason, for those who read it later.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Show no more than so many."
)
@click.option("--as", "shape", type=click.Choice(FORMS), default="text", help="text to read, jsonl for other programs.")
def command(
    archive: str, others: tuple[str, ...], between: tuple[str, str] | None, since: date | None, until: date | None,
    told: bool, shown: str | None, accept: str | None, refuse: str | None, by: str | None, because: str | None,
    limit: int, shape: str,
) -> None:  # fmt: skip
    """List meetings: dates, gaps, how often, who takes part; and propose which records report one meeting.

    Two records of one meeting are two sources; a proposal only says that they report the same one. It counts as one
    meeting when somebody has accepted it.
    """
    from memcon.inquiries import talk_verbs

    if accept or refuse:
        decide.decide(archive, accept, refuse, by, because)
        return
    found = talk_verbs.meetings(archive, between=(*others, *(between or ())), since=since, until=until, told=told)
    if shape == "jsonl":
        for one in found.proposals if shown else found.series.meetings:
            say(json.dumps(asdict(one), ensure_ascii=False))
    elif shown:
        _proposals(found.proposals, archive, limit)
    else:
        _series(found, archive, limit)


def _series(found: Meetings, archive: str, limit: int) -> None:
    series = found.series
    for one in series.meetings[:limit]:
        _meeting(one)
    _more(len(series.meetings), limit)
    if series.meetings:
        _gaps(series)
        _chart(series)
        _attendance(series)
    _warnings(series)
    tell(_summary(series))
    if found.proposals:
        next_step(f"memcon meetings {archive} --proposals, to see which records may report one meeting")
    elif series.meetings:
        next_step(f"memcon show {archive} {series.meetings[0].records[0]}")
    else:
        next_step(f"memcon meetings {archive}" + (" --told" if series.left_out else " (without conditions)"))


def _meeting(one: Meeting) -> None:
    when = f"{one.date or 'undated'} {one.hour or ''}".strip()
    told = "told of in: " if one.told else ""
    say(f"{when:<17} {told}{short(one.title)}")
    where = [
        one.place or "",
        ", ".join(one.parties[:NAMED]) + (f" and {more} more" if (more := len(one.parties) - NAMED) > 0 else ""),
    ]
    say(f"{'':<17} {'; '.join(part for part in where if part)}")
    perhaps = f"; perhaps the same as another: {', '.join(one.perhaps)}" if one.perhaps else ""
    say(f"{'':<17} {', '.join(one.records)}{perhaps}")


def _more(count: int, limit: int) -> None:
    if count > limit:
        say(f"… and {count - limit:,} more; --limit {count} shows all, --as jsonl gives them to other programs")


def _gaps(series: Series) -> None:
    longest = series.longest_gap
    if longest is None or series.median_gap is None:
        tell("\nGaps: none can be told; fewer than two days on which they met are known.")
        return
    middle = f"{series.median_gap:g}"
    say(
        f"\nGaps: {number(len(series.gaps) + 1, 'day')} with a meeting; median gap {middle} "
        f"{'day' if middle == '1' else 'days'}; longest {longest.days} days, {longest.since} to {longest.until}"
    )


def _chart(series: Series) -> None:
    most = max(count for _, count in series.frequency) if series.frequency else 0
    for name, count in series.frequency:
        bar = "█" * max(1, round(count * min(WIDE, most) / most)) if count else ""
        say(f"  {name:<8} {count:>4} {bar}".rstrip())


def _attendance(series: Series) -> None:
    total = len(series.meetings)
    say(f"\nWho takes part, in how many of {total:,}:")
    for name, count in series.attendance[:ATTENDING]:
        say(f"  {count:>4}  {name}")
    if len(series.attendance) > ATTENDING:
        say(f"  … and {len(series.attendance) - ATTENDING:,} more names")


def _warnings(series: Series) -> None:
    for one in series.contradictions:
        tell(f"Contradictory rulings on {' and '.join(one.records)}: {one.words}. Rule again: memcon decide")
    if series.missing:
        tell(f"Rulings name records that the archive no longer holds: {', '.join(series.missing)}")
    if series.undated:
        tell(f"{number(series.undated, 'meeting')} without a date: last in the list, in no gap and no month")
    if series.imprecise:
        tell(f"{number(series.imprecise, 'meeting')} not dated to the day: in no gap")
    if series.left_out:
        dispatches = number(series.left_out, "telegram or letter", "telegrams and letters")
        tell(f"{dispatches} tell of talks too: --told adds them")


def _summary(series: Series) -> str:
    count = len(series.meetings)
    records = sum(len(one.records) for one in series.meetings)
    at_least = f" ({series.least:,}, if every open proposal is right)" if series.least < count else ""
    return f"{number(count, 'meeting')}{at_least} in {number(records, 'record')}"


def _proposals(found: Sequence[MeetingProposal], archive: str, limit: int) -> None:
    for one in found[:limit]:
        say(f"{one.id}  {one.score:.2f}  {one.date or 'undated'}: {one.question}")
        for record, title in zip(one.records, one.titles, strict=True):
            say(f"    {record}  {short(title)}")
        for reason in one.evidence:
            say(f"    {'+' if reason.speaks == 'for' else '-'} {reason.words}")
    _more(len(found), limit)
    tell(number(len(found), "proposal"))
    if found:
        next_step(f"memcon decide {archive} --accept {found[0].id} --by YOU --because WHY (or --refuse)")
    else:
        next_step(f"memcon meetings {archive}")
