"""A record's talk, sentence by sentence, as the engines read it."""

from __future__ import annotations

import re
from bisect import bisect_right
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

LONGEST_WORD = 24  # letters of a title, with its stop
WORD = re.compile(r"([^\W\d_]+)\.$")  # the last word of a sentence, before its stop
WORDS = re.compile(r"\w")
ENDS = '.!?:;…"”’)»'


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
    for one, spans in _sentences(record, utterances, known):
        text = " ".join(record.text[start:end] for start, end in spans)
        read = sentence(text, one.cue, people, one.speaker_name, known)
        yield Heard(one, spans, read, shown(known, read), one.speaker_name != before, text)
        before = one.speaker_name


def _sentences(
    record: Record, utterances: Sequence[Utterance], known: Lexicon
) -> Iterator[tuple[Utterance, tuple[tuple[int, int], ...]]]:
    turns = sorted((p.start, p.end) for p in record.passages if p.voice is not None)
    held: tuple[Utterance, list[tuple[int, int]]] | None = None
    for one in utterances:
        if held is not None and _goes_on(record, held[0], held[1][-1], one):
            held[1].append((one.start, one.end))
            continue
        if held is not None:
            yield held[0], tuple(held[1])
        pieces = list(_cut(record, one, known)) if _is_marked(one, turns) else [(one.start, one.end)]
        for piece in pieces[:-1]:
            yield one, (piece,)
        held = one, pieces[-1:]
    if held is not None:
        yield held[0], tuple(held[1])


def _is_marked(one: Utterance, turns: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an utterance is a turn that the source marks, or what a ruling on a part of one leaves of it."""
    at = bisect_right(turns, one.start, key=lambda turn: turn[0]) - 1
    return at >= 0 and one.end <= turns[at][1]


def _goes_on(record: Record, before: Utterance, last: tuple[int, int], one: Utterance) -> bool:
    """Tell whether an utterance is the rest of a sentence that a page or a note interrupted."""
    ended = record.text[last[0]:last[1]].rstrip()[-1:] in ENDS
    return not ended and before.speaker_name == one.speaker_name and record.text[one.start:one.start + 1].islower()


def _cut(record: Record, one: Utterance, known: Lexicon) -> Iterator[tuple[int, int]]:
    """Cut a marked turn into sentences; a stop behind a title ("Тов.") or an initial ends none."""
    text = record.text[one.start:one.end]
    begun: int | None = None
    last = one.start
    for start, end in sentences(text):
        begun = start if begun is None else begun
        last = one.start + end
        if not WORDS.search(text, end):
            break  # what follows closes this sentence: brackets, quotation marks
        ending = WORD.search(text, max(begun, end - LONGEST_WORD), end)
        if ending is not None and (len(ending[1]) == 1 or ending[1].lower() in known.words["titles"]):
            continue
        yield one.start + begun, last
        begun = None
    if begun is not None or last == one.start:
        yield one.start + (begun or 0), one.start + len(text.rstrip())
