"""The stage: from a record and its description to utterances."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memcon.analysis.speech import Speech, speech
from memcon.analysis.utterances.continuation import Decision, Listener
from memcon.analysis.utterances.frame_lines import Layout, layouts
from memcon.analysis.utterances.free_order.stage import utterances_of
from memcon.analysis.utterances.habits import habits
from memcon.analysis.utterances.labels import Label, labels
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.quotations import near, quotations, share
from memcon.analysis.utterances.reading import Reading, reading
from memcon.analysis.utterances.roster import cast_of
from memcon.analysis.utterances.sentences import Block, blocks, sentences
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.record import Record

DIRECT = 0.6  # share of a sentence inside quotation marks that makes it direct
LOWER = re.compile(r"\b[^\W\d_A-ZÀ-Þ][^\W\d_]*\b")
NUMBER = re.compile(r"(?:(?:\[\d{1,3}\](?:\(#\w+\))?|\d{1,3}[.\\]+(?!\d)|[a-zA-Z][.)]|\([a-z\d]{1,3}\))\s*)+")
PLACE = re.compile(
    r"\b(?:in|at|near) (?:[Nn]orth |[Ss]outh )?([A-ZÀ-Þ][^\W\d_]+)(?=[\s,.;)])"
)  # a name that things happen in is a place
ALL = Mechanisms()


def utterances(record: Record, description: Description, options: Mechanisms = ALL) -> tuple[Utterance, ...]:
    """Say whose talk each sentence of a record is.

    Args:
        record: the record.
        description: what is known of it; one that reports no talk has no utterances.
        options: which mechanisms take part.

    Returns:
        Utterances in order, one a sentence (two where a page or footnote interrupts it). Empty for a record without
        talk and for a language that memcon does not know.
    """
    language = speech(description.language)
    if language is None or description.reports_talk is False:
        return ()
    if language.order == "free":
        return tuple(utterances_of(record, description, language, options))
    parts = blocks(record)
    laid = layouts(parts, description, language) if options.frame == "on" else [Layout.TALK] * len(parts)
    readings = list(_readings(parts, laid, language, record.text))
    cast = cast_of(description, parts, readings, language, options)
    spoken = labels(parts, laid, cast, language, options)
    return tuple(
        _utterances(
            record, parts, readings, spoken, Listener(cast, habits(readings, description, options), language, options)
        )
    )


def _readings(parts: Sequence[Block], laid: Sequence[Layout], language: Speech, text: str) -> Iterator[Reading]:
    ordinary = frozenset({m[0] for m in LOWER.finditer(text)} | {m[1].lower() for m in PLACE.finditer(text)})
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
    record: Record, parts: Sequence[Block], readings: Sequence[Reading], spoken: dict[int, Label], listener: Listener
) -> Iterator[Utterance]:
    quoted: tuple[tuple[int, int], ...] = ()
    for one in readings:
        block = parts[one.block]
        if one.first_in_block:
            quoted = quotations(block.text)[0] if listener.options.quotations == "on" else ()
            label = spoken.get(one.block)
            if label is not None:
                listener.company.give(label.person, label.words, label.mode)
        inside = near(quoted, one.start, one.end)
        decision = _labelled(spoken, one, listener) or listener.hear(
            one, block.text, inside, how="direct" if share(inside, one.start, one.end) >= DIRECT else "told"
        )
        if decision is None:
            continue
        second = listener.rejoinder(one, block.text, inside) if decision.kind != "label" else None
        start = _past_number(block.text, one)
        yield from _placed(record, block, (start, second[0] if second else one.end), decision, listener.speech)
        if second:
            yield from _placed(record, block, (second[0], one.end), second[1], listener.speech)


def _labelled(spoken: dict[int, Label], one: Reading, listener: Listener) -> Decision | None:
    label = spoken.get(one.block)
    if label is None:
        return None
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
) -> Iterator[Utterance]:
    cue = " ".join(block.text[said.cue[0] : said.cue[1]].split()) if said.cue else None
    certainty = language.certainty.get(said.kind, 0.8)
    for start, end in block.spans(*span):
        yield Utterance(
            record.id,
            start,
            end,
            said.person.name if said.person else None,
            said.mode,
            certainty,
            said.reason,
            cue,
            to=said.to,
            within=said.within,
        )
