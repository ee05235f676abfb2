"""The stage: from utterances to acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.analysis.acts.attributes import condition_of, force_of, polarity_of, time_of
from memcon.analysis.acts.judging import by_model, by_rules
from memcon.analysis.acts.lexicon import Lexicon, lexicon
from memcon.analysis.acts.links import Linked, linked
from memcon.analysis.acts.model import Model, model
from memcon.analysis.acts.rules import Judgement, Shown
from memcon.analysis.acts.seconds import second
from memcon.analysis.acts.talk import Heard, heard
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Label
from memcon.model.record import Record


def acts(
    record: Record, description: Description, utterances: Sequence[Utterance], *, engine: str = "default"
) -> tuple[Act, ...]:
    """Say what each sentence of the talk does.

    Args:
        record: the record.
        description: what is known of it.
        utterances: who says what, with people's rulings laid over; a turn of several sentences is cut.
        engine: "default", or "rules" for hand-written rules alone.

    Returns:
        Acts in order, one a sentence (two where a page or a note interrupts it); a second act on its clause follows
        the first. Empty for a language whose acts memcon does not know.
    """
    known = lexicon(description.language)
    if known is None:
        return ()
    return acts_by(record, description, utterances, known, model(known.code) if engine == "default" else None)


def acts_by(
    record: Record, description: Description, utterances: Sequence[Utterance], known: Lexicon, trained: Model | None
) -> tuple[Act, ...]:
    """Say what each sentence does, by a language's lexicon and a trained model; without a model, by rules alone."""
    talk = list(heard(record, description, utterances, known))
    what = by_rules(talk) if trained is None else by_model(talk, known, trained)
    links = linked(talk, what, known)
    starts = [one.start for one in talk]
    return tuple(
        act for one, judgement, link in zip(talk, what, links, strict=True)
        for act in (*_acts(record, one, judgement, link, starts, known), *_second(record, one, judgement, known))
    )


def _acts(
    record: Record, one: Heard, what: Judgement, link: Linked, starts: Sequence[int], known: Lexicon
) -> Iterator[Act]:
    said = one.utterance
    condition = condition_of(one, known)
    for start, end in one.spans:
        yield Act(
            record.id, start, end, what.label, said.speaker_name, said.mode, round(what.certainty, 3), _reason(what),
            cue=_cue(record, one, what.shown), person=said.speaker, to=said.to,
            responds_to=None if link.to is None else starts[link.to], reply=link.reply,
            force=force_of(what.label, one.signs), polarity=polarity_of(what.label, one, known),
            condition=None if condition is None else " ".join(record.text[slice(*condition)].split()),
            time=time_of(one, known), within=said.within,
        )


def _cue(record: Record, one: Heard, sign: Shown | None) -> str | None:
    if sign is None:
        return None
    start, end = one.read.place(sign.start, sign.end)
    start, end = one.place(start, end) if end > start else (0, 0)
    return " ".join(record.text[start:end].split()) or None


def _second(record: Record, one: Heard, what: Judgement, known: Lexicon) -> Iterator[Act]:
    """Give the second act of a sentence on its clause, where a plain sign shows one."""
    found = second(one, what)
    if found is None:
        return
    sign, start, end = found
    label = sign.sign.label
    yield Act(
        record.id, start, end, label, one.utterance.speaker_name, one.utterance.mode, round(sign.sign.weight, 3),
        f'"{sign.sign.phrase.written}" shows {sign.sign.group} in this clause', cue=_cue(record, one, sign),
        person=one.utterance.speaker, to=one.utterance.to, force=force_of(label, (sign,)),
        polarity=polarity_of(label, one, known), time=time_of(one, known), within=one.utterance.within, rank="second",
    )


def _reason(what: Judgement) -> str:
    if what.shown is not None:
        sign = f'"{what.shown.sign.phrase.written}" shows {what.shown.sign.group}'
        return f"{what.likeness}; {sign}" if what.likeness else sign
    if what.likeness:
        return what.likeness
    return "follows a question of the other" if what.label == Label.ANSWER else "nothing in it makes another move"
