"""Who presses whom: proposals, requests, insistence and warnings, from person to person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import atan2, cos, degrees, hypot, pi, sin
from typing import Any

import polars as pl

from memcon.inquiries.influence.measures.concession import PRESSES
from memcon.inquiries.moves import plain
from memcon.inquiries.standing import SURE
from memcon.model.errors import TooLittle
from memcon.studies.chart import Chart, Matter, Picture
from memcon.studies.chart_dress import FIRST, INK, NEITHER, PAPER, SECOND, inline

PEOPLE, ARROWS, FEW = 9, 16, 5  # drawn at most; and how many acts of pressing there must be
FLANK = "of neither side"
BEND, AWAY = 0.16, 0.1  # how far an arrow bends, part of its length; how far it ends from a name's middle
STEPS = 24
SIZE = 560  # pixels of the square
REACH = 1.75  # half the width of the square, in radii of the circle


@dataclass(slots=True)
class Pressing:
    """Acts of pressing by holder and addressee, and how it is known to whom they are addressed."""

    arrows: Counter[tuple[str, str]] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    sides: dict[str, int] = field(default_factory=dict)
    known: Counter[str] = field(default_factory=Counter)
    letters: int = 0  # acts from or to a label of one letter that stands for nobody known


def draw(matter: Matter) -> Picture:
    """Draw an arrow from each who presses to each who is pressed, as thick as the acts are many.

    Raises:
        TooLittle: fewer than FEW acts of pressing are sure, or none is known to be addressed to anybody.
    """
    found = counted(matter)
    if found.arrows.total() < FEW:
        raise TooLittle(
            f"Who presses whom: {found.arrows.total()} acts that propose, request, insist or warn are sure enough, and "
            f"known to be addressed to somebody; {FEW} are needed. Ask of a longer series, or of all issues."
        )
    busiest = _busiest(found.arrows)
    arrows = [(pair, count) for pair, count in found.arrows.most_common() if set(pair) <= set(busiest)][:ARROWS]
    drawn = [key for key in busiest if any(key in pair for pair, _ in arrows)]
    places = circle(drawn, found.sides)
    shown = sum(count for _, count in arrows)
    return Picture(
        f"Who presses whom{matter.on}", _counted(matter, found, shown), _told(matter, found, arrows),
        _layers(matter.evidence.names, found, places, arrows),
    )  # fmt: skip


def counted(matter: Matter) -> Pressing:
    """Count the acts of pressing by holder and addressee."""
    found = Pressing()
    acts = matter.evidence.acts.filter(pl.col("rank") == "first").sort("meeting", "at")
    of_act = {row["act"]: row for row in acts.iter_rows(named=True)}
    for _, record in acts.group_by("meeting", maintain_order=True):
        rows = record.to_dicts()
        for at, row in enumerate(rows):
            if row["key"] is None:
                continue
            found.names.setdefault(row["key"], row["holder"])
            found.sides.setdefault(row["key"], row["side"])
            if row["label"] in PRESSES and (row["certainty"] is None or row["certainty"] >= SURE):
                _add(found, row, _addressees(matter, rows, at, of_act))
    return found


def _add(found: Pressing, row: Mapping[str, Any], to: tuple[str, Sequence[tuple[str, str]]]) -> None:
    how, addressees = to
    if any(_is_letter(name) for name in (row["holder"], *(name for _, name in addressees))):
        found.letters += 1
        return
    found.known[how] += 1
    found.acts[row["key"]] += 1
    for key, name in addressees:
        found.names.setdefault(key, name)
        found.arrows[row["key"], key] += 1


def _is_letter(name: str) -> bool:
    """Tell whether a name is a label of one letter that nobody could be found for."""
    return len(name.strip(".: ")) == 1


def _addressees(
    matter: Matter, rows: Sequence[Mapping[str, Any]], at: int, of_act: Mapping[int, Mapping[str, Any]]
) -> tuple[str, Sequence[tuple[str, str]]]:
    """Say to whom an act is addressed, and how that is known: the record says so, he is answered, or he spoke last."""
    row = rows[at]
    said = [one for one in matter.evidence.addressed.get(row["act"], ()) if one[0] != row["key"]]
    if said:
        return "said", said
    answered = of_act.get(row["answers"])
    if answered is not None and answered["key"] not in (None, row["key"]):
        return "answered", [(answered["key"], answered["holder"])]
    others = (*reversed(rows[:at]), *rows[at + 1 :])
    near = next((one for one in others if one["key"] not in (None, row["key"])), None)
    return ("nobody", []) if near is None else ("near", [(near["key"], near["holder"])])


def _busiest(arrows: Mapping[tuple[str, str], int]) -> list[str]:
    ends: Counter[str] = Counter()
    for pair, count in arrows.items():
        ends.update(dict.fromkeys(pair, count))
    return [key for key, _ in sorted(ends.items(), key=lambda one: (-one[1], one[0]))[:PEOPLE]]


def circle(keys: Sequence[str], sides: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """Place people on a circle: the first side at the left, the second at the right, the others above and below."""
    step = 2 * pi / max(len(keys), 1)
    left, right = ([key for key in keys if sides.get(key) == side] for side in (0, 1))
    rest = [key for key in keys if sides.get(key) not in (0, 1)]
    edges = (pi - step * (len(left) - 1) / 2, step * (len(right) - 1) / 2)  # where the two sides end, above
    angles = {key: edges[0] + step * at for at, key in enumerate(left)}
    angles |= {key: edges[1] - step * at for at, key in enumerate(right)}
    for others, sign in ((rest[::2], 1), (rest[1::2], -1)):
        apart = (edges[0] - edges[1]) / (len(others) + 1)
        angles |= {key: sign * (edges[0] - apart * (at + 1)) for at, key in enumerate(others)}
    return {key: (cos(angle), sin(angle)) for key, angle in angles.items()}


def _counted(matter: Matter, found: Pressing, shown: int) -> tuple[str, ...]:
    pressing, known = found.acts.total() + found.letters, found.known
    rest = found.arrows.total() - shown
    return (
        f"{pressing:,} acts that propose, request, insist or warn, of {matter.evidence.acts.height:,} acts in "
        f"{len(matter.evidence.meetings)} meetings; beside each name its own.",
        f"To whom: the record says it of {known['said']:,}; of {known['answered']:,} it is whom they answer, of "
        f"{known['near']:,} who spoke last.",
        (f"Not drawn: {rest:,} on arrows too small" if rest else "Drawn: all")
        + (f", {found.letters:,} of speakers labelled by a letter only" if found.letters else "")
        + f". Labels under {SURE:.0%} sure are left out.",
    )


def _told(matter: Matter, found: Pressing, arrows: Sequence[tuple[tuple[str, str], int]]) -> str:
    said = "; ".join(f"{plain(found.names[one])} to {plain(found.names[to])} {count}" for (one, to), count in arrows)
    return (
        f"A network{matter.on} of those who take part in {len(matter.evidence.meetings)} meetings of "
        f"{' and '.join(matter.evidence.names)}. Arrows lead from who proposes, requests, insists or warns to whom it "
        f"is said, with the number of acts: {said}."
    )


def _layers(
    names: tuple[str, str], found: Pressing, places: Mapping[str, tuple[float, float]],
    arrows: Sequence[tuple[tuple[str, str], int]],
) -> dict[str, Any]:  # fmt: skip
    rows, heads, labels = [], [], []
    for number, ((one, to), count) in enumerate(arrows):
        line = list(_bent(places[one], places[to]))
        more = {"side": _side(found, one, names), "count": count, "number": number,
                "from": plain(found.names[one]), "to": plain(found.names[to])}  # fmt: skip
        rows += [more | {"step": step, "x": x, "y": y} for step, (x, y) in enumerate(line)]
        heads.append(more | {"x": line[-1][0], "y": line[-1][1], "turn": _turn(line[-3], line[-1])})
        labels.append(more | {"x": line[STEPS // 2 - 4][0], "y": line[STEPS // 2 - 4][1]})
    return {
        "width": SIZE * 1.25, "height": SIZE * 0.86,
        "layer": [
            _lines(names, rows), _heads(names, heads),
            _text(labels, "count", INK, size=11.5, halo=True),
            _text(labels, "count", INK, size=11.5),
            _people(names, found, places), *_names(found, places),
        ],
    }  # fmt: skip


def _side(found: Pressing, key: str, names: tuple[str, str]) -> str:
    side = found.sides.get(key)
    return names[side] if side in (0, 1) else FLANK


def _bent(one: tuple[float, float], to: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Give the points of a bent line from near one place to near another; there and back bend apart."""
    (x, y), (to_x, to_y) = one, to
    across, up = to_x - x, to_y - y
    middle = ((x + to_x) / 2 - BEND * up, (y + to_y) / 2 + BEND * across)
    cut = AWAY / max(hypot(across, up), AWAY)
    for step in range(STEPS + 1):
        t = cut + (1 - 2.1 * cut) * step / STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        yield round(a * x + b * middle[0] + c * to_x, 4), round(a * y + b * middle[1] + c * to_y, 4)


def _turn(before: tuple[float, float], end: tuple[float, float]) -> float:
    """Give the angle of an arrow's head, in degrees clockwise from upwards."""
    return round(degrees(atan2(end[0] - before[0], end[1] - before[1])), 1)


def _place(by: str) -> dict[str, Any]:
    reach = REACH if by == "x" else REACH * 0.86 / 1.25
    return {"field": by, "type": "quantitative", "axis": None, "scale": {"domain": [-reach, reach], "nice": False}}


def _colour(names: tuple[str, str], **more: Any) -> dict[str, Any]:
    scale = {"domain": [*names, FLANK], "range": [FIRST, SECOND, NEITHER]}
    return {"field": "side", "type": "nominal", "scale": scale, "title": None, **more}


def _lines(names: tuple[str, str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    legend = {"orient": "top", "symbolType": "circle", "symbolSize": 110, "offset": 0}
    return {
        "data": inline(rows), "mark": {"type": "line", "opacity": 0.7, "strokeCap": "butt"},
        "encoding": {
            "x": _place("x"), "y": _place("y"), "order": {"field": "step"}, "detail": {"field": "number"},
            "color": _colour(names, legend=legend),
            "strokeWidth": {"field": "count", "type": "quantitative", "legend": None,
                            "scale": {"type": "sqrt", "range": [0.8, 9], "zero": True}},
            "tooltip": [{"field": "from", "title": "presses"}, {"field": "to", "title": "pressed"},
                        {"field": "count", "title": "acts"}],
        },
    }  # fmt: skip


def _heads(names: tuple[str, str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": inline(rows),
        "mark": {"type": "point", "shape": "triangle", "filled": True, "opacity": 1, "stroke": None},
        "encoding": {
            "x": _place("x"), "y": _place("y"), "color": _colour(names),
            "angle": {"field": "turn", "type": "quantitative", "scale": None},
            "size": {"field": "count", "type": "quantitative", "legend": None,
                     "scale": {"type": "sqrt", "range": [60, 420], "zero": True}},
        },
    }  # fmt: skip


def _people(names: tuple[str, str], found: Pressing, places: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    rows = [
        {"x": round(x, 4), "y": round(y, 4), "side": _side(found, key, names), "name": found.names[key],
         "acts": found.acts[key]} for key, (x, y) in places.items()
    ]  # fmt: skip
    return {
        "data": inline(rows),
        "mark": {"type": "point", "shape": "circle", "filled": True, "opacity": 1, "stroke": PAPER, "size": 330},
        "encoding": {
            "x": _place("x"), "y": _place("y"), "color": _colour(names),
            "tooltip": [{"field": "name", "title": "name"}, {"field": "acts", "title": "acts of pressing"}],
        },
    }  # fmt: skip


def _names(found: Pressing, places: Mapping[str, tuple[float, float]]) -> Iterator[dict[str, Any]]:
    """Write names outside the circle: at its left and right beside the people, above and below over and under them."""
    held: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for key, (x, y) in places.items():
        align = "center" if abs(x) < 0.35 else "left" if x > 0 else "right"
        baseline = "middle" if align != "center" else "bottom" if y > 0 else "top"
        row = {"x": round(x * 1.12, 4), "y": round(y * 1.12, 4),
               "name": f"{plain(found.names[key])} · {found.acts[key]}"}  # fmt: skip
        held[align, baseline].append(row)
    for (align, baseline), rows in held.items():
        yield _text(rows, "name", INK, size=13, align=align, baseline=baseline)


def _text(
    rows: Iterable[Mapping[str, Any]], words: str, colour: str, *, size: float, halo: bool = False, **more: Any
) -> dict[str, Any]:
    mark = {"type": "text", "fontSize": size, "color": colour, **more}
    if halo:
        mark |= {"stroke": PAPER, "strokeWidth": 4, "color": PAPER, "strokeJoin": "round"}
    encoding = {"x": _place("x"), "y": _place("y"), "text": {"field": words, "type": "nominal"}}
    return {"data": inline(rows), "mark": mark, "encoding": encoding}


CHART = Chart(
    "pressing",
    "Who presses whom",
    "arrows from who proposes, requests, insists or warns to whom it is said, with the number of acts",
    "To whom something is said is mostly inferred from who spoke last.",
    draw,
)
