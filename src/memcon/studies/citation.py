"""How a record is cited in print: what is known of it, and the styles it can be written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import memcon.studies.citations as folder
from memcon.archive.viewing import View
from memcon.model.dates import bounds
from memcon.model.description import ArchivalCitation
from memcon.model.extensions import listed


@dataclass(frozen=True, slots=True)
class Cited:
    """A record, or a passage of it, that somebody wants to cite. None: not known.

    `date` is EDTF; `passage` the passage as printed ("¶4"), `page` the page it stands on.
    """

    id: str
    title: str
    form: str | None = None
    date: str | None = None
    date_printed: str | None = None
    place: str | None = None
    drafter: str | None = None
    number: str | None = None
    paper: ArchivalCitation | None = None
    collection: str | None = None
    source_name: str | None = None
    address: str | None = None
    language: str | None = None
    passage: str | None = None
    page: str | None = None

    @property
    def day(self) -> tuple[int, int | None, int | None] | None:
        """Year, month and day, as far as the date is certain; None for the undated and for spans."""
        first, last = bounds(self.date or "")
        if first is None or last is None or first.year != last.year:
            return None
        same = first.month == last.month
        return first.year, first.month if same else None, first.day if first == last else None

    @property
    def held(self) -> str | None:
        """Where the paper lies, as printed."""
        return self.paper.raw.strip().rstrip(".") if self.paper else None

    @property
    def edition(self) -> str:
        """What it was published in, or the file it was read from."""
        return self.collection or self.source_name or ""


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name, what it is called, and the function that writes a citation in it."""

    name: str
    title: str
    write: Callable[[Cited], str]


@cache
def styles() -> tuple[Style, ...]:
    """List the styles."""
    return tuple(listed(folder, "STYLE", Style, "memcon.citations"))


def cited(view: View, passage: str | None = None, page: str | None = None) -> Cited:
    """Gather what is known of a record for citing it."""
    known, source = view.description, view.source
    return Cited(
        view.record.id,
        known.title or view.record.id,
        known.form.value if known.form else None,
        known.date.edtf if known.date else None,
        known.date.printed if known.date else None,
        known.place,
        known.drafter,
        known.number,
        known.citation,
        (source.citation or source.collection) if source else None,
        view.record.source_name,
        known.address,
        known.language,
        passage,
        page,
    )


def when(one: Cited, months: tuple[str, ...], day: str = "{month} {day}, {year}", month: str = "{month} {year}") -> str:
    """Write the date with the names of months; the date as printed where it is not certain; "" for the undated."""
    found = one.day
    if found is None:
        return one.date_printed or one.date or ""
    year, number, on = found
    if number is None:
        return str(year)
    return (month if on is None else day).format(year=year, month=months[number - 1], day=on)
