"""Which issue is the principal one, and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.signs import cue_span
from memcon.analysis.issues.strand import Said
from memcon.analysis.issues.terms import Told, together
from memcon.analysis.issues.weighing import MARKS, Weights
from memcon.model.moves import Label

MOVES = frozenset(Label) - {Label.INFORM, Label.ASK, Label.ANSWER, Label.APPRAISE, Label.PROCEDURE, Label.DEFER}
DECLARED = 100.0  # what the record itself calls its main issue comes before all that is counted


@dataclass(frozen=True, slots=True)
class Rank:
    """An issue's place: its score, its marks in the order of MARKS, and the reason in words."""

    number: int
    score: float
    marks: tuple[float, ...]
    reason: str


def marks(
    said: Sequence[Said], told: Sequence[Told], numbers: Sequence[int], titled: frozenset[str], known: Lore
) -> dict[int, tuple[float, ...]]:
    """Weigh each issue; every mark is 0.0 to 1.0, in the order of MARKS."""
    places: dict[int, list[int]] = {}
    for place, number in enumerate(numbers):
        places.setdefault(number, []).append(place)
    important = [cue_span(one.text, "important", known) is not None for one in told]
    moves = [_is_move(one, known) for one in said]
    room = [len(one.text) for one in said]
    openings = [one.opens for one in said]
    asked = [one.label is Label.ASK if one.label else cue_span(one.text, "opening", known) is not None for one in said]
    voices = {one.speaker for one in said}
    found: dict[int, tuple[float, ...]] = {}
    for number, held in places.items():
        speakers = Counter(said[place].speaker for place in held)
        found[number] = (
            _share(room, held), len(held) / len(said), _share(openings, held), _share(moves, held), _share(asked, held),
            1 - 1 / _runs(held), float(held[0] == 0), float(held[-1] == len(said) - 1),
            float(len(voices) > 1 and len(speakers) > 1), _share(important, held),
            _overlap(titled, [told[place] for place in held], known),
        )  # fmt: skip
    return found


def ranked(
    found: Mapping[int, tuple[float, ...]], declared: int | None, weights: Weights, sentences: int
) -> list[Rank]:
    """Rank the issues, the principal one first."""
    mean = [sum(column) / len(found) for column in zip(*found.values(), strict=True)]
    ranks = []
    for number, held in found.items():
        score = sum(w * (mark - usual) for w, mark, usual in zip(weights.signs, held, mean, strict=True))
        score += DECLARED if number == declared else 0.0
        ranks.append(Rank(number, score, held, _reason(held, number == declared, sentences)))
    return sorted(ranks, key=lambda one: (-one.score, one.number))


def _is_move(one: Said, known: Lore) -> bool:
    if one.label is not None:
        return one.label in MOVES
    return cue_span(one.text, "moving", known) is not None


def _share(counts: Sequence[float], held: Sequence[int]) -> float:
    total = sum(counts)
    return sum(counts[place] for place in held) / total if total else 0.0


def _runs(held: Sequence[int]) -> int:
    return sum(1 for before, place in zip((-2, *held), held, strict=False) if place != before + 1)


def _overlap(titled: frozenset[str], held: Sequence[Told], known: Lore) -> float:
    """Say how much of the title's telling words an issue holds, the rare ones counting most."""
    whole = sum(known.weight(stem) for stem in titled)
    inside = together(held)
    hits = sum(known.weight(stem) * min(1.0, math.sqrt(inside[stem] / 2)) for stem in titled if stem in inside)
    return hits / whole if whole else 0.0


def _reason(held: tuple[float, ...], declared: bool, sentences: int) -> str:
    mark = dict(zip(MARKS, held, strict=True))
    words = ["the record itself calls it the main issue"] if declared else []
    words.append(f"{round(mark['sentences'] * sentences)} of {sentences} sentences of talk")
    words += [f"{mark['moves']:.0%} of the moves"] if mark["moves"] else []
    words += ["both sides speak on it"] if mark["both sides"] else []
    words += ["named in the title"] if mark["title"] >= 0.5 else []
    words += ["called important"] if mark["important"] >= 0.5 else []
    words += ["the talk begins with it"] if mark["first"] else []
    words += ["the talk returns to it"] if mark["returns"] else []
    return ", ".join(words)
