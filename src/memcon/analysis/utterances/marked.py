"""Talk that the source itself marks: labelled turns, TEI sp, u and said. It needs no language."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.analysis.names import same
from memcon.model.description import Description
from memcon.model.findings import Mode, Utterance
from memcon.model.record import Record, TextClass, Voice

MOST = 0.5  # of a document's own words must be marked before what is not marked counts as nobody's talk
SAID, PROBABLY = 0.98, 0.6  # certainty where the source says who speaks, and where it says "probably"


def marked(record: Record, description: Description) -> Iterator[Utterance]:
    """Give a document's turns as its source marks them, one a passage.

    Empty where less than half of the words are marked: then marks and words are read together.
    """
    body = [p for p in record.passages if p.text_class == TextClass.BODY]
    turns = [(p, p.voice) for p in body if p.voice is not None and p.voice.speaker]
    if sum(p.end - p.start for p, _ in turns) < MOST * sum(p.end - p.start for p in body):
        return
    for passage, voice in turns:
        name = _fullest(voice.speaker or "", description)
        sure = "probably " if voice.probable else ""
        yield Utterance(
            record.id, passage.start, passage.end, name, Mode.REPORTED if voice.mode == "reported" else Mode.DIRECT,
            PROBABLY if voice.probable else SAID, f"the source itself gives these words {sure}to {voice.speaker}",
            to=_addressees(voice, description),
        )


def _fullest(label: str, description: Description) -> str:
    """Give the fullest print of a label's name among those present."""
    known = [p.name for p in description.present if same(p.name, label)]
    return max([label, *known], key=len) if len(known) == 1 else label


def _addressees(voice: Voice, description: Description) -> str | None:
    names = {p.person: p.name for p in description.present if p.person}
    return ", ".join(names.get(one, one) for one in voice.to) or None
