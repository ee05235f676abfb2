"""Those present, on annotated memoranda and minutes from twelve American and four Australian volumes."""

from __future__ import annotations

import json
import random
from typing import Any

from benchmarks.measuring import table
from benchmarks.reading import GOLD, Known, Tally, described, interval, same_person
from memcon.analysis.speakers import with_speakers
from memcon.analysis.utterances import utterances
from memcon.model.description import Participant

LOOKED_AT = 64  # of the 96 names, in the order drawn below
ROLES = ("speaker", "present")


def _present(known: Known) -> tuple[Participant, ...]:
    return with_speakers(known.about, utterances(known.record, known.about)).present


def section() -> str:
    """Measure, and write the section."""
    names = sorted((name, folder) for folder in ("more", "styles") for name in _documents(folder))
    random.Random(5).shuffle(names)
    lines = []
    thirds = (("two thirds, read while building", names[:LOOKED_AT]), ("one third, not looked at", names[LOOKED_AT:]))
    for label, chosen in thirds:
        for series, opening in (("all", ""), ("American", "frus"), ("Australian", "dfat")):
            tallies = [judged(folder, name) for name, folder in chosen if name.startswith(opening)]
            people = sum(total for _, total in tallies)
            lines.append((label, series, len(tallies), f"{people:.0f}", interval(tallies)))
    heads = ("documents", "series", "number", "people", "share of people found (95 % interval)")
    return f"{HEAD}\n\n{table(heads, lines)}"


HEAD = """## Those present

96 annotated records of talks as plain text, without their mark-up. Counted is everybody the annotation names as
speaking or present, by family name. Two thirds were read while these rules were written; **the last third was
not looked at while the lists were read, and is the figure to go by**; some of its documents were opened later, when
attribution was mended, whose speakers join the list. The split was drawn by lot, volumes mixed, so it does not tell
what an unseen series
would give."""


def _documents(folder: str) -> list[str]:
    return [one["name"] for one in json.loads((GOLD / folder / "set.json").read_text("utf-8"))["documents"]]


def judged(folder: str, name: str) -> Tally:
    """Count the people of one document who were found, of all."""
    setting = json.loads((GOLD / folder / "set.json").read_text("utf-8"))
    about: dict[str, Any] = json.loads((GOLD / folder / f"{name}.json").read_text("utf-8"))
    source = next(one["source"] for one in setting["documents"] if one["name"] == name)
    found = [one.name for known in described(GOLD / folder / "texts" / source) for one in _present(known)]
    wanted = [one for one in about["participants"] if one.get("role") in ROLES]
    variants = setting.get("variants", {})
    named = [(one["name"], *one.get("printed", ())) for one in wanted]
    right = sum(any(same_person(printed, found, variants) for printed in printings) for printings in named)
    return float(right), float(len(wanted))
