"""How people's rulings lie over acts and issues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from memcon.model.anchor import place
from memcon.model.corrections import Correction, Ruling, in_order
from memcon.model.findings import Mode
from memcon.model.moves import Act, IssuePassage, Label


def acts_laid(found: Sequence[Act], corrections: Iterable[Correction], record: str, text: str) -> tuple[Act, ...]:
    """Lay people's rulings on acts over the machine's; the last ruling on the same words counts.

    A ruling changes every first act that lies at least half inside its words; where there is none it makes one. A
    ruling whose words are gone, or stand twice, changes nothing.
    """
    acts = list(found)
    for ruling, start, end in _placed(corrections, Ruling.ACT, record, text):
        label = Label(ruling.instead or "")
        meant = [one for one in acts if one.rank == "first" and _half(one.start, one.end, start, end)]
        made = [_ruled(one, ruling, label) for one in meant] or [_new(ruling, label, record, start, end, acts)]
        acts = [one for one in acts if one not in meant] + made
    return tuple(sorted(acts, key=lambda one: (one.start, one.rank, one.end)))


def issues_laid(
    found: Sequence[IssuePassage], corrections: Iterable[Correction], record: str, text: str
) -> tuple[IssuePassage, ...]:
    """Lay people's rulings on issues over the machine's: the words belong to the issue named, and to no other."""
    passages = list(found)
    for ruling, start, end in _placed(corrections, Ruling.ISSUE, record, text):
        label = (ruling.instead or "").strip()
        own = next((one for one in passages if label.casefold() in (one.issue.casefold(), one.label.casefold())), None)
        passages = [piece for one in passages for piece in _outside(one, start, end)]
        issue, name, principal = (own.issue, own.label, own.principal) if own else (_slug(label), label, False)
        reason = f"{ruling.by}: {ruling.because}"
        passages.append(IssuePassage(record, start, end, issue, name, principal, None, reason, ruling.by))
    return tuple(sorted(passages, key=lambda one: (one.start, one.end)))


def _placed(
    corrections: Iterable[Correction], kind: Ruling, record: str, text: str
) -> Iterator[tuple[Correction, int, int]]:
    meant = (c for c in corrections if c.kind == kind and c.anchor is not None and c.anchor.record == record)
    for ruling in in_order(meant):
        span = place(ruling.anchor, text) if ruling.anchor else None
        if span is not None:
            yield ruling, *span


def _half(start: int, end: int, begin: int, stop: int) -> bool:
    return (min(end, stop) - max(start, begin)) * 2 >= end - start


def _ruled(one: Act, ruling: Correction, label: Label) -> Act:
    same = one.label == label
    return replace(
        one,
        label=label,
        certainty=None,
        reason=f"{ruling.by}: {ruling.because}",
        made_by=ruling.by,
        cue=one.cue if same else None,
        force=one.force if same else None,
        reply=one.reply if same else None,
    )


def _new(ruling: Correction, label: Label, record: str, start: int, end: int, acts: Sequence[Act]) -> Act:
    around = next((one for one in acts if one.start <= start and end <= one.end), None)
    holder, mode = (around.holder, around.mode) if around else (None, Mode.REPORTED)
    reason = f"{ruling.by}: {ruling.because}"
    return Act(record, start, end, label, holder, mode, None, reason, made_by=ruling.by, rank="first")


def _outside(one: IssuePassage, start: int, end: int) -> list[IssuePassage]:
    if end <= one.start or one.end <= start:
        return [one]
    left = [replace(one, end=start)] if one.start < start else []
    right = [replace(one, start=end)] if one.end > end else []
    return left + right


def _slug(label: str) -> str:
    return re.sub(r"\W+", "-", label.casefold()).strip("-") or "issue"
