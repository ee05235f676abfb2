"""The blocks of a plain text, and which of them are the editors' words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from memcon.model.record import Mark, Passage, Role, TextClass

NOTES_HEADING = re.compile(r"(?i)^(?:foot)?notes?:?$|^(?:примечани[ея]|сноски|anmerkungen|fu(?:ss|ß)noten):?$")
NOTE = re.compile(r"(?:\*{1,6}|[¹²³⁰⁴-⁹]{1,3}|\[\^?\d{1,3}\]:?|\(?\d{1,3}\)|\d{1,3}(?![.\d/)-]))"
                  r"[ \t]*[^\W\d_«“\"'‘(\[*]"
                  r"|[a-zа-яᵃ-ᶻ] (?=[A-ZА-Я\"“«])"
                  r"|(?:\*{1,6}|[¹²³⁰⁴-⁹]{1,3}|\d{1,3}(?![.\d/)-]))[ \t]*[«“\"'‘(\[]|_{5,}")
LEGEND = re.compile(r"(?i)^[\[(]?[ \t]*(?:matter omitted|not printed|no signature|page missing|illegible|опущено|…|"
                    r"\.{3}|(?:\.[ \t]*){5,}|\*[ \t]*\*[ \t]*\*)[ \t]*[\])]?$")
CLOSING_NOTE = re.compile(r"(?:\*[ \t]+)?(\d{1,3})(?![.\d/)])[ \t]*(?=[^\W\d]|[‘“\"'(\[«])")
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
FEWEST_LINES = 4
WRAPPED = 100  # a text most of whose lines are shorter than this was wrapped by hand


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text between line ends or blank lines; half-open, without blanks at its ends."""

    start: int
    end: int


def blocks(text: str, breaks: Sequence[Mark] = ()) -> Iterator[Block]:
    """Cut a text into blocks: by lines, or by blank lines where the lines were wrapped by hand.

    Args:
        text: the document.
        breaks: page marks inside it, by place; each becomes a block of its own.
    """
    return (block for block in _cut(text, breaks) if block.end > block.start)


def _cut(text: str, breaks: Sequence[Mark]) -> Iterator[Block]:
    shape = r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*" if _is_wrapped(text) else r"[^\n]+"
    coming = 0
    for match in re.finditer(shape, text):
        at = match.start()
        while coming < len(breaks) and breaks[coming].start < match.end():
            mark = breaks[coming]
            coming += 1
            if match.start() <= mark.start:
                yield _trimmed(text, at, mark.start)
                yield Block(mark.start, mark.end)
                at = mark.end
        yield _trimmed(text, at, match.end())


def _is_wrapped(text: str) -> bool:
    """Tell lines that were wrapped by hand: short, of about one length, and mostly broken off inside a sentence."""
    lines = [line.strip() for line in text[:100_000].split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    if len(lengths) < FEWEST_LINES or lengths[len(lengths) // 2] < 45 or lengths[int(len(lengths) * 0.97)] >= WRAPPED:
        return False
    going_on = [line for line, following in pairwise(lines) if line and following]
    return sum(line[-1] not in ".!?:;" for line in going_on) > 0.5 * max(1, len(going_on))


def _trimmed(text: str, start: int, end: int) -> Block:
    words = text[start:end].rstrip()
    lead = len(words) - len(words.lstrip())
    return Block(start + lead, start + len(words))


def passages(text: str, marks: Sequence[Mark], headings: Sequence[int] = ()) -> tuple[Passage, ...]:
    """Lay a plain document out in passages, and set the editors' words apart.

    Args:
        text: the document, without mark-up.
        marks: what was set off in it; page marks part the blocks.
        headings: places where a line stands that the mark-up calls a heading.

    Returns:
        In order, not overlapping, together holding every word.
    """
    pages = [m for m in marks if m.kind == "page" and m.end > m.start]
    numbers = {page.start for page in pages}
    tops = set(headings)
    first = [_first_reading(text, block, block.start in numbers, block.start in tops) for block in blocks(text, pages)]
    return tuple(_notes_at_end(_notes_at_foot(first, text), text))


def _first_reading(text: str, block: Block, is_page: bool, is_heading: bool) -> Passage:
    words = text[block.start:block.end]
    if is_page:
        return Passage(block.start, block.end, TextClass.EDITORS, Role.PAGE_NUMBER)
    if NOTES_HEADING.match(words) or LEGEND.match(words):
        return Passage(block.start, block.end, TextClass.EDITORS, Role.LEGEND)
    if is_heading:
        return Passage(block.start, block.end, TextClass.FRAME, Role.HEADING)
    number = NUMBERED.match(words)
    return Passage(block.start, block.end, number=number[1] if number else None)


def _notes_at_foot(found: list[Passage], text: str) -> list[Passage]:
    """Set apart the notes before each page's end, and those under a heading "Footnotes"."""
    result = list(found)
    under_heading = False
    for index, passage in enumerate(found):
        words = text[passage.start:passage.end]
        if passage.role == Role.LEGEND and NOTES_HEADING.match(words):
            under_heading = True
        elif under_heading and passage.text_class == TextClass.BODY:
            under_heading = bool(NOTE.match(words))
            if under_heading:
                result[index] = _as_note(passage)
        if passage.role == Role.PAGE_NUMBER:
            _mark_back(result, index - 1, text)
    return result


def _mark_back(result: list[Passage], index: int, text: str) -> None:
    """Go up from the foot of a page as long as notes stand there."""
    talk_or_note = (Role.PARAGRAPH, Role.FOOTNOTE)
    while index >= 0 and result[index].role in talk_or_note and NOTE.match(text, result[index].start):
        result[index] = _as_note(result[index])
        index -= 1


def _notes_at_end(found: list[Passage], text: str) -> list[Passage]:
    """Set apart the notes that close a document: numbered from 1, up to its last words."""
    result = list(found)
    run: list[int] = []
    for index in range(len(found) - 1, -1, -1):
        if found[index].text_class == TextClass.EDITORS:
            continue
        number = CLOSING_NOTE.match(text, found[index].start, found[index].start + 20)
        if not number:
            break
        run.append(index)
        if number[1] == "1":
            for noted in run:
                result[noted] = _as_note(found[noted])
            break
    return result


def _as_note(passage: Passage) -> Passage:
    return replace(passage, text_class=TextClass.EDITORS, role=Role.FOOTNOTE, number=None)
