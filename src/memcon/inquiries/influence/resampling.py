"""Figures with intervals: meetings are drawn anew, for acts of one talk err and lean together.

The percentile bootstrap over clusters: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application
(Cambridge 1997), section 3.8; the meetings are taken for a sample of those that might have been held and set down.
Where meetings are few the percentiles are moved outward, as Student's t is wider than the normal distribution: the
expanded percentile interval of T. C. Hesterberg, What teachers should know about the bootstrap, The American
Statistician 69 (2015), section 4.3.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import NormalDist

import numpy as np

from memcon.inquiries.honest import NORMAL, student
from memcon.inquiries.influence.measure import Figure, Floats, Key, Point, Sums, share

DRAWINGS = 1000
SEED = 1934
DIFFERENCE = "difference"
TINY = 1e-12
FLAT = "it is the same in every meeting"
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
        if other is not None and found[-1].why is None and _lacking(sums, other) is None:
            apart = values[number] - values[other], spread[number] - spread[other]
            rests = _meetings(sums.parts[[number, other]])
            found.append(_told(key, DIFFERENCE, (), rests, *apart, sums.apart.get(key)))
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


@cache
def bounds(meetings: int) -> tuple[float, float]:
    """Give the percentiles that bound a 95 % interval over so many meetings: further out, the fewer there are."""
    degrees = max(1, meetings - 1)
    outward = math.sqrt(max(2, meetings) / degrees) * student(degrees)
    low = 100 * NormalDist().cdf(-outward)
    return low, 100 - low


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
    why = _lacking(sums, number)
    if why is not None:
        return Figure(key.quantity, side, key.issue, held, _meetings(parts), None, why=why)
    if sums.combine is share and _is_flat(spread) and _is_share(parts):
        low, high = _of_few(value, _meetings(parts))
        return Figure(key.quantity, side, key.issue, held, _meetings(parts), value, low, high, sums.chance.get(key))
    return _told(key, side, held, _meetings(parts), value, spread, sums.chance.get(key))


def _told(
    key: Key, side: str | None, parts: Sequence[float], meetings: int, value: float, spread: Floats,
    chance: float | None = None,
) -> Figure:  # fmt: skip
    usable = spread[np.isfinite(spread)]
    low, high = np.percentile(usable, bounds(meetings)) if len(usable) >= 0.9 * len(spread) else (np.nan, np.nan)
    if not np.isfinite([value, low, high]).all() or high - low < TINY:
        why = FLAT if np.isfinite(low) else "there is nothing to divide by in most drawings of the meetings"
        return Figure(key.quantity, side, key.issue, tuple(parts), meetings, None, why=why)
    return Figure(key.quantity, side, key.issue, tuple(parts), meetings, float(value), float(low), float(high), chance)


def _is_flat(spread: Floats) -> bool:
    known = spread[np.isfinite(spread)]
    return len(known) > 0 and bool(np.ptp(known) < TINY)


def _is_share(parts: Floats) -> bool:
    """Tell whether the figure is a share: in each meeting a part of what it is out of."""
    count, of = parts[..., 0], parts[..., 1]
    return bool(((count >= 0) & (count <= of)).all())


def _of_few(value: float, meetings: int) -> tuple[float, float]:
    """Give the interval of a share that is the same in every meeting: as if each were one observation (Wilson 1927)."""
    apart = NORMAL * NORMAL / meetings
    middle = (value + apart / 2) / (1 + apart)
    reach = math.sqrt(apart * (value * (1 - value) + apart / 4)) / (1 + apart)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _meetings(parts: Floats) -> int:
    """Count the meetings in which there is anything to divide by."""
    return int((parts[..., -1] != 0).any(axis=tuple(range(parts.ndim - 2))).sum()) if parts.ndim > 1 else 0


def _lacking(sums: Sums, number: int) -> str | None:
    """Say why a figure would mean nothing; None where it means something."""
    meetings, of = _meetings(sums.parts[number]), float(np.abs(sums.parts[number][..., -1]).sum())
    if meetings < sums.few:
        return f"it rests on {meetings} of the meetings; {sums.few} are needed"
    if of < sums.least:
        return f"there are {of:.0f} to count from; {sums.least:.0f} are needed"
    return None
