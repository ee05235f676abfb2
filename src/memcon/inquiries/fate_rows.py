"""What became of commitments, as rows for other programs."""

from __future__ import annotations

from typing import Any

from memcon.archive.plain import to_plain
from memcon.inquiries.outcomes import Fate, Fulfilment
from memcon.model.undertakings import Undertaken


def outcome_of(fate: Fate) -> dict[str, Any]:
    """Give the part `outcome` of a line of commitments.jsonl: status, who says so, and the evidence.

    `made_by` is "memcon" where the status rests on proposals that nobody decided.
    """
    row: dict[str, Any] = {"status": fate.status.value, "made_by": fate.by or "memcon"}
    if fate.because is not None:
        row["because"] = fate.because
    if fate.accepted:
        row["accepted"] = list(fate.accepted)
    row["evidence"] = [proposal_row(made) for made in fate.proposals]
    return row


def proposal_row(made: Fulfilment) -> dict[str, Any]:
    """Give a proposal of what came of a commitment."""
    trace = made.trace
    where = {"record": trace.record, "start": trace.start, "end": trace.end} if trace.record else {"outcome": trace.id}
    return {
        "id": made.id,
        "effect": made.effect,
        "score": made.score,
        **where,
        "date": trace.date,
        "words": trace.text,
        "evidence": [to_plain(one) for one in made.evidence],
    }


def commitment_line(one: Undertaken, fate: Fate) -> dict[str, Any]:
    """Give a commitment with what became of it."""
    its = one.commitment
    return {
        "id": one.id,
        "record": its.record,
        "start": its.start,
        "end": its.end,
        "date": one.date,
        "title": one.title,
        "cite": one.cite,
        "citation": one.citation,
        "promisor": its.promisor_person,
        "promisor_name": its.promisor,
        "promisee": its.promisee,
        "kind": its.kind,
        "what": its.what,
        "condition": its.condition,
        "due": its.due,
        "due_date": its.due_date,
        "issue": its.issue,
        "words": one.sentence,
        "certainty": its.certainty,
        "reason": its.reason,
        "outcome": outcome_of(fate),
    }
