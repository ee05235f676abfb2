"""Lines of print become paragraphs; a paragraph goes on over the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from memcon.accession.building import Layout
from memcon.accession.page_lines import Line, Word
from memcon.accession.pages import SortedPage, Wording, is_page_number, joined, note_sign, text_size, wording
from memcon.model.record import Mark, Passage, Role, TextClass

SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*\d{0,2}$")
OPENS = re.compile(r"[\"'“«‘(\[—–-]*[^\W_a-zа-я]|[•·*]")
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
LABEL = re.compile(r"[^\W\d_a-zа-я][^\s:]{0,25}(?: [^\s:]{1,25}){0,5}:(?: |$)")
MUCH = 0.4  # of a line's width left free: prose is not set so
LARGER = 1.12  # headings are set in type larger than the text's by this


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is set: the size of its type, the pitch of its lines, whether paragraphs are indented."""

    size: float
    pitch: float
    indented: bool


@dataclass(slots=True)
class Sheet:
    """The text being set: the paragraph that is open, and what waits until it ends."""

    layout: Layout
    manner: Manner
    known: Wording
    open: list[Line] = field(default_factory=list)
    numbers: list[tuple[str, ...]] = field(default_factory=list)  # for each open line, the pages that begin before it
    begun: list[str] = field(default_factory=list)  # pages that began since the last line
    above: list[Line] = field(default_factory=list)  # heads and feet met since the paragraph began
    below: list[tuple[Line, ...]] = field(default_factory=list)  # notes met since


def set_text(pages: Sequence[SortedPage], labels: Sequence[str]) -> tuple[str, tuple[Passage, ...], tuple[Mark, ...]]:
    """Set the pages of a file as one text.

    A paragraph that goes on over the page is one paragraph: the head and foot between stand before it, the notes after
    it, and a mark of the kind "page" where the page begins.

    Args:
        pages: their lines, sorted.
        labels: what each page is called where no number is printed on it.
    """
    talk = [page.talk for page in pages]
    sheet = Sheet(Layout(), manner_of(talk), wording(line for lines in talk for line in lines))
    for page, label in zip(pages, labels, strict=True):
        _set_page(sheet, page, page.number or label)
    _close(sheet)
    for number in sheet.begun:
        sheet.layout.point("page", number)
    return sheet.layout.finish()


def manner_of(pages: Sequence[Sequence[Line]]) -> Manner:
    """Learn how a text is set from its lines."""
    size = text_size(pages)
    steps: Counter[float] = Counter()
    starts = indents = 0
    for lines in pages:
        for one, other in pairwise(lines):
            if other.left == one.left and 0 < other.top - one.top < 4 * size:
                steps[round(other.top - one.top)] += 1
            starts += _is_short(one) and bool(SENTENCE_END.search(one.text))
            indents += _is_short(one) and bool(SENTENCE_END.search(one.text)) and _is_indented(other)
    pitch = steps.most_common(1)[0][0] if steps else size * 1.2
    return Manner(size, pitch, starts > 0 and indents > 0.6 * starts)


def _is_short(line: Line) -> bool:
    return line.x1 < line.right - 2 * line.size


def _is_indented(line: Line) -> bool:
    return 0.6 * line.size < line.x0 - line.left < 0.3 * (line.right - line.left)


def _set_page(sheet: Sheet, page: SortedPage, number: str) -> None:
    sheet.above += page.heads
    sheet.begun.append(number)
    for line in page.talk:
        if sheet.open and _begins(sheet, sheet.open[-1], line):
            _close(sheet)
        sheet.open.append(line)
        sheet.numbers.append(tuple(sheet.begun))
        sheet.begun = []
    sheet.below += page.notes
    sheet.above += page.feet


def _begins(sheet: Sheet, before: Line, line: Line) -> bool:
    """Tell whether a line begins a new paragraph."""
    if abs(line.size - before.size) > 0.08 * before.size or line.bold != before.bold:
        return True
    if before.page != line.page or line.top < before.top:
        return _begins_page(sheet.manner, before, line)
    step = line.top - before.top
    if step > 1.35 * sheet.manner.pitch + 0.2 * max(0.0, line.size - sheet.manner.size):
        return True
    if _is_centred(before) or _is_centred(line):
        return not (_is_centred(before) and _is_centred(line))
    if _is_indented(line) and not _is_indented(before):
        return not _hangs(sheet.open)
    if sheet.manner.indented and len(sheet.open) == 1 and _is_indented(line) and _has_room(before, line):
        return True
    return _ended_early(before, line) or (_ended(before) and bool(LABEL.match(line.text)))


def _begins_page(manner: Manner, before: Line, line: Line) -> bool:
    """Tell whether a page (or column) begins with a new paragraph: not in the middle of a sentence."""
    if before.text.endswith(("-", "\u00ad", "¬")) and line.text[:1].islower():
        return False
    if _is_centred(line) and not _is_centred(before):
        return True
    if before.right - before.x1 > MUCH * (before.right - before.left):
        return True
    if manner.indented:
        return _is_indented(line) or (_ended(before) and _is_short(before))
    return _ended(before)


def _ended(line: Line) -> bool:
    return SENTENCE_END.search(line.text) is not None


def _is_centred(line: Line) -> bool:
    lead, rest = line.x0 - line.left, line.right - line.x1
    return lead > 2.5 * line.size and rest > 2.5 * line.size and abs(lead - rest) < 0.15 * (line.right - line.left)


def _hangs(open_lines: Sequence[Line]) -> bool:
    """Tell a hanging indent: a list's number stands out, and its other lines are drawn in."""
    return len(open_lines) == 1 and bool(re.match(r"(?:\(?\w{1,3}[.)]|[•·–—-])\s", open_lines[0].text))


def _ended_early(before: Line, line: Line) -> bool:
    """Tell whether the line before was left short on purpose."""
    much = before.right - before.x1 > MUCH * (before.right - before.left)
    return _has_room(before, line) and (_ended(before) or bool(OPENS.match(line.text)) or much)


def _has_room(before: Line, line: Line) -> bool:
    """Tell whether a line's first word had room on the line before."""
    room = before.right - before.x1 - 0.3 * before.size
    first = line.words[0]
    return room > 2 * before.size and room > 1.1 * (first.x1 - first.x0)


def _close(sheet: Sheet) -> None:
    """Set what waits: heads and feet, the paragraph, its notes."""
    for line in sheet.above:
        sheet.layout.write(line.text)
        sheet.layout.close(Role.PAGE_NUMBER if is_page_number(line) else Role.RUNNING_HEAD, TextClass.EDITORS)
    if sheet.open:
        _write(sheet.layout, sheet.open, sheet.known, sheet.numbers)
        role, text_class = _kind(sheet)
        number = NUMBERED.match(sheet.open[0].text)
        sheet.layout.close(role, text_class, number=number[1] if number and role is Role.PARAGRAPH else None)
    for note in sheet.below:
        _write(sheet.layout, note, sheet.known, [()] * len(note), called="kept")
        sheet.layout.close(Role.FOOTNOTE, TextClass.EDITORS, number=note_sign(note[0]))
    sheet.open, sheet.numbers, sheet.above, sheet.below = [], [], [], []


def _kind(sheet: Sheet) -> tuple[Role, TextClass]:
    """Tell a heading by its type or its place."""
    first = sheet.open[0]
    words = sum(len(line.text) for line in sheet.open)
    large = first.size > LARGER * sheet.manner.size
    capitals = first.text.isupper() and len(first.text) > 3 and _is_centred(first)
    if words <= 300 and (large or capitals):
        return Role.HEADING, TextClass.FRAME
    return Role.PARAGRAPH, TextClass.BODY


def _write(
    layout: Layout, lines: Sequence[Line], known: Wording, numbers: Sequence[tuple[str, ...]], *, called: str = "marked"
) -> None:
    """Write lines as one block. Calls of notes become marks, except a note's own (`called="kept"`)."""
    words = _words(lines, known, numbers, called)
    kinds: dict[str, int] = {}  # marks that are open
    glue = True
    for word, parted, pages in words:
        for begun in pages:
            layout.point("page", begun)
        if word.call is not None and called == "marked":
            layout.point("note", word.call)
            glue = parted
            continue
        before = layout.position
        if not glue and layout.position > layout.block_start:
            layout.write(" ")
        _mark(layout, kinds, word, before)
        layout.write(word.text)
        glue = parted
    for kind, start in kinds.items():
        layout.mark(start, kind)


def _words(
    lines: Sequence[Line], known: Wording, numbers: Sequence[tuple[str, ...]], called: str
) -> list[tuple[Word, bool, tuple[str, ...]]]:
    """Give words with whether the next one is glued to them, and the pages that begin before them."""
    result: list[tuple[Word, bool, tuple[str, ...]]] = []
    for line, number in zip(lines, numbers, strict=True):
        for place, word in enumerate(line.words):
            begins = number if place == 0 else ()
            if place == 0 and result and word.call is None:
                last = result[-1][0]
                whole = joined(last.text, word.text, known) if last.call is None else None
                if whole is not None:
                    head = whole[: -len(word.text)]
                    result[-1] = (_renamed(last, head), True, result[-1][2])
            touches = place + 1 < len(line.words) and line.words[place + 1].x0 - word.x1 < 0.08 * line.size
            result.append((word, touches and (called == "kept" or line.words[place + 1].call is None), begins))
    return result


def _renamed(word: Word, text: str) -> Word:
    return Word(text, word.x0, word.x1, word.top, word.bottom, word.size, word.bold, word.italic, word.call)


def _mark(layout: Layout, kinds: dict[str, int], word: Word, before: int) -> None:
    """Begin and end bold and italic with the words that bear them."""
    for kind, on in (("bold", word.bold), ("italic", word.italic)):
        if on and kind not in kinds:
            kinds[kind] = layout.position
        elif not on and kind in kinds:
            start = kinds.pop(kind)
            if before > start:
                layout.mark(start, kind)
