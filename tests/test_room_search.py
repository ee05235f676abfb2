"""Search in the reading room: what is found and how it is told, indexes made aside, hostile questions and records."""

from __future__ import annotations

import csv
import io
import re
import time
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

import memcon
from memcon.archive.archive import Archive
from memcon.room import app as rooms
from memcon.room import indexing
from memcon.room.setting import address
from memcon.search import verbs
from room_specimens import record_of, room_archive

WAYS = ("sentences", "kwic", "collocates", "hybrid", "meaning")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive that no test writes to, with its index."""
    made = room_archive(tmp_path_factory.mktemp("room"))
    verbs.index(made)
    return made


@pytest.fixture(scope="module")
def client(archive: Archive) -> TestClient:
    """A reader in its room."""
    return TestClient(rooms.room(archive))


def asked(client: TestClient, question: str) -> dict[str, Any]:
    """Ask for the JSON of a search until whatever must be made first is made."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(f"/search.json?{question}").json()
        if found["building"] is None and not found["working"]:
            return found
        time.sleep(0.05)
    raise AssertionError("the index was not made in 20 seconds")


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def test_a_sentence_is_found_and_told_with_all_that_is_known(archive: Archive, client: TestClient) -> None:
    """The question is told back; the hit has speaker, act, day, paragraph, context, and a link that opens it."""
    assert asked(client, "q=promised+draft")["total"] == 1
    page = client.get("/search?q=promised+draft").text
    assert "Sentences of talk that hold “promised” and “draft”." in page
    hit = asked(client, "q=promised+draft")["hits"][0]
    assert (hit["hit"]["speaker"], hit["hit"]["citation"]["date"]) == ("Count Rupert", "1936-03-03")
    assert "PROMISE" in hit["hit"]["acts"]
    assert "nearly settled" in hit["before"]
    record = record_of(archive, "bridge-1")
    link = f"{address('r', record, '{}-{}'.format(hit['hit']['start'], hit['hit']['end']))}#here"
    assert link in page
    opened = client.get(link).text
    assert "He promised to send a draft" in plain(opened)
    assert f"/search?like={record}" in opened


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("way", WAYS)
def test_each_way_has_a_page_and_a_twin(client: TestClient, way: str, language: str) -> None:
    """Sentences, concordance, collocates, meaning: a page in both languages, and JSON of the same content."""
    found = asked(client, f"q=bridge&way={way}")
    page = client.get(f"/search?q=bridge&way={way}", headers={"accept-language": language})
    assert page.status_code == 200
    assert found["explained"]
    assert (found["lines"] if way == "kwic" else found["collocates"] if way == "collocates" else found["hits"])
    assert f'<html lang="{language}"' in page.text


def test_facets_narrow_and_tell_of_how_many(client: TestClient) -> None:
    """A facet's figure is what its link gives; its denominator is all that one says; the unknown stand apart."""
    found = asked(client, "q=bridge&in=any")
    speakers = next(one for one in found["facets"] if one["field"] == "speaker")
    assert speakers["unknown"]["value"] == "unknown"
    for count in speakers["counts"]:
        narrowed = asked(client, f"q=bridge&in=any&speaker={quote(count['value'])}")
        assert narrowed["total"] == count["hits"] <= count["of"]
        assert narrowed["chosen"][0]["label"] == count["label"]
        assert asked(client, f"speaker={quote(count['value'])}&in=any")["total"] == count["of"]
    page = client.get("/search?q=bridge&speaker=%3DMr.+Smith").text
    assert 'href="/search?q=bridge"' in page  # the cross beside what was chosen


def test_what_nobody_knows_stands_apart(client: TestClient) -> None:
    """The year is asked of the date; what would fit but for an unknown speaker is told with its number."""
    assert asked(client, "q=bridge&year=1936")["total"] == asked(client, "q=bridge")["total"]
    question = "q=bridge&in=any&speaker=%3DMr.+Smith"
    assert asked(client, question)["apart"]["speaker unknown"] > 0
    assert "Would fit but for what nobody knows: speaker not known" in plain(client.get(f"/search?{question}").text)


def test_a_concordance_is_sorted(client: TestClient) -> None:
    """Lines by the word right of the one asked for are in its order; words left and right are the sentence's."""
    found = asked(client, "q=bridge&way=kwic&sort=right")
    rights = [re.findall(r"\w+", one["right"].lower())[:1] for one in found["lines"]]
    assert rights == sorted(rights)
    assert found["of_lines"] == len(found["lines"]) > 2


def test_similar_passages_and_what_else_one_said(archive: Archive, client: TestClient) -> None:
    """From a passage: others like it, and only those of its speaker."""
    record = record_of(archive, "bridge-1")
    text = memcon.show(archive, record).record.text
    start = text.index("Count Rupert said that the customs question")
    where = f"like={record}&at={start}-{text.index('He promised to send')}"
    found = asked(client, where)
    assert "nearly settled" in found["passage"]
    assert "Mr. Smith" in {one["hit"]["speaker"] for one in found["hits"]}
    same = asked(client, f"{where}&same=yes")
    assert "Mr. Smith" not in {one["hit"]["speaker"] for one in same["hits"]}
    assert same["total"] < found["total"]
    near = asked(client, f"{where}&way=meaning")
    assert all(one["hit"]["start"] != start or one["hit"]["record"] != record for one in near["hits"])


def test_hits_are_taken_away_as_csv(client: TestClient) -> None:
    """All hits stand in the table, whatever page is shown; a cell that a spreadsheet would run is made harmless."""
    answer = client.get("/search.csv?q=bridge&page=7")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == asked(client, "q=bridge")["total"]
    assert {"record", "cite", "date", "speaker", "text"} <= set(rows[0])
    assert len(client.get("/search.csv?q=bridge&way=kwic").text.splitlines()) > 2
    assert client.get("/search.csv?q=bridge&way=collocates").status_code == 200


WRONG = ['"open', "((", "speaker:nobodyknown", "speakr:x", "act:SING", "*", "x" * 20_000, "since:zz", "a OR",
         "\x00\x1b"]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("question", WRONG, ids=range(len(WRONG)))
def test_a_wrong_question_gets_a_plain_word(client: TestClient, question: str, way: str) -> None:
    """What cannot be understood is answered on the page itself, with the question still in its box."""
    answer = client.get("/search", params={"q": question, "way": way})
    assert answer.status_code == 200
    assert "Traceback" not in answer.text


def test_the_word_says_what_to_write(client: TestClient) -> None:
    """The reason stands in an alert."""
    told = client.get("/search", params={"q": '"open'}).text
    assert re.search(r'role="alert"><bdi lang="en">The quotation mark', told)
    assert 'value="&#34;open"' in told
    assert "is no date" in client.get("/search?q=bridge&since=soon").text
    assert client.get("/search.csv?q=%22open").status_code == 400


HOSTILE = ["<script>window.hurt=1</script>", '"><svg onload=window.hurt=1>', "javascript:alert(1)", "\u202etxt.exe"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_questions_and_values_are_text(client: TestClient, words: str) -> None:
    """Whatever stands in the address is shown as text, and the directions of a line are not turned."""
    for name in ("q", "speaker", "since", "like", "sort", "way", "issue"):
        rest = {"q": "bridge", "at": "1-9"} if name == "like" else {}
        page = client.get("/search", params={**rest, name: words}).text
        assert "<script>window" not in page
        assert "<svg onload" not in page
        assert "\u202e" not in page
    found = client.get("/search?q=script+word").text  # the hostile record's own sentence
    assert "<script>window" not in found


@pytest.mark.parametrize(
    "where", ["like=none&at=1-9", "like=none&at=nowhere", "page=99999999", "in=all&way=none&window=x", "year=soon"]
)
def test_addresses_that_no_page_wrote(client: TestClient, where: str) -> None:
    """An unknown record, a page beyond the last, a way that is none: a page all the same."""
    assert client.get(f"/search?q=bridge&{where}").status_code == 200


def test_no_index_is_made_aside_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the index is made the page says so, with how far it is, and shows itself again; nobody waits for it."""
    archive, go = room_archive(tmp_path), Event()
    made = verbs.index

    def slow(one: Archive, **how: Any) -> Any:
        how["progress"]("Indexing", 1, 4)
        go.wait(10)
        return made(one, **how)

    monkeypatch.setattr(verbs, "index", slow)
    monkeypatch.setattr(indexing, "PATIENCE", 0.05)
    client = TestClient(rooms.room(archive))
    began = time.monotonic()
    page = client.get("/search?q=bridge").text
    assert time.monotonic() - began < 5
    assert 'http-equiv="refresh"' in page
    assert '<progress max="4" value="1"' in page
    assert client.get("/search.csv?q=bridge").status_code == 503
    go.set()
    assert asked(client, "q=bridge")["total"] > 2


def test_vectors_of_a_large_archive_are_offered_first(
    archive: Archive, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where making vectors takes minutes the page asks before; searching by words is offered meanwhile."""
    monkeypatch.setattr("memcon.room.pages.search.FEW", 1)
    monkeypatch.setattr(indexing.Indexing, "is_there", lambda *_: False)
    page = client.get("/search?q=bridge&way=meaning").text
    assert "make=yes" in page
    assert archive.path.exists()


def test_a_ruling_is_found_at_once(tmp_path: Path) -> None:
    """A speaker set right is found under his new name."""
    archive = room_archive(tmp_path)
    client = TestClient(rooms.room(archive))
    before = asked(client, "q=bridge+speaker:Smith")["total"]
    record = record_of(archive, "bridge-1")
    shown = client.get(f"/r/{record}.json").json()
    page = client.get(f"/r/{record}/{shown['said'][0]['start']}-{shown['said'][0]['end']}?correct=1").text
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    ruling = {"key": key[1], "record": record, "start": str(shown["said"][0]["start"]), "do": "speaker",
              "end": str(shown["said"][0]["end"]), "name": "Mr. Smith", "by": "A", "because": "test"}  # fmt: skip
    assert client.post("/correct", data=ruling).status_code == 200
    assert asked(client, "q=bridge+speaker:Smith")["total"] == before + 1


def test_an_empty_archive_can_be_asked(tmp_path: Path) -> None:
    """Without a document nothing is found, and that is told."""
    client = TestClient(rooms.room(memcon.create(tmp_path / "empty")))
    for way in WAYS:
        assert client.get(f"/search?q=bridge&way={way}").status_code == 200
