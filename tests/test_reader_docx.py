"""Word files keep their layout; notes stand below the text, never in it."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document

from memcon.accession.desk import read
from memcon.accession.reader import Incoming
from memcon.model.errors import DamagedSource, EmptySource, ProtectedSource, UnknownForm
from memcon.model.record import Record, Role, TextClass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_note(content: bytes, note: str) -> bytes:
    """Give every "{note}" of a file a footnote: python-docx cannot make them."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith((".xml", ".rels")) else ""
            if name == "word/document.xml":
                part = part.replace("{note}", '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>')
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                part = part.replace(
                    "</Relationships>", f'<Relationship Id="rN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                )
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                part = part.replace(
                    "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
            new.writestr(name, part or old.read(name))
        new.writestr(
            "word/footnotes.xml",
            f'<w:footnotes xmlns:w="{NAMES}"><w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t>'
            "</w:r></w:p></w:footnote></w:footnotes>",
        )
    return out.getvalue()


def records(content: bytes, name: str = "lake.docx") -> list[Record]:
    _, found = read(Incoming(name, content=content))
    result = [one for one in found if isinstance(one, Record)]
    for record in result:
        assert all(a.end <= b.start for a, b in pairwise(record.passages))
        covered = set().union(*(range(p.start, p.end) for p in record.passages))
        assert all(letter.isspace() or place in covered for place, letter in enumerate(record.text))
    return result


def words(record: Record, role: Role) -> list[str]:
    return [record.words(p) for p in record.passages if p.role == role]


def memorandum() -> Document:
    document = docx.Document()
    document.add_heading("Memorandum of conversation", 1)
    document.add_paragraph("Present: H. Veldt, envoy; A. Orlo, Chairman of the Commission")
    for name, said in (
        ("Veldt: ", "Is the bridge ready?{note}"),
        ("Orlo: ", "Not before the ice."),
        ("Veldt: ", "And the grain?"),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(said)
    return document


def test_speakers_in_bold_have_turns() -> None:
    """A name in bold with a colon is a label; the words after it are that person's turn."""
    (record,) = records(saved(memorandum()).replace(b"{note}", b"      "))
    assert words(record, Role.SPEAKER_LABEL) == ["Veldt:", "Orlo:", "Veldt:"]
    assert [p.voice.speaker for p in record.passages if p.voice] == ["Veldt", "Orlo", "Veldt"]


def test_heading_and_those_present_belong_to_the_frame() -> None:
    """What the record says about itself is not talk."""
    (record,) = records(saved(memorandum()))
    assert words(record, Role.HEADING) == ["Memorandum of conversation"]
    assert words(record, Role.PRESENT) == ["Present: H. Veldt, envoy; A. Orlo, Chairman of the Commission"]


def test_a_footnote_is_not_glued_to_the_word_that_calls_it() -> None:
    """The note stands below as the editors' words; its call is a mark after the word."""
    (record,) = records(with_note(saved(memorandum()), "The bridge at the northern ford."))
    (note,) = [p for p in record.passages if p.role is Role.FOOTNOTE]
    assert (record.words(note), note.text_class, note.number) == (
        "The bridge at the northern ford.",
        TextClass.EDITORS,
        "1",
    )
    (call,) = [m for m in record.marks if m.kind == "note"]
    assert record.text[: call.start].endswith("Is the bridge ready?")
    assert "ready?1" not in record.text
    assert "↑" not in record.text


def test_a_table_is_read_row_by_row() -> None:
    """Each row of a table is one passage, its cells parted by tabs."""
    document = docx.Document()
    document.add_paragraph("The commission compared the deliveries of two years.")
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Year", "Carts"), ("1934", "120"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    (record,) = records(saved(document))
    assert words(record, Role.TABLE) == ["Year\tCarts", "1934\t120"]


def test_running_heads_are_the_editors_words() -> None:
    """The head that Word repeats on each page is kept once, and is not talk."""
    document = memorandum()
    document.sections[0].header.paragraphs[0].text = "Papers of the Lake Commission"
    (record,) = records(saved(document))
    assert words(record, Role.RUNNING_HEAD) == ["Papers of the Lake Commission"]


def test_a_collection_in_one_file_is_cut() -> None:
    """A Word file that holds numbered documents gives each of them, with the notes it calls."""
    document = docx.Document()
    for number, noted in ((1, ""), (2, "{note}"), (3, "")):
        document.add_paragraph(f"No. {number}")
        document.add_paragraph(f"Record of conversation between Veldt and Orlo, {number} March 1934")
        document.add_paragraph("Veldt asked whether the bridge would be ready before the ice. " * 5 + noted)
    found = records(with_note(saved(document), "At the northern ford."))
    assert [record.stated.number for record in found] == ["1", "2", "3"]
    assert [words(record, Role.FOOTNOTE) for record in found] == [[], ["At the northern ford."], []]


def test_the_day_a_file_was_made_is_not_the_documents_date() -> None:
    """Word's properties tell when somebody typed the file."""
    document = docx.Document()
    document.add_paragraph("Veldt asked whether the bridge would be ready.")
    document.core_properties.title, document.core_properties.language = "The lake talks", "en-GB"
    (record,) = records(saved(document))
    assert (record.stated.title, record.stated.language, record.stated.date) == ("The lake talks", "en", None)


@pytest.mark.parametrize(
    ("content", "name", "error", "told"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", ProtectedSource, "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", UnknownForm, "save it as .docx"),
        (saved(memorandum())[:3000], "a.docx", DamagedSource, "cut short"),
        (b"PK\3\4", "a.docx", DamagedSource, "cut short"),
        (saved(docx.Document()), "a.docx", EmptySource, "no words"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, name: str, error: type[Exception], told: str) -> None:
    """A locked, old, damaged or empty file gives one clear line."""
    with pytest.raises(error, match=told):
        records(content, name)
