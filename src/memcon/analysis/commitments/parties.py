"""Who undertakes something, and to whom."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.features import Sentence
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.model.description import Description, Part
from memcon.model.findings import Utterance

NEAR = 12  # utterances before and after in which the other talker is looked for


def promisors_of(
    one: Sentence, clause: Clause, lexicon: Lexicon, utterances: Sequence[Utterance]
) -> tuple[str | None, ...]:
    """Say who undertakes something: the talker, and where both agreed, the other one too."""
    del clause, lexicon, utterances
    return (one.said.speaker_name,)


def promisee_of(
    one: Sentence, promisor: str | None, description: Description, utterances: Sequence[Utterance]
) -> str | None:
    """Say to whom: whom the talker speaks to, else who talked last before or next after, else the only other one."""
    if one.said.to and one.said.to != promisor:
        return one.said.to
    place = next((n for n, said in enumerate(utterances) if said.start == one.said.start), 0)
    around = [*utterances[max(0, place - NEAR) : place][::-1], *utterances[place + 1 : place + 1 + NEAR]]
    for said in around:
        if said.speaker_name and said.speaker_name != promisor:
            return said.speaker_name
    others = [p.name for p in description.present if p.name != promisor and p.role == Part.SPEAKER]
    return others[0] if len(others) == 1 else None
