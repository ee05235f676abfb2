"""What `memcon check` prints of random samples."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from memcon.cli.say import next_step, number, say, short, tell

if TYPE_CHECKING:
    from datetime import date

    from memcon.inquiries.sample_accuracy import Rate, Sampled
    from memcon.inquiries.sample_verbs import Next

LONG = 90  # characters of a quotation beyond which its ends stand for it
ENDS = 5  # words of each end
SHOWN = 5  # lost units that are listed


def draw(
    archive: str, count: int, by: str, parted: str, between: Sequence[str], days: tuple[date | None, date | None],
    seed: int | None, another: str,
) -> None:  # fmt: skip
    """Draw a sample and tell of its design."""
    from memcon.inquiries import sample_verbs as verbs

    made = verbs.sample(
        archive, count=count, by=by, parted=parted, between=between, since=days[0], until=days[1], seed=seed,
        another=another,
    )  # fmt: skip
    of = f"{made.population:,} in {number(len(made.records), 'record')}" + (f" {made.asked}" if made.asked else "")
    say(f"Sample {made.id}: {number(len(made.units), 'act')} of {of}, drawn with seed {made.seed}")
    for one in made.strata if len(made.strata) > 1 else ():
        say(f"  {one.name:14}  {one.drawn:>4} of {one.population:>6,}  probability {one.probability:.4f}")
    tell("Check them in the order of the sample: every beginning of it is a random sample, too.")
    next_step(f"memcon check {archive} --next, or: memcon check {archive} --sheet sample.csv")


def show_next(archive: str, sample: str | None) -> None:
    """Show the next unit, and the commands to rule on it."""
    from memcon.inquiries import sample_verbs as verbs

    one = verbs.unchecked(archive, sample=sample)
    if one is None:
        say("All acts of this sample are checked.")
        next_step(f"memcon check {archive}")
        return
    known = one.view.description
    say(f"Act {one.unit} of {one.of} in sample {one.sample.id}; {one.checked} checked")
    say(" · ".join(part for part in (one.view.record.id, known.date.edtf if known.date else None, known.title) if part))
    say(f"\n  …{' '.join(one.before.split())}\n")
    say(f"  >>> {' '.join(one.words.split())}\n")
    say(f"  {' '.join(one.after.split())}…\n")
    sure = "" if one.certainty is None else f", {one.certainty:.0%} sure of the act"
    say(f"The machine: {one.holder or 'somebody not named'} speaks; {one.label}{sure}\n")
    for line in _commands(archive, one):
        say(line)


def _commands(archive: str, one: Next) -> Iterator[str]:
    start = f"memcon correct {shlex.quote(archive)} {shlex.quote(one.view.record.id)} {_quoted(one)}"
    end = "--by YOU --because WHY"
    yield "If the speaker is right, and if the act is right:"
    yield f"  {start} --confirm {end}"
    yield f"  {start} --act {one.label} {end}"
    yield "If not, instead:"
    yield f"  {start} --speaker NAME {end}"
    yield f"  {start} --act LABEL {end}"
    yield "If nobody speaks these words:"
    yield f"  {start} --reject {end}"


def _quoted(one: Next) -> str:
    """Quote a unit for the shell: whole, or by its ends; with its number, where the words stand more than once."""
    from memcon.model.errors import NotFound
    from memcon.processing.correcting import find_words

    words, parts = " ".join(one.words.split()), one.words.split()
    text, record = one.view.record.text, one.view.record.id
    if len(words) > LONG and len(parts) > 2 * ENDS:
        ends = f"{' '.join(parts[:ENDS])} ... {' '.join(parts[-ENDS:])}"
        try:
            if find_words(text, ends, None, record) == (one.start, one.end):
                return shlex.quote(ends)
        except NotFound:
            pass
    which = 1
    while True:
        try:
            if find_words(text, words, which, record)[0] >= one.start:
                break
        except NotFound:
            break
        which += 1
    alone = which == 1 and text.find(one.words, one.end) < 0
    return shlex.quote(words) + ("" if alone else f" --which {which}")


def write_sheet(archive: str, to: str, sample: str | None, first: int | None) -> None:
    """Write a sheet."""
    from memcon.inquiries import sample_verbs as verbs

    count = verbs.sheet(archive, to=to, sample=sample, first=first)
    tell(f"{number(count, 'act')} written to {to}")
    tell(
        "Fill in speaker_right and act_right: yes, no, or ? where it cannot be told; where no, what is right instead "
        "(nobody in speaker_instead where nobody speaks). Leave the other columns as they are."
    )
    next_step(f"memcon check {archive} --read {to} --by YOU")


def file_sheet(archive: str, file: str, by: str) -> None:
    """File a sheet and tell what became of it."""
    from memcon.inquiries import sample_verbs as verbs

    made = verbs.file_sheet(archive, file, by=by)
    filed = made.confirmed + made.changed
    tell(f"{number(filed, 'ruling')} filed: {made.confirmed} confirm the machine, {made.changed} correct it")
    if made.undecided:
        tell(f"{number(made.undecided, 'act')} left undecided")
    if made.before:
        tell(f"{number(made.before, 'ruling')} of the sheet had been filed before")
    if made.new_names:
        tell(f"Not among those who are known to take part: {', '.join(made.new_names)}. If misspelt, correct the name.")
    next_step(f"memcon check {archive}; and memcon process {archive}, to work the rulings into acts and commitments")


def page(found: Sampled) -> None:
    """Print what a sample tells."""
    of = f"{number(found.population, 'act')} in {number(found.records, 'record')}"
    say(f"Random sample {found.sample}, drawn by {found.by} from {of}" + (f" {found.asked}" if found.asked else ""))
    parts = [f"{found.counted} of {found.units} checked"]
    parts += [f"{found.undecided} undecided, left out"] if found.undecided else []
    say("  " + "; ".join(parts))
    for line in _remarks(found):
        say("  " + line)
    for rate in found.rates:
        say("  " + _rate(rate))
    if found.why:
        say(f"  No figures yet: {found.why}.")
    else:
        say("\n  What the acts do: counted by the machine → corrected (95 %)")
        for count in found.counts:
            interval = f"({count.low:.0f}-{count.high:.0f})"
            say(f"    {count.label:10} {count.raw:>7,} → {count.value:>9,.1f}  {interval}")
        tell("  These hold for all acts that the sample was drawn from.")


def _remarks(found: Sampled) -> Iterator[str]:
    if found.later:
        yield f"{found.later} more are checked out of order; they count when those before them are checked"
    if found.at_draw != found.population:
        yield f"when it was drawn there were {found.at_draw:,} acts; a text, or the machine, has changed since"
    for words, what in ((found.lost, "lost: the words are gone from the archive"),
                        (found.unclaimed, "no longer an act for this memcon")):  # fmt: skip
        if words:
            yield f"{len(words)} {what}"
            yield from (f"  {short(one)}" for one in words[:SHOWN])


def _rate(one: Rate) -> str:
    low, high = (f"{100 * bound:.1f}" for bound in (one.low, one.high))
    return f"{one.what:22}  {100 * one.value:5.1f} %  (95 %: {low}-{high}; from {number(one.of, 'act')})"
