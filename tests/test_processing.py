"""What is stale is done again, in order, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import memcon
from memcon.analysis.analysis import Analysis
from memcon.archive import tables
from memcon.archive.archive import Archive
from memcon.archive.several import several
from memcon.model.description import Description, Form
from memcon.model.errors import MemconError
from memcon.model.record import Record
from memcon.processing import work
from memcon.processing.engine import Here, here
from memcon.processing.files import walk


@dataclass(frozen=True, slots=True)
class Claim:
    """A finding of a stage of the test's own."""

    record: str
    start: int
    form: Form | None
    certainty: float | None
    sources: tuple[str, ...] = ()


def of_form(form: Form) -> Analysis:
    """An analysis that calls everything by one form."""

    def find(record: Record) -> Description:
        if "unreadable" in record.text:
            raise ValueError("no head")
        return Description(form=form)

    return Analysis("describe", 1, find)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive of two short talks, described by an analysis of the test's own."""
    monkeypatch.setattr(work, "analyses", lambda: (of_form(Form.NOTE),))
    made = memcon.create(tmp_path / "A")
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The Consul told the Chancellor of matter {name}.\n", encoding="utf-8")
        memcon.add(made, tmp_path / f"{name}.txt")
    return made


def forms(archive: Archive) -> list[str | None]:
    """The forms found, in order."""
    return [entry.form for entry in memcon.records(archive)]


def test_all_is_done_once(archive: Archive) -> None:
    """A second run finds nothing to do."""
    assert [dict(memcon.process(archive).done) for _ in range(2)] == [{"describe": 2}, {"describe": 0}]


def test_only_a_new_source_is_done(archive: Archive, tmp_path: Path) -> None:
    """Adding a third talk costs the work of one."""
    memcon.process(archive)
    (tmp_path / "three.txt").write_text("The Chancellor asked for time.\n", encoding="utf-8")
    memcon.add(archive, tmp_path / "three.txt")
    assert dict(memcon.process(archive).done) == {"describe": 1}


def test_a_newer_version_of_an_analysis_makes_its_findings_stale(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When an analysis would find otherwise, all is done again and the old findings go."""
    memcon.process(archive)
    monkeypatch.setattr(work, "analyses", lambda: (replace(of_form(Form.LETTER), version=2),))
    assert dict(memcon.process(archive).done) == {"describe": 2}
    assert forms(archive) == ["letter", "letter"]
    assert len(list((archive.path / "derived" / "describe").iterdir())) == 2


def test_options_in_archive_toml_make_findings_stale(archive: Archive) -> None:
    """Whoever changes an analysis's options has it run again."""
    memcon.process(archive)
    with (archive.path / "archive.toml").open("a", encoding="utf-8") as file:
        file.write("[analyses.describe]\nlanguage = 'ru'\n")
    assert dict(memcon.process(archive.path).done) == {"describe": 2}


def test_a_newer_reader_makes_records_stale(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source is read again from the archive's own copy when its reader has a newer version."""
    from memcon.accession import desk

    memcon.process(archive)
    newer = tuple(replace(reader, version=reader.version + 1) for reader in desk.catalogue())
    monkeypatch.setattr("memcon.accession.desk.catalogue", lambda: newer)
    monkeypatch.setattr("memcon.archive.derived.catalogue", lambda: newer)
    done = memcon.process(archive)
    assert (len(done.read_again), dict(done.done)) == (2, {"describe": 2})


def test_a_record_that_an_analysis_fails_on_is_named_and_the_others_are_done(archive: Archive, tmp_path: Path) -> None:
    """One strange document does not cost a volume."""
    (tmp_path / "odd.txt").write_text("An unreadable paper.\n", encoding="utf-8")
    memcon.add(archive, tmp_path / "odd.txt")
    (failure,) = memcon.process(archive).failures
    assert failure.record.startswith("odd-")
    assert forms(archive) == ["note", "note", None]


def test_what_the_source_states_shows_before_anything_is_processed(archive: Archive) -> None:
    """An archive just filled already lists its documents."""
    assert forms(archive) == [None, None]


def test_findings_of_a_stage_come_back_as_they_were_found(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that finds several things in a record needs nothing but its table's declaration."""
    monkeypatch.setitem(tables.TABLES, "claims", several(Claim))
    (record, *_) = [view.record for view in archive.views()]
    found = (Claim(record.id, 0, Form.NOTE, 0.5, ("a", "b")), Claim(record.id, 4, None, None))
    archive.put("claims", record.source, "0" * 12, tables.TABLES["claims"].rows(record, found))
    assert archive.findings("claims", record.source) == {record.id: found}


def test_a_stage_without_a_table_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds an analysis learns where to declare how its findings are kept."""
    monkeypatch.setattr(work, "listed", lambda *_: [Analysis("claims", 1, lambda record: record.stated)])
    with pytest.raises(MemconError, match=r"memcon\.archive\.tables\.TABLES"):
        work.analyses.__wrapped__()


def test_analyses_run_after_those_they_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is that of what reads what, not that of the alphabet."""
    declared = [
        Analysis(name, 1, lambda record: record.stated, reads)
        for name, reads in (("acts", ("utterances",)), ("describe", ()), ("utterances", ("describe",)))
    ]
    monkeypatch.setattr(tables, "TABLES", dict.fromkeys(("acts", "describe", "utterances")))
    monkeypatch.setattr(work, "listed", lambda *_: declared)
    assert [one.name for one in work.analyses.__wrapped__()] == ["describe", "utterances", "acts"]


def test_analyses_that_read_each_other_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ring is an error in plain words, not an endless run."""
    ring = [
        Analysis("acts", 1, lambda record: record.stated, ("issues",)),
        Analysis("issues", 1, lambda record: record.stated, ("acts",)),
    ]
    monkeypatch.setattr(tables, "TABLES", dict.fromkeys(("acts", "issues")))
    monkeypatch.setattr(work, "listed", lambda *_: ring)
    with pytest.raises(MemconError, match="acts, issues read each other"):
        work.analyses.__wrapped__()


def test_progress_is_told_and_ends_at_the_whole(archive: Archive) -> None:
    """Whoever listens hears how much is done of how much."""
    heard: list[tuple[str, int, int]] = []
    memcon.process(archive, progress=lambda what, done, of: heard.append((what, done, of)))
    assert heard[-1] == ("Running describe", 2, 2)


def test_an_engine_keeps_the_order_of_its_pieces() -> None:
    """Results come in the order of what was given, whoever is ready first."""
    assert list(Here(2).map(str, [1, 2, 3, 4])) == ["1", "2", "3", "4"]


def test_small_work_starts_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter is read at once, without a pool."""
    monkeypatch.delenv("MEMCON_PROCESSES", raising=False)
    assert here(0.1).processes == 1


def test_folders_are_walked_without_what_file_managers_leave(tmp_path: Path) -> None:
    """Hidden files and folders are no documents; a path that is not there is kept, to be told."""
    for name in ("b.txt", "a/c.txt", ".hidden.txt", ".git/d.txt", "a/Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words", encoding="utf-8")
    expected = [tmp_path / "a/c.txt", tmp_path / "b.txt", Path("gone.txt")]
    assert expected == walk([tmp_path, tmp_path / "b.txt", "gone.txt"])
