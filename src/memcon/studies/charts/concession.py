"""Concession balance: who is set down as yielding and who as pressing, meeting by meeting."""

from __future__ import annotations

from memcon.studies.chart import Chart, Matter, Picture
from memcon.studies.over_time import Sought, over_time

SOUGHT = Sought(
    measure="concession",
    quantity="balance",
    title="Pressing and yielding",
    axis="← only presses · only yields →",
    counted="Acts that accept, concede or promise, less those that propose, request, insist or warn, out of both.",
    unit="acts",
    form="+.1f",
    exact="+.2f",
    middle=0.0,
    range=(-1.0, 1.0),
)


def draw(matter: Matter) -> Picture:
    """Draw the balance of each side over the series."""
    return over_time(matter, SOUGHT)


CHART = Chart(
    "concession",
    "Pressing and yielding",
    "the balance of yielding against pressing of each side, with a smoothed line and its interval",
    "It counts what drafters set down; a drafter may soften his own side.",
    draw,
)
