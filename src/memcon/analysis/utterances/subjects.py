"""Whose verb it is: the subject that stands before a verb, past apposition, brackets and coordination."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.mentions import Kind, Mention, Mentions
from memcon.analysis.utterances.tokens import Tokens

STOPS = frozenset({"that", "which", "who", "whether", "if", ",", ";", ":", "and"})
LEAD = 3  # words of a paragraph's number
PHRASE = 14  # words a phrase between a name and its verb may have
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
    mention = named.ending.get(at)
    if mention is not None and not mention.possessive:
        whole = _whole(said, named, mention)
        return whole if not whole.noun else _over_phrase(said, named, speech, mention.first - 1) or whole
    if low in ("and", "but", "or"):
        return _shared(last) or _opening(named)
    if low == ",":
        return _before_apposition(said, named, speech, at, last)
    if low == ")":
        opening = next((i for i in range(at, max(-1, at - FARTHEST), -1) if said.words[i] == "("), None)
        return subject_before(said, named, speech, opening - 1, last) if opening else None
    if low in speech.words["relatives"] and low != "that":
        return Subject(at, _antecedent(said, named, at), relative=True)
    if low in ("it", "there"):
        return Subject(at, None, impersonal=True)
    over = _over_phrase(said, named, speech, at)
    if over is not None:
        return over
    if low.isalpha() and low not in (
        "to",
        "of",
        "in",
        "on",
        "by",
        "at",
        "for",
        "with",
        "from",
        "as",
        "than",
        "a",
        "the",
    ):
        return Subject(at, None, noun=low) if low != "that" else None
    return None


def _past_numbers(said: Tokens, at: int) -> int:
    """Step over a note's number or sign glued to the name before it."""
    while at >= 0 and (said.words[at].isdigit() or said.words[at] in "*]["):
        at -= 1
    return at


def _whole(said: Tokens, named: Mentions, mention: Mention) -> Subject:
    """Give the first of several: "Kennedy and Rusk stated"; a name behind a preposition is no subject of its own."""
    first, several = mention, False
    while first.first > 1:
        joint = said.low[first.first - 1]
        other = named.ending.get(first.first - 2) or (
            named.ending.get(first.first - 3) if said.words[first.first - 2] == "," else None
        )
        if joint not in ("and", "&") and not (several and joint == "," and other is not None and other.titled):
            break
        if other is None or other.possessive or other.kind in (Kind.THEY, Kind.HE, Kind.I, Kind.WE):
            break
        first, several = other, True
    if (
        first.first > 0
        and said.low[first.first - 1] in ("of", "with", "to", "by", "from", "between", "for", "on", "against")
        and mention.kind not in (Kind.I, Kind.HE, Kind.WE)
    ):
        return Subject(first.first, None, noun="of")
    return Subject(first.first, first if several else mention, several=several)


def _opening(named: Mentions) -> Subject | None:
    """Read "The President controverted this and said": the mention that begins the sentence."""
    first = next((m for m in named.all[:1] if m.first < LEAD and not m.possessive), None)
    return Subject(first.first, first, shared=True) if first is not None else None


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
    if mention is not None and not mention.possessive:
        whole = _whole(said, named, mention)
        return (_over_phrase(said, named, speech, mention.first - 1) if whole.noun else None) or whole
    return None


def _over_phrase(said: Tokens, named: Mentions, speech: Speech, at: int) -> Subject | None:
    """Read "Mr. Graves of the British Embassy telephoned": the name before a phrase that holds no verb."""
    inside = False
    for back in range(at, max(-1, at - PHRASE), -1):
        inside = (inside or said.words[back] == ")") and said.words[back] != "("
        if inside:
            continue
        mention = named.ending.get(back)
        if mention is not None and not mention.possessive and mention.kind in (Kind.NAME, Kind.OFFICE):
            after = _behind(said, mention.last + 1)
            opens = mention.first == 0 or not said.low[mention.first - 1][0].isalpha()
            if (
                opens
                and after < len(said)
                and said.low[after]
                in (
                    "of",
                    "in",
                    "on",
                    "at",
                    "from",
                    "with",
                    "for",
                    "to",
                    "this",
                    "today",
                    "yesterday",
                    "last",
                    "by",
                    "during",
                )
            ):
                return Subject(mention.first, mention)
            if mention.last < at and opens:
                return None
        if (
            said.low[back] in speech.verbs
            or said.low[back] in speech.words["be"]
            or said.low[back] in speech.words["auxiliaries"]
            or said.low[back] in STOPS
        ):
            return None
    return None


def _behind(said: Tokens, at: int) -> int:
    """Step over a note's number, or a bracket."""
    if at < len(said) and said.words[at] == "(":
        return next((i + 1 for i in range(at, min(len(said), at + PHRASE)) if said.words[i] == ")"), at)
    return at + 1 if at < len(said) and said.words[at].isdigit() else at


def _antecedent(said: Tokens, named: Mentions, at: int) -> Mention | None:
    before = at - 1
    while before >= 0 and (said.words[before] in ",)" or said.low[before] in ("of", "with", "to", "by")):
        before -= 1
    return named.ending.get(_past_numbers(said, before)) if before >= 0 else None
