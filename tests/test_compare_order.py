"""What links two acts besides their own words: the order of both records, their neighbours, words of like meaning."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.compare_pairs import Known, calendar, known, meanings

from memcon.inquiries.compare.align import aligned, likelihoods
from memcon.inquiries.compare.chain import together
from memcon.inquiries.compare.kindred import kindred, standing_out
from memcon.inquiries.compare.words import wordings

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
READ = ("plenary", "cer", "wei")  # of three collections, quickly read


def evidence(n: int, m: int, given_: dict[tuple[int, int], float], other: float = -3.0) -> np.ndarray:
    """Evidence that is against each two acts but some."""
    found = np.full((n, m), other)
    for pair, value in given_.items():
        found[pair] = value
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 10**6))
def test_nothing_depends_on_which_record_is_read_first(n: int, m: int, seed: int) -> None:
    """Turned evidence gives turned odds, whatever it is; and the odds are always finite."""
    signs = np.random.default_rng(seed).normal(0, 6, (n, m))
    odds = together(signs)
    assert np.isfinite(odds).all()
    assert np.array_equal(together(signs.T), odds.T)


def test_an_act_between_two_that_are_linked_is_likelier_linked_there() -> None:
    """Of two pairs with the same evidence the one that keeps the order of its sure neighbours is likelier."""
    sure = {(0, 0): 6.0, (2, 2): 6.0, (3, 3): 6.0, (6, 6): 6.0}
    odds = together(evidence(8, 8, {**sure, (1, 1): 1.0, (1, 6): 1.0, (5, 5): 1.0, (5, 1): 1.0}))
    assert odds[1, 1] > odds[1, 6] + 1
    assert odds[5, 5] > odds[5, 1] + 1


def test_one_sentence_may_sum_up_several_acts_with_gaps_between() -> None:
    """Acts that a telegram tells in one sentence are each linked to it, the one between that it leaves out is not."""
    summed = {(0, 0): 4.0, (1, 0): 4.0, (3, 0): 4.0, (5, 1): 4.0}
    odds = together(evidence(7, 2, summed, -5.0))
    assert all(odds[pair] > 0 for pair in summed)
    assert odds[2, 0] < 0


def test_what_is_told_in_another_place_is_still_linked() -> None:
    """Strong evidence outweighs the order: a stretch that was moved is found."""
    moved = {(0, 3): 8.0, (1, 4): 8.0, (2, 5): 8.0, (3, 0): 8.0, (4, 1): 8.0, (5, 2): 8.0}
    odds = together(evidence(6, 6, moved))
    assert all(odds[pair] > 0 for pair in moved)


def test_words_that_mean_nearly_the_same_are_kindred() -> None:
    """An offensive is more like an attack than a loan is; without vectors only the same word counts."""
    mine = wordings(["the attack on Kalgan"], "en")
    its = wordings(["an offensive", "a loan", "attack"], "en")
    found = kindred(mine, its, meanings)[0]
    assert found[0] > found[1]
    plain = kindred(mine, its, None)[0]
    assert plain[0] == plain[1] == 0
    assert plain[2] > 0


def test_what_is_like_everything_does_not_stand_out() -> None:
    """A pair stands out by the lesser of both ways; an act that is like every act of the other record does not."""
    alike = np.full((5, 5), 0.1)
    alike[0] = 0.5  # like everything
    alike[3, 3] = 0.5
    out = standing_out(alike)
    assert out[3, 3] > 0.9
    assert out[0].max() <= 0.0
    assert not standing_out(np.ones((2, 3))).any()


@pytest.fixture(scope="module")
def read() -> list[Known]:
    """Real pairs that a person read, from collections beside the project."""
    if not CORPORA.is_dir():
        pytest.skip("The collections are not here.")
    return list(known(CORPORA, READ))


def test_what_drafters_retell_freely_is_linked_as_a_reader_links_it(read: list[Known]) -> None:
    """On three real pairs eight links of ten are right and more than half of the reader's are found."""
    right = ours = true = 0
    for one in read:
        assert one.lost == 0
        links = {(link.here, link.there) for link in aligned(one.here, one.there, one.languages, meanings)}
        right, ours, true = right + len(links & one.links), ours + len(links), true + len(one.links)
    assert right / ours >= 0.75
    assert right / true >= 0.5


def test_a_certain_link_is_right_more_often_than_an_uncertain_one(read: list[Known]) -> None:
    """The certainty of a link is a probability: of those above 0.9 nine of ten are right."""
    found = [
        (link.certainty, (link.here, link.there) in one.links)
        for one in read for link in aligned(one.here, one.there, one.languages, meanings)
    ]  # fmt: skip
    sure = [right for certainty, right in found if certainty >= 0.9]
    assert len(sure) >= 5
    assert sum(sure) / len(sure) >= 0.85


def test_two_hundred_acts_are_aligned_in_time() -> None:
    """Two records of 200 acts each, of some 2,000 words in all, take less than three seconds of a core."""
    talk = next(one for _, one in calendar())
    letters = "bdfghklmnprstvz"
    invented = [f"{a}a{b}o{c}i" for a in letters for b in letters for c in letters]
    said = [f"He spoke of {' and '.join(invented[n::600])}." for n in range(400)]
    kept = [talk.here[n % len(talk.here)] for n in range(200)]
    acts = [
        tuple(replace(one, at=n, words=said[n + shift]) for n, one in enumerate(kept)) for shift in (0, 195)
    ]  # fmt: skip
    meanings(["once, so that the weights are read"])
    begun = time.process_time()
    alike, _ = likelihoods(acts[0], acts[1], ("en", "en"), meanings)
    assert time.process_time() - begun < 3.0
    assert alike.shape == (200, 200)
