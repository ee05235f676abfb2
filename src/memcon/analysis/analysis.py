"""What an analysis declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Analysis:
    """One stage: what it is called, what it reads, and the pure function that finds.

    `find` takes a record, and for each stage in `reads`, in that order, what stands there: the description laid over
    what the source states, claims with people's rulings laid over them. `version` rises when the same record would
    give other findings; everything found by an older version is stale. `options` are keyword arguments of `find` that
    archive.toml may set, each with the words it can have, the first of them what holds when nothing is said.
    """

    name: str
    version: int
    find: Callable[..., Any]
    reads: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
