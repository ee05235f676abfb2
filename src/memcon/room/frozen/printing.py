"""Pages of the room printed into files, one address after another, in every language."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Any

from markupsafe import escape

from memcon.archive.archive import Archive
from memcon.model.errors import MemconError, NotFound
from memcon.room import facsimile
from memcon.room.frozen.links import TABLE, Place, fit, source_file
from memcon.room.frozen.names import Query, Segments
from memcon.room.frozen.plan import SEARCH, Plan, Still, planned
from memcon.room.page import Asked, Page, plain
from memcon.room.pages.record import RecordContent
from memcon.room.setting import Setting, printed
from memcon.room.words import Words, words

Address = tuple[Segments, Query]


@dataclass(frozen=True, slots=True)
class Copying:
    """What a copy is to be: where it is written, in which languages, the day it is made, with sources or without."""

    to: Path
    languages: tuple[str, ...]
    day: str
    sources: bool
    search: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A record for the search of the copy: its title, date and file, and its passages by their names on the page."""

    record: str
    title: str
    date: str
    file: str
    passages: tuple[tuple[str, str], ...]


@dataclass
class Printed:
    """What came of printing some addresses: others they lead to, texts to search, addresses that failed and why."""

    leads_to: set[Address] = field(default_factory=set)
    texts: list[Text] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    pages: int = 0


class Press:
    """Prints the pages of one archive."""

    def __init__(self, archive: Archive, copying: Copying) -> None:
        self.copying = copying
        self.reading = Still(archive)
        self.plan: Plan = planned(self.reading)

    def print(self, addresses: Sequence[Address]) -> Printed:
        """Print the pages at some addresses, with their twins."""
        made = Printed()
        for segments, query in addresses:
            self._page(segments, query, made)
        return made

    def _page(self, segments: Segments, query: Query, made: Printed) -> None:
        page, parts = self.plan.pages[segments]
        table = self._table(segments, query, made)
        for language in self.copying.languages:
            asked = Asked(self.reading, words(language), parts, dict(query))
            place = replace(self.place(segments, query, language, made.leads_to), table=table)
            try:
                content = self._content(page, asked)
                self.put(place, page.template, content, asked.words)
                if language == self.copying.languages[0]:
                    self._aside(place, content, made)
            except NotFound as error:  # the room itself says so at this address
                self.put(place, "trouble.html.j2", Failed(asked.words("trouble.title"), str(error)), asked.words)
            except Exception as error:
                made.failed.append((place.file, _reason(error)))
                self.put(place, "trouble.html.j2", Failed(asked.words("trouble.title"), _reason(error)), asked.words)
        made.pages += 1

    def _content(self, page: Page, asked: Asked) -> Any:
        content = page.content(asked)
        if isinstance(content, RecordContent) and not self.copying.sources:
            return replace(content, facsimile=None)
        return content

    def _aside(self, place: Place, content: Any, made: Printed) -> None:
        """Write a page's twin, its sources, and what the search needs of it; once for all languages."""
        file = self.plan.file(place.segments, place.query)
        self.write(f"json/{file}.json", json.dumps(plain(content), ensure_ascii=False, separators=(",", ":")))
        if not isinstance(content, RecordContent):
            return
        if self.copying.search:
            passages = tuple((leaf.name, "".join(one.words for one in leaf.pieces)) for leaf in content.leaves)
            made.texts.append(Text(content.id, content.title, content.date or "", file, passages))
        if content.facsimile is not None:
            self._sources(content.facsimile, place)

    def _table(self, segments: Segments, query: Query, made: Printed) -> bool:
        """Write a page's table, where it has one; tell whether it has."""
        page, parts = self.plan.pages[segments]
        if page.table is None:
            return False
        asked = Asked(self.reading, words(self.copying.languages[0]), parts, dict(query))
        try:
            lines = "".join(f"{line}\n" for line in page.table(asked))
        except MemconError:  # the page says why
            return False
        except Exception as error:
            made.failed.append((f"{self.plan.file(segments, query)}{TABLE}", _reason(error)))
            return False
        self.write(f"json/{self.plan.file(segments, query)}{TABLE}", "\ufeff" + lines)
        return True

    def _sources(self, held: facsimile.Facsimile, place: Place) -> None:
        path, _ = facsimile.received(self.reading, held.source)
        to = self.copying.to / source_file(held.source, "", place)
        if not to.exists():
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
        for name in held.pictures:
            to = self.copying.to / source_file(held.source, name, place)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(facsimile.picture(self.reading, held.source, name)[0])

    def place(self, segments: Segments, query: Query, language: str, leads_to: set[Address]) -> Place:
        """Say where a page lies."""

        def found(its: Segments, asked: Query) -> None:
            if its != SEARCH:
                leads_to.add((its, asked))

        return Place(self.plan, language, segments, query, found, self.copying.sources)

    def put(self, place: Place, template: str, content: Any, told: Words) -> None:
        """Print one page into its file."""
        setting = Setting(
            self.reading.archive.name, told, "auto", place.path, dict(place.query), self.plan.nav, "",
            frozen=self.copying.day,
        )  # fmt: skip
        search = place.beside(f"{place.language}/search.html")
        instead = escape(told("frozen.unasked")), search, escape(told("frozen.search"))
        unasked = '<p class="note">{} <a href="{}">{}</a></p>'.format(*instead)
        self.write(place.file, fit(printed(template, content, setting), place, unasked))

    def write(self, file: str, page: str) -> None:
        """Write a file of the copy."""
        to = self.copying.to / file
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(page.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Failed:
    """What stands in place of a page that could not be made."""

    title: str
    words: str


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, MemconError) else f"{type(error).__name__}: {error}"[:300]


_press: list[Press] = []


def begin(archive: Archive, copying: Copying) -> None:
    """Make a process ready to print; it ends when the one that began it does, however that ended."""
    Thread(target=_end_with_parent, daemon=True, name="waiting for the end").start()
    _press[:] = [Press(archive, copying)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def print_some(addresses: Sequence[Address]) -> Printed:
    """Print some addresses in a process that was made ready."""
    return _press[0].print(addresses)
