"""The records of an archive that report talk, each with when, where and who, read without their texts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import polars as pl

from memcon.analysis.resolving import Resolver
from memcon.archive import derived, registers, tables
from memcon.archive.folder import Folder
from memcon.archive.listing import parts_of
from memcon.model.meetings import Attendee, Talk

FEW = 2  # so many listed as present leave no need to look for more among those who speak
HANDS_THAT_WERE_THERE = ("telegram", "letter", "memorandum", "record_of_conversation", "message", "report", "note")


def talks(folder: Folder, resolver: Resolver) -> tuple[Talk, ...]:
    """List the records that report talk, in the order of the sources and of the place in them.

    Those who take part are those listed as present or named in the title; where fewer than two are, also those who
    speak, and the hand that tells of its own talk. Interpreters and note-takers are left out.

    Args:
        folder: the archive.
        resolver: who is who.
    """
    described = _described(folder)
    speakers = _speakers(folder)
    sides = {person.id: person.side for person in registers.persons(folder)}
    return tuple(
        _talk(row, json.loads(row["description"]), speakers.get(row["record"], ()), resolver, sides)
        for row in described.iter_rows(named=True)
    )


def texts(folder: Folder, wanted: Collection[str]) -> dict[str, str]:
    """Give the texts of some records by their ids."""
    parts = parts_of(folder, derived.RECORDS)
    if not parts or not wanted:
        return {}
    laid = pl.scan_parquet(parts).filter(pl.col("id").is_in(list(wanted))).select("id", "text")
    return dict(tables.collected(laid, folder.derived / derived.RECORDS).iter_rows())


def labels(folder: Folder) -> dict[str, int]:
    """Count in how many records each label of an issue stands."""
    parts = parts_of(folder, "issues")
    if not parts:
        return {}
    counted = pl.scan_parquet(parts).group_by("label").agg(pl.col("record").n_unique())
    return dict(tables.collected(counted, folder.derived / "issues").sort("label").iter_rows())


def naming(folder: Folder, pattern: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the records with a passage whose issue is called so, and those whose text carries the term.

    Args:
        folder: the archive.
        pattern: a pattern that Polars understands.
    """
    labelled = _matching(folder, "issues", "record", "label", pattern)
    return labelled, _matching(folder, derived.RECORDS, "id", "text", pattern)


def _matching(folder: Folder, stage: str, record: str, column: str, pattern: str) -> frozenset[str]:
    parts = parts_of(folder, stage)
    if not parts:
        return frozenset()
    fitting = pl.scan_parquet(parts).filter(pl.col(column).str.contains(pattern)).select(record).unique()
    return frozenset(tables.collected(fitting, folder.derived / stage)[record])


def _described(folder: Folder) -> pl.DataFrame:
    parts = parts_of(folder, "describe")
    if not parts:
        return pl.DataFrame(schema={"record": pl.String, "description": pl.String, **tables.LISTING})
    laid = pl.scan_parquet(parts).filter(pl.col("reports_talk")).unique("record", keep="last", maintain_order=True)
    return tables.collected(laid, folder.derived / "describe")


def _speakers(folder: Folder) -> dict[str, tuple[str, ...]]:
    """Give the names of those who speak in each record, whoever speaks most first; not those quoted by a speaker."""
    parts = parts_of(folder, "utterances")
    if not parts:
        return {}
    named = pl.scan_parquet(parts).filter(pl.col("speaker_name").is_not_null() & pl.col("within").is_null())
    counted = (
        named.group_by("record", "speaker_name")
        .len()
        .sort("record", "len", "speaker_name", descending=[False, True, False])
    )
    found: dict[str, tuple[str, ...]] = {}
    for record, name, _ in tables.collected(counted, folder.derived / "utterances").iter_rows():
        found[record] = (*found.get(record, ()), name)
    return found


def _talk(
    row: Mapping[str, Any],
    plain: Mapping[str, Any],
    speakers: Iterable[str],
    resolver: Resolver,
    sides: Mapping[str, str | None],
) -> Talk:
    citation = plain.get("citation")
    return Talk(
        row["record"],
        row["title"],
        row["form"],
        row["date"],
        row["date_printed"],
        row["place"],
        row["language"],
        row["number"],
        citation["raw"] if citation else None,
        plain.get("address"),
        tuple(_attendees(plain, row["form"], speakers, resolver, sides)),
    )


def _attendees(
    plain: Mapping[str, Any],
    form: str | None,
    speakers: Iterable[str],
    resolver: Resolver,
    sides: Mapping[str, str | None],
) -> Iterable[Attendee]:
    listed = [one for one in plain.get("present", ()) if one.get("role") not in ("interpreter", "drafter")]
    named = [
        (one["name"], one.get("person"), one.get("side"), "speaks" if one.get("role") == "speaker" else "present")
        for one in listed
    ]
    if len(named) < FEW:
        names = {one[0] for one in named}
        named += [(name, None, None, "speaks") for name in speakers if name not in names]
        hand = plain.get("drafter")
        if hand and hand not in {one[0] for one in named} and form in HANDS_THAT_WERE_THERE:
            named.append((hand, None, None, "hand"))
    for name, person, side, part in named:
        who = None if person else resolver.person(name)
        known = person or (who.person if who else None)
        yield Attendee(name, known, side or sides.get(known or ""), part)
