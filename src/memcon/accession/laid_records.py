"""A document that was laid out (DOCX, PDF) becomes records: one, or those of the collection it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memcon.accession.collection import cut
from memcon.accession.reader import Incoming
from memcon.model.description import Description
from memcon.model.record import Mark, Passage, Record, Role

MOST_BEFORE = 0.4  # of a collection may be title page, preface, contents; more than that, and the cut is a mistake


@dataclass(frozen=True, slots=True)
class Laid:
    """A text with its passages in order and its marks by place."""

    text: str
    passages: tuple[Passage, ...]
    marks: tuple[Mark, ...] = ()


def laid_records(file: Incoming, laid: Laid, stated: Description) -> Iterator[Record]:
    """Give the records of a document that was laid out: here a collection in one file is cut.

    Notes that stand together below the text go with the document that calls them. What stands before the first
    document of a collection (its title page) belongs to none. What the file states of itself is said of a collection's
    documents only as far as it holds for each: its language.
    """
    talk, notes = _without_end_notes(laid)
    cuts = cut(laid.text[: talk[-1].end] if talk else "")
    if not cuts or cuts[0].start > MOST_BEFORE * len(laid.text):
        yield _record(file, laid, stated, "")
        return
    for one in cuts:
        body = _between(laid, talk, one.start, one.end)
        called = {m.value for m in laid.marks if m.kind == "note" and one.start <= m.start < one.end}
        piece = _joined(
            [body, *(_between(laid, [note], note.start, note.end) for number, note in notes if number in called)]
        )
        yield _record(file, piece, Description(number=one.number, language=stated.language), one.number)


def _record(file: Incoming, laid: Laid, stated: Description, number: str) -> Record:
    return Record(file.record_id(number), file.source_id, file.name, laid.text, laid.passages, laid.marks, stated)


def _without_end_notes(laid: Laid) -> tuple[list[Passage], list[tuple[str | None, Passage]]]:
    """Part the passages from the notes that close the text; a note's later paragraphs bear its number."""
    last = len(laid.passages)
    while last and laid.passages[last - 1].role is Role.FOOTNOTE:
        last -= 1
    notes: list[tuple[str | None, Passage]] = []
    for note in laid.passages[last:]:
        notes.append((note.number or (notes[-1][0] if notes else None), note))
    return list(laid.passages[:last]), notes


def _between(laid: Laid, passages: Sequence[Passage], start: int, end: int) -> Laid:
    """Cut out what stands between two places; a passage that lies across one of them is cut there."""
    inside = [
        replace(p, start=max(p.start, start), end=min(p.end, end)) for p in passages if p.end > start and p.start < end
    ]
    if not inside:
        return Laid("", ())
    start, end = inside[0].start, inside[-1].end
    words = laid.text[start:end]
    end -= len(words) - len(words.rstrip())
    moved = tuple(replace(p, start=p.start - start, end=min(p.end, end) - start) for p in inside)
    marks = tuple(
        Mark(max(m.start, start) - start, min(m.end, end) - start, m.kind, m.value)
        for m in laid.marks
        if (m.start < end and m.end > start) or start <= m.start == m.end <= end
    )
    return Laid(laid.text[start:end], moved, marks)


def _joined(pieces: Sequence[Laid]) -> Laid:
    """Put pieces one under the other, parted by a blank line."""
    text, passages, marks = "", [], []
    for piece in pieces:
        shift = len(text) + 2 if text else 0
        text = f"{text}\n\n{piece.text}" if text else piece.text
        passages += [replace(p, start=p.start + shift, end=p.end + shift) for p in piece.passages]
        marks += [Mark(m.start + shift, m.end + shift, m.kind, m.value) for m in piece.marks]
    return Laid(text, tuple(passages), tuple(marks))
