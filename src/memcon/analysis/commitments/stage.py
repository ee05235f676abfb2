"""The stage: from acts to commitments."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Commitment, IssuePassage
from memcon.model.record import Record


def commitments(
    record: Record,
    description: Description,
    utterances: Sequence[Utterance],
    acts: Sequence[Act],
    issues: Sequence[IssuePassage],
) -> tuple[Commitment, ...]:
    """Say what was undertaken in a record's talk.

    Returns:
        Commitments in order of their words.
    """
    del record, description, utterances, acts, issues
    return ()
