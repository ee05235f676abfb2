"""A ZIP is a folder: each file in it is read by whoever knows it, and a bad one does not cost the others."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.accession.readers.zip_file import printed_name
from memcon.model.errors import DamagedSource, EmptySource, ProtectedSource, UnknownForm
from memcon.model.record import Record

NOTE = "Record of a conversation.\n\nVeldt asked whether the bridge would be ready before the ice."


def packed(files: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def unpacked(content: bytes, name: str = "lake.zip") -> tuple[list[Record], list[Refusal]]:
    found = list(read(Incoming(name, content=content))[1])
    return [one for one in found if isinstance(one, Record)], [one for one in found if isinstance(one, Refusal)]


def test_each_file_inside_is_a_source_of_records() -> None:
    """Records name the archive and the path in it, and have no place in a decoded source file."""
    records, refusals = unpacked(packed({"a/1.md": NOTE, "a/2.txt": NOTE}))
    assert [record.source_name for record in records] == ["lake.zip/a/1.md", "lake.zip/a/2.txt"]
    assert {record.source_start for record in records} == {None}
    assert refusals == []


def test_files_of_one_name_in_different_folders_have_different_ids() -> None:
    """Two folders may each hold a 12.md."""
    records, _ = unpacked(packed({"a/12.md": NOTE, "b/12.md": NOTE, "c/12.md": NOTE}))
    assert len({record.id for record in records}) == 3


def test_what_file_managers_leave_behind_is_left_out() -> None:
    """Folders, hidden files and a Mac's shadow files are no documents."""
    records, refusals = unpacked(
        packed(
            {"1.md": NOTE, "a/": "", "__MACOSX/._1.md": "x", ".DS_Store": "x", "a/.git/b.md": NOTE, "Thumbs.db": "x"}
        )
    )
    assert (len(records), refusals) == (1, [])


def test_a_bad_file_inside_does_not_cost_the_others() -> None:
    """It is refused by its full name; the rest is read."""
    records, refusals = unpacked(
        packed({"1.md": NOTE, "2.pdf": b"%PDF-1.4 broken", "3.xyz": b"\0\1", "4.md": NOTE, "5.md": ""})
    )
    assert len(records) == 2
    assert [refusal.name for refusal in refusals] == ["lake.zip/2.pdf", "lake.zip/3.xyz", "lake.zip/5.md"]
    assert all(refusal.name in str(refusal.error) for refusal in refusals)


def test_a_zip_in_a_zip_is_read_three_deep() -> None:
    """Deeper ones are refused with a word."""
    content = packed({"1.md": NOTE})
    for depth in range(3):
        content = packed({f"{depth}.zip": content, f"{depth}.md": NOTE})
    records, refusals = unpacked(content)
    sources = [record.source_name for record in records]
    assert sources == ["lake.zip/2.md", "lake.zip/2.zip/1.md", "lake.zip/2.zip/1.zip/0.md"]
    assert [type(refusal.error) for refusal in refusals] == [UnknownForm]


def test_a_corpus_in_a_zip_is_read_with_its_siblings() -> None:
    """speakers.json is not offered on its own, but gives the names."""
    utterance = {
        "id": "1",
        "speaker": "v",
        "conversation_id": "1",
        "reply_to": None,
        "timestamp": None,
        "text": "Ready?",
    }
    records, refusals = unpacked(
        packed(
            {
                "c/utterances.jsonl": json.dumps(utterance),
                "c/speakers.json": '{"v": {"meta": {"name": "Veldt"}}}',
                "c/corpus.json": "{}",
                "c/index.json": "{}",
            }
        )
    )
    assert [record.text for record in records] == ["Veldt: Ready?"]
    assert refusals == []


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("беседа 12.md".encode("cp866"), "беседа 12.md"),
        ("Gespräch mit Müller.md".encode("cp437"), "Gespräch mit Müller.md"),
        ("беседа.md".encode(), "беседа.md"),
        (b"plain.md", "plain.md"),
    ],
)
def test_names_inside_are_read_as_their_maker_saw_them(raw: bytes, name: str) -> None:
    """Old Windows archives write Russian names in code page 866, western ones in 437, a Mac UTF-8 without saying so."""
    entry = ZipInfo("x")
    entry.filename = raw.decode("cp437")
    assert printed_name(entry) == name


def locked() -> bytes:
    content = bytearray(packed({"1.md": NOTE}))
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(sign) + offset] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "error", "told"),
    [
        (packed({"1.md": NOTE})[:-30], DamagedSource, "cut short"),
        (locked(), ProtectedSource, "password"),
        (packed({}), EmptySource, "no file"),
        (packed({"bomb.txt": bytes(200 * 1024**2)}), DamagedSource, "GB, more than texts do"),
    ],
    ids=["truncated", "locked", "empty", "trap"],
)
def test_an_archive_that_cannot_be_read_says_what_to_do(content: bytes, error: type[Exception], told: str) -> None:
    """A truncated, locked or empty archive, or a trap, gives one clear line."""
    with pytest.raises(error, match=told):
        unpacked(content)


def test_a_damaged_file_inside_is_refused() -> None:
    """Where the check sum fails, that file is refused and the next one read."""
    content = bytearray(packed({"1.md": NOTE, "2.md": NOTE}))
    content[content.index(b"1.md") + 12] ^= 0xFF
    records, refusals = unpacked(bytes(content))
    assert ([r.source_name for r in records], [r.name for r in refusals]) == (["lake.zip/2.md"], ["lake.zip/1.md"])
