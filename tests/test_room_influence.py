"""Influence and comparison in the reading room: figures with intervals, refusals with reasons, charts, bad names."""

from __future__ import annotations

import csv
import io
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import memcon
from memcon.archive.archive import Archive
from memcon.inquiries.influence.read import catalogue
from memcon.room import app as rooms
from memcon.room.charting import inline
from memcon.room.setting import address
from memcon.studies.chart import Picture
from memcon.studies.chart_dress import dressed
from memcon.studies.chart_forms import Drawing
from room_specimens import BIDI, HOSTILE, record_of, room_archive

PAPER = """Minutes of Meeting Between Count Rupert and Colonel Sapt, Zenda, {day}

Present: Count Rupert, Colonel Sapt

Count Rupert proposed that the bridge be opened to the merchants of Strelsau. Colonel Sapt agreed to open the bridge.

Colonel Sapt asked whether Count Rupert would withdraw his guards from the castle. Count Rupert replied that the guards
would stay at the castle.

Count Rupert insisted that the King be shown to the people. Colonel Sapt said that he would show the King on Sunday.

Colonel Sapt warned that the cannon would fire if the guards came nearer. Count Rupert promised to keep the guards away.
"""
TWO = (
    """Memorandum of Conversation between Colonel Sapt and Count Rupert

Strelsau, June 1, 1895

Present: Colonel Sapt, Count Rupert

Colonel Sapt asked whether the garrison at Zenda would be withdrawn before the winter.

Count Rupert replied that the garrison would be withdrawn within 30 days.

Count Rupert said that the railway to Hofbau would not be closed.

Colonel Sapt proposed that a joint commission should examine the debts of the province.
""",
    """Memorandum of Conversation between Count Rupert and Colonel Sapt

Strelsau, June 1, 1895

Present: Count Rupert, Colonel Sapt

Colonel Sapt proposed that a joint commission should look into the debts of the province.

Colonel Sapt asked if the garrison at Zenda would be withdrawn before winter.

Count Rupert replied that the garrison at Zenda would be withdrawn within 60 days.

Count Rupert complained of articles in the newspapers of Strelsau.
""",
)
MONTHS = ("January", "March", "May", "July", "September", "November")
PAIR = "one=Rupert&other=Sapt"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Six meetings of two, that no test writes to."""
    folder = tmp_path_factory.mktemp("zenda")
    papers = folder / "papers"
    papers.mkdir()
    for month in MONTHS:
        (papers / f"{month}.txt").write_text(PAPER.format(day=f"{month} 3, 1894"), encoding="utf-8")
    made = memcon.create(folder / "archive", name="Zenda")
    memcon.add(made, papers)
    memcon.process(made)
    return made


@pytest.fixture(scope="module")
def client(archive: Archive) -> TestClient:
    """A reader in its room."""
    return TestClient(rooms.room(archive))


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, TestClient]:
    """Three meetings, one of them hostile: too few for any figure."""
    made = room_archive(tmp_path_factory.mktemp("bridge"))
    return made, TestClient(rooms.room(made))


def settled(client: TestClient, asked: str, wanted: str) -> dict[str, Any]:
    """Ask until a part of a page is worked out, or trouble told."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(asked).json()
        if found[wanted] is not None or found.get("trouble"):
            return found
        time.sleep(0.1)
    raise AssertionError(f"{asked}: {wanted} was not there after 40 seconds")


def test_figures_stand_with_interval_and_what_they_are_out_of(client: TestClient) -> None:
    """The page gives what `memcon influence` gives: each value with its interval; the pair that meets most unasked."""
    found = settled(client, "/influence.json", "sides")
    assert (found["sides"], found["meetings"], found["chosen"]) == (["Colonel Sapt", "Count Rupert"], 6, True)
    told = memcon.influence(client.app.state.reading.archive)  # type: ignore[attr-defined]
    agenda = next(one for one in told.readings if one.measure.name == "agenda")
    value = next(one for one in agenda.figures if (one.quantity, one.side) == ("opens", "Count Rupert"))
    line = next(one for m in found["measures"] if m["name"] == "agenda" for one in m["lines"]
                if one["quantity"] == "opens")  # fmt: skip
    assert line["first"]["value"] == value.value
    page = client.get("/influence").text
    assert f"<b>{value.value:.3f}</b> <span class=\"interval\">[{value.low:.3f}, {value.high:.3f}]" in page
    assert f"{value.parts[0]:.0f} of {value.parts[1]:.0f}" in page


def test_every_measure_says_what_it_is_and_when_it_says_nothing(client: TestClient) -> None:
    """Definition, unit, source and misuse of each measure can be opened; refused figures stand with the reason."""
    found = settled(client, f"/influence.json?{PAIR}", "sides")
    assert {one["name"] for one in found["measures"]} == {one.name for one in catalogue()}
    page = client.get(f"/influence?{PAIR}").text
    for one in found["measures"]:
        assert all(one[part] for part in ("definition", "unit", "source", "invalid"))
        if one["refused"]:
            assert f"Refused: <bdi>{one['refused'][:20]}" in page
    assert any(one["lacking"] or one["refused"] for one in found["measures"])


def test_charts_are_drawings_in_the_page(client: TestClient) -> None:
    """Charts stand inline, in the colours of the page, without styles that its policy forbids, each id once."""
    pytest.importorskip("altair", reason="no charts here: pip install 'memcon[charts]'")
    found = settled(client, f"/influence.json?{PAIR}", "charts")
    assert [one["name"] for one in found["charts"] if one["svg"]]
    assert all(one["svg"] or one["why"] for one in found["charts"])
    page = client.get(f"/influence?{PAIR}").text
    assert 'role="img"' in page
    assert not re.search(r"<style|\sstyle=", page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_without_the_extra_the_figures_stand_alone(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where charts are not installed the page says what to install, and gives the figures."""
    monkeypatch.setitem(sys.modules, "altair", None)
    client = TestClient(rooms.room(archive))
    settled(client, f"/influence.json?{PAIR}", "sides")
    found = settled(client, f"/influence.json?{PAIR}", "no_charts")
    assert "memcon[charts]" in found["no_charts"]
    assert found["measures"]
    assert "memcon[charts]" in client.get(f"/influence?{PAIR}").text


def test_hostile_words_in_a_chart_are_text() -> None:
    """Markup in a name is drawn as letters."""
    pytest.importorskip("altair", reason="no charts here: pip install 'memcon[charts]'")
    pytest.importorskip("vl_convert", reason="no charts here: pip install 'memcon[charts]'")
    rows = {"values": [{"who": HOSTILE, "n": 1}]}
    bars = {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "who", "type": "nominal"}}
    picture = Picture(HOSTILE, (BIDI,), HOSTILE, {"mark": "bar", "data": rows, "encoding": bars})
    drawn = inline(Drawing("agenda", HOSTILE, (BIDI,), HOSTILE, dressed(picture)))
    assert "<script" not in drawn
    assert "<svg onload" not in drawn
    assert "\u202e" not in drawn
    assert "<style" not in drawn


def test_a_period_and_an_issue_narrow(client: TestClient) -> None:
    """Between two days only their meetings count; too few of them are refused with the number needed."""
    found = settled(client, f"/influence.json?{PAIR}&since=1894-03", "sides")
    assert found["meetings"] == 5
    refused = settled(client, f"/influence.json?{PAIR}&since=1894-09", "sides")
    assert "5" in refused["trouble"]
    assert settled(client, f"/influence.json?{PAIR}&issue=guards", "sides")["acts"] > 0


REFUSED = ["one=Rupert&other=Rupert", "one=Rupert", "one=Nobody&other=Sapt", f"{PAIR}&since=soon",
           f"{PAIR}&issue=zzzz", "one=%3Cscript%3Ewindow.hurt%3D1%3C%2Fscript%3E&other=Sapt"]  # fmt: skip


@pytest.mark.parametrize("asked", REFUSED)
def test_what_cannot_be_told_is_refused_in_words(client: TestClient, asked: str) -> None:
    """One name, nobody of a name, no date, no such issue: the reason on the page, and the form still filled in."""
    found = settled(client, f"/influence.json?{asked}", "sides")
    assert found["trouble"]
    page = client.get(f"/influence?{asked}")
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert "<script>window" not in page.text
    assert client.get(f"/influence.csv?{asked}").status_code in (400, 404)


def test_too_few_meetings_are_refused(bridge: tuple[Archive, TestClient], tmp_path: Path) -> None:
    """Three meetings say nothing; an archive without a document neither; both pages say why."""
    assert "meetings" in settled(bridge[1], "/influence.json", "sides")["trouble"]
    empty = TestClient(rooms.room(memcon.create(tmp_path / "empty")))
    assert settled(empty, "/influence.json", "sides")["trouble"]
    assert empty.get("/influence").status_code == empty.get("/pairs").status_code == 200


def test_figures_are_taken_away_as_csv(client: TestClient) -> None:
    """A row a figure, refused ones with their reason."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"/influence.csv?{PAIR}").text.removeprefix("\ufeff"))))
    assert {row["measure"] for row in rows} == {one.name for one in catalogue()}


def test_the_course_of_an_issue_is_drawn_beside_its_words(client: TestClient) -> None:
    """The page of an issue has the stand of two sides as a chart, or why there is none."""
    found = settled(client, address("issue", "guards") + ".json", "course")
    until = time.monotonic() + 20
    while found["drawing"] and time.monotonic() < until:
        time.sleep(0.1)
        found = client.get(address("issue", "guards") + ".json").json()
    assert found["chart"]["svg"] or found["chart"]["why"]


def test_a_comparison_is_refused_with_the_reason_and_a_way_on(bridge: tuple[Archive, TestClient]) -> None:
    """Records of different days are not compared, unless one says so; then the reason stands as a caution."""
    archive, client = bridge
    asked = address("compare", record_of(archive, "bridge-1"), "with", record_of(archive, "bridge-2"))
    page = client.get(asked).text
    assert "different meetings" in page
    assert f'href="{asked}?anyway=yes"' in page
    found = client.get(f"{asked}.json?anyway=yes").json()
    assert found["comparison"] is not None
    assert any("Compared all the same" in one for one in found["cautions"])
    own = [piece for row in found["rows"] for one in row["here"] for piece in one["pieces"]]
    assert "".join(piece["words"] for piece in own)
    assert "--anyway" not in page


def test_pairs_are_listed_and_lead_to_the_comparison(tmp_path: Path) -> None:
    """Two drafters on one talk are proposed, with what speaks for it, from the meetings page on."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, text in zip(("one", "two"), TWO, strict=True):
        (papers / f"{name}.txt").write_text(text, encoding="utf-8")
    made = memcon.create(tmp_path / "archive")
    memcon.add(made, papers)
    memcon.process(made)
    client = TestClient(rooms.room(made))
    found = settled(client, "/pairs.json", "found")
    assert found["found"] == 1
    page = client.get("/pairs").text
    link = re.search(r'href="(/compare/[^"]+)"', page)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    assert 'href="/pairs"' in client.get("/meetings").text
