"""Headings that no style names: short paragraphs set wholly in bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memcon.model.record import Mark, Passage, Role, TextClass

LONGEST = 300  # letters; a longer paragraph in bold is prose that somebody stressed


def with_headings(text: str, passages: Sequence[Passage], marks: Sequence[Mark]) -> tuple[Passage, ...]:
    """Tell headings among paragraphs by their type; a line in bold that ends with a colon labels what follows it."""
    spans = sorted((m.start, m.end) for m in marks if m.kind == "bold")
    told, at = [], 0
    for passage in passages:
        while at < len(spans) and spans[at][1] <= passage.start:
            at += 1
        plain = (
            passage.role is Role.PARAGRAPH
            and passage.text_class is TextClass.BODY
            and passage.end - passage.start <= LONGEST
        )
        if plain and at < len(spans) and _is_bold(text, passage, spans[at : at + 12]) and text[passage.end - 1] != ":":
            passage = replace(passage, role=Role.HEADING, text_class=TextClass.FRAME)
        told.append(passage)
    return tuple(told)


def _is_bold(text: str, passage: Passage, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether every letter of a passage stands in bold."""
    place = passage.start
    for start, end in spans:
        if text[place : max(place, start)].strip():
            return False
        place = max(place, end)
    return not text[place : passage.end].strip()
