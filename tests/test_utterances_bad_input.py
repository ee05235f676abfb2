"""Who says what, in texts that no drafter wrote: time stays in proportion to length, and nothing breaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from memcon.analysis.utterances import utterances
from memcon.model.description import Description, Form, Participant
from memcon.model.record import Passage, Record

SENTENCE = (
    "Mr. Smith said that it would be so. General Jones replied (with “a long quotation” and more) that he agreed. "
)
PRESENT = (Participant("Mr. Smith"), Participant("General Jones"))
TIMES = 5.0  # doubling a text may not take more than this often as long; linear work takes 2, quadratic 4 and rising
SLOWEST = 40.0  # seconds for the longest text here on a busy machine


def record(text: str) -> Record:
    """Lay a text out as one paragraph."""
    return Record("specimen", "0" * 64, "specimen.txt", text, (Passage(0, len(text)),))


def described(present: tuple[Participant, ...] = PRESENT) -> Description:
    """Describe minutes in English."""
    return Description(form=Form.MINUTES, reports_talk=True, language="en", present=present)


def seconds(text: str, present: tuple[Participant, ...] = PRESENT) -> float:
    """Measure the processor time of analysing one paragraph."""
    started = time.process_time()
    utterances(record(text), described(present))
    return time.process_time() - started


@pytest.mark.parametrize(
    "piece",
    ["A. ", "(", '"', "“x", "Mr. ", "the ", "and he said ", "[1] ", "1. ", "said ", ", ", "General ", "He said (that ",
     "a", "A", "Ab said. ", "(“", "To X, ", "of the ", "S\u0301", "\u05d0\u05de\u05e8 ", "\u202e", "\x0b", "’s "],
)  # fmt: skip
def test_one_piece_repeated_ends_soon(piece: str) -> None:
    """A hundred thousand characters of one sign or word finish within seconds: no pattern backtracks."""
    assert seconds(piece * (100_000 // len(piece))) < SLOWEST


def names(count: int) -> str:
    """Let many people say one thing each."""
    spelt = (f"{number:b}".replace("0", "n").replace("1", "k") for number in range(count))
    return " ".join(f"Mr. Ba{one}o said that he agreed." for one in spelt)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sentences", lambda n: SENTENCE * (8 * n)),
        ("names", lambda n: names(4 * n)),
        ("one sentence", lambda n: "Mr. Smith said that " + "the matter and " * (60 * n)),
    ],
)
def test_twice_the_text_takes_about_twice_the_time(kind: str, text: Callable[[int], str]) -> None:
    """Work grows with length, not with its square."""
    seconds(text(10))
    short, long = (min(seconds(text(size)) for _ in range(2)) for size in (100, 200))  # the less disturbed of two
    assert long < max(short, 0.02) * TIMES, kind


def test_one_sentence_of_two_hundred_thousand_characters() -> None:
    """A sentence without an end is read at its beginning: its speaker is found."""
    text = "Mr. Smith said that " + "the matter and " * 13_500
    assert len(text) > 200_000
    assert {one.speaker_name for one in utterances(record(text), described())} == {"Mr. Smith"}


def test_five_hundred_people_present() -> None:
    """With five hundred people present the ones who talk are still told apart."""
    crowd = tuple(
        Participant(f"Mr. {''.join(chr(97 + int(d)) for d in f'{n:04d}').capitalize()}son") for n in range(500)
    )
    found = utterances(record(SENTENCE * 50), described((*crowd, *PRESENT)))
    assert {one.speaker_name for one in found} == {"Mr. Smith", "General Jones"}


def test_names_with_combining_marks_and_text_from_right_to_left() -> None:
    """A name whose accents are separate signs is one name; other scripts around it do no harm."""
    text = "\u05e9\u05dc\u05d5\u05dd \u202e. Mr. S\u030cvec said that he agreed. \u05d0\u05de\u05e8."
    assert "Mr. S\u030cvec" in {
        one.speaker_name for one in utterances(record(text), described((Participant("Mr. S\u030cvec"),)))
    }


def test_spans_hold_words_of_the_text() -> None:
    """Whatever the text, every span lies inside it, in order."""
    text = SENTENCE * 30 + "\x00" + SENTENCE.upper() + "“" + SENTENCE * 3
    found = utterances(record(text), described())
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


shared = Path(__file__).resolve().parents[2] / "shared"


@pytest.mark.skipif(not shared.exists(), reason="the shared collections are not here")
def test_speed_on_real_records() -> None:
    """Real records are read at tens of thousands of words a second even on a busy machine."""
    text = (shared / "gold" / "styles" / "texts" / "frus1945v07-d491.txt").read_text("utf-8")
    utterances(record(text), described())
    started = time.perf_counter()
    for _ in range(20):
        utterances(record(text), described())
    assert 20 * len(text.split()) / (time.perf_counter() - started) > 10_000
