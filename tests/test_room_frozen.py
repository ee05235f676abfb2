"""The room as files: every link leads somewhere, names are legal, the search works from disk, no half copy is left."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import memcon
from memcon.archive.archive import Archive
from memcon.model.errors import MemconError
from memcon.room.frozen import copying, printing
from memcon.room.frozen.names import file_of, safe, split
from memcon.room.frozen.searching import Index, folded
from room_specimens import HOSTILE, record_of, room_archive

LINK = re.compile(r' (?:href|src|data)="([^"]*)"')
ID = re.compile(r' id="([^"]*)"')


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive with a hostile record and a study."""
    made = room_archive(tmp_path_factory.mktemp("room"))
    memcon.study(made, add=(record_of(made, "hostile"), "was the word on the bridge"), note=f"hear {HOSTILE}")
    return made


@pytest.fixture(scope="module")
def frozen(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its room as files, under a name that links must not depend on."""
    to = tmp_path_factory.mktemp("copy") / "a copy & more"
    made = memcon.room(archive, frozen=to)
    assert made is not None
    assert made.failed == ()
    assert made.files == len([one for one in to.rglob("*") if one.is_file()])
    return to


def pages(frozen: Path) -> list[Path]:
    return sorted(frozen.rglob("*.html"))


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it(frozen: Path) -> None:
    """All links are walked: relative, to files and passages that are there; none leads out of the copy."""
    places = {page: set(ID.findall(page.read_text("utf-8"))) for page in pages(frozen)}
    walked = sought = 0
    for page in places:
        for link in map(unescape, LINK.findall(page.read_text("utf-8"))):
            its = urlsplit(link)
            if its.scheme:
                assert its.scheme in ("http", "https"), link
                continue
            assert not link.startswith("/"), (page, link)
            target = (page.parent / unquote(its.path)).resolve() if its.path else page
            assert target.is_file(), (page, link)
            assert frozen.resolve() in target.parents
            if its.fragment.startswith("q="):
                assert target.name == "search.html", (page, link)
                sought += 1
            elif its.fragment and target.suffix == ".html":
                assert its.fragment in places.get(frozen / target.relative_to(frozen.resolve()), ()), (page, link)
            walked += 1
    assert walked > 500
    assert sought  # issues of one record have no course


def test_every_page_stands_there_in_both_languages_with_its_twin(archive: Archive, frozen: Path) -> None:
    """What the room shows is there: lists, each record, meeting, person, account, the study; and JSON beside it."""
    english = {page.relative_to(frozen / "en") for page in pages(frozen / "en")}
    assert english == {page.relative_to(frozen / "ru") for page in pages(frozen / "ru")}
    twins = {one.relative_to(frozen / "json").with_suffix(".html") for one in (frozen / "json").rglob("*.json")}
    assert english - twins == {Path("search.html")}
    for entry in memcon.records(archive):
        file = file_of(("r", entry.id))
        twin = json.loads((frozen / "json" / f"{file}.json").read_text("utf-8"))
        assert twin["id"] == entry.id
        assert '<html lang="ru"' in (frozen / "ru" / f"{file}.html").read_text("utf-8")
    for name in ("index", "records", "meetings", "persons", "issues", "commitments", "timeline", "study"):
        assert Path(f"{name}.html") in english


def test_nothing_that_cannot_work_is_shown(frozen: Path) -> None:
    """No form is left but the search's own field, and each page says what kind of copy it is."""
    for page in pages(frozen):
        words = page.read_text("utf-8")
        assert "<form" not in words
        assert "/correct" not in words
        assert "<script>window" not in words
    assert "cannot be asked with forms" in (frozen / "en" / "records.html").read_text("utf-8")
    assert "A copy in files, made on" in (frozen / "en" / "index.html").read_text("utf-8")
    study = (frozen / "en" / "study.html").read_text("utf-8")
    assert "was the word on the bridge" in study
    assert 'class="noted"' in study


def test_names_are_legal_everywhere_and_never_collide() -> None:
    """Capitals, other scripts, slashes, names that Windows keeps for itself: each id has a file name of its own."""
    hard = ["a", "A", "a/b", "a-b", "a b", "Ä", "А", "con", "CON", "nul.txt", "x.", "x", "..", ".", "a" * 300,
            "a" * 301, "🜲", "x--page-2", "\u202ex", "a\0b", "frus-1", "Frus-1", "x-0123456789ab", "%2e", "a?b", "a:b",
            "-"]  # fmt: skip
    names = [safe(one) for one in hard]
    assert len({name.casefold() for name in names}) == len(hard)
    for name in names:
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name)
        assert not name.endswith(".")
        assert name.split(".")[0] not in ("con", "nul")
        assert len(name) <= 100
    files = [file_of(("r", one)) for one in hard] + [file_of(("records",), (("page", "2"),)), file_of(("records",))]
    assert len(set(files)) == len(files)


def test_an_address_is_taken_apart_as_it_was_put_together() -> None:
    """Slashes inside an id stay inside; what a file cannot ask falls away; page 1 is the page itself."""
    assert split("/r/a%2Fb?show=acts&page=1#p4") == (("r", "a/b"), (), "p4")
    assert split("/records?page=3&form=note&lang=ru") == (("records",), (("form", "note"), ("page", "3")), "")


def test_a_folder_with_other_things_is_left_alone(archive: Archive, frozen: Path, tmp_path: Path) -> None:
    """Only a new folder, an empty one, or an earlier copy is written to; an earlier copy is replaced whole."""
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.md").write_text("years of work", encoding="utf-8")
    with pytest.raises(MemconError, match="something else than a frozen room"):
        memcon.room(archive, frozen=other)
    with pytest.raises(MemconError, match="in the way"):
        memcon.room(archive, frozen=other / "chapter.md")
    assert [one.name for one in other.iterdir()] == ["chapter.md"]
    again = tmp_path / "again"
    shutil.copytree(frozen, again)
    (again / "en" / "left-over.html").write_text("old", encoding="utf-8")
    memcon.room(archive, frozen=again, sources=False)
    assert not (again / "en" / "left-over.html").exists()
    assert not (again / "sources").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["again", "thesis"]


def test_interrupted_work_leaves_nothing_under_the_name(
    archive: Archive, frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle: the earlier copy stands as it was, and no half copy lies beside it."""
    to = tmp_path / "copy"
    shutil.copytree(frozen, to)
    before = sorted(one.relative_to(to) for one in to.rglob("*"))

    def stop(*given: Any) -> printing.Printed:
        del given
        raise KeyboardInterrupt("the reader has had enough")

    monkeypatch.setattr(printing.Press, "print", stop)
    with pytest.raises(KeyboardInterrupt):
        copying.freeze(archive, to)
    assert sorted(one.relative_to(to) for one in to.rglob("*")) == before
    assert [one.name for one in tmp_path.iterdir()] == ["copy"]


def test_several_processes_print_the_same_copy(
    archive: Archive, frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed by processes of their own, the pages are the same to the letter."""
    monkeypatch.setattr(copying, "FEW", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[tuple[str, int, int]] = []
    copying.freeze(archive, tmp_path / "copy", progress=lambda *its: told.append(its))
    for page in pages(frozen):
        assert (tmp_path / "copy" / page.relative_to(frozen)).read_bytes() == page.read_bytes()
    assert any(what == "Writing pages" and done == of for what, done, of in told)


def test_words_are_indexed_where_they_stand(frozen: Path) -> None:
    """Each word of a record leads to the passages that hold it; a text too large for such a search has none."""
    held: dict[str, Any] = {}
    script = (frozen / "search" / "words" / "73-74.js").read_text("utf-8")
    key, words = json.loads("[" + script.removeprefix("memcon.words(").rstrip().removesuffix(");") + "]")
    held.update(words)
    assert key == "73-74"
    assert "strelsau" in held
    assert folded("Гэндэ́н Ёж") == folded("гэндэн еж")
    index = Index(letters=10**9)
    index.take([printing.Text("r", "t", "", "f", (("p1", "word"),))])
    assert index.too_large
    assert index.texts == []


def test_from_the_command_line(archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`memcon room ARCHIVE --frozen DIR` says what it wrote, and refuses in one line."""
    from memcon.cli.main import main

    assert main(["room", str(archive.path), "--frozen", str(tmp_path / "copy")]) == 0
    assert re.search(r"copy: \d+ pages, [\d,]+ files, [\d.]+ MB", capsys.readouterr().out)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x").touch()
    assert main(["room", str(archive.path), "--frozen", str(tmp_path / "other")]) == 1
    assert "something else than a frozen room" in capsys.readouterr().err


def test_the_copy_is_read_and_searched_from_disk(browser: Any, frozen: Path) -> None:
    """Opened as files: no complaint, nothing hostile runs, keys work, and a word is found and leads to its passage."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.set_default_timeout(6000)
    page, complaints = context.new_page(), []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: complaints.append(sent.url) if not sent.url.startswith("file:") else None)
    for file in pages(frozen):
        page.goto(file.as_uri())
        assert page.evaluate("window.hurt") is None, file
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), file
    page.goto((frozen / "en" / "search.html").as_uri())
    page.fill("#q", "gold")
    page.wait_for_selector("#hits li")
    assert "1 passages in 1 records" in page.text_content("#told")
    page.fill("#q", "custom* “draft of the customs”")
    page.wait_for_function("document.querySelector('#told').textContent.startsWith('3 ')")
    page.click("#hits a >> nth=0")
    assert page.evaluate("document.querySelector(':target').textContent").count("customs") >= 1
    page.keyboard.press("j")
    assert page.query_selector(".u.now") is not None
    page.click("a[data-show='acts']")
    assert "show-acts" in page.evaluate("document.body.className")
    page.click("a[hreflang='ru']")
    assert page.evaluate("document.documentElement.lang") == "ru"
    assert complaints == []
    context.close()


def test_a_study_of_a_copy_leads_to_its_passages(frozen: Path) -> None:
    """A passage of a study is a link to the passage on its record's page, also where the id bears strange signs."""
    words = (frozen / "en" / "study.html").read_text("utf-8")
    link = next(one for one in LINK.findall(words) if "#p" in one)
    record, _, place = link.partition("#")
    page = (frozen / "en" / posixpath.normpath(record)).read_text("utf-8")
    assert f'id="{place}"' in page
