"""From a sentence that undertakes something to commitments: who to whom, what, when, on what condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.analysis.commitments.due import due_of
from memcon.analysis.commitments.features import Sentence
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.commitments.parties import promisee_of, promisors_of
from memcon.analysis.commitments.terms import condition_of, what_of
from memcon.analysis.commitments.weighing import Verdict, reason
from memcon.model.dates import bounds
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Commitment, IssuePassage

KINDS = {
    "assure": "assurance", "agree": "agreed step", "ready": "readiness", "glad": "readiness", "offer": "readiness",
}  # fmt: skip


def made(
    one: Sentence,
    verdict: Verdict,
    lexicon: Lexicon,
    description: Description,
    utterances: Sequence[Utterance],
    issues: Sequence[IssuePassage],
) -> Iterator[Commitment]:
    """Give the commitments of a sentence, one for each who undertakes something in it."""
    spoken = bounds(description.date.edtf)[1] if description.date else None
    for promisor, clause in promisors_of(one, verdict.clause, lexicon):
        condition = condition_of(one, clause, lexicon)
        near = one.tokens.spans[clause.cue][0] - one.said.start
        due = due_of(one.text, near, lexicon, spoken)
        yield Commitment(
            one.said.record,
            one.said.start,
            one.said.end,
            promisor,
            promisee_of(one.said, promisor, description, utterances),
            what_of(one, clause, condition, lexicon),
            _kind(one, verdict, lexicon),
            round(verdict.certainty, 2),
            reason(one, clause, lexicon),
            None if condition is None else " ".join(one.text[slice(*condition)].split()),
            None if due is None else " ".join(due.printed.split()),
            None if due is None else due.edtf,
            issue_of(issues, one.said),
        )


def _kind(one: Sentence, verdict: Verdict, lexicon: Lexicon) -> str:
    words = set(one.tokens.low)
    if words & lexicon.words["inviting"] and not words & lexicon.words["accepting"]:
        return "invitation"
    if lexicon.patterns["agreed_by_both"].search(one.text):
        return "agreed step"
    if lexicon.patterns["no_intention"].search(one.text) or any(c.family == "assure" for c in one.clauses):
        return "assurance"
    return KINDS.get(verdict.clause.family, "promise")


def issue_of(issues: Sequence[IssuePassage], said: Utterance) -> str | None:
    """Name the issue whose passage covers most of the sentence."""
    shared = [(min(said.end, one.end) - max(said.start, one.start), -one.start, one.issue) for one in issues]
    best = max(shared, default=(0, 0, ""))
    return best[2] if best[0] > 0 else None
