"""Counts put right by a checked random sample: intervals hold the truth as often as they say, raw ones do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest
from numpy.typing import NDArray

from memcon.inquiries.honest import ARCHIVE, MEETINGS, Numbers, Places, corrected, pseudo, student

TIMES = 2000
MEETING = 60
Quantity = Callable[[Places, NDArray[np.bool_]], Numbers]


@dataclass(frozen=True)
class World:
    """Acts of many meetings: whose they are, what they are, and what a machine takes them for.

    The machine errs more in some meetings than in others, and takes half of one side's moves for statements.
    """

    meeting: Places
    side: NDArray[np.bool_]
    true: Places  # 0 a statement, 1 and 2 moves
    said: Places
    doubtful: NDArray[np.bool_]

    def of(self, meetings: Places) -> World:
        """Give the acts of some meetings, drawn with putting back, each counted as a meeting of its own."""
        first = np.searchsorted(self.meeting, np.arange(self.meeting[-1] + 2))
        rows = np.concatenate([np.arange(first[one], first[one + 1]) for one in meetings])
        fresh = np.repeat(np.arange(len(meetings)), (first[1:] - first[:-1])[meetings])
        return World(fresh, self.side[rows], self.true[rows], self.said[rows], self.doubtful[rows])


def world(meetings: int, seed: int) -> World:
    """Make acts of so many meetings."""
    chance = np.random.default_rng(seed)
    sizes = chance.poisson(25, meetings).clip(3)
    meeting = np.repeat(np.arange(meetings), sizes)
    count = len(meeting)
    side = chance.random(count) < chance.beta(4, 4, meetings)[meeting]
    mix = np.cumsum(chance.dirichlet([4, 2, 1.5], meetings), axis=1)[meeting]
    true = (chance.random(count)[:, None] > mix).sum(axis=1).clip(0, 2)
    wrong = chance.random(count) < chance.beta(2, 8, meetings)[meeting] + np.where(side, 0.15, 0.0)
    lost = side & (chance.random(count) < 0.8)
    said = np.where(wrong, np.where(lost, 0, chance.integers(0, 3, count)), true)
    doubtful = chance.random(count) < np.where(wrong, 0.6, 0.2)
    return World(meeting, side, true, said, doubtful)


def count_of(label: int) -> Quantity:
    """Count one side's acts of one kind."""
    return lambda labels, side: ((labels == label) & side)[:, None].astype(np.float64)


def share_of(label: int) -> Quantity:
    """Lay out the share of one kind among one side's acts."""
    return lambda labels, side: np.stack([(labels == label) & side, side], axis=1).astype(np.float64)


def ratio(labels: Places, side: NDArray[np.bool_]) -> Numbers:
    """Lay out the ratio of two kinds among one side's acts."""
    return np.stack([(labels == 2) & side, (labels == 1) & side], axis=1).astype(np.float64)


def only(sums: Numbers) -> Numbers:
    """Give the sum itself."""
    return sums[..., 0]


def divided(sums: Numbers) -> Numbers:
    """Divide the first sum by the second."""
    return np.asarray(sums[..., 0] / sums[..., 1], dtype=np.float64)


QUANTITIES: dict[str, tuple[Quantity, Callable[[Numbers], Numbers]]] = {
    "count": (count_of(1), only),
    "share": (share_of(1), divided),
    "ratio": (ratio, divided),
}


def drawn(here: World, chance: np.random.Generator, count: int, parted: str) -> tuple[Places, Numbers, Places]:
    """Draw acts to be checked, from all alike or more from the doubtful; give places, probabilities and strata."""
    strata = here.doubtful.astype(np.int64) if parted else np.zeros(len(here.true), dtype=np.int64)
    places, chances = [], []
    for stratum, share in ((0, 0.5), (1, 0.5)) if parted else ((0, 1.0),):
        there = np.flatnonzero(strata == stratum)
        taken = round(share * count)
        places.append(chance.choice(there, taken, replace=False))
        chances.append(np.full(taken, taken / len(there)))
    return np.concatenate(places), np.concatenate(chances), strata


def coverage(over: str, name: str, count: int, parted: str, seed: int) -> tuple[float, float, float]:
    """Say how often the corrected and the raw interval hold the truth, and the mean error relative to the truth."""
    quantity, combine = QUANTITIES[name]
    chance = np.random.default_rng(seed)
    pool = world(3000, 1)
    fixed = pool.of(np.arange(MEETING))
    all_sums = quantity(pool.true, pool.side).sum(axis=0) / 3000 * MEETING
    hits, raw_hits, errors = 0, 0, 0.0
    for _ in range(TIMES):
        here = fixed if over == ARCHIVE else pool.of(chance.integers(0, 3000, MEETING))
        at, chances, strata = drawn(here, chance, count, parted)
        truth = quantity(here.true, here.side)
        found = corrected(
            quantity(here.said, here.side), truth[at], at, chances, here.meeting, combine, stratum=strata, over=over
        )
        sought = float(combine(truth.sum(axis=0) if over == ARCHIVE else all_sums))
        hits += found.low <= sought <= found.high
        raw_hits += found.raw_low <= sought <= found.raw_high
        errors += found.value / sought - 1
    return hits / TIMES, raw_hits / TIMES, errors / TIMES


@pytest.mark.parametrize(
    ("over", "name", "count", "parted"),
    [
        (ARCHIVE, "count", 150, ""),
        (ARCHIVE, "share", 150, "certainty"),
        (ARCHIVE, "ratio", 150, "certainty"),
        (MEETINGS, "count", 150, "certainty"),
        (MEETINGS, "share", 100, ""),
        (MEETINGS, "ratio", 150, ""),
    ],
)
def test_intervals_hold_the_truth_as_often_as_they_say(over: str, name: str, count: int, parted: str) -> None:
    """Of 2,000 draws 93 to 97 in 100 hold it: errors by meeting, bias by side, unequal chances, sums and quotients."""
    held, _, bias = coverage(over, name, count, parted, seed=1963)
    assert 0.93 <= held <= 0.97
    assert abs(bias) < (0.06 if name == "ratio" else 0.03)  # a quotient of few acts leans, however they are counted


def test_the_raw_interval_does_not_hold_the_truth() -> None:
    """A machine that misses one side's moves gives narrow intervals in the wrong place."""
    held, raw, _ = coverage(MEETINGS, "share", 100, "certainty", seed=1964)
    assert held >= 0.93
    assert raw < 0.5


def test_few_checked_acts_give_wide_intervals_that_hold() -> None:
    """Sixty checked acts: no less often than 93 in 100."""
    held, _, _ = coverage(ARCHIVE, "share", 60, "", seed=1965)
    assert held >= 0.93


def claims(count: int, seed: int = 5) -> tuple[Numbers, Numbers]:
    """Make acts of one part, by the machine and in truth."""
    chance = np.random.default_rng(seed)
    true = (chance.random(count) < 0.3).astype(np.float64)
    said = np.where(chance.random(count) < 0.8, true, (chance.random(count) < 0.5).astype(np.float64))
    return said[:, None], true[:, None]


def test_checking_everything_gives_the_truth() -> None:
    """With every act checked nothing is left to chance but the meetings."""
    said, true = claims(200)
    every = np.arange(200)
    found = corrected(said, true, every, np.ones(200), every // 10, only, over=ARCHIVE)
    assert (found.value, found.low, found.high) == pytest.approx((true.sum(),) * 3)


def test_none_seen_is_not_none_made() -> None:
    """Where no error was found in a hundred acts, a few in a hundred may still be wrong: the interval is not empty."""
    said, _ = claims(2000)
    at = np.arange(100)
    found = corrected(said, said[at], at, np.full(100, 0.05), np.arange(2000) // 10, only, over=ARCHIVE)
    assert found.value == pytest.approx(found.raw)
    assert 0.01 < (found.high - found.value) / 2000 < 0.04


def test_a_machine_that_tells_nothing_is_left_aside() -> None:
    """Labels thrown by dice: the figure is nearly that of the checked acts alone, and no wider."""
    _, true = claims(2000)
    dice = (np.random.default_rng(3).random((2000, 1)) < 0.5).astype(np.float64)
    at, chances, meeting = np.arange(300), np.full(300, 0.15), np.arange(2000)
    tuned, full = (
        corrected(dice, true[at], at, chances, meeting, only, over=ARCHIVE, tuned=tuned) for tuned in ("yes", "no")
    )
    assert tuned.tuning < 0.2
    assert tuned.high - tuned.low < full.high - full.low


@pytest.mark.parametrize(
    ("tuned", "value", "low", "high"),
    [("no", 0.2765, 0.21387, 0.33913), ("yes", 0.28286, 0.22836, 0.33735)],
)
def test_the_same_as_the_published_package(tuned: str, value: float, low: float, high: float) -> None:
    """Figures of ppi-python 0.2.3 (ppi_mean_ci, all 2,000 acts unlabelled, 150 checked), lam=1 and lam tuned.

    Without tuning the point is the same. Its interval counts the machine's values of checked acts as others; its tuning
    takes a few checked acts at their word: small differences are meant to be.
    """
    chance = np.random.default_rng(2023)
    true = (chance.random(2000) < 0.3).astype(np.float64)
    said = np.where(chance.random(2000) < 0.8, true, chance.random(2000) < 0.5).astype(np.float64)
    at = np.arange(150)
    found = corrected(
        said[:, None], true[at, None], at, np.full(150, 150 / 2000), np.arange(2000), lambda sums: sums[..., 0] / 2000,
        tuned=tuned,
    )  # fmt: skip
    assert found.value == pytest.approx(value, abs=1e-12 if tuned == "no" else 0.002)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.005)


@pytest.mark.skipif(find_spec("ppi_py") is None, reason="ppi-python is not installed; stored figures stand above")
def test_the_same_as_the_package_where_it_is_installed() -> None:
    """The point of ppi_mean_pointestimate without tuning, on other acts."""
    said, true = claims(800)
    at = np.arange(90)
    found = corrected(said, true[at], at, np.full(90, 90 / 800), np.arange(800), only, tuned="no")
    theirs = import_module("ppi_py").ppi_mean_pointestimate(true[at, 0], said[at, 0], said[:, 0], lam=1)
    assert found.value / 800 == pytest.approx(float(np.ravel(theirs)[0]))


def test_pseudo_outcomes_sum_to_the_truth_on_average() -> None:
    """Over many draws with unequal chances the mean of their sum is the true count."""
    said, true = claims(400)
    chances = np.where(said[:, 0] > 0, 0.3, 0.1)
    chance = np.random.default_rng(8)
    sums = []
    for _ in range(3000):
        at = np.flatnonzero(chance.random(400) < chances)
        sums.append(pseudo(said[:, 0], true[at, 0], at, chances[at]).sum())
    assert np.mean(sums) == pytest.approx(true.sum(), rel=0.02)


@pytest.mark.parametrize(("degrees", "expected"), [(4, 2.776), (7, 2.365), (9, 2.262), (30, 2.042), (1000, 1.962)])
def test_students_percentile(degrees: int, expected: float) -> None:
    """As printed in tables."""
    assert student(degrees) == pytest.approx(expected, abs=0.002)


def test_a_corrected_difference_is_that_of_the_corrected_figures() -> None:
    """Two figures tuned apart: whoever subtracts one from the other gets the difference that is shown."""
    here = world(40, 3)
    chance = np.random.default_rng(4)
    at, chances, strata = drawn(here, chance, 200, "")
    parts = [ratio(labels, here.side) for labels in (here.said, here.true)]
    others = [ratio(labels, ~here.side) for labels in (here.said, here.true)]
    said, true = (np.concatenate(both, axis=1) for both in zip(parts, others, strict=True))
    told = [
        corrected(one[0], one[1][at], at, chances, here.meeting, divided, stratum=strata) for one in (parts, others)
    ]
    apart = corrected(
        said, true[at], at, chances, here.meeting, lambda sums: divided(sums) - divided(sums[..., 2:]),
        stratum=strata, figures=2,
    )  # fmt: skip
    assert told[0].tuning != told[1].tuning
    assert apart.value == pytest.approx(told[0].value - told[1].value)


@pytest.mark.parametrize(
    ("words", "at", "chances"),
    [
        ("Nothing is checked", [], []),
        ("probability", [0, 1, 2], [0.5, 0.0, 0.5]),
        ("fewer than 2 checked", [0], [0.1]),
    ],
)
def test_what_cannot_be_corrected_is_refused(words: str, at: list[int], chances: list[float]) -> None:
    """In a plain word, never with a number that means nothing."""
    said, true = claims(20)
    places = np.array(at, dtype=np.int64)
    with pytest.raises(ValueError, match=words):
        corrected(said, true[places], places, np.array(chances), np.arange(20), only)
