"""What tests of several files share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window; where there is none the tests that need it are skipped."""
    where = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if where is None:
        pytest.skip("no Chromium here; to run these tests: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here: pip install playwright")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield running
        running.close()
