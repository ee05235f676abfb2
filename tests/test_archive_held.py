"""Answers kept until an archive changes: asked once, asked again after any change, never kept on the heels of one."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

import pytest

import memcon
from memcon.archive import held as keeping
from memcon.archive.archive import Archive
from memcon.archive.held import held
from memcon.inquiries.known_talks import known_talks
from memcon.inquiries.moves import moves, starts
from memcon.inquiries.terms import terms
from memcon.model.errors import MemconError
from memcon.room import at_hand
from memcon.room.at_hand import ArchiveAtHand
from room_specimens import room_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A small archive that has lain still."""
    return room_archive(tmp_path_factory.mktemp("held"))


def aged(archive: Archive) -> None:
    """Let an archive look as if nobody had touched it for an hour."""
    before = time.time() - 3600
    for path in (*archive.path.rglob("*"), archive.path):
        os.utime(path, (before, before))


def asked(archive: Archive, times: int = 2) -> int:
    """Ask the same question several times, and count how often it was worked out."""
    answers: list[int] = []
    for _ in range(times):
        held(archive.folder, "a question", lambda: answers.append(1))
    return len(answers)


def test_a_question_is_worked_out_once(archive: Archive) -> None:
    """Page after page asks who talked with whom; the tables are read for the first."""
    aged(archive)
    keeping.forget()
    assert asked(archive) == 1
    assert asked(archive) == 0
    assert known_talks(archive) is known_talks(archive)


PLACES = ("corrections", "registers", "derived/acts", "sources/register.jsonl", "archive.toml")


@pytest.mark.parametrize("place", PLACES)
def test_it_is_worked_out_again_after_any_change(archive: Archive, place: str) -> None:
    """A ruling, a row of a register, a part, a source, an option: each may change the answer."""
    aged(archive)
    asked(archive)
    target = archive.path / place
    changed = target / "new.jsonl" if target.is_dir() else target
    changed.touch()
    before = time.time() - 60
    os.utime(changed, (before, before))
    os.utime(changed.parent, (before, before))
    assert asked(archive) == 1
    if target.is_dir():
        changed.unlink()


def test_nothing_is_kept_on_the_heels_of_a_change(archive: Archive) -> None:
    """Two changes within one tick of the disk's clock look alike, so an answer between them is not trusted."""
    aged(archive)
    (archive.path / "derived" / "acts").touch()
    assert asked(archive, 3) == 3


def test_what_an_inquiry_raises_is_not_kept(archive: Archive) -> None:
    """A question that failed can be asked again."""
    aged(archive)

    def fail() -> None:
        raise MemconError("not today")

    with pytest.raises(MemconError, match="not today"):
        held(archive.folder, "fails", fail)
    assert held(archive.folder, "fails", lambda: "today") == "today"


def test_accounts_are_the_same_whoever_asked_before(archive: Archive) -> None:
    """What is kept for one account changes no other: each equals the one made by itself."""
    aged(archive)
    talks = [entry.id for entry in memcon.records(archive) if entry.reports_talk][:6]
    keeping.forget()
    together = [memcon.account(archive, one) for one in talks]
    for one, made in zip(talks, together, strict=True):
        keeping.forget()
        assert memcon.account(archive, one) == made


def test_moves_begin_where_they_are_said_to(archive: Archive) -> None:
    """The places alone are found as the moves themselves are."""
    pattern = terms("bridge").compiled
    _, roll = known_talks(archive)
    for view in archive.views():
        assert starts(view, pattern) == {one.start for one in moves(view, pattern, roll)}


def test_records_at_hand_are_those_of_the_archive(archive: Archive) -> None:
    """The room keeps a small archive's records; what they say is what the archive says, whole and in part."""
    near = ArchiveAtHand(archive)
    assert list(near.views()) == list(archive.views())
    some = {entry.id for entry in list(memcon.records(archive))[1:4]}
    assert list(near.views(some)) == list(archive.views(some))
    assert list(pickle.loads(pickle.dumps(near)).views(some)) == list(archive.views(some))


def test_a_ruling_is_laid_over_records_at_hand(tmp_path: Path) -> None:
    """Who rules on a speaker finds him in the next account, though the record was read before."""
    made = room_archive(tmp_path)
    near = ArchiveAtHand(made)
    before = {view.record.id: view for view in near.views()}
    record, said = next((its, one) for its, view in before.items() for one in view.utterances[:1])
    aged(made)
    held(made.folder, "laying", made.laying)
    words = before[record].record.text[said.start : said.end]
    memcon.correct(made, record, words, ruling="speaker", name="Somebody Else", by="tester", because="a trial")
    after = next(near.views([record]))
    assert any(one.speaker_name == "Somebody Else" for one in after.utterances)
    assert list(near.views()) == list(made.views())


def test_a_large_archive_is_not_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a few thousand records they would fill the memory; they are read as they are asked for."""
    monkeypatch.setattr(at_hand, "SMALL", 3)
    near = ArchiveAtHand(archive)
    assert list(near.views()) == list(archive.views())
    assert near.__dict__["_read"] == {}
