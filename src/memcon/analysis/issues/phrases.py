"""Noun phrases of a sentence, told by the kinds of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.terms import TELLING, Word

LONGEST = 10  # words of a phrase
PARTS = 3  # simple phrases that are put together, at most


def phrases(told: Sequence[Word], known: Lore) -> Iterator[tuple[Word, ...]]:
    """Give the noun phrases of a sentence: the simple ones, and those made of simple ones joined by prepositions."""
    simple = list(_simple(told, known))
    for place, (start, end) in enumerate(simple):
        yield tuple(told[start:end])
        last = end
        for begin, stop in simple[place + 1:place + PARTS]:
            if not _joins(told[last:begin], known) or stop - start > LONGEST:
                break
            last = stop
            yield tuple(told[start:last])


def _simple(told: Sequence[Word], known: Lore) -> Iterator[tuple[int, int]]:
    """Give runs of words that end in a noun or name; half-open."""
    at = 0
    while at < len(told):
        if not _inside(told, at, known):
            at += 1
            continue
        start = at
        while at < len(told) and _inside(told, at, known):
            at += 1
        end = at
        if start and told[start - 1].printed.lower() in known.infinitive and told[start].kind != "name":
            start += 1
        while end > start and not _ends(told, end - 1, known):
            end -= 1
        if end > start:
            yield start, end


def _inside(told: Sequence[Word], at: int, known: Lore) -> bool:
    return told[at].kind == "modifier" or _ends(told, at, known)


def _ends(told: Sequence[Word], at: int, known: Lore) -> bool:
    """Tell whether a word can be the noun of a phrase; so can a verb behind an article, where articles are used so."""
    if told[at].kind in TELLING:
        return True
    return told[at].kind == "verb" and bool(known.infinitive) and at > 0 and told[at - 1].kind == "determiner"


def _joins(between: Sequence[Word], known: Lore) -> bool:
    """Tell whether words between two simple phrases make one phrase of them: "of the", "between"."""
    kinds = [one.kind for one in between]
    if kinds == ["determiner"]:
        return between[0].printed.lower() in known.genitive
    return kinds in (["join"], ["join", "determiner"])
