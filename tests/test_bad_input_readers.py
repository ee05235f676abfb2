"""Whatever is wrong with a file, the historian reads one line that names it and says what to do."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from reportlab.pdfgen.canvas import Canvas

from memcon.accession.desk import catalogue, read
from memcon.accession.reader import Incoming, Refusal
from memcon.model.errors import EmptySource, MemconError, SourceError

NOISE = random.Random(1934).randbytes(4096)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENDINGS = sorted(
    {ending for reader in catalogue() for ending in reader.media_types} | {".xml", ".jsonl", ".doc", ".zip", ".jpg"}
)
WHAT_TO_DO = (
    "again",
    "give",
    "save",
    "remove",
    "run text recognition",
    "mend",
    "add",
    "unpack",
    "no reader knows",
    "convert",
    "pack",
    "take",
    "change",
    "close",
    "correct",
    "check",
)


def pdf(**options: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1, **options)
    canvas.drawString(72, 700, "Veldt asked whether the bridge would be ready.")
    canvas.save()
    return out.getvalue()


def picture() -> bytes:
    from PIL import Image

    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawInlineImage(Image.new("L", (8, 8), 200), 0, 0, 595, 842)
    canvas.save()
    return out.getvalue()


def packed(**files: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def epub(*, mimetype: str = "application/epub+zip") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("META-INF/container.xml", "<container/>")
    return out.getvalue()


BAD = {
    "cut.pdf": pdf()[:300],
    "noise.pdf": NOISE,
    "head only.pdf": b"%PDF-1.7\n",
    "locked.pdf": pdf(encrypt="secret"),
    "scan.pdf": picture(),
    "no end.pdf": pdf()[:-200].replace(b"endobj", b"endojb"),
    "cut.zip": packed(a_md="Veldt asked.")[:-20],
    "no file.zip": packed(),
    "cut.docx": packed(a_md="Veldt asked.")[:-20],
    "a zip.docx": packed(a_md="Veldt asked."),
    "locked.docx": OLE + "EncryptedPackage".encode("utf-16-le"),
    "old.doc": OLE,
    "old.xls": OLE,
    "cut.epub": epub()[:-20],
    "empty.epub": epub(),
    "office.odt": epub(mimetype="application/vnd.oasis.opendocument.text"),
    "broken.xml": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>Veldt",
    "mismatched.xml": b"<TEI><text><p>Veldt</text></TEI>",
    "broken.json": b'{"turns": [',
    "shape.json": b'{"a": 1}',
    "number.json": b"12",
    "deep.json": b"[" * 100000,
    "broken.jsonl": b'{"turns":',
    "utterances.jsonl": b'{"id": 1}\n{"',
    "list.jsonl": b"[1]\n",
    "noise.txt": NOISE,
    "noise.md": NOISE,
    "blanks.txt": b" \n\t\n ",
    "blank.html": b"<html><body> </body></html>",
    "head.md": b"---\ntitle: [a\n---\nVeldt asked.",
    "picture.jpg": b"\xff\xd8\xff\xe0" + NOISE,
    "utf16.txt": b"\xff\xfe" + "Veldt asked.".encode("utf-16-le")[:-1],
    "blanks.json": b" ",
    "blanks.jsonl": b"\n\n",
    "meeting.json": b'{"turns": [{"speaker": "", "text": " "}]}',
}


def told(content: bytes, name: str) -> MemconError | None:
    """Read a file to its end; gives the error it is refused with."""
    try:
        found = list(read(Incoming(name, content=content))[1])
    except MemconError as error:
        return error
    refused = [one.error for one in found if isinstance(one, Refusal)]
    return refused[0] if refused and len(refused) == len(found) else None


def assert_clear(error: MemconError | None, name: str) -> None:
    assert isinstance(error, SourceError)
    words = str(error)
    assert "\n" not in words
    assert name in words
    assert any(word in words.lower() for word in WHAT_TO_DO), words
    assert "Traceback" not in words
    assert not words.endswith(":")


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_gives_one_line(name: str) -> None:
    """Truncated, locked, scanned, broken, of unknown encoding: one line, with the file's name and the way out."""
    assert_clear(told(BAD[name], name), name)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_file_of_any_kind_is_called_empty(ending: str) -> None:
    """A file without a byte is empty, whatever its name."""
    error = told(b"", f"lake{ending}")
    assert isinstance(error, EmptySource)
    assert_clear(error, f"lake{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
def test_random_bytes_under_any_name_give_one_line(ending: str) -> None:
    """Noise is no text and no document, whatever its name."""
    assert_clear(told(NOISE, f"lake{ending}"), f"lake{ending}")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["a.pdf", "a.zip", "a.docx"])
def test_a_file_cut_or_changed_anywhere_gives_records_or_one_line(name: str, seed: int) -> None:
    """Wherever a file breaks off or a letter of it changes, no other error than ours comes out."""
    chance = random.Random(seed)
    whole = bytearray({"a.pdf": pdf(), "a.zip": packed(a_md="Veldt asked whether."), "a.docx": word()}[name])
    for _ in range(4):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    error = told(bytes(whole[: chance.randrange(len(whole) // 2, len(whole) + 1)]), name)
    assert error is None or "\n" not in str(error)


def word() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("Veldt asked whether the bridge would be ready.")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_bad_file_on_disk_is_named_as_it_was_given(tmp_path: Path) -> None:
    """A file read from its path gives the same line."""
    place = tmp_path / "noise.pdf"
    place.write_bytes(NOISE)
    with pytest.raises(SourceError, match=r"noise\.pdf"):
        list(read(Incoming("noise.pdf", place))[1])


def test_a_tag_that_does_not_fit_is_named_in_readable_words() -> None:
    """The two tags stand apart in the message, and the line is told once."""
    xml = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n<p>Bridge\n</body></text></TEI>'
    with pytest.raises(MemconError) as error:
        list(read(Incoming("a.xml", content=xml))[1])
    assert "p and body" in str(error.value)
