"""Verbs of speech with their subjects, before or behind; opinions ("по словам X"); agents of passives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.speech import Form, Speech
from memcon.analysis.utterances.free_order.clauses import Clause, clauses
from memcon.analysis.utterances.free_order.mentions import Mention, Named
from memcon.analysis.utterances.tokens import Tokens

STRONG = frozenset({"say", "tell", "ask", "reply"})
OPINION_REACH = 4  # words from "по" to "мнению"
PARTICIPLE = 6  # letters a participle exceeds
SHORTEST_VERB = 3  # letters
VISIT = 5  # words from "был" to "у" ("был на обеде у министра")
AGENT_REACH = 24  # words between a passive and the one by whom it is said


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say whose talk a sentence is; `start` and `end` are half-open in the block."""

    kind: str  # says, moves, subject, agent, told, opinion, going
    mention: Mention | None  # None: the subject is left out
    start: int
    end: int
    at: int
    main: bool = True
    aside: bool = False
    past: bool = True
    clause: bool = False
    form: Form | None = None
    acts: bool = False  # a word with a verb's ending follows the subject
    clause_from: int = 0  # where its clause begins in the block


def cues(said: Tokens, named: Sequence[Mention], speech: Speech) -> tuple[Cue, ...]:
    """Find the cues of a sentence, in order of their words."""
    parts = list(clauses(said, frozenset(i for m in named for i in range(m.first, m.last + 1)), speech))
    found = [*_opinions(said, named, speech), *_agents(said, named, speech)]
    pending: Mention | None = None
    for number, part in enumerate(parts):
        inside = [m for m in named if part.first <= m.first < part.end]
        shared = pending if part.main else None
        got = list(_in_clause(said, part, inside, shared, speech, opens=number == 0))
        found += got
        subjects = [c.mention for c in got if c.mention is not None and c.kind != "told"]
        pending = subjects[0] if subjects and part.main else pending
    return tuple(sorted(found, key=lambda c: (c.at, c.kind)))


def _in_clause(
    said: Tokens, part: Clause, inside: Sequence[Mention], shared: Mention | None, speech: Speech, *, opens: bool
) -> Iterator[Cue]:
    verbs = [
        i
        for i in range(part.first, part.end)
        if _is_verb(said, i, speech) and not any(m.first <= i <= m.last for m in inside)
    ]
    used = False
    last: Mention | None = None
    for at in verbs:
        form = speech.verbs[said.low[at]]
        subject = _subject(said, at, part, inside, speech) or last
        if subject is None and not part.main:
            continue
        if subject is None and not used and _is_told(said, at, part, form, speech):
            heard = next((m for m in inside if not m.subject and m.kind != Named.THEY), None)
            yield _cue(said, "told", heard, at, part, form, speech)
            return
        if subject is None and shared is None and not (opens and _leaves_out(said, at, part, form, speech)):
            continue
        subject = subject or shared
        used, last = True, subject
        yield _cue(said, _kind(form), subject, at, part, form, speech)
    subject = next((m for m in inside if m.subject), None)
    if not used and subject is not None and part.main and subject.kind != Named.THEY:
        yield Cue(
            "subject",
            subject,
            said.spans[subject.first][0],
            said.spans[subject.last][1],
            subject.first,
            clause=speech.cases == "endings" or _has_clause(said, subject.last, speech),
            acts=subject.first == 0 and _acts(said, subject.last + 1, speech),
            clause_from=said.spans[part.first][0],
        )


def _leaves_out(said: Tokens, at: int, part: Clause, form: Form, speech: Speech) -> bool:
    """Whether a verb stands without its "I": first, or behind adverbs or a phrase with a preposition."""
    if speech.cases != "endings" or "one" not in form.shapes or said.low[at].endswith(("ло", "лось")):
        return False
    first = said.low[part.first]
    return (
        at == part.first
        or first in speech.words["oblique_before"]
        or all(low in speech.words["adverbs"] or low in speech.words["times"] for low in said.low[part.first : at])
    )


def _acts(said: Tokens, at: int, speech: Speech) -> bool:
    """Whether a verb that is not in the list follows a subject, by its ending."""
    while at < len(said) and said.low[at] in speech.words["adverbs"]:
        at += 1
    return (
        at < len(said)
        and len(said.low[at]) > SHORTEST_VERB
        and said.low[at].endswith(tuple(speech.words["verb_endings"]))
    )


def _has_clause(said: Tokens, at: int, speech: Speech) -> bool:
    """Whether words follow that begin what was said: "что", "daß", a colon, a verb in the Konjunktiv."""
    return any(word in speech.words["complements"] or word in ":«„" for word in said.low[at + 1 : at + 14])


def _is_verb(said: Tokens, at: int, speech: Speech) -> bool:
    form = speech.verbs.get(said.low[at])
    if form is None or not form.shapes & {"one", "several", "told"}:
        return False
    needs = [entry.split()[1] for entry in speech.words["going_if"] if entry.split()[0] == form.base]
    return not needs or any(low in needs for low in said.low[at + 1 : at + VISIT])


def _is_told(said: Tokens, at: int, part: Clause, form: Form, speech: Speech) -> bool:
    """Whether a verb is an impersonal passive: "было сказано", "wurde bemerkt"."""
    if speech.cases == "endings" and not said.low[at].endswith("о"):
        return False
    return "told" in form.shapes and (
        speech.cases == "endings" or bool(speech.words["be"] & set(said.low[part.first : part.end]))
    )


def _kind(form: Form) -> str:
    if form.classes & STRONG:
        return "says"
    return "going" if form.classes == {"going"} else "moves"


def _cue(said: Tokens, kind: str, mention: Mention | None, at: int, part: Clause, form: Form, speech: Speech) -> Cue:
    first = min(at, mention.first) if mention is not None and part.first <= mention.first else at
    last = (
        max(at, mention.last)
        if mention is not None and mention.first < part.end and mention.first >= part.first
        else at
    )
    clause = _has_clause(said, at, speech)
    short = part.end - part.first <= (last - first + 1) + 3
    aside = short and (
        part.like
        or (part.first > 0 and part.opened and (part.closed or part.end >= len(said) - 1) and at == min(at, first))
    )
    return Cue(
        kind,
        mention,
        said.spans[first][0],
        said.spans[last][1],
        at,
        part.main,
        aside,
        "present" not in form.shapes,
        clause,
        form,
        clause_from=said.spans[part.first][0],
    )


def _subject(said: Tokens, at: int, part: Clause, inside: Sequence[Mention], speech: Speech) -> Mention | None:
    """Find the subject of a verb: what stands right before or behind it, else the nearest before, else behind."""
    form = speech.verbs[said.low[at]]
    if (
        "one" not in form.shapes
        and "told" in form.shapes
        and (speech.cases == "endings" or _is_told(said, at, part, form, speech))
    ):
        return None
    able = [m for m in inside if m.subject and (_fits(m, form) or _is_joined(said, m, form))]
    skipped = speech.words["adverbs"] | speech.words["oblique"]
    behind = at + 1
    while behind < part.end and (
        said.low[behind] in skipped or any(m.first <= behind <= m.last and not m.subject for m in inside)
    ):
        behind += 1
    direct = next((m for m in able if m.last < at and all(said.low[i] in skipped for i in range(m.last + 1, at))), None)
    near = direct or next((m for m in able if m.first == behind), None)
    if near is not None or not able:
        return near
    before = [m for m in able if m.last < at]
    return before[-1] if before else (able[0] if speech.cases == "articles" or part.like else None)


def _is_joined(said: Tokens, mention: Mention, form: Form) -> bool:
    """Whether a mention is the first of several subjects: "glaubten der Ministerpräsident und der Finanzminister"."""
    return (
        "several" in form.shapes
        and mention.last + 1 < len(said)
        and said.low[mention.last + 1] in ("und", "sowie", "и")
    )


def _fits(mention: Mention, form: Form) -> bool:
    """Whether number and person agree."""
    if mention.kind in (Named.WE, Named.THEY):
        return "several" in form.shapes
    if mention.kind == Named.I:
        return bool(form.shapes & {"past", "i"})
    return bool(form.shapes & {"one", "told"}) or mention.kind == Named.SIDE


def _opinions(said: Tokens, named: Sequence[Mention], speech: Speech) -> Iterator[Cue]:
    """Find "по словам Моррисона", "по его мнению", "nach der Bemerkung des Justizministers"."""
    for at, low in enumerate(said.low):
        if low not in speech.words["opinion_nouns"]:
            continue
        reach = range(at - 1, max(-1, at - OPINION_REACH), -1)
        begin = next((i for i in reach if said.low[i] in speech.words["opinion_before"]), at if at == 0 else None)
        if begin is None:
            continue
        mention = next(
            (m for m in named if begin < m.first <= at + 1 and m.first != at and _holds(said, m, begin, speech)), None
        )
        if mention is not None:
            last = max(at, mention.last)
            yield Cue(
                "opinion", mention, said.spans[begin][0], said.spans[last][1], begin, clause_from=said.spans[begin][0]
            )


def _holds(said: Tokens, mention: Mention, begin: int, speech: Speech) -> bool:
    """Whether it is this person's opinion: a genitive, or "his" behind a word that sets the view off."""
    if mention.kind == Named.HE:
        return said.low[begin] in speech.words["opinion_own"]
    return not (mention.subject and speech.cases == "articles")


def _agents(said: Tokens, named: Sequence[Mention], speech: Speech) -> Iterator[Cue]:
    """Find who did what a passive tells: "Верещаком было отвечено", "wurde von dem Finanzminister bemerkt"."""
    articles = speech.cases == "articles"
    told = next(
        (
            i
            for i, low in enumerate(said.low)
            if (low in speech.words["be"] if articles else "told" in shapes_of(low, speech))
        ),
        None,
    )
    for mention in named:
        if mention.subject or not _is_agent(said, mention, speech):
            continue
        attribute = mention.last + 1 if articles and _is_attribute(said, mention.last + 1, speech) else None
        verb = attribute if attribute is not None else told
        if verb is not None and abs(mention.first - verb) < AGENT_REACH:
            first, last = min(mention.first, verb), max(mention.last, verb)
            form = speech.verbs.get(said.low[verb])
            yield Cue(
                "agent",
                mention,
                said.spans[first][0],
                said.spans[last][1],
                first,
                clause=True,
                form=form,
                clause_from=said.spans[0][0],
            )
            return


def shapes_of(low: str, speech: Speech) -> frozenset[str]:
    """Give the shapes a word can have as a form of a verb of speech."""
    form = speech.verbs.get(low)
    return form.shapes if form is not None else frozenset()


def _is_attribute(said: Tokens, at: int, speech: Speech) -> bool:
    """Whether a participle stands there as an attribute: "der vom Minister vorgelegte Entwurf"."""
    return (
        at < len(said)
        and said.words[at][0].islower()
        and len(said.low[at]) > PARTICIPLE
        and said.low[at].endswith(tuple(speech.words["participle_endings"]))
    )


def _is_agent(said: Tokens, mention: Mention, speech: Speech) -> bool:
    before = said.low[mention.first - 1] if mention.first else ""
    if speech.cases == "articles":
        return before in speech.words["by"]
    endings = tuple(speech.words["agent_endings"])
    return before not in speech.words["oblique_before"] and (
        said.low[mention.first].endswith(endings) or said.low[mention.last].endswith(endings)
    )
