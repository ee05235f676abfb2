"""Which words of a sentence to quote: those that carry the statement, in one piece, not the verb that reports them."""

from __future__ import annotations

import re
from functools import cache

from memcon.analysis.language import known
from memcon.analysis.speech import speech
from memcon.inquiries.account.tongues import tongue, tongues
from memcon.model.moves import Label

LONGEST = 220  # characters of a quotation; what is longer is cut at a pause, and the cut is marked
LEAST = 80  # characters that a cut leaves standing
MOST_WORDS = 14  # of the reporting clause before "that"
NEAR = 6  # words before "that" among which its verb of speech stands
REPORTING = frozenset(("say", "tell", "ask", "reply", "mind"))
WORD = re.compile(r"[^\W\d_]+")
SAID = re.compile(r"^[^“”\"«»„]*?[:,]\s*[“\"«„](?P<words>[^“”\"«»„]+)[”\"»“]\W*$", re.DOTALL)
HEAD = r"^[^.;:!?“”\"«»„()]{2,110}?"  # what stands before "that", as far as it can be a reporting clause
REPORTED = frozenset((Label.INFORM, Label.ANSWER, Label.PROPOSE, Label.REQUEST, Label.PROMISE, Label.WARN))
PAUSE = re.compile(r"[;:,—–?!](?=\s)")  # a full stop inside a sentence is that of an abbreviation
TRIM = " \t\n\r,;:—–"


def quoted(text: str, start: int, end: int, label: Label | None = None, language: str | None = None) -> str:
    """Choose the words of a sentence to quote.

    Words that the sentence itself gives in quotation marks at its end are quoted alone; of a question what is asked,
    of another statement what follows "that"; else the sentence. A clause that denies ("did not say that") is never left
    out. Always one stretch of the text, blanks made single, with an ellipsis where it was cut.

    Args:
        text: the record's text.
        start: where the sentence begins.
        end: where it ends.
        label: what it does; None to quote it as it stands.
        language: of the text, two letters; English where it is not said.
    """
    sentence = text[start:end].strip()
    direct = SAID.match(sentence)
    if direct and len(direct["words"].split()) > 2:
        return _shortened(direct["words"].strip())
    asked, that = _complements(language)
    pattern = asked if label == Label.ASK else that if label in REPORTED else None
    found = pattern.match(sentence) if pattern else None
    if found is None or len(found["words"].split()) < 3 or _keeps(sentence[: found.start("words")]):
        return _shortened(sentence)
    return _shortened(found["words"].strip(TRIM))


@cache
def _complements(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the patterns of a language for what is asked and for what is told, each with its group "words"."""
    known_ = tongue(language)
    asks, that, before = ("|".join(map(re.escape, words)) for words in (known_.asks, known_.that, known_.prepositions))
    asked = rf"{HEAD}\b(?P<words>(?:(?:{before})\s)?(?:{asks})\b.+)$"
    told = rf"{HEAD},?\s(?:{that})\b,?\s+(?P<words>.+)$"
    return re.compile(asked, re.DOTALL), re.compile(told, re.DOTALL)


def _keeps(head: str) -> bool:
    """Tell whether what stands before must stay: it denies, is too long, or has no verb of speech near its end."""
    words = WORD.findall(head.casefold().replace("n't", " not").replace("n’t", " not"))
    denies = any(word in one.negations for word in words for one in tongues())
    return denies or len(words) > MOST_WORDS or not verbs_of_speech().intersection(words[-NEAR:])


@cache
def verbs_of_speech() -> frozenset[str]:
    """Gather the forms of the verbs of speech and thought of every language memcon knows."""
    resources = [speech(code) for code in known()]
    return frozenset(form for one in resources if one for form, verb in one.verbs.items() if verb.classes & REPORTING)


def _shortened(words: str) -> str:
    """Cut what is too long at its last pause, or at a word, and mark the cut."""
    plain = " ".join(words.split())
    if len(plain) <= LONGEST:
        return plain
    room = plain[:LONGEST]
    pauses = [match.start() for match in PAUSE.finditer(room) if match.start() >= LEAST]
    kept = room[: pauses[-1]] if pauses else room.rpartition(" ")[0] or room
    return kept.rstrip(TRIM) + " …"
