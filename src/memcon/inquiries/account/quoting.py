"""Which words of a sentence to quote: those that carry the statement, in one piece, not the verb that reports them."""

from __future__ import annotations

import re

LONGEST = 220  # characters of a quotation; what is longer is cut at a pause, and the cut is marked
LEAST = 80  # characters that a cut leaves standing
HEAD = 90  # characters within which the reporting words end
COMPLEMENT = re.compile(
    r"""(?:\b(?:that|whether|if|what|how|why|when|where|who|which|by\ what|for\ what|to|
        ob|dass|daß|wie|warum|was|что|чтобы|ли|как|почему|каким)\b|[:—]\s*)""",
    re.VERBOSE | re.IGNORECASE,
)
SAID = re.compile(r"^[^“”\"«»„]*?:\s*[“\"«„](?P<words>[^“”\"«»„]+)[”\"»“]\W*$", re.DOTALL)
LEADING_THAT = re.compile(r"^(?:that|dass|daß|что)\b[,\s]+", re.IGNORECASE)
PAUSE = re.compile(r"[;:,—–.?!](?=\s)")
TRIM = " \t\n\r,;:—–"


def quoted(text: str, start: int, end: int, cue: str | None = None) -> str:
    """Choose the words of a sentence to quote.

    Words that the sentence itself gives in quotation marks after a colon are quoted alone; else what follows the words
    that report (`cue`, "that"); else the sentence. Always one stretch of the text, blanks made single, with an ellipsis
    where it was cut.
    """
    sentence = text[start:end].strip()
    direct = SAID.match(sentence)
    if direct and len(direct["words"].split()) > 2:
        return _shortened(direct["words"].strip())
    return _shortened(_complement(sentence, cue).strip(TRIM) or sentence)


def _complement(sentence: str, cue: str | None) -> str:
    """Give what follows the reporting words at the head of a sentence; all of it where they are not at its head."""
    if not cue:
        return sentence
    at = sentence.find(cue)
    if at < 0 or at > HEAD:
        return sentence
    rest = sentence[at + len(cue) :]
    begins = COMPLEMENT.search(rest[:HEAD])
    if begins is None:
        return sentence
    found = rest[begins.end() if begins[0].lstrip()[:1] in ":—" else begins.start() :].lstrip()
    found = LEADING_THAT.sub("", found)
    return found if len(found.split()) >= 3 else sentence


def _shortened(words: str) -> str:
    """Cut what is too long at its last pause, or at a word, and mark the cut."""
    plain = " ".join(words.split())
    if len(plain) <= LONGEST:
        return plain
    room = plain[:LONGEST]
    pauses = [match.start() for match in PAUSE.finditer(room) if match.start() >= LEAST]
    kept = room[: pauses[-1]] if pauses else room.rpartition(" ")[0]
    return kept.rstrip(TRIM) + " …"
