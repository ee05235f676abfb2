"""How sure an account is: medians, what is doubtful, what a person has checked, what the gate refused."""

from __future__ import annotations

from collections import Counter
from statistics import median

from memcon.inquiries.account.page import Account, Basis, Group, Line, Piece, Section, Style, Words
from memcon.inquiries.account.phrases import counted
from memcon.inquiries.account.quoting import quoted
from memcon.inquiries.account.telling import DOUBTFUL, Telling
from memcon.model.findings import Utterance

MOST_DOUBTFUL = 12
MOST_REFUSED = 8
LEGEND = (
    "m: found by the machine, with its certainty; s: the source itself says so; r: from a register; "
    "p: a person has confirmed or corrected it. Counts and headings bear no mark."
)


def how_sure(told: Telling) -> Section:
    """Say how certain the speakers and acts are, list the doubtful, and count what a person has checked."""
    spoken = told.view.utterances
    lines = [
        _medians(told),
        Line((Words(_checked(told)),), Basis.COUNTED),
        Line((Words(LEGEND, Style.QUIET),), Basis.COUNTED),
    ]
    doubtful = [one for one in spoken if one.certainty is not None and one.certainty < DOUBTFUL]
    doubtful.sort(key=lambda one: one.certainty or 0.0)
    groups: tuple[Group, ...] = ()
    if doubtful:
        heading = Line((Words(f"Attributions below {DOUBTFUL}, the least certain first"),), Basis.COUNTED)
        listed = tuple(_doubtful(told, one) for one in doubtful[:MOST_DOUBTFUL])
        groups = (Group(heading, listed, len(doubtful) - len(listed)),)
    return Section("sure", "How sure", tuple(lines), groups)


def _medians(told: Telling) -> Line:
    figures = (
        ("speakers", [one.certainty for one in told.view.utterances]),
        ("acts", [one.certainty for one in told.acts]),
        ("issues", [one.certainty for one in told.view.issues]),
        ("commitments", [one.certainty for one in told.view.commitments]),
    )
    parts = []
    for name, sure in figures:
        known = [one for one in sure if one is not None]
        if known:
            parts.append(f"{name} {median(known):.2f} (of {len(known)})")
    words = f"Median certainty: {', '.join(parts)}." if parts else "Nothing was found whose certainty could be told."
    return Line((Words(words),), Basis.COUNTED)


def _checked(told: Telling) -> str:
    spoken, acts = told.view.utterances, told.acts
    seen = sum(one.certainty is None for one in spoken)
    judged = sum(one.certainty is None for one in acts)
    words = f"A person has checked {seen} of {counted(len(spoken), 'attribution')}"
    words += f" and {judged} of {counted(len(acts), 'act')}" if acts else ""
    words += "; the rest is machine-made."
    unplaced = len(told.view.unplaced)
    return words + (f" {counted(unplaced, 'ruling')} could not be placed." if unplaced else "")


def _doubtful(told: Telling, one: Utterance) -> Line:
    words = quoted(told.view.record.text, one.start, one.end)
    pieces: list[Piece] = [
        Words(told.called(one.speaker_name), Style.STRONG), Words("? "),
        told.cite.quote(one.start, one.end, words, one.speaker_name), Words(" "),
        told.cite.cite(one.start, one.end), Words(f" – {' '.join(one.reason.split())}", Style.QUIET),
    ]  # fmt: skip
    return Line(tuple(pieces), Basis.MACHINE, one.certainty, one.made_by, *told.source_says(one.start, one.end))


def refusals(account: Account) -> tuple[Line, ...]:
    """Say how many sentences the gate refused and why, the first few by name."""
    if not account.refused:
        return (Line((Words("The gate let every sentence through: each quotation stands where it is cited."),),
                     Basis.COUNTED),)  # fmt: skip
    kinds = Counter(one.reason for one in account.refused)
    counts = "; ".join(f"{count} because {reason}" for reason, count in kinds.most_common(MOST_REFUSED))
    return (Line((Words(f"{counted(len(account.refused), 'sentence')} did not pass the gate and "
                        f"{'is' if len(account.refused) == 1 else 'are'} not shown: {counts}."),),
                 Basis.COUNTED),)  # fmt: skip
