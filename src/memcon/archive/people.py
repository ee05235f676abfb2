"""The people of an archive: where each name is printed, and which person of the register it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from memcon.analysis.resolving import Resolver, resolver
from memcon.archive import registers, tables
from memcon.archive.folder import Folder
from memcon.archive.listing import parts_of
from memcon.model.corrections import Correction
from memcon.model.register import Appearance

HANDS = ("drafter", "interpreter")


def appearances(folder: Folder) -> tuple[Appearance, ...]:
    """List every name printed in the archive: in lists of those present, as a hand that wrote, as a speaker.

    One entry a record, name and place; speakers who stand in the list of those present are not listed again.
    """
    found: list[Appearance] = []
    listed: dict[str, set[str]] = {}
    dates: dict[str, str | None] = {}
    for record, date, plain in _descriptions(folder):
        named = list(_named(record, date, plain))
        found += named
        listed[record] = {one.name for one in named}
        dates[record] = date
    for record, name in _speakers(folder):
        if name not in listed.get(record, ()):
            company = tuple(sorted(listed.get(record, ())))
            found.append(Appearance(name, record, dates.get(record), company=company))
    return tuple(found)


def known(folder: Folder, rulings: Iterable[Correction]) -> Resolver:
    """Make a resolver for the archive; where it has neither register nor rulings, nothing is read."""
    people, ruled = registers.persons(folder), tuple(rulings)
    return resolver(people, ruled, appearances(folder) if people else ())


def _descriptions(folder: Folder) -> Iterator[tuple[str, str | None, Mapping[str, Any]]]:
    parts = parts_of(folder, "describe")
    if parts:
        laid = tables.collected(
            pl.scan_parquet(parts)
            .select("record", "date", "description")
            .unique("record", keep="last", maintain_order=True),
            folder.derived / "describe",
        )
        for record, date, plain in laid.iter_rows():
            yield record, date, json.loads(plain)


def _named(record: str, date: str | None, plain: Mapping[str, Any]) -> Iterator[Appearance]:
    present = plain.get("present", ())
    names = [one["name"] for one in present]
    for one in present:
        others = tuple(name for name in names if name != one["name"])
        yield Appearance(one["name"], record, date, one.get("office"), one.get("side"), others, "present")
    for hand in HANDS:
        if plain.get(hand) and plain[hand] not in names:
            yield Appearance(plain[hand], record, date, company=tuple(names), place="hand")


def _speakers(folder: Folder) -> Iterator[tuple[str, str]]:
    parts = parts_of(folder, "utterances")
    if parts:
        names = pl.scan_parquet(parts).select("record", "speaker_name").drop_nulls().unique(maintain_order=True)
        yield from tables.collected(names, folder.derived / "utterances").iter_rows()
