"""EPUB: every document of an official volume, every chapter of another book."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from memcon.accession.reader import Excuse, Incoming
from memcon.accession.readers.epub import READER
from memcon.model.errors import DamagedSource, EmptySource, ProtectedSource
from memcon.model.record import Record, Role, TextClass

SPECIMENS = Path(__file__).parent / "specimens" / "epub"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "frus"
CONTAINER = ('<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
             '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>')
DOCUMENT = '<html><body><div class="document"><p>[Document {n}]</p><h3>{title}</h3><p>{words}</p></div></body></html>'


def book(pages: dict[str, str], *, identifier: str = "frus1999v09-2018-05-28T15:21:55.683-04:00",
         extra: dict[str, str] | None = None) -> bytes:
    """Bind pages into an EPUB."""
    listed = "".join(f'<item id="{name}" href="{name}"/>' for name in pages)
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    package = ('<package xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.idpf.org/2007/opf"><metadata>'
               f"<dc:title>An Invented Volume</dc:title><dc:identifier>{identifier}</dc:identifier>"
               f"<dc:language>en-US</dc:language></metadata><manifest>{listed}</manifest><spine>{spine}</spine></package>")
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/content.opf", package)
        for name, content in {**{f"OEBPS/{page}": words for page, words in pages.items()}, **(extra or {})}.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def read(content: bytes) -> list[Record]:
    """Read an EPUB into its records."""
    answer = READER.read(Incoming("volume.epub", content=content))
    assert not isinstance(answer, Excuse)
    return [one for one in answer if isinstance(one, Record)]


def volume() -> list[Record]:
    """Read the specimen of an official volume."""
    pages = {name: (SPECIMENS / name).read_text(encoding="utf-8") for name in ("d77.html", "d78.html")}
    preface = '<html><body><div class="document"><h2>Preface</h2><p>Nobody speaks.</p></div></body></html>'
    return read(book({"preface.html": preface, **pages, "ch1.html": "<html><body><h4>[77] Minutes</h4></body></html>"}))


def words(record: Record, role: Role) -> list[str]:
    """Give the words of all passages of a role."""
    return [record.words(p) for p in record.passages if p.role is role]


def test_only_numbered_documents_are_records() -> None:
    """Prefaces and lists of a chapter are no documents."""
    assert [r.stated.number for r in volume()] == ["77", "78"]


def test_a_document_states_what_its_page_says() -> None:
    """Title without note calls, language, address; the line above the number says where the paper lies."""
    stated = volume()[0].stated
    assert stated.title == "Minutes of Meeting Between General Hale and Mr. Tarn"
    assert stated.citation is not None
    assert stated.citation.raw == "Harbor Mission Files, Lot 54–D270"
    assert stated.language == "en"
    assert stated.address == "https://history.state.gov/historicaldocuments/frus1999v09/d77"


def test_a_later_volume_says_the_source_in_its_first_footnote() -> None:
    """The footnote "Source: ..." is the citation; the heading's number is not part of the title."""
    record = volume()[1]
    assert record.stated.title == "Minutes of the Grain Committee"
    assert record.stated.citation is not None
    assert record.stated.citation.raw == "Source: Invented Library, Box 3. Secret."
    assert words(record, Role.SOURCE_NOTE) == ["Source: Invented Library, Box 3. Secret."]


def test_note_calls_leave_the_words_whole() -> None:
    """Numbers of footnotes are points, never letters; no blank is lost or doubled."""
    record = volume()[0]
    assert words(record, Role.PARAGRAPH) == [
        "General Hale told Mr. Tarn of the letter. He asked about [grain?] prices:", "Then they parted."]
    calls = [(record.text[m.start - 4:m.start], m.value) for m in record.marks if m.kind == "note"]
    assert calls == [("Tarn", "75"), ("Pell", "76"), ("Tarn", "76")]
    page = next(m for m in record.marks if m.kind == "page")
    assert (page.value, record.text[page.start:page.start + 2]) == ("203", "He")


def test_those_present_stand_one_on_a_line() -> None:
    """A table of those present is frame, a passage for each of them."""
    assert words(volume()[0], Role.PRESENT) == ["Also present:", "Col. Orme", "Mr. Pell"]


def test_the_frame_is_told_from_the_talk() -> None:
    """Dateline with its lines, signature and list points have their roles."""
    record = volume()[0]
    assert words(record, Role.DATELINE) == ["Merrow, February 1, 1946—2 p. m.\n[Received 4 p. m.]"]
    assert words(record, Role.SIGNATURE) == ["Orme"]
    assert words(record, Role.LIST) == ["(1) wheat;", "(2) barley."]


def test_footnotes_are_the_editors_with_their_numbers() -> None:
    """Legends inside a note stay in it."""
    record = volume()[0]
    notes = [(p.number, p.text_class, record.words(p)) for p in record.passages if p.role is Role.FOOTNOTE]
    assert notes == [("75", TextClass.EDITORS, "Copy sent on February 3, see p. 4 [Pg. 4 is part of Doc. 2]."),
                     ("76", TextClass.EDITORS, "Secretary to Mr. Tarn.")]


def test_labelled_minutes_give_turns() -> None:
    """Minutes with a label on each paragraph are laid out in turns."""
    record = volume()[1]
    assert words(record, Role.SPEAKER_LABEL) == ["H:", "T:", "H:", "T:", "H:"]
    assert words(record, Role.TURN)[:2] == ["Shall we begin?", "Yes."]


def test_another_book_gives_a_record_for_each_chapter() -> None:
    """A memoir has no numbered documents."""
    chapters = {f"c{n}.xhtml": f"<html><body><h1>Chapter {n}</h1><p>Words&nbsp;here.</p></body></html>" for n in (1, 2)}
    found = read(book({"cover.xhtml": "<html><body><img src='c.jpg'/></body></html>", **chapters}, identifier="urn:x"))
    assert [r.stated.title for r in found] == ["Chapter 1", "Chapter 2"]
    assert found[0].stated.address is None


def test_an_editorial_note_is_the_editors() -> None:
    """Nothing in it is pooled with talk."""
    (record,) = read(book({"d5.html": DOCUMENT.format(n=5, title="[Editorial Note]", words="They met again.")}))
    assert {p.text_class for p in record.passages} == {TextClass.EDITORS}


@pytest.mark.parametrize("keep", [40, 300, 0.5, 0.9])
def test_a_truncated_book_says_so_in_one_line(keep: float) -> None:
    """Wherever it breaks off: fetch it again."""
    whole = book({"d1.html": DOCUMENT.format(n=1, title="Note", words="Words.")})
    with pytest.raises(DamagedSource, match=r"^volume\.epub.*Fetch it again\.$"):
        read(whole[:keep if isinstance(keep, int) else int(len(whole) * keep)])


def test_a_damaged_page_is_named() -> None:
    """Bytes that were changed on the way are noticed."""
    whole = bytearray(book({"d1.html": DOCUMENT.format(n=1, title="Note", words="Many words. " * 500)}))
    at = whole.index(b"OEBPS/d1.html") + 40
    whole[at:at + 20] = bytes(20)
    with pytest.raises(DamagedSource, match=r"d1\.html"):
        read(bytes(whole))


def test_a_missing_page_is_named() -> None:
    """The table of contents promises a page that is not there."""
    whole = book({"d1.html": "x"}).replace(b"OEBPS/d1.html", b"OEBPS/d9.html")
    with pytest.raises(DamagedSource, match=r"'OEBPS/d1\.html' is missing"):
        read(whole)


def test_a_protected_book_is_refused() -> None:
    """Copy protection is named; scrambled fonts do no harm."""
    rights = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    page = {"d1.html": DOCUMENT.format(n=1, title="Note", words="Words.")}
    with pytest.raises(ProtectedSource, match="copy-protected"):
        read(book(page, extra={"META-INF/encryption.xml": rights.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}))
    fonts = {"META-INF/encryption.xml": rights.format("http://www.idpf.org/2008/embedding")}
    assert len(read(book(page, extra=fonts))) == 1


def test_a_book_without_words_says_so() -> None:
    """Pictures alone give no record."""
    with pytest.raises(EmptySource, match="no words"):
        read(book({"cover.xhtml": "<html><body><img src='c.jpg'/></body></html>"}))


def test_what_is_no_book_is_declined() -> None:
    """One sentence, no traceback."""
    answer = READER.read(Incoming("letter.txt", content=b"Words."))
    assert answer == Excuse("not an EPUB (no ZIP archive of that type).")


def test_deep_nesting_and_broken_pages_are_read() -> None:
    """A page that is not well formed is read as browsers do."""
    deep = "<div>" * 1500 + "<p>[Document 3]<p>deep &nbsp;<b>words"
    (record,) = read(book({"d3.html": f"<html><body>{deep}"}))
    assert record.text.endswith("deep words")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collections are not here")
def test_every_document_of_a_real_volume_is_found() -> None:
    """The volume's own lists of documents name no number that is not a record; passages lie in order."""
    path = SHARED / "frus1946v09.epub"
    with zipfile.ZipFile(path) as archive:
        lists = [archive.read(n).decode() for n in archive.namelist() if re.search(r"/(?:ch|comp)\d+\.html$", n)]
    own = {number for page in lists for number in re.findall(r'<a href="d\d+\.html">\[(\d+)\]', page)}
    answer = READER.read(Incoming(path.name, path))
    assert not isinstance(answer, Excuse)
    found = [r for r in answer if isinstance(r, Record)]
    assert len(own) > 700
    assert own == {r.stated.number for r in found}
    assert all(r.stated.title and r.stated.citation for r in found)
    for record in found:
        assert all(a.end <= b.start for a, b in zip(record.passages, record.passages[1:], strict=False))
