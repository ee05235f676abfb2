"""A record's body cut into blocks and sentences; a sentence broken by a page or a footnote is one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from memcon.model.record import Passage, Record, Role, TextClass

if TYPE_CHECKING:
    from collections.abc import Callable

TALKING = (Role.PARAGRAPH, Role.TURN, Role.QUOTATION, Role.LIST, Role.TABLE)
ENDED = re.compile(r"[.!?:;…][\W\d_]{0,8}$")
LONGEST = 20_000  # characters given to the sentence splitter at once
# Words whose full stop ends no sentence, in records of talks; the splitter knows the general ones.
SHORT = re.compile(
    r"(?:^|[\s(\[“\"‘.])(?:[A-ZÀ-Þ]|[Cc]omr|[Cc]om|[Tt]ov|Messrs|Messr|Lt|Gen|Col|Maj|Capt|Cmdr|Adm|Brig|Sgt|Hon|Rt|"
    r"Rev|Sen|"
    r"Rep|Gov|Amb|Dr|Mr|Mrs|Ms|Mme|Prof|St|Nos?|Vol|Art|[Pp]p?|[Cc]f|[Vv]iz|ff|[Ii]\.e|[Ee]\.g|c\.y|approx|"
    r"Dept|Govt|Embtel|Deptel|Tel|Emb)\.\W{0,2}$"
)
# A full stop, a footnote's number, a capital: "said so.19 The".
MISSED = re.compile(r"(?<=[a-z)\]][.!?])(?:[”\"’]?\d{0,3}|[\[(]\d{1,3}[\])](?:\(#\w+\))?)[ \n]+(?=[A-Z“\"‘_])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the record that is part of a block: half-open in the block and where it begins in the record."""

    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, joined again where a page or a footnote interrupts it."""

    text: str
    segments: tuple[Segment, ...]
    passage: Passage

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Turn a half-open span of the block into the stretches of the record that hold it."""
        for one in self.segments:
            low, high = max(start, one.start), min(end, one.end)
            if low < high:
                yield one.place + low - one.start, one.place + high - one.start


def blocks(record: Record) -> list[Block]:
    """Give the paragraphs of the body in order; headings, frame and editors' words are left out."""
    found: list[Block] = []
    interrupted = False
    for passage in record.passages:
        if passage.text_class == TextClass.EDITORS:
            interrupted = True
            continue
        if passage.text_class != TextClass.BODY or passage.role not in TALKING:
            interrupted = False
            found += [Block("", (), passage)] if passage.role == Role.HEADING else []
            continue
        words = record.words(passage)
        if interrupted and found and _goes_on(found[-1], words, passage):
            found[-1] = _joined(found[-1], words, passage)
        elif words.strip():
            found.append(Block(words, (Segment(0, len(words), passage.start),), passage))
        interrupted = False
    return found


def _goes_on(before: Block, words: str, passage: Passage) -> bool:
    start = words.lstrip()[:1]
    return (
        0 < len(before.text) < LONGEST
        and not ENDED.search(before.text[-12:])
        and passage.voice == before.passage.voice
        and start.islower()
    )


def _joined(before: Block, words: str, passage: Passage) -> Block:
    text = before.text.rstrip()
    at = len(text) + 1
    return Block(f"{text} {words}", (*before.segments, Segment(at, at + len(words), passage.start)), before.passage)


@cache
def _splitter() -> Callable[[str], list[tuple[int, int]]]:
    from nupunkt import sent_spans  # reads its model when first used

    return sent_spans


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Cut a paragraph into sentences, half-open, without the white space around them.

    Nothing longer than 20,000 characters goes to the splitter at once; such a paragraph is cut there at white space.
    """
    kept: int | None = None
    for start, end in _raw(text):
        begin = start if kept is None else kept
        if is_short(text, begin, end) and end < len(text):
            kept = begin
            continue
        kept = None
        yield from _stripped(text, begin, end)
    if kept is not None:
        yield from _stripped(text, kept, len(text))


def is_short(text: str, begin: int, end: int) -> bool:
    """Tell whether what begins and ends there ends with a word whose full stop ends no sentence."""
    return bool(SHORT.search(text[max(begin, end - 16) : end].rstrip()))


def _raw(text: str) -> Iterator[tuple[int, int]]:
    for base, piece in _pieces(text):
        for start, end in _splitter()(piece):
            at = start
            for match in MISSED.finditer(piece, start, end):
                if match.end() < end and not SHORT.search(piece[max(at, match.start() - 12) : match.start()]):
                    yield base + at, base + match.end()
                    at = match.end()
            yield base + at, base + end


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    while len(text) - at > LONGEST:
        half = at + LONGEST // 2
        cut = (
            text.rfind(". ", half, at + LONGEST) + 2
            if text.rfind(". ", half, at + LONGEST) >= 0
            else text.rfind(" ", half, at + LONGEST) + 1 or at + LONGEST
        )
        yield at, text[at:cut]
        at = cut
    yield at, text[at:]


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
