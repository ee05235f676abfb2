"""How far two records agree, each figure with a 95 % interval; and what each leaves out, by speaker and by issue.

The interval is that of the percentile bootstrap over stretches of acts in a row, for what a drafter left out he left
out in stretches (the moving-block bootstrap: H. R. Künsch, Annals of Statistics 17, 1989). Kendall's tau-b counts the
pairs of rows that stand in the same order in both records against those that do not (M. G. Kendall, Biometrika 30,
1938). Where every drawing gives the same share, all or none, the interval is Wilson's (Journal of the American
Statistical Association 22, 1927). A figure says how far *these* texts agree; of how often such texts agree in general
one pair can tell nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from memcon.inquiries.accuracy import wilson
from memcon.inquiries.compare.alike import same_label, same_speaker
from memcon.inquiries.compare.chain import Floats
from memcon.inquiries.compare.comparison import (
    SAME_LABEL,
    SAME_ORDER,
    SAME_SPEAKER,
    TOLD_HERE,
    TOLD_THERE,
    Figure,
    LeftOut,
    Relation,
    Row,
)
from memcon.inquiries.compare.told import Told

DRAWINGS = 1000
SEED = 1934
BLOCK = 3  # acts in a row that are drawn together
FEWEST = 5  # acts or rows from which a figure is given
BOUNDS = (2.5, 97.5)
UNNAMED = "nobody named"
NO_ISSUE = "no issue told"


def figures(here: Sequence[Told], there: Sequence[Told], rows: Sequence[Row]) -> tuple[Figure, ...]:
    """Say how far two records agree: shares told by the other, same label, same speaker, same order."""
    linked = [row for row in rows if row.here and row.there]
    told_there = np.isin(np.arange(len(here)), [at for row in linked for at in row.here]).astype(float)
    told_here = np.isin(np.arange(len(there)), [at for row in linked for at in row.there]).astype(float)
    labels = [max(same_label(here[i], there[j]) for i in row.here for j in row.there) == 1.0 for row in linked]
    speakers = [_speakers(row, here, there) for row in linked]
    known = np.array([float(one) for one in speakers if one is not None])
    places = np.array([[row.here[0], row.there[0]] for row in linked], float).reshape(-1, 2)
    return (
        _figure(TOLD_THERE, told_there, np.mean),
        _figure(TOLD_HERE, told_here, np.mean),
        _figure(SAME_LABEL, np.array(labels, float), np.mean),
        _figure(SAME_SPEAKER, known, np.mean),
        _figure(SAME_ORDER, places, kendall),
    )


def _speakers(row: Row, here: Sequence[Told], there: Sequence[Told]) -> bool | None:
    """Tell whether some act of a row has one speaker on both sides; None where that cannot be told of any."""
    told = [same_speaker(here[i], there[j]) for i in row.here for j in row.there]
    return True if True in told else False if False in told else None


def kendall(places: Floats) -> float:
    """Give Kendall's tau-b of two orders, (n, 2); NaN where one side has no order to speak of."""
    first, second = (np.sign(column[:, None] - column[None, :]) for column in places.T)
    upper = np.triu_indices(len(places), 1)
    one, other = first[upper], second[upper]
    ties = float(np.sqrt((one != 0).sum() * float((other != 0).sum())))
    return float((one * other).sum() / ties) if ties else float("nan")


def _figure(name: str, held: Floats, of: Callable[[Floats], float]) -> Figure:
    if len(held) < FEWEST:
        return Figure(name, None, of=len(held), why=f"{len(held)} to count from; {FEWEST} are needed")
    value = float(of(held))
    again = np.array([of(held[drawn]) for drawn in _drawn(len(held))])
    usable = again[np.isfinite(again)]
    if not np.isfinite(value) or len(usable) < 0.9 * len(again):
        return Figure(name, None, of=len(held), why="the rows stand in one place, so there is no order to compare")
    low, high = np.percentile(usable, BOUNDS)
    if low == high and held.ndim == 1:
        low, high = wilson(float(held.sum()), len(held)) or (low, high)
    return Figure(name, value, float(low), float(high), len(held))


def _drawn(count: int) -> NDArray[np.int64]:
    """Draw stretches of acts anew, DRAWINGS times; the same seed gives the same."""
    chance = np.random.default_rng(SEED)
    block = min(BLOCK, count)
    begins = chance.integers(0, count, (DRAWINGS, -(-count // block)))
    places: NDArray[np.int64] = (begins[:, :, None] + np.arange(block)).reshape(DRAWINGS, -1)[:, :count] % count
    return places


def left_out(other: Sequence[Told], rows: Sequence[Row], alone: Relation) -> tuple[LeftOut, ...]:
    """Count by speaker and by issue what of the other record's acts a record does not tell; those most left out first.

    Args:
        other: acts of the other record.
        rows: of the comparison.
        alone: the relation of rows that only the other record tells.
    """
    gone = {at for row in rows if row.relation == alone for at in (*row.here, *row.there)}
    found = []
    for by in ("speaker", "issue"):
        acts: Counter[str] = Counter()
        missing: Counter[str] = Counter()
        for one in other:
            names = [one.holder or UNNAMED] if by == "speaker" else list(one.issues) or [NO_ISSUE]
            acts.update(names)
            missing.update(names if one.at in gone else ())
        counted = [LeftOut(by, name, count, count - missing[name]) for name, count in acts.items()]
        found += sorted(counted, key=lambda one: (-one.left_out, one.name))
    return tuple(found)
