"""A record's talk, sentence by sentence, as the engines read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.acts.lexicon import Lexicon
from memcon.analysis.acts.people import people_of
from memcon.analysis.acts.rules import Shown, shown
from memcon.analysis.acts.sentences import Sentence, sentence
from memcon.analysis.utterances.sentences import sentences
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.record import Record

ENDS = '.!?:;…"”’)»'
WHOLE = 400  # characters from which an utterance may be a turn of several sentences


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence of talk. `spans` are its stretches in the record: two where a page or a note interrupts it."""

    utterance: Utterance
    spans: tuple[tuple[int, int], ...]
    read: Sentence
    signs: tuple[Shown, ...]
    new_speaker: bool  # somebody else talked before
    text: str  # its stretches, joined by a blank

    @property
    def start(self) -> int:
        """Where it begins in the record."""
        return self.spans[0][0]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Turn a half-open span of `text` into one of the record; one that crosses a break ends there."""
        at = 0
        for low, high in self.spans:
            size = high - low
            if start < at + size:
                return low + start - at, min(high, low + end - at)
            at += size + 1
        return self.spans[-1]


def heard(record: Record, description: Description, utterances: Sequence[Utterance], known: Lexicon) -> Iterator[Heard]:
    """Give each sentence of the talk in order; turns of several sentences are cut."""
    people = people_of(description, utterances)
    before: str | None = None
    for one, spans in _sentences(record, utterances):
        text = " ".join(record.text[start:end] for start, end in spans)
        read = sentence(text, one.cue, people, one.speaker_name, known)
        yield Heard(one, spans, read, shown(known, read), one.speaker_name != before, text)
        before = one.speaker_name


def _sentences(
    record: Record, utterances: Sequence[Utterance]
) -> Iterator[tuple[Utterance, tuple[tuple[int, int], ...]]]:
    held: tuple[Utterance, list[tuple[int, int]]] | None = None
    for one in utterances:
        if held is not None and _goes_on(record, held[0], held[1][-1], one):
            held[1].append((one.start, one.end))
            continue
        if held is not None:
            yield held[0], tuple(held[1])
        pieces = list(_cut(record, one))
        for piece in pieces[:-1]:
            yield one, (piece,)
        held = one, pieces[-1:]
    if held is not None:
        yield held[0], tuple(held[1])


def _goes_on(record: Record, before: Utterance, last: tuple[int, int], one: Utterance) -> bool:
    """Tell whether an utterance is the rest of a sentence that a page or a note interrupted."""
    ended = record.text[last[0]:last[1]].rstrip()[-1:] in ENDS
    return not ended and before.speaker_name == one.speaker_name and record.text[one.start:one.start + 1].islower()


def _cut(record: Record, one: Utterance) -> Iterator[tuple[int, int]]:
    text = record.text[one.start:one.end]
    if one.end - one.start < WHOLE and "\n" not in text and not _several(text):
        yield one.start, one.end
        return
    found = list(sentences(text))
    yield from ((one.start + start, one.start + end) for start, end in found or [(0, len(text))])


def _several(text: str) -> bool:
    """Tell whether a stop stands before a capital within the text."""
    return any(text[i] in ".?!" and text[i + 1] == " " and text[i + 2:i + 3].isupper() for i in range(len(text) - 3))
