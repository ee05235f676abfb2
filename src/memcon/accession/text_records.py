"""A decoded text becomes records: cut where it is a collection, laid out, each letter knowing its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from memcon.accession.blocks import passages
from memcon.accession.collection import Cut, cut
from memcon.accession.markdown import looks_marked_up, unmarked, untouched
from memcon.accession.page_marks import PageMark, page_marks
from memcon.accession.reader import Incoming
from memcon.accession.turns import share_of_turns, with_turns
from memcon.model.description import Description
from memcon.model.record import Mark, Record

HEADING = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+(?=\S)")
ENOUGH_TURNS = 0.3  # a document with this share of labelled blocks is laid out in turns


def text_records(file: Incoming, text: str, *, begin: int = 0, stated: Description | None = None) -> Iterator[Record]:
    """Give the records of a decoded text file.

    Args:
        file: what the text came in.
        text: the decoded text, line ends as `\\n`.
        begin: where the documents begin, past a head of named fields.
        stated: what the file's head states; such a file is one document.
    """
    marked_up = looks_marked_up(text)
    pages = page_marks(text)
    cuts = [] if stated is not None else cut(text)
    for one in cuts or [Cut(begin, len(text), "")]:
        known = stated or Description(number=one.number or None)
        yield _record(file, text, one, pages, marked_up=marked_up, stated=known)


def _record(file: Incoming, text: str, one: Cut, pages: Sequence[PageMark], *, marked_up: bool,
            stated: Description) -> Record:
    piece = text[one.start:one.end].rstrip()
    first = bisect_left(pages, one.start, key=lambda p: p.start)
    inside = takewhile(lambda p: p.end <= one.start + len(piece), islice(pages, first, None))
    extra = [Mark(p.start - one.start, p.end - one.start, "page", p.number) for p in inside]
    plain = (unmarked if marked_up else untouched)(piece, one.start, extra)
    headings = [plain.to_text(m.end()) for m in HEADING.finditer(piece)] if marked_up else []
    laid = passages(plain.text, plain.marks, headings)
    if share_of_turns(plain.text, laid) >= ENOUGH_TURNS:
        laid = with_turns(plain.text, laid)
    record = Record(id=file.record_id(one.number), source=file.source_id, source_name=file.name, text=plain.text,
                    passages=laid, marks=plain.marks, stated=stated)
    if file.container is not None:
        return record
    return replace(record, offsets=plain.offsets, source_start=one.start, source_end=one.start + len(piece))
