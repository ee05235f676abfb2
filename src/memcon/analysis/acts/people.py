"""Who may be named in the talk: the words by which each person of a record is known."""

from __future__ import annotations

import re
from collections.abc import Iterable

from memcon.model.description import Description
from memcon.model.findings import Utterance

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
OFFICES = frozenset({"the", "minister", "secretary", "ambassador", "president", "state", "government"})


def people_of(description: Description, utterances: Iterable[Utterance]) -> dict[str, str]:
    """Map the last word of each name, lower case, to the name, for all who talk or are present.

    A word that ends two names stands for the one who talks, or for the first.
    """
    known: dict[str, str] = {}
    talkers = {one.speaker_name: None for one in utterances if one.speaker_name}
    for name in [*talkers, *(one.name for one in description.present)]:
        words = [w for w in map(str.lower, WORD.findall(name)) if len(w) > 1 and w not in ("jr", "the", "of", "and")]
        if not words:
            continue
        known.setdefault(words[-1], name)
        if len(words) > 1 and words[0] not in OFFICES and name in talkers:
            known.setdefault(words[-2] if len(words[-2]) > 2 else words[-1], name)
    return known
