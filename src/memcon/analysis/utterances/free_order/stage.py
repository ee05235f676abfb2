"""The stage for a language of free order: from a record and its description to utterances."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Person
from memcon.analysis.utterances.free_order.company import Company, Manner
from memcon.analysis.utterances.free_order.layout import Label, Layout, layouts, printed_labels
from memcon.analysis.utterances.free_order.listening import Decision, Listener
from memcon.analysis.utterances.free_order.lore import Lore, learn
from memcon.analysis.utterances.free_order.mentions import Mention, Named, mentions
from memcon.analysis.utterances.free_order.people import OWN_PAPERS, People, leaves_out, people_of, writes_i
from memcon.analysis.utterances.free_order.sentence import Sentence, read_sentence
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.quotations import quotations, share
from memcon.analysis.utterances.sentences import Block, blocks, sentences
from memcon.analysis.utterances.tokens import Tokens, tokens
from memcon.model.description import Description
from memcon.model.findings import Mode, Utterance
from memcon.model.record import Record, Voice

DIRECT = 0.6  # share of a sentence inside quotation marks that makes it direct
HEAD = 250  # characters of a line of the head
WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
SIGNATURE = 60  # characters a signature has at most
TAIL = 3
Span = tuple[int, int]


def utterances_of(
    record: Record, description: Description, language: Speech, options: Mechanisms
) -> Iterator[Utterance]:
    """Say whose talk each sentence of a record is, in a language whose resources say `order = free`."""
    parts = blocks(record)
    laid = layouts(parts, description, language) if options.frame == "on" else [Layout.TALK] * len(parts)
    cut = [
        list(whole_sentences(block.text, language)) if layout == Layout.TALK else []
        for block, layout in zip(parts, laid, strict=True)
    ]
    said = [[tokens(block.text, *span) for span in spans] for block, spans in zip(parts, cut, strict=True)]
    frame = [
        block.text
        for block, layout in zip(parts, laid, strict=True)
        if layout != Layout.TALK and len(block.text) < HEAD
    ]
    heads = [
        words
        for words in frame
        if language.patterns["encounter"].search(words) and not language.patterns["people"].match(words)
    ]
    titles = [description.title or "", *heads]
    lines = [*titles, *frame, *(one.name for one in description.present)]
    printed = [word for words in lines for word in WORD.findall(words) if word[0].isupper()]
    lore = learn((one for block in said for one in block), _stated(description, language), language, printed=printed)
    read = _read(parts, cut, said, lore, options)
    people = people_of(
        description, [one for block in read for one in block], lore, titles, frame, _signature(parts, laid)
    )
    heard = [one for block in read for one in block]
    manner = Manner(
        _in_present(heard),
        options.drafter == "on" and (writes_i(heard) or (description.form in OWN_PAPERS and leaves_out(heard))),
    )
    labels = _labels(parts, laid, people, language, options)
    listener = Listener(Company(people, manner, language, options), language, options)
    yield from _utterances(record, parts, laid, read, labels, listener)


def whole_sentences(text: str, language: Speech) -> Iterator[Span]:
    """Cut a paragraph into sentences; abbreviations and ordinals of the language end none."""
    begun: int | None = None
    short = language.patterns["short"]
    spans = list(sentences(text))
    for number, (start, end) in enumerate(spans):
        begun = start if begun is None else begun
        following = text[spans[number + 1][0]] if number + 1 < len(spans) else ""
        if following and (short.search(text[max(begun, end - 24) : end]) or following.islower()):
            continue
        yield begun, end
        begun = None


def _stated(description: Description, language: Speech) -> Iterator[str]:
    for one in description.present:
        said = tokens(one.name, 0, len(one.name))
        words = [
            w
            for w, low in zip(said.words, said.low, strict=True)
            if len(w) > 2 and w[0].isupper() and low not in language.words["mister"]
        ]
        yield from words[-1:]


def _read(
    parts: Sequence[Block],
    cut: Sequence[Sequence[Span]],
    said: Sequence[Sequence[Tokens]],
    lore: Lore,
    options: Mechanisms,
) -> list[list[Sentence]]:
    found = []
    for number, (block, spans, words) in enumerate(zip(parts, cut, said, strict=True)):
        quoted = quotations(block.text)[0] if options.quotations == "on" else ()
        found.append(
            [
                read_sentence(one, span, number, lore, first=at == 0, quoted=share(quoted, *span) >= DIRECT)
                for at, (span, one) in enumerate(zip(spans, words, strict=True))
            ]
        )
    return found


def _signature(parts: Sequence[Block], laid: Sequence[Layout]) -> str | None:
    tail = [
        block.text.strip() for block, layout in zip(parts[-TAIL:], laid[-TAIL:], strict=True) if layout == Layout.FRAME
    ]
    return next((words for words in reversed(tail) if 2 < len(words) < SIGNATURE), None)


def _in_present(heard: Sequence[Sentence]) -> bool:
    named = [
        c
        for s in heard
        for c in s.cues[:1]
        if c.kind == "says" and c.main and c.mention is not None and c.mention.kind != Named.I
    ]
    return sum(not c.past for c in named) > sum(c.past for c in named)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who speaks a block, under which label, and where in the block the label ends."""

    person: Person | None
    words: str
    end: int
    mode: Mode


def _labels(
    parts: Sequence[Block], laid: Sequence[Layout], people: People, language: Speech, options: Mechanisms
) -> dict[int, Spoken]:
    """Give the speaker of each block that has one by mark-up or label."""
    marked = {
        n: block.passage.voice
        for n, block in enumerate(parts)
        if block.passage.voice is not None and block.passage.voice.speaker
    }
    if options.marked == "used" and marked:
        return {n: Spoken(_by_print(v.speaker or "", people), v.speaker or "", 0, _mode(v)) for n, v in marked.items()}
    if options.labels == "off" or marked:
        return {}
    known = frozenset(word.lower() for p in people.talkers() for word in (p.name or "").split())
    found: dict[int, Label] = printed_labels(parts, laid, known, language)
    result: dict[int, Spoken] = {}
    last: Label | None = None
    for number, layout in enumerate(laid):
        last = found.get(number, last)
        if last is not None and layout == Layout.TALK:
            end = last.end if number in found else 0
            result[number] = Spoken(_by_print(last.words, people), last.words, end, Mode.DIRECT)
    return result


def _mode(voice: Voice) -> Mode:
    return Mode.REPORTED if voice.mode == "reported" else Mode.DIRECT


def _by_print(name: str, people: People) -> Person:
    said = tokens(name, 0, len(name))
    found = [m for m in mentions(said, people.lore) if m.kind in (Named.NAME, Named.OFFICE)]
    stems = tuple(people.lore.of(w) for w in said.words if len(w) > 1 and w[0].isalpha())
    mention = found[0] if found else Mention(0, len(said) - 1, Named.NAME, True, stems, (), name)
    known = people.find(mention)
    if known is None:
        known = people.admit(Mention(0, len(said) - 1, Named.NAME, True, stems, (), name))
    return known


def _utterances(
    record: Record,
    parts: Sequence[Block],
    laid: Sequence[Layout],
    read: Sequence[Sequence[Sentence]],
    labels: dict[int, Spoken],
    listener: Listener,
) -> Iterator[Utterance]:
    for number, block in enumerate(parts):
        if laid[number] == Layout.SECTION:
            listener.new_section()
        label = labels.get(number)
        for one in read[number]:
            found = listener.hear(one, block.text) if label is None else _under(label, one, listener)
            for at, decision in enumerate(found):
                end = found[at + 1].start if at + 1 < len(found) else one.end
                yield from _placed(record, block, (decision.start, end), decision, listener.speech)


def _under(label: Spoken, one: Sentence, listener: Listener) -> list[Decision]:
    """Give the talk under a label; what stands before it in the block, and the label by itself, is none."""
    listener.company.give(label.person, label.words, label.mode)
    if one.end <= label.end:
        return []
    return [
        Decision(
            label.person, label.mode, "label", f'printed under the label "{label.words}"', max(one.start, label.end)
        )
    ]


def _placed(record: Record, block: Block, span: Span, said: Decision, language: Speech) -> Iterator[Utterance]:
    cue = " ".join(block.text[said.cue[0] : said.cue[1]].split()) if said.cue else None
    for start, end in block.spans(*span):
        yield Utterance(
            record.id,
            start,
            end,
            said.person.name if said.person else None,
            said.mode,
            language.certainty.get(said.kind, 0.85),
            said.reason,
            cue,
            to=said.to,
        )
