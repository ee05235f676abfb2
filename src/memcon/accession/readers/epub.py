"""EPUB: the volumes of an official series, a document a page; any other book, a chapter a record."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.model.description import ArchivalCitation, Description, Form
from memcon.model.errors import DamagedSource, EmptySource, ProtectedSource
from memcon.model.record import Passage, Record, Role, TextClass

if TYPE_CHECKING:
    from memcon.accession.markup import Element, Page

LARGEST_BOOK = 2 * 1024**3  # bytes unpacked; a larger one is taken for a trap
LARGEST_PAGE = 256 * 1024**2
DOCUMENT_LABEL = re.compile(r"\s*\[Document\s+(\d+[A-Za-z]?)\]\s*")
DOCUMENT_PAGE = re.compile(rb"\[Document\s+\d|class=\"document\"")
VOLUME = re.compile(r"(frus\d{4}[\w-]*?)(?:-\d{4}-\d{2}-\d{2}T.*)?")
SOURCE_WORD = re.compile(r"\s*\[?Source:")
EDITORIAL_NOTE = re.compile(r"(?i)\W*Editorial Notes?\W*")
DOCUMENT_NAME = re.compile(r"d\d+\w*")
FONT_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass(frozen=True, slots=True)
class Book:
    """An EPUB that has been opened: what its package file says, and its pages in reading order."""

    file: Incoming
    archive: zipfile.ZipFile
    title: str | None
    language: str | None
    volume: str | None  # the id of the series' volume, such as frus1946v09
    pages: tuple[str, ...]  # names inside the archive


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read an EPUB.

    Raises:
        DamagedSource: the archive breaks off, or its contents cannot be found; while iterating, a page is broken.
        ProtectedSource: the book is encrypted.
        EmptySource: there are no words in it.
    """
    is_zip = file.head.startswith(b"PK")
    if not (is_zip and b"application/epub+zip" in file.head[:200]) and file.suffix != ".epub":
        return Excuse("not an EPUB (no ZIP archive of that type).")
    return _records(file)


def _records(file: Incoming) -> Iterator[Record]:
    book = _opened(file)
    with book.archive:
        others: list[tuple[str, bytes]] = []
        found = 0
        for name in book.pages:
            page = _entry(book, name)
            if DOCUMENT_PAGE.search(page):
                record = _document(book, name, page)
                if record is not None:
                    found += 1
                    others.clear()
                    yield record
                    continue
            if not found:
                others.append((name, page))
        for name, page in others if not found else ():
            record = _chapter(book, name, page)
            if record is not None:
                found += 1
                yield record
    if not found:
        raise EmptySource(f"{file.name}: the book holds no words. Give a book with a text in it.")


def _opened(file: Incoming) -> Book:
    """Open the archive and read its table of contents."""
    try:
        archive = zipfile.ZipFile(file.path if file.path is not None else BytesIO(file.bytes()))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DamagedSource(f"{file.name}: the EPUB is cut short or damaged. Fetch it again.") from error
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ProtectedSource(f"{file.name}: the EPUB is locked with a password. Remove the password and add it again.")
    if sum(entry.file_size for entry in entries) > LARGEST_BOOK:
        raise DamagedSource(f"{file.name}: the EPUB unpacks to more than 2 GB, which no book does. Fetch it again.")
    shell = Book(file, archive, None, None, None, ())
    _refuse_locked(shell)
    container = _xml(shell, "META-INF/container.xml")
    package = next((e.get("full-path") for e in container.iter("{*}rootfile")), None)
    if not package:
        raise DamagedSource(f"{file.name}, META-INF/container.xml: it names no package file. Fetch the EPUB again.")
    return _described(shell, package)


def _refuse_locked(book: Book) -> None:
    """Refuse a book whose pages are encrypted; scrambled fonts do no harm."""
    if "META-INF/encryption.xml" not in book.archive.namelist():
        return
    for method in _xml(book, "META-INF/encryption.xml").iter("{*}EncryptionMethod"):
        if method.get("Algorithm") not in FONT_OBFUSCATION:
            raise ProtectedSource(f"{book.file.name}: the EPUB is copy-protected. Give a copy without protection.")


def _described(shell: Book, package: str) -> Book:
    opf = _xml(shell, package)

    def first(name: str) -> str | None:
        return next((" ".join(e.text.split()) for e in opf.iter(f"{{*}}{name}") if e.text and e.text.strip()), None)

    folder = PurePosixPath(package).parent
    manifest = {e.get("id"): e for e in opf.iter("{*}item")}
    names = []
    for reference in opf.iter("{*}itemref"):
        entry = manifest.get(reference.get("idref"))
        if entry is None or "nav" in (entry.get("properties") or "").split():
            continue
        names.append(_joined(folder, unquote(entry.get("href") or "")))
    volume = VOLUME.fullmatch(first("identifier") or "") or VOLUME.fullmatch(PurePosixPath(shell.file.name).stem)
    language = first("language")
    return Book(shell.file, shell.archive, first("title"), language.split("-")[0].lower() if language else None,
                volume[1] if volume else None, tuple(names))


def _joined(folder: PurePosixPath, name: str) -> str:
    parts: list[str] = []
    for part in (folder / name).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _entry(book: Book, name: str) -> bytes:
    """Unpack one entry of the archive."""
    try:
        with book.archive.open(name) as entry:
            content = entry.read(LARGEST_PAGE + 1)
    except KeyError as error:
        raise DamagedSource(f"{book.file.name}: '{name}' is missing from the EPUB. Fetch it again.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DamagedSource(f"{book.file.name}, {name}: the EPUB is damaged here ({error}). Fetch it again.") from error
    if len(content) > LARGEST_PAGE:
        raise DamagedSource(f"{book.file.name}, {name}: a page of more than 256 MB, which no book has. Fetch it again.")
    return content


def _xml(book: Book, name: str) -> Element:
    from lxml import etree

    try:
        return etree.fromstring(_entry(book, name), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise DamagedSource(f"{book.file.name}, {name}, line {error.lineno}: the XML is broken here ({error.msg}). "
                            "Fetch the EPUB again.") from error


def _parsed(page: bytes) -> Element | None:
    """Parse a page; one that is not well-formed XHTML is read as browsers do."""
    from lxml import etree

    try:
        return etree.fromstring(page, etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False))
    except etree.XMLSyntaxError:
        pass
    try:
        return etree.fromstring(page, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.XMLSyntaxError:
        return None


def _document(book: Book, name: str, content: bytes) -> Record | None:
    """Read a page that holds one numbered document; None when it is something else, such as a preface."""
    from memcon.accession.markup import EDITORS, PARAGRAPH, Page

    root = _parsed(content)
    if root is None:
        return None
    division = next((d for d in root.iter("{*}div") if d.get("class") == "document"), None)
    if division is None:
        division = next(root.iter("{*}body"), root)
    number = next((m[1] for p in division.iter("{*}p") if (m := DOCUMENT_LABEL.fullmatch(p.text or ""))), None)
    stem = PurePosixPath(name).stem
    if number is None and not DOCUMENT_NAME.fullmatch(stem):
        return None
    editorial = _is_editorial(division)
    page = Page(EDITORS if editorial else PARAGRAPH)
    _lay_out(division, page)
    return _record(book, page, number or stem[1:], stem, Form.EDITORIAL if editorial else None)


def _is_editorial(division: Element) -> bool:
    from memcon.accession.markup import words_of

    heading = next(division.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4"), None)
    return EDITORIAL_NOTE.fullmatch(words_of(heading)) is not None


def _lay_out(division: Element, page: Page) -> None:
    """Lay out a document; the paragraphs above "[Document N]" say where the paper lies."""
    from memcon.accession.markup import LEGEND, SOURCE_NOTE, lay_out, lay_out_as
    from memcon.accession.markup_html import RULES

    label = next((i for i, e in enumerate(division) if DOCUMENT_LABEL.fullmatch(e.text or "")), -1)
    page.sheet.write(division.text)
    for place, child in enumerate(division):
        if place > label or not isinstance(child.tag, str):
            lay_out(child, page, RULES)
        else:
            lay_out_as(LEGEND if place == label else SOURCE_NOTE, child, page, RULES)
        page.sheet.write(child.tail)


def _record(book: Book, page: Page, number: str, stem: str, form: Form | None) -> Record | None:
    from memcon.accession.markup_turns import read_over

    text, laid, marks = page.finish()
    if not text:
        return None
    passages = read_over(text, _with_source_note(text, laid), marks)
    heading, source = _words(text, passages, Role.HEADING), _words(text, passages, Role.SOURCE_NOTE)
    address = f"https://history.state.gov/historicaldocuments/{book.volume}/{stem}" if book.volume else None
    stated = Description(form=form, number=number, title=_untitled(heading, number), language=book.language,
                         citation=ArchivalCitation(source) if source else None, address=address)
    file = book.file
    return Record(file.record_id(f"d{number}"), file.source_id, file.name, text, passages, marks, stated)


def _words(text: str, passages: tuple[Passage, ...], role: Role) -> str | None:
    return next((text[p.start:p.end] for p in passages if p.role is role), None)


def _with_source_note(text: str, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Later volumes say where the paper lies in their first footnote, "Source: ..."."""
    if any(p.role is Role.SOURCE_NOTE for p in passages):
        return passages
    place = next((i for i, p in enumerate(passages)
                  if p.role is Role.FOOTNOTE and SOURCE_WORD.match(text, p.start, p.end)), None)
    if place is None:
        return passages
    found = replace(passages[place], role=Role.SOURCE_NOTE, text_class=TextClass.FRAME)
    return (*passages[:place], found, *passages[place + 1:])


def _untitled(heading: str | None, number: str) -> str | None:
    """Take the document's number off its heading ("77. Memorandum of Conversation")."""
    return heading.removeprefix(f"{number}. ").replace("\n", " ").strip() if heading else None


def _chapter(book: Book, name: str, content: bytes) -> Record | None:
    """Read a chapter of a book that is no collection of numbered documents."""
    from memcon.accession.markup import Page, lay_out
    from memcon.accession.markup_html import RULES
    from memcon.accession.markup_turns import read_over

    root = _parsed(content)
    if root is None:
        return None
    page = Page()
    lay_out(next(root.iter("{*}body"), root), page, RULES)
    text, laid, marks = page.finish()
    if not text:
        return None
    passages = read_over(text, laid, marks)
    title = _words(text, passages, Role.HEADING) or book.title
    stated = Description(title=title.replace("\n", " ") if title else None, language=book.language)
    file = book.file
    return Record(file.record_id(PurePosixPath(name).stem), file.source_id, file.name, text, passages, marks, stated)


READER = Reader(name="epub", read=read, rank=10, media_types={".epub": "application/epub+zip"})
