"""The reading room in a real browser: fit for a phone and a wall, readable by machine, corrected by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from memcon.archive.archive import Archive
from memcon.room.serve import beside
from memcon.room.setting import address
from room_specimens import record_of, room_archive

axe = pytest.importorskip("axe_core_python.sync_playwright", reason="no axe here: pip install axe-core-python")

WIDTHS = (380, 1280, 2560)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive with a hostile record; the last test writes to it."""
    return room_archive(tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def room(archive: Archive) -> Iterator[str]:
    """The address of its room."""
    with beside(archive) as at:
        yield at


def addresses(archive: Archive) -> list[str]:
    """One address of each page."""
    record, hostile = record_of(archive, "bridge-1"), record_of(archive, "hostile")
    return [
        "/", "/records", "/meetings", "/persons", "/issues", "/commitments", "/timeline", "/study",
        address("r", record),
        address("r", hostile) + "?show=acts,issues", address("r", hostile, "300-340") + "?correct=1",
        address("meeting", hostile), address("person", "Mr. Smith"), address("account", hostile),
        address("issue", "bridge"), address("compare", record, "with", hostile) + "?anyway=1", "/nothing",
    ]  # fmt: skip


@contextmanager
def reader(browser: Any, **how: Any) -> Iterator[tuple[Any, list[str]]]:
    """Open a page; whatever the browser complains of is gathered."""
    context = browser.new_context(**how)
    context.set_default_timeout(6000)
    page, complaints = context.new_page(), []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: complaints.append(sent.url) if "//127.0.0.1" not in sent.url else None)
    yield page, complaints
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(browser: Any, room: str, archive: Archive, scheme: str) -> None:
    """axe finds nothing serious on any page, in either light: contrast, names, landmarks, order of headings."""
    with reader(browser, viewport={"width": 1280, "height": 900}, color_scheme=scheme) as (page, _):
        for asked in addresses(archive):
            page.goto(room + asked)
            page.wait_for_selector("meta[http-equiv=refresh]", state="detached", timeout=40_000)  # nothing is awaited
            found = axe.Axe().run(page)["violations"]
            serious = [(one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in HARD]
            assert not serious, (asked, serious)


HARD = ("serious", "critical")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(browser: Any, room: str, archive: Archive, width: int) -> None:
    """From a phone to a wall nothing stands out at the side, nothing hostile runs, nothing is asked of another host."""
    with reader(browser, viewport={"width": width, "height": 900}) as (page, complaints):
        for asked in addresses(archive):
            page.goto(room + asked)
            page.wait_for_selector("meta[http-equiv=refresh]", state="detached", timeout=40_000)  # nothing is awaited
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), asked
            assert page.evaluate("window.hurt") is None, asked
        assert [one for one in complaints if "404" not in one] == []


def test_light_is_chosen_by_the_system_and_by_the_reader(browser: Any, room: str) -> None:
    """The page follows the system until the reader chooses; the choice stays."""
    with reader(browser, color_scheme="dark") as (page, _):
        page.goto(room)
        dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.click(".choices a:has-text('Light')")
        page.goto(f"{room}/records")
        light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert dark != light
        assert page.url == f"{room}/records"


def test_the_first_key_leads_to_the_text(browser: Any, room: str) -> None:
    """Tab and Enter skip the head of the page; the focus can be seen."""
    with reader(browser) as (page, _):
        page.goto(room)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a_ruling_without_scripts(browser: Any, room: str, archive: Archive) -> None:
    """Without JavaScript a passage is confirmed by links and a plain form."""
    with reader(browser, java_script_enabled=False) as (page, _):
        page.goto(room + address("r", record_of(archive, "bridge-2")))
        page.click("summary:has-text('why') >> nth=0")
        page.click("details[open] a:has-text('Correct') >> nth=0")
        page.fill("#by", "B. Reader")
        page.fill("#because", "read it")
        page.click("button:has-text('File the ruling')")
        assert "confirmed" in page.text_content(".rulings")
        assert "✓" in page.text_content(".words b.who >> nth=0")


def test_a_speaker_is_corrected_by_keyboard_and_flows_into_the_commitment(
    browser: Any, room: str, archive: Archive
) -> None:
    """j to the utterance, s, a name, Enter: the page shows it within a third of a second, then the commitment does."""
    with reader(browser, bypass_csp=True) as (page, complaints):  # the test itself evaluates words as script
        page.goto(room + address("r", record_of(archive, "bridge-1")))
        while "promised to send" not in (page.text_content(".u.now") if page.query_selector(".u.now") else ""):
            page.keyboard.press("j")
        page.keyboard.press("s")
        page.wait_for_selector("form.correct")
        page.wait_for_function("document.activeElement.id === 'name'")
        page.keyboard.type("Mr. Smith")
        page.fill("#by", "A. Reader")
        page.fill("#because", "the paper says so")
        page.press("#because", "Enter")
        page.wait_for_selector(".rulings")
        mark = page.query_selector("mark#here")
        assert mark is not None
        assert "Mr. Smith" in page.text_content(".rulings")
        page.wait_for_function("document.querySelector('#commitments')?.textContent.includes('Mr. Smith')")
        page.goto(f"{room}/commitments")
        row = page.text_content("tr:has-text('send a draft')")
        assert re.search(r"Mr\. Smith", row)
        assert complaints == []
