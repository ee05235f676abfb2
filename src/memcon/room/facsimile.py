"""The page as it was received, beside the text: a PDF's page, or the pictures that lie with the text in a ZIP."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from memcon.archive import sources
from memcon.archive.viewing import View
from memcon.inquiries.account.citing import citing
from memcon.model.errors import NotFound
from memcon.room.reading import Reading

PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
            ".gif": "image/gif"}  # fmt: skip
NUMBER = re.compile(r"\d+")
MOST = 40  # pictures shown with one record
LARGEST = 64 << 20  # bytes of a picture


@dataclass(frozen=True, slots=True)
class Facsimile:
    """What was received: "pdf" with the page to open, "pictures" with their names, "file" where it can only be taken.

    `page` is as printed on the paper or counted in the file; a PDF's own pages may be counted otherwise.
    """

    kind: str
    source: str
    name: str
    page: str | None = None
    pictures: tuple[str, ...] = ()


def facsimile(reading: Reading, view: View, span: tuple[int, int] | None) -> Facsimile | None:
    """Find what was received for a record; None where the source's bytes are not there."""
    source = view.source
    if source is None:
        return None
    path = sources.place(reading.archive.folder, source.id, source.name)
    if not path.is_file():
        return None
    if path.suffix == ".pdf":
        first = view.record.passages[0].start if view.record.passages else 0
        page = citing(view).page(span[0] if span else first)
        return Facsimile("pdf", source.id, source.name, page or _first_page(view))
    pictures = _pictures(path, view.record.source_name) if path.suffix == ".zip" else ()
    return Facsimile("pictures" if pictures else "file", source.id, source.name, None, pictures)


def _first_page(view: View) -> str | None:
    return next((mark.value for mark in view.record.marks if mark.kind == "page"), None)


@lru_cache(maxsize=256)
def _pictures(path: Path, name: str) -> tuple[str, ...]:
    """List the pictures in a ZIP that bear the name of the record's file, in the order of their numbers."""
    stem = PurePosixPath(name).stem.casefold()
    try:
        with zipfile.ZipFile(path) as opened:
            held = [one for one in opened.namelist() if PurePosixPath(one).suffix.lower() in PICTURES]
    except (zipfile.BadZipFile, OSError):
        return ()
    mine = [one for one in held if _belongs(one, stem)]
    return tuple(sorted(mine, key=lambda one: ([int(n) for n in NUMBER.findall(one)], one))[:MOST])


def _belongs(picture: str, stem: str) -> bool:
    """Tell whether a picture is called as the text is, with or without a number, or lies in a folder called so."""
    its = PurePosixPath(picture)
    own = its.stem.casefold()
    return its.parent.name.casefold() == stem or re.fullmatch(rf"{re.escape(stem)}([-_. ]*\D?\d+)?", own) is not None


def received(reading: Reading, source_id: str) -> tuple[Path, str]:
    """Say where a source lies as received, and what it is called.

    Raises:
        NotFound: there is no such source, or its bytes are gone.
    """
    source = reading.shelf.sources().get(source_id)
    path = sources.place(reading.archive.folder, source.id, source.name) if source else None
    if source is None or path is None or not path.is_file():
        raise NotFound(f"{source_id[:12]}: there is no such source in this archive.")
    return path, source.name


def picture(reading: Reading, source_id: str, name: str) -> tuple[bytes, str]:
    """Give a picture out of a ZIP, with its media type.

    Raises:
        NotFound: there is no such picture.
    """
    path, _ = received(reading, source_id)
    kind = PICTURES.get(PurePosixPath(name).suffix.lower())
    if kind is None or path.suffix != ".zip":
        raise NotFound(f"{name}: there is no such picture.")
    try:
        with zipfile.ZipFile(path) as opened:
            if opened.getinfo(name).file_size > LARGEST:
                raise NotFound(f"{name}: the picture is too large to be shown. Take the source and open it yourself.")
            return opened.read(name), kind
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise NotFound(f"{name}: there is no such picture, or the ZIP is damaged.") from error
