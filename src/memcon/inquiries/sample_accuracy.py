"""How often the machine is right in a population, told by the checked part of a random sample of it.

Shares are weighed by the design (Särndal, Swensson, Wretman, Model Assisted Survey Sampling, 1992, section 5.7);
intervals are Wilson's for as many acts as would tell as much if they were drawn plainly (Korn and Graubard, Survey
Methodology 24, 1998, 193-201).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from memcon.inquiries.accuracy import wilson
from memcon.inquiries.honest import ARCHIVE, LEAST, Numbers, corrected
from memcon.inquiries.sampling import Standing, State
from memcon.model.moves import Label

Right = Callable[[State, Standing], bool]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the population as the sample tells it: `value` with its 95 % interval, from `of` checked acts."""

    what: str
    value: float
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many acts of the population do one thing: as the machine counts them, and corrected with a 95 % interval."""

    label: str
    raw: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sample and what it says so far.

    `counted` are the checked units that figures rest on: those before the first open one of their stratum. `later` are
    checked, too, but stand after an open one. `population` are the acts today, `at_draw` those when it was drawn.
    `rates` and `counts` are empty while too few are checked; `why` then says so.
    """

    sample: str
    by: str
    at: str
    asked: str
    at_draw: int
    population: int
    records: int
    units: int
    counted: int
    later: int
    open: int
    undecided: int
    lost: tuple[str, ...]  # words of units that are gone from the archive
    unclaimed: tuple[str, ...]  # words of units in which this memcon finds no act
    rates: tuple[Rate, ...] = ()
    counts: tuple[Count, ...] = ()
    why: str | None = None


def sampled(found: State) -> Sampled:
    """Say what a sample tells of the machine's errors in its population."""
    made, counted = found.sample, found.usable()
    why = lacking(found, counted)
    return Sampled(
        made.id, made.by, made.at, made.asked, made.population, found.claims.height, len(made.records),
        len(made.units), len(counted), found.count("checked") - len(counted), found.count("open"),
        found.count("undecided"), _words(found, "lost"), _words(found, "unclaimed"),
        () if why else tuple(_rates(found, counted)), () if why else tuple(_counts(found, counted)), why,
    )  # fmt: skip


def lacking(found: State, counted: Sequence[Standing]) -> str | None:
    """Say why nothing can be told yet; None where it can."""
    if not counted:
        return "no act of the sample is checked yet"
    checked = dict.fromkeys(found.claims["stratum"].unique(), 0)
    for one in counted:
        checked[_stratum(found, one)] += 1
    short = sorted(name for name, count in checked.items() if count < LEAST)
    return f"fewer than {LEAST} acts are checked in: {', '.join(short)}" if short else None


def weights(found: State, counted: Sequence[Standing]) -> Numbers:
    """Give for how many acts of the population each checked one stands."""
    sizes = dict(found.claims["stratum"].value_counts(name="size").iter_rows())
    names = [_stratum(found, one) for one in counted]
    return np.array([sizes[name] / names.count(name) for name in names])


def _stratum(found: State, one: Standing) -> str:
    return str(found.claims["stratum"][one.at or 0])


def _words(found: State, state: str) -> tuple[str, ...]:
    return tuple(f"{one.unit.anchor.record}: {one.unit.anchor.exact}" for one in found.units if one.state == state)


def _rates(found: State, counted: Sequence[Standing]) -> list[Rate]:
    asked: tuple[tuple[str, Right, Right], ...] = (
        ("speaker right", speaker_right, is_talk),
        ("act right", act_right, is_talk),
        ("speaker and act right", lambda s, one: speaker_right(s, one) and act_right(s, one), is_talk),
        ("talk indeed", is_talk, lambda *_: True),
    )
    return [rate for what, right, of in asked if (rate := _rate(found, counted, what, right, of)) is not None]


def _counts(found: State, counted: Sequence[Standing]) -> Iterator[Count]:
    """Count the acts of each label that the machine or the sample knows of."""
    at, chances = np.array([one.at for one in counted]), 1 / weights(found, counted)
    strata = np.unique(found.claims["stratum"].to_numpy(), return_inverse=True)[1]
    for label in Label:
        said = (found.claims["label"] == label.value).to_numpy().astype(np.float64)[:, None]
        true = np.array([[float(one.truth is not None and one.truth.label == label)] for one in counted])
        if said.any() or true.any():
            made = corrected(
                said, true, at, chances, np.arange(len(said)), lambda sums: sums[..., 0], stratum=strata, over=ARCHIVE,
                least=0.0,
            )  # fmt: skip
            yield Count(label.value, int(said.sum()), max(0.0, made.value), made.low, made.high)


def _rate(found: State, counted: Sequence[Standing], what: str, right: Right, of: Right) -> Rate | None:
    among = np.array([of(found, one) for one in counted], dtype=np.float64)
    good = among * np.array([right(found, one) for one in counted], dtype=np.float64)
    weight, telling = weights(found, counted), int(among.sum())
    if not telling:
        return None
    zeros, at = np.zeros((found.claims.height, 2)), np.array([one.at for one in counted])
    strata = np.unique(found.claims["stratum"].to_numpy(), return_inverse=True)[1]
    made = corrected(
        zeros, np.stack([good, among], axis=1), at, 1 / weight, np.arange(len(zeros)), lambda sums: share(sums),
        stratum=strata, over=ARCHIVE,
    )  # fmt: skip
    held = weight * among
    alike = float(held.sum() ** 2 / (held * held).sum())  # as many, if they were drawn plainly, by Kish
    whole = 1 - telling / max(telling, float(held.sum()))
    if 0 < made.value < 1 and made.error > 0:
        alike = min(made.value * (1 - made.value) / made.error**2, telling / whole if whole > 0 else np.inf)
    elif whole == 0:
        return Rate(what, made.value, made.value, made.value, telling)
    low, high = wilson(made.value * alike, alike) or (0.0, 1.0)
    return Rate(what, made.value, low, high, telling)


def share(sums: Numbers) -> Numbers:
    """Divide the first sum by the second; nan where that is 0."""
    count, of = sums[..., 0], sums[..., 1]
    return np.asarray(np.divide(count, of, out=np.full(np.shape(count), np.nan), where=of != 0), dtype=np.float64)


def is_talk(found: State, one: Standing) -> bool:
    """Tell whether somebody speaks the words."""
    del found
    return one.truth is not None and one.truth.label is not None


def act_right(found: State, one: Standing) -> bool:
    """Tell whether the machine's label is right."""
    return one.truth is not None and one.truth.label == found.claims["label"][one.at or 0]


def speaker_right(found: State, one: Standing) -> bool:
    """Tell whether the machine's holder is right: by the id in the register, else by the name as printed."""
    if one.truth is None:
        return False
    holder, person = found.claims["holder"][one.at or 0], found.claims["person"][one.at or 0]
    if person and one.truth.person:
        return bool(person == one.truth.person)
    return _plain(holder) == _plain(one.truth.holder)


def _plain(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
