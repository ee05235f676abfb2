"""Words of a record in the cells of a spreadsheet."""

from __future__ import annotations

from typing import TypeVar

RISKY = ("=", "+", "-", "@", "\t", "\r")  # what begins a formula (OWASP, "CSV injection")
T = TypeVar("T")


def safe(cell: T) -> T | str:
    """Keep a spreadsheet from running words as a formula: an apostrophe goes before them; figures stay figures."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
