"""How often the machine is right, in figures that can be printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.inquiries.accuracy import Ruled, accuracy, checked, drawn, in_print, wilson
from memcon.model.anchor import anchor_apart
from memcon.model.corrections import Correction, Ruling, laid_over
from memcon.model.findings import Mode, Utterance

SENTENCES = ("Sapt asked for news.", "Rupert had none.", "He asked for a week.", "They parted.")
TALK = " ".join(SENTENCES)


def claimed(number: int, speaker: str | None, certainty: float = 0.9, mode: Mode = Mode.REPORTED) -> Utterance:
    """The machine's claim on a sentence."""
    start = TALK.index(SENTENCES[number])
    return Utterance("r", start, start + len(SENTENCES[number]), speaker, mode, certainty, "a rule")


def rule(number: int, kind: Ruling, instead: str | None = None, mode: Mode | None = None, day: int = 1) -> Correction:
    """A person's ruling on a sentence."""
    start = TALK.index(SENTENCES[number])
    held = anchor_apart("r", TALK, start, start + len(SENTENCES[number]))
    return Correction(kind, "Ann", f"2026-01-{day:02}", "so", held, instead, mode=mode)


def record(claims: list[Utterance], rulings: list[Correction], name: str = "r") -> Ruled:
    """One record with both."""
    return Ruled(name, tuple(claims), laid_over(claims, rulings, "r", TALK))


CLAIMS = [claimed(0, "Sapt"), claimed(1, "Rupert"), claimed(2, "Sapt"), claimed(3, "Sapt")]


@pytest.mark.parametrize(
    ("speaker", "coverage", "frame", "mode", "rulings"),
    [
        ((1, 1), (1, 1), (0, 0), (1, 1), [rule(0, Ruling.CONFIRM)]),
        ((0, 1), (1, 1), (0, 0), (1, 1), [rule(2, Ruling.SPEAKER, "Rupert")]),
        ((0, 0), (0, 0), (0, 1), (0, 0), [rule(3, Ruling.REJECT)]),
        ((1, 1), (1, 1), (0, 0), (0, 1), [rule(0, Ruling.CONFIRM, mode=Mode.NARRATED)]),
        ((1, 2), (2, 2), (0, 1), (2, 2),
         [rule(0, Ruling.CONFIRM), rule(2, Ruling.SPEAKER, "Rupert"), rule(3, Ruling.REJECT)]),
        ((1, 1), (1, 1), (0, 0), (1, 1), [rule(0, Ruling.SPEAKER, "Rupert"), rule(0, Ruling.SPEAKER, "Sapt", day=2)]),
    ],
)  # fmt: skip
def test_only_what_a_person_looked_at_is_counted(
    speaker: tuple[int, int], coverage: tuple[int, int], frame: tuple[int, int], mode: tuple[int, int],
    rulings: list[Correction],
) -> None:  # fmt: skip
    """Right and all of each share; three of the four sentences that nobody ruled on count for nothing."""
    found = accuracy([record(CLAIMS, rulings)])
    assert [(one.right, one.of) for one in found.shares] == [speaker, coverage, frame, mode]


def test_talk_left_out_is_a_wrong_speaker_and_a_gap_in_coverage() -> None:
    """Nobody can be right about words the machine passed over."""
    found = accuracy([record(CLAIMS[:1], [rule(1, Ruling.ADD, "Rupert"), rule(0, Ruling.CONFIRM)])])
    assert [(one.right, one.of) for one in found.shares] == [(1, 2), (1, 2), (0, 0), (1, 1)]


def test_silence_confirmed_is_frame_left_unspoken() -> None:
    """A heading that a person looked at and that the machine left alone counts for it."""
    found = accuracy([record(CLAIMS[:1], [rule(3, Ruling.CONFIRM)])])
    assert (found.frame.right, found.frame.of) == (1, 1)


def test_a_person_known_by_id_may_be_printed_otherwise() -> None:
    """Two prints of one person of the register are no error."""
    by_id = replace(rule(0, Ruling.SPEAKER, "Colonel Sapt"), person="sapt")
    made = record([replace(CLAIMS[0], speaker="sapt")], [by_id])
    assert accuracy([made]).speaker.right == 1


@pytest.mark.parametrize(
    ("expected", "right", "of"),
    [((0.9340, 0.9841), 207, 214), ((0.0, 0.2775), 0, 10), ((0.7225, 1.0), 10, 10), ((0.2366, 0.7634), 5, 10)],
)
def test_wilsons_interval(expected: tuple[float, float], right: int, of: int) -> None:
    """As in printed tables (Brown, Cai and DasGupta 2001, and the arithmetic by hand)."""
    assert wilson(right, of) == pytest.approx(expected, abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_the_share_and_lies_between_nothing_and_all(counts: tuple[int, int]) -> None:
    """Whatever the figures."""
    low, high = wilson(*counts) or (2.0, -1.0)
    assert 0.0 <= low <= counts[0] / counts[1] + 1e-9
    assert counts[0] / counts[1] - 1e-9 <= high <= 1.0


def test_records_that_err_together_make_the_interval_wider() -> None:
    """Ten records, one all wrong: drawing records tells more doubt than counting sentences."""
    counts = [(20, 20)] * 9 + [(0, 20)]
    by_records, by_sentences = drawn(counts), wilson(180, 200)
    assert by_records is not None
    assert by_sentences is not None
    assert by_records[1] - by_records[0] > by_sentences[1] - by_sentences[0]


def test_the_same_rulings_give_the_same_figures() -> None:
    """An interval that is printed can be computed again."""
    counts = [(3, 4), (5, 5), (2, 6), (7, 7), (1, 1), (4, 9)]
    assert drawn(counts) == drawn(counts)


def test_a_few_records_are_not_drawn() -> None:
    """From four records nothing can be said about the fifth."""
    assert drawn([(3, 4)] * 4) is None


def test_certainty_is_compared_with_being_right() -> None:
    """Claims of about 0.9 that are right half the time show as such."""
    claims = [claimed(0, "Sapt", 0.92), claimed(1, "Rupert", 0.94), claimed(2, "Sapt", 0.55)]
    rulings = [rule(0, Ruling.CONFIRM), rule(1, Ruling.SPEAKER, "Sapt"), rule(2, Ruling.CONFIRM)]
    bins = accuracy([record(claims, rulings)]).calibration
    assert [(one.low, one.claims, one.right) for one in bins] == [(0.5, 1, 1.0), (0.9, 2, 0.5)]


def test_a_sentence_fit_for_print() -> None:
    """Number, records, share, interval and its kind."""
    made = [record(CLAIMS, [rule(0, Ruling.CONFIRM), rule(2, Ruling.SPEAKER, "Rupert")], name) for name in "abcdef"]
    assert in_print(accuracy(made)) == (
        "In 12 checked passages of talk in 6 records the speaker was right in 50.0 % (95 % CI 25.4-74.6, Wilson)."
    )


def test_nothing_checked_is_said() -> None:
    """No figure is made out of nothing."""
    assert in_print(accuracy([])) == "No passage of talk has been checked yet."


def test_a_ruling_on_part_of_a_sentence_counts_that_part() -> None:
    """The rest of the sentence was not looked at."""
    start = TALK.index("asked for news")
    held = anchor_apart("r", TALK, start, start + 14)
    made = record(CLAIMS[:1], [Correction(Ruling.ADD, "Ann", "2026", "so", held, "Rupert")])
    assert [(TALK[one.start : one.end], one.right.speaker_name if one.right else None) for one in checked(made)] == [
        ("asked for news", "Rupert")
    ]
