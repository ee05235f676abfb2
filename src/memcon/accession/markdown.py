"""Light mark-up is taken off a text, and every letter that stays remembers where it stood.

Own code because the usual parsers give HTML, not positions: the stars that call footnotes in typescripts must survive,
and each claim must be shown in the file as received.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.model.offsets import Offsets
from memcon.model.record import Mark

TOKEN = re.compile(
    r"(?P<escape>\\(?=[\\`*_{}\[\]()#+.!|>~-]))"
    r"|!?\[(?P<label>[^\[\]\n]{0,300})\]\((?P<target>[^()\s]{0,400})(?:[ \t]+\"[^\"\n]{0,200}\")?\)"
    r"|\[\^(?P<call>[^\]\s]{1,20})\](?!:)"
    r"|(?P<line>^[ \t]*(?:\#{1,6}(?=[ \t])[ \t]*|>[ \t]?|_[ \t]*$))"
    r"|(?P<emphasis>\*{1,3}|_{1,3})"
    r"|(?P<tag></?(?:br|sup|sub|i|b|em|strong|u|span|p|small)\b[^<>\n]{0,120}>)",
    re.MULTILINE,
)
SIGNS = re.compile(r"(?m)^\#{1,6}[ \t]+\S|\*\*[^\s*][^*\n]{0,200}\*\*|\]\(#?[^()\s]*\)|^\[\^\w+\]:")
CLUSTER = re.compile(r"[\x00-\u02ff]+(?![^\x00-\u02ff])|(?s:.)[^\x00-\u02ff]*")
KINDS = {1: "italic", 2: "bold", 3: "bold"}
Span = tuple[int, int]


def looks_marked_up(text: str) -> bool:
    """Tell whether a plain text carries Markdown: headings, bold, links or notes."""
    return SIGNS.search(text[:200_000]) is not None


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without its mark-up: the words, where they stood, and what was set off."""

    text: str
    offsets: Offsets
    marks: tuple[Mark, ...]
    start: int = 0  # where the text begins in its file

    def to_text(self, position: int) -> int:
        """Turn a position in the text as received into one in the plain text; a dropped letter gives the next kept."""
        return _landed(position + self.start, self.offsets.runs, len(self.text))


def unmarked(text: str, start: int = 0, extra: Sequence[Mark] = ()) -> Plain:
    """Take Markdown off a text; Unicode comes out in NFC.

    Args:
        text: the text as received.
        start: where the text begins in its file, in code points.
        extra: marks known already, at their places in `text`; they are carried along.
    """
    drops: list[Span] = []
    marks: list[Mark] = list(extra)
    signs: dict[str, re.Match[str]] = {}
    for token in TOKEN.finditer(text):
        if token["emphasis"]:
            _pair(token, signs, drops, marks, text)
        elif token["target"] is not None:
            _link(token, drops, marks)
        else:
            drops.append(token.span())
            if token["call"]:
                marks.append(Mark(token.start(), token.start(), "note", token["call"]))
    return _laid(text, sorted(drops), marks, start)


def untouched(text: str, start: int = 0, extra: Sequence[Mark] = ()) -> Plain:
    """Keep a text as it is, but for its Unicode form (NFC)."""
    return _laid(text, [], list(extra), start)


def _pair(sign: re.Match[str], signs: dict[str, re.Match[str]], drops: list[Span], marks: list[Mark],
          text: str) -> None:
    """Drop two equal signs that enclose words on one line. A lone star calls a footnote and stays."""
    before, after = text[sign.start() - 1:sign.start()], text[sign.end():sign.end() + 1]
    first = signs.get(sign[0])
    if first and before and not before.isspace() and not after.isalnum() and "\n" not in text[first.end():sign.start()]:
        del signs[sign[0]]
        drops += [first.span(), sign.span()]
        marks.append(Mark(first.end(), sign.start(), KINDS[len(sign[0])]))
    elif after and not after.isspace() and not before.isalnum():
        signs[sign[0]] = sign


def _link(token: re.Match[str], drops: list[Span], marks: list[Mark]) -> None:
    """Keep the words of a link; a link into the notes is a call for a note and no word."""
    if token["target"].startswith("#") and len(token["label"]) <= 6:
        marks.append(Mark(token.start(), token.start(), "note", token["label"].strip()))
        drops.append(token.span())
    else:
        drops += [(token.start(), token.start("label")), (token.end("label"), token.end())]


def _laid(text: str, drops: list[Span], marks: list[Mark], start: int) -> Plain:
    """Put together what was not dropped, in NFC, with the runs that lead back."""
    words = ""
    runs: list[Span] = []
    length = 0
    for begin, piece in _composed(text, drops):
        if not runs or begin - length != runs[-1][1] - runs[-1][0]:
            runs.append((length, begin))
        words += piece  # in a plain loop a string grows in place: pieces and text would stand in memory twice
        length += len(piece)
    offsets = Offsets(tuple(runs)).shifted(start)
    moved = tuple(_moved(mark, runs, length) for mark in sorted(marks, key=lambda m: (m.start, m.end)))
    return Plain(words, offsets, moved, start)


def _composed(text: str, drops: list[Span]) -> Iterator[tuple[int, str]]:
    """Give the kept stretches with their places; where composing changes letters, stretch by stretch."""
    at = 0
    for begin, end in [*drops, (len(text), len(text))]:
        piece = text[at:begin]
        if piece and unicodedata.is_normalized("NFC", piece):
            yield at, piece
        elif piece:
            yield from ((at + m.start(), unicodedata.normalize("NFC", m[0])) for m in CLUSTER.finditer(piece))
        at = max(at, end)


def _moved(mark: Mark, runs: Sequence[Span], length: int) -> Mark:
    """Carry a mark from its place in the source to its place in the text."""
    return Mark(_landed(mark.start, runs, length), _landed(mark.end, runs, length), mark.kind, mark.value)


def _landed(position: int, runs: Sequence[Span], length: int) -> int:
    if not runs:
        return 0
    index = max(0, bisect_right(runs, position, key=lambda run: run[1]) - 1)
    limit = runs[index + 1][0] if index + 1 < len(runs) else length
    return min(runs[index][0] + max(0, position - runs[index][1]), limit)
