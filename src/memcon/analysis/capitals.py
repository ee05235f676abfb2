"""Papers printed in capitals throughout, as cables are: letters set small again, so that names can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from memcon.analysis.speech import Speech
from memcon.model.record import Record, TextClass

LEAST = 60  # letters of a paragraph whose case tells something
GLANCE = 80  # letters from the beginning that tell of most paragraphs that they are not
ALMOST_ALL = 0.9  # of its letters are capitals
HALF = 0.5  # of a paper's letters stand in such paragraphs
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
BEGINS = re.compile(r"(?:^|[.?!:]\s+|^\W*\d+[.)]\s+)(?=[A-ZÀ-Þ])", re.MULTILINE)
SHORTEST = 4  # letters of a name before a verb of speech
SPEAKING = frozenset({"say", "tell", "ask", "reply"})


def in_capitals(record: Record) -> bool:
    """Tell a paper of which more than half is printed in capitals throughout."""
    letters = capitals = 0
    for passage in record.passages:
        if passage.text_class == TextClass.BODY:
            words = record.words(passage)
            letters += len(words)
            capitals += len(words) if _throughout(words) else 0
    return capitals > letters * HALF


def set_small(record: Record, speech: Speech) -> Record:
    """Give a record with its paragraphs of capitals set small, at equal length; titles, offices and names keep one.

    What stands behind a title, or at the head of a sentence before a verb of speech, is taken for a name.
    """
    spans = [(p.start, p.end) for p in record.passages if _throughout(record.words(p))]
    text = record.text
    known = frozenset().union(*speech.words.values()) | speech.verbs.keys()
    names = {name for start, end in spans for name in _names(text[start:end], speech, known)}
    kept = frozenset(names) | speech.words["offices"] | speech.words["mister"] | speech.words["nations"] | {"i"}
    parts, at = list[str](), 0
    for start, end in spans:
        parts += [text[at:start], _small(text[start:end], kept)]
        at = end
    return replace(record, text="".join([*parts, text[at:]]))


def _throughout(words: str) -> bool:
    if sum(map(str.islower, words[:GLANCE])) > GLANCE // 4:
        return False
    letters = [c for c in words if c.isalpha()]
    return len(letters) > LEAST and sum(c.isupper() for c in letters) > ALMOST_ALL * len(letters)


def _names(words: str, speech: Speech, known: frozenset[str]) -> Iterator[str]:
    """Give the words that are names, in small letters."""
    said = [match[0].lower() for match in WORD.finditer(words)]
    begins = {match.end() for match in BEGINS.finditer(words)}
    heads = {number for number, match in enumerate(WORD.finditer(words)) if match.start() in begins}
    titles = speech.words["mister"] | speech.words["offices"]
    for number, word in enumerate(said):
        if word in known or len(word) < SHORTEST:
            continue
        form = speech.verbs.get(said[number + 1]) if number + 1 < len(said) else None
        speaks = form is not None and bool(form.classes & SPEAKING) and bool(form.shapes & {"past", "s"})
        if (number and said[number - 1] in titles) or (speaks and (number in heads or number - 1 not in heads)):
            yield word


def _small(words: str, kept: frozenset[str]) -> str:
    begins = {match.end() for match in BEGINS.finditer(words)}

    def one(match: re.Match[str]) -> str:
        word = match[0]
        low = word.lower()
        if len(low) != len(word):
            return word
        stem = re.sub(r"[’']s?$", "", low)
        return low[0].upper() + low[1:] if stem in kept or match.start() in begins else low

    return WORD.sub(one, words)
