"""What the accuracy scripts share: described records, the gold's own ways of comparing, intervals over documents."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.measuring import SHARED
from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.describe import describe
from memcon.model.description import Description
from memcon.model.record import Record

GOLD, CORPORA = SHARED / "gold", SHARED / "corpora"
ROUNDS = 2000  # drawings of the bootstrap
Tally = tuple[float, float]  # what was right in one document, of how much


@dataclass(frozen=True, slots=True)
class Known:
    """A record with what was found of it, as `memcon extract` would write it."""

    record: Record
    about: Description


def described(path: Path, name: str | None = None, content: bytes | None = None) -> Iterator[Known]:
    """Read a file, or bytes under a name, and describe each record."""
    for record in read(Incoming(name or path.name, None if content is not None else path, content))[1]:
        if not isinstance(record, Refusal):
            yield Known(record, describe(record).over(record.stated))


@cache
def scorer() -> ModuleType:
    """Load the gold's own score.py, for how it compares names and citations."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("There is no score.py beside the gold sets.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def share(tallies: Sequence[Tally]) -> float | None:
    """Divide what was right by all; None where there was nothing to find."""
    whole = sum(total for _, total in tallies)
    return sum(right for right, _ in tallies) / whole if whole else None


def f1(tallies: Sequence[tuple[float, float, float]]) -> float | None:
    """Weigh found, wrongly found and missed (each a row of a document) as F1."""
    found, wrong, missed = (sum(column) for column in zip(*tallies, strict=True)) if tallies else (0, 0, 0)
    return 2 * found / (2 * found + wrong + missed) if found + wrong + missed else None


def interval(tallies: Sequence[Any], measure: Any = share) -> str:
    """Write a measure with its 95 % interval, documents drawn again with a fixed seed: "0.953 (0.910 to 0.984)"."""
    value = measure(tallies)
    if value is None:
        return "nothing to find"
    chance = random.Random(1)
    drawn = [measure(chance.choices(tallies, k=len(tallies))) for _ in range(ROUNDS)]
    kept = sorted(one for one in drawn if one is not None)
    return f"{value:.3f} ({kept[int(len(kept) * 0.025)]:.3f} to {kept[int(len(kept) * 0.975)]:.3f})"


def counted(right: float, total: float) -> str:
    """Write a share with what it is a share of: "0.992 (1,203 of 1,213)"."""
    return f"{right / total:.3f} ({right:,.0f} of {total:,.0f})" if total else "none"


def same_person(wanted: str, names: Sequence[str], variants: dict[str, list[str]]) -> bool:
    """Compare names as the gold's score.py does: same family name, no clashing initials."""
    return bool(scorer().same_person(wanted, names, variants))
