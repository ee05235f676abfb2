"""Counts and shares from machine claims, put right by a random sample of acts that a person checked.

The machine errs, and its errors are no noise: a side whose note-taker writes drily is given fewer warnings than it has.
A raw count, and an interval around it, know nothing of that. Where a person has checked acts drawn at random with known
probabilities, each act gets a *pseudo-outcome*

    machine's value + (checked / probability) * (true value - machine's value)

whose expectation over the draw is the true value, however bad the machine (Egami, Hinck, Stewart, Wei, "Using Imperfect
Surrogates for Downstream Inference: Design-based Supervised Learning", NeurIPS 2023; before them the difference
estimator of survey sampling, Särndal, Swensson, Wretman 1992, ch. 6). Sums of pseudo-outcomes are therefore right on
average, and so is what is made of them up to terms that vanish as more acts are checked. How far the machine's value is
used at all is tuned (Angelopoulos, Duchi, Zrnic, "PPI++: Efficient Prediction-Powered Inference", 2023): a machine that
tells nothing is left aside, and the figure is then that of the checked acts alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Combine = Callable[[Numbers], Numbers]

NORMAL = 1.959964  # 97.5th percentile of the normal distribution
UNSEEN = 1.0  # errors reckoned with beyond those seen, in the whole sample: none seen is not none made
TRUST = 10.0  # checked acts that full use of the machine's values is worth before the sample speaks
STEP = 1e-6  # share of a sum by which it is moved to see what the quantity does
LEAST = 2  # checked acts in each stratum, below which nothing can be said of its errors
MEETINGS, ARCHIVE = "meetings", "archive"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A quantity as the machine's claims give it, and corrected; bounds are those of 95 % intervals.

    `value` is the corrected quantity, nan where the corrected sums allow none (a denominator of nothing). `parts` are
    the corrected sums. `tuning` says how far the machine was used, 0.0 (only the checked acts count) to 1.0, on the
    average of the parts. `error` is the standard error. `raw_low` and `raw_high` are drawn around the raw figure as if
    the machine never erred: they know only of the meetings that might have been others.
    """

    value: float
    low: float
    high: float
    raw: float
    raw_low: float
    raw_high: float
    parts: tuple[float, ...]
    error: float
    tuning: float
    checked: int
    clusters: int


@dataclass(frozen=True, slots=True)
class _Sample:
    """Acts, and the checked ones among them; `stratum` numbers the strata from 0."""

    machine: Numbers  # acts x parts
    truth: Numbers  # checked x parts
    at: Places
    weight: Numbers  # of the checked: 1 / probability
    cluster: Places
    stratum: Places
    sizes: Numbers  # acts in each stratum
    taken: Numbers  # checked acts in each stratum

    @property
    def inside(self) -> Places:
        """The stratum of each checked act."""
        return self.stratum[self.at]


def corrected(
    machine: Numbers,
    truth: Numbers,
    at: Places,
    probability: Numbers,
    cluster: Places,
    combine: Combine,
    *,
    stratum: Places | None = None,
    over: str = MEETINGS,
    tuned: str = "yes",
    figures: int = 1,
    least: float = -math.inf,
    most: float = math.inf,
) -> Estimate:
    """Correct a quantity that is made of sums over acts.

    Args:
        machine: what each act adds to each part of the quantity by the machine's claims; acts x parts.
        truth: what the checked acts add in truth; checked x parts.
        at: which acts these are, rows of `machine`.
        probability: with which probability each of them came to be checked.
        cluster: the meeting of each act, any whole numbers; acts of one meeting err together.
        combine: makes the quantity of the sums; takes an array whose last axis is the parts, and gives one without it.
        stratum: the stratum of each act, any whole numbers; one for all when not given.
        over: "archive": the truth sought is that of these acts, what checking every one of them would give, and chance
            comes in by the draw alone. "meetings": these meetings stand for others like them; chance comes in by which
            meetings there were, too.
        tuned: "yes", or "no" to use the machine's values in full.
        figures: of how many figures the quantity is the sum or difference, each with as many parts, one after another;
            each is tuned by itself, so that what is corrected together agrees with what is corrected apart.
        least: smallest value that the quantity can have; intervals end there.
        most: largest.

    Returns:
        Corrected and raw quantity with their intervals.

    Raises:
        ValueError: nothing is checked, a stratum has fewer than LEAST checked acts, or a probability is not in (0, 1].
    """
    sample = _sample(machine, truth, at, probability, cluster, stratum)
    raw = sample.machine.sum(axis=0)
    tuning = np.ones(sample.machine.shape[1])
    if tuned == "yes":
        apart = np.split(_slope(combine, _sums(sample, tuning)), figures)
        tuning = np.concatenate([_tuning(sample, apart, number) for number in range(figures)])
    parts = _sums(sample, tuning)
    value = float(combine(parts))
    error, degrees = _error(sample, _slope(combine, parts), tuning, over)
    reach = student(degrees) * error
    raw_value = float(combine(raw))
    spread = student(_count(sample.cluster) - 1) * _between(sample.machine @ _slope(combine, raw), sample.cluster)
    return Estimate(
        value, *_within(value, reach, least, most), raw_value, *_within(raw_value, spread, least, most),
        tuple(map(float, parts)), error, float(tuning.mean()), len(sample.at), _count(sample.cluster),
    )  # fmt: skip


def pseudo(machine: Numbers, truth: Numbers, at: Places, probability: Numbers) -> Numbers:
    """Give each act's pseudo-outcome, whose expectation over the draw is the true value.

    Args:
        machine: by the machine's claims; acts, or acts x parts.
        truth: in truth, of the checked.
        at: which acts these are.
        probability: with which probability each came to be checked.
    """
    made = np.array(machine, dtype=np.float64)
    weight = 1.0 / np.asarray(probability, dtype=np.float64)
    made[at] += (weight if made.ndim == 1 else weight[:, None]) * (truth - made[at])
    return made


def student(degrees: float) -> float:
    """Give the 97.5th percentile of Student's distribution (Abramowitz and Stegun 26.7.5; within 0.01 from 4 on)."""
    if degrees < 1:
        return math.inf
    z, n = NORMAL, degrees
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(z + sum(term / n ** (power + 1) for power, term in enumerate(terms)))


def _sample(
    machine: Numbers, truth: Numbers, at: Places, probability: Numbers, cluster: Places, stratum: Places | None
) -> _Sample:
    chances = np.asarray(probability, dtype=np.float64)
    if not len(at):
        raise ValueError("Nothing is checked: without checked acts there is nothing to correct by.")
    if not np.all((chances > 0) & (chances <= 1)):
        raise ValueError("A probability of being checked is not above 0 and up to 1.")
    zeros = np.zeros(len(machine), dtype=np.int64)
    numbered = zeros if stratum is None else np.unique(stratum, return_inverse=True)[1].astype(np.int64)
    sizes = np.bincount(numbered).astype(np.float64)
    taken = np.bincount(numbered[at], minlength=len(sizes)).astype(np.float64)
    if taken.min() < LEAST:
        raise ValueError(f"A stratum has fewer than {LEAST} checked acts: nothing can be said of its errors.")
    meetings = np.unique(cluster, return_inverse=True)[1].astype(np.int64)
    return _Sample(
        np.asarray(machine, np.float64), np.asarray(truth, np.float64), np.asarray(at, np.int64), 1.0 / chances,
        meetings, numbered, sizes, taken,
    )  # fmt: skip


def _sums(sample: _Sample, tuning: Numbers) -> Numbers:
    """Sum pseudo-outcomes, part by part; `tuning` is that of each part."""
    wrong = sample.truth - tuning * sample.machine[sample.at]
    return np.asarray(tuning * sample.machine.sum(axis=0) + sample.weight @ wrong, dtype=np.float64)


def _slope(combine: Combine, sums: Numbers) -> Numbers:
    """Say how the quantity moves with each sum, by moving each a little (the delta method's gradient)."""
    steps = np.diag(STEP * np.maximum(1.0, np.abs(sums)))
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (combine(sums + steps) - combine(sums - steps)) / (2 * np.diag(steps))
    return np.asarray(np.nan_to_num(slope, nan=0.0, posinf=0.0, neginf=0.0), dtype=np.float64)


def _tuning(sample: _Sample, slopes: Sequence[Numbers], number: int) -> Numbers:
    """Choose how far to use the machine's values in one figure: so that its error is least, none to in full.

    A few checked acts cannot tell; they are outweighed by TRUST. Gives the same for each part of the figure.
    """
    slope = np.concatenate([one if at == number else np.zeros_like(one) for at, one in enumerate(slopes)])
    right, said = sample.truth @ slope, sample.machine[sample.at] @ slope
    right, said = _centred(sample, right), _centred(sample, said)
    share = (sample.sizes**2 / (sample.taken * (sample.taken - 1)))[sample.inside]
    both, alone = float(np.sum(share * right * said)), float(np.sum(share * said * said))
    trust = TRUST / len(said)
    chosen = min(1.0, max(0.0, (both / alone + trust) / (1 + trust))) if alone > 0 else 1.0
    return np.full(len(slopes[number]), chosen)


def _centred(sample: _Sample, values: Numbers) -> Numbers:
    return values - _means(sample, values)[sample.inside]


def _means(sample: _Sample, values: Numbers) -> Numbers:
    return np.asarray(np.bincount(sample.inside, values, len(sample.sizes)) / sample.taken, dtype=np.float64)


def _error(sample: _Sample, slope: Numbers, tuning: Numbers, over: str) -> tuple[float, float]:
    """Give the standard error of the linearised quantity, and its degrees of freedom."""
    said = sample.machine @ (tuning * slope)
    wrong = sample.truth @ slope - said[sample.at]
    rest = _centred(sample, wrong) * np.sqrt(sample.taken / (sample.taken - 1))[sample.inside]
    each = sample.sizes**2 * (1 - sample.taken / sample.sizes) / sample.taken**2
    unseen = UNSEEN * float(np.mean(each)) * _size(sample.machine, slope)
    if over == ARCHIVE:
        squares = np.bincount(sample.inside, rest * rest, len(sample.sizes))
        return math.sqrt(float(np.sum(each * squares)) + unseen), float(len(sample.at) - len(sample.sizes))
    sums = said + _means(sample, wrong)[sample.stratum]
    sums[sample.at] += sample.weight * rest
    return math.hypot(_between(sums, sample.cluster), math.sqrt(unseen)), _count(sample.cluster) - 1.0


def _size(machine: Numbers, slope: Numbers) -> float:
    """Give the mean square of what one act more would do to the quantity, in the part where it would do most."""
    squares = [float(np.mean(part[part != 0] ** 2)) for part in machine.T if part.any()]
    largest = max(squares, default=1.0)
    adding = [float(np.mean(part[part != 0] ** 2)) if part.any() else largest for part in machine.T]
    return float(np.max(slope * slope * np.array(adding)))


def _between(values: Numbers, cluster: Places) -> float:
    """Give the standard error of a sum when whole meetings might have been others."""
    sums = np.bincount(cluster, values)
    return math.sqrt(len(sums) / max(1, len(sums) - 1) * float(np.sum((sums - sums.mean()) ** 2)))


def _count(cluster: Places) -> int:
    return int(cluster.max()) + 1


def _within(value: float, reach: float, least: float, most: float) -> tuple[float, float]:
    return max(least, value - reach), min(most, value + reach)
