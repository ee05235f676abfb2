"""How two texts agree in their words: runs of words they share, and rare words both speak of."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W\d_]{2,}|\d+")
RUN = 6  # words in a row that two hands seldom choose alike
LONG = 4  # letters from which a word tells something
TELLING = 60  # rarest words of a text that are compared
NAMED = 4  # shared words named as evidence
COMMON = 0.15  # share of the texts beyond which a word tells nothing


@dataclass(slots=True)
class Wordings:
    """The words of some texts, counted once and compared in pairs."""

    texts: Mapping[str, str]
    runs: dict[str, frozenset[int]] = field(default_factory=dict)
    rare: dict[str, dict[str, float]] = field(default_factory=dict)
    known: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Count in how many texts each word stands."""
        for text in self.texts.values():
            self.known.update({word for word in WORD.findall(text.lower()) if len(word) >= LONG})

    def shared_runs(self, one: str, other: str) -> float:
        """Give the share of the shorter text's runs of words that stand in the other, 0.0 to 1.0."""
        mine, its = self._runs(one), self._runs(other)
        few = min(len(mine), len(its))
        return len(mine & its) / few if few else 0.0

    def shared_rare(self, one: str, other: str) -> tuple[float, tuple[str, ...]]:
        """Give how alike the rare words of two texts are (cosine, 0.0 to 1.0), and the most telling that both have."""
        mine, its = self._rare(one), self._rare(other)
        both = {word: mine[word] * its[word] for word in mine.keys() & its.keys()}
        told = sorted(both, key=lambda word: (-both[word], word))[:NAMED]
        return sum(both.values()), tuple(told)

    def _runs(self, record: str) -> frozenset[int]:
        if record not in self.runs:
            words = WORD.findall(self.texts.get(record, "").lower())
            self.runs[record] = frozenset(hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1))
        return self.runs[record]

    def _rare(self, record: str) -> dict[str, float]:
        if record not in self.rare:
            total = max(2, len(self.texts))
            counted = Counter(w for w in WORD.findall(self.texts.get(record, "").lower()) if len(w) >= LONG)
            weighed = {
                word: (1 + math.log(times)) * math.log((total + 1) / self.known[word])
                for word, times in counted.items()
                if self.known[word] <= max(2, COMMON * total)
            }
            best = dict(sorted(weighed.items(), key=lambda one: (-one[1], one[0]))[:TELLING])
            length = math.sqrt(sum(weight * weight for weight in best.values())) or 1.0
            self.rare[record] = {word: weight / length for word, weight in best.items()}
        return self.rare[record]
