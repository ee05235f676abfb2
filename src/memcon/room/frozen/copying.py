"""A copy of the whole room: planned, printed by all processors, laid in its place at once when it is whole."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from memcon.archive.archive import Archive
from memcon.archive.writing import abandoned, beside
from memcon.model.errors import MemconError
from memcon.processing.progress import Progress, silent
from memcon.room.frozen.plan import SEARCH
from memcon.room.frozen.printing import Address, Copying, Press, Printed, begin, print_some
from memcon.room.frozen.searching import MOST, Index
from memcon.room.setting import Setting, printed
from memcon.room.words import Words, languages, words

SIGN = "frozen.json"  # by which an earlier copy is known
FEW = 400  # pages that one process prints by itself
BATCH = 24


@dataclass(frozen=True, slots=True)
class FrozenRoom:
    """A copy that was made: where it lies, how much it holds, and which pages could not be made, with the reason."""

    path: Path
    pages: int
    files: int
    letters: int  # bytes
    searched: int  # passages; 0: none
    failed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchContent:
    """What the page of the copy's search shows."""

    title: str
    too_large: bool
    most: int


@dataclass(frozen=True, slots=True)
class FrontContent:
    """What the first page shows: the languages to choose from."""

    title: str
    languages: tuple[Words, ...]


def freeze(archive: Archive, to: Path, *, sources: bool = True, progress: Progress = silent) -> FrozenRoom:
    """Write an archive's whole room as files.

    Args:
        archive: the archive.
        to: a folder: new, empty, or an earlier copy, which the new one replaces once it is whole.
        sources: whether the sources as received go along.
        progress: told how the work goes on.

    Raises:
        MemconError: something else lies in the folder; nothing was written.
    """
    _free(to)
    for left in abandoned(to.absolute().parent):
        if left.is_dir() and left.name.startswith(f".{to.absolute().name[:80]}."):
            shutil.rmtree(left, ignore_errors=True)
    with _laid(to) as place:
        return _copied(archive, place, to, sources, progress)


def _free(to: Path) -> None:
    """See that a folder may be written to."""
    if to.is_file():
        raise MemconError(f"{to}: a file of this name is in the way. Give the copy another folder.")
    if to.is_dir() and any(to.iterdir()) and not (to / SIGN).is_file():
        raise MemconError(
            f"{to}: this folder holds something else than a frozen room. Give a folder that is new or empty."
        )


@contextmanager
def _laid(to: Path) -> Iterator[Path]:
    """Give a folder to write to beside the one wanted; at the end it takes that one's place."""
    to.absolute().parent.mkdir(parents=True, exist_ok=True)
    place = beside(to.absolute())
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield place
        old = place.with_name(place.name.replace(".unfinished", ".old.unfinished"))
        if to.is_dir():
            to.absolute().rename(old)
        place.rename(to.absolute())
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _copied(archive: Archive, place: Path, to: Path, sources: bool, progress: Progress) -> FrozenRoom:
    copying = Copying(place, languages(), datetime.now(UTC).date().isoformat(), sources, True)
    press, index = Press(archive, copying), Index()
    _static(place)
    made = _printed(press, archive, copying, index, progress)
    order = list(press.reading.shelf.listing()["id"])
    progress("Making the search", 0, 1)
    searched = index.write(order, press.write)
    _search_pages(press, index)
    _front(press)
    progress("Making the search", 1, 1)
    held = [one for one in place.rglob("*") if one.is_file()]
    size = sum(one.stat().st_size for one in held)
    sign = {"archive": archive.name, "made": copying.day, "pages": made.pages, "languages": copying.languages}
    press.write(SIGN, json.dumps(sign, ensure_ascii=False, indent=1) + "\n")
    return FrozenRoom(to, made.pages, len(held) + 1, size, searched, tuple(made.failed))


def _printed(press: Press, archive: Archive, copying: Copying, index: Index, progress: Progress) -> Printed:
    """Print every page, those found on the way too."""
    first: list[Address] = [(segments, ()) for segments in press.plan.pages]
    whole, seen = Printed(), set(first)
    with _printer(press, archive, copying, len(first)) as submit:
        waiting, work = deque(_batches(first)), set[Future[Printed]]()
        while waiting or work:
            while waiting and len(work) < 8:
                work.add(submit(waiting.popleft()))
            done, work = wait(work, return_when=FIRST_COMPLETED)
            for one in done:
                came = one.result()
                new = sorted(came.leads_to - seen)
                seen.update(new)
                waiting.extend(_batches(new))
                index.take(came.texts)
                whole.pages += came.pages
                whole.failed += came.failed
            progress("Writing pages", whole.pages, len(seen))
    return whole


def _batches(addresses: Sequence[Address]) -> list[list[Address]]:
    """Part the addresses so that slow pages do not all fall to one process at the end: the costly kinds first."""
    slow = sorted(addresses, key=lambda one: one[0][:1] != ("account",))
    return [slow[at : at + BATCH] for at in range(0, len(slow), BATCH)]


@contextmanager
def _printer(
    press: Press, archive: Archive, copying: Copying, pages: int
) -> Iterator[Callable[[list[Address]], Future[Printed]]]:
    """Give a function that prints addresses: here where they are few, else in a process for each processor."""
    if pages <= FEW:
        yield lambda addresses: _at_once(press, addresses)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(os.cpu_count() or 1, context, begin, (archive, copying))
    try:
        yield lambda addresses: pool.submit(print_some, addresses)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _at_once(press: Press, addresses: list[Address]) -> Future[Printed]:
    done: Future[Printed] = Future()
    done.set_result(press.print(addresses))
    return done


def _static(place: Path) -> None:
    (place / "static").mkdir()
    for one in (resources.files("memcon.room") / "static").iterdir():
        (place / "static" / one.name).write_bytes(one.read_bytes())


def _search_pages(press: Press, index: Index) -> None:
    for language in press.copying.languages:
        told = words(language)
        content = SearchContent(told("frozen.search"), index.too_large, MOST)
        press.put(press.place(SEARCH, (), language, set()), "frozen_search.html.j2", content, told)


def _front(press: Press) -> None:
    """Write the first page, which leads to the languages."""
    told = [words(language) for language in press.copying.languages]
    content = FrontContent(press.reading.archive.name, tuple(told))
    setting = Setting(press.reading.archive.name, told[0], "auto", "/", {}, (), "", frozen=press.copying.day)
    press.write("index.html", printed("frozen_front.html.j2", content, setting))
