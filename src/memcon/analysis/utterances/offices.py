"""Offices in printed words: "the Chinese Ambassador", "Secretary of State"."""

from __future__ import annotations

import re

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.names import WORD

NATION = ("ese", "ish", "ian", "can", "ean", "nch", "iet", "tch", "man", "thai", "us", "uk", "i")
OF = frozenset({"state", "war", "treasury", "affairs", "foreign"})


def offices_in(printed: str | None, speech: Speech) -> tuple[frozenset[str], ...]:
    """Give the offices that stand in a print, each as a set of lower-case words: {"chinese", "ambassador"}."""
    if not printed:
        return ()
    words = [w.lower() for w in WORD.findall(re.sub(r"\(.*?\)", " ", printed))]
    heads = [i for i, w in enumerate(words) if w in speech.words["offices"]]
    if not heads:
        return ()
    head = heads[0]
    while head + 1 in heads:
        head += 1
    known = speech.words["offices"] | speech.words["office_modifiers"]
    first = next(
        i for i in range(head, -1, -1) if i == 0 or (words[i - 1] not in known and not is_nation(words[i - 1]))
    )
    office = frozenset(words[first : head + 1])
    return tuple(dict.fromkeys([office | (OF & set(words[head + 1 : head + 4])), office]))


def is_nation(word: str) -> bool:
    """Tell by its ending whether a lower-case word may name a nation."""
    return word.endswith(NATION)


def has_name(printed: str, speech: Speech) -> bool:
    """Tell "General Marshall" from "Secretary of State"."""
    known = (
        speech.words["offices"] | speech.words["office_modifiers"] | speech.words["mister"] | speech.words["not_names"]
    )
    before = re.split(r"\b(?:of|for|to|in|at)\b", printed)[0]
    return any(w.lower() not in known and w[0].isupper() and not is_nation(w.lower()) for w in WORD.findall(before))
