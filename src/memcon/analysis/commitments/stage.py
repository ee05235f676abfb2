"""The stage: from acts to commitments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.analysis.commitments.clauses import clauses
from memcon.analysis.commitments.features import LABELS, Sentence
from memcon.analysis.commitments.lexicon import Lexicon, lexicon
from memcon.analysis.commitments.making import made
from memcon.analysis.commitments.ruled import ruled
from memcon.analysis.commitments.weighing import weighed
from memcon.analysis.speech import speech
from memcon.analysis.utterances.sentences import sentences
from memcon.analysis.utterances.tokens import tokens
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Commitment, IssuePassage
from memcon.model.record import Record

LONG = 160  # letters from which an utterance is looked at for more sentences than one
WORD = re.compile(r"[^\W\d_]{3,}")
COMMON = frozenset({"the", "minister", "ambassador", "secretary", "general", "president", "foreign", "prime", "state"})


def commitments(
    record: Record,
    description: Description,
    utterances: Sequence[Utterance],
    acts: Sequence[Act],
    issues: Sequence[IssuePassage],
) -> tuple[Commitment, ...]:
    """Say what was undertaken in a record's talk.

    Promises, assurances, agreed steps, readiness and invitations, whatever act the sentence is; two people who
    undertake something in one sentence give two.

    Args:
        record: the record.
        description: what is known of it; what is due "tomorrow" is told from its date.
        utterances: who says what, with people's rulings laid over.
        acts: what each utterance does; they are one sign among others, and may be missing.
        issues: what the record is about.

    Returns:
        Commitments in order of their words. Empty for a language whose undertakings memcon does not know.
    """
    language = lexicon(description.language)
    if language is None:
        return ()
    found: list[Commitment] = []
    if language.rules:
        for said in (piece for whole in utterances for piece in _cut(record, whole)):
            found += ruled(said, record.text[said.start : said.end], language, description, utterances, issues)
        return tuple(found)
    for one in sentences_of(record, description, utterances, acts):
        verdict = weighed(one, language)
        if verdict is not None:
            found += made(one, verdict, language, description, utterances, issues)
    return tuple(found)


def sentences_of(
    record: Record, description: Description, utterances: Sequence[Utterance], acts: Sequence[Act]
) -> Iterator[Sentence]:
    """Give the sentences of talk in which something may be undertaken: those with a cue."""
    language, verbs = lexicon(description.language), speech(description.language)
    if language is None or verbs is None:
        return
    labels = _labels(acts)
    kin = {name: _kin(name, description) for name in dict.fromkeys(u.speaker_name for u in utterances) if name}
    before: tuple[str, ...] = ()
    for place, said in enumerate(utterances):
        for one in _cut(record, said):
            words = tokens(record.text, one.start, one.end)
            mine = tuple(label for end, label in labels.get(one.start, ()) if end <= one.end)
            if not language.cues.keys().isdisjoint(words.low):
                yield Sentence(
                    one, record.text[one.start : one.end], words, clauses(words, language, verbs),
                    place / len(utterances), mine, before, kin.get(said.speaker_name or "", frozenset()),
                )  # fmt: skip
            before = mine


def _cut(record: Record, said: Utterance) -> Iterator[Utterance]:
    """Cut what somebody says in one breath into sentences; an utterance is mostly one already, a marked turn is not."""
    if said.end - said.start < LONG:
        yield said
        return
    for start, end in sentences(record.text[said.start : said.end]):
        yield replace(said, start=said.start + start, end=said.start + end)


def _kin(name: str, description: Description) -> frozenset[str]:
    """Gather the words of somebody's name, office and side: whose "the Japanese Government" is."""
    known = [part for one in description.present if one.name == name for part in (one.office, one.side) if part]
    words = WORD.findall(" ".join([name, *known]))
    return frozenset(word.lower() for word in words if word[0].isupper()) - COMMON


def _labels(acts: Sequence[Act]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Give the labels that stand for a move, each with where its words end, by where they begin."""
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for act in acts:
        if act.label.value in LABELS:
            found[act.start] = (*found.get(act.start, ()), (act.end, act.label.value))
    return found


__all__ = ["Lexicon", "commitments", "sentences_of"]
