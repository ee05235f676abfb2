"""The stage: from a record and its description to utterances."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.analysis.capitals import in_capitals, set_small
from memcon.analysis.speech import Speech, speech
from memcon.analysis.utterances.continuation import Decision, Listener
from memcon.analysis.utterances.frame_lines import Layout, layouts
from memcon.analysis.utterances.free_order.stage import utterances_of
from memcon.analysis.utterances.habits import habits
from memcon.analysis.utterances.hands import noted_hand
from memcon.analysis.utterances.labels import Label, labels
from memcon.analysis.utterances.marked import marked
from memcon.analysis.utterances.mentions import PROPER
from memcon.analysis.utterances.names import family_words
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.papers import papers
from memcon.analysis.utterances.quotations import near, quotations, share
from memcon.analysis.utterances.reading import Reading, reading
from memcon.analysis.utterances.roster import cast_of
from memcon.analysis.utterances.sentences import Block, blocks, sentences
from memcon.analysis.utterances.voice import Voices, may_be_writers
from memcon.analysis.utterances.who import note_subject
from memcon.model.description import LONGEST, Description
from memcon.model.findings import Utterance
from memcon.model.record import Record

DIRECT = 0.6  # share of a sentence inside quotation marks that makes it direct
LOWER = re.compile(r"\b[^\W\d_A-ZÀ-Þ][^\W\d_]*\b")
NUMBER = re.compile(r"(?:(?:\[\d{1,3}\](?:\(#\w+\))?|\d{1,3}[.\\]+(?!\d)|[a-zA-Z][.)]|\([a-z\d]{1,3}\))\s*)+")
PLACE = re.compile(
    r"\b(?:in|at|near) (?:[Nn]orth |[Ss]outh )?([A-ZÀ-Þ][^\W\d_]+)(?=[\s,.;)])"
)  # a name that things happen in is a place
WITHIN = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+(?:ly|ing|ed))\b")
UNTRIED = 0.75  # certainty of a kind of reason that was never measured
ALL = Mechanisms()


def utterances(record: Record, description: Description, options: Mechanisms = ALL) -> tuple[Utterance, ...]:
    """Say whose talk each sentence of a record is.

    Args:
        record: the record.
        description: what is known of it; one that reports no talk has no utterances.
        options: which mechanisms take part.

    Returns:
        Utterances in order, one a sentence (two where a page or footnote interrupts it). Empty for a record without
        talk, for a language that memcon does not know, and for one longer than LONGEST; its description says so.
    """
    return tuple(one for one, _ in graded(record, description, options))


def graded(record: Record, description: Description, options: Mechanisms = ALL) -> Iterator[tuple[Utterance, str]]:
    """Give each utterance with the kind of its reason, by which the certainty is learnt (training/certainty.py)."""
    given = list(marked(record, description)) if options.marked == "used" else []
    if given:
        yield from ((one, "marked") for one in given)
        return
    language = speech(description.language)
    if language is None or description.reports_talk is False or len(record.text) > LONGEST:
        return
    if language.order == "free":
        yield from ((one, "free order") for one in utterances_of(record, description, language, options))
        return
    for start, paper, told in papers(record, description) if options.papers == "on" else [(0, record, description)]:
        for one, kind, _ in _heard(paper, told, language, options):
            yield replace(one, start=one.start + start, end=one.end + start) if start else one, kind


def signed(
    record: Record, description: Description, options: Mechanisms = ALL
) -> Iterator[tuple[Utterance, tuple[str, ...]]]:
    """Give each utterance in a language of fixed order with the signs of its voice, for training/voice.py."""
    language = speech(description.language)
    if language is None or language.order == "free" or description.reports_talk is False:
        return
    for start, paper, told in papers(record, description):
        forced = replace(told, reports_talk=True) if paper is record else told
        for one, _, signs in _heard(paper, forced, language, options):
            yield replace(one, start=one.start + start, end=one.end + start), signs


def _heard(
    record: Record, description: Description, language: Speech, options: Mechanisms
) -> Iterator[tuple[Utterance, str, tuple[str, ...]]]:
    """Give the utterances of one paper in a language of fixed order, with the kind of reason and the signs of voice."""
    if description.reports_talk is False:
        return
    printed = record
    if options.capitals == "on" and in_capitals(record):
        record = set_small(record, language)
    parts = blocks(record)
    laid = layouts(parts, description, language) if options.frame == "on" else [Layout.TALK] * len(parts)
    readings = list(_readings(parts, laid, language, record.text))
    cast = cast_of(description, parts, readings, language, options)
    hand = cast.drafter
    noted = noted_hand(record, language) if hand is not None and hand.name is None else None
    if hand is not None and noted is not None:
        cast.named(hand, noted, family_words(noted, language))
    spoken = labels(parts, laid, cast, language, options)
    habit = habits(readings, description, options, parts)
    listener = Listener(cast, habit, language, options)
    voices = Voices(readings, parts, description, habit, cast, language)
    for number, spans in _utterances(parts, readings, spoken, listener):
        signs = tuple(voices.signs(number, spans[0][1])) if may_be_writers(spans[0][1]) else ()
        if options.voice == "on" and signs and voices.are_writers(signs):
            continue
        for span, said in spans:
            for one, kind in _placed(printed, parts[readings[number].block], span, said, language):
                yield one, kind, signs


def _readings(parts: Sequence[Block], laid: Sequence[Layout], language: Speech, text: str) -> Iterator[Reading]:
    ordinary = frozenset(
        {m[0] for m in LOWER.finditer(text)}
        | {m[1].lower() for m in PLACE.finditer(text)}
        | {PROPER + m[1].lower() for m in WITHIN.finditer(text)}
    )
    for number, (block, layout) in enumerate(zip(parts, laid, strict=True)):
        if layout == Layout.ANNEX:
            return
        if layout == Layout.FRAME:
            continue
        first = True
        for start, end in sentences(block.text):
            one = reading(block.text, number, start, end, first, language, ordinary)
            first = first and not one.words  # a paragraph's number does not begin it
            if one.words:
                yield one


def _utterances(
    parts: Sequence[Block], readings: Sequence[Reading], spoken: dict[int, Label], listener: Listener
) -> Iterator[tuple[int, list[tuple[tuple[int, int], Decision]]]]:
    """Give, for each sentence that somebody says, its number and its spans with whose they are."""
    quoted: tuple[tuple[int, int], ...] = ()
    for number, one in enumerate(readings):
        block = parts[one.block]
        if one.first_in_block:
            quoted = quotations(block.text)[0] if listener.options.quotations == "on" else ()
            label = spoken.get(one.block)
            if label is not None and label.within is None:
                listener.company.give(label.person, label.words, label.mode)
        inside = near(quoted, one.start, one.end)
        decision = _labelled(spoken, one, listener) or listener.hear(
            one, block.text, inside, how="direct" if share(inside, one.start, one.end) >= DIRECT else "told"
        )
        if listener.options.subjects == "on":
            note_subject(listener.company, one)
        if decision is None:
            continue
        second = listener.rejoinder(one, block.text, inside) if decision.kind != "label" else None
        start = _past_number(block.text, one)
        spans = [((start, second[0] if second else one.end), decision)]
        yield number, [*spans, ((second[0], one.end), second[1])] if second else spans


def _labelled(spoken: dict[int, Label], one: Reading, listener: Listener) -> Decision | None:
    label = spoken.get(one.block)
    if label is None:
        return None
    if label.within is not None:
        return listener.set_out(label.within)
    name = label.person.name if label.person else None
    return Decision(
        label.person,
        label.mode,
        "label",
        f'printed under the label "{label.words}"' if name else "printed under a label",
        label.span if one.first_in_block else None,
    )


def _past_number(text: str, one: Reading) -> int:
    """Step over a paragraph's number and a note's sign."""
    match = NUMBER.match(text, one.start, one.end)
    return match.end() if match and match.end() < one.end else one.start


def _placed(
    record: Record, block: Block, span: tuple[int, int], said: Decision, language: Speech
) -> Iterator[tuple[Utterance, str]]:
    shown = " ".join(record.text[start:end] for start, end in block.spans(*said.cue)) if said.cue else ""
    cue = " ".join(shown.split()) or None
    kind = _kind(said)
    certainty = language.certainty.get(kind, language.certainty.get(said.kind, UNTRIED))
    name = said.person.name if said.person else None
    for start, end in block.spans(*span):
        to, within = said.to, said.within
        yield Utterance(record.id, start, end, name, said.mode, certainty, said.reason, cue, to=to, within=within), kind


def _kind(said: Decision) -> str:
    """Say what the certainty of a decision rests on: the kind of its reason, and how well the person is known."""
    if said.person is None or said.person.name is None:
        return f"{said.kind}, unnamed"
    return said.kind if said.person.listed or said.person.drafter else f"{said.kind}, not listed"
