"""What a chart is: a drawing of what was counted in a series of meetings, with the words that say out of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import Reading

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a chart is drawn from: the acts of the meetings, and what a measure says of them when it is asked.

    `acts_on` gives, for words or a label of an issue, the numbers of the acts on it. `drawings` is how often meetings
    are drawn anew for the intervals.
    """

    evidence: Evidence
    issues: tuple[str, ...]
    reading: Callable[[str], Reading]
    acts_on: Callable[[str], frozenset[int]]
    drawings: int

    @property
    def on(self) -> str:
        """Say, at the end of a title, to which issue the acts were narrowed; "" where all count."""
        return f" on “{self.issues[0]}”" if self.issues else ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a chart draws: its title, what is counted and out of what, the same told in words, and the layers.

    `counted` are the lines under the title. `told` is for those who cannot see it: what it shows, with its main
    figures. `layers` is a Vega-Lite specification without title, description and dress.
    """

    title: str
    counted: tuple[str, ...]
    told: str
    layers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name, what it shows, how it is to be read, and what draws it.

    `issue` says how many issues may be asked for: "none", "one", "some" (one or more, or none), "needed" (just one).
    `draw` raises TooLittle where there is too little to draw.
    """

    name: str
    title: str
    shows: str
    beware: str
    draw: Callable[[Matter], Picture]
    issue: str = "one"
