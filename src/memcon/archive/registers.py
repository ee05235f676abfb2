"""The registers of an archive: what scholars know of people, places, outcomes.

A register is a JSON lines file that only grows: a row is never rewritten. Of two rows with one id the later counts, and
the earlier stays in the file as its history. Fields this memcon does not know are kept as they came.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from memcon.archive.folder import Folder
from memcon.archive.locking import locked
from memcon.archive.plain import from_plain
from memcon.archive.register_files import read_rows
from memcon.archive.writing import append_lines
from memcon.model.errors import RegisterError
from memcon.model.register import Outcome, Person, Place

T = TypeVar("T")
KINDS = ("persons", "places", "sides", "outcomes", "issues", "meetings", "sources", "contested")
ALSO_CALLED = {
    "people": "persons",
    "names": "persons",
    "events": "outcomes",
    "treaties": "outcomes",
    "disagreements": "contested",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows that were new, that replace an older row of their id, and that stood there already."""

    kind: str
    new: int
    changed: int
    known: int


def import_register(folder: Folder, kind: str, path: Path, asserted_by: str | None = None) -> Imported:
    """Add the rows of a JSON lines or CSV file to a register. Importing the same file again changes nothing.

    Two people of one name are never made one: rows count as the same only where their ids are the same.

    Args:
        folder: the archive.
        kind: which register.
        path: the file.
        asserted_by: who says that identifiers elsewhere (Wikidata, VIAF, GND) mean these people, where rows do not say.

    Raises:
        RegisterError: the kind is unknown, or a line cannot be read; nothing was imported then.
        ArchiveBusy: another process is writing all the time.
    """
    name = kind_of(kind)
    given = {key: _asserted(row, asserted_by) for key, row in read_rows(name, path).items()}
    with locked(folder):
        before = rows(folder, name)
        fresh = {key: row for key, row in given.items() if before.get(key) != row}
        append_lines(place(folder, name), fresh.values())
    changed = sum(key in before for key in fresh)
    return Imported(name, len(fresh) - changed, changed, len(given) - len(fresh))


def _asserted(row: dict[str, Any], by: str | None) -> dict[str, Any]:
    if by is None or "same_as" not in row:
        return row
    return row | {"same_as": [{"asserted_by": by} | one for one in row["same_as"]]}


def enter(folder: Folder, kind: str, entries: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, each with an id, at the end of a register.

    Raises:
        ArchiveBusy: another process is writing all the time.
    """
    with locked(folder):
        append_lines(place(folder, kind), entries)


def kind_of(kind: str) -> str:
    """Give the name of a kind of register.

    Raises:
        RegisterError: there is no such kind.
    """
    name = ALSO_CALLED.get(kind.lower(), kind.lower())
    if name not in KINDS:
        raise RegisterError(f"{kind}: there is no such register. Choose one of: {', '.join(KINDS)}.")
    return name


def place(folder: Folder, kind: str) -> Path:
    """Say where a register lies."""
    return folder.registers / f"{kind}.jsonl"


def rows(folder: Folder, kind: str) -> dict[str, dict[str, Any]]:
    """Give the rows of a register by id, the latest of each; empty when there is no such register.

    Raises:
        RegisterError: a line cannot be read.
    """
    path = place(folder, kind)
    if not path.is_file():
        return {}
    found: dict[str, dict[str, Any]] = {}
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(line)
            if row is not None:
                found[row["id"]] = row
            elif number < len(lines):  # a last line without a line end was torn by a crash, and is of no account
                raise RegisterError(f"{path}, line {number}: not a row with an id. Mend the line, or take it out.")
    return found


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) and isinstance(row.get("id"), str) else None


def persons(folder: Folder) -> tuple[Person, ...]:
    """List the people in the register."""
    return tuple(_value(Person, row, place(folder, "persons")) for row in rows(folder, "persons").values())


def places(folder: Folder) -> tuple[Place, ...]:
    """List the places in the register."""
    return tuple(_value(Place, row, place(folder, "places")) for row in rows(folder, "places").values())


def outcomes(folder: Folder) -> tuple[Outcome, ...]:
    """List the outcomes in the register."""
    return tuple(_value(Outcome, row, place(folder, "outcomes")) for row in rows(folder, "outcomes").values())


def _value(kind: type[T], row: Mapping[str, Any], path: Path) -> T:
    try:
        return from_plain(kind, row)
    except (TypeError, AttributeError, ValueError) as error:
        raise RegisterError(f"{path}, row {row.get('id')}: {error}. Mend that row.") from error


def known_kinds(folder: Folder) -> Sequence[str]:
    """List the registers that the archive has."""
    return [kind for kind in KINDS if place(folder, kind).is_file()]
