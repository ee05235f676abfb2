"""How much of one's words another's reply takes up, and how much it would by chance.

Each contribution is paired with the other's next. Chance is what the same contribution shares with the replies to its
neighbours: pairs are compared within one issue of one meeting, and there among at most NEIGHBOURS that follow one
another, so that the subject, and its drift through a talk, count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import Floats, Key, Sums
from memcon.inquiries.influence.replies import contributions, next_of_other
from memcon.inquiries.influence.tallies import recurring
from memcon.inquiries.influence.vocabulary import Worded, rarity

NEIGHBOURS = 10  # pairs among which replies are exchanged
ENOUGH = 3  # content words that a contribution and its reply must each have
SHUFFLES = 1000
SEED = 1934
PLACES = 400_000  # places of shuffled pairs held at once

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Echoes:
    """Pairs of a contribution and the other's reply, in order, those that are compared with each other in a row.

    `shared` has the shape (pairs, NEIGHBOURS): the share of the contribution's words, weighed by their rarity, that
    stands in the reply of each pair it is compared with, NaN beyond; `own` is which of these is its own.
    """

    side: Places
    meeting: Places
    issue: list[str | None]
    group: Places
    own: Places
    shared: Floats

    @property
    def taken(self) -> Floats:
        """The share of each contribution's words that stands in its own reply."""
        found: Floats = self.shared[np.arange(len(self.own)), self.own]
        return found

    @property
    def expected(self) -> Floats:
        """The share that stands, on the average, in the replies to its neighbours."""
        others = np.isfinite(self.shared).sum(axis=1) - 1
        found: Floats = (np.nansum(self.shared, axis=1) - self.taken) / others
        return found


def echoes(said: Worded) -> tuple[Echoes, Echoes]:
    """Pair the contributions of both sides with the other's replies; once by their words, once by their phrases."""
    turned = contributions(said.sentences)
    turns = turned.group_by("turn", maintain_order=True).agg(pl.col("meeting", "side").first(), pl.col("issue").last())
    terms = said.found.select(turned["turn"].gather(said.found["place"]).alias("turn"), "term", "phrase").unique()
    weights = rarity(terms, turns.height)
    terms = terms.with_columns(pl.Series("weight", weights[terms["term"].to_numpy()]))
    long = terms.filter(~pl.col("phrase")).group_by("turn").len().filter(pl.col("len") >= ENOUGH)["turn"].implode()
    fitting = pl.col("turn").is_in(long) & pl.col("next").is_in(long)
    pairs = _grouped(turns.join(next_of_other(turned), on="turn").filter(fitting))
    return _echoes(pairs, terms.filter(~pl.col("phrase"))), _echoes(pairs, terms.filter("phrase"))


def _grouped(pairs: pl.DataFrame) -> pl.DataFrame:
    """Put pairs of one side, meeting and issue in groups of at most NEIGHBOURS in a row; single ones go."""
    within = ["side", "meeting", "issue"]
    ordered = pairs.sort([*within, "turn"], nulls_last=True)
    there, at = pl.len().over(within), pl.int_range(pl.len()).over(within)
    many = (there + NEIGHBOURS - 1) // NEIGHBOURS
    placed = ordered.with_columns((at * many // there).alias("block"))
    placed = placed.with_columns(
        pl.struct([*within, "block"]).rle_id().cast(pl.Int64).alias("group"),
    )
    kept = placed.filter(pl.len().over("group") > 1)
    return kept.with_columns(
        pl.int_range(pl.len()).over("group").cast(pl.Int64).alias("own"), pl.len().over("group").alias("size")
    ).with_row_index("pair")


def _echoes(pairs: pl.DataFrame, terms: pl.DataFrame) -> Echoes:
    shared = np.full((pairs.height, NEIGHBOURS), np.nan)
    size = pairs["size"].to_numpy()
    shared[np.arange(NEIGHBOURS)[None, :] < size[:, None]] = 0.0
    offered = pairs.select("pair", "group", "turn").join(terms.select("turn", "term", "weight"), on="turn")
    offered = offered.with_columns((pl.col("weight") / pl.col("weight").sum().over("pair")).alias("part"))
    replied = pairs.select("group", "own", pl.col("next").alias("turn")).join(terms.select("turn", "term"), on="turn")
    met = offered.join(replied, on=["group", "term"]).group_by("pair", "own").agg(pl.col("part").sum())
    shared[met["pair"].to_numpy(), met["own"].to_numpy()] = met["part"].to_numpy()
    return Echoes(
        pairs["side"].to_numpy().astype(np.int64), pairs["meeting"].to_numpy().astype(np.int64),
        pairs["issue"].to_list(), pairs["group"].to_numpy(), pairs["own"].to_numpy(), shared,
    )  # fmt: skip


def measured(evidence: Evidence, found: Echoes, names: tuple[str, str]) -> Iterable[Sums]:
    """Sum the shares taken up, in all and beyond chance, by side and recurring issue.

    Args:
        evidence: whose pairs they are.
        found: the pairs.
        names: what the two quantities are called.
    """
    meetings = len(evidence.meetings)
    issues = [None, *(issue for issue in recurring(evidence.acts) if issue in set(found.issue))]
    chosen = {Key(names[1], side, issue): _fitting(found, side, issue) for issue in issues for side in (0, 1)}
    chosen = {key: fits for key, fits in chosen.items() if fits.any()}
    taken, beyond = found.taken, found.taken - found.expected
    whole, over = np.zeros((2, len(chosen), meetings, 2))
    for number, fits in enumerate(chosen.values()):
        for parts, values in ((whole, taken), (over, beyond)):
            np.add.at(parts[number, :, 0], found.meeting[fits], values[fits])
            np.add.at(parts[number, :, 1], found.meeting[fits], 1.0)
    yield Sums(tuple(Key(names[0], key.side, key.issue) for key in chosen), whole)
    chance, apart = _by_chance(found, chosen)
    yield Sums(tuple(chosen), over, chance=chance, apart=apart)


def _fitting(found: Echoes, side: int, issue: str | None) -> NDArray[np.bool_]:
    on_it = np.array([issue is None or one == issue for one in found.issue], dtype=bool)
    fits: NDArray[np.bool_] = (found.side == side) & on_it
    return fits


def _by_chance(
    found: Echoes, chosen: dict[Key, NDArray[np.bool_]]
) -> tuple[dict[Key, float], dict[Key, float]]:  # fmt: skip
    """Say how often as much is taken up when replies are exchanged among neighbours; then of the two sides apart."""
    if not chosen:
        return {}, {}
    which = np.stack([fits / fits.sum() for fits in chosen.values()], axis=1)
    mixed = shuffled(found) @ which
    real = found.taken @ which
    at = {key: number for number, key in enumerate(chosen)}
    chance = {key: as_high(mixed[:, number], real[number]) for key, number in at.items()}
    apart = {
        key: either_way(mixed[:, number] - mixed[:, other], real[number] - real[other])
        for key, number in at.items()
        if key.side == 0 and (other := at.get(Key(key.quantity, 1, key.issue))) is not None
    }
    return chance, apart


def shuffled(found: Echoes) -> Floats:
    """Give the share taken up with replies exchanged within groups at random, shape (SHUFFLES, pairs)."""
    random = np.random.default_rng(SEED)
    pairs = len(found.own)
    mixed = np.empty((SHUFFLES, pairs))
    row = np.arange(pairs)
    step = max(1, PLACES // max(1, pairs))
    for begin in range(0, SHUFFLES, step):
        some = mixed[begin : begin + step]
        order = np.argsort(found.group + random.random(some.shape), axis=1)
        some[:] = found.shared[row, found.own[order]]
    return mixed


def as_high(chance: Floats, real: float) -> float:
    """Give the probability of a figure as high as the real one among those got by chance (Phipson and Smyth 2010)."""
    return (1 + int((chance >= real - 1e-12).sum())) / (1 + len(chance))


def either_way(chance: Floats, real: float) -> float:
    """Give the probability of a figure as far from those got by chance, on either side."""
    return min(1.0, 2 * min(as_high(chance, real), as_high(-chance, -real)))
