"""A page for the terminal: in short, what a record is about, what its speakers do, and what is undertaken in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from memcon.archive.archive import View
from memcon.cli.pages import columns
from memcon.cli.say import number, short
from memcon.model.moves import Commitment, Label

FEW = 3  # issues and commitments shown; the account has all
SPEAKERS = 4  # speakers whose moves are counted out
# How one would say that somebody makes such a move: the count follows ("asks 12")
SAID = {
    Label.ASK: "asks", Label.ANSWER: "answers", Label.PROPOSE: "proposes", Label.REQUEST: "requests",
    Label.ACCEPT: "accepts", Label.REJECT: "rejects", Label.DEFER: "defers", Label.CONCEDE: "concedes",
    Label.HOLD: "insists", Label.PROMISE: "promises", Label.WARN: "warns", Label.APPRAISE: "praises or blames",
    Label.INFORM: "informs", Label.PROCEDURE: "procedure",
}  # fmt: skip


def found(view: View) -> Group:
    """Lay out issues, moves and commitments, each part only where there is something in it.

    All of it is the machine's reading, in short; how sure it is of each, and on which words, stands in the account.
    """
    parts: list[RenderableType] = []
    for title, rows in (
        ("What it is about", list(_issues(view))), ("What they do", list(_moves(view))),
        ("What is undertaken", list(_commitments(view))),
    ):  # fmt: skip
        if rows:
            parts += [Text(f"\n{title}", style="bold"), columns(rows)]
    return Group(*parts)


def _issues(view: View) -> Iterator[tuple[Text, Text]]:
    """Name the issues, the principal one first, with the passages each has."""
    passages = Counter(one.issue for one in view.issues)
    labels = {one.issue: one for one in view.issues}
    ranked = sorted(passages, key=lambda issue: (not labels[issue].principal, -passages[issue]))
    for issue in ranked[:FEW]:
        words = Text(labels[issue].label).append(f"  {number(passages[issue], 'passage')}", style="dim")
        yield Text("mainly" if labels[issue].principal else "also", style="dim"), words
    if len(ranked) > FEW:
        yield Text(""), Text(f"… and {number(len(ranked) - FEW, 'more issue')}", style="dim")


def _moves(view: View) -> Iterator[tuple[Text, Text]]:
    """Count each speaker's moves, the most frequent first; plain statements last, for they say least."""
    moves: dict[str, Counter[Label]] = {}
    for act in view.acts:
        moves.setdefault(act.holder or "unknown", Counter())[act.label] += 1
    for holder in sorted(moves, key=lambda name: -moves[name].total())[:SPEAKERS]:
        counted = sorted(moves[holder].items(), key=lambda one: (one[0] in (Label.INFORM, Label.PROCEDURE), -one[1]))
        yield Text(holder, style="bold"), Text(", ".join(f"{SAID[label]} {count}" for label, count in counted))
    if len(moves) > SPEAKERS:
        yield Text(""), Text(f"… and {number(len(moves) - SPEAKERS, 'more speaker')}", style="dim")


def _commitments(view: View) -> Iterator[tuple[Text, Text]]:
    """Give the surest commitments, in the order of the text."""
    surest = sorted(view.commitments, key=lambda one: -1.0 if one.certainty is None else -one.certainty)[:FEW]
    for one in sorted(surest, key=lambda one: one.start):
        yield Text(_parties(one), style="bold"), Text(short(one.what)).append(_more(one), style="dim")
    if len(view.commitments) > FEW:
        yield Text(""), Text(f"… and {len(view.commitments) - FEW} more", style="dim")


def _parties(one: Commitment) -> str:
    return f"{one.promisor or 'unknown'} to {one.promisee}" if one.promisee else one.promisor or "unknown"


def _more(one: Commitment) -> str:
    parts = [one.kind, f"if: {short(one.condition)}" if one.condition else "", f"due: {one.due}" if one.due else ""]
    sure = "" if one.certainty is None else f"{one.certainty:.0%} sure"
    return f"  ({'; '.join(part for part in (*parts, sure) if part)})"
