"""Chicago Manual of Style, 18th edition, notes and bibliography: a note for a document (14.119-14.130)."""

from __future__ import annotations

from memcon.studies.citation import Cited, Style, when

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def write(one: Cited) -> str:
    """Write a note: title, day, where the paper lies or where it is published, number, passage, address."""
    day = when(one, MONTHS)
    title = f"“{one.title.strip().rstrip('.,')},”"
    published = f"in {one.edition}" if one.edition and not one.held else one.edition
    number = f"doc. {one.number}" if one.number else ""
    page = f"p. {one.page}" if one.page else ""
    parts = [day, one.place or "", one.held or "", published, number, page, one.passage or "", one.address or ""]
    return f"{title} {', '.join(part for part in parts if part)}."


STYLE = Style("chicago", "Chicago 18, notes", write)
