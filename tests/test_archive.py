"""The archive keeps what it was given, finds it again, and survives being thrown half away."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import memcon
from memcon.archive.archive import Archive, open_archive
from memcon.archive.finding import find
from memcon.model.errors import ArchiveBusy, ArchiveError, NewerArchive, NoArchive, NotFound

FOREST = """Note of a talk between the Minister of Forests and the Envoy of Ruritania

Strelsau, 4 March 1921

The Envoy asked whether the export of timber would be allowed before the spring. The Minister replied that the Cabinet
had not yet decided, but that he himself saw no obstacle.
"""

VOLUME = """№ 1

Record of conversation of the Minister of Railways with the Ambassador of Ruritania

12 May 1922

The Ambassador proposed that both administrations should share the cost of the bridge. The Minister agreed.

№ 2

Letter of the Ambassador of Ruritania to the Minister of Railways

15 May 1922

Excellency, I have the honour to confirm what was said on the bridge at our meeting of the twelfth of this month.

№ 3

Telegram of the Minister of Railways to the frontier commissioner

16 May 1922

The Ambassador told me today that his engineers will come to the bridge on Friday. Receive them.
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def views(archive: Archive) -> list[object]:
    """All that can be seen in an archive."""
    return [(view.record, view.description) for view in archive.views()]


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    """A collection of three documents in one file."""
    path = tmp_path / "railways.md"
    path.write_text(VOLUME, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, volume: Path) -> Archive:
    """An archive of that collection."""
    made = memcon.create(tmp_path / "A", name="Bridges")
    memcon.add(made, volume)
    return made


def test_every_document_of_a_file_is_found(archive: Archive) -> None:
    """A collection of three numbered documents gives three records in their order."""
    assert [view.record.stated.number for view in archive.views()] == ["1", "2", "3"]


def test_a_record_comes_back_as_it_was_read(archive: Archive, volume: Path) -> None:
    """What the disk gives back is, to the letter and the offset, what the reader gave."""
    from memcon.accession.reader import Incoming
    from memcon.archive.reading import reading

    expected = list(reading(Incoming(volume.name, volume)).records())
    assert expected == [view.record for view in archive.views()]


def test_the_file_received_lies_in_sources_under_its_fingerprint(archive: Archive, volume: Path) -> None:
    """The bytes are kept unchanged; their SHA-256 is their name."""
    (source,) = archive.sources().values()
    assert volume.read_bytes() == (archive.path / "sources" / f"{source.id}.md").read_bytes()
    assert source.name == "railways.md"


def test_adding_a_file_twice_changes_nothing(archive: Archive, volume: Path) -> None:
    """Not a byte of the archive differs after the same file came again, even under another name."""
    memcon.process(archive)
    before = tree(archive.path)
    other = shutil.copy(volume, volume.with_name("copy.md"))
    outcomes = [one.outcome for one in memcon.add(archive, volume, other)]
    memcon.process(archive)
    assert outcomes == ["known", "known"]
    assert before == tree(archive.path)


def test_one_file_given_twice_in_one_command_is_added_once(tmp_path: Path, volume: Path) -> None:
    """Two paths with one content are one source."""
    made = memcon.create(tmp_path / "B")
    other = shutil.copy(volume, volume.with_name("copy.md"))
    assert [one.outcome for one in memcon.add(made, volume, other)] == ["added", "known"]
    assert len(made.sources()) == 1


def test_what_was_derived_may_be_thrown_away(archive: Archive) -> None:
    """After `rm -r derived index`, process rebuilds what was seen before."""
    memcon.process(archive)
    before = views(archive)
    shutil.rmtree(archive.path / "derived")
    shutil.rmtree(archive.path / "index")
    work = memcon.process(archive)
    assert before == views(archive)
    stages = ("describe", "utterances", "acts", "issues", "commitments")
    assert (len(work.read_again), dict(work.done)) == (1, dict.fromkeys(stages, 3))


def test_labels_given_with_files_are_kept(tmp_path: Path, volume: Path) -> None:
    """Collection, rights and citation stand in the register of sources."""
    made = memcon.create(tmp_path / "B")
    memcon.add(made, volume, collection="Railway papers", rights="public domain", citation="Railway papers, I")
    (source,) = made.sources().values()
    assert (source.collection, source.rights, source.citation) == (
        "Railway papers",
        "public domain",
        "Railway papers, I",
    )


def test_a_refused_file_leaves_no_trace(tmp_path: Path, archive: Archive) -> None:
    """A file without words is named with the reason; the archive stays as it was."""
    before = tree(archive.path)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"  \n ")
    (one,) = memcon.add(archive, empty)
    assert one.outcome == "refused"
    assert "empty.txt" in str(one.error)
    assert before == tree(archive.path)


def test_there_is_no_archive_where_nothing_was_created(tmp_path: Path) -> None:
    """The message says how to create one."""
    with pytest.raises(NoArchive, match="memcon create"):
        open_archive(tmp_path / "nowhere")


def test_an_archive_is_never_created_over_another(archive: Archive) -> None:
    """Creating it again is refused, and says how to add to it."""
    with pytest.raises(ArchiveError, match="memcon add"):
        memcon.create(archive.path)


def test_an_archive_of_a_newer_schema_is_left_alone(archive: Archive) -> None:
    """Its user is told to update memcon."""
    toml = archive.path / "archive.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("schema = 1", "schema = 99"), encoding="utf-8")
    with pytest.raises(NewerArchive, match="pip install --upgrade memcon"):
        memcon.records(archive.path)


def test_fields_of_a_later_memcon_are_kept(archive: Archive, volume: Path) -> None:
    """What archive.toml says beyond what is known here stays there to the letter."""
    toml = archive.path / "archive.toml"
    words = toml.read_text(encoding="utf-8") + '\n[room]\nlanguage = "mn"\n'
    toml.write_text(words, encoding="utf-8")
    memcon.add(archive.path, volume)
    memcon.process(archive.path)
    assert words == toml.read_text(encoding="utf-8")


def test_a_broken_archive_toml_names_its_line(archive: Archive) -> None:
    """A slip of the pen in archive.toml is told with its line."""
    (archive.path / "archive.toml").write_text("name = \n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="line 1"):
        open_archive(archive.path)


def test_a_broken_line_of_the_register_of_sources_is_named(archive: Archive) -> None:
    """A line that cannot be read is told with its number, not passed over."""
    register = archive.path / "sources" / "register.jsonl"
    register.write_text("not JSON\n" + register.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"register\.jsonl, line 1"):
        archive.sources()


def test_a_line_torn_by_a_crash_is_of_no_account(archive: Archive, tmp_path: Path) -> None:
    """Half a line at the register's end is passed over, and cut off when the next file comes."""
    register = archive.path / "sources" / "register.jsonl"
    whole = register.read_bytes()
    register.write_bytes(whole + b'{"id": "abc", "na')
    assert len(archive.sources()) == 1
    talk = tmp_path / "forest.txt"
    talk.write_text(FOREST, encoding="utf-8")
    memcon.add(archive, talk)
    assert len(archive.sources()) == 2
    assert all(json.loads(line) for line in register.read_text(encoding="utf-8").splitlines())


def test_a_register_edited_by_hand_without_a_last_line_end_loses_nothing(archive: Archive, tmp_path: Path) -> None:
    """A last line without its line end counts, and stays when another comes after it."""
    register = archive.path / "sources" / "register.jsonl"
    register.write_bytes(register.read_bytes().rstrip(b"\n"))
    talk = tmp_path / "forest.txt"
    talk.write_text(FOREST, encoding="utf-8")
    memcon.add(archive, talk)
    assert [source.name for source in archive.sources().values()] == ["railways.md", "forest.txt"]


def test_a_busy_archive_says_so_in_plain_words(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits too long for another process is told to wait until it has ended; reading goes on meanwhile."""
    from filelock import FileLock

    from memcon.archive import locking

    monkeypatch.setattr(locking.locked, "__kwdefaults__", {"wait": 0.05}, raising=False)
    monkeypatch.setitem(locking.locked.__wrapped__.__kwdefaults__, "wait", 0.05)  # type: ignore[attr-defined]
    talk = tmp_path / "forest.txt"
    talk.write_text(FOREST, encoding="utf-8")
    with FileLock(archive.folder.lock):
        assert len(memcon.records(archive)) == 3
        with pytest.raises(ArchiveBusy, match="Wait until it has ended"):
            memcon.add(archive, talk)


def test_a_damaged_part_says_that_nothing_is_lost(archive: Archive) -> None:
    """A part of derived/ that the disk has spoilt is told with the way out."""
    (part,) = (archive.path / "derived" / "records").iterdir()
    part.write_bytes(b"PAR1 and then nothing")
    with pytest.raises(ArchiveError, match="Nothing of yours is lost"):
        memcon.records(archive)


IDS = ["railways-1-aaaaaa", "railways-12-aaaaaa", "railways-2-aaaaaa", "roads-2-bbbbbb", "roads-30-bbbbbb"]


@pytest.mark.parametrize(
    ("expected", "wanted"),
    [
        ("railways-1-aaaaaa", "railways-1-aaaaaa"),
        ("railways-1-aaaaaa", "railways-1"),
        ("railways-12-aaaaaa", "12"),
        ("roads-30-bbbbbb", "roads-3"),
    ],
)
def test_a_record_is_found_by_enough_of_its_id(expected: str, wanted: str) -> None:
    """The whole id, the id without its hash, the number in its file, or a prefix that fits only one."""
    assert expected == find(wanted, IDS, "A")


def test_several_records_that_fit_are_all_named() -> None:
    """A number that two files have is not guessed at."""
    with pytest.raises(NotFound, match="railways-2-aaaaaa, roads-2-bbbbbb"):
        find("2", IDS, "A")


def test_for_an_unknown_record_the_nearest_is_named() -> None:
    """A slip of the pen is answered with what was probably meant."""
    with pytest.raises(NotFound, match="Nearest: roads-30-bbbbbb"):
        find("roadz-30-bbbbbb", IDS, "A")
