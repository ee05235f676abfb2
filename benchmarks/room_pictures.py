"""Take a picture of every page of the reading room: `python -m benchmarks.room_pictures [ARCHIVE]`.

Writes docs/pictures/room-*.png and the gallery in docs/room.md between its two marks. Without an archive the built-in
calendar is used. Needs Chromium and the extra `test`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import memcon

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
BEGIN, END = "<!-- gallery -->", "<!-- end of gallery -->"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
PATIENCE = 60_000  # milliseconds for what is worked out aside
COLOURS = 64  # of the palette; a page has few
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def addresses(archive: Any) -> dict[str, str]:
    """Give an address of each kind of page: of the calendar's talk of 24 November 1934, or of the first pair."""
    record, other = _pair(archive)
    of, its = quote(record, safe=""), quote(other, safe="")
    return {
        "archive": "/",
        "records": "/records?talk=reported",
        "record": f"/r/{of}?show=acts,issues",
        "correcting": f"/r/{of}/{_span(archive, record)}?correct=1#here",
        "meetings": "/meetings",
        "meeting": f"/meeting/{of}",
        "comparison": f"/compare/{of}/with/{its}",
        "pairs": "/pairs",
        "persons": "/persons",
        "person": f"/person/{quote(_person(archive, record), safe='')}",
        "issues": "/issues",
        "issue": "/issue/pact",
        "commitments": "/commitments",
        "influence": "/influence",
        "search": "/search?q=pact",
        "concordance": "/search?q=pact&way=kwic",
        "account": f"/account/{of}",
        "timeline": "/timeline",
        "study": "/study/pact",
    }


def _pair(archive: Any) -> tuple[str, str]:
    found = memcon.compare(archive)
    chosen = [one for one in found if "1934-11-24" in str(one)] or list(found)
    records = chosen[0].records
    return records[0], records[1]


def _span(archive: Any, record: str) -> str:
    said = memcon.show(archive, record).utterances[2]
    return f"{said.start}-{said.end}"


def _person(archive: Any, record: str) -> str:
    said = memcon.show(archive, record).utterances[2]
    return said.speaker or said.speaker_name or ""


def taken(browser: Any, at: str, where: Path, *, size: dict[str, int], scheme: str) -> None:
    """Take one picture, when nothing on the page is awaited any more."""
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.goto(at)
    page.wait_for_selector("meta[http-equiv=refresh]", state="detached", timeout=PATIENCE)
    page.screenshot(path=where)
    page.close()
    _small(where)


def _small(where: Path) -> None:
    """Keep a picture small: few colours are enough for a page."""
    from PIL import Image

    with Image.open(where) as picture:
        few = picture.convert("RGB").quantize(COLOURS)
    few.save(where, optimize=True)


def main(arguments: list[str]) -> None:
    """Take all pictures, and write the gallery."""
    from playwright.sync_api import sync_playwright

    from memcon.room.serve import beside

    with tempfile.TemporaryDirectory() as folder:
        archive = _archive(arguments, Path(folder))
        _put_together(archive)
        with beside(archive) as at, sync_playwright() as started:
            where = next(found for name in BROWSERS if (found := shutil.which(name)))
            browser = started.chromium.launch(executable_path=where, args=["--no-sandbox"])
            names = addresses(archive)
            for name, asked in names.items():
                taken(browser, at + asked, PICTURES / f"room-{name}.png", size=WIDE, scheme="light")
            for name in ("record", "influence"):
                taken(browser, at + names[name], PICTURES / f"room-{name}-dark.png", size=WIDE, scheme="dark")
            for name in ("archive", "record", "search"):
                taken(browser, at + names[name], PICTURES / f"room-{name}-phone.png", size=PHONE, scheme="dark")
            browser.close()
    _gallery()


def _put_together(archive: Any) -> None:
    """Make a study with two passages, so that its page shows something."""
    record, other = _pair(archive)
    for one in (record, other):
        view = memcon.show(archive, one)
        said = view.utterances[-1]
        words = view.record.text[said.start : said.end]
        memcon.study(archive, "pact", add=(one, words), note="Compare with the protocol of 1936.", by="A. Reader")


def _archive(arguments: list[str], folder: Path) -> Any:
    from memcon.archive.archive import open_archive

    if not arguments:
        memcon.demo(folder / "calendar")
    return open_archive(arguments[0] if arguments else folder / "calendar")


def _gallery() -> None:
    page = ROOT / "docs" / "room.md"
    text = page.read_text(encoding="utf-8")
    links = [f"[{one.stem.removeprefix('room-')}](pictures/{one.name})" for one in sorted(PICTURES.glob("room-*.png"))]
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{' · '.join(links)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
