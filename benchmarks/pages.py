"""How the two pages are put together: an opening, and sections that are each measured by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

SECTION = re.compile(r"(?m)^## .*$")


def sections_of(page: str) -> dict[str, str]:
    """Take a page apart: heading to section, the heading's line included; what stands above the first is left out."""
    places = [match.start() for match in SECTION.finditer(page)]
    parts = [page[begin:end].strip() for begin, end in zip(places, [*places[1:], len(page)], strict=True)]
    return {part.split("\n", 1)[0]: part for part in parts}


def assembled(opening: str, sections: Sequence[str], old: str = "", order: Mapping[str, int] | None = None) -> str:
    """Put a page together: new sections in place of old ones of the same heading; other old ones are kept.

    Args:
        opening: what stands above the first section.
        sections: what was measured now, each beginning with its heading.
        old: the page as it stands.
        order: places of headings that were not there yet; the rest go to the end.
    """
    whole = sections_of(old) | {section.split("\n", 1)[0].strip(): section.strip() for section in sections}
    places = order or {}
    ordered = sorted(whole, key=lambda heading: places.get(heading, len(places)))
    return "\n\n".join([opening.strip(), *(whole[heading] for heading in ordered)]) + "\n"
