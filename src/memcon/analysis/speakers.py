"""Those who speak took part: what the talk itself adds to the list of those present."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from memcon.analysis.names import same
from memcon.model.description import Description, Part, Participant
from memcon.model.findings import Utterance

OFTEN = 2  # utterances that make somebody a party to the talk; one may be a slip


def with_speakers(description: Description, utterances: Iterable[Utterance]) -> Description:
    """Lay the speakers of a record over the list of those present.

    Somebody listed who speaks has the part of a speaker, unless the drafter's or interpreter's; somebody who speaks at
    least twice and is not listed is added by the name as printed.
    """
    times = Counter(one.speaker_name for one in utterances if one.speaker_name)
    present = [replace(one, role=Part.SPEAKER) if one.role == Part.PRESENT and _speaks(one, times) else one
               for one in description.present]
    for name, count in times.items():
        if count >= OFTEN and not any(same(one.name, name) for one in present):
            present.append(Participant(name, role=Part.SPEAKER))
    return replace(description, present=tuple(present))


def _speaks(one: Participant, times: Counter[str]) -> bool:
    return any(same(one.name, name) for name in times)
