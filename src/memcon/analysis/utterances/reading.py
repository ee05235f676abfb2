"""What one sentence shows before anybody is named: its cues, its first mention, its quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cues import Cue, cues
from memcon.analysis.utterances.mentions import Kind, Mention, mentions
from memcon.analysis.utterances.tokens import Tokens, tokens

OPINION_WITHIN = 14  # words from the beginning in which "in his opinion" colours the sentence


@dataclass(frozen=True, slots=True)
class Opinion:
    """ "In Thompson's opinion", "according to Rusk", "my reply was that"."""

    mention: Mention | None
    own: str | None  # "his", "my"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, half-open in its block."""

    block: int
    start: int
    end: int
    first_in_block: bool
    cues: tuple[Cue, ...]
    opinion: Opinion | None
    opening: Mention | None  # the mention that is subject of the sentence, whatever its verb
    opening_verb: str
    opening_span: tuple[int, int]  # of both, half-open in the block
    fronted: bool  # begins with a clause or phrase set before the subject
    words: int
    first_word: str  # lower case
    first_person: bool
    present: bool  # has a verb in the present tense
    past: bool  # ... in the past tense, or "would"
    to_me: bool  # "me", "us" or "the residence" stands in it
    last_named: Mention | None  # whom "the latter" in the next sentence means
    mentioned: Mention | None  # the first person named at all
    lead: int  # words before the sentence's own, of a paragraph's number
    meets: bool  # the hand that wrote tells whom it met
    called: tuple[tuple[Mention, Mention], ...]  # an office with the name set beside it: "the editor, Mr. Mills,"
    met: tuple[Mention, ...]  # who is named where a talk, a call or a visit is told of


LEADS = 4
ENCOUNTER = frozenset(
    {"conversation", "conversations", "talk", "talks", "interview", "discussion", "meeting", "lunch", "luncheon"}
)
NEAR = 6  # words from the beginning in which "I" is taken for the subject
WHOM = frozenset({"to", "with", "saw", "met", "on", "upon", "by"})
MATTERS = frozenset({"as", "regard", "respect", "reference", "relation", "due", "owing", "according", "subject"})
FRONTS = frozenset({"at", "on", "during", "in", "later", "this", "yesterday", "today", "earlier"})
LEANS = frozenset({"of", "in", "on", "by", "to", "for", "from", "with", "between", "the", "a", "at", "as", "than"})
WITH = frozenset({"with", "between", "by", "and"})
PAST = frozenset(
    {
        "was",
        "were",
        "had",
        "did",
        "would",
        "could",
        "might",
        "said",
        "told",
        "thought",
        "felt",
        "went",
        "came",
        "took",
        "gave",
        "made",
        "knew",
        "saw",
    }
)
FOLLOWING = frozenset({"following", "follows", "summarized", "below", "hereunder"})
IS = frozenset({"was", "were", "is", "are"})
PRESENT = frozenset({"is", "are", "has", "have", "am", "does", "do", "will", "can", "shall", "must"})


def reading(
    text: str, block: int, start: int, end: int, first_in_block: bool, speech: Speech, ordinary: frozenset[str]
) -> Reading:
    """Read one sentence."""
    said = tokens(text, start, end)
    named = mentions(said, speech, ordinary)
    found = tuple(cues(said, named, speech))
    opening, verb = _opening(said, named.all, speech)
    return Reading(
        block,
        start,
        end,
        first_in_block,
        found,
        _opinion(said, named.all, speech),
        opening,
        verb[0],
        verb[1],
        bool(said.low) and _first_word(said) in speech.words["fronting"],
        sum(1 for w in said.words if w[0].isalpha() and len(w) > 1),
        _first_word(said),
        any(m.kind in (Kind.I, Kind.WE) for m in named.all) or bool({"my", "our", "me", "us"} & set(said.low)),
        bool(PRESENT & set(said.low)),
        any(low in PAST or (low.endswith("ed") and len(low) > 4) for low in said.low),
        bool({"me", "us", "residence", "embassy", "legation", "chancery"} & set(said.low)),
        next((m for m in reversed(named.all) if m.kind in (Kind.NAME, Kind.OFFICE)), None),
        next(
            (m for m in named.all if m.kind in (Kind.NAME, Kind.OFFICE) and (m.titled or m.kind == Kind.OFFICE)), None
        ),
        0 if named.starting.get(0) is not None else _lead(said),
        any(m.kind == Kind.I and m.first < NEAR for m in named.all[:3]),
        tuple(_called(said, named.all)),
        _met(
            said,
            named.all,
            told=bool(ENCOUNTER.intersection(said.low)),
            mine=any(m.kind == Kind.I and m.first < NEAR for m in named.all[:3]),
        ),
    )


def _called(said: Tokens, named: tuple[Mention, ...]) -> Iterator[tuple[Mention, Mention]]:
    """Give "the Chinese Foreign Minister, Dr. Wang," and "Mr. Graves, the British Counselor,": office, then name."""
    for one, other in pairwise(named):
        beside = other.first == one.last + 2 and said.words[one.last + 1] == ","
        after = said.words[other.last + 1] if other.last + 1 < len(said) else "."
        if not beside or after not in (",", ".", ";", ")", "(") or one.possessive or other.possessive:
            continue
        if _in_a_list(said, named, one.first, other.last):
            continue
        if one.kind == Kind.OFFICE and other.kind == Kind.NAME and other.titled:
            yield one, other
        elif one.kind == Kind.NAME and other.kind == Kind.OFFICE and other.printed.lower().startswith("the "):
            yield other, one


def _in_a_list(said: Tokens, named: tuple[Mention, ...], first: int, last: int) -> bool:
    """Tell whether others are named right before or behind, so that office and name are two of many."""
    before = said.low[first - 1] if first else ""
    after = said.words[last + 1] if last + 1 < len(said) else ""
    behind, ahead = (last + 2, last + 3), (first - 2, first - 3)
    return any((after == "," and m.first in behind) or (before in (",", "and") and m.last in ahead) for m in named)


def _met(said: Tokens, named: tuple[Mention, ...], *, told: bool, mine: bool) -> tuple[Mention, ...]:
    """Give those whom a sentence on a talk names as having it: its subject, and who stands behind "with".

    In "I delivered to Molotov" that is whom. Only the first six persons of a sentence count.
    """
    if not told and not mine:
        return ()
    found = []
    for one in named[:6]:
        before = said.low[one.first - 1] if one.first else ""
        if one.possessive or one.kind not in (Kind.NAME, Kind.OFFICE):
            continue
        whom = before in WHOM and not (one.first > 1 and said.low[one.first - 2] in MATTERS)
        if (mine and whom and "that" not in said.low[: one.first]) or (
            told and (one.titled or one.kind == Kind.OFFICE) and (not before[:1].isalpha() or before in WITH)
        ):
            found.append(one)
    return tuple(found)


def _lead(said: Tokens) -> int:
    """Count the tokens of a paragraph's number: "2.", "(a)"."""
    at = 0
    while at < min(len(said), LEADS) and (not said.words[at][0].isalpha() or _letter(said, at)):
        at += 1
    return at if at < len(said) else 0


def _letter(said: Tokens, at: int) -> bool:
    return len(said.words[at]) == 1 and said.words[at + 1 : at + 2] in ((")",), (".",)) and said.low[at] != "i"


def _first_word(said: Tokens) -> str:
    return next((low for low in said.low if low[0].isalpha() and low not in ("and", "but")), "")


def _opening(
    said: Tokens, named: tuple[Mention, ...], speech: Speech
) -> tuple[Mention | None, tuple[str, tuple[int, int]]]:
    """Give the mention that begins the sentence, or follows its fronted part, with the word it does."""
    for mention in named[:6]:
        before = said.low[mention.first - 1] if mention.first else ""
        if mention.first > 40:
            break
        begins = (
            mention.first == 0
            or (not before[0].isalpha())
            or before in ("and", "but", "however", "then", "finally", "again")
        )
        if mention.possessive or not (begins or _behind_front(said, mention, speech)):
            continue
        at = mention.last + 1
        while at < len(said) and (
            said.low[at] in speech.words["adverbs"] or said.low[at].endswith("ly") or said.words[at].isdigit()
        ):
            at += 1
        verb = said.low[at] if at < len(said) else ""
        if verb and (
            verb in speech.words["auxiliaries"]
            or verb in speech.words["be"]
            or verb.endswith("ed")
            or (verb in speech.verbs and speech.verbs[verb].shapes != {"ing"})
        ):
            return mention, (verb, (said.spans[mention.first][0], said.spans[at][1]))
    return None, ("", (0, 0))


def _behind_front(said: Tokens, mention: Mention, speech: Speech) -> bool:
    """Tell "At the discussions on the previous afternoon Mr. Anthony had": the subject behind an open front."""
    if not (mention.titled or mention.kind == Kind.OFFICE) or _first_word(said) not in FRONTS:
        return False
    before = set(said.low[: mention.first])
    last = said.low[mention.first - 1]
    closed = speech.words["relatives"] | speech.words["subordinating"] | speech.words["be"] | {","}
    return last not in LEANS and last not in speech.verbs and not before & closed


def _opinion(said: Tokens, named: tuple[Mention, ...], speech: Speech) -> Opinion | None:
    limit = min(len(said), OPINION_WITHIN)
    made_by = _made_by(said, named, speech, limit) or _answered(said, limit)
    for at in range(limit):
        low = said.low[at]
        if low == "according" and at + 2 < len(said) and said.low[at + 1] == "to":
            mention = next((m for m in named if m.first in (at + 2, at + 3)), None)
            if mention is not None or said.low[at + 2] in ("him", "them"):
                last = mention.last if mention else at + 2
                return Opinion(mention, None if mention else "his", said.spans[at][0], said.spans[last][1])
        if low in speech.words["opinion"] and at > 0 and (_states(said, at) or FOLLOWING & set(said.low)):
            back = (
                at - 1 if said.low[at - 1] not in ("own", "personal", "first", "only", "next", "immediate") else at - 2
            )
            mention = next((m for m in named if m.last == back and m.possessive), None)
            own = said.low[back] if back >= 0 and said.low[back] in ("his", "her", "my", "their", "our") else None
            if mention is not None or own:
                first = mention.first if mention else back
                return Opinion(mention, own, said.spans[first][0], said.spans[at][1])
    return made_by


def _answered(said: Tokens, limit: int) -> Opinion | None:
    """Read "The answer was that": of whoever did not speak before."""
    for at in range(1, min(limit, len(said) - 1)):
        if said.low[at] in ("answer", "reply", "response") and said.low[at - 1] in ("the", "his", "her"):
            states = said.low[at + 1] == "was" and said.low[at + 2 : at + 3] in (("that",), ("in",), ("to",), ("“",))
            if said.low[at - 1] == "the" and at < 3 and states:
                return Opinion(None, "other", said.spans[at - 1][0], said.spans[at][1])
    return None


def _made_by(said: Tokens, named: tuple[Mention, ...], speech: Speech, limit: int) -> Opinion | None:
    """Read "the other points mentioned by Mr. Vincent were"."""
    for at in range(1, limit):
        by = _by(said, at, speech) if said.low[at - 1] in speech.words["opinion"] else None
        mention = next((m for m in named if m.first == by + 1), None) if by is not None else None
        if mention is not None:
            around = {*said.low[mention.last + 1 : mention.last + 2], *said.low[max(0, at - 9) : at]}
            return Opinion(mention, None, said.spans[at][0], said.spans[mention.last][1]) if around & IS else None
    return None


def _by(said: Tokens, at: int, speech: Speech) -> int | None:
    """Give where "by" stands in "(remarks) by", "(points) mentioned by", "(remarks) made to me by"."""
    if said.low[at] == "by":
        return at
    form = speech.verbs.get(said.low[at])
    if form is None or "participle" not in form.shapes:
        return None
    return next((i for i in range(at + 1, min(at + 4, len(said))) if said.low[i] == "by"), None)


def _states(said: Tokens, at: int) -> bool:
    """Tell "in his opinion," and "his reply was that" from a mere mention of somebody's opinion."""
    after = said.low[at + 1] if at + 1 < len(said) else "."
    before = said.low[max(0, at - 4) : at]
    return (
        after in ("was", "is", "were", "that")
        or ("in" in before and after in (",", ".", ";", "the", "it", "this", ")"))
        or ("in" in before and after.isalpha() and at < 8)
    )
