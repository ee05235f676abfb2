"""What an analysis declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from memcon.model.description import Description
from memcon.model.record import Record


@dataclass(frozen=True, slots=True)
class Analysis:
    """One stage: what it is called, what it reads, and the pure function that finds.

    `version` rises when the same record would give other findings; everything found by an older version is stale.
    """

    name: str
    version: int
    find: Callable[[Record], Description]
    reads: tuple[str, ...] = ()
