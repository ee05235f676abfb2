"""A name for an issue: a phrase of the record itself, as an agenda would print it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.terms import Word

LONGEST = 9  # words of a phrase
IDEAL = 4  # words


def name(
    sentences: Sequence[tuple[str, list[Word]]], known: Lore, weights: dict[str, float], avoid: frozenset[str]
) -> str:
    """Choose the phrase that tells best what sentences are about; "talk" where there is none.

    Args:
        sentences: text and words of each.
        known: the language.
        weights: how much each stem tells of this issue.
        avoid: stems of the names of those who talk.
    """
    best: dict[str, float] = {}
    printed: dict[str, str] = {}
    for text, told in sentences:
        about = [m.end() for cue in ("about", "turn") for m in known.cues[cue].finditer(text)]
        for phrase in phrases(told):
            stems = {w.stem for w in phrase if w.kind in ("name", "plain")}
            if stems <= avoid or all(w.printed.lower() in known.generic for w in phrase if w.kind in ("name", "plain")):
                continue
            worth = sum(weights.get(s, 0.0) for s in stems - avoid)
            size = sum(w.kind in ("name", "plain") for w in phrase)
            worth /= (size + 2.0)
            if any(0 <= phrase[0].start - at < 12 for at in about):
                worth *= 1.6
            shown = " ".join(text[phrase[0].start:phrase[-1].end].split())
            key = shown.lower()
            printed.setdefault(key, shown)
            best[key] = max(best.get(key, 0.0), worth)
    if not best:
        return "talk"
    shown = printed[max(best, key=lambda k: best[k])]
    return shown[0].upper() + shown[1:]


def phrases(told: Sequence[Word]) -> Iterator[list[Word]]:
    """Give the noun phrases of a sentence, the short ones and the long ones made of them."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(told):
        if told[at].kind in ("name", "plain"):
            end = at
            while end < len(told) and told[end].kind in ("name", "plain"):
                end += 1
            before = told[at - 1] if at else None
            infinitive = before is not None and before.printed.lower() == "to" and told[at].kind == "plain"
            start = at + 1 if infinitive else at
            runs += [(start, end)] if start < end else []
            at = end
        else:
            at += 1
    for i, (start, end) in enumerate(runs):
        yield list(told[start:end])
        stop = end
        for begin, next_end in runs[i + 1 : i + 3]:
            between = told[stop:begin]
            if not between or any(w.kind not in ("join", "determiner") for w in between) or len(between) > 2:
                break
            if between[0].kind != "join" or next_end - start > LONGEST:
                break
            stop = next_end
            yield list(told[start:stop])


def slug(label: str) -> str:
    """Make an id of a label."""
    return re.sub(r"[\W_]+", "-", label.lower()).strip("-") or "talk"
