"""Search, influence and comparison in a real browser: for everybody to read, at every width, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import memcon
from memcon.archive.archive import Archive
from memcon.room.serve import beside
from memcon.room.setting import address
from room_specimens import record_of, room_archive
from test_room_browser import HARD, WIDTHS, axe, reader

PAPER = """Minutes of Meeting Between Count Rupert and Mr. Smith, Zenda, {day}, 1937

Present: Count Rupert, Mr. Smith

Count Rupert proposed that the bridge be opened to the merchants of Strelsau. Mr. Smith agreed to open the bridge.

Mr. Smith asked whether Count Rupert would withdraw his guards. Count Rupert replied that the guards would stay.

Count Rupert insisted that the toll be paid. Mr. Smith promised that he would pay the toll on Sunday.
"""


INK = """getComputedStyle(document.querySelector('.memcon-chart [fill="#1d1c1a"]')).fill"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive with a hostile record, and meetings enough for figures."""
    folder = tmp_path_factory.mktemp("room")
    made = room_archive(folder)
    more = folder / "more"
    more.mkdir()
    for month in ("January", "March", "May", "July", "September"):
        (more / f"{month}.txt").write_text(PAPER.format(day=f"{month} 3"), encoding="utf-8")
    memcon.add(made, more)
    memcon.process(made)
    return made


@pytest.fixture(scope="module")
def room(archive: Archive) -> Iterator[str]:
    """The address of its room."""
    with beside(archive) as at:
        yield at


def addresses(archive: Archive) -> list[str]:
    """One address of each kind of page."""
    one, other = record_of(archive, "bridge-1"), record_of(archive, "bridge-2")
    text = memcon.show(archive, one).record.text
    start = text.index("Count Rupert said that the customs")
    return [
        "/search", "/search?q=bridge", "/search?q=bridge&way=kwic&sort=left", "/search?q=bridge&way=collocates",
        "/search?q=bridge&way=hybrid", f"/search?like={one}&at={start}-{start + 90}", "/search?q=script+word",
        '/search?q="open', "/influence?one=Rupert&other=Smith", "/influence?one=nobody&other=Smith", "/pairs",
        address("compare", one, "with", other), address("compare", one, "with", other) + "?anyway=yes",
        address("issue", "bridge"), "/", "/meetings",
    ]  # fmt: skip


def come_to_rest(page: Any, asked: str) -> None:
    """Open a page, and wait until it no longer shows itself again."""
    page.goto(asked)
    page.wait_for_selector("meta[http-equiv=refresh]", state="detached", timeout=40_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_search_and_figures_can_be_read_by_everybody(browser: Any, room: str, archive: Archive, scheme: str) -> None:
    """axe finds nothing serious, in either light."""
    with reader(browser, viewport={"width": 1280, "height": 900}, color_scheme=scheme) as (page, _):
        every = addresses(archive)
        for asked in every if scheme == "light" else every[1:9:2]:  # colours alone differ in the dark
            come_to_rest(page, room + asked)
            found = axe.Axe().run(page)["violations"]
            serious = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in HARD]
            assert not serious, (asked, serious)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_stands_out_at_the_side(browser: Any, room: str, archive: Archive, width: int) -> None:
    """From a phone to a wall; nothing hostile runs, no style or script is refused, nothing leaves the machine."""
    with reader(browser, viewport={"width": width, "height": 900}) as (page, complaints):
        for asked in addresses(archive):
            come_to_rest(page, room + asked)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), asked
            assert page.evaluate("window.hurt") is None, asked
        assert complaints == []


def test_from_a_question_to_the_passage_without_scripts(browser: Any, room: str) -> None:
    """Words in the box of the first page, a facet, a hit, its passage, passages like it: by links and one form."""
    with reader(browser, java_script_enabled=False) as (page, _):
        page.goto(room)
        page.fill("#q", "bridge")
        page.click("button:has-text('Search')")
        page.wait_for_selector(".hits mark")
        every = page.locator(".hits > li").count()
        page.click(".facets a:has-text('Smith') >> nth=0")
        page.wait_for_selector(".chosen")
        assert 0 < page.locator(".hits > li").count() < every
        page.click(".hits a:has-text('In the record') >> nth=0")
        assert "bridge" in page.text_content("mark >> nth=0")
        page.click("a:has-text('Similar passages')")
        assert page.locator("blockquote").count() == 1


def test_colours_of_a_chart_follow_the_light(browser: Any, room: str) -> None:
    """The axis of a chart is dark on paper and light at night, and so when the reader chooses against the system."""
    pytest.importorskip("altair", reason="no charts here: pip install 'memcon[charts]'")
    seen = []
    for scheme, theme in (("light", "auto"), ("dark", "auto"), ("light", "dark")):
        with reader(browser, color_scheme=scheme) as (page, _):
            come_to_rest(page, f"{room}/influence?one=Rupert&other=Smith&theme={theme}")
            seen.append(page.evaluate(INK))
    assert seen[0] != seen[1] == seen[2]
