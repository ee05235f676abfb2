"""What the trained model sees of a sentence: words and roles, its verb of speech, signs, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from memcon.analysis.acts.lexicon import Lexicon
from memcon.analysis.acts.sentences import PASSIVE, SPEAKER
from memcon.analysis.acts.talk import Heard
from memcon.analysis.speech import Speech

SIZE = 2**16  # features are kept by a check sum of their name
MOST = 120  # words of a sentence that are looked at
OPENING, HEAD = 14, 5  # words whose order is looked at more closely
STEM = 5  # letters that stand for a longer word
AFTER = 7  # words after the verb of speech in which a modal is looked for
LONG = (0, 3, 7, 15, 31, 63)  # words from which a sentence is longer by a class


def features(talk: Sequence[Heard], known: Lexicon, speech: Speech) -> list[list[int]]:
    """Give the features of each sentence as check sums, from 0 below SIZE; each once."""
    tops = [_top(one) for one in talk]
    turns = _turns(talk)
    own = [set(_own(one, known, speech)) for one in talk]
    return [
        sorted({crc32(name.encode()) % SIZE for name in own[number] | set(_around(talk, number, tops, turns))})
        for number in range(len(talk))
    ]


def _top(one: Heard) -> str:
    return one.signs[0].sign.label.value if one.signs else "-"


def _turns(talk: Sequence[Heard]) -> list[int]:
    """Count, for each sentence, those of the same speaker before it, up to 3."""
    counts: list[int] = []
    for one in talk:
        counts.append(0 if one.new_speaker or not counts else min(3, counts[-1] + 1))
    return counts


def _own(one: Heard, known: Lexicon, speech: Speech) -> Iterator[str]:
    words = one.read.words.split()[:MOST]
    yield from (f"w:{word}" for word in words)
    yield from (f"s:{word[:STEM]}" for word in words if len(word) > STEM)
    yield from (f"b:{first}_{second}" for first, second in pairwise(words))
    opening = words[: OPENING + 2]
    yield from (f"t:{a}_{b}_{c}" for a, b, c in zip(opening, opening[1:], opening[2:], strict=False))
    yield from (f"p{place}:{word}" for place, word in enumerate(words[:HEAD]))
    yield from _verb(one, words, known, speech)
    for shown in one.signs:
        yield f"sign:{shown.sign.label} {shown.sign.phrase.written}"
        yield f"group:{shown.sign.group}"
        yield f"label:{shown.sign.label}"
    yield f"top:{_top(one)}"
    yield f"mode:{one.utterance.mode}"
    yield f"long:{sum(len(words) > least for least in LONG)}"
    if "?" in words:
        yield "question mark"
    if one.utterance.within:
        yield "within"


def _verb(one: Heard, words: Sequence[str], known: Lexicon, speech: Speech) -> Iterator[str]:
    """Give the verb of speech, what follows it, and the modality of what is said."""
    at = next((i for i, word in enumerate(words) if word in (SPEAKER, PASSIVE)), None)
    if not one.read.cued or at is None or at + 1 >= len(words):
        yield "no cue"
        yield from _modality(words[1 : 1 + AFTER], known)
        return
    if words[at + 1] == "not" and at + 2 < len(words):
        yield "denied"
        at += 1
    form = speech.verbs.get(words[at + 1])
    base = form.base if form else words[at + 1]
    follows = words[at + 2] if at + 2 < len(words) else ""
    yield f"head:{base}"
    yield from (f"class:{name}" for name in sorted(form.classes if form else ()))
    yield f"follows:{follows}"
    yield f"complement:{base}_{follows}"
    yield from _modality(words[at + 2 : at + 2 + AFTER], known)


def _modality(words: Sequence[str], known: Lexicon) -> Iterator[str]:
    at = next((i for i, word in enumerate(words) if word in known.words["modal"]), None)
    if at is None:
        return
    yield f"modal:{words[at]}"
    if at:
        yield f"who:{words[at - 1]}_{words[at]}"
    if at + 1 < len(words):
        yield f"does:{words[at]}_{words[at + 1]}"


def _around(talk: Sequence[Heard], number: int, tops: Sequence[str], turns: Sequence[int]) -> Iterator[str]:
    """Give what stands before and after: whose turn it is, and what the neighbours seem to do."""
    one = talk[number]
    yield f"turn:{turns[number]}"
    yield f"new:{one.new_speaker:d}"
    if number < 2:
        yield "opens"
    if number >= len(talk) - 2:
        yield "closes"
    for back in (1, 2):
        if number >= back:
            same = talk[number - back].utterance.speaker_name == one.utterance.speaker_name
            yield f"before{back}:{tops[number - back]}:{same:d}"
            if "? " in talk[number - back].read.words:
                yield f"asked{back}"
    if number + 1 < len(talk):
        same = talk[number + 1].utterance.speaker_name == one.utterance.speaker_name
        yield f"after:{tops[number + 1]}:{same:d}"
    if one.new_speaker and number:
        yield f"answers:{tops[number - 1]}"
