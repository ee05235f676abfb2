"""The study of whoever names none, under the short address that stands in the head of every page."""

from __future__ import annotations

from memcon.room.page import Page
from memcon.room.pages.study import content

PAGE = Page("study", "/study", content, nav=9)
