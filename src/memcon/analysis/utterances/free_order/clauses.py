"""A sentence cut into its clauses at signs, each known as main or subordinate by the word it begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.tokens import Tokens

SIGNS = frozenset(',;:()–—-[]"„“”«»!?…')
WITHIN = 3  # words from a clause's beginning in which a relative stands ("zu dessen Behufe", "в котором")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words from `first` up to, not including, `end`; `like` is true of "wie X bemerkte", "как заявил X"."""

    first: int
    end: int
    main: bool
    like: bool = False
    closed: bool = False  # a comma or dash follows
    opened: bool = False  # a comma or dash stands before


def clauses(said: Tokens, mentioned: frozenset[int], speech: Speech) -> Iterator[Clause]:
    """Cut a sentence at its signs.

    Args:
        said: the sentence.
        mentioned: words inside mentions, where a comma cuts nothing ("Minister des Inneren, Freiherr v. X").
        speech: its language.
    """
    first = 0
    for at in range(len(said) + 1):
        if at < len(said) and (said.words[at] not in SIGNS or at in mentioned):
            continue
        if at > first:
            yield _clause(said, first, at, speech)
        first = at + 1


def _clause(said: Tokens, first: int, end: int, speech: Speech) -> Clause:
    words = speech.words
    begin = first
    while begin < end - 1 and said.low[begin] in words["joints"]:
        begin += 1
    low = said.low[begin]
    relative = first > 0 and any(word in words["relatives"] for word in said.low[begin : min(end, begin + WITHIN)])
    main = not (low in words["subordinators"] or relative)
    closed = end < len(said) and said.words[end] in ",–—-;»“”"
    return Clause(
        first,
        end,
        main,
        low in words["like"],
        closed,
        first > 0 and said.words[first - 1] in ",–—-;»“”!?",
    )
