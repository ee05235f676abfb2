"""How work in progress is told: by calling a function, never by printing."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


def silent(what: str, done: int, of: int) -> None:
    """Tell nobody."""
    del what, done, of
