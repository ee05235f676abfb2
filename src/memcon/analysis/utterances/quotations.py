"""Stretches inside quotation marks, over the bounds of sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

MARK = re.compile(r"[“”„«»\"]")
SHORTEST = 25  # characters; a shorter quotation is a term, not talk
OPENING = "“„«"


def quotations(text: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Find what stands inside double quotation marks in a paragraph.

    A quotation that no mark closes reaches to the end of its paragraph.

    Returns:
        Half-open spans, marks included; and whether the last one is still open.
    """
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for match in MARK.finditer(text):
        mark = match[0]
        if begun is None and (mark in OPENING or (mark == '"' and _opens(text, match.start()))):
            begun = match.start()
        elif begun is not None and mark not in OPENING:
            found.append((begun, match.end()))
            begun = None
    if begun is not None:
        found.append((begun, len(text)))
    return tuple(s for s in found if s[1] - s[0] >= SHORTEST), begun is not None


def _opens(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def near(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Give those spans, of many in order, that touch a stretch."""
    first = bisect_right(spans, (start, 0))
    first -= first > 0 and spans[first - 1][1] > start
    last = bisect_right(spans, (end, 0))
    return tuple(spans[first:last])


def share(spans: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """Give the share of a stretch that stands inside quotation marks, 0.0 to 1.0."""
    inside = sum(max(0, min(end, e) - max(start, s)) for s, e in spans)
    return inside / max(1, end - start)
