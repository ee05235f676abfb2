"""PDF: the text layer, read as it is printed: columns, paragraphs over the page, running heads and notes set apart."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING, Any

from memcon.accession.headings import with_headings
from memcon.accession.laid_records import Laid, laid_records
from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.model.description import Description
from memcon.model.errors import DamagedSource, EmptySource, MissingExtra, NoTextLayer, ProtectedSource, SourceError
from memcon.model.record import Passage, Record, Role, TextClass

if TYPE_CHECKING:
    from memcon.accession.page_lines import Line

SIGNATURE = b"%PDF-"
TIGHT = 0.15  # of the type's size: letters nearer than this belong to one word
BOLD, ITALIC = re.compile(r"(?i)bold|black|heavy|demi"), re.compile(r"(?i)ital|obliq")
NOT_DECODED = re.compile(r"\(cid:\d+\)")
MOST_NOT_DECODED = 0.3  # a text of which more letters are unknown than this cannot be read
NOT_A_TITLE = re.compile(r"(?i)\s*(?:|untitled|microsoft word.*|.*\.(?:docx?|rtf|txt|pdf|indd|tex|qxd|p65)|\W*)\s*")


@dataclass(frozen=True, slots=True)
class Print:
    """The pages of a file: their lines, what each is called, which are pictures without a text."""

    pages: tuple[tuple[Line, ...], ...]
    labels: tuple[str, ...]
    pictures: tuple[int, ...]  # counted from 0
    title: str | None


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a PDF's text layer: one record, or those of the collection it holds. Pages without a text are refused.

    Raises, while iterating:
        NoTextLayer: the file is a picture of its pages, or its letters cannot be told.
        ProtectedSource: it is locked with a password.
        DamagedSource: it breaks off or is not what its name says.
        EmptySource: there is nothing on its pages.
        MissingExtra: pdfplumber is not installed.
    """
    if SIGNATURE not in file.head[:1024] and file.suffix != ".pdf":
        return Excuse("not a PDF.")
    return _records(file)


def _records(file: Incoming) -> Iterator[Record | Refusal]:
    if SIGNATURE not in file.head[:1024]:
        raise DamagedSource(f"{file.name}: not a PDF inside, whatever its name says. Fetch it again.")
    with _silence(), _stream(file) as stream:
        found = _printed(file, stream)
    _refuse_unread(file, found)
    laid = _laid_out(found)
    titled = any(p.role is Role.HEADING for p in laid.passages[:8])
    yield from laid_records(file, laid, Description(title=None if titled else found.title))
    if found.pictures:
        pages = ", ".join(found.labels[place] for place in found.pictures[:20])
        yield Refusal(
            file.name,
            NoTextLayer(
                f"{file.name}, page {pages}: a picture without a text; the other pages were read. {_advice(file)}"
            ),
        )


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the library from printing what it thinks of a file: our error says it in one line."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _stream(file: Incoming) -> BufferedReader | BytesIO:
    return file.path.open("rb") if file.content is None and file.path is not None else BytesIO(file.bytes())


def _printed(file: Incoming, stream: BufferedReader | BytesIO) -> Print:
    """Read page after page; of each only its lines are kept."""
    try:
        import pdfplumber
    except ImportError as error:
        raise MissingExtra("Reading PDF needs pdfplumber. Install it with: pip install pdfplumber") from error
    lines: list[tuple[Line, ...]] = []
    pictures: list[int] = []
    try:
        with pdfplumber.open(stream) as opened:
            for place, page in enumerate(opened.pages):
                lines.append(_lines(page, place))
                if not lines[-1] and page.images:
                    pictures.append(place)
                page.close()
                _forget(opened)
            return Print(tuple(lines), _labels(opened, len(lines)), tuple(pictures), _title(opened))
    except SourceError:
        raise
    except Exception as error:  # pdfminer raises what it meets: KeyError, struct.error, AssertionError ...
        raise _refused(file, error, len(lines)) from error


def _refused(file: Incoming, error: Exception, pages: int) -> SourceError:
    if "Password" in repr(error) or "Password" in repr(error.__context__):
        return ProtectedSource(f"{file.name}: locked with a password. Remove the password and add it again.")
    where = f", page {pages + 1}" if pages else ""
    return DamagedSource(
        f"{file.name}{where}: the PDF is cut short or damaged. Fetch it again, or print it to a new PDF."
    )


def _forget(opened: Any) -> None:
    """Let go of what the library keeps of pages read: a volume's pictures would fill the memory."""
    kept = getattr(opened.doc, "_cached_objs", None)
    if isinstance(kept, dict) and len(kept) > 500:
        kept.clear()


def _lines(page: Any, place: int) -> tuple[Line, ...]:
    from memcon.accession.page_lines import Word, lines_of

    words = [
        Word(
            w["text"],
            w["x0"],
            w["x1"],
            w["top"],
            w["bottom"],
            round(w["size"], 1),
            bool(BOLD.search(w["fontname"])),
            bool(ITALIC.search(w["fontname"])),
        )
        for w in page.extract_words(x_tolerance_ratio=TIGHT, extra_attrs=["fontname", "size"])
    ]
    return tuple(lines_of([w for w in words if w.text.strip()], place, float(page.width)))


def _labels(opened: Any, count: int) -> tuple[str, ...]:
    """Give the pages' names as the file has them ("iv", "12"); else count them from 1."""
    from itertools import islice

    plain = [str(number) for number in range(1, count + 1)]
    try:
        told = list(islice(opened.doc.get_page_labels(), count))
    except Exception:  # no labels, or broken ones: the pages are counted
        return tuple(plain)
    return (
        tuple(label or number for label, number in zip(told, plain, strict=True))
        if len(told) == count
        else tuple(plain)
    )


def _title(opened: Any) -> str | None:
    told = opened.metadata.get("Title") if isinstance(opened.metadata, dict) else None
    title = " ".join(told.split()) if isinstance(told, str) else ""
    return None if NOT_A_TITLE.fullmatch(title) else title


def _refuse_unread(file: Incoming, found: Print) -> None:
    text = "".join(line.text for lines in found.pages for line in lines)
    if not re.search(r"\w", text):
        if found.pictures:
            raise NoTextLayer(f"{file.name}: the file is a picture of its pages. {_advice(file)}")
        raise EmptySource(f"{file.name}: there are no words on its pages. Give a file with words in it.")
    unknown = len(NOT_DECODED.findall(text))
    if unknown > MOST_NOT_DECODED * (len(NOT_DECODED.sub("", text)) + unknown):
        raise NoTextLayer(
            f"{file.name}: the file does not say which letters its signs are. "
            f"{_advice(file).replace('ocrmypdf', 'ocrmypdf --force-ocr')}"
        )


def _advice(file: Incoming) -> str:
    name = file.name.rsplit("/", 1)[-1]
    return f"Run text recognition first, for example: ocrmypdf --language eng {name} recognised-{name}"


def _laid_out(found: Print) -> Laid:
    from memcon.accession.markup_turns import read_over
    from memcon.accession.pages import sorted_pages
    from memcon.accession.paragraphs import set_text

    text, passages, marks = set_text(sorted_pages(found.pages), found.labels)
    told = read_over(text, _with_present(text, with_headings(text, passages, marks)), marks)
    return Laid(text, told, marks)


def _with_present(text: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Tell the paragraph "Present: ..." from prose."""
    from memcon.accession.markup_html import LONGEST_PRESENT, says_present

    return tuple(
        replace(p, role=Role.PRESENT, text_class=TextClass.FRAME)
        if p.role is Role.PARAGRAPH
        and p.text_class is TextClass.BODY
        and p.end - p.start <= LONGEST_PRESENT
        and says_present(text[p.start : p.start + 60])
        else p
        for p in passages
    )


READER = Reader("pdf", read, rank=11, media_types={".pdf": "application/pdf"})
