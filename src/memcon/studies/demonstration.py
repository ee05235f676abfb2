"""The built-in collection as an archive, and an account of one conversation in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path

from memcon.archive import registers
from memcon.archive.archive import Archive, create, open_archive
from memcon.archive.entries import Entry, Wanted, entries
from memcon.archive.receiving import Addition
from memcon.inquiries.account.page import Account, Section
from memcon.model.errors import ArchiveError
from memcon.processing.work import Work

NAME = "Soviet-Mongolian talks 1932-1939 (demonstration)"
COLLECTION = "Calendar of the Soviet-Mongolian talks, 1932-1939"
RIGHTS = "CC BY 4.0"
DAY = "1934-11-24"  # the conversation the demonstration tells of
SHORT = ("short", "course", "questions", "commitments", "afterwards", "others")  # sections of the short form
MOST = 5  # groups of a section in the short form


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The demonstration's archive, what was found, one account, and the page with the whole of it."""

    archive: Archive
    additions: tuple[Addition, ...]
    work: Work
    entries: tuple[Entry, ...]
    registers: Mapping[str, int]
    account: Account
    page: Path


def demonstrate(
    to: Path,
    add: Callable[..., tuple[Addition, ...]],
    process: Callable[[Archive], Work],
    account: Callable[[Archive, str], Account],
    write: Callable[[Account, str, Path], Path],
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
    made = account(archive, DAY)
    page = write(made, "html", to / "studies" / f"account-{DAY}.html")
    return Demonstration(archive, additions, work, found, sizes, made, page)


def _archive(to: Path) -> Archive:
    if not (to / "archive.toml").exists():
        return create(to, NAME)
    archive = open_archive(to)
    if archive.name != NAME:
        raise ArchiveError(f"{to}: an archive of your own lies there. Choose another place: memcon demo --to FOLDER")
    return archive


def shortened(account: Account) -> Account:
    """Give the short form of an account: what matters most, of every section its beginning."""
    kept = [one for one in account.sections if one.key in SHORT]
    return replace(account, sections=tuple(map(_shortened, kept)))


def _shortened(section: Section) -> Section:
    groups = section.groups if section.key != "others" else tuple(one for one in section.groups if one.key != "record")
    return replace(section, groups=groups[:MOST], more=section.more + max(0, len(groups) - MOST))
