"""The reading room: every page and its JSON twin, what keeps others out, what a ruling changes, and bad input."""

from __future__ import annotations

import io
import re
import time
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import memcon
from memcon.archive.archive import Archive
from memcon.processing import work
from memcon.room import app as rooms
from memcon.room.setting import address
from memcon.room.words import preferred, words
from room_specimens import BIDI, HOSTILE, record_of, room_archive

ROOM = Path(__file__).resolve().parents[1] / "src" / "memcon" / "room"
ENGLISH, RUSSIAN = (tomllib.loads((ROOM / "words" / f"{one}.toml").read_text("utf-8")) for one in ("en", "ru"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive that no test writes to."""
    return room_archive(tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def client(archive: Archive) -> TestClient:
    """A reader in its room."""
    return TestClient(rooms.room(archive))


@pytest.fixture
def written(tmp_path: Path) -> Archive:
    """An archive that a test may write to."""
    return room_archive(tmp_path)


def pages(archive: Archive) -> dict[str, str]:
    """One address of each page."""
    record = record_of(archive, "bridge-1")
    hostile = record_of(archive, "hostile")
    return {
        "archive": "/", "records": "/records", "meetings": "/meetings", "persons": "/persons", "issues": "/issues",
        "commitments": "/commitments", "timeline": "/timeline", "record": address("r", record),
        "hostile": address("r", hostile) + "?show=acts,issues", "passage": address("r", record, "120-160"),
        "correcting": address("r", hostile, "300-340") + "?correct=1", "meeting": address("meeting", hostile),
        "person": address("person", "Mr. Smith"), "account": address("account", hostile),
        "issue": address("issue", "bridge"),
        "compare": address("compare", record, "with", hostile) + "?anyway=1", "lost": "/nothing",
        "no record": "/r/none",
    }  # fmt: skip


NAMES = ("archive", "records", "meetings", "persons", "issues", "commitments", "timeline", "record", "hostile",
         "passage", "correcting", "meeting", "person", "account", "issue",
         "compare")  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_and_its_twin_have_one_content(archive: Archive, client: TestClient, name: str, language: str) -> None:
    """Each page answers in both languages, and as JSON with the same title, at its own address and by Accept."""
    asked = pages(archive)[name]
    until = time.monotonic() + 30
    while client.get(asked, headers={"accept": "application/json"}).json().get("drawing") and time.monotonic() < until:
        time.sleep(0.1)  # a chart is drawn aside
    page = client.get(asked, headers={"accept-language": language})
    path, mark, query = asked.partition("?")
    twin = client.get(("/index" if path == "/" else path) + ".json" + mark + query,
                      headers={"accept-language": language})  # fmt: skip
    same = client.get(asked, headers={"accept": "application/json", "accept-language": language})
    assert page.status_code == twin.status_code == same.status_code == 200, page.text[:300]
    assert twin.json() == same.json()
    assert f'<html lang="{language}"' in page.text
    assert len(re.findall(r"<h1[ >]", page.text)) == 1


@pytest.mark.parametrize("name", [*NAMES, "lost", "no record"])
def test_hostile_words_are_text(archive: Archive, client: TestClient, name: str) -> None:
    """Markup and scripts in records, titles, names of archive and collection are shown, never run."""
    text = client.get(pages(archive)[name]).text
    assert "<script>" not in text
    assert "<svg onload" not in text
    assert "<style" not in text
    assert not re.search(r"""<[^>]+\son\w+\s*=|<[^>]+\sstyle\s*=|href=["']?javascript:""", text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)


def test_letters_that_turn_a_line_are_shown_as_boxes(archive: Archive, client: TestClient) -> None:
    """A control that would turn the direction of the line stands as a box; the JSON has the text as received."""
    asked = pages(archive)["hostile"]
    assert "\u25aftxt.exe\u25af" in client.get(asked).text
    assert BIDI.split()[0] in client.get(asked, headers={"accept": "application/json"}).json()["title"]


def test_the_text_stands_as_received(archive: Archive, client: TestClient) -> None:
    """The pieces of a record's passages, put together, are its text, letter by letter."""
    for name in ("bridge-1", "hostile"):
        record = record_of(archive, name)
        shown = client.get(f"/r/{record}.json").json()
        text = memcon.show(archive, record).record.text
        for leaf in shown["leaves"]:
            assert "".join(piece["words"] for piece in leaf["pieces"]) == text[leaf["start"] : leaf["end"]]
        assert {u["name"] for u in shown["said"]} == {"Count Rupert", "Mr. Smith"}


def keys(table: dict[str, Any], above: str = "") -> Iterator[str]:
    for key, held in table.items():
        yield from keys(held, f"{above}{key}.") if isinstance(held, dict) else [above + key]


def test_both_languages_have_the_same_words() -> None:
    """No key is missing in either language, and Russian has three forms wherever English has two."""
    assert set(keys(ENGLISH)) == set(keys(RUSSIAN))
    english, russian = words("en"), words("ru")
    for key in keys(ENGLISH):
        assert isinstance(english._words[key], list) == isinstance(russian._words[key], list), key
        if isinstance(russian._words[key], list):
            assert len(russian._words[key]) == 3, key
        fields = [set(re.findall(r"{(\w+)}", str(its._words[key]))) for its in (english, russian)]
        assert fields[0] == fields[1], key


def test_every_word_that_a_page_asks_for_is_there() -> None:
    """Each key named in a template stands among the words."""
    known = set(keys(ENGLISH))
    for path in (ROOM / "templates").glob("*.j2"):
        for key in re.findall(r"""\bt(?:\.count)?\(["']([\w.-]+)["'][,)]""", path.read_text("utf-8")):
            assert key in known, f"{path.name}: {key}"


def test_language_is_chosen_and_kept(client: TestClient) -> None:
    """The browser's wish holds until the reader chooses; a choice is kept in a cookie and leaves the address clean."""
    assert preferred("fr, ru;q=0.8, en;q=0.5") == "ru"
    assert preferred("xx") == "en"
    with TestClient(client.app) as reader:
        answer = reader.get("/records?lang=ru&q=bridge", follow_redirects=False)
        assert answer.headers["location"] == "/records?q=bridge"
        assert '<html lang="ru"' in reader.get("/records").text
        strange = reader.get("//elsewhere.example?lang=en", follow_redirects=False)
        assert not strange.headers.get("location", "/").startswith("//")


COUNTS = [(1, "1 запись"), (3, "3 записи"), (5, "5 записей"), (11, "11 записей"), (21, "21 запись")]


@pytest.mark.parametrize(("number", "expected"), COUNTS)
def test_russian_counts(number: int, expected: str) -> None:
    """A count takes the form of its word."""
    assert words("ru").count("n.records", number) == expected


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8417", "127.0.0.1.evil.example", ""])
def test_the_room_answers_its_own_name_only(client: TestClient, host: str) -> None:
    """A name that somebody else made point at this machine is turned away."""
    assert client.get("/", headers={"host": host}).status_code == 421
    assert client.get("/", headers={"host": "127.0.0.1:8417"}).status_code == 200


def test_every_answer_carries_its_policy(client: TestClient) -> None:
    """Pages run no script but the room's own, in nobody else's frame."""
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert client.get("/static/room.js").headers["x-content-type-options"] == "nosniff"


def form(client: TestClient, record: str, words: str, **fields: str) -> dict[str, str]:
    """Fill in the form of a passage as the page gives it."""
    shown = client.get(f"/r/{record}.json").json()
    said = next(u for u in shown["said"] if words in text_of(shown, u["start"], u["end"]))
    page = client.get(f"/r/{record}/{said['start']}-{said['end']}?correct=1").text
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    return {"key": key[1], "record": record, "start": str(said["start"]), "end": str(said["end"]),
            "by": "A. Reader", "because": "the test says so", **fields}  # fmt: skip


def text_of(shown: dict[str, Any], start: int, end: int) -> str:
    pieces = [piece for leaf in shown["leaves"] for piece in leaf["pieces"]]
    return "".join(piece["words"] for piece in pieces if start <= piece["start"] < end)


def settled(client: TestClient, record: str) -> dict[str, Any]:
    """Wait until what rests on a ruling is worked out again, and give the record."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        shown: dict[str, Any] = client.get(f"/r/{record}.json").json()
        if shown["at_work"] is None:
            return shown
        assert shown["at_work"] == "", shown["at_work"]
        time.sleep(0.05)
    raise AssertionError("the stages were not done again in 20 seconds")


def test_a_ruling_is_seen_at_once_and_flows_into_the_commitment(written: Archive) -> None:
    """A speaker set right shows on the page that answers, then in the commitment; taken back, all is as before.

    The machine's claim stays beside it, and nothing is left for `memcon process` to do.
    """
    record = record_of(written, "bridge-1")
    client = TestClient(rooms.room(written))
    before = client.get(f"/r/{record}.json").json()
    assert before["commitments"][0]["promisor"] == "Count Rupert"
    ruling = form(client, record, "promised to send", do="speaker", name="Mr. Smith")
    answer = client.post("/correct", data=ruling)
    assert answer.status_code == 200
    assert "The machine said:" in answer.text
    shown = settled(client, record)
    said = next(u for u in shown["said"] if "promised to send" in text_of(shown, u["start"], u["end"]))
    assert (said["name"], said["made_by"], said["state"]) == ("Mr. Smith", "A. Reader", "checked")
    assert said["formerly"].startswith("Count Rupert")
    assert shown["commitments"][0]["promisor"] == "Mr. Smith"
    listed = client.get("/commitments.json").json()["rows"]
    assert {"Mr. Smith"} == {row["promisor"] for row in listed if row["record"] == record}
    assert not any(work.stale(written).values())
    client.post("/correct", data={**ruling, "do": "undo", "because": "a slip"})
    assert settled(client, record)["commitments"] == before["commitments"]
    assert not any(work.stale(written).values())
    listed_rulings = memcon.corrections(written)
    assert [one.correction.kind.value for one in listed_rulings] == ["speaker", "withdraw"]
    assert listed_rulings[0].withdrawn == "A. Reader: a slip"


def test_act_issue_bounds_and_all_above(written: Archive) -> None:
    """Act, issue and bounds are ruled on from the form; one key confirms all above; each is signed with its reason."""
    record = record_of(written, "bridge-1")
    client = TestClient(rooms.room(written))
    for fields in (
        {"do": "act", "name": "warn"}, {"do": "issue", "name": "The toll"},
        {"do": "bounds", "bounds": "Mr. Smith said that the bridge must stay closed"}, {"do": "confirm_above"},
    ):  # fmt: skip
        filled = form(client, record, "must stay closed", **fields)
        answer = client.post("/correct", data=filled, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        settled(client, record)
    shown = client.get(f"/r/{record}.json").json()
    assert "WARN" in {act["label"] for act in shown["acts"]}
    assert "The toll" in {issue["label"] for issue in shown["issues"]}
    assert shown["said"][0]["state"] == "checked"
    assert {one["because"] for one in shown["rulings"]} == {"the test says so"}
    assert client.get("/index.json").json()["coverage"]["rulings"] == 4
    page = client.get(f"/r/{record}", headers={"accept-language": "ru"}).text
    assert "A. Reader" in page


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"key": "guessed"}, 400), ({"do": "burn"}, 400), ({"by": " "}, 400), ({"because": ""}, 400),
     ({"start": "x"}, 400), ({"end": "99999999"}, 400), ({"record": "none"}, 404), ({"do": "speaker", "name": ""}, 400),
     ({"do": "act", "name": "SING"}, 400), ({"do": "undo", "id": "none"}, 404)],
)  # fmt: skip
def test_a_wrong_form_files_nothing(archive: Archive, client: TestClient, wrong: dict[str, str], status: int) -> None:
    """Whatever a form lacks is said in words, and nothing is filed."""
    filled = form(client, record_of(archive, "bridge-1"), "promised to send", do="confirm")
    answer = client.post("/correct", data={**filled, **wrong})
    assert answer.status_code == status
    assert re.search(r'role="alert"><bdi>\w', answer.text)
    assert not list((archive.path / "corrections").iterdir())


def test_another_site_cannot_file(archive: Archive, client: TestClient) -> None:
    """A form sent from another origin is turned away even with the right key."""
    filled = form(client, record_of(archive, "bridge-1"), "promised to send", do="confirm")
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert client.post("/correct", data=filled, headers=headers).status_code == 421
    assert not list((archive.path / "corrections").iterdir())


def test_a_passage_has_an_address_that_stays(archive: Archive, client: TestClient) -> None:
    """The page of a passage marks it, cites it, and offers it to be corrected; one outside the text is told."""
    record = record_of(archive, "bridge-1")
    text = memcon.show(archive, record).record.text
    start = text.index("the bridge must stay closed")
    page = client.get(f"/r/{record}/{start}-{start + 27}").text
    assert 'id="here"' in page
    assert "the bridge must stay closed" in re.sub(r"<[^>]+>", "", page[page.index('id="here"') :])[:200]
    assert "¶2" in page
    assert client.get(f"/r/{record}/5-999999").status_code == 404


def test_records_are_asked_for_and_paged(archive: Archive, client: TestClient) -> None:
    """The list is narrowed by words, talk, form and days; the undated lie between no two days."""
    assert client.get("/records.json").json()["found"] == 4
    assert client.get("/records.json?talk=reported").json()["found"] == 3
    assert client.get("/records.json?q=note").json()["found"] == 1
    found = client.get("/records.json?since=1936-04&until=1936-04&order=-date").json()
    assert [row["id"] for row in found["rows"]] == [record_of(archive, "bridge-2")]
    assert client.get("/records.json?page=77&since=nonsense").status_code == 200
    assert client.get("/records?q=" + "x" * 5000).status_code == 200


def test_a_record_is_found_by_enough_of_its_id(archive: Archive, client: TestClient) -> None:
    """Whoever types an id as the command line takes it comes to the record, whose links bear the whole id."""
    record = record_of(archive, "bridge-2")
    assert client.get(f"/r/{record.rpartition('-')[0]}.json").json()["id"] == record
    several = client.get("/r/bridge")
    assert several.status_code == 404
    assert "records fit" in several.text


def test_unknown_addresses_say_what_to_do(client: TestClient) -> None:
    """Unknown page, record, person, issue, source: words, ways out, and the right status, in JSON too."""
    for asked in ("/nothing", "/r/none", "/person/nobody%20at%20all", "/issue/zzzz", "/meeting/none", "/account/none"):
        answer = client.get(asked)
        assert answer.status_code == 404, asked
        assert 'role="alert"' in answer.text
        assert client.get(asked, headers={"accept": "application/json"}).json()["status"] == 404
    assert client.get("/source/none").status_code == 404
    assert client.get("/correct").status_code == 404


def test_a_damaged_part_is_told(written: Archive) -> None:
    """A damaged table costs a page its content, not the room its life, and the page says what to do."""
    client = TestClient(rooms.room(written))
    assert client.get("/records").status_code == 200
    for part in (written.path / "derived" / "describe").iterdir():
        part.write_bytes(b"PAR1 torn")
    client.app.state.reading.shelf.forget()  # type: ignore[attr-defined]
    fresh = TestClient(rooms.room(written))
    answer = fresh.get("/records")
    assert answer.status_code == 503
    assert "memcon process" in answer.text


def test_an_empty_archive_has_pages(tmp_path: Path) -> None:
    """Every list of an archive without a document is a page that says so."""
    client = TestClient(rooms.room(memcon.create(tmp_path / "empty")))
    for asked in ("/", "/records", "/meetings", "/persons", "/issues", "/commitments", "/timeline"):
        assert client.get(asked).status_code == 200, asked


def test_pictures_and_sources_are_shown_as_received(tmp_path: Path) -> None:
    """A ZIP's pictures that bear the text's name stand beside it; names outside the ZIP are not followed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("talk.txt", "Memorandum of Conversation\n\nVienna, May 1, 1936.\n\nMr. Smith asked for it.")
        file.writestr("talk_1.png", b"\x89PNG\r\n\x1a\n")
    (tmp_path / "papers.zip").write_bytes(packed.getvalue())
    made = memcon.create(tmp_path / "archive")
    memcon.add(made, tmp_path / "papers.zip")
    memcon.process(made)
    client = TestClient(rooms.room(made))
    record = memcon.records(made)[0].id
    shown = client.get(f"/r/{record}.json").json()["facsimile"]
    assert (shown["kind"], shown["pictures"]) == ("pictures", ["talk_1.png"])
    assert client.get(f"/source/{shown['source']}/talk_1.png").headers["content-type"] == "image/png"
    assert client.get(f"/source/{shown['source']}/../../archive.toml").status_code == 404
    assert client.get(f"/source/{shown['source']}/talk.txt").status_code == 404
    assert client.get(f"/source/{shown['source']}").content == packed.getvalue()


def test_a_citation_in_each_style(archive: Archive, client: TestClient) -> None:
    """The four styles name title, day and passage; none of them breaks on hostile words."""
    record = record_of(archive, "bridge-1")
    styles = {one["style"]: one["words"] for one in client.get(f"/r/{record}/120-160.json").json()["references"]}
    assert set(styles) == {"bibtex", "chicago", "csl-json", "gost"}
    assert "March 3, 1936" in styles["chicago"]
    assert "3 марта 1936 г." in styles["gost"]
    assert "date = {1936-03-03}" in styles["bibtex"]
    assert HOSTILE not in styles["bibtex"]
