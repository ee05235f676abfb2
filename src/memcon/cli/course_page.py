"""The page of `memcon course`: a head, the issue talk by talk, and who moved how often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from memcon.cli.say import number
from memcon.inquiries.moves import QUIET
from memcon.inquiries.standing import EXCHANGES, SURE, sequence
from memcon.inquiries.standing import counts as sure

if TYPE_CHECKING:
    from memcon.inquiries.course import Course, Holder, TalkCourse
    from memcon.inquiries.course_honest import Corrected, CorrectedCourse
    from memcon.inquiries.honest import Estimate
    from memcon.inquiries.moves import Move

STEPS = 12  # steps of a talk's course that a line shows
MOVES = 25  # moves of one talk that are shown
HOLDERS = 8  # holders that are listed
LONG = 30  # days after which an issue that comes back is said to
RESTED = 3  # talks in which it was not touched
RUN = 3  # talks in a row that only mention the issue, beyond which they have one line together
SHORT = 5  # words from which a question or an answer is shown
NO_TALK = "no talk of the same parties between is in this archive"
CAUTION = (
    "Acts are labelled by machine: read the words before you cite the label. ? marks labels less sure than "
    f"{SURE:.0%}: they are listed, and nothing is counted or concluded from them.\n"
    "Soft to hard = (PROPOSE + CONCEDE + PROMISE) / (HOLD + WARN): a count of what drafters chose to set down, no "
    "measure of anybody's temper.\nTaken up = another accepts or concedes something later in that talk."
)


def text(found: Course, *, limit: int, folded: bool) -> Iterator[str]:
    """Lay the course out as plain text; where nobody makes a move, statements are not folded."""
    folded = folded and not all(map(_is_quiet, found.talks))
    yield from _head(found)
    for run in _runs(found, limit, folded=folded):
        yield ""
        if folded and _is_quiet(run[0]):
            yield from _in_passing(run)
            continue
        talk = run[0]
        yield f"{_when(talk)}  {_title(talk)}"
        yield f"  {_where(talk)}"
        yield f"  {_course(talk)}"
        for line in _moves(talk.moves, folded=folded):
            yield f"    {line}"
    yield from _foot(found, limit, folded=folded)


def markdown(found: Course, *, limit: int, folded: bool) -> Iterator[str]:
    """Lay the course out in Markdown, in the same way."""
    folded = folded and not all(map(_is_quiet, found.talks))
    title, *rest = _head(found)
    yield f"## {title}\n"
    yield "  \n".join(rest)
    for run in _runs(found, limit, folded=folded):
        if folded and _is_quiet(run[0]):
            yield "\n" + "  \n".join(_in_passing(run))
            continue
        talk = run[0]
        yield f"\n### {_when(talk)}: {_title(talk)}\n"
        yield f"{_where(talk)}  \n{_course(talk)}\n"
        for line in _moves(talk.moves, folded=folded):
            yield f"- {line}"
    yield "\n```text"
    yield from _foot(found, limit, folded=folded)
    yield "```"


def _shown(found: Course, limit: int, *, folded: bool) -> Sequence[TalkCourse]:
    """Give the talks up to the last that is shown: talks that only mention the issue take a line and do not count."""
    full = [at for at, talk in enumerate(found.talks) if not (folded and _is_quiet(talk))]
    return found.talks[: full[limit]] if len(full) > limit else found.talks


def _is_quiet(talk: TalkCourse) -> bool:
    return all(one.label in QUIET for one in talk.moves)


def _runs(found: Course, limit: int, *, folded: bool) -> Iterator[tuple[TalkCourse, ...]]:
    """Give the talks one by one, but talks that follow each other and only mention the issue together."""
    for quiet, talks in groupby(_shown(found, limit, folded=folded), key=_is_quiet):
        if quiet and folded:
            yield tuple(talks)
        else:
            yield from ((talk,) for talk in talks)


def _in_passing(talks: Sequence[TalkCourse]) -> Iterator[str]:
    """Tell of talks that only mention the issue: a line each, or one for them all where they are many."""
    if len(talks) > RUN:
        said, acts = sum(len(talk.moves) for talk in talks), sum(talk.acts for talk in talks)
        span = f"{_when(talks[0])} to {_when(talks[-1])}"
        yield f"{span}  spoken of only, in {len(talks)} talks: {said} statements of {acts:,} acts; --all shows them"
        return
    for talk in talks:
        said_in = f"{number(len(talk.moves), 'statement')} of {talk.acts} acts"
        yield f"{_when(talk)}  spoken of only: {said_in}, first by {_name(talk.moves[0])}; {talk.record}"


def _name(move: Move) -> str:
    return move.holder or "one not named"


def counts(found: Course) -> str:
    """Sum up in one line, each count with what it is out of."""
    return (
        f"{number(len(found.talks), 'record')} of {found.of_talks:,} that report talk; "
        f"{number(found.moves, 'act')} of {found.acts:,} in those records, {found.unsure:,} with an unsure label"
    )


def _head(found: Course) -> Iterator[str]:
    first, last = found.talks[0], found.talks[-1]
    span = first.date or "undated" if len(found.talks) == 1 else f"{first.date or '?'} to {last.date or 'undated'}"
    yield f"The course of “{found.terms.asked}”, {span}"
    words = ", ".join(f"“{one}”" for one in found.terms.spellings)
    why = f" (from {', '.join(found.terms.why)})" if found.terms.why else ""
    yield f"Looked for: {words} in any form{why}; {_labelled(found.labelled)}."
    if found.first:
        yield f"Raised first, in these records, by {_name(found.first)}: {_quoted(found.first)}"
        yield f"{first.date or 'undated'}, {first.record}, {found.first.cite}" + _tied(found.tied)
    if len(found.talks) == 1:
        yield "It stands in one record only: this is no series."
    if found.undated:
        yield f"{number(found.undated, 'record')} without a date stand last; their order is not known."
    if found.elsewhere:
        others = number(found.elsewhere, "document that reports no talk", "documents that report no talk")
        yield f"The words stand in {others} too."


def _labelled(count: int) -> str:
    return (
        f"{number(count, 'record has', 'records have')} a passage labelled so" if count else "no passage is labelled so"
    )


def _tied(tied: int) -> str:
    return f"; {number(tied, 'other talk')} may have come before, dates and hours leave it open" if tied else ""


def _when(talk: TalkCourse) -> str:
    return " ".join(part for part in (talk.date or "undated", talk.hour) if part)


def _title(talk: TalkCourse) -> str:
    if not talk.own_date:
        return f"told of in: {talk.title}"
    return talk.title


def _where(talk: TalkCourse) -> str:
    return " · ".join(part for part in (talk.record, talk.citation, talk.address) if part)


def _course(talk: TalkCourse) -> str:
    rested = ""
    if talk.silent >= RESTED or (talk.days or 0) >= LONG:
        days = f"after {number(talk.days, 'day')}" if talk.days is not None else "later"
        silent = f"not touched in {number(talk.silent, 'talk')} of the same parties between" if talk.silent else NO_TALK
        rested = f"Taken up again {days}; {silent}. "
    steps = [f"{name} {label.value}{f' ×{times}' if times > 1 else ''}" for name, label, times in sequence(talk.moves)]
    more = f" … and {len(steps) - STEPS} more steps" if len(steps) > STEPS else ""
    ran = f" {' → '.join(steps[:STEPS])}{more}." if steps else ""
    raised = f"Raised by {talk.opened_by or 'one not named'};"
    return f"{rested}{len(talk.moves)} of {talk.acts} acts. {raised}{ran} Left: {talk.left}."


def _moves(moves: Sequence[Move], *, folded: bool) -> Iterator[str]:
    """Give a line a move; statements are folded to their number where that is asked."""
    kept = [one for one in moves if not folded or not _is_slight(one)]
    for one in kept[:MOVES]:
        force = f" ({one.force})" if one.force else ""
        unsure = "" if sure(one) or one.label in QUIET else "?"
        notes = f"  ← {'; '.join(one.notes)}" if one.notes else ""
        yield f"{one.cite}  {one.holder or 'not named'}  {one.label.value}{unsure}{force}  {_quoted(one)}{notes}"
    if len(kept) > MOVES:
        yield f"… and {number(len(kept) - MOVES, 'move')} more; --as jsonl gives them all"
    quiet = len(moves) - len(kept)
    if quiet:
        folded_ones = number(quiet, "statement or short exchange", "statements and short exchanges")
        yield f"… {folded_ones} folded; --all shows them"


def _is_slight(one: Move) -> bool:
    """Tell whether a move is folded: a statement, or a question or answer of a word or two."""
    return not one.notes and (one.label in QUIET or (one.label in EXCHANGES and len(one.words.split()) < SHORT))


def _quoted(one: Move) -> str:
    return one.words if one.words[:1] in '“"«„' else f"“{one.words}”"


def _foot(found: Course, limit: int, *, folded: bool) -> Iterator[str]:
    rest = len(found.talks) - len(_shown(found, limit, folded=folded))
    if rest:
        yield f"\n… and {number(rest, 'more talk')}; --limit {len(found.talks)} shows all"
    yield f"\nMoves on the issue, all {number(len(found.talks), 'talk')}"
    width = max((len(one.name) for one in found.holders[:HOLDERS]), default=0)
    for one in found.holders[:HOLDERS]:
        yield f"  {one.name.ljust(width)}  {_holder(one)}"
    if len(found.holders) > HOLDERS:
        yield f"  … and {len(found.holders) - HOLDERS} more"
    yield CAUTION


def _holder(one: Holder) -> str:
    counted = " ".join(f"{label.value} {count}" for label, count in one.labels if label not in QUIET)
    informs = sum(count for label, count in one.labels if label in QUIET)
    told = [f"{number(one.moves, 'act')}, {informs} of them statements: {counted or 'no move that is sure'}"]
    if one.soft or one.hard:
        told.append(f"soft to hard {one.soft}/{one.hard}" + ("" if one.index is None else f" = {one.index:.1f}"))
    if one.opened:
        told.append(f"opened in {number(one.opened, 'talk')}, taken up in {one.taken_up} of them")
    return "; ".join(told)


def honest(found: CorrectedCourse | None) -> Iterator[str]:
    """Lay out the counts corrected by a random sample; nothing where none was drawn."""
    if found is None:
        return
    if found.why:
        yield f"\nThe counts are raw: {found.why}."
        return
    yield (
        f"\nCorrected by random sample {found.sample}: {found.checked} of {found.acts} acts on the issue are checked "
        "(machine alone → corrected, 95 % interval)"
    )
    width = max((len(one.name) for one in found.holders[:HOLDERS]), default=0)
    for one in found.holders[:HOLDERS]:
        yield f"  {one.name.ljust(width)}  {_put_right(one)}"


def _put_right(one: Corrected) -> str:
    told = [f"{label.value} {_estimate(made)}" for label, made in one.labels]
    both = ((name, made) for name, made in (("soft", one.soft), ("hard", one.hard)) if made.raw or made.value)
    told += [f"{name} {_estimate(made)}" for name, made in both]
    told += [f"soft to hard {_estimate(one.index)}"] if one.index is not None else []
    return "; ".join(told) or "no move, by the machine or by those who checked"


def _estimate(made: Estimate) -> str:
    high = "?" if made.high == float("inf") else f"{made.high:.1f}"
    raw = "?" if made.raw != made.raw else f"{made.raw:g}" if made.raw == int(made.raw) else f"{made.raw:.1f}"
    return f"{raw} → {max(0.0, made.value):.1f} ({made.low:.1f}-{high})"
