"""Studies: passages put together in the room, by hand and by program; nothing is lost to hostile words or two tabs."""

from __future__ import annotations

import csv
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import memcon
from memcon.archive import baskets
from memcon.archive.archive import Archive
from memcon.model.anchor import anchor
from memcon.model.errors import ArchiveError, MemconError, NotFound
from memcon.model.studies import (
    Chosen,
    Study,
    adding,
    mark_of,
    moving,
    noting,
    placing,
    removing,
    renaming,
)
from memcon.room import app as rooms
from memcon.room.setting import address
from room_specimens import BIDI, HOSTILE, record_of, room_archive

TOLL = "He insisted that the toll be\npaid in gold."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive, processed once."""
    return room_archive(tmp_path_factory.mktemp("room"))


@pytest.fixture
def archive(made: Archive) -> Archive:
    """The archive without studies; tests write them."""
    for one in (made.path / "studies").glob("*.jsonl"):
        one.unlink()
    return made


class Reader:
    """Somebody who uses the room's forms."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.client = archive, TestClient(rooms.room(archive))
        found = re.search(r'name="key" value="([^"]+)"', self.client.get("/study").text)
        self.key = unescape(found[1]) if found else ""

    def sends(self, **fields: Any) -> Any:
        """Send a form to the room, and ask for the answer as JSON."""
        return self.client.post("/keep", data={"key": self.key, **fields}, headers={"accept": "application/json"})

    def puts(self, name: str = "bridge-1", study: str = "study", count: int = 1, **fields: Any) -> list[str]:
        """Put the first utterances of a record into a study; give the passages' names in it."""
        record = record_of(self.archive, name)
        said = self.client.get(address("r", record) + ".json").json()["said"][:count]
        for one in said:
            sent = self.sends(do="add", study=study, record=record, start=one["start"], end=one["end"], **fields)
            assert sent.status_code == 200, sent.text
        return [one.id for one in baskets.kept(self.archive.folder, study).passages][-count:]

    def sees(self, study: str = "study") -> dict[str, Any]:
        """Give the study's page as JSON."""
        shown: dict[str, Any] = self.client.get(f"/study/{study}.json").json()
        return shown


def test_a_passage_is_put_in_noted_on_moved_taken_out_and_put_back(archive: Archive) -> None:
    """The whole life of a basket, through the room's forms; each step answers with the page to show next."""
    reader = Reader(archive)
    one, two, three = reader.puts(count=3)
    assert reader.sends(do="up", study="study", id=three).json()["to"] == f"/study/study#s-{three}"
    assert [its["id"] for its in reader.sees()["study"]["passages"]] == [one, three, two]
    reader.sends(do="down", study="study", id=one)
    reader.sends(do="note", study="study", id=two, note="Compare with\r\n\r\nthe spring.", was=mark_of(""))
    reader.sends(do="place", study="study", id=two, before=three)
    shown = reader.sees()["study"]["passages"]
    assert [its["id"] for its in shown] == [two, three, one]
    assert shown[0]["note"] == "Compare with\n\nthe spring."
    assert shown[0]["speaker"] in ("Count Rupert", "Mr. Smith")
    to = reader.sends(do="remove", study="study", id=three).json()["to"]
    page = reader.client.get(to).text
    assert "Taken out:" in page
    assert "Put back" in page
    assert [its["id"] for its in reader.sees()["study"]["passages"]] == [two, one]
    reader.sends(do="restore", study="study", id=three)
    assert [its["id"] for its in reader.sees()["study"]["passages"]] == [two, three, one]
    reader.sends(do="rename", study="study", title="  The toll\n on the bridge ")
    assert reader.sees()["title"] == "The toll on the bridge"
    assert baskets.kept(archive.folder, "the toll on the BRIDGE").name == "study"


def test_the_record_page_has_the_form_and_leads_back(archive: Archive) -> None:
    """A plain form on the passage puts it in; the reader comes back to the passage; strange ways back are not taken."""
    reader, record = Reader(archive), record_of(archive, "bridge-1")
    passage = address("r", record, "120-160")
    page = reader.client.get(passage).text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page[page.index('action="/keep"') :])[:7])
    assert fields["do"] == "add"
    sent = reader.client.post("/keep", data={**fields, "note": "x"}, follow_redirects=False)
    assert sent.status_code == 303
    assert unescape(sent.headers["location"]) == f"{passage}#here"
    for back in ("//elsewhere.org", "https://elsewhere.org", "/\\elsewhere.org", "/a\nb", "javascript:1"):
        assert reader.sends(**{**fields, "key": reader.key, "back": back}).json()["to"] == "/study/study"


def test_only_the_rooms_own_forms_write(archive: Archive) -> None:
    """Without the key, from another origin, or too large: nothing is written, and it is said why."""
    reader = Reader(archive)
    one = reader.puts()[0]
    before = baskets.place(archive.folder, "study").read_bytes()
    assert reader.sends(do="remove", study="study", id=one, key="guessed").status_code == 400
    foreign = reader.client.post("/keep", data={"key": reader.key, "do": "remove", "id": one},
                                 headers={"origin": "https://elsewhere.org"})  # fmt: skip
    assert foreign.status_code == 421
    huge = reader.sends(do="note", study="study", id=one, note="x" * (1 << 20), was=mark_of(""))
    assert huge.status_code == 400
    assert "Write less" in huge.json()["error"]
    long = reader.sends(do="note", study="study", id=one, note="x" * 200_000, was=mark_of(""))
    assert "100,000 is the most" in long.json()["error"]
    for wrong in ({"do": "burn"}, {"do": "up", "id": "none"}, {"do": "rename", "title": " "},
                  {"do": "add", "record": "none"}, {"do": "add", "record": record_of(archive, "note"), "start": "5",
                                                    "end": "99999"}):  # fmt: skip
        answer = reader.sends(study="study", **wrong)
        assert answer.status_code in (400, 404), wrong
        assert len(answer.json()["error"]) > 20
    assert reader.client.get("/keep").status_code in (404, 405)
    assert baskets.place(archive.folder, "study").read_bytes() == before


def test_hostile_notes_are_words(archive: Archive) -> None:
    """Mark-up, turned lines, Markdown and formulas in a note: shown as text, exported as text, kept to the letter."""
    reader = Reader(archive)
    note = f"{HOSTILE} {BIDI} </textarea><script>window.hurt=2</script>\n\n# no heading [a](javascript:1)\n\n- no list"
    one = reader.puts(note=note)[0]
    page = reader.client.get("/study").text
    assert "<script>window" not in page
    assert "</textarea><script>" not in page
    assert "\u202e" in page[page.index("<textarea") : page.index("</textarea>")]
    assert "\u202e" not in page[: page.index("<textarea")]
    assert baskets.kept(archive.folder).passages[0].note == note
    reader.sends(do="up", study="study", id=one, note=note.replace("\n", "\r\n"), was=mark_of(note))
    assert baskets.kept(archive.folder).passages[0].note == note
    text = reader.client.get("/study/study/take?as=markdown").text
    assert not re.search(r"^(#(?!#? )|# no|- no|=)", text, re.MULTILINE)
    assert "[a](" not in text
    reader.sends(do="note", study="study", id=one, note="=HYPERLINK(1)", was=mark_of(note))
    rows = list(csv.DictReader(io.StringIO(reader.client.get("/study/study/take?as=csv").text)))
    assert rows[0]["note"] == "'=HYPERLINK(1)"


def test_two_tabs_reorder_at_once_and_no_passage_is_lost(archive: Archive) -> None:
    """Forty moves, removals and returns from two sides at once: every passage is still there, once."""
    reader = Reader(archive)
    names = reader.puts(count=5, name="bridge-1")

    def turn(at: int) -> int:
        do = ("up", "down", "place", "remove", "restore")[at % 5]
        return int(reader.sends(do=do, study="study", id=names[at % 3], before=names[4]).status_code)

    with ThreadPoolExecutor(4) as tabs:
        assert set(tabs.map(turn, range(40))) == {200}
    assert sorted(one.id for one in baskets.kept(archive.folder).chosen) == sorted(names)


def test_a_note_changed_in_another_tab_is_not_overwritten(archive: Archive) -> None:
    """Who writes over a note that changed meanwhile is told so; both notes are left to put together."""
    reader = Reader(archive)
    one = reader.puts(note="first")[0]
    reader.sends(do="note", study="study", id=one, note="second", was=mark_of("first"))
    answer = reader.sends(do="note", study="study", id=one, note="third", was=mark_of("first"))
    assert answer.status_code == 400
    assert "It now says: second" in answer.json()["error"]
    assert baskets.kept(archive.folder).passages[0].note == "second"


def test_the_same_words_stand_in_a_study_once(archive: Archive) -> None:
    """Put in again, a passage keeps its place and gets the new note too; one that was taken out comes back."""
    reader = Reader(archive)
    one = reader.puts(note="a")[0]
    reader.sends(do="remove", study="study", id=one)
    assert reader.puts(note="b") == [one]
    assert [(its["id"], its["note"]) for its in reader.sees()["study"]["passages"]] == [(one, "a\n\nb")]


def test_a_passage_whose_words_are_gone_is_shown_as_unplaced(archive: Archive) -> None:
    """Words or record gone: the passage, its note and its reason are shown; it is written back as it was."""
    reader = Reader(archive)
    reader.puts(note="kept")
    path = baskets.place(archive.folder, "study")
    lines = path.read_text("utf-8").splitlines()
    held = json.loads(lines[1])
    held["anchor"]["exact"] = "Words that nobody said."
    gone = {**held, "anchor": {**held["anchor"], "record": "gone-1"}, "card": {"source_name": "x", "title": "Lost"}}
    path.write_text("\n".join([lines[0], json.dumps(held), json.dumps(gone)]) + "\n", encoding="utf-8")
    shown = reader.sees()["study"]["passages"]
    assert [one["record"] for one in shown] == [None, None]
    assert "no longer stand" in shown[0]["why"]
    assert "not in this archive" in shown[1]["why"]
    assert "Unplaced:" in reader.client.get("/study").text
    assert "unplaced" in memcon_markdown(archive)
    reader.sends(do="down", study="study", id=shown[0]["id"])
    assert [one["words"] for one in reader.sees()["study"]["passages"]] == ["Words that nobody said."] * 2


def memcon_markdown(archive: Archive) -> str:
    from memcon.studies.study_forms import written

    return written(memcon.study(archive), "markdown")


def test_a_passage_follows_its_record_into_a_better_file(archive: Archive) -> None:
    """When its record is gone, the passage holds for the one record that tells of the same document."""
    reader = Reader(archive)
    reader.puts()
    path = baskets.place(archive.folder, "study")
    record = record_of(archive, "bridge-1")
    path.write_text(path.read_text("utf-8").replace(record, "bridge-0-older"), encoding="utf-8")
    shown = reader.sees()["study"]["passages"]
    assert [one["record"] for one in shown] == [record]


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", "7", '"x"', '{"anchor": 3}', '{"anchor": {"record": 1}}', "{}", "\x00", "[" * 5000,
             '{"anchor": {"record": "r", "start": "0", "end": 1, "exact": "x"}}']
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_told_and_kept(archive: Archive, line: str) -> None:
    """A damaged line costs no other passage, is shown in plain words, and stands in the file after every change."""
    reader = Reader(archive)
    one, two = reader.puts(count=2)
    path = baskets.place(archive.folder, "study")
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1], line, lines[2]]) + "\n", encoding="utf-8")
    assert "cannot be read; it is kept as it stands" in reader.client.get("/study").text
    reader.sends(do="up", study="study", id=two)
    assert line in path.read_text("utf-8").split("\n")
    assert [its.id for its in baskets.kept(archive.folder).passages] == [two, one]


def test_a_file_that_is_no_text_is_left_alone(archive: Archive) -> None:
    """A study in another encoding is not written to; the page says which file, and the others can be read."""
    reader = Reader(archive)
    reader.puts(study="other")
    path = baskets.place(archive.folder, "study")
    path.write_bytes("Гэндэн".encode("cp1251"))
    answer = reader.client.get("/study")
    assert answer.status_code == 503
    assert "study.jsonl" in answer.text
    assert reader.sends(do="rename", study="study", title="x").status_code == 503
    assert path.read_bytes() == "Гэндэн".encode("cp1251")
    assert reader.client.get("/study/other").status_code == 200
    with pytest.raises(ArchiveError, match="backup"):
        memcon.study(archive)


def test_an_unknown_study_says_which_there_are(archive: Archive) -> None:
    """An address that names no study answers 404 with those there are; the first study is there before its file is."""
    reader = Reader(archive)
    reader.puts(study="The toll")
    answer = reader.client.get("/study/none")
    assert answer.status_code == 404
    assert "the-toll" in answer.text
    assert reader.client.get("/study").status_code == 200
    assert reader.client.get("/study/none/take?as=csv").status_code == 404
    assert reader.client.get("/study/study/take?as=docx").status_code == 404
    assert reader.client.get("/study?style=harvard").status_code == 400
    for name in ("../archive", "a/b", "..", "con"):
        assert baskets.place(archive.folder, name).parent == archive.path / "studies"


def test_a_study_is_exported_with_citations_in_each_style(archive: Archive) -> None:
    """Markdown, CSV and JSON lines hold words, speaker, note and citation; the style changes the citation alone."""
    made = memcon.study(archive, add=(record_of(archive, "bridge-1"), TOLL.replace("\n", " ")), note="gold", by="A. R.")
    assert [(one.words, one.note, one.speaker, one.act) for one in made.passages] == [
        (TOLL, "gold", "Mr. Smith", made.passages[0].act)
    ]
    text = memcon_markdown(archive)
    assert "> He insisted that the toll be paid in gold." in text
    assert "Vienna" in text
    citations = {style: memcon.study(archive, style=style).passages[0].citation
                 for style in ("chicago", "gost", "bibtex", "csl-json")}  # fmt: skip
    assert len(set(citations.values())) == 4
    assert "March 3, 1936" in citations["chicago"]
    reader = Reader(archive)
    rows = [json.loads(line) for line in reader.client.get("/study/study/take?as=jsonl").text.splitlines()]
    assert [(one["number"], one["words"], one["by"]) for one in rows] == [(1, TOLL, "A. R.")]
    taken = reader.client.get("/study/study/take?as=csv&style=gost")
    assert taken.headers["content-disposition"].endswith("study.csv")
    assert next(csv.DictReader(io.StringIO(taken.text)))["citation"] == citations["gost"]


def test_the_verb_says_what_is_missing(archive: Archive) -> None:
    """Wrong words, records and styles are refused before anything is written."""
    record = record_of(archive, "bridge-1")
    for wrong in ({"add": (record, "nobody said this")}, {"add": ("none", "x")}, {"name": "none"}):
        with pytest.raises(NotFound):
            memcon.study(archive, **wrong)
    with pytest.raises(MemconError, match="no such style"):
        memcon.study(archive, add=(record, "the toll"), style="harvard")
    assert list((archive.path / "studies").glob("*.jsonl")) == []


def test_from_the_command_line(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    """`memcon study` adds, shows, and writes the forms."""
    from memcon.cli.main import main

    record = record_of(archive, "bridge-1")
    assert main(["study", str(archive.path)]) == 0
    assert "0 passages" in capsys.readouterr().out
    assert main(["study", str(archive.path), "The toll", "--add", record, "paid in gold", "--note", "why gold?"]) == 0
    assert "why gold?" in capsys.readouterr().out
    assert main(["study", str(archive.path), "the-toll", "--as", "csv"]) == 0
    assert "paid in gold" in capsys.readouterr().out
    assert main(["study", str(archive.path), "none"]) == 1
    assert "there is no such study" in capsys.readouterr().err


def test_the_file_is_fit_for_git(archive: Archive) -> None:
    """One line a passage: moving one changes lines only by place, and a note changes one line."""
    reader = Reader(archive)
    names = reader.puts(count=3)
    path = baskets.place(archive.folder, "study")
    before = path.read_text("utf-8").splitlines()
    assert len(before) == 4
    reader.sends(do="up", study="study", id=names[2])
    assert sorted(path.read_text("utf-8").splitlines()) == sorted(before)
    reader.sends(do="note", study="study", id=names[0], note="n", was=mark_of(""))
    assert len(set(path.read_text("utf-8").splitlines()) - set(before)) == 1


PASSAGES = [Chosen(anchor("r", "abcdefgh", at, at + 1)) for at in range(4)]
STEPS = st.tuples(st.sampled_from(["up", "down", "place", "remove", "restore"]), st.integers(0, 3), st.integers(0, 3))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(STEPS, max_size=30))
def test_whatever_is_done_no_passage_is_lost_or_doubled(steps: list[tuple[str, int, int]]) -> None:
    """Any changes in any order leave each passage in the study once."""
    study = Study("s", "s")
    for passage in PASSAGES:
        study = adding(passage)(study)
    for do, at, other in steps:
        one, that = PASSAGES[at].id, PASSAGES[other].id
        change = {"up": moving(one, -1), "down": moving(one, 1), "place": placing(one, that),
                  "remove": removing(one, "2026"), "restore": removing(one, None)}[do]  # fmt: skip
        study = renaming("t")(noting(one, "n")(change(study)))
    assert sorted(its.id for its in study.chosen) == sorted(its.id for its in PASSAGES)


def test_a_basket_by_keyboard(browser: Any, archive: Archive, tmp_path: Path) -> None:
    """+ on two utterances, a note, Alt with an arrow, the export: all without a pointer but the last click."""
    from memcon.room.serve import beside
    from test_room_browser import reader

    with beside(archive) as room, reader(browser, viewport={"width": 1280, "height": 900}) as (page, complaints):
        page.goto(room + address("r", record_of(archive, "bridge-1")))
        for key in ("j", "+", "j", "+"):
            page.keyboard.press(key)
            if key == "+":
                page.wait_for_function("() => document.querySelector('#told').textContent === 'Put into the study.'")
                page.evaluate("document.querySelector('#told').textContent = ''")
        page.goto(f"{room}/study")
        first, second = (one.get_attribute("data-id") for one in page.query_selector_all("ol.basket > li"))
        page.focus(f"#n-{second}")
        page.keyboard.type("the toll")
        page.keyboard.press("Alt+ArrowUp")
        page.wait_for_function(f"() => document.querySelector('ol.basket > li')?.dataset.id === '{second}'")
        assert page.input_value(f"#n-{second}") == "the toll"
        page.drag_and_drop(f"#s-{first} > h2", f"#s-{second}")
        page.wait_for_function(f"() => document.querySelector('ol.basket > li')?.dataset.id === '{first}'")
        page.focus(f"#n-{first}")
        page.keyboard.type("left by Tab")
        page.keyboard.press("Tab")
        page.wait_for_function("() => document.querySelector('.told').textContent.includes('✓')")
        with page.expect_download() as taken:
            page.click("a:has-text('Markdown')")
        taken.value.save_as(tmp_path / "study.md")
        written = (tmp_path / "study.md").read_text("utf-8")
        assert written.index("left by Tab") < written.index("the toll")
        assert complaints == []


def test_a_basket_without_scripts(browser: Any, archive: Archive) -> None:
    """Plain forms do it all: put in, note, move, take out, put back."""
    from memcon.room.serve import beside
    from test_room_browser import reader

    Reader(archive).puts(count=2)
    with beside(archive) as room, reader(browser, java_script_enabled=False) as (page, _):
        page.goto(f"{room}/study")
        page.fill("textarea >> nth=1", "by hand")
        page.click("button:has-text('Up')")
        assert page.input_value("textarea >> nth=0") == "by hand"
        page.click("button:has-text('Take out') >> nth=0")
        page.click("#gone button")
        assert page.input_value("textarea >> nth=0") == "by hand"
