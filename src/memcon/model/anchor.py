"""How a claim holds on to its words, and finds them again when the text has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from memcon.model.offsets import Offsets

CONTEXT = 32  # code points kept on each side; words that stand more than once keep more, see `anchor_apart`
SURE = 12  # code points that must agree beside a long quotation
FARTHEST = 2000  # code points looked at to tell equal words apart
MOST = 10_000  # places of equal words beyond which none of them is certain
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A half-open span of a record's text, in code points, with its words and their surroundings.

    `tells` is "" where the words stand once in that text, else says which surroundings tell them from the equal ones:
    "either", "before", "after", or only "both" together.
    """

    record: str
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""
    tells: str = ""


def anchor(record: str, text: str, start: int, end: int) -> Anchor:
    """Anchor the words between two positions of a record's text.

    Raises:
        ValueError: the span does not lie inside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{record}: span {start}-{end} lies outside a text of {len(text)} characters.")
    return Anchor(record, start, end, text[start:end], text[max(0, start - CONTEXT):start], text[end:end + CONTEXT])


def anchor_apart(record: str, text: str, start: int, end: int) -> Anchor:
    """Anchor words so that they can be told from the same words elsewhere in the text.

    Where the words stand once, this is `anchor`. Where they stand more than once, each side is kept longer than
    CONTEXT, until it occurs once together with the words; a side that never does, because the text ends, tells nothing
    by itself.

    Raises:
        ValueError: the span does not lie inside the text.
    """
    held, plain = anchor(record, text, start, end), BLANKS.sub(" ", text)
    if not held.exact.strip() or not _twice(held.exact, plain):
        return held
    begin, stop = _apart_from(text, plain, start, end), _apart_to(text, plain, start, end)
    alone = [not _twice(text[begin:end], plain), not _twice(text[start:stop], plain)]
    tells = "either" if all(alone) else "before" if alone[0] else "after" if alone[1] else "both"
    return replace(held, before=text[begin:start], after=text[end:stop], tells=tells)


def place(held: Anchor, text: str) -> tuple[int, int] | None:
    """Find the words of an anchor in a text that may have changed since.

    The words must stand there to the letter; only the kind and number of blanks may differ. That they stand somewhere
    is not enough, for a ruling must not move to the wrong "Yes.": one side of a short quotation must agree to its end,
    and of a long one SURE letters on one side; of words that stood more than once the side that tells them apart must
    agree to its end, and the other SURE letters. Of several such places one must fit better, and on neither side worse.

    Returns:
        Half-open span, or None when the words are gone or the place is not certain.
    """
    if not held.exact.strip():
        return None
    if text.startswith(held.exact, held.start) and _whole(held, _fit(held, text, held.start)):
        return held.start, held.start + len(held.exact)
    if held.before + held.after == "":
        return _only(held.exact, text)
    exactly = _best(held, held, text)
    return exactly if exactly is not None else _with_other_blanks(held, text)


def _with_other_blanks(held: Anchor, text: str) -> tuple[int, int] | None:
    exact, before, after = (BLANKS.sub(" ", part) for part in (held.exact, held.before, held.after))
    span = _best(held, replace(held, exact=exact, before=before, after=after), BLANKS.sub(" ", text))
    return None if span is None else Offsets(_after_blanks(text)).span_to_source(*span)


def _after_blanks(text: str) -> tuple[tuple[int, int], ...]:
    """Say where each word of the text with single blanks stands in the text itself."""
    runs, shift = [(0, 0)], 0
    for match in BLANKS.finditer(text):
        shift += len(match[0]) - 1
        runs.append((match.end() - shift, match.end()))
    return tuple(runs)


def _only(words: str, text: str) -> tuple[int, int] | None:
    at = text.find(words)
    return (at, at + len(words)) if at >= 0 and at == text.rfind(words) else None


def _best(held: Anchor, sought: Anchor, text: str) -> tuple[int, int] | None:
    places = _places(sought.exact, text)
    fits = [(fit, at) for at in places if _enough(held, sought, fit := _fit(sought, text, at))]
    if not fits:
        return None
    (before, after), at = max(fits, key=lambda one: (sum(one[0]), one[1]))
    rivals = [fit for fit, other in fits if other != at]
    if any(fit[0] > before or fit[1] > after or fit == (before, after) for fit in rivals):
        return None
    return at, at + len(sought.exact)


def _places(words: str, text: str) -> list[int]:
    """List where words stand; none when they stand nearly everywhere."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        if len(found) > MOST:
            return []
        at = text.find(words, at + 1)
    return found


def _enough(held: Anchor, sought: Anchor, fit: tuple[int, int]) -> bool:
    """Tell whether the surroundings that agree show that these are the words that were meant."""
    if _whole(sought, fit):
        return True
    sizes = len(sought.before), len(sought.after)
    full = [agreeing == size and kept >= CONTEXT
            for agreeing, size, kept in zip(fit, sizes, (len(held.before), len(held.after)), strict=True)]
    if held.tells:
        near = all(agreeing >= min(SURE, size) for agreeing, size in zip(fit, sizes, strict=True))
        telling = {"either": full, "before": full[:1], "after": full[1:], "both": []}
        return near and any(telling.get(held.tells, []))
    return any(full) if len(held.exact) < CONTEXT else max(fit) >= SURE


def _whole(held: Anchor, fit: tuple[int, int]) -> bool:
    return fit == (len(held.before), len(held.after))


def _fit(held: Anchor, text: str, at: int) -> tuple[int, int]:
    """Count the letters of the surroundings that agree, going outwards from the words, on each side."""
    before = text[max(0, at - len(held.before)):at]
    after = text[at + len(held.exact):at + len(held.exact) + len(held.after)]
    return _agreeing(held.before[::-1], before[::-1]), _agreeing(held.after, after)


def _agreeing(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _apart_from(text: str, plain: str, start: int, end: int) -> int:
    """Give where the surroundings before must begin so that they stand once with the words."""
    size = CONTEXT + 1
    while size < min(start, FARTHEST) and _twice(text[start - size:end], plain):
        size *= 2
    return max(0, start - size)


def _apart_to(text: str, plain: str, start: int, end: int) -> int:
    size = CONTEXT + 1
    while size < min(len(text) - end, FARTHEST) and _twice(text[start:end + size], plain):
        size *= 2
    return min(len(text), end + size)


def _twice(words: str, plain: str) -> bool:
    """Tell whether words stand more than once in a text with single blanks."""
    sought = BLANKS.sub(" ", words).strip()
    return plain.find(sought) != plain.rfind(sought)
