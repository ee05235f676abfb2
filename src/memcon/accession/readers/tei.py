"""TEI P5: a collection with a division for each document, or one document a file. Read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.model.description import ArchivalCitation, Description, Form, Part
from memcon.model.errors import DamagedSource, EmptySource
from memcon.model.record import Passage, Record, Role

if TYPE_CHECKING:
    from memcon.accession.markup import Element
    from memcon.accession.markup_tei_header import Header
    from memcon.accession.markup_tei_talk import TeiPage

ROOT = re.compile(r"<(?:[\w.-]+:)?(?:TEI|teiCorpus|TEI\.2)[\s>]")
PIECE = 131072  # bytes
PLACES = re.compile(r",? ?\(?line \d+,? ?(?:column \d+)?\)?|\s*\([^()]*, line \d+\)")
REMEDIES = (("premature end", "Fetch the file again"), ("amplification", "Take the entities out of its DOCTYPE"))
FORMS = {form.value: form for form in Form}
NUMBERED = re.compile(r"(?:(?:Nr|No|Doc|Document|№)\.?\s*)?(\d+[A-Za-z]?)[.:)]\s+(?=\S)")


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a TEI file; memory stays flat, however many documents it holds.

    Nothing is fetched, no DTD is loaded and entities stay unexpanded.

    Raises:
        DamagedSource: while iterating, the XML is not well formed; the message names the line.
        EmptySource: there are no words in it.
    """
    beginning = _beginning(file.head)
    if not ROOT.search(beginning):
        return Excuse("not TEI (no TEI element at its beginning).")
    return _records(file, with_types="<!DOCTYPE" in beginning)


def _beginning(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return re.sub(r"<!--.*?-->", "", head.decode("utf-8", "replace"), flags=re.DOTALL)


def _records(file: Incoming, *, with_types: bool) -> Iterator[Record]:
    from lxml import etree

    from memcon.accession.markup_tei_talk import CONTAINERS

    tags = [f"{{*}}{name}" for name in (*CONTAINERS, "teiHeader")]
    # A document type can define entities that swell without end: there the parser's own limits stay on.
    # An id given twice is no reason to refuse a volume, hence no collecting of ids.
    parser = etree.XMLPullParser(("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False,
                                 huge_tree=not with_types, remove_comments=True, remove_pis=True, collect_ids=False)
    reading = _Reading(file)
    try:
        for piece in _pieces(file):
            parser.feed(piece)
            yield from reading.take(parser.read_events())
        parser.close()
    except etree.XMLSyntaxError as error:
        raise DamagedSource(_broken(file.name, error)) from error
    if not reading.found:
        raise EmptySource(f"{file.name}: the TEI file holds no text. Add the files that hold the texts.")


def _pieces(file: Incoming) -> Iterator[bytes]:
    with file.path.open("rb") if file.path is not None else BytesIO(file.bytes()) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _broken(name: str, error: Any) -> str:
    line = error.lineno or (error.position[0] if error.position else 0)
    what = PLACES.sub(" ", error.msg or "not well formed").strip()
    what = " ".join((what[:1].lower() + what[1:]).split())
    remedy = next((words for sign, words in REMEDIES if sign in what.lower()), "Mend the tag")
    return f"{name}, line {line}: the XML is broken here ({what}). {remedy} and add it again."


class _Reading:
    """A TEI file being read: which containers are open, and the document that is being laid out.

    What stands in a container is laid out when the next thing in it begins, and then thrown away.
    """

    def __init__(self, file: Incoming) -> None:
        from memcon.accession.markup_tei import RULES
        from memcon.accession.markup_tei_header import Header
        from memcon.accession.markup_tei_talk import CONTAINERS

        self._file, self._containers, self._rules = file, CONTAINERS, RULES
        self._open: list[Element] = []
        self._headers: list[Header] = [Header()]
        self._page: TeiPage | None = None
        self._document: Element | None = None  # the division of the document that is open
        self._has_documents = False
        self.found = 0

    def take(self, events: Any) -> Iterator[Record]:
        """Take what the parser found in a piece of the file; give the records that end in it."""
        for event, element in events:
            if event == "start":
                self._begin(element)
            elif (record := self._end(element)) is not None:
                yield record
        if self._open:  # the last thing in the container may not be complete
            self._lay_out(self._open[-1], len(self._open[-1]) - 1)

    def _begin(self, element: Element) -> None:
        """Take a container that begins: lay out all before it, and open it."""
        if self._open:
            if element.getparent() is not self._open[-1]:
                return
            self._lay_out(self._open[-1], self._open[-1].index(element))  # the parser may have run ahead of us
        if element.tag.rpartition("}")[2] in self._containers:
            self._open.append(element)
            self._enter(element)

    def _end(self, element: Element) -> Record | None:
        """Take a container that ends; give the record that ends with it."""
        if not self._open or element is not self._open[-1]:
            if element.tag.endswith("teiHeader") and self._open and element.getparent() is self._open[-1]:
                self._read_header(element)
            return None
        self._lay_out(element, len(element))
        self._open.pop()
        return self._leave(element)

    def _lay_out(self, container: Element, count: int) -> None:
        """Lay out the first things in a container, and throw them away. A container among them is done with."""
        from memcon.accession.markup import walk_through

        if self._page is not None:
            self._page.sheet.write(container.text)
            walk_through(container[:count] if count > 0 else (), self._page, self._rules)
        container.text = None
        if count > 0:
            del container[:count]

    def _read_header(self, element: Element) -> None:
        from memcon.accession.markup_tei_header import read_header

        self._headers[-1] = read_header(element, self._open[-1], self._headers[-1])
        if self._page is not None and self._document is None:
            self._page = self._new_page()

    def _new_page(self) -> TeiPage:
        from memcon.accession.markup import EDITORS, PARAGRAPH
        from memcon.accession.markup_tei_talk import TeiPage

        header = self._headers[-1]
        return TeiPage(header, EDITORS if header.is_editorial else PARAGRAPH)

    def _enter(self, element: Element) -> None:
        from memcon.accession.markup import EDITORS
        from memcon.accession.markup_tei_talk import SCENES, TeiPage

        name, kind = element.tag.rpartition("}")[2], element.get("type") or ""
        if name in ("TEI", "TEI.2", "teiCorpus"):
            self._headers.append(self._headers[-1])
            self._has_documents = False
            self._page = self._new_page() if name != "teiCorpus" else None
        elif kind == "document" and self._document is None and not self._headers[-1].is_editorial:
            self._has_documents, self._document = True, element
            editorial = _form_of(element) is Form.EDITORIAL
            self._page = TeiPage(self._headers[-1], EDITORS) if editorial else self._new_page()
        elif self._page is not None:
            if kind in SCENES:
                self._page.seen.add("scene")
            self._page.split()
            if kind in ("regest", "summary", "abstract"):
                from memcon.accession.markup import FRAME

                self._page.begin(FRAME)

    def _leave(self, element: Element) -> Record | None:
        name, kind = element.tag.rpartition("}")[2], element.get("type") or ""
        record = None
        if element is self._document:
            record = self._record(element)
            self._document = self._page = None
        elif name in ("TEI", "TEI.2", "teiCorpus"):
            record = self._record(element) if self._page is not None and not self._has_documents else None
            self._page = None
            self._headers.pop()
        elif self._page is not None:
            if kind in ("regest", "summary", "abstract"):
                self._page.end()
            self._page.split()
        return record

    def _record(self, element: Element) -> Record | None:
        page = self._page
        if page is None:
            return None
        text, passages, marks = page.finish()
        if not text:
            return None
        from memcon.accession.markup_tei_header import XML
        from memcon.accession.markup_turns import read_over

        self.found += 1
        if not page.seen and not page.header.is_editorial:
            passages = read_over(text, passages, marks)
        local = element.get(f"{XML}id") or element.get("n") or str(self.found)
        alone = element is not self._document and not self._open
        stated = _stated(page, element, text, passages, alone=element is not self._document)
        file = self._file
        return Record(file.record_id("" if alone else local), file.source_id, file.name, text, passages, marks, stated)


def _stated(page: TeiPage, element: Element, text: str, passages: tuple[Passage, ...], *, alone: bool) -> Description:
    """Put together what the mark-up states: the document's own words first, then the header."""
    from memcon.accession.markup_tei_header import XML, language_code, stated_by_edition

    header = page.header
    heading = next((text[p.start:p.end] for p in passages if p.role is Role.HEADING), None)
    number = page.number_told or (None if alone else element.get("n"))
    title = page.title or (heading if heading and (not alone or header.is_meeting) else header.title or heading)
    if title:
        title = " ".join(_unnumbered(title, number).split())
    present = tuple(page.present) or (header.present if alone else ())
    drafter = next((p.name for p in present if p.role is Part.DRAFTER), None)
    interpreter = next((p.name for p in present if p.role is Part.INTERPRETER), None)
    date = stated_by_edition(element, page.date or page.date_in_heading) or (header.date if alone else None)
    citation = page.citation or (header.citation if alone else None)
    return Description(
        form=_form_of(element) or _form(page, alone=alone), number=number, title=title or None, date=date,
        place=page.place or (header.place if alone else None), present=present, drafter=drafter,
        interpreter=interpreter, citation=ArchivalCitation(citation) if citation else None,
        language=language_code(element.get(f"{XML}lang")) or header.language, address=_address(page, element))


def _unnumbered(title: str, number: str | None) -> str:
    found = NUMBERED.match(title)
    return title[found.end():] if found and (number is None or found[1] == number) and number else title


def _address(page: TeiPage, element: Element) -> str | None:
    from memcon.accession.markup_tei_header import XML

    own = element.get(f"{XML}id")
    if page.header.volume is None or own is None or own == page.header.volume:
        return None
    return f"https://history.state.gov/historicaldocuments/{page.header.volume}/{own}"


def _form_of(element: Element) -> Form | None:
    """Read the form off a division's subtype; "editorial-note" is the editors' own."""
    told = (element.get("subtype") or "").lower().replace("-", "_")
    if told.startswith("editorial"):
        return Form.EDITORIAL
    return FORMS.get(told)


def _form(page: TeiPage, *, alone: bool) -> Form | None:
    """Tell the form where the mark-up says it: editors' front matter, minutes of a meeting, a play, a transcript."""
    if page.header.is_editorial:
        return Form.EDITORIAL
    if "sp" in page.seen and page.seen & {"castList", "scene"}:
        return Form.DRAMA
    if "u" in page.seen:
        return Form.TRANSCRIPT
    return Form.MINUTES if alone and page.header.is_meeting and page.header.present else None


READER = Reader(name="tei", read=read, rank=20, media_types={
    ".xml": "application/tei+xml", ".tei": "application/tei+xml"})
