"""Intervals and probabilities of the measures of influence hold what they promise where nobody leads."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from influence_specimens import Said, chatter, evidence
from memcon.inquiries.influence import echoes, precedence
from memcon.inquiries.influence.measure import Key, Sums, share
from memcon.inquiries.influence.resampling import DIFFERENCE, bounds, drawings, figures, resampled
from memcon.inquiries.influence.vocabulary import worded

NAMES = ("Elphberg", "Strelsau")
SERIES = 60
STRICT = 0.21  # greatest distance from uniform that 60 probabilities have in 99 of 100 cases (Kolmogorov)


@pytest.fixture(autouse=True)
def _fewer_shuffles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuffle 199 times: a probability is then right to half of a hundredth."""
    monkeypatch.setattr(echoes, "SHUFFLES", 199)
    monkeypatch.setattr(precedence, "SHUFFLES", 199)


def distance(probabilities: Iterable[float]) -> float:
    """Give the greatest distance of the distribution of probabilities from the uniform one."""
    found = np.sort(np.array(list(probabilities)))
    steps = np.arange(1, len(found) + 1) / len(found)
    return float(max(np.abs(steps - found).max(), np.abs(steps - 1 / len(found) - found).max()))


def test_probabilities_of_uptake_are_uniform_where_nobody_heeds_the_other() -> None:
    """Shared subjects alone give no leader."""
    found = []
    for seed in range(SERIES):
        held = evidence(chatter(np.random.default_rng(seed), meetings=8))
        words, _ = echoes.echoes(worded(held))
        _, beyond = echoes.measured(held, words, ("in all", "beyond"))
        found.append(beyond.chance[Key("beyond", 0)])
    assert distance(found) < STRICT


def test_probabilities_of_bringing_in_are_uniform_where_speakers_and_words_are_drawn_apart() -> None:
    """Who says more does not lead by that."""
    found, apart = [], []
    for seed in range(SERIES):
        random = np.random.default_rng(seed)
        talks = chatter(random, meetings=10, turns=12)
        for talk in talks:  # the first side says three sentences of four, at random places
            talk[:] = [Said(int(random.random() < 0.25), "INFORM", one.text) for one in talk]
        held = evidence(talks)
        new, _ = precedence.introduced(worded(held))
        _, beyond = precedence.measured(held, new, ("in all", "beyond"))
        found.append(beyond.chance[Key("beyond", 0)])
        apart.append(beyond.apart[Key("beyond", 0)])
    assert distance(found) < STRICT
    assert distance(apart) < STRICT


def test_an_expected_share_leaves_the_own_reply_out() -> None:
    """What is compared with is the replies to others; exchanged replies stay in their group."""
    held = evidence(chatter(np.random.default_rng(5), meetings=6))
    words, _ = echoes.echoes(worded(held))
    for row in range(len(words.own)):
        others = [one for at, one in enumerate(words.shared[row]) if np.isfinite(one) and at != words.own[row]]
        assert words.expected[row] == pytest.approx(np.mean(others))
    assert len(words.own) == len(np.unique(words.group * echoes.NEIGHBOURS + words.own))
    assert np.isfinite(echoes.shuffled(words)).all()


@pytest.mark.parametrize(("meetings", "least"), [(5, 0.9), (8, 0.91), (40, 0.92)])
def test_intervals_hold_the_truth_where_the_sides_do_not_differ(meetings: int, least: float) -> None:
    """The 95 % interval of a difference holds nothing about as often as it promises, few meetings or many.

    Shares vary from meeting to meeting, so acts of one meeting are not independent.
    """
    random = np.random.default_rng(6)
    drawn, held = drawings(meetings, 600), 0
    rounds = 400
    keys = (Key("yields", 0), Key("yields", 1))
    for _ in range(rounds):
        of = random.integers(10, 40, (2, meetings))
        count = random.binomial(of, random.beta(3, 3, (2, meetings)))
        parts = np.stack([count, of], axis=-1).astype(np.float64)
        apart = next(one for one in figures(Sums(keys, parts), NAMES, drawn) if one.side == DIFFERENCE)
        assert apart.low is not None
        assert apart.high is not None
        held += apart.low <= 0 <= apart.high
    assert least <= held / rounds <= 0.985


def test_a_meeting_drawn_twice_counts_twice() -> None:
    """The resampled figure is that of the meetings drawn, each as often as it was."""
    parts = np.array([[[1.0, 4.0], [3.0, 4.0], [0.0, 2.0]]])
    sums = Sums((Key("yields"),), parts)
    values, spread = resampled(sums, np.array([[2.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 3.0, 0.0]]))
    assert values == pytest.approx(share(parts.sum(axis=1)))
    assert spread[0] == pytest.approx([2 / 10, 4 / 10, 9 / 12])


def test_the_same_seed_draws_the_same_and_each_draws_all_meetings() -> None:
    """Drawn anew means as many meetings as there are."""
    assert (drawings(7, 50, 1) == drawings(7, 50, 1)).all()
    assert (drawings(7, 50, 1).sum(axis=1) == 7).all()


def test_a_share_of_nothing_has_an_interval_all_the_same() -> None:
    """None in twelve meetings does not mean that there is none: the interval is that of none in twelve."""
    parts = np.zeros((1, 12, 2))
    parts[..., 1] = 3
    none = figures(Sums((Key("evades", 0),), parts), NAMES, drawings(12, 200))[0]
    assert (none.value, none.low) == (0.0, 0.0)
    assert none.high == pytest.approx(0.243, abs=0.001)  # Wilson's interval of none in twelve
    parts[..., 0] = 3
    all_of_them = figures(Sums((Key("evades", 0),), parts), NAMES, drawings(12, 200))[0]
    assert (all_of_them.value, all_of_them.high) == (1.0, 1.0)


@pytest.mark.parametrize("degrees", [4, 7, 30, 200])
def test_intervals_of_few_meetings_are_wider(degrees: int) -> None:
    """The percentiles that bound them lie further out than 2.5 and 97.5."""
    assert bounds(degrees + 1)[0] < 2.5 < 97.5 < bounds(degrees + 1)[1]
