"""The course of a talk, issue by issue: who opened it, each move in order, where positions moved, how it was left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from memcon.inquiries.account.page import Basis, Group, Line, Piece, Section, Style, Words
from memcon.inquiries.account.phrases import GAVE, PRESSED, REFUSED, TALK, counted
from memcon.inquiries.account.telling import Telling, is_sure
from memcon.model.moves import Act, IssuePassage, Label

MOST_MOVES = 14  # lines told of one issue
MOST_ISSUES = 20
ASKING = PRESSED | {Label.ASK}
LEFT = {
    "agreed": "Left agreed.",
    "refused": "Left refused.",
    "deferred": "Put off.",
    "open": "Left open: nothing said afterwards answers it.",
}


def course(told: Telling) -> Section:
    """Tell the talk issue by issue, in the order the issues come up, the principal one marked."""
    order = list(dict.fromkeys(one.issue for one in told.view.issues))
    groups = tuple(_issue(told, number, issue) for number, issue in enumerate(order[:MOST_ISSUES], 1))
    lines: tuple[Line, ...] = ()
    if not order:
        told_of = _moves(told, told.acts)
        groups = (Group(Line((Words("The talk as a whole"),), Basis.COUNTED), *told_of),) if told_of[0] else ()
        lines = (Line((Words("No issue was told apart in this talk."),), Basis.COUNTED),)
    return Section("course", "Course of discussion", lines, groups, more=max(0, len(order) - MOST_ISSUES))


def _issue(told: Telling, number: int, issue: str) -> Group:
    passages = [one for one in told.view.issues if one.issue == issue]
    acts = told.acts_about(issue)
    lines, more = _moves(told, acts)
    return Group(_heading(told, number, passages, acts), (*lines, *_moved(told, acts), *_left(told, acts)), more, issue)


def _heading(told: Telling, number: int, passages: Sequence[IssuePassage], acts: Sequence[Act]) -> Line:
    first = passages[0]
    pieces: list[Piece] = [Words(f"{number}. "), Words(_capital(first.label), Style.STRONG)]
    pieces += [Words(" (principal issue)")] if any(one.principal for one in passages) else []
    if acts:
        opener = told.called(told.speaker(acts[0]))
        pieces += [Words(f" – opened by {opener}, ", Style.QUIET)]
    else:
        pieces += [Words(" – ", Style.QUIET)]
    cited = told.cite.cite_all((one.start, one.end) for one in passages)
    for at, one in enumerate(cited[:6]):
        pieces += [Words(", "), one] if at else [one]
    if len(cited) > 6:
        pieces += [Words(f" and {len(cited) - 6} more places", Style.QUIET)]
    basis = Basis.PERSON if first.certainty is None else Basis.MACHINE
    return Line(tuple(pieces), basis, first.certainty, first.made_by)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _moves(told: Telling, acts: Sequence[Act]) -> tuple[tuple[Line, ...], int]:
    """Tell the moves in order; a run of mere statements by one speaker is told by its first.

    Returns:
        Lines, and how many were left out.
    """
    lines = list(_all_moves(told, acts))
    if len(lines) <= MOST_MOVES:
        return tuple(lines), 0
    weighty = [at for at, act in enumerate(_told(told, acts)) if act[0].label not in TALK]
    kept = sorted([*weighty, *(at for at in range(len(lines)) if at not in set(weighty))][:MOST_MOVES])
    return tuple(lines[at] for at in kept), len(lines) - len(kept)


def _told(told: Telling, acts: Sequence[Act]) -> list[list[Act]]:
    """Group acts into what one line tells: a run of statements by one speaker, or a single move."""
    found: list[list[Act]] = []
    for (mere, _), run in groupby(acts, key=lambda act: (act.label in TALK, told.speaker(act))):
        these = list(run)
        found += [these] if mere else [[act] for act in these]
    return found


def _all_moves(told: Telling, acts: Sequence[Act]) -> Iterator[Line]:
    by_start = {act.start: act for act in acts if act.rank == "first"}
    for run in _told(told, acts):
        first = run[0]
        answers = by_start.get(first.responds_to) if first.responds_to is not None else None
        depth = 1 if answers is not None and first.label not in ASKING else 0
        if len(run) == 1:
            yield told.move(first, depth=depth)
            continue
        pieces: list[Piece] = [
            Words(told.called(told.speaker(first)), Style.STRONG), Words(" "), told.verb(first),
            Words(f", in {len(run)} sentences: "), told.quotation(first), Words(" "),
            told.cite.cite(first.start, run[-1].end),
        ]  # fmt: skip
        yield told.line(pieces, first.start, first.end, first, depth=depth)


def _moved(told: Telling, acts: Sequence[Act]) -> Iterator[Line]:
    """Say who moved: refused, put off or stood firm first, and gave way later."""
    for name in dict.fromkeys(told.speaker(act) for act in acts):
        own = [act for act in acts if told.speaker(act) == name and is_sure(act)]
        against = next((act for act in own if act.label in REFUSED), None)
        after = [act for act in own if against and act.start > against.start and act.label in GAVE]
        if name and against and after:
            pieces: list[Piece] = [
                Words("Position moved: "), Words(told.called(name), Style.STRONG), Words(" first "),
                told.verb(against), Words(" "), told.cite.cite(against.start, against.end),
                Words(", later "), told.verb(after[-1]), Words(" "),
                told.cite.cite(after[-1].start, after[-1].end), Words("."),
            ]  # fmt: skip
            yield told.line(pieces, after[-1].start, after[-1].end, after[-1])


def how_left(told: Telling, acts: Sequence[Act]) -> tuple[str, Act] | None:
    """Say how an issue was left: agreed, refused, deferred or open, with the move that decides it.

    None where nobody is sure to have pressed for anything. What was asked for stays open while only its own speaker
    goes on; moves whose label is not sure are no answer, but keep it from being called open.
    """
    pressed = [act for act in acts if act.label in ASKING and is_sure(act)]
    if not pressed:
        return None
    last = pressed[-1]
    replies = [act for act in acts if act.start > last.start and told.speaker(act) != told.speaker(last)]
    replies += [act for act in told.acts if act.responds_to == last.start and act not in replies]
    for label, word in ((GAVE, "agreed"), ({Label.DEFER}, "deferred"), (REFUSED, "refused")):
        found = next((act for act in reversed(replies) if act.label in label and is_sure(act)), None)
        if found is not None:
            return word, found
    return None if replies else ("open", last)


def _left(told: Telling, acts: Sequence[Act]) -> Iterator[Line]:
    left = how_left(told, acts)
    if left is not None:
        word, act = left
        pieces: list[Piece] = [Words(LEFT[word] + " "), told.cite.cite(act.start, act.end)]
        yield told.line(pieces, act.start, act.end, act)


def summary(told: Telling) -> str:
    """Count the issues: "3 issues, 1 of them left open"."""
    order = dict.fromkeys(one.issue for one in told.view.issues)
    left = [how_left(told, told.acts_about(issue)) for issue in order]
    unanswered = sum(1 for one in left if one and one[0] in ("open", "deferred"))
    return counted(len(order), "issue") + (f", {unanswered} of them left open or put off" if unanswered else "")
