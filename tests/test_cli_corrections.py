"""Correcting, checking and telling who is who, as a historian types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import memcon

PAPER = """Record of conversation of Colonel Sapt with Count Rupert

Strelsau, 12 May 1922

Colonel Sapt said that the King would come to Zenda. He added that the bridge must be open. Count Rupert replied that
the Duke knew nothing of it. He asked for a week.
"""
SIGNED = ("--by", "A. Historian", "--because", "his own words")


def memcon_says(*words: str, status: int = 0) -> tuple[str, str]:
    """Type a command; see that it ends with the status expected; give what it printed on stdout and on stderr."""
    environment = {**os.environ, "PYTHONPATH": str(Path(memcon.__file__).parents[1]), "COLUMNS": "100"}
    environment.pop("MEMCON_TRACEBACK", None)
    made = subprocess.run(
        [sys.executable, "-W", "error", "-m", "memcon.cli.main", *words],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert status == made.returncode, made.stdout + made.stderr
    assert "Traceback" not in made.stderr
    return made.stdout, made.stderr


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """An archive of one paper, worked out."""
    made = memcon.create(tmp_path / "A")
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    memcon.add(made, tmp_path / "paper.txt")
    memcon.process(made)
    return str(made.path)


def test_a_speaker_is_set_right(archive: str) -> None:
    """What was ruled, what stood there before, what stands there now, and what to type next."""
    said, _ = memcon_says("correct", archive, "paper", "the Duke knew nothing", "--speaker", "Black Michael", *SIGNED)
    assert "the Duke knew nothing of it." in " ".join(said.split())
    assert "before:" in said
    assert "now:    Black Michael (reported)" in said
    assert f"Next: memcon check {archive}" in said


@pytest.mark.parametrize(
    ("now", "words", "options"),
    [
        ("now:    nobody speaks", "the bridge must be open", ["--reject"]),
        ("(narrated)", "the bridge must be open", ["--confirm", "--mode", "narrated"]),
        ("now:    the scribe (reported)", "Strelsau, 12 May 1922", ["--add", "the scribe"]),
        ("He asked for", "asked for a week", ["--bounds", "He asked for"]),
    ],
)
def test_each_kind_of_ruling(archive: str, now: str, words: str, options: list[str]) -> None:
    """Reject, confirm, add and bounds; the page says how the words stand now."""
    assert now in memcon_says("correct", archive, "paper", words, *options, *SIGNED)[0]


def test_rulings_are_listed(archive: str) -> None:
    """Date, author, kind, words, reason, and the record; none is without a place."""
    memcon_says("correct", archive, "paper", "the Duke knew", "--confirm", *SIGNED)
    said, _ = memcon_says("correct", archive, "--list")
    for words in ("A. Historian", "confirm", "because his own words", "in paper-", "1 ruling"):
        assert words in said
    assert "0 rulings without a place" in memcon_says("correct", archive, "--unplaced")[0]
    assert said == memcon_says("corrections", archive)[0]


def test_a_ruling_without_a_place_says_why(archive: str) -> None:
    """The record is gone: the ruling waits, and the list says so."""
    memcon_says("correct", archive, "paper", "the Duke knew", "--confirm", *SIGNED)
    (Path(archive) / "sources" / "register.jsonl").write_text("", encoding="utf-8")
    said, _ = memcon_says("correct", archive, "--unplaced")
    assert "UNPLACED, changes nothing: its record is not in the archive" in said
    assert "1 ruling without a place" in said


@pytest.mark.parametrize(
    ("status", "expected", "words"),
    [
        (2, "--because", ["paper", "the Duke", "--confirm", "--by", "Ann"]),
        (2, "Say which words", ["paper"]),
        (2, "Only one of", ["paper", "the Duke", "--confirm", "--speaker", "X", *SIGNED]),
        (1, "does not stand there", ["paper", "the Queen", "--confirm", *SIGNED]),
        (1, "--which 1", ["paper", "Count Rupert", "--confirm", *SIGNED]),
        (1, "no such record", ["volume", "the Duke", "--confirm", *SIGNED]),
    ],
)
def test_what_cannot_be_ruled_is_said_in_one_line(
    archive: str, status: int, expected: str, words: list[str]
) -> None:
    """A usage error (status 2) or an error (status 1), with what to do; nothing is filed."""
    assert expected in " ".join(memcon_says("correct", archive, *words, status=status)[1].split())
    assert not list((Path(archive) / "corrections").iterdir())


def test_check_gives_figures_and_a_sentence_for_print(archive: str) -> None:
    """Numbers, shares and intervals, the table of certainty, and that chosen passages are no random sample."""
    assert "No passage of talk has been checked yet." in memcon_says("check", archive)[0]
    memcon_says("correct", archive, "paper", "the Duke knew nothing", "--speaker", "Black Michael", *SIGNED)
    memcon_says("correct", archive, "paper", "the bridge must be open", "--confirm", *SIGNED)
    said, _ = memcon_says("check", archive)
    for words in (
        "2 passages in 1 record checked by A. Historian",
        "1 of 2",
        "50.0 %",
        "In 2 checked passages of talk in 1 record the speaker was right in 50.0 % (95 % CI 9.5-90.5, Wilson).",
        "How sure the machine was",
        "random sample",
    ):
        assert words in said
    found = json.loads(memcon_says("check", archive, "--as", "json")[0])
    assert (found["speaker"]["right"], found["speaker"]["of"]) == (1, 2)


def test_persons_are_listed_accepted_and_not_asked_again(archive: str, tmp_path: Path) -> None:
    """The list gives ids to accept or refuse; an accepted one is gone from it."""
    (tmp_path / "people.csv").write_text("id,name\nrupert,Rupert Hentzau\nsapt,Karl Sapt\n", encoding="utf-8")
    memcon_says("register", archive, "persons", str(tmp_path / "people.csv"))
    said, _ = memcon_says("persons", archive)
    assert "Karl Sapt [sapt]: one person?" in said
    assert "the same family name" in said
    (proposal, *_) = [json.loads(line) for line in memcon_says("persons", archive, "--as", "jsonl")[0].splitlines()]
    said, _ = memcon_says("decide", archive, "--accept", proposal["id"], *SIGNED)
    assert "Accepted: “" in said
    assert proposal["id"] not in memcon_says("persons", archive)[0]
    assert "--because" in memcon_says("persons", archive, "--refuse", proposal["id"], status=2)[1]


def test_an_act_and_an_issue_are_set_right(archive: str) -> None:
    """A person says what a sentence does and what it is about; it stands so in the view and after a new run."""
    said, _ = memcon_says("correct", archive, "paper", "He asked for a week", "--act", "request", *SIGNED)
    assert "now:    REQUEST" in said
    memcon_says("correct", archive, "paper", "the bridge must be open", "--issue", "The bridge of Zenda", *SIGNED)
    memcon.process(archive)
    view = memcon.show(archive, "paper")
    acts = {view.record.text[one.start : one.end].split()[1]: one for one in view.acts if one.certainty is None}
    assert [one.label.value for one in acts.values()] == ["REQUEST"]
    assert [one.made_by for one in acts.values()] == ["A. Historian"]
    (issue,) = (one for one in view.issues if one.made_by == "A. Historian")
    assert issue.label == "The bridge of Zenda"
    assert view.record.text[issue.start : issue.end] == "the bridge must be open"
    checked, _ = memcon_says("check", archive)
    assert "act right" in checked


def test_an_act_that_does_not_exist_is_told(archive: str) -> None:
    """The message names the labels there are."""
    _, said = memcon_says("correct", archive, "paper", "He asked for a week", "--act", "SHOUT", *SIGNED, status=1)
    assert "SHOUT: there is no such act" in said
    assert "PROPOSE" in said


def test_of_contradictory_rulings_the_later_counts(archive: str) -> None:
    """Two people disagree on one sentence: both rulings are kept, the later stands."""
    memcon_says("correct", archive, "paper", "the bridge must be open", "--act", "REQUEST", *SIGNED)
    other = ("--by", "B. Reader", "--because", "it is no wish, it is a condition")
    memcon_says("correct", archive, "paper", "the bridge must be open", "--act", "HOLD", *other)
    (ruled,) = (one for one in memcon.show(archive, "paper").acts if one.certainty is None)
    assert (ruled.label.value, ruled.made_by) == ("HOLD", "B. Reader")
    assert len(memcon.corrections(archive)) == 2
