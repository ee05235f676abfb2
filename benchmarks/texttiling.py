"""TextTiling as Hearst describes it (Computational Linguistics 23, 1997), and WindowDiff (Pevzner and Hearst 2002).

Token sequences of 20 words, blocks of 10 sequences, stop words left out, similarity by cosine, smoothed once over three
gaps, depth scores, boundaries where the depth exceeds the mean less half the standard deviation, moved to the nearest
break between paragraphs. Stop words are those the language's folder lists.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter
from collections.abc import Collection, Sequence

SEQUENCE = 20  # words of a token sequence
BLOCK = 10  # token sequences of a block
APART = 3  # sequences that lie between two boundaries, at least
WORD = re.compile(r"[^\W\d_]+")


def texttiling(paragraphs: Sequence[str], stop: Collection[str]) -> set[int]:
    """Give the paragraphs with which a new topic begins.

    Args:
        paragraphs: the text's paragraphs in order.
        stop: words that do not count.

    Returns:
        Places in `paragraphs`, never 0; empty for a text shorter than two blocks' worth of words.
    """
    listed = [word.lower() for one in paragraphs for word in WORD.findall(one)]
    starts, total = [], 0
    for one in paragraphs:
        starts.append(total)
        total += len(WORD.findall(one))
    sequences = [
        Counter(word for word in listed[at:at + SEQUENCE] if word not in stop) for at in range(0, total, SEQUENCE)
    ]
    if len(sequences) < 3:
        return set()
    depth = _depths(_smoothed([_alike(sequences, gap) for gap in range(1, len(sequences))]))
    limit = statistics.mean(depth) - statistics.pstdev(depth) / 2
    chosen: list[int] = []
    for gap in sorted(range(len(depth)), key=lambda one: -depth[one]):
        if depth[gap] > max(limit, 0.0) and all(abs(gap - other) > APART for other in chosen):
            chosen.append(gap)
    places = {min(range(len(starts)), key=lambda p: abs(starts[p] - (gap + 1) * SEQUENCE)) for gap in chosen}
    return places - {0}


def _alike(sequences: Sequence[Counter[str]], gap: int) -> float:
    before: Counter[str] = sum(sequences[max(0, gap - BLOCK):gap], Counter())
    behind: Counter[str] = sum(sequences[gap:gap + BLOCK], Counter())
    shared = sum(times * behind[word] for word, times in before.items())
    norm = math.sqrt(sum(n * n for n in before.values()) * sum(n * n for n in behind.values()))
    return shared / norm if norm else 0.0


def _smoothed(scores: Sequence[float]) -> list[float]:
    return [statistics.mean(scores[max(0, place - 1):place + 2]) for place in range(len(scores))]


def _depths(scores: Sequence[float]) -> list[float]:
    """Give for each valley how far the score rises on both sides."""
    found = []
    for place, score in enumerate(scores):
        left = right = score
        for other in reversed(scores[:place]):
            if other < left:
                break
            left = other
        for other in scores[place + 1:]:
            if other < right:
                break
            right = other
        found.append(left + right - 2 * score)
    return found


def window_diff(reference: Collection[int], found: Collection[int], count: int) -> float:
    """Compare two cuttings of `count` sentences, each given by the sentences with which a part begins.

    Returns:
        Share of windows in which the number of boundaries differs, 0.0 (alike) to 1.0; the window is half the mean
        length of the reference's parts.
    """
    width = max(2, round(count / (len(reference) + 1) / 2))
    if count <= width:
        return float(len(reference) != len(found))
    wrong = 0
    for start in range(count - width):
        inside = range(start + 1, start + width + 1)
        wrong += sum(i in reference for i in inside) != sum(i in found for i in inside)
    return wrong / (count - width)
