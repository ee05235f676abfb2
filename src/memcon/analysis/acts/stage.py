"""The stage: from utterances to acts."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Label
from memcon.model.record import Record


def acts(
    record: Record, description: Description, utterances: Sequence[Utterance], *, engine: str = "default"
) -> tuple[Act, ...]:
    """Say what each utterance of a record does.

    Args:
        record: the record.
        description: what is known of it.
        utterances: who says what, with people's rulings laid over.
        engine: "default", or "rules" for hand-written rules alone.

    Returns:
        Acts in order.
    """
    del description, engine
    return tuple(
        Act(record.id, one.start, one.end, Label.INFORM, one.speaker_name, one.mode, 0.6, "most talk informs")
        for one in utterances
    )
