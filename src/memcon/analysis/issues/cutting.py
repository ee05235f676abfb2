"""Where one issue ends and another begins, and which stretches of talk are about one issue."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.strand import Said
from memcon.analysis.issues.terms import Word, content

ALIKE = 0.3  # likeness of two stretches from which they are one issue
NEXT = 0.15  # the same for neighbours


def issue_numbers(said: Sequence[Said], told: Sequence[list[Word]], known: Lore) -> list[int]:
    """Give each sentence the number of its issue, counted from 0 in order of appearance."""
    stretches = _stretches(said, known)
    counts = [Counter(t for i in one for t in content(told[i], known)) for one in stretches]
    spread: Counter[str] = Counter(t for count in counts for t in count)
    rarity = {t: math.log(1 + len(counts) / n) for t, n in spread.items()}
    numbers = [0] * len(said)
    groups: list[Counter[str]] = []
    holding: dict[str, set[int]] = defaultdict(set)
    last = -1
    for one, count in zip(stretches, counts, strict=True):
        near = {g for t in count for g in list(holding[t])[:50]} | ({last} if last >= 0 else set())
        likeness = {g: _alike(count, groups[g], rarity) for g in near}
        best = max(likeness, key=lambda g: likeness[g] + (g == last) * (ALIKE - NEXT), default=-1)
        if best < 0 or likeness[best] < (NEXT if best == last else ALIKE):
            best = len(groups)
            groups.append(Counter())
        groups[best].update(count)
        for t in count:
            holding[t].add(best)
        for i in one:
            numbers[i] = best
        last = best
    return numbers


def _stretches(said: Sequence[Said], known: Lore) -> list[list[int]]:
    """Cut the talk at paragraphs and at explicit cues."""
    found: list[list[int]] = []
    for i, one in enumerate(said):
        turn = known.cues["turn"].search(one.text[:200]) or known.cues["about"].search(one.text[:60])
        if not found or one.opens or turn:
            found.append([])
        found[-1].append(i)
    return found


def _alike(one: Counter[str], other: Counter[str], rarity: dict[str, float]) -> float:
    shared = sum(rarity[t] ** 2 * min(n, other[t]) for t, n in one.items() if t in other)
    mine = sum(rarity[t] ** 2 * n for t, n in one.items())
    its = sum(rarity[t] ** 2 * n for t, n in other.items())
    return shared / max(1e-9, min(mine, its))
