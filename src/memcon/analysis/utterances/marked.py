"""Talk that the source itself marks: labelled turns, TEI sp, u and said. It needs no language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memcon.analysis.names import same
from memcon.model.description import Description
from memcon.model.findings import Mode, Utterance
from memcon.model.record import Passage, Record, TextClass, Voice

FIRST = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Yy]ou|[Yy]our)\b")
TOLD = re.compile(r"\b(?:[Hh]e|[Ss]he) (?:would|had|was|could|said|thought|did|might|must|asked|wished)\b")
TELLS = re.compile(r"(?:then |also |again )?(?:[a-z]+ed|said|told|thought|felt|put|took|gave|made|spoke|drew) ")
OPENING = 120  # letters of a turn that are looked at
SAMPLE, THRICE = 400, 3  # turns looked at; how much rarer the first person must be
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
    reported = _third_person(record, [passage for passage, _ in turns])
    labels = {voice.speaker or "" for _, voice in turns}
    for passage, voice in turns:
        other = _told_of(record.words(passage)[:OPENING], labels - {voice.speaker or ""})
        if other is not None:  # a turn that is told, not printed under its label
            yield Utterance(
                record.id, passage.start, passage.end, _fullest(other, description), Mode.REPORTED, PROBABLY,
                f'"{other}" is the subject of a verb of speech',
            )
            continue
        name = _fullest(voice.speaker or "", description)
        sure = "probably " if voice.probable else ""
        yield Utterance(
            record.id, passage.start, passage.end, name,
            Mode.REPORTED if reported or voice.mode == "reported" else Mode.DIRECT,
            PROBABLY if voice.probable else SAID, f"the source itself gives these words {sure}to {voice.speaker}",
            to=_addressees(voice, description),
        )


def _told_of(words: str, labels: set[str]) -> str | None:
    """Give whose words a paragraph among labelled turns tells: "Air Vice-Marshal Whitlaw stated that"."""
    label = next((one for one in labels if one and words.startswith(f"{one} ")), None)
    return label if label is not None and TELLS.match(words, len(label) + 1) else None


def _third_person(record: Record, turns: Sequence[Passage]) -> bool:
    """Tell turns that are told of ("Secretary: He would let him have a copy") from turns that are spoken."""
    words = " ".join(record.words(passage) for passage in turns[:SAMPLE])
    return len(FIRST.findall(words)) * THRICE < len(TOLD.findall(words))


def _fullest(label: str, description: Description) -> str:
    """Give the fullest print of a label's name among those present."""
    known = [p.name for p in description.present if same(p.name, label)]
    return max([label, *known], key=len) if len(known) == 1 else label


def _addressees(voice: Voice, description: Description) -> str | None:
    names = {p.person: p.name for p in description.present if p.person}
    return ", ".join(names.get(one, one) for one in voice.to) or None
