"""The verb that lists issues across records and proposes which are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from memcon.archive import corrections as rulings
from memcon.archive import registers
from memcon.archive.archive import Archive, open_archive
from memcon.archive.issue_passages import Mentioned, mentioned
from memcon.archive.talks import talks, texts
from memcon.inquiries import issues as inquiry
from memcon.inquiries.company import Roll, roll
from memcon.inquiries.issues import IssueProposal, Listed, Occurrence
from memcon.model.corrections import Correction
from memcon.model.meetings import Talk

Where = str | Path | Archive
MOST = 4_000  # characters of an issue's passages in one record whose words are compared


@dataclass(frozen=True, slots=True)
class Issues:
    """The issues of an archive across its records, and the open proposals about them."""

    listed: tuple[Listed, ...]
    proposals: tuple[IssueProposal, ...]


def issues(archive: Where) -> Issues:
    """List the issues of all talks with counts and dates, and propose which are one; merges nothing.

    Args:
        archive: an archive or its path.

    Returns:
        Those of the register first, then those in most records; and proposals, best first.
    """
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    held, known = _occurrences(opened), registers.rows(opened.folder, "issues")
    ruled = _ruled(opened)
    return Issues(inquiry.listed(held, known, ruled), inquiry.proposals(held, known, ruled))


def proposed_issues(archive: Archive) -> Sequence[IssueProposal]:
    """Propose which issues of different records are one."""
    return inquiry.proposals(_occurrences(archive), registers.rows(archive.folder, "issues"), _ruled(archive))


def enter_issue(archive: Archive, proposal: IssueProposal, signed: tuple[str, str, str]) -> str:
    """Enter in the register of issues what an accepted proposal says; give the id of the issue."""
    note = f"entered by {signed[0]}, {signed[1][:10]}: {signed[2]}"
    rows = inquiry.entries(proposal, _occurrences(archive), registers.rows(archive.folder, "issues"), note)
    registers.enter(archive.folder, "issues", rows)
    return str(rows[-1]["id"])


def _ruled(archive: Archive) -> tuple[Correction, ...]:
    filed = rulings.filed(archive.folder)
    return tuple(one for about in ("issues", inquiry.NARROWER) for one in rulings.of_kind(filed, about=about))


def _occurrences(archive: Archive) -> list[Occurrence]:
    held = mentioned(archive.folder)
    known = {talk.record: talk for talk in talks(archive.folder, archive.laying().resolver)}
    called = roll(tuple(known.values())) if known else None
    words = texts(archive.folder, {one.record for one in held})
    return [_occurrence(one, known.get(one.record), called, words.get(one.record, "")) for one in held]


def _occurrence(one: Mentioned, talk: Talk | None, called: Roll | None, text: str) -> Occurrence:
    parties = called.parties.get(one.record, ()) if called else ()
    passages = " ".join(text[start:end] for start, end in one.spans)[:MOST]
    return Occurrence(
        one.record, one.label, talk.date if talk else None, frozenset(party.name for party in parties), len(one.spans),
        one.principal, talk.language if talk else None, passages,
    )  # fmt: skip
