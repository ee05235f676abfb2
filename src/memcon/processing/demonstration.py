"""The built-in collection as an archive, and an account of one conversation in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from memcon.archive import registers
from memcon.archive.archive import Archive, View, create, open_archive
from memcon.archive.entries import Entry, Wanted, entries
from memcon.archive.receiving import Addition
from memcon.model.errors import ArchiveError, NotFound
from memcon.model.record import Passage, TextClass
from memcon.model.register import Person
from memcon.processing.work import Work

NAME = "Soviet-Mongolian talks 1932-1939 (demonstration)"
COLLECTION = "Calendar of the Soviet-Mongolian talks, 1932-1939"
RIGHTS = "CC BY 4.0"
DAY = "1934-11-24"  # the conversation the demonstration tells of
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the source gives as said by one speaker, how certain the source is, and what it rests on."""

    words: str
    speaker: str | None
    certainty: str | None
    sources: tuple[str, ...]
    probable: bool  # the source says "probably" of the speaker


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A point on which the sources disagree: each version with its sources, and what the editors make of it."""

    question: str
    versions: tuple[tuple[str, tuple[str, ...]], ...]
    assessment: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """One conversation: its record, the statements in order, where sources disagree, and the sources' titles by id."""

    view: View
    statements: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The demonstration's archive, what was found, and one account."""

    archive: Archive
    additions: tuple[Addition, ...]
    work: Work
    entries: tuple[Entry, ...]
    registers: Mapping[str, int]
    account: Account


def demonstrate(
    to: Path, add: Callable[..., tuple[Addition, ...]], process: Callable[[Archive], Work]
) -> Demonstration:
    """Make the demonstration's archive, or use the one that is there.

    Raises:
        ArchiveError: another archive lies there.
    """
    archive = _archive(to)
    with as_file(files("memcon") / "calendar") as calendar:
        additions = add(archive, *sorted(calendar.glob("*.xml")), collection=COLLECTION, rights=RIGHTS)
        for register in sorted(calendar.glob("*.jsonl")):
            registers.import_register(archive.folder, register.stem, register)
    work = process(archive)
    found = tuple(entries(archive.folder, Wanted()))
    sizes = {kind: len(registers.rows(archive.folder, kind)) for kind in registers.known_kinds(archive.folder)}
    return Demonstration(archive, additions, work, found, sizes, account(archive, _chosen(found)))


def _archive(to: Path) -> Archive:
    if not (to / "archive.toml").exists():
        return create(to, NAME)
    archive = open_archive(to)
    if archive.name != NAME:
        raise ArchiveError(f"{to}: an archive of your own lies there. Choose another place: memcon demo --to FOLDER")
    return archive


def _chosen(found: Sequence[Entry]) -> str:
    on_day = [one for one in found if one.date == DAY]
    english = [one for one in on_day if one.language == LANGUAGE or f".{LANGUAGE}." in one.source_name]
    chosen = next(iter(english or on_day or found), None)
    if chosen is None:
        raise NotFound("The built-in calendar gave no record. Install memcon again.")
    return chosen.id


def account(archive: Archive, record: str) -> Account:
    """Give an account of one conversation from its record and the registers."""
    view = archive.view(record)
    people = {person.id: person for person in registers.persons(archive.folder)}
    body = [p for p in view.record.passages if p.voice is not None and p.text_class == TextClass.BODY]
    statements = tuple(_statement(view, passage, people) for passage in body)
    titles = {key: str(row.get("title", key)) for key, row in registers.rows(archive.folder, "sources").items()}
    contested = registers.rows(archive.folder, "contested").values()
    parts = set(view.record.id.split("-"))
    return Account(
        view, statements, tuple(_disagreement(row) for row in contested if parts & {*row.get("meetings", ())}), titles
    )


def _statement(view: View, passage: Passage, people: Mapping[str, Person]) -> Statement:
    voice = passage.voice
    if voice is None:
        return Statement(view.record.words(passage), None, None, (), probable=False)
    known = people.get(voice.person or "")
    return Statement(
        view.record.words(passage),
        known.name if known else voice.speaker or voice.person,
        voice.certainty,
        voice.sources,
        voice.probable,
    )


def _disagreement(row: Mapping[str, Any]) -> Disagreement:
    versions = tuple((str(one.get("claim", "")), tuple(one.get("sources", ()))) for one in row.get("versions", ()))
    return Disagreement(str(row.get("question") or row.get("issue") or row["id"]), versions, row.get("assessment"))
