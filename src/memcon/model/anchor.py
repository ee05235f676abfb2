"""How a claim holds on to its words, and finds them again when the text has changed."""

from __future__ import annotations

from dataclasses import dataclass

CONTEXT = 32  # code points kept on each side: enough to tell two equal short answers ("Yes.") apart


@dataclass(frozen=True, slots=True)
class Anchor:
    """A half-open span of a record's text, in code points, with its words and their surroundings."""

    record: str
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""


def anchor(record: str, text: str, start: int, end: int) -> Anchor:
    """Anchor the words between two positions of a record's text.

    Raises:
        ValueError: the span does not lie inside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{record}: span {start}-{end} lies outside a text of {len(text)} characters.")
    return Anchor(record, start, end, text[start:end], text[max(0, start - CONTEXT):start], text[end:end + CONTEXT])


def place(held: Anchor, text: str) -> tuple[int, int] | None:
    """Find the words of an anchor in a text that may have changed since.

    The words must stand there to the letter. Where they stand more than once, the surroundings decide, letter by
    letter outwards; two places that fit equally well give None, for a ruling must not move to the wrong "Yes.".

    Returns:
        Half-open span, or None when the words are gone or the place is not certain.
    """
    if not held.exact:
        return None
    if text.startswith(held.exact, held.start) and _fit(held, text, held.start) == _best_fit(held):
        return held.start, held.start + len(held.exact)
    ranked = sorted(((_fit(held, text, at), at) for at in _places(held.exact, text)), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1], ranked[0][1] + len(held.exact)


def _places(words: str, text: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _best_fit(held: Anchor) -> int:
    return len(held.before) + len(held.after)


def _fit(held: Anchor, text: str, at: int) -> int:
    """Count the letters of the surroundings that agree, going outwards from the words."""
    before = text[max(0, at - len(held.before)):at]
    after = text[at + len(held.exact):at + len(held.exact) + len(held.after)]
    return _agreeing(held.before[::-1], before[::-1]) + _agreeing(held.after, after)


def _agreeing(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
