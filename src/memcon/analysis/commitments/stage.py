"""The stage: from utterances to commitments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.analysis.commitments.clauses import clauses
from memcon.analysis.commitments.features import Sentence
from memcon.analysis.commitments.lexicon import Lexicon, lexicon
from memcon.analysis.commitments.making import made
from memcon.analysis.commitments.ruled import ruled
from memcon.analysis.commitments.weighing import weighed
from memcon.analysis.speech import speech
from memcon.analysis.utterances.sentences import sentences
from memcon.analysis.utterances.tokens import tokens
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Commitment, IssuePassage
from memcon.model.record import Record

LONG = 160  # letters from which an utterance is looked at for more sentences than one
WORD = re.compile(r"[^\W\d_]{3,}")
COMMON = frozenset({"the", "minister", "ambassador", "secretary", "general", "president", "foreign", "prime", "state"})


def commitments(
    record: Record,
    description: Description,
    utterances: Sequence[Utterance],
    issues: Sequence[IssuePassage],
) -> tuple[Commitment, ...]:
    """Say what was undertaken in a record's talk.

    Promises, assurances, agreed steps, readiness and invitations, whatever act the sentence is; two people who
    undertake something in one sentence give two. Acts are not read: their labels, learnt from the same documents, added
    nothing to what the words tell (training/commitments.py), and a wrong label would have made two errors of one.

    Args:
        record: the record.
        description: what is known of it; what is due "tomorrow" is told from its date.
        utterances: who says what, with people's rulings laid over.
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
    for one in sentences_of(record, description, utterances):
        verdict = weighed(one, language)
        if verdict is not None:
            found += made(one, verdict, language, description, utterances, issues)
    return tuple(found)


def sentences_of(
    record: Record, description: Description, utterances: Sequence[Utterance]
) -> Iterator[Sentence]:
    """Give the sentences of talk in which something may be undertaken: those with a cue."""
    language, verbs = lexicon(description.language), speech(description.language)
    if language is None or verbs is None:
        return
    kin = {name: _kin(name, description) for name in dict.fromkeys(u.speaker_name for u in utterances) if name}
    for place, said in enumerate(utterances):
        for one in _cut(record, said):
            words = tokens(record.text, one.start, one.end)
            if not language.cues.keys().isdisjoint(words.low):
                yield Sentence(
                    one, record.text[one.start : one.end], words, clauses(words, language, verbs),
                    place / len(utterances), kin.get(said.speaker_name or "", frozenset()),
                )  # fmt: skip


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


__all__ = ["Lexicon", "commitments", "sentences_of"]
