"""A random sample of acts for a person to check: how it was drawn, and the acts in the order of the draw."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memcon.model.anchor import Anchor
from memcon.model.corrections import Card

FEWEST = 10  # acts drawn in each stratum, where it has so many


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the population that is drawn from apart: its name, its acts, and how many of them were drawn.

    `low` and `high` are the bounds of certainty, half-open, where acts are parted by how sure the machine is.
    """

    name: str
    population: int
    drawn: int
    low: float | None = None
    high: float | None = None

    @property
    def probability(self) -> float:
        """With which probability each of its acts was drawn."""
        return self.drawn / self.population


@dataclass(frozen=True, slots=True)
class Unit:
    """One act that was drawn: its words, and what the machine claimed of them when they were drawn."""

    anchor: Anchor
    stratum: str
    label: str
    holder: str | None = None
    certainty: float | None = None
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A unit, by its place in the sample, which somebody could not decide, and why."""

    place: int
    by: str
    at: str
    because: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A random sample of the acts that a machine claimed, and its design.

    `parted` says by what the strata are parted: "certainty", "form", "collection", or "" where there is one. `units`
    lie in random order, the strata mixed in proportion, so that of every stratum the first so many are a random sample
    themselves. `records` are those of the population; `asked` says in words which records were asked for; `machine`
    names the analyses that claimed, with their versions.
    """

    id: str
    by: str
    at: str  # ISO 8601, UTC
    seed: int
    population: int
    strata: tuple[Stratum, ...]
    records: tuple[str, ...]
    machine: tuple[str, ...] = ()
    parted: str = ""
    asked: str = ""
    units: tuple[Unit, ...] = ()
    passed: tuple[Passed, ...] = ()


def shared_out(count: int, sizes: Mapping[str, int], doubt: Mapping[str, float]) -> dict[str, int]:
    """Share a sample out among strata: more where there are more acts and where they vary more (Neyman 1934).

    Args:
        count: acts to draw, no more than there are.
        sizes: acts of each stratum, at least one.
        doubt: how much the acts of each vary, as a standard deviation; a constant shares out in proportion.

    Returns:
        For each stratum at least FEWEST acts, or all where it has fewer, as far as `count` goes.
    """
    given = {name: min(size, FEWEST, max(1, count // len(sizes))) for name, size in sizes.items()}
    while (left := count - sum(given.values())) > 0:
        open_ones = {name: sizes[name] * doubt[name] for name in sizes if given[name] < sizes[name]}
        wanting = max(open_ones, key=lambda name: (open_ones[name] / (given[name] + 1), name))
        given[wanting] += min(sizes[wanting] - given[wanting], max(1, left // (4 * len(sizes))))
    return given


def drawn(strata: Mapping[str, Sequence[int]], counts: Mapping[str, int], seed: int) -> list[tuple[str, int]]:
    """Draw from each stratum, without putting back, and mix the strata in proportion.

    Args:
        strata: the places of the acts of each stratum.
        counts: how many to draw of each.
        seed: the same seed draws the same from the same.

    Returns:
        Stratum and place of each act drawn, in the order in which they are to be checked.
    """
    chance = random.Random(seed)
    ranked = []
    for name in sorted(strata):
        taken = chance.sample(list(strata[name]), counts[name])
        begin = chance.random()
        ranked += [((number + begin) / len(taken), name, place) for number, place in enumerate(taken)]
    return [(name, place) for _, name, place in sorted(ranked)]
