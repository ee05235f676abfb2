"""The stage: from utterances and acts to issues."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, IssuePassage
from memcon.model.record import Record


def issues(
    record: Record, description: Description, utterances: Sequence[Utterance], acts: Sequence[Act]
) -> tuple[IssuePassage, ...]:
    """Say what a record is about.

    Returns:
        Passages in order; empty where nobody speaks.
    """
    del description, acts
    if not utterances:
        return ()
    return (
        IssuePassage(
            record.id, utterances[0].start, utterances[-1].end, "talk", "talk", True, 0.3, "the whole talk is one issue"
        ),
    )
