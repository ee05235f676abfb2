"""Measure and write docs/performance.md and docs/accuracy.md: python -m benchmarks [NAME ...].

Without names everything is measured, which takes about half an hour; with names (tei, archive, memory, stages,
peers, convokit, influence, start, dossier, frus, dfat, minutes, present, attribution, languages, acts, issues,
commitments, compare, gate ...) only those sections are measured anew and the others stay as they are.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from benchmarks.measuring import PROJECT, SHARED, machine
from benchmarks.pages import assembled

PERFORMANCE = {"tei": "speed:tei_section", "archive": "speed:archive_section", "memory": "memory:section",
               "stages": "stages:section", "peers": "peers:section", "convokit": "beside_convokit:section",
               "influence": "influence:section", "search": "search:section", "room": "room:section",
               "meaning": "meaning:speed_section",
               "frozen": "frozen:section",
               "start": "speed:start_section"}
ACCURACY = {"dossier": "accuracy_dossier:section", "frus": "accuracy_frus:section", "dfat": "accuracy_dfat:section",
            "minutes": "accuracy_minutes:section", "present": "accuracy_present:section",
            "attribution": "accuracy_attribution:english", "languages": "accuracy_attribution:others",
            "acts": "acts:section", "issues": "issues:section", "commitments": "commitments:section",
            "compare": "compare:section", "meant": "meaning:quality_section",
            "gate": "gate:section"}
ORDER = ("## TEI", "## Twelve volumes", "## A thousand", "## Memory", "## Who says what, beside", "## Coordination",
         "## Influence", "## Search", "## The reading room", "## The room as files", "## Starting",
         "## Who says what: English", "## Who says what: Russian", "## What sentences do",
         "## What a talk is about", "## What was undertaken", "## Two records of one meeting",
         "## Searching by meaning: what",
         "## Those present",
         "## Twelve American",
         "## Four Australian", "## Austrian", "## A Soviet-American", "## The gate")
SPEED_OPENING = """# How fast, how large

Written by `make bench` (`{command}`), last on {day},
on {machine}.
Other programs may run on the same machine and then the clock is unkind: processor time is the steadier figure.
Ratios are between two things measured in the same run. Files that do not come from the collections are invented by
the benchmark, with a fixed seed."""
TRUTH_OPENING = """# How far to trust what memcon says of a document

Written by `make bench` (`{command}`), last on {day}.
Each figure is a share of what is named, with its denominator, or with a 95 % interval got by drawing the documents
again 2,000 times. In short:

- **Which documents a volume holds, their numbers and dates** can be relied on in editions like those below.
- **Where a paper lies** is nearly always read right where it is printed in a known system.
- **Who says what**: in plain records of conversation nine sentences of ten or better; on papers never seen before,
  telegrams and despatches among them, 0.61 to 0.85 at first sight, mostly because whole papers were missed. Each
  attribution carries its reason and a certainty that holds on them, and `memcon check` gives the figure for your own.
- **Those present** are read well from a list, less well when they are named only in the talk: check them.
- **Expect less of a collection in a style not listed here.** The rules are written by hand, with the collections
  below open on the desk; the table of first sight under "Who says what" shows what that costs."""


def main(asked: Sequence[str] | None = None) -> None:
    """Measure what is asked for and write the pages."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=shape)
    parser.add_argument("names", nargs="*", choices=[[], *PERFORMANCE, *ACCURACY], metavar="NAME")
    names = parser.parse_args(asked).names
    _write("performance", SPEED_OPENING, PERFORMANCE, names)
    if SHARED.is_dir():
        _write("accuracy", TRUTH_OPENING, ACCURACY, names)
    else:
        print("docs/accuracy.md is left as it is: the collections it is measured on are not beside the project.")


def _write(page: str, opening: str, known: dict[str, str], names: Sequence[str]) -> None:
    """Measure section by section; each is on the page as soon as it is measured."""
    path = PROJECT / "docs" / f"{page}.md"
    day = datetime.now(UTC).date().isoformat()
    words = opening.format(command="python -m benchmarks", day=day, machine=machine())
    for name in known:
        step = _step(known[name]) if not names or name in names else None
        if step is not None:
            print(f"measuring {name} ...", flush=True)
            old = path.read_text("utf-8") if path.exists() else ""
            path.write_text(assembled(words, [step()], old, ORDER), encoding="utf-8")


def _step(place: str) -> Callable[[], str] | None:
    """Find what measures a section; None where the script has no such function yet."""
    module, name = place.split(":")
    step: Callable[[], str] | None = getattr(importlib.import_module(f"benchmarks.{module}"), name, None)
    return step


if __name__ == "__main__":
    main()
