"""Whose verb it is: the subject that stands before a verb, past apposition, brackets and coordination."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.mentions import Kind, Mention, Mentions
from memcon.analysis.utterances.tokens import Tokens

FARTHEST = 40  # words an apposition may have


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a verb: a mention, or none where it is a thing, impersonal or left out."""

    first: int
    mention: Mention | None
    impersonal: bool = False  # "it was stated"
    relative: bool = False  # "Rusk, who said"
    dropped: bool = False  # "Told him that"
    shared: bool = False  # "... and said": the subject of the verb before
    several: bool = False
    noun: str = ""


def subject_before(said: Tokens, named: Mentions, speech: Speech, at: int, last: Subject | None) -> Subject | None:
    """Find the subject that ends at a word, stepping back over what may stand between it and its verb."""
    at = _past_numbers(said, at)
    if at < 0:
        return None
    low = said.low[at]
    mention = _ending(named, at)
    if mention is not None and not mention.possessive:
        return _whole(said, named, mention)
    if low in ("and", "but", "or", ",") and _coordinated(said, at, last):
        return _shared(last)
    if low == ",":
        return _before_apposition(said, named, speech, at, last)
    if low == ")":
        opening = next((i for i in range(at, max(-1, at - FARTHEST), -1) if said.words[i] == "("), None)
        return subject_before(said, named, speech, opening - 1, last) if opening else None
    if low in speech.words["relatives"] and low != "that":
        return Subject(at, _antecedent(said, named, at), relative=True)
    if low in ("it", "there"):
        return Subject(at, None, impersonal=True)
    if low.isalpha() and low not in ("to", "of", "in", "on", "by", "at", "for", "with", "from", "as", "than", "a", "the"):
        return Subject(at, None, noun=low) if low != "that" else None
    return None


def _past_numbers(said: Tokens, at: int) -> int:
    """Step over a note's number or sign glued to the name before it."""
    while at >= 0 and (said.words[at].isdigit() or said.words[at] in "*]["):
        at -= 1
    return at


def _ending(named: Mentions, at: int) -> Mention | None:
    mention = named.ending.get(at)
    if mention is None and at > 0:
        mention = named.ending.get(at - 1) if at - 1 >= 0 and False else None
    return mention


def _whole(said: Tokens, named: Mentions, mention: Mention) -> Subject:
    """Give the first of several: "Kennedy and Rusk stated"; a name behind a preposition is no subject of its own."""
    first, several = mention, False
    while first.first > 1:
        joint = said.low[first.first - 1]
        other = named.ending.get(first.first - 2) or (named.ending.get(first.first - 3) if said.words[first.first - 2] == "," else None)
        if joint not in ("and", "&") and not (several and joint == ","):
            break
        if other is None or other.possessive or other.kind in (Kind.THEY, Kind.HE, Kind.I, Kind.WE):
            break
        first, several = other, True
    if first.first > 0 and said.low[first.first - 1] in ("of", "with", "to", "by", "from", "between", "for", "on", "against") and mention.kind not in (Kind.I, Kind.HE, Kind.WE):
        return Subject(first.first, None, noun="of")
    return Subject(first.first, first if several else mention, several=several)


def _coordinated(said: Tokens, at: int, last: Subject | None) -> bool:
    return last is not None and said.low[at] in ("and", "but", "or")


def _shared(last: Subject | None) -> Subject | None:
    if last is None or (last.mention is None and not last.dropped):
        return None
    return Subject(last.first, last.mention, relative=last.relative, dropped=last.dropped, shared=True)


def _before_apposition(said: Tokens, named: Mentions, speech: Speech, at: int, last: Subject | None) -> Subject | None:
    """Read "Mr. Tsui, of the Chinese Embassy, told": the name before the first comma of the aside."""
    for comma in range(at - 1, max(-1, at - FARTHEST), -1):
        if said.words[comma] != ",":
            continue
        before = _past_numbers(said, comma - 1)
        mention = named.ending.get(before) if before >= 0 else None
        if mention is not None and not mention.possessive:
            return _whole(said, named, mention)
    if at > 0 and said.low[at - 1] in ("and", "but"):
        return _shared(last)
    mention = named.ending.get(at - 1)
    return _whole(said, named, mention) if mention is not None and not mention.possessive else None


def _antecedent(said: Tokens, named: Mentions, at: int) -> Mention | None:
    before = at - 1
    while before >= 0 and (said.words[before] in ",)" or said.low[before] in ("of", "with", "to", "by")):
        before -= 1
    return named.ending.get(_past_numbers(said, before)) if before >= 0 else None
