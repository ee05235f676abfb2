"""The machine's own claims on records that people ruled on, as they would be had nobody ruled.

A speaker set right once is right in every act drawn from his words, so what lies in derived/ is partly people's doing
where they ruled. How often the machine errs can only be told from what it claims by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from memcon.analysis.analysis import Analysis
from memcon.analysis.resolving import Resolver
from memcon.archive import derived, own_acts, tables
from memcon.archive.archive import Archive
from memcon.archive.viewing import Laying
from memcon.model.description import Description
from memcon.model.moves import Act
from memcon.model.record import Record
from memcon.processing.work import analyses, options_of

STAGE = "acts"


def unruled(
    archive: Archive, only: Collection[str] | None = None, laying: Laying | None = None
) -> dict[str, tuple[Act, ...]]:
    """Give the machine's own acts of every record that a ruling holds for, with the ids of persons that are known.

    Args:
        archive: the archive.
        only: ids of the records wanted; all that people ruled on when not given.
        laying: the archive's rulings and names, where they are at hand.
    """
    wanted, laid = None if only is None else set(only), laying or archive.laying()
    found: dict[str, tuple[Act, ...]] = {}
    for source, held in laid.rulings.records().items():
        records = [record for record in held if wanted is None or record in wanted]
        if records:
            found.update(_of_source(archive, source, records))
    return {record: tuple(_named(act, laid.resolver) for act in acts) for record, acts in found.items()}


def _named(act: Act, resolver: Resolver) -> Act:
    who = resolver.person(act.holder) if act.person is None and act.holder else None
    return act if who is None else replace(act, person=who.person)


def machine() -> tuple[str, ...]:
    """Name the analyses that acts rest on, with their versions."""
    by_name = {one.name: one for one in analyses()}
    return tuple(f"{name} {by_name[name].version}" for name in (*by_name[STAGE].reads, STAGE))


def _of_source(archive: Archive, source: str, wanted: list[str]) -> dict[str, tuple[Act, ...]]:
    """Give what is wanted of one source; what was worked out before from the same parts is read."""
    acting = next(one for one in analyses() if one.name == STAGE)
    options = options_of(acting, archive.folder.options(STAGE))
    below = [derived.newest(archive.folder, stage, source) for stage in (derived.RECORDS, *acting.reads)]
    mark = derived.stamp([part.name if part else None for part in below], acting.version, options)
    there = own_acts.kept(archive.folder, source, mark)
    missing = [record for record in wanted if record not in there]
    if missing:
        there |= dict(_worked_out(archive, source, missing, acting, options))
        own_acts.keep(archive.folder, source, mark, there)
    return {record: there[record] for record in wanted if record in there}


def _worked_out(
    archive: Archive, source: str, wanted: list[str], acting: Analysis, options: Mapping[str, str]
) -> Iterator[tuple[str, tuple[Act, ...]]]:
    part = derived.newest(archive.folder, derived.RECORDS, source)
    below = {stage: archive.findings(stage, source, wanted) for stage in acting.reads}
    for record in tables.records(part, only=wanted) if part else ():
        yield record.id, tuple(acting.find(record, *_read(record, below), **options) or ())


def _read(record: Record, below: Mapping[str, Mapping[str, Any]]) -> Iterator[Any]:
    """Give what the stage reads of one record, with what its source states laid under, and no ruling laid over."""
    for stage, held in below.items():
        one = held.get(record.id)
        yield (one or Description()).over(record.stated) if stage == "describe" else (one or ())
