"""How turns that come apart already (JSON, ConvoKit) are laid out: a label, and the words under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from memcon.accession.building import Layout
from memcon.model.record import Mark, Passage, Role, TextClass, Voice

PARTING = re.compile(r"\n[ \t\r]*\n\s*")
HEAD_ROLES = (Role.HEADING, Role.DATELINE, Role.PRESENT)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without a break; `label` is what is printed before the words, without a colon."""

    words: str
    label: str | None = None
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What editors say is talked about from one turn to another, both inclusive and counted from 0."""

    name: str
    first: int
    last: int


Laid = tuple[str, tuple[Passage, ...], tuple[Mark, ...]]


def lay_out_turns(
    turns: Iterable[Turn], *, head: Sequence[tuple[Role, str]] = (), topics: Sequence[Topic] = ()
) -> Laid:
    """Lay turns out as a transcript: "Label: words", a passage of the frame for the label, a turn for the words.

    Args:
        turns: in order. Paragraphs inside a turn, parted by a blank line, become turns of the same voice.
        head: lines above the talk with their roles (heading, dateline, those present).
        topics: stretches of turns; each becomes a mark of the kind "topic". One that reaches past the last turn
            ends there; one that begins past it is left out.

    Returns:
        The text, its passages and its marks.
    """
    page = Layout()
    for role, words in head:
        page.write(words)
        page.close(role, TextClass.FRAME)
    labels: dict[int, int] = {}  # where a turn's block begins, and where its label ends
    spans: list[tuple[int, int]] = []
    for turn in turns:
        start = page.block_start
        _lay_out(page, turn, labels)
        spans.append((start, max(start, page.block_start - 2)))
    text, passages, marks = page.finish()
    return (
        text,
        tuple(part for passage in passages for part in _parts(passage, labels, text)),
        marks + _marks(topics, spans, text),
    )


def _lay_out(page: Layout, turn: Turn, labels: dict[int, int]) -> None:
    if turn.label and turn.label.strip():
        start = page.block_start
        page.write(f"{turn.label.strip()}: ")
        labels[start] = page.position - 1
    for paragraph in PARTING.split(turn.words.strip()):
        page.write(paragraph)
        page.close(Role.TURN if turn.voice else Role.PARAGRAPH, voice=turn.voice)


def _parts(passage: Passage, labels: dict[int, int], text: str) -> Iterable[Passage]:
    """Part the label from the words."""
    end = labels.get(passage.start)
    if end is None:
        return [passage]
    label = Passage(passage.start, end, TextClass.FRAME, Role.SPEAKER_LABEL)
    words = text[end : passage.end]
    start = end + len(words) - len(words.lstrip())
    return [label] if start >= passage.end else [label, replace(passage, start=start)]


def _marks(topics: Sequence[Topic], spans: Sequence[tuple[int, int]], text: str) -> tuple[Mark, ...]:
    found = [
        Mark(spans[t.first][0], min(spans[min(t.last, len(spans) - 1)][1], len(text)), "topic", t.name)
        for t in topics
        if 0 <= t.first <= t.last and t.first < len(spans)
    ]
    return tuple(sorted((m for m in found if m.end > m.start), key=lambda m: (m.start, m.end)))
