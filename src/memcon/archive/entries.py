"""One line of the list of records, and which lines are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from memcon.archive.folder import Folder
from memcon.archive.listing import holding, table
from memcon.model.dates import bounds


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in a list: what is known of it, without its text. `date` is EDTF, `date_printed` what stands there."""

    id: str
    source: str
    source_name: str
    number: str | None = None
    form: str | None = None
    reports_talk: bool | None = None
    title: str | None = None
    date: str | None = None
    date_printed: str | None = None
    place: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are asked for; None asks for all.

    talk: "reported" or "none". form: a form's name. since, until: days, both inclusive; a record counts when its date
    can lie between them, and a record without a date never does. about: words that its text must all hold.
    """

    talk: str | None = None
    form: str | None = None
    since: date | None = None
    until: date | None = None
    about: str | None = None


def entries(folder: Folder, wanted: Wanted) -> Iterator[Entry]:
    """Give the records that are asked for, in the order of the sources and of the place in them."""
    holders = holding(folder, wanted.about) if wanted.about else None
    for row in table(folder).iter_rows(named=True):
        entry = Entry(**row)
        if _fits(entry, wanted) and (holders is None or entry.id in holders):
            yield entry


def _fits(entry: Entry, wanted: Wanted) -> bool:
    if wanted.talk is not None and bool(entry.reports_talk) != (wanted.talk == "reported"):
        return False
    if wanted.form is not None and entry.form != wanted.form:
        return False
    return (wanted.since is None and wanted.until is None) or _within(entry.date, wanted)


def _within(edtf: str | None, wanted: Wanted) -> bool:
    if edtf is None:
        return False
    earliest, latest = bounds(edtf)
    if earliest is None and latest is None:
        return False
    too_early = wanted.since is not None and latest is not None and latest < wanted.since
    too_late = wanted.until is not None and earliest is not None and earliest > wanted.until
    return not too_early and not too_late
