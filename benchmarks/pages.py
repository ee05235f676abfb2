"""How the two pages are put together: an opening, and sections that are each measured by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

SECTION = re.compile(r"(?m)^## .*$")


def sections_of(page: str) -> dict[str, str]:
    """Take a page apart: heading to section, the heading's line included; what stands above the first is left out."""
    places = [match.start() for match in SECTION.finditer(page)]
    ends = [*places[1:], len(page)][:len(places)]
    parts = [page[begin:end].strip() for begin, end in zip(places, ends, strict=True)]
    return {part.split("\n", 1)[0]: part for part in parts}


def assembled(opening: str, sections: Sequence[str], old: str = "", order: Sequence[str] = ()) -> str:
    """Put a page together: new sections in place of old ones of the same heading; other old ones are kept.

    Args:
        opening: what stands above the first section.
        sections: what was measured now, each beginning with its heading.
        old: the page as it stands.
        order: how the headings begin, in the order of the page; others go to the end.
    """
    whole = sections_of(old) | {section.split("\n", 1)[0].strip(): section.strip() for section in sections}

    def place(heading: str) -> int:
        return next((i for i, words in enumerate(order) if heading.startswith(words)), len(order))

    ordered = sorted(whole, key=place)
    return "\n\n".join([opening.strip(), *(whole[heading] for heading in ordered)]) + "\n"
