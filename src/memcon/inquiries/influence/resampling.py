"""Figures with intervals: meetings are drawn anew, for acts of one talk err and lean together.

The percentile bootstrap over clusters: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application
(Cambridge 1997), section 3.8; the meetings are taken for a sample of those that might have been held and set down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from memcon.inquiries.influence.measure import Figure, Floats, Key, Point, Sums

DRAWINGS = 1000
SEED = 1934
BOUNDS = (2.5, 97.5)  # percentiles of the interval
FEW = 5  # meetings on which a figure must rest
DIFFERENCE = "difference"
LARGEST = 8_000_000  # floats of resampled parts held at once


def drawings(meetings: int, times: int = DRAWINGS, seed: int = SEED) -> Floats:
    """Draw meetings anew: how often each is taken, shape (times, meetings); the same seed gives the same."""
    chance = np.random.default_rng(seed)
    return chance.multinomial(meetings, np.full(meetings, 1 / meetings), size=times).astype(np.float64)


def figures(sums: Sums, names: tuple[str, str], drawn: Floats) -> tuple[Figure, ...]:
    """Give each key's figure with its interval, and the difference of the two sides where both have one."""
    if not sums.keys:
        return ()
    values, spread = resampled(sums, drawn)
    found = []
    at = {key: number for number, key in enumerate(sums.keys)}
    for number, key in enumerate(sums.keys):
        side = None if key.side is None else names[key.side]
        found.append(_figure(sums, number, side, values[number], spread[number]))
        other = at.get(Key(key.quantity, 1, key.issue)) if key.side == 0 else None
        if other is not None and found[-1].why is None and _lacking(sums.parts[other], sums.least) is None:
            apart = values[number] - values[other], spread[number] - spread[other]
            found.append(_told(key, DIFFERENCE, (), _meetings(sums.parts[[number, other]]), *apart))
    return tuple(found)


def resampled(sums: Sums, drawn: Floats) -> tuple[Floats, Floats]:
    """Give the figure of each key, shape (keys,), and the same with meetings drawn anew, shape (keys, drawings)."""
    keys, meetings, parts = sums.parts.shape
    values = sums.combine(sums.parts.sum(axis=1))
    spread = np.empty((keys, len(drawn)))
    step = max(1, LARGEST // (len(drawn) * parts))
    for begin in range(0, keys, step):
        some = sums.parts[begin : begin + step]
        laid = some.transpose(1, 0, 2).reshape(meetings, -1)
        again = (drawn @ laid).reshape(len(drawn), -1, parts)
        spread[begin : begin + step] = sums.combine(again).T
    return values, spread


def points(sums: Sums, names: tuple[str, str]) -> Iterator[Point]:
    """Give each figure in each meeting that has anything to count."""
    values = sums.combine(sums.parts)
    for number, key in enumerate(sums.keys):
        side = None if key.side is None else names[key.side]
        for meeting in np.flatnonzero(np.isfinite(values[number])):
            of = float(sums.parts[number, meeting, -1])
            yield Point(int(meeting), key.quantity, side, key.issue, float(values[number, meeting]), of)


def _figure(sums: Sums, number: int, side: str | None, value: float, spread: Floats) -> Figure:
    key, parts = sums.keys[number], sums.parts[number]
    held = tuple(float(part) for part in parts.sum(axis=0))
    why = _lacking(parts, sums.least)
    if why is not None:
        return Figure(key.quantity, side, key.issue, held, _meetings(parts), None, why=why)
    return _told(key, side, held, _meetings(parts), value, spread, sums.chance.get(key))


def _told(
    key: Key, side: str | None, parts: Sequence[float], meetings: int, value: float, spread: Floats,
    chance: float | None = None,
) -> Figure:  # fmt: skip
    usable = spread[np.isfinite(spread)]
    low, high = np.percentile(usable, BOUNDS) if len(usable) >= 0.9 * len(spread) else (np.nan, np.nan)
    if not np.isfinite([value, low, high]).all():
        why = "there is nothing to divide by in most drawings of the meetings"
        return Figure(key.quantity, side, key.issue, tuple(parts), meetings, None, why=why)
    return Figure(key.quantity, side, key.issue, tuple(parts), meetings, float(value), float(low), float(high), chance)


def _meetings(parts: Floats) -> int:
    """Count the meetings in which there is anything to divide by."""
    return int((parts[..., -1] != 0).any(axis=tuple(range(parts.ndim - 2))).sum()) if parts.ndim > 1 else 0


def _lacking(parts: Floats, least: float) -> str | None:
    """Say why a figure would mean nothing; None where it means something."""
    meetings, of = _meetings(parts), float(np.abs(parts[..., -1]).sum())
    if meetings < FEW:
        return f"it rests on {meetings} of the meetings; {FEW} are needed"
    if of < least:
        return f"there are {of:.0f} to count from; {least:.0f} are needed"
    return None
