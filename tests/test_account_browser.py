"""The page of an account in a real browser: it fits a phone, has a dark and a light face, and runs nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from account_specimens import ID, specimen
from memcon.inquiries.account.account import account, tellings
from memcon.inquiries.account.page import Account
from memcon.studies import verbs

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), "")
pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium here; to run these tests: apt-get install chromium")
HURTFUL = "<img src=x onerror='window.hurt=1'><script>window.hurt=1</script></style></title>\u202e"
PROBE = """<script>
const wide = [...document.querySelectorAll("body *")].filter(
  (one) => one.getBoundingClientRect().right > innerWidth + 1
    && getComputedStyle(one.closest("thead") || one).position !== "absolute");
parent.postMessage(JSON.stringify({
  hurt: window.hurt || 0, scripts: document.scripts.length, inner: innerWidth,
  full: document.documentElement.scrollWidth, wide: wide.map((one) => one.outerHTML.slice(0, 80)),
  ink: getComputedStyle(document.body).color, paper: getComputedStyle(document.documentElement).backgroundColor,
  broken: [...document.querySelectorAll("a")].filter((one) => !document.querySelector(one.getAttribute("href"))).length,
  links: document.querySelectorAll("a").length, images: document.images.length,
}), "*");
</script>"""
# A window is never narrower than 500 pixels, a frame may be: the page is measured in one as wide as the screen meant.
FRAME = """<!doctype html><title>nothing</title><script>onmessage = (told) => { document.title = told.data; };</script>
<iframe src="probed.html" style="border:0;width:WIDTHpx;height:900px"></iframe>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an account, with hostile words wherever a record or register can put them, and a probe in it."""
    folder = tmp_path_factory.mktemp("page")
    whole = verbs.written(crowded(), "html")
    assert "Content-Security-Policy" in whole
    bare = re.sub(r"<meta http-equiv[^>]*>", "", whole)  # without the policy escaping alone must do
    (folder / "probed.html").write_text(bare.replace("</body>", f"{PROBE}</body>"), encoding="utf-8")
    (folder / "whole.html").write_text(whole, encoding="utf-8")
    return folder


def crowded() -> Account:
    """An account with long words, long names, two records, questions, sides and undertakings."""
    view = specimen(doubtful=[2])
    endless = "Donaudampfschifffahrtsgesellschaftskapitänswitwenpensionsauszahlungsstelle" * 2
    present = (*view.description.present, replace(view.description.present[0], name=endless, office=HURTFUL))
    described = replace(view.description, title=f"{HURTFUL} {endless}", present=present, place=HURTFUL)
    issues = tuple(replace(one, label=f"{one.label} {HURTFUL} {endless}", reason=HURTFUL) for one in view.issues)
    first = replace(view, description=described, issues=issues)
    return account(tellings([first, specimen(f"{ID}-2")]))


def seen(page: Path, width: int, scheme: int) -> dict[str, Any]:
    """Open the page in a window of some width, dark (0) or light (1), and give what the probe saw."""
    frame = page / f"frame-{width}.html"
    frame.write_text(FRAME.replace("WIDTH", str(width)), encoding="utf-8")
    answer = browse(
        "--dump-dom", f"--window-size={width + 200},1000", f"--blink-settings=preferredColorScheme={scheme}",
        "--virtual-time-budget=5000", frame.as_uri(), home=page,
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", answer, re.DOTALL)
    assert title, answer[:2000]
    found: dict[str, Any] = json.loads(title[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return found


def browse(*words: str, home: Path) -> str:
    """Run the browser without a window."""
    command = [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
               f"--user-data-dir={home / 'profile'}", "--disable-background-networking", *words]  # fmt: skip
    made = subprocess.run(
        command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=120,
        env={**os.environ, "HOME": str(home)},
    )  # fmt: skip
    return made.stdout


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_and_nothing_sticks_out(page: Path, width: int) -> None:
    """No hostile word becomes code, even without the page's own policy; nothing is wider than the screen."""
    found = seen(page, width, 1)
    assert found["inner"] == width
    assert (found["hurt"], found["scripts"], found["images"]) == (0, 1, 0)
    assert found["full"] <= found["inner"], found["wide"]
    assert found["wide"] == []


def test_every_citation_leads_to_its_passage(page: Path) -> None:
    """A click on a paragraph's number leads to its words on the same page."""
    found = seen(page, 1280, 1)
    assert found["links"] > 10
    assert found["broken"] == 0


def test_light_and_dark(page: Path) -> None:
    """The page follows what the reader's system prefers."""
    light, dark = seen(page, 390, 1), seen(page, 390, 0)
    assert brightness(light["paper"]) > 200 > 60 > brightness(light["ink"])
    assert brightness(dark["ink"]) > 200 > 60 > brightness(dark["paper"])


def brightness(colour: str) -> float:
    """The mean of red, green and blue, 0 to 255."""
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return (red + green + blue) / 3


def test_it_prints(page: Path) -> None:
    """The page can be put on paper."""
    browse(f"--print-to-pdf={page / 'page.pdf'}", "--no-pdf-header-footer", (page / "whole.html").as_uri(), home=page)
    assert (page / "page.pdf").read_bytes().startswith(b"%PDF")
