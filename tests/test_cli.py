"""The command line, as a historian types it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import memcon

COLLECTION = """№ 1

Record of conversation of the Minister of Railways with the Ambassador of Ruritania

12 May 1922

The Ambassador proposed that both administrations should share the cost of the bridge. The Minister agreed.

AVPRF. F. 1. Op. 2. D. 3. L. 4-5.

№ 2

Letter of the Ambassador of Ruritania to the Minister of Railways

15 May 1922

Excellency, I have the honour to confirm what was said on the bridge at our meeting of the twelfth of this month.

№ 3

Resolution of the Board of Railways on the bridge

20 June 1922

The Board resolves to build the bridge at the common cost of both administrations.
"""


def memcon_says(*words: str, status: int = 0, where: Path | None = None) -> tuple[str, str]:
    """Type a command; see that it ends with the status expected; give what it printed on stdout and on stderr."""
    environment = {**os.environ, "PYTHONPATH": str(Path(memcon.__file__).parents[1]), "COLUMNS": "100"}
    environment.pop("MEMCON_TRACEBACK", None)
    made = subprocess.run(
        [sys.executable, "-W", "error", "-m", "memcon.cli.main", *words],
        cwd=where,
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
def papers(tmp_path: Path) -> Path:
    """A collection of three documents."""
    path = tmp_path / "railways.md"
    path.write_text(COLLECTION, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, papers: Path) -> str:
    """An archive of it, with everything worked out."""
    made = memcon.create(tmp_path / "A")
    memcon.add(made, papers)
    memcon.process(made)
    return str(made.path)


def test_the_first_hour(tmp_path: Path, papers: Path) -> None:
    """create, add, process, records: each says what to type next, and the last counts what was found."""
    archive = str(tmp_path / "A")
    assert f"Next: memcon add {archive} FILE" in memcon_says("create", archive)[0]
    assert f"Next: memcon process {archive}" in memcon_says("add", archive, str(papers))[0]
    assert f"Next: memcon records {archive} --talk" in memcon_says("process", archive)[0]
    said, _ = memcon_says("records", archive)
    assert "3 documents, 1 record of talk, 1922-05-12 to 1922-06-20" in said


def test_show_tells_what_is_known_and_on_which_words(archive: str) -> None:
    """Form, date as printed and in EDTF, where the paper lies, the words it rests on, and how it begins."""
    said, _ = memcon_says("show", archive, "1")
    for words in (
        "Record of conversation of the Minister",
        "record of conversation; reports talk",
        "12 May 1922 (1922-05-12)",
        "AVPRF. F. 1. Op. 2. D. 3. L. 4-5.",
        "“12 May 1922”",
        "The Ambassador proposed",
    ):
        assert words in said


def test_show_says_who_says_what_and_why(archive: str) -> None:
    """Each sentence of the talk stands beside its speaker; asked why, each comes with reason and certainty."""
    said, _ = memcon_says("show", archive, "1")
    assert "Who says what" in said
    assert "2 utterances, 0 of them doubtful" in said
    why, _ = memcon_says("show", archive, "1", "--why")
    assert '"The Minister agreed"' in why
    assert "% sure: " in why


def test_show_tells_in_short_what_later_stages_found(archive: str) -> None:
    """Moves and issues stand below the talk, and the account is named as the place of the rest."""
    said, _ = memcon_says("show", archive, "1")
    assert "What they do" in said
    assert "proposes 1" in said
    assert f"Next: memcon account {archive} railways-1" in said


def test_a_narrow_terminal_shows_each_document_on_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the columns would leave no room for the title, it stands on its own line, and each line ends in time."""
    from memcon.cli.records import _stacked

    row = ("a-long-name-of-a-file-1", "1922-05-12", "record of conversation", "yes", "Ruritania", "On the bridge")
    _stacked(row, 60)
    said = capsys.readouterr().out.split("\n")
    assert said[1] == "    On the bridge"
    assert all(len(line) <= 60 for line in said)


def test_help_names_each_verb_with_a_whole_sentence() -> None:
    """The list of verbs is read by newcomers: no line of those that were there from the beginning breaks off."""
    said, _ = memcon_says("--help")
    for verb in ("account", "add", "check", "demo", "extract", "meetings", "persons", "process", "show", "timeline"):
        line = next(words for words in said.split("\n") if words.startswith(f"  {verb} "))
        assert not line.endswith("..."), line


def test_show_text_gives_every_word(archive: str) -> None:
    """The whole text, in order."""
    said, _ = memcon_says("show", archive, "railways-2", "--text")
    assert "at our meeting of the twelfth of this month." in " ".join(said.split())


@pytest.mark.parametrize(
    ("expected", "conditions"),
    [
        (["1"], ["--talk"]),
        (["2", "3"], ["--no-talk"]),
        (["2"], ["--form", "letter"]),
        (["3"], ["--from", "1922-06"]),
        (["1", "2"], ["--to", "1922-05"]),
        (["2"], ["--from", "1922-05-13", "--to", "1922-05-31"]),
        (["1"], ["--about", "Share COST"]),
        (["1", "2"], ["--limit", "2"]),
        ([], ["--about", "balloon"]),
    ],
)
def test_records_are_chosen_by_conditions(archive: str, expected: list[str], conditions: list[str]) -> None:
    """Talk, form, days (a month means all its days), words of the text, and a limit."""
    said, _ = memcon_says("records", archive, *conditions, "--as", "jsonl")
    assert expected == [json.loads(line)["number"] for line in said.splitlines()]


def test_a_table_for_a_spreadsheet(archive: str) -> None:
    """CSV has a head and nothing but rows."""
    said, _ = memcon_says("records", archive, "--as", "csv")
    assert [row["number"] for row in csv.DictReader(io.StringIO(said))] == ["1", "2", "3"]


def test_a_pipe_gets_whole_ids_and_titles(archive: str) -> None:
    """Nothing is cut where there is no screen."""
    said, _ = memcon_says("records", archive)
    (entry, *_) = memcon.records(archive)
    assert entry.id in said
    assert "Resolution of the Board of Railways on the bridge" in said


def test_quiet_says_only_what_was_asked(tmp_path: Path, papers: Path) -> None:
    """With --quiet, commands that do something print nothing; records prints its rows alone."""
    archive = str(tmp_path / "A")
    for words in (["create", archive], ["add", archive, str(papers)], ["process", archive]):
        assert memcon_says("--quiet", *words) == ("", "")
    assert len(memcon_says("--quiet", "records", archive)[0].splitlines()) == 4


def test_bad_files_among_good_ones(tmp_path: Path, papers: Path) -> None:
    """The good are read, each bad one has one clear line, and the status says that something failed."""
    archive = str(tmp_path / "A")
    memcon_says("create", archive)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8)
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(60))
    names = ["empty.txt", "picture.jpg", "cut.zip", "gone.md"]
    said, told = memcon_says("add", archive, *(str(tmp_path / name) for name in names), str(papers), status=1)
    assert "1 file added with 3 documents" in said
    assert "4 could not be read" in said
    assert len(told.splitlines()) == 4
    assert all(name in line for name, line in zip(names, told.splitlines(), strict=True))


def test_extract_goes_on_after_a_bad_file(tmp_path: Path, papers: Path) -> None:
    """Without an archive too, one bad file costs only itself."""
    _, told = memcon_says("extract", str(tmp_path / "gone.md"), str(papers), "--to", str(tmp_path / "out"), status=1)
    assert len(told.splitlines()) == 1
    assert len((tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    "words",
    [
        ["add", "nowhere", "x"],
        ["process", "nowhere"],
        ["records", "nowhere"],
        ["show", "nowhere", "1"],
        ["export", "nowhere", "--to", "out"],
        ["register", "nowhere", "persons", "x"],
    ],
)
def test_an_archive_that_is_not_there(words: list[str], tmp_path: Path) -> None:
    """Every verb says how to create it, in one line."""
    _, told = memcon_says(*words, status=1, where=tmp_path)
    assert told.strip() == "memcon: nowhere: there is no such folder. Create an archive with: memcon create nowhere"


@pytest.mark.parametrize("words", [["weigh"], ["add"], ["records", "A", "--from", "yesterday"], ["extract", "x.txt"]])
def test_a_command_that_is_not_understood(words: list[str]) -> None:
    """The status is 2, and the usage is told."""
    _, told = memcon_says(*words, status=2)
    assert "Usage" in told


def test_an_archive_of_a_newer_memcon(archive: str) -> None:
    """One line says to update; nothing is touched."""
    toml = Path(archive) / "archive.toml"
    toml.write_text('name = "A"\nschema = 99\n', encoding="utf-8")
    _, told = memcon_says("records", archive, status=1)
    assert "pip install --upgrade memcon" in told
    assert len(told.splitlines()) == 1


def test_registers_are_imported(archive: str, tmp_path: Path) -> None:
    """The count of new rows is told; a second time nothing is new."""
    (tmp_path / "people.csv").write_text("id,name\nsapt,Sapt\n", encoding="utf-8")
    assert "1 row new" in memcon_says("register", archive, "persons", str(tmp_path / "people.csv"))[0]
    assert "0 rows new, 1 there already" in memcon_says("register", archive, "persons", str(tmp_path / "people.csv"))[0]


def test_doctor_finds_an_archive_in_order(archive: str) -> None:
    """Everything is well, and said to be."""
    said, _ = memcon_says("doctor", archive, "--deep")
    assert "every source is byte for byte what was received" in said
    assert "up to date" in said


def test_doctor_finds_a_changed_source_and_what_to_do(archive: str) -> None:
    """A source that somebody edited is named, with the way out."""
    (source,) = (Path(archive) / "sources").glob("*.md")
    source.write_text("edited", encoding="utf-8")
    said, _ = memcon_says("doctor", archive, "--deep", status=1)
    assert "railways.md -> put them back from your backup" in said


def test_doctor_says_what_waits_to_be_done(archive: str) -> None:
    """After derived/ was thrown away, the command that makes it anew is named."""
    for part in (Path(archive) / "derived" / "describe").iterdir():
        part.unlink()
    assert f"describe of 1 source -> memcon process {archive}" in memcon_says("doctor", archive)[0]


def test_help_comes_at_once() -> None:
    """The best of three runs of --help takes less than a second, far less than a heavy library's import."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        said, _ = memcon_says("--help")
        took.append(time.perf_counter() - begun)
    assert "records" in said
    assert min(took) < 1.0


def test_the_version_is_told_without_a_command() -> None:
    """--version needs no archive."""
    assert memcon_says("--version")[0].startswith("memcon")


def test_an_empty_folder_is_told(archive: str, tmp_path: Path) -> None:
    """Nobody is left to think that something was added."""
    (tmp_path / "nothing").mkdir()
    _, told = memcon_says("add", archive, str(tmp_path / "nothing"), status=1)
    assert "No file was found" in told


def test_the_command_line_has_the_verbs_of_the_functions() -> None:
    """Word for word."""
    from memcon.cli.main import cli

    assert set(memcon.__all__) == set(cli.commands)


def test_the_demonstration(tmp_path: Path) -> None:
    """One command makes the built-in archive and tells one conversation; a second uses the archive that is there."""
    said, _ = memcon_says("demo", "--to", str(tmp_path / "D"))
    for words in (
        "24 November 1934",
        "Joseph Stalin",
        "Peljidiin Genden",
        "certainty",
        "how Mongolia would uphold its independence against a Japanese attack",
        "what will you do if your situation worsens",
        "a pact of mutual assistance had to be concluded",
        "Contested: Was the big November 1934 talk on 15 or on 24 November?",
        "not the original records",
        f"The archive lies in {tmp_path / 'D'}",
        f"The whole account as a page: {tmp_path / 'D' / 'studies' / 'account-1934-11-24.html'}",
        "kept (proposed): Protocol of mutual assistance, 1936-03-12.",
        "Next: memcon account",
    ):
        assert words in " ".join(said.split())
    screenful = " ".join("\n".join(said.split("\n")[:32]).split())
    assert "Japanese attack" in screenful
    assert "a pact of mutual assistance had to be concluded" in screenful
    assert "Protocol of mutual assistance, 1936-03-12" in screenful
    assert "<h1" in (tmp_path / "D" / "studies" / "account-1934-11-24.html").read_text(encoding="utf-8")
    again, _ = memcon_says("demo", "--to", str(tmp_path / "D"))
    assert said == again


def test_the_demonstration_leaves_another_archive_alone(archive: str) -> None:
    """It says how to choose another place."""
    _, told = memcon_says("demo", "--to", archive, status=1)
    assert "memcon demo --to FOLDER" in told
