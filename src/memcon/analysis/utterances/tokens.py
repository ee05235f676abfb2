"""A sentence as words and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:[-‑–’'](?:[^\W\d_][\u0300-\u036f]*)+)*|\d+|[^\w\s]|_")
LONGEST = 600  # words of a sentence that are read for its cue


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and signs of one sentence, with where each begins and ends in the block."""

    words: tuple[str, ...]
    low: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    text: str = ""

    def __len__(self) -> int:
        return len(self.words)

    def printed(self, first: int, last: int) -> str:
        """Give what stands from one word to another, both included, as printed."""
        return " ".join(self.text[self.spans[first][0] : self.spans[last][1]].split())


def tokens(text: str, start: int, end: int) -> Tokens:
    """Cut a stretch of text into words and signs; a very long sentence is read only at its beginning."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in TOKEN.finditer(text, start, end):
        words.append(match[0])
        spans.append(match.span())
        if len(words) == LONGEST:
            break
    return Tokens(
        tuple(words),
        tuple([word.lower() if word.isascii() else normalize("NFC", word.lower()) for word in words]),
        tuple(spans),
        text,
    )
