"""The index: kept up to date, made anew, never in the way; and questions that cannot be understood."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import memcon
from memcon.archive.archive import Archive
from memcon.cli.main import cli, main
from memcon.model.errors import ArchiveBusy, MemconError
from memcon.search import updating, verbs
from memcon.search.answer import Answer
from memcon.search.reading import read
from search_papers import GERMAN, MINUTES, archive_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The calendar and the papers of Zenda, indexed."""
    archive = archive_of(tmp_path_factory.mktemp("papers"))
    verbs.index(archive)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two papers of Zenda, indexed; to be changed."""
    small = memcon.create(tmp_path / "A")
    for name, text in (("june.txt", MINUTES.format(day="June 1, 1905")), ("juli.txt", GERMAN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        memcon.add(small, tmp_path / name)
    memcon.process(small)
    verbs.index(small)
    return small


def record_of(archive: Archive, words: str) -> str:
    return verbs.search(archive, words).hits[0].record


def answered(archive: Archive, asked: str) -> tuple[str, Answer | None]:
    """Ask; give what is said, and the answer unless the question was refused."""
    try:
        found = verbs.search(archive, asked)
    except MemconError as error:
        return str(error), None
    return found.explained, found


# Up to date


def test_an_index_is_made_once(archive: Archive) -> None:
    """Where nothing changed nothing is indexed again."""
    assert verbs.index(archive) == updating.Updated()
    assert verbs.index(archive, anew="always").whole


def test_a_ruling_is_found_at_once(archive: Archive) -> None:
    """Who is ruled to speak is found under the new name by the next search, and the sentence counts as checked."""
    before = verbs.search(archive, "troops speaker:Sapt")
    hit = before.hits[0]
    memcon.correct(archive, hit.record, hit.text, ruling="speaker", name="Fritz Tarlenheim", by="R", because="heard")
    after = verbs.search(archive, "troops speaker:Tarlenheim")
    assert [one.text for one in after.hits] == [hit.text]
    assert after.hits[0].checked
    assert verbs.search(archive, "troops speaker:Sapt").total == before.total - 1
    assert verbs.search(archive, "checked:yes").total == 1


def test_one_record_is_indexed_again_not_all(archive: Archive) -> None:
    """A ruling has its own record indexed again; a process after it, what that changed; each under a second."""
    hit = verbs.search(archive, "troops speaker:Sapt").hits[0]
    memcon.correct(archive, hit.record, hit.text, ruling="act", name="REQUEST", by="R", because="it asks")
    begin = time.process_time()
    assert verbs.index(archive).records == 1
    assert time.process_time() - begin < 1
    assert "REQUEST" in verbs.search(archive, "troops speaker:Sapt").hits[0].acts
    memcon.process(archive)
    assert verbs.index(archive).records <= 1


def test_what_is_added_is_found_and_what_is_gone_is_not(archive: Archive, tmp_path: Path) -> None:
    """A new file is found by the next search; the records of a file that is taken out are not."""
    assert verbs.search(archive, "lighthouse").total == 0
    paper = tmp_path / "more.txt"
    paper.write_text(MINUTES.format(day="June 9, 1905").replace("mill", "lighthouse"), encoding="utf-8")
    memcon.add(archive, paper)
    memcon.process(archive)
    found = verbs.search(archive, "lighthouse in:any")
    assert found.total == 1
    gone = next(one for one in archive.sources().values() if one.name == "more.txt")
    lines = archive.folder.received.read_text("utf-8").splitlines(keepends=True)
    archive.folder.received.write_text("".join(line for line in lines if gone.id not in line), encoding="utf-8")
    assert verbs.search(archive, "lighthouse in:any").total == 0
    assert verbs.search(archive, "mill in:any").total == 1


def test_a_register_gives_names_their_persons(archive: Archive, tmp_path: Path) -> None:
    """Once the register knows somebody, his prints count together, and his side is found."""
    assert verbs.search(archive, "speaker:Sapt").total > 0
    also = [{"name": "Colonel Sapt"}, {"name": "Oberst Sapt"}]
    row = {"id": "sapt", "name": "Anton Sapt", "also": also, "side": "King"}
    (tmp_path / "persons.jsonl").write_text(json.dumps(row), encoding="utf-8")
    memcon.register(archive, "persons", tmp_path / "persons.jsonl")
    found = verbs.search(archive, "speaker:Anton", facets=("speaker", "side"))
    assert {hit.person for hit in found.hits} == {"sapt"}
    assert [one.label for one in found.facets[0].counts] == ["Anton Sapt"]
    assert verbs.search(archive, "side:King speaker:sapt").total == found.total


def test_records_of_one_meeting(archive: Archive, tmp_path: Path) -> None:
    """Records that the register puts in one meeting are found by it."""
    both = [record_of(archive, "mill"), record_of(archive, "verhandelt")]
    (tmp_path / "meetings.jsonl").write_text(json.dumps({"id": "zenda", "records": both}), encoding="utf-8")
    memcon.register(archive, "meetings", tmp_path / "meetings.jsonl")
    assert {hit.record for hit in verbs.search(archive, "meeting:zenda").hits} == set(both)


def test_an_index_may_be_thrown_away(archive: Archive) -> None:
    """Without its folder the index is made again, and answers the same."""
    before = verbs.search(archive, "troops")
    shutil.rmtree(archive.path / "index")
    assert verbs.search(archive, "troops").hits == before.hits


@pytest.mark.parametrize("name", ["meta.json", "ledger.json", "words.parquet", "state.json", "basis.json", "*.store",
                                  "*.idx", "*.fast", "*.term", "*.pos"])  # fmt: skip
@pytest.mark.parametrize("harm", ["cut short", "emptied", "gone", "overwritten"])
def test_a_damaged_index_is_made_anew(archive: Archive, name: str, harm: str) -> None:
    """Whatever file of the index is damaged, a search answers rightly, or says in words what to do."""
    before = verbs.search(archive, "troops in:any")
    for path in (archive.path / "index" / "sentences").glob(name):
        held = path.read_bytes()
        if harm == "gone":
            path.unlink()
        else:
            harmed = {"cut short": held[: len(held) // 2], "emptied": b"", "overwritten": os.urandom(len(held))}
            path.write_bytes(harmed[harm])
    verbs._forget(archive)
    said, after = answered(archive, "troops in:any")
    assert after is not None or "delete" in said
    if after is not None:
        assert {hit.text for hit in after.hits} == {hit.text for hit in before.hits}


def test_a_search_does_not_wait_for_another_process(archive: Archive) -> None:
    """While another process holds the index, a search answers from it as it is, and says so."""
    paper = archive.path.parent / "more.txt"
    paper.write_text(MINUTES.format(day="June 9, 1905").replace("mill", "lighthouse"), encoding="utf-8")
    memcon.add(archive, paper)
    memcon.process(archive)
    with FileLock(archive.path / "index" / ".lock"):
        found = verbs.search(archive, "troops")
    assert found.total > 0
    assert "another process" in found.remarks[0]
    assert not verbs.search(archive, "troops").remarks


def test_no_index_and_no_right_to_make_one(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an index, and with another process making it all the time, the asker is told so."""
    shutil.rmtree(archive.path / "index" / "sentences")
    monkeypatch.setattr(updating, "LONG", 0.1)
    with FileLock(archive.path / "index" / ".lock"), pytest.raises(ArchiveBusy, match="Try again"):
        verbs.search(archive, "troops")


def test_an_index_is_whole_or_not_there(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """When making the index is broken off, the old one stays, and the next search makes it."""
    before = verbs.search(archive, "troops").total

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(updating, "_put_all", broken)
        with pytest.raises(KeyboardInterrupt):
            verbs.index(archive, anew="always")
    assert verbs.search(archive, "troops").total == before
    assert not list((archive.path / "index").glob(".sentences-*"))


def test_many_ask_at_once(made: Archive) -> None:
    """Several threads get the answers that one gets."""
    asked = ("pact", "troops", "speaker:Stalin", "Japan OR Mongolia")
    alone = {words: verbs.search(made, words).total for words in asked}
    found: list[tuple[str, int]] = []
    threads = [
        threading.Thread(target=lambda words=words: found.append((words, verbs.search(made, words).total)))
        for words in list(alone) * 4
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == sorted(list(alone.items()) * 4)


def test_an_archive_not_processed(tmp_path: Path) -> None:
    """Records that were only read are found by their words; nobody is known to speak in them."""
    archive = memcon.create(tmp_path / "A")
    (tmp_path / "june.txt").write_text(MINUTES.format(day="June 1, 1905"), encoding="utf-8")
    memcon.add(archive, tmp_path / "june.txt")
    assert verbs.search(archive, "troops").total == 0
    assert verbs.search(archive, "troops in:document").total == 2


# Questions that cannot be understood


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('"cease fire', "no partner"),
        ("(a OR b", "not closed"),
        ("a)", "without its"),
        ("OR", "before the first OR"),
        ("a OR", "between two"),
        ("NEAR", "both sides"),
        ("a NEAR/0 b", "from 1 to 100"),
        ("a NEAR/99999 b", "from 1 to 100"),
        ('"a b" NEAR c', "two single words"),
        ("*", "too few letters"),
        ("a*", "too few letters"),
        ("foo:bar", "no field foo"),
        ("speker:Stalin", "Did you mean speaker"),
        ("speaker:", "says nothing"),
        ("speaker:Nobodyatall", "nobody of that name"),
        ("act:DANCE", "Known:"),
        ("date:1936..1934", "ends before it begins"),
        ("date:soon", "no date"),
        ("certainty:high", "certainty:>0.8"),
        ("checked:maybe", "yes or no"),
        ("in:margin", "talk or document"),
        ("in:talk in:frame", "no sentence is of both"),
        ("talk NEAR/3 talks", "must be two"),
        ("...", "no word"),
        ("x" * 1_000_000, "at most 4,000"),
        ("a " * 500, "at most 100"),
        ("(" * 30 + "a" + ")" * 30, "brackets within brackets"),
        ("record:nothing", "no sentence bears it"),
    ],
)
def test_a_wrong_question_gets_a_plain_word(made: Archive, asked: str, said: str) -> None:
    """What cannot be understood is said in one line, with what to do."""
    with pytest.raises(MemconError) as caught:
        verbs.search(made, asked)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=60) | st.text(alphabet='ab "()*?:~/-NEAROT1', max_size=40))
def test_no_question_breaks_it(made: Archive, asked: str) -> None:
    """Any string is answered, or refused in words."""
    said, found = answered(made, asked)
    assert said
    assert found is None or found.total <= found.searched


@pytest.mark.parametrize("asked", ["'; DROP TABLE x --", "<script>alert(1)</script>", "\x00\x01", "\ud800",
                                   "a\u202eb", "١٩٤٦", "🙂", "AND AND", "talk:x", "field_speaker:1", "a^2", "[a TO b]",
                                   "/.*/"])  # fmt: skip
def test_hostile_questions(made: Archive, asked: str) -> None:
    """Signs that mean something to other programs mean nothing here."""
    assert answered(made, asked)[0]


def test_a_question_is_read_as_it_stands() -> None:
    """NOT twice is nothing; brackets around one word change nothing; a hyphen ties words."""
    assert read("NOT NOT a") == read("a")
    assert read("((a))") == read("a")
    assert read("cease-fire") == read('forms:"cease fire"')
    assert read("source:x") == read("collection:x")


@pytest.mark.parametrize("given_badly", [{"order": "by size"}, {"facets": ("shoe size",)}, {"count": 10**6}])
def test_wrong_wishes(made: Archive, given_badly: dict[str, object]) -> None:
    """An order, a field or a number there is not is refused in words."""
    with pytest.raises(MemconError):
        verbs.search(made, "pact", **given_badly)  # type: ignore[arg-type]


# The command line


def said(*words: str, status: int = 0) -> str:
    made_of_it = CliRunner().invoke(cli, words)
    assert made_of_it.exit_code == status, made_of_it.output
    return made_of_it.output


def test_the_command(made: Archive) -> None:
    """`memcon search` shows the question told back, hits with citations, counts with denominators."""
    page = said("search", str(made.path), "Genden", "pact", "--limit", "2")
    assert page.startswith("Sentences of talk that hold the name “Genden”")
    assert "¶" in page
    assert "(of " in page
    assert said("index", str(made.path)).startswith("The index is up to date")


@pytest.mark.parametrize("shape", [[], ["--kwic"], ["--collocates"], ["--like", "M05-e01251", "¶5"]])
@pytest.mark.parametrize("form", ["csv", "jsonl", "markdown"])
def test_tables_for_other_programs(made: Archive, shape: list[str], form: str) -> None:
    """Hits, concordance, collocates and likeness come as CSV, JSON lines and Markdown."""
    words = [] if "--like" in shape else ["Mongolia"]
    if shape[:1] == ["--like"]:
        shape = ["--like", record_of(made, "date:1934-11-24 language:en"), "¶5"]
    lines = said("search", str(made.path), *words, *shape, "--as", form).splitlines()
    assert len(lines) > 1
    if form == "jsonl":
        assert all(json.loads(line) for line in lines)


def test_a_wrong_question_on_the_command_line(made: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line says in one line what is wrong."""
    assert main(["search", str(made.path), '"open']) == 1
    assert capsys.readouterr().err.startswith("memcon: The quotation mark")
