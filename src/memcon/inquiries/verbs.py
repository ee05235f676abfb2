"""The verbs that ask across records; with those of memcon.processing.verbs they are what a historian does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from memcon.accession.reader import slug
from memcon.archive import corrections as rulings
from memcon.archive import people, registers
from memcon.archive.archive import Archive, open_archive, ruled
from memcon.archive.viewing import RuledRecord
from memcon.inquiries import accuracy as inquiry
from memcon.inquiries.accuracy import Accuracy
from memcon.inquiries.issue_verbs import enter_issue, proposed_issues
from memcon.inquiries.issues import IssueProposal
from memcon.inquiries.outcome_verbs import proposed as came_of
from memcon.inquiries.persons import Proposal, proposals
from memcon.inquiries.sampling import spans
from memcon.inquiries.talk_verbs import proposed
from memcon.model.corrections import Correction, Ruling
from memcon.model.errors import MemconError, NotFound

Where = str | Path | Archive


class Across(Protocol):
    """A proposal about what belongs together across records, other than who is who.

    `about` names the kind ("meetings"), `tied` the ids that a ruling on it ties (ACCEPT) or parts (REFUSE).
    """

    @property
    def id(self) -> str:
        """Its id: the same in a later run."""

    @property
    def about(self) -> str:
        """Its kind."""

    @property
    def tied(self) -> tuple[str, ...]:
        """What it ties."""


# One entry a kind of proposal.
ACROSS: tuple[Callable[[Archive], Sequence[Across]], ...] = (proposed, proposed_issues, came_of)


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal that a person decided: the ruling filed, and the person entered in the register for it, if any."""

    proposal: Proposal | Across
    ruling: Correction
    entered: str | None = None


def check(archive: Where) -> Accuracy:
    """Say how often the machine was right about the passages that people have ruled on.

    Args:
        archive: an archive or its path.

    Returns:
        Shares with their numbers and 95 % intervals, and a table of certainty against right. `in_print` makes a
        sentence of it. Passages that people chose to look at are no random sample: they may be harder than the rest.
        What was ruled on the acts of a random sample is told by `memcon.inquiries.sample_verbs.sample_accuracy`.
    """
    opened = _opened(archive)
    drawn = spans(opened)
    return inquiry.accuracy(_chosen_by_people(one, drawn.get(one.record.id, ())) for one in ruled(opened))


def _chosen_by_people(one: RuledRecord, drawn: Sequence[tuple[int, int]]) -> inquiry.Ruled:
    """Give a record that people ruled on, without rulings that count elsewhere or are on units of a sample."""
    laid = one.corrected
    kept = [
        (span, ruling)
        for span, ruling, own in zip(laid.ruled, laid.placed, one.own, strict=True)
        if own and span not in drawn
    ]
    moves = tuple(
        ruling for ruling in laid.moves
        if ruling.anchor is None or (ruling.anchor.start, ruling.anchor.end) not in drawn
    )  # fmt: skip
    return inquiry.Ruled(
        one.record.id,
        one.claims,
        replace(laid, ruled=tuple(span for span, _ in kept), placed=tuple(one for _, one in kept), moves=moves),
        tuple(act for act in one.acts if (act.start, act.end) not in drawn),
        tuple(act for act in one.acts_laid if (act.start, act.end) not in drawn),
    )


def persons(archive: Where) -> tuple[Proposal, ...]:
    """Propose which printed names are one person, or a person of the register, with the evidence; merges nothing.

    Args:
        archive: an archive or its path.

    Returns:
        Best first; those with evidence against them, "two people?", last. What a person decided is not proposed again.
    """
    opened = _opened(archive)
    known = rulings.of_kind(rulings.filed(opened.folder), about="persons")
    return proposals(people.appearances(opened.folder), registers.persons(opened.folder), known)


def decide(archive: Where, *, by: str, because: str, accept: str | None = None, refuse: str | None = None) -> Decided:
    """Accept or refuse a proposal of `persons` or `meetings`; the decision is signed, dated, and kept by later runs.

    Accepting that two names are one person, neither of whom the register knows, enters that person in it.

    Args:
        archive: an archive or its path.
        by: who decides.
        because: why.
        accept: id of the proposal that is right.
        refuse: id of the proposal that is wrong.

    Raises:
        NotFound: there is no such proposal.
        MemconError: neither, or both, are given; or a reason is missing.
    """
    opened, wanted = _opened(archive), accept or refuse
    if wanted is None or (accept and refuse):
        raise MemconError("Say which proposal: --accept ID, or --refuse ID.")
    if not because.strip():
        raise MemconError("A decision needs its reason. Say why: --because 'both sign as envoy in 1935'.")
    signed = rulings.someone(by), datetime.now(UTC).isoformat(timespec="milliseconds"), because.strip()
    proposal = _chosen(opened, wanted)
    if not isinstance(proposal, Proposal):
        kind = Ruling.REFUSE if refuse else Ruling.ACCEPT
        says = getattr(proposal, "instead", None) if accept else None  # of a commitment: what became of it
        across = Correction(kind, *signed, instead=says, names=proposal.tied, about=proposal.about)
        rulings.file(opened.folder, [across])
        if accept and isinstance(proposal, IssueProposal):
            return Decided(proposal, across, enter_issue(opened, proposal, signed))
        return Decided(proposal, across)
    names = (proposal.name,) if proposal.person else (proposal.name, proposal.other)
    if refuse:
        ruling, entered = Correction(Ruling.SPLIT, *signed, person=proposal.person, names=names), None
    else:
        entered = None if proposal.person else _enter(opened, proposal, signed)
        ruling = Correction(Ruling.MERGE, *signed, person=proposal.person or entered, names=names)
    rulings.file(opened.folder, [ruling])
    return Decided(proposal, ruling, entered)


def _chosen(archive: Archive, wanted: str) -> Proposal | Across:
    """Find the proposal that is meant, among persons first."""
    gatherers: tuple[Callable[[Archive], Sequence[Proposal | Across]], ...] = (persons, *ACROSS)
    for gather in gatherers:
        fitting = [one for one in gather(archive) if one.id.startswith(wanted)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise NotFound(f"{wanted}: several proposals begin so. Type more of the id.")
    raise NotFound(
        f"{wanted}: there is no such proposal, or it is decided. List them with: memcon persons {archive.path}, "
        f"memcon commitments {archive.path}, or memcon meetings {archive.path} --proposals"
    )


def _enter(archive: Archive, proposal: Proposal, signed: tuple[str, str, str]) -> str:
    """Enter somebody in the register whom it does not know.

    Raises:
        MemconError: the proposal is about one name that two people bear.
    """
    if proposal.name == proposal.other:
        raise MemconError(
            f"{proposal.id}: the register has nobody called {proposal.name} to whom all of this could be given. "
            "Enter the person with memcon register, or refuse the proposal: then the name stands for two people."
        )
    name, also = sorted((proposal.name, proposal.other), key=len, reverse=True)
    made = hashlib.sha256(f"{name}\n{also}".encode()).hexdigest()[:6]
    row = {
        "id": f"{slug(name).lower()}-{made}",
        "name": name,
        "also": [{"name": also}],
        "note": f"entered by {signed[0]}, {signed[1][:10]}: {signed[2]}",
    }
    registers.enter(archive.folder, "persons", [row])
    return str(row["id"])


def _opened(archive: Where) -> Archive:
    return archive if isinstance(archive, Archive) else open_archive(archive)
