"""Record share: whose talk fills how much of the record, meeting by meeting."""

from __future__ import annotations

from memcon.studies.chart import Chart, Matter, Picture
from memcon.studies.over_time import Sought, over_time

SOUGHT = Sought(
    measure="share",
    quantity="words",
    title="Share of the record",
    axis="share of the words",
    counted="Words set down as each side’s talk, out of those of all who are named.",
    unit="words",
    middle=None,
)


def draw(matter: Matter) -> Picture:
    """Draw the share of each side over the series."""
    return over_time(matter, SOUGHT)


CHART = Chart(
    "share",
    "Share of the record",
    "how much of each record is one side's talk, with a smoothed line and its interval",
    "It is a share of what the drafter set down, never speaking time.",
    draw,
)
