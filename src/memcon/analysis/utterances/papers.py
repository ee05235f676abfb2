"""A letter that encloses the record of a conversation: each paper is read for itself, with its own hand and company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from memcon.analysis.describe import describe
from memcon.analysis.describe.talk import enclosed
from memcon.analysis.language import frame
from memcon.analysis.utterances.hands import RECORDS
from memcon.model.description import Description
from memcon.model.record import Record, TextClass

HEADING = 90  # letters of a line that heads an annex
ANNEX = re.compile(
    r"(?i)^\W*(?:sub-?enclosure|annexe?|enclosure|attachment|appendix)\b(?: ?(?:\d+|[A-Z]|[IVX]+)\b)?\W*$"
)


def papers(record: Record, description: Description) -> Iterator[tuple[int, Record, Description]]:
    """Cut a record where a record of a conversation is enclosed.

    Yields:
        Where the paper begins in the record's text, the paper as a record, its description. A record that encloses
        none is given as it is.
    """
    body = [one for one in record.passages if one.text_class == TextClass.BODY]
    lines = [record.words(one) for one in body]
    found = set(enclosed(lines, frame(description.language)))
    if description.form not in RECORDS:
        found |= set(_annexes(lines))
    heads = [body[number].start for number in sorted(found)]
    if not heads:
        yield 0, record, description
        return
    covering = _cut(record, 0, heads[0])
    yield 0, covering, replace(description, reports_talk=describe(covering).reports_talk)
    for start, end in pairwise([*heads, len(record.text)]):
        paper = _cut(record, start, end)
        yield start, paper, describe(paper)


def _annexes(lines: Sequence[str]) -> Iterator[int]:
    """Give the numbers of the lines that head an annex, behind the paper's own words."""
    own = False
    for number, words in enumerate(lines):
        if own and len(words) < HEADING and ANNEX.match(words):
            yield number
        own = own or len(words) > HEADING


def _cut(record: Record, start: int, end: int) -> Record:
    """Give the stretch of a record as a record of its own; its source's words on itself belong to the whole."""
    within = [one for one in record.passages if start <= one.start and one.end <= end]
    passages = tuple(replace(one, start=one.start - start, end=one.end - start) for one in within)
    return Record(record.id, record.source, record.source_name, record.text[start:end], passages)
