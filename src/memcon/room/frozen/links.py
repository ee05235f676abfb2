"""A page of the room made fit for a file: its links lead to files beside it, its forms are gone."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import parse_qs, unquote, urlsplit

from memcon.room.frozen.names import Query, Segments, safe, split
from memcon.room.frozen.plan import Plan

# Every word of a record is escaped in a page, so a quotation mark after these names is always the template's own.
LINK = re.compile(r' (href|src|data)="([^"]*)"')
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
ASKING = re.compile(r'<form class="ask".*?</form>', re.DOTALL)
SHOW = re.compile(r"[?&]show=([a-z,]+)")
TWIN, TABLE = ".json", ".csv"
HERE = ("-here-",)


@dataclass(frozen=True)
class Place:
    """Where a page lies: its language, its address, its file; `found` is told every address it leads to."""

    plan: Plan
    language: str
    segments: Segments
    query: Query
    found: Callable[[Segments, Query], None]
    sources: bool
    table: bool = False

    @property
    def path(self) -> str:
        """The path that the page is printed with; links to itself are known by it, whatever signs its address bears."""
        return "/" + "/".join(self.segments if len(self.segments) < 2 else HERE)

    @property
    def file(self) -> str:
        """The page's file, from the root of the copy."""
        return f"{self.language}/{self.plan.file(self.segments, self.query)}.html"

    def beside(self, file: str) -> str:
        """Give the way from this page to another file."""
        return posixpath.relpath(file, posixpath.dirname(self.file))


def fit(page: str, place: Place, unasked: str) -> str:
    """Make a page fit for a file.

    Args:
        page: the page as the room prints it.
        place: where it lies.
        unasked: what to say, in HTML, where a form to ask with stood.
    """
    page = ASKING.sub(lambda _: unasked, page, count=1)
    return LINK.sub(lambda found: _linked(found, place), FORM.sub("", page))


def _linked(found: re.Match[str], place: Place) -> str:
    kept = _target(unescape(found[2]), place)
    return "" if kept is None else f' {found[1]}="{escape(kept)}"'


def _target(link: str, place: Place) -> str | None:
    """Say where a link leads from a page of the copy; None where to nothing."""
    if not link.startswith("/"):
        return link
    if link.startswith("/static/"):
        return place.beside(link[1:])
    if link.startswith("/source/"):
        return _source(link, place)
    asked = parse_qs(urlsplit(link).query)
    if "lang" in asked:
        return place.beside(f"{asked['lang'][0]}/{place.plan.file(place.segments, place.query)}.html")
    if "theme" in asked or "correct" in asked:
        return None
    for ending in (TWIN, TABLE):
        if urlsplit(link).path == (place.path if place.segments else "/index") + ending:
            beside = place.beside(f"json/{place.plan.file(place.segments, place.query)}{ending}")
            return beside if _has(place, ending) else None
    return _page(link, place)


def _has(place: Place, ending: str) -> bool:
    """Tell whether a page has a twin, or a table."""
    return place.table if ending == TABLE else place.segments in place.plan.pages


def _page(link: str, place: Place) -> str | None:
    own, query, fragment = split(link)
    target = (place.segments, query, fragment) if own == HERE else place.plan.target(link)
    if target is None:
        return None
    segments, query, fragment = target
    place.found(segments, query)
    show = SHOW.search(urlsplit(link).query and "?" + urlsplit(link).query)
    file = place.beside(f"{place.language}/{place.plan.file(segments, query)}.html")
    return file + (f"?show={show[1]}" if show else "") + (f"#{fragment}" if fragment else "")


def _source(link: str, place: Place) -> str | None:
    its = urlsplit(link)
    _, source, *name = (unquote(one) for one in its.path.strip("/").split("/", 2))
    if not place.sources:
        return None
    file = place.beside(source_file(source, name[0] if name else "", place))
    return file + (f"#{its.fragment}" if its.fragment else "")


def source_file(source: str, name: str, place: Place) -> str:
    """Name the file of a source, or of a picture in it, from the root of the copy."""
    received = place.plan.reading.shelf.sources().get(source)
    called = name or (received.name if received else "")
    ending = posixpath.splitext(called)[1].lower()
    ending = ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ""
    return f"sources/{safe(source)}" + (f"/{safe(name)}{ending}" if name else ending)
