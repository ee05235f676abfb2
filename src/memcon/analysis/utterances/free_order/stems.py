"""Words without their case endings, so that "Лувсаном" and "Лувсан", "Ministers" and "Minister" are one."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 2  # letters that stay


@lru_cache(maxsize=65536)
def stem(low: str, endings: tuple[str, ...]) -> str:
    """Take the longest case ending off a lower-case word; at least two letters stay.

    Args:
        low: the word.
        endings: the language's case endings, longest first.
    """
    for ending in endings:
        if low.endswith(ending) and len(low) - len(ending) >= SHORTEST:
            return low[: -len(ending)]
    return low
