"""What in the index is stale: which records came, went, or changed since it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from memcon.archive import corrections, derived, registers
from memcon.archive.archive import LAID, Archive
from memcon.archive.folder import Folder
from memcon.archive.plain import to_plain
from memcon.archive.viewing import Laying
from memcon.model.corrections import Ruling, decided
from memcon.search.ledger import Ledger, print_of

STAGES = (derived.RECORDS, *LAID)


@dataclass(frozen=True, slots=True)
class Basis:
    """What an index was made from.

    Attributes:
        sources: for each source a stamp of its parts.
        ruled: for each record that people ruled on, a stamp of the rulings.
        meetings: for records that share a meeting with others, its id.
        sides: for speakers whose side only the register tells, their side.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    ruled: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)


def glance(folder: Folder) -> str:
    """Stamp what a look at names and times of files tells; the same stamp means that nothing can have changed."""
    places = [folder.received, *(folder.derived / stage for stage in STAGES)]
    places += sorted((folder.path / "corrections").glob("*.jsonl")) + sorted(folder.registers.glob("*.jsonl"))
    return derived.stamp([(one.name, *_seen(one)) for one in places])


def _seen(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, 0 if path.is_dir() else status.st_size


def basis(archive: Archive, laying: Laying, ledger: Ledger) -> Basis:
    """Gather what an index made now would be made from."""
    parts = {stage: derived.parts(archive.folder, stage) for stage in STAGES}
    sources = {
        source: derived.stamp([its.get(source, ()) for its in parts.values()])
        for source in archive.sources()
        if source in parts[derived.RECORDS]
    }
    ruled = {
        record: derived.stamp([to_plain(one) for one in laying.rulings.of(record, source)])
        for source, records in laying.rulings.records().items()
        for record in records
    }
    return Basis(sources, ruled, meetings(archive.folder), sides(archive.folder, laying, ledger.values["speaker"]))


def meetings(folder: Folder) -> dict[str, str]:
    """Give the meeting of records that report one with others: by the register, or because people accepted it."""
    found: dict[str, str] = {}
    for key, row in registers.rows(folder, "meetings").items():
        held = row.get("records")
        found.update(dict.fromkeys(map(str, held), key) if isinstance(held, list) else {})
    for tied, ruled in decided(corrections.filed(folder), "meetings").items():
        if ruled[-1].kind == Ruling.ACCEPT:
            known = sorted({found[record] for record in tied if record in found}) or sorted(tied)
            found.update(dict.fromkeys(tied, known[0]))
    return found


def sides(folder: Folder, laying: Laying, speakers: Iterable[str]) -> dict[str, str]:
    """Give the side of speakers whom the register knows, by their printed names."""
    register = {person.id: person.side for person in registers.persons(folder) if person.side}
    found = {}
    for name in dict.fromkeys(map(print_of, speakers)) if register else ():
        who = laying.resolver.person(name)
        side = register.get(who.person) if who else None
        if side:
            found[name] = side
    return found


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """Give the keys whose values differ, or that only one of two has."""
    return {key for key in {*old, *new} if old.get(key) != new.get(key)}


def stamps(archive: Archive, source: str) -> dict[str, str]:
    """Stamp what the machine found in each record of a source: the same stamp means the same rows."""
    found: dict[str, int] = {}
    for number, stage in enumerate(STAGES, 1):
        part = derived.newest(archive.folder, stage, source)
        if part is None:
            continue
        table = pl.read_parquet(part)
        key = "id" if stage == derived.RECORDS else "record"
        hashed = table.select(pl.col(key).alias("record"), table.hash_rows(seed=number).alias("hash"))
        summed = hashed.group_by("record").agg(pl.col("hash").cast(pl.UInt64).sum())
        for record, value in summed.iter_rows():
            found[record] = (found.get(record, 0) * 31 + int(value)) % (1 << 64) if stage != derived.RECORDS else value
    return {record: f"{value:x}" for record, value in found.items()}
