"""Leadership in words: whose words the other's replies take up, meeting by meeting."""

from __future__ import annotations

from memcon.studies.chart import Chart, Matter, Picture
from memcon.studies.over_time import Sought, over_time

SOUGHT = Sought(
    measure="uptake",
    quantity="words taken up",
    title="Whose words the other takes up",
    axis="share taken up, beyond chance",
    counted="Content words of each side that stand in the other’s reply, less those in neighbouring replies: shares.",
    unit="contributions",
    exact="+.1%",
    middle=0.0,
    range=None,
)


def draw(matter: Matter) -> Picture:
    """Draw the uptake of each side's words over the series."""
    return over_time(matter, SOUGHT)


CHART = Chart(
    "leadership",
    "Whose words the other takes up",
    "how much of each side's words the other's replies take up beyond chance, with a smoothed line and its interval",
    "In summaries both sides speak the drafter's words; and one takes up words to refuse them, too.",
    draw,
)
