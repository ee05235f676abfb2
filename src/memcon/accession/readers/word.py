"""DOCX: a Word file, read through mammoth; its notes stand below the text, never in it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from memcon.accession.headings import with_headings
from memcon.accession.laid_records import Laid, laid_records
from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.model.description import Description
from memcon.model.errors import DamagedSource, EmptySource, MissingExtra, ProtectedSource, UnknownForm
from memcon.model.record import Passage, Record, Role

if TYPE_CHECKING:
    from memcon.accession.markup import Element

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old Word file, or a new one locked with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")
ENDINGS = (".docx", ".docm", ".dotx")
LARGEST = 256 * 1024**2  # bytes of one part unpacked; the text of a book is a hundredth of it
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
small-caps => span.smallcaps
"""
NOT_A_TITLE = re.compile(
    r"(?i)\s*(?:|microsoft word.*|document\d*|untitled|без названия|.*\.(?:docx?|dot|rtf|txt|pdf))\s*"
)
NOTES = ("footnote-", "endnote-")
BACK = "↑"  # mammoth's link from a note to its call
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a Word file says of itself. When it was made is not when the document was written."""

    title: str | None = None
    language: str | None = None


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a Word file: one record, or those of the collection it holds.

    Comments and struck-out changes are not read; inserted ones are.

    Raises:
        ProtectedSource: it is locked with a password.
        UnknownForm: it is a .doc of before 2007.
        DamagedSource: it breaks off or is not what its name says; also while iterating.
        EmptySource: while iterating, there are no words in it.
        MissingExtra: mammoth is not installed.
    """
    if file.head.startswith(OLE):
        _refuse_old(file)
    if file.suffix not in ENDINGS and not (
        file.head.startswith(b"PK") and b"[Content_Types].xml" in file.head and _is_word(file)
    ):
        return Excuse(
            "not a Word file (.docx)."
            if file.suffix != ".doc"
            else "a .doc that is no Word file inside; save it as .docx."
        )
    return _records(file)


def _refuse_old(file: Incoming) -> None:
    if LOCKED in file.bytes():
        raise ProtectedSource(f"{file.name}: locked with a password. Open it, remove the password, and add it again.")
    if file.suffix in (*ENDINGS, ".doc", ".dot"):
        raise UnknownForm(
            f"{file.name}: an old Word file (.doc of before 2007). Open it, save it as .docx, and add that."
        )
    raise UnknownForm(f"{file.name}: an old Office file. Open it, save it as .docx or as plain text, and add that.")


def _is_word(file: Incoming) -> bool:
    try:
        with _stream(file) as stream, zipfile.ZipFile(stream) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return False


def _stream(file: Incoming) -> BinaryIO:
    return file.path.open("rb") if file.content is None and file.path is not None else BytesIO(file.bytes())


def _records(file: Incoming) -> Iterator[Record]:
    try:
        with _stream(file) as stream:
            properties, heads = _beside(file, stream)
            root = _converted(file, stream)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError) as error:
        raise DamagedSource(
            f"{file.name}: the Word file is cut short or damaged. Fetch it again, or open and save it again."
        ) from error
    laid = _laid_out(root, heads)
    if not laid.text:
        raise EmptySource(
            f"{file.name}: there are no words in the Word file. If it holds pictures of pages, run text "
            "recognition on them first."
        )
    titled = any(p.role is Role.HEADING for p in laid.passages[:8])
    stated = Description(title=None if titled else properties.title, language=properties.language)
    yield from laid_records(file, laid, stated)


def _converted(file: Incoming, stream: BinaryIO) -> Element:
    """Turn the file into HTML: mammoth knows Word's styles, lists and notes."""
    from xml.parsers.expat import ExpatError

    from lxml import etree

    try:
        import mammoth
    except ImportError as error:
        raise MissingExtra("Reading DOCX needs mammoth. Install it with: pip install mammoth") from error
    stream.seek(0)
    try:
        html = mammoth.convert_to_html(stream, style_map=STYLES, convert_image=lambda _: []).value
    except ExpatError as error:
        raise DamagedSource(
            f"{file.name}: the text inside the Word file is broken (line {error.lineno}). Open it, save it again, "
            "and add it again."
        ) from error
    except (AttributeError, TypeError, IndexError) as error:  # parts that must be there are not
        raise DamagedSource(
            f"{file.name}: parts are missing inside the Word file. Open it, save it again, and add it again."
        ) from error
    except RecursionError as error:
        raise DamagedSource(
            f"{file.name}: the Word file is nested too deep. Save it as plain text and add that."
        ) from error
    return etree.fromstring(f"<html><body>{html}</body></html>", etree.HTMLParser(huge_tree=True))


def _beside(file: Incoming, stream: BinaryIO) -> tuple[Properties, list[str]]:
    """Read the core properties, and the words of running heads and feet, each once."""
    with zipfile.ZipFile(stream) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        if any(entry.flag_bits & 0x1 for entry in entries.values()):
            raise ProtectedSource(
                f"{file.name}: locked with a password. Open it, remove the password, and add it again."
            )
        if any(entry.file_size > LARGEST for name, entry in entries.items() if name.endswith(".xml")):
            raise DamagedSource(
                f"{file.name}: a part unpacks to more than 256 MB, which no text does. Fetch the file again."
            )
        if "word/document.xml" not in entries and "[Content_Types].xml" not in entries:
            raise DamagedSource(
                f"{file.name}: there is no Word text inside. Open it, save it as .docx, and add it again."
            )
        heads = [
            _words(archive, name) for name in sorted(entries) if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
        ]
        core = archive.read("docProps/core.xml") if "docProps/core.xml" in entries else b""
    return _properties(core), list(dict.fromkeys(words for words in heads if re.search(r"[^\W\d_]", words)))


def _parsed(content: bytes) -> Element | None:
    from lxml import etree

    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _words(archive: zipfile.ZipFile, name: str) -> str:
    root = _parsed(archive.read(name))
    if root is None:
        return ""
    return " ".join(" ".join("".join(p.itertext(f"{WORD}t")) for p in root.iter(f"{WORD}p")).split())


def _properties(core: bytes) -> Properties:
    root = _parsed(core) if core else None
    if root is None:
        return Properties()
    told = {
        name: " ".join((element.text or "").split())
        for name in ("title", "language")
        for element in root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
    }
    code = re.match(r"[a-z]{2,3}(?=$|[-_])", told.get("language", "").lower())
    title = told.get("title", "")
    return Properties(None if NOT_A_TITLE.fullmatch(title) else title, code[0] if code else None)


def _laid_out(root: Element, heads: list[str]) -> Laid:
    """Lay the HTML out: running heads, the text, its notes; then tell headings, labels and turns."""
    from memcon.accession.markup import RUNNING_HEAD, Page, walk
    from memcon.accession.markup_html import RULES
    from memcon.accession.markup_turns import read_over

    body = root.find("body")
    page = Page()
    for words in heads:
        page.begin(RUNNING_HEAD)
        page.sheet.write(words)
        page.end()
    _set_notes_apart(body)
    for paragraph in [p for cell in body.iter("td", "th") for p in cell.iter("p")]:  # a row is one passage
        paragraph.tag, paragraph.tail = "span", f" {paragraph.tail or ''}"
    walk(body, page, RULES)
    text, passages, marks = page.finish()
    told: tuple[Passage, ...] = read_over(text, with_headings(text, passages, marks), marks)
    return Laid(text, told, marks)


def _set_notes_apart(body: Element) -> None:
    """Make each note at the end of mammoth's HTML a block of its own that begins with its number."""
    notes = [e for e in body.iter("li") if (e.get("id") or "").startswith(NOTES)]
    for number, note in enumerate(notes, 1):
        for link in [a for a in note.iter("a") if a.text == BACK]:
            link.getparent().remove(link)
        note.tag = "div"
        note.attrib.clear()
        note.set("class", "footnote")
        around = next((e for e in note.iter("p")), note)
        call = around.makeelement("a", {"href": "#note"})
        call.text, call.tail, around.text = str(number), around.text, None
        around.insert(0, call)
    for around in {note.getparent() for note in notes}:
        around.tag = "div"


READER = Reader(
    "docx",
    read,
    rank=12,
    media_types={
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".doc": "application/msword",
    },
)
