"""The learnt weights of the signs; training/issues.py writes them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.analysis.issues.pairs import LIKENESS
from memcon.analysis.issues.signs import SIGNS
from memcon.model.errors import MemconError

MARKS = (
    "room", "sentences", "paragraphs", "moves", "questions", "returns", "first", "last", "both sides", "important",
    "title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a logistic model, one for each sign, and what it starts from."""

    signs: tuple[float, ...]
    start: float

    def probability(self, signs: Sequence[float]) -> float:
        """Weigh one place."""
        total = self.start + sum(weight * sign for weight, sign in zip(self.signs, signs, strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: when a new issue begins, when two sentences are of one issue, and from where on they are."""

    breaks: Weights
    pairs: Weights
    principal: Weights
    together: float  # mean probability of one issue from which two groups of sentences are one


@cache
def learnt() -> Learnt:
    """Read the weights that come with memcon."""
    return read(resources.files("memcon.analysis.issues").joinpath("weights.json").read_text(encoding="utf-8"))


def read(text: str) -> Learnt:
    """Read weights.

    Raises:
        MemconError: they were learnt for other signs.
    """
    table = json.loads(text)
    breaks, pairs = _weights(table["breaks"], SIGNS), _weights(table["pairs"], LIKENESS)
    return Learnt(breaks, pairs, _weights(table["principal"], MARKS), table["together"])


def _weights(table: dict[str, float], names: Sequence[str]) -> Weights:
    missing = {"start", *names} ^ set(table)
    if missing:
        raise MemconError(
            f"The weights of issues were learnt for other signs ({', '.join(sorted(missing))}). "
            "Learn them again: python training/issues.py."
        )
    return Weights(tuple(table[name] for name in names), table["start"])
