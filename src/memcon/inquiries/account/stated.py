"""What a record itself, or its editors, say outright of the talk: what it was chiefly about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from memcon.inquiries.account.page import Basis, Line, Piece, Words
from memcon.inquiries.account.telling import Telling
from memcon.inquiries.account.tongues import tongues
from memcon.model.record import Passage, TextClass

MOST = 2  # statements of the main issue that are quoted
SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+|$)", re.DOTALL)


def main_issue(told: Telling) -> Iterator[Line]:
    """Quote where the frame or an editors' note of the record says what the main issue was."""
    found = 0
    for passage in told.view.record.passages:
        if passage.text_class == TextClass.BODY or found == MOST:
            continue
        for start, end in _clauses(told, passage):
            if found < MOST and _says_so(told.view.record.text[start:end]):
                found += 1
                who = "its editors say" if passage.text_class == TextClass.EDITORS else "the record’s introduction says"
                pieces: list[Piece] = [
                    Words(f"Main issue, {who}: "),
                    told.cite.quote(start, end), Words(" "), told.cite.cite(start, end),
                ]  # fmt: skip
                yield Line(tuple(pieces), Basis.SOURCE)


def _clauses(told: Telling, passage: Passage) -> Iterator[tuple[int, int]]:
    """Give the clauses of a passage, blanks at their ends left out."""
    text = told.view.record.text
    for sentence in SENTENCE.finditer(text, passage.start, passage.end):
        begin = sentence.start()
        ends = [at for at in range(begin, sentence.end()) if text[at] == ";"]
        for end in [*ends, sentence.end()]:
            words = text[begin:end]
            start = begin + len(words) - len(words.lstrip())
            yield start, max(start, begin + len(words.rstrip()))
            begin = end + 1


def _says_so(words: str) -> bool:
    return any(pattern.search(words) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Gather from every language how it says that something was the main issue."""
    return tuple(re.compile(one, re.IGNORECASE) for tongue in tongues() for one in tongue.main_issue)
