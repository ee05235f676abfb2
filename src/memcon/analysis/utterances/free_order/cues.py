"""Verbs of speech with their subjects, before or behind; opinions ("по словам X", "nach der Bemerkung des X"); agents of passives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.speech import Form, Speech
from memcon.analysis.utterances.free_order.clauses import Clause, clauses
from memcon.analysis.utterances.free_order.mentions import Mention, Named
from memcon.analysis.utterances.tokens import Tokens

STRONG = frozenset({"say", "tell", "ask", "reply"})
OPINION_REACH = 6  # words between "nach" and "Ansicht", or between "мнению" and the name


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
        subject = _subject(said, at, part, inside, speech, form) or last
        if subject is None and not part.main:
            continue
        if subject is None and not used and _is_told(said, at, form, speech):
            heard = next((m for m in inside if not m.subject and m.kind != Named.THEY), None)
            yield _cue(said, "told", heard, at, part, form, speech)
            return
        if subject is None and (shared is None and not (opens and "one" in form.shapes)):
            continue
        subject = subject or shared
        used, last = True, subject
        yield _cue(said, _kind(form), subject, at, part, form, speech)
    subject = next((m for m in inside if m.subject), None)
    if not used and subject is not None and part.main and subject.kind not in (Named.THEY,):
        yield Cue(
            "subject",
            subject,
            said.spans[subject.first][0],
            said.spans[subject.last][1],
            subject.first,
            clause_from=said.spans[part.first][0],
        )


def _is_verb(said: Tokens, at: int, speech: Speech) -> bool:
    form = speech.verbs.get(said.low[at])
    if form is None or not form.shapes & {"one", "several", "told"}:
        return False
    needs = [entry.split()[1] for entry in speech.words["going_if"] if entry.split()[0] == form.base]
    return not needs or (at + 1 < len(said) and said.low[at + 1] in needs)


def _is_told(said: Tokens, at: int, form: Form, speech: Speech) -> bool:
    return "told" in form.shapes


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
    clause = any(word in speech.words["complements"] or word in ":«„" for word in said.low[at + 1 : at + 14])
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
        said.spans[part.first][0],
    )


def _subject(
    said: Tokens, at: int, part: Clause, inside: Sequence[Mention], speech: Speech, form: Form
) -> Mention | None:
    """Find the subject of a verb: what stands right before or behind it, else the nearest before, else behind."""
    able = [m for m in inside if m.subject and _fits(m, form)]
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


def _fits(mention: Mention, form: Form) -> bool:
    """Whether number and person agree."""
    if mention.kind in (Named.WE, Named.THEY):
        return "several" in form.shapes
    if mention.kind == Named.I:
        return bool(form.shapes & {"past", "i"})
    return "one" in form.shapes or mention.kind == Named.SIDE


def _opinions(said: Tokens, named: Sequence[Mention], speech: Speech) -> Iterator[Cue]:
    """Find "по словам Моррисона", "по его мнению", "nach der Bemerkung des Justizministers", "auf die Erwiderung des X"."""
    for at, low in enumerate(said.low):
        if low not in speech.words["opinion_nouns"]:
            continue
        begin = next(
            (i for i in range(at - 1, max(-1, at - 4), -1) if said.low[i] in speech.words["opinion_before"]), None
        )
        if begin is None:
            continue
        near = [
            m
            for m in named
            if (begin < m.first < at or at < m.first <= at + 1)
            and not (m.subject and speech.cases == "articles" and m.kind != Named.HE)
        ]
        if near:
            last = max(at, near[0].last)
            yield Cue(
                "opinion", near[0], said.spans[begin][0], said.spans[last][1], begin, clause_from=said.spans[begin][0]
            )


def _agents(said: Tokens, named: Sequence[Mention], speech: Speech) -> Iterator[Cue]:
    """Find who did what a passive tells: "Верещаком было отвечено", "wurde von dem Finanzminister bemerkt"."""
    told = next(
        (i for i, low in enumerate(said.low) if (form := speech.verbs.get(low)) is not None and "told" in form.shapes),
        None,
    )
    if told is None:
        return
    for mention in named:
        before = said.low[mention.first - 1] if mention.first else ""
        by = (
            before in speech.words["by"]
            if speech.cases == "articles"
            else said.low[mention.last].endswith(tuple(speech.words["agent_endings"]))
            and before not in speech.words["oblique_before"]
        )
        helper = any(low in speech.words["be"] for low in said.low) or speech.cases == "endings"
        if by and helper and not mention.subject and abs(mention.first - told) < 24:
            yield Cue(
                "agent",
                mention,
                said.spans[min(mention.first, told)][0],
                said.spans[max(mention.last, told)][1],
                min(mention.first, told),
                clause=True,
                form=speech.verbs[said.low[told]],
                clause_from=said.spans[0][0],
            )
            return
