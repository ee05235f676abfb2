"""Verbs of speech in a sentence, each with who says it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from memcon.analysis.speech import Form, Speech
from memcon.analysis.utterances.mentions import Kind, Mention, Mentions
from memcon.analysis.utterances.subjects import Subject, subject_before
from memcon.analysis.utterances.tokens import Tokens

LONG_CUE = 12  # words between subject and verb, beyond which the verb alone is the cue
STATED = (("that",), ("whether",))
FAR_STATED = 30  # words between who "called at this office" and "stating that"
STRONG = frozenset({"say", "tell", "ask", "reply"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech, thought or movement with its subject; `start` and `end` are half-open in the block."""

    at: int  # word of the sentence
    form: Form
    subject: Subject
    start: int
    end: int
    passive: bool = False
    agent: Mention | None = None
    hearer: Mention | None = None
    clause: bool = False  # a that-clause, question or quotation follows
    past: bool = True
    aside: bool = False  # set between commas: ", says Rusk,"
    perfect: bool = False  # "had said"
    subordinate: bool = False  # "if he wanted", "that he thought"
    negated: bool = False
    hearer_he: bool = False  # "told him"
    to_him: bool = False  # "it was explained to him"

    @property
    def strong(self) -> bool:
        """Whether the verb by itself says that somebody talks."""
        return bool(self.form.classes & STRONG)


@dataclass(frozen=True, slots=True)
class _Group:
    """The words of a verb before its main word."""

    first: int
    be: bool
    infinitive: bool
    modal: bool
    have: bool
    has: bool  # now: "has told me"
    did: bool
    negated: bool
    past: bool


LED_PAST = frozenset({"was", "were", "took", "had", "felt", "went"})
LED = LED_PAST | {"the", "an", "this", "every", "so", "far", "quite", "very", "at"}
TALKS = frozenset({"conversation", "talk", "interview", "discussion", "meeting"})
HAVE = frozenset({"has", "have", "had"})
DO = frozenset({"did", "does", "do"})


def cues(said: Tokens, named: Mentions, speech: Speech) -> list[Cue]:
    """Find the verbs of speech that have a subject, in order."""
    found: list[Cue] = []
    last: Subject | None = None
    moved: Subject | None = None  # "telephoned to ask whether": who came, until the next verb
    for at, low in enumerate(said.low):
        form = speech.verbs.get(low)
        if form is None or (said.words[at][0].isupper() and at > 0 and not said.words[at].isupper()):
            continue
        cue = _cue(said, named, speech, at, form, last, moved)
        if cue is not None:
            if cue.subject.shared and not cue.past and found and found[-1].past:
                continue  # "promised that I would report it and ask"
            if cue.subject.shared and found and found[-1].subordinate and not cue.subordinate:
                cue = replace(cue, subordinate=True)
            found.append(cue)
            last = cue.subject
            moved = (
                cue.subject
                if "going" in cue.form.classes and cue.subject.mention is not None and len(found) == 1
                else None
            )
    return found


def _cue(
    said: Tokens, named: Mentions, speech: Speech, at: int, form: Form, last: Subject | None, moved: Subject | None
) -> Cue | None:
    group = _group(said, speech, at)
    if group.infinitive and moved is not None and form.classes & STRONG and at < 40:
        return Cue(
            at,
            form,
            moved,
            said.spans[moved.first][0],
            said.spans[at][1],
            hearer=_hearer(said, named, at),
            clause=_clause(said, speech, at),
        )
    if moved is not None and _stating(said, at, form) and at - moved.first < FAR_STATED:
        return Cue(at, form, moved, said.spans[at][0], said.spans[at][1], clause=_clause(said, speech, at))
    form = _as_movement(said, named, at, form)
    if group.infinitive or group.modal or not _finite(form, group) or not _meant(said, form, at, speech):
        return None
    subject = _inverted(said, named, at, form) or subject_before(said, named, speech, group.first - 1, last)
    if (subject is None or subject.noun) and form.shapes & {"past", "s"} and not group.be:
        subject = _joined_on(said, named, group.first, last) or subject
    if subject is None:
        subject = _dropped(said, at, group, form, speech)
        if subject is None:
            return None
    if "base" in form.shapes and not group.did and not _plural(subject) and not form.shapes & {"past", "s"}:
        return None
    if said.low[at] in speech.words["nouns_too"] and not _clause(said, speech, at) and _hearer(said, named, at) is None:
        return None
    passive = group.be and "participle" in form.shapes
    first = min(subject.first, at) if at - subject.first < LONG_CUE else group.first
    return Cue(
        at,
        form,
        subject,
        said.spans[first][0],
        said.spans[at][1],
        passive=passive,
        agent=_agent(said, named, at) if passive else None,
        hearer=_hearer(said, named, at),
        clause=_clause(said, speech, at),
        past="past" in form.shapes if not group.did else group.past,
        aside=_aside(said, subject, at),
        perfect=group.have and not (group.has and said.low[at + 1 : at + 2] in (("me",), ("us",))),
        subordinate=_subordinate(said, subject, speech),
        negated=group.negated,
        hearer_he=bool({"him", "her", "them"} & set(said.low[at + 1 : at + 3])),
        to_him=said.low[at + 1 : at + 3] in (("to", "him"), ("to", "her"), ("to", "them")),
    )


def _stating(said: Tokens, at: int, form: Form) -> bool:
    """Tell "(called at this office) stating that"."""
    return form.shapes == {"ing"} and bool(form.classes & STRONG) and said.low[at + 1 : at + 2] in STATED


def _as_movement(said: Tokens, named: Mentions, at: int, form: Form) -> Form:
    """Read "called on" and "saw Orlov" as somebody's coming, not as words."""
    if form.base == "call" and "attention" not in said.low[at + 1 : at + 6]:
        return Form(form.base, frozenset({"going"}), form.shapes)
    if form.base == "put" and said.low[at + 1 : at + 3] in (("in", "that"), ("in", ",")):
        return Form("put", frozenset({"say"}), form.shapes)
    if form.base == "put" and said.low[at + 1 : at + 2] == ("it",) and "that" in said.low[at + 2 : at + 9]:
        return Form("put", frozenset({"say"}), form.shapes)  # "put it to the Minister that"
    if form.base == "leave" and "doubt" in said.low[at + 1 : at + 8]:  # "left him in no doubt that"
        return Form("assure", frozenset({"say", "tell"}), form.shapes)
    seen = named.starting.get(at + 1) if form.base == "see" else None
    if seen is not None and seen.kind in (Kind.NAME, Kind.OFFICE) and not seen.possessive:
        return Form("meet", frozenset({"going"}), form.shapes)
    return form


def _group(said: Tokens, speech: Speech, at: int) -> _Group:
    """Step left over adverbs and auxiliaries."""
    first, words = at, set()
    while first > 0:
        low = said.low[first - 1]
        if low == "," and first > 3 and said.low[first - 3] == "," and said.low[first - 2] in speech.words["adverbs"]:
            first -= 3  # "did, however, point out"
            continue
        auxiliary = low in speech.words["auxiliaries"] or low in speech.words["be"]
        adverb = low in speech.words["adverbs"] or (low.endswith("ly") and said.words[first - 1][0].islower())
        if not (auxiliary or adverb or low in ("to", "n't")):
            break
        words.add(low)
        first -= 1
        if low == "to":
            led = _led_up(said, speech, first - 1)
            if led is not None:
                return _Group(led, False, False, False, False, False, True, "not" in words, True)
            break
    return _Group(
        first,
        bool(words & speech.words["be"]),
        "to" in words,
        bool(words & speech.words["modals"]),
        bool(words & HAVE),
        bool(words & {"has", "have"}),
        bool(words & DO),
        "not" in words,
        "did" in words,
    )


def _led_up(said: Tokens, speech: Speech, at: int) -> int | None:
    """Read "I was able to tell him", "he took occasion to say": where the words before the infinitive begin."""
    if at < 0 or said.low[at] not in speech.words["leading_up"]:
        return None
    first, past = at, False
    while first > 0 and at - first < 5:
        low = said.low[first - 1]
        if low in LED or low in speech.words["adverbs"]:
            past = past or low in LED_PAST
            first -= 1
            continue
        break
    return first if past else None


def _finite(form: Form, group: _Group) -> bool:
    if group.be:
        return "participle" in form.shapes
    if group.did:
        return "base" in form.shapes
    if group.have:
        return "participle" in form.shapes
    return bool(form.shapes & {"past", "s", "base"})


def _plural(subject: Subject) -> bool:
    return subject.mention is not None and (
        subject.several or subject.mention.kind in (Kind.I, Kind.WE, Kind.THEY, Kind.SIDE)
    )


def _meant(said: Tokens, form: Form, at: int, speech: Speech) -> bool:
    """Tell whether a many-sided verb is a move of talk here."""
    if form.base == "continue" and said.low[at + 1 : at + 2] == ("to",):
        led = speech.verbs.get(said.low[at + 2]) if at + 2 < len(said) else None
        return led is not None and bool(led.classes & STRONG)  # "continued to operate" says nothing
    needs = speech.needs.get(form.base)
    if not needs:
        return True
    follows = said.low[at + 1 : at + 3]
    return any(word in needs for word in follows)


def _inverted(said: Tokens, named: Mentions, at: int, form: Form) -> Subject | None:
    """Read ", says Rusk," and "... - continues the ambassador": the subject stands behind the verb."""
    told = ("tell" not in form.classes or form.base == "ask") and form.classes != {"going"}
    mention = named.starting.get(at + 1) if told else None
    if mention is None or mention.kind in (Kind.THEY,) or mention.possessive or at == 0:
        return None
    before = said.words[at - 1]
    after = said.words[mention.last + 1] if mention.last + 1 < len(said) else "."
    if (before in ',-–—”"»’' or before in "!?") and (
        after in ',.;:-–—!?"”’' or said.low[mention.last + 1] in ("to", "in", "with", "and")
    ):
        return Subject(at, mention)
    return None


def _joined_on(said: Tokens, named: Mentions, at: int, last: Subject | None) -> Subject | None:
    """Read "came in and after lunch made the following statement": the subject of what "and" joins on to."""
    near = next((i for i in range(at - 1, max(0, at - 6), -1) if said.low[i] in ("and", "but")), None)
    if near is None or any(named.ending.get(i) for i in range(near + 1, at)):
        return None
    mention = (
        last.mention if last is not None else next((m for m in named.all[:1] if m.first < 2 and not m.possessive), None)
    )
    return Subject(mention.first, mention, shared=True) if mention is not None and mention.last < near else None


def _dropped(said: Tokens, at: int, group: _Group, form: Form, speech: Speech) -> Subject | None:
    """Read "Responded to Thompson that": telegrams leave the "I" out."""
    if form.base not in speech.words["dropping"]:
        return None
    begins = all(not word[0].isalpha() for word in said.words[: group.first])  # a paragraph's number may stand before
    opening = begins and (group.first != at or said.words[at][0].isupper())
    if (
        opening
        and "past" in form.shapes
        and not group.be
        and at + 1 < len(said)
        and said.low[at + 1]
        not in ("by", ",", "below", "above", "in", "what", "about", "if", "whether", "why", "how", "for")
    ):
        return Subject(group.first, None, dropped=True)
    return None


def _agent(said: Tokens, named: Mentions, at: int) -> Mention | None:
    """Give who did it: "was asked by Ambassador Huang"."""
    for by in range(at + 1, min(at + 4, len(said))):
        if said.low[by] == "by":
            return named.starting.get(by + 1) or Mention(by, by, Kind.THEY, ("by",))
    return None


def _hearer(said: Tokens, named: Mentions, at: int) -> Mention | None:
    """Give to whom: "told Mr. Nishi that", "said to me"."""
    after = at + 1 + (said.low[at + 1 : at + 2] in (("yesterday",), ("today",), ("again",), ("then",)))
    if after < len(said) and said.low[after] in ("to", "with", "upon"):
        after += 1
    mention = named.starting.get(after)
    return (
        mention
        if mention is not None and mention.kind in (Kind.NAME, Kind.OFFICE, Kind.SIDE) and not mention.possessive
        else None
    )


def _clause(said: Tokens, speech: Speech, at: int) -> bool:
    following = said.low[at + 1 : at + 12]
    return any(word in speech.words["complements"] or word in (":", "“", '"', "‘") for word in following) or (
        said.low[at] in ("said", "says") and len(following) > 2
    )


def _subordinate(said: Tokens, subject: Subject, speech: Speech) -> bool:
    before = subject.first - 1
    if before > 1 and said.low[before] == "which" and said.low[before - 1] in ("in", "during", "at", "of"):
        return not TALKS.intersection(said.low[:before])
    return before >= 0 and said.low[before] in speech.words["subordinating"] and not subject.impersonal


def _aside(said: Tokens, subject: Subject, at: int) -> bool:
    """Tell whether the cue stands between commas or closes the sentence."""
    first, last = min(subject.first, at), max(subject.mention.last if subject.mention else at, at)
    while last + 1 < len(said) and (
        said.low[last + 1].endswith("ly")
        or said.low[last + 1].isdigit()
        or said.low[last + 1] in ("further", "then", "on", "again")
    ):
        last += 1
    before = first > 0 and said.words[first - 1] in ',-–—”"’('
    after = last + 1 >= len(said) or said.words[last + 1] in ',.;:-–—)"“”'
    return before and after
