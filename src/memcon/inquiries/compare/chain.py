"""Which acts belong together given their order: two records tell a talk mostly one after the other, with gaps.

Each record is read through in its order, and each of its acts is told in some act of the other or in none; where it is
told depends on where the act before it was: most likely in the same one (for one sentence of a telegram sums up
several of the minutes), else a little later, seldom earlier, now and then anywhere. The chances of every place given
the whole of both records are summed over all ways through (forward and backward: L. E. Baum et al., Annals of
Mathematical Statistics 41, 1970; for words of two languages S. Vogel, H. Ney and C. Tillmann, COLING 1996). It is
done from either record, and both must agree (P. Liang, B. Taskar and D. Klein, NAACL 2006), so that nothing depends on
which is called A.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
UNTOLD = 0.6  # chance that an act is told nowhere in the other record
STAY = 0.5  # chance of being told in the act in which the one before is told, where this record is not the shorter
BACK = 0.05  # chance of being told before it
ANYWHERE = 0.1  # share of the chance that is spread over the whole record, for what is told in another place
BEGINNING = 3.0  # steps within which a record's beginning is looked for
FURTHEST = 12.0  # evidence counts up to so many natural logarithms, so that no single sign decides everything
SMALLEST = 1e-6


def together(evidence: Floats) -> Floats:
    """Weigh evidence with the order of both records.

    Args:
        evidence: for each two acts the logarithm of how much likelier their signs are where they tell the same than
            where they do not, (n, m).

    Returns:
        The logarithm of the odds that they tell the same, (n, m): the mean of what both ways of reading give. Turned,
        it is that of the turned evidence.
    """
    found: Floats = (_odds(_chances(evidence)) + _odds(_chances(evidence.T)).T) / 2
    return found


def _odds(chances: Floats) -> Floats:
    kept = np.clip(chances, SMALLEST, 1 - SMALLEST)
    odds: Floats = np.log(kept / (1 - kept))
    return odds


def _chances(evidence: Floats) -> Floats:
    """Give the chance that each act (row) is told in each of the other record's, the order of the rows known."""
    n, m = evidence.shape
    signs = (1 - UNTOLD) * np.exp(np.clip(evidence, -FURTHEST, FURTHEST))
    steps = _steps(n, m)
    before = np.zeros((n + 1, m + 1))  # where the last act that was told stood; 0 for none yet
    before[0, 0] = 1.0
    told = np.zeros((n, m))
    for at in range(n):
        told[at] = signs[at] * (before[at] @ steps)
        before[at + 1] = UNTOLD * before[at]
        before[at + 1, 1:] += told[at]
        before[at + 1] /= before[at + 1].sum()
    after = np.ones(m + 1)
    chances = np.zeros((n, m))
    for at in reversed(range(n)):
        here = told[at] * after[1:]
        chances[at] = here / (here.sum() + UNTOLD * float(before[at] @ after))
        after = UNTOLD * after + steps @ (signs[at] * after[1:])
        after /= after.max()
    return chances


def _steps(n: int, m: int) -> Floats:
    """Give the chance of each place given the last, (m + 1, m); the first row is that of the beginning."""
    step = max(1.0, m / n)
    stay = STAY * min(1.0, n / m) ** 0.5
    off = np.arange(m)[None, :] - np.arange(-1, m)[:, None]
    later = (1 - stay - BACK) * np.exp(-(off - 1) / step) / step
    earlier = BACK * np.exp(np.minimum(off, 0) / (BEGINNING * step)) / (BEGINNING * step)
    steps = np.where(off > 0, later, np.where(off < 0, earlier, stay))
    steps[0] = np.exp(-np.arange(m) / (BEGINNING * step))
    steps /= steps.sum(axis=1, keepdims=True)
    found: Floats = (1 - ANYWHERE) * steps + ANYWHERE / m
    return found
