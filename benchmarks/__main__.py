"""Measure and write docs/performance.md and docs/accuracy.md: python -m benchmarks [NAME ...].

Without names everything is measured, which takes about half an hour; with names (tei, archive, start, memory, dossier, frus, dfat,
minutes, present, attribution) only those sections are measured anew and the others stay as they are.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from benchmarks.measuring import PROJECT, SHARED, machine
from benchmarks.pages import assembled

PERFORMANCE = {"tei": "speed:tei_section", "archive": "speed:archive_section", "memory": "memory:section", "start": "speed:start_section"}
ACCURACY = {"dossier": "accuracy_dossier:section", "frus": "accuracy_frus:section", "dfat": "accuracy_dfat:section",
            "minutes": "accuracy_minutes:section", "present": "accuracy_present:section", "attribution": "attribution:section"}
SPEED_OPENING = """# How fast, how large

Written by `make bench` ({command}) on {day}, on {machine}. Other programs ran on the same machine, so the clock is unkind;
processor time is the steadier figure. Ratios are between two things measured in the same run. Files that do not come
from the collections are invented by the benchmark, with a fixed seed."""
TRUTH_OPENING = """# How far to trust what memcon says of a document

Written by `{command}` on {day}. Each figure is a share of what is named, with its denominator, or with a 95 % interval got by
drawing the documents again 2,000 times. In short:

- **Which documents a volume holds, their numbers and dates** can be relied on in editions like those below.
- **Where a paper lies** is nearly always read right where it is printed in a known system.
- **Those present** are read well from a list, less well when they are named only in the talk: check them.
- A collection in a style not listed here should be expected to do worse than every figure here. Nothing below was measured on a collection that
  memcon's makers had never opened, except where it says so."""


def main(asked: Sequence[str] | None = None) -> None:
    """Measure what is asked for and write the pages."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[[], *PERFORMANCE, *ACCURACY], metavar="NAME")
    names = parser.parse_args(asked).names
    _write("performance", SPEED_OPENING, PERFORMANCE, names)
    if SHARED.is_dir():
        _write("accuracy", TRUTH_OPENING, ACCURACY, names)
    else:
        print("docs/accuracy.md is left as it is: the collections it is measured on are not beside the project.")


def _write(page: str, opening: str, known: dict[str, str], names: Sequence[str]) -> None:
    sections = []
    for name in known:
        step = _step(known[name]) if not names or name in names else None
        if step is not None:
            print(f"measuring {name} ...", flush=True)
            sections.append(step())
    if not sections:
        return
    path = PROJECT / "docs" / f"{page}.md"
    words = opening.format(command="python -m benchmarks", day=datetime.now(UTC).date().isoformat(), machine=machine())
    path.write_text(assembled(words, sections, path.read_text("utf-8") if path.exists() else ""), encoding="utf-8")
    print(f"wrote docs/{page}.md")


def _step(place: str) -> Callable[[], str] | None:
    """Find what measures a section; None where the script has no such function yet."""
    module, name = place.split(":")
    step: Callable[[], str] | None = getattr(importlib.import_module(f"benchmarks.{module}"), name, None)
    return step


if __name__ == "__main__":
    main()
