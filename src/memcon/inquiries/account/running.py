"""The course of a talk, issue by issue: who opened it, each move in order, where positions moved, how it was left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from memcon.inquiries.account.page import Basis, Group, Line, Piece, Section, Style, Words
from memcon.inquiries.account.phrases import GAVE, PRESSED, REFUSED, TALK, counted
from memcon.inquiries.account.quoting import quoted
from memcon.inquiries.account.telling import Telling, is_sure, silence
from memcon.model.findings import Utterance
from memcon.model.moves import Act, IssuePassage, Label

TITLE = "Course of discussion"
TELLING = 6  # words of a statement from which it can stand for those beside it
MOST_TURNS = 40
MOST_NAMED = 30
MOST_MOVES = 14  # lines told of one issue
MOST_ISSUES = 12  # told one by one; the others are named
ASKING = PRESSED | {Label.ASK}
LEFT = {
    "agreed": "Left agreed.",
    "refused": "Left refused.",
    "deferred": "Put off.",
    "open": "Left open: nothing said afterwards answers it.",
}


def course(told: Telling) -> Section:
    """Tell the talk issue by issue, in the order the issues come up, the principal one marked.

    Of many issues the weightiest are told: the principal one, then those with most moves, then the longest. The others
    are named with their places.
    """
    order = list(dict.fromkeys(one.issue for one in told.view.issues))
    if silence(told) and len({one.speaker_name for one in told.view.utterances}) > 1:
        return _without_acts(told)
    if not order:
        lines, more = _moves(told, told.acts)
        whole = (Group(Line((Words("The talk as a whole"),), Basis.COUNTED), lines, more),) if lines else ()
        none = Line((Words("No issue was told apart in this talk."),), Basis.COUNTED)
        return Section("course", TITLE, (none,), whole)
    weighty = set(sorted(order, key=lambda issue: _weight(told, issue), reverse=True)[:MOST_ISSUES])
    groups = [_issue(told, number, issue) for number, issue in enumerate(order, 1) if issue in weighty]
    rest = [(number, issue) for number, issue in enumerate(order, 1) if issue not in weighty]
    return Section("course", TITLE, (), (*groups, *_smaller(told, rest)))


def _without_acts(told: Telling) -> Section:
    """Tell who speaks in turn, where nothing is known of what the sentences do."""
    runs = [list(run) for _, run in groupby(told.view.utterances, key=lambda one: one.speaker_name)]
    lines = tuple(_turn(told, run) for run in runs[:MOST_TURNS])
    turns = Group(Line((Words("Who speaks, in turn"),), Basis.COUNTED), lines, len(runs) - len(lines))
    return Section("course", TITLE, (Line((Words(silence(told) or ""),), Basis.COUNTED),), (turns,))


def _turn(told: Telling, run: Sequence[Utterance]) -> Line:
    first = run[0]
    words = quoted(told.view.record.text, first.start, first.end)
    pieces: list[Piece] = [
        Words(told.called(first.speaker_name), Style.STRONG),
        Words(f", {counted(len(run), 'sentence')}: ", Style.QUIET),
        told.cite.quote(first.start, first.end, words, first.speaker_name), Words(" "),
        told.cite.cite(first.start, run[-1].end),
    ]  # fmt: skip
    return told.line(pieces, first.start, first.end)


def _weight(told: Telling, issue: str) -> tuple[bool, int, int]:
    passages, acts = [one for one in told.view.issues if one.issue == issue], told.acts_about(issue)
    moves = sum(act.label not in TALK and is_sure(act) for act in acts)
    return any(one.principal for one in passages), moves, len(acts)


def _smaller(told: Telling, rest: Sequence[tuple[int, str]]) -> Iterator[Group]:
    """Name the issues that are not told one by one."""
    if rest:
        lines = []
        for number, issue in rest[:MOST_NAMED]:
            passages = [one for one in told.view.issues if one.issue == issue]
            lines.append(_heading(told, number, passages, ()))
        yield Group(Line((Words("Smaller issues"),), Basis.COUNTED), tuple(lines), len(rest) - len(lines))


def _issue(told: Telling, number: int, issue: str) -> Group:
    passages = [one for one in told.view.issues if one.issue == issue]
    acts = told.acts_about(issue)
    lines, more = _moves(told, acts)
    return Group(_heading(told, number, passages, acts), (*lines, *_moved(told, acts), *_left(told, acts)), more, issue)


def _heading(told: Telling, number: int, passages: Sequence[IssuePassage], acts: Sequence[Act]) -> Line:
    first = passages[0]
    pieces: list[Piece] = [Words(f"{number}. "), Words(_capital(first.label), Style.STRONG)]
    pieces += [Words(" (principal issue)")] if any(one.principal for one in passages) else []
    opener = f"opened by {told.called(told.speaker(acts[0]))}, " if acts else ""
    pieces += [Words(f" – {opener}", Style.QUIET)]
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
    """Group acts into what one line tells: statements of one speaker that follow each other, or a single move."""
    places = {(act.start, act.rank): at for at, act in enumerate(told.acts)}
    found: list[list[Act]] = []
    for act in acts:
        before = found[-1][-1] if found else None
        mere = before is not None and {before.label, act.label} <= TALK
        if before and mere and told.speaker(before) == told.speaker(act) and _next_to(before, act, places):
            found[-1].append(act)
        else:
            found.append([act])
    return found


def _next_to(before: Act, act: Act, places: Mapping[tuple[int, str], int]) -> bool:
    return places[act.start, act.rank] - places[before.start, before.rank] == 1


def _all_moves(told: Telling, acts: Sequence[Act]) -> Iterator[Line]:
    by_start = {act.start: act for act in acts if act.rank == "first"}
    for run in _told(told, acts):
        first = next((act for act in run if len(told.quotation(act).words.split()) >= TELLING), run[0])
        answers = by_start.get(first.responds_to) if first.responds_to is not None else None
        depth = 1 if answers is not None and first.label not in ASKING else 0
        if len(run) == 1:
            yield told.move(first, depth=depth)
            continue
        pieces: list[Piece] = [
            Words(told.called(told.speaker(first)), Style.STRONG), Words(" "), told.verb(first),
            Words(f", in {len(run)} sentences: "), told.quotation(first), Words(" "),
            told.cite.cite(run[0].start, run[-1].end),
        ]  # fmt: skip
        yield told.line(pieces, first.start, first.end, first, depth=depth)


def _moved(told: Telling, acts: Sequence[Act]) -> Iterator[Line]:
    """Say who refused, put off or stood firm first, and gave way later; whether on the same point, the words tell."""
    for name in dict.fromkeys(told.speaker(act) for act in acts):
        own = [act for act in acts if told.speaker(act) == name and is_sure(act)]
        against = next((act for act in own if act.label in REFUSED), None)
        after = [act for act in own if against and act.start > against.start and act.label in GAVE]
        if name and against and after:
            pieces: list[Piece] = [
                Words("Position perhaps moved: "), Words(told.called(name), Style.STRONG), Words(" first "),
                told.verb(against), Words(" "), told.place(against),
                Words(", later "), told.verb(after[-1]), Words(" "),
                told.place(after[-1]), Words("."),
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
        pieces: list[Piece] = [Words(LEFT[word] + " "), told.place(act)]
        yield told.line(pieces, act.start, act.end, act)


def summary(told: Telling) -> str:
    """Count the issues: "3 issues, 1 of them left open"."""
    order = dict.fromkeys(one.issue for one in told.view.issues)
    left = [how_left(told, told.acts_about(issue)) for issue in order]
    unanswered = sum(1 for one in left if one and one[0] in ("open", "deferred"))
    return counted(len(order), "issue") + (f", {unanswered} of them left open or put off" if unanswered else "")
