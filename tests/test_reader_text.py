"""Plain text, Markdown, named fields and transcripts become records whose words are found again in the file."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.accession.collection import cut
from memcon.accession.desk import read
from memcon.accession.markdown import unmarked, untouched
from memcon.accession.page_marks import page_marks
from memcon.accession.reader import Incoming
from memcon.model.errors import DamagedSource
from memcon.model.record import Record, Role, TextClass

SPECIMEN = Path(__file__).parent / "specimens" / "text" / "collection.md"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def records(text: str | bytes, name: str = "a.txt") -> list[Record]:
    content = text if isinstance(text, bytes) else text.encode()
    _, found = read(Incoming(name, content=content))
    return [record for record in found if isinstance(record, Record)]


@pytest.fixture(name="collection")
def the_collection() -> list[Record]:
    return records(SPECIMEN.read_bytes(), "lake.md")


def words(record: Record, role: Role) -> list[str]:
    return [record.words(p) for p in record.passages if p.role == role]


def test_a_collection_is_cut_at_its_own_numbers(collection: list[Record]) -> None:
    """Numbers of files, of annexes and in footnotes are not numbers of documents."""
    assert [record.stated.number for record in collection] == ["1", "2", "3", "4"]


def test_the_title_page_belongs_to_no_document(collection: list[Record]) -> None:
    """What stands before the first number is no document."""
    assert "anniversary" not in "".join(record.text for record in collection)


def test_page_marks_and_notes_are_the_editors_words(collection: list[Record]) -> None:
    """A running head and a footnote in the middle of a sentence are kept, and are not the record's words."""
    talk = collection[1]
    assert words(talk, Role.PAGE_NUMBER) == ["4 Proof copy"]
    assert words(talk, Role.FOOTNOTE) == ['** Crossed out in pencil: "by a third".']
    body = " ".join(talk.words(p) for p in talk.passages if p.text_class == TextClass.BODY)
    assert "Veldt says that the Commission cannot halve them" in body


def test_every_word_is_found_again_in_the_file(collection: list[Record]) -> None:
    """Offsets lead from a passage to the same letters in the file as received, mark-up aside."""
    source = SPECIMEN.read_text(encoding="utf-8")
    for record in collection:
        assert record.offsets is not None
        for passage in record.passages:
            start, end = record.offsets.span_to_source(passage.start, passage.end)
            assert source[start:end] == record.words(passage)


@pytest.mark.parametrize(("sign", "expected"), [
    ("Document 7\n", ["7", "8", "9"]), ("[Document 7]\n", ["7", "8", "9"]), ("№ 7 ", ["7", "8", "9"]),
    ("Nr. 7\n", ["7", "8", "9"]), ("Документ № 7\n", ["7", "8", "9"]), ("## Doc. No. 7. ", ["7", "8", "9"]),
])
def test_editions_write_their_numbers_in_many_ways(sign: str, expected: list[str]) -> None:
    """A series of numbers is found under each sign editions use, wherever it begins."""
    body = "Record of a conversation\n3 March 1931\n" + "They spoke of the harbour and the tolls at length. " * 12
    text = "\n\n".join(sign.replace("7", str(number)) + body for number in (7, 8, 9))
    assert [one.number for one in cut(text)] == expected


def test_a_number_missing_from_the_series_is_looked_for_again() -> None:
    """Where one heading lost its sign, the number between its neighbours is found all the same."""
    body = "Letter from Veldt to Harrow\n3 March 1931\n" + "The tolls remain as they are. " * 20 + "\n"
    text = f"No. 1\n{body}\n2. {body}\nNo. 3\n{body}"
    assert [one.number for one in cut(text)] == ["1", "2", "3"]


def test_numbered_paragraphs_are_no_collection() -> None:
    """A memorandum with numbered paragraphs is one document."""
    points = [f"{n}. The harbour needs dredging, and nobody has paid for it yet." for n in range(1, 9)]
    text = "MEMORANDUM\n\n" + "\n\n".join(points)
    assert len(records(text)) == 1


def test_page_numbers_rise_and_other_numbers_do_not_count() -> None:
    """Three numbers that do not rise are a list, not pages."""
    assert [p.number for p in page_marks("a\n12 Draft\nb\n13 Draft\nc\n14 Draft\nd")] == ["12", "13", "14"]
    assert page_marks("eggs\n12 pieces\nmilk\n3 pieces\nbread\n7 pieces") == []


def test_marks_go_and_stars_of_footnotes_stay() -> None:
    """Emphasis is taken off; a star that calls a footnote is no emphasis."""
    plain = unmarked("Mr _Pell_ said **so**[1](#f1), and stood* by it.\n\n*A note.")
    assert plain.text == "Mr Pell said so, and stood* by it.\n\n*A note."
    assert [(m.kind, m.value, plain.text[m.start:m.end]) for m in plain.marks] == [
        ("italic", None, "Pell"), ("bold", None, "so"), ("note", "1", "")]


def test_letters_are_composed_and_still_lead_back() -> None:
    """A decomposed accent becomes one letter; what stands after it is found at its old place."""
    plain = untouched("Cafe\u0301 Чойбалсан said")
    assert plain.text == "Café Чойбалсан said"
    assert plain.offsets.to_source(plain.text.index("said")) == 16


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab*_[](#1)\\.\ne\u0301 Й", max_size=120))
def test_no_text_is_lost_or_moved_by_taking_marks_off(text: str) -> None:
    """Whatever the marks, each letter that stays stands in the source where its offset says."""
    plain = unmarked(text)
    for place, letter in enumerate(plain.text):
        if ord(letter) < 128:
            assert text[plain.offsets.to_source(place)] == letter


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="No. 123\nM:abc «»", max_size=300))
def test_passages_lie_in_order_inside_their_text(text: str) -> None:
    """For any text, passages do not overlap, and reading twice gives the same."""
    if not text.strip():
        return
    for record in records(text):
        assert all(one.end <= other.start for one, other in pairwise(record.passages))
        assert all(0 <= p.start < p.end <= len(record.text) for p in record.passages)
    assert records(text) == records(text)


TRANSCRIPT = """Meeting at the lock house, 9 March 1931
(V stands for Veldt, H stands for Harrow.)

V: When will you open the lock?
H: When the ice has gone.
That will be in April.
(Laughter.)
V: And the tolls?
H: Half of what they were.
"""


def test_initials_of_a_transcript_get_the_names_of_its_head_note() -> None:
    """Labels are frame, the words below them are turns of the one they stand for."""
    (record,) = records(TRANSCRIPT)
    turns = [(p.voice.speaker, record.words(p)) for p in record.passages if p.role == Role.TURN and p.voice]
    assert turns == [("Veldt", "When will you open the lock?"), ("Harrow", "When the ice has gone."),
                     ("Harrow", "That will be in April."), ("Veldt", "And the tolls?"),
                     ("Harrow", "Half of what they were.")]
    assert words(record, Role.STAGE) == ["(Laughter.)"]


def test_a_form_of_named_lines_is_no_transcript() -> None:
    """"Subject:", "Place:" and "Present:" are not speakers."""
    text = "Subject: Tolls\nPlace: Northmere\nPresent: Veldt\nDate: 3 March\n\nVeldt asked for news of the ice."
    assert all(p.role == Role.PARAGRAPH for p in records(text)[0].passages)


def test_named_fields_state_number_date_and_reference() -> None:
    """A head of named fields is stated by the source and is no text of the record."""
    text = ("---\ndoc_date: '1931-03-09'\ndoc_num: 12\ntitle: Record of Talk\nrefs: x\ncitation: '[LSA: B1, 4, ii]'\n"
            "---\n\nVeldt said no.\n")
    (record,) = records(text, "12.md")
    assert (record.stated.number, record.stated.title) == ("12", "Record of Talk")
    assert record.stated.date is not None
    assert record.stated.date.edtf == "1931-03-09"
    assert record.text.strip() == "Veldt said no."
    assert record.offsets is not None
    assert text[record.offsets.to_source(record.text.index("Veldt")):].startswith("Veldt said")


def test_a_broken_head_names_its_line() -> None:
    """A head that cannot be read is refused with its line, not guessed."""
    with pytest.raises(DamagedSource, match=r"12\.md, line 3: .*Mend the line"):
        records("---\ntitle: ok\nbad: [1, 2\nnext: 3\n---\nText.", "12.md")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_the_encoding_is_told(encoding: str) -> None:
    """Typescripts of the field come in old encodings; the words come out right."""
    text = ("Запись беседы товарища Сталина с премьер-министром Монголии. "
            "Тов. Сталин спрашивает, что вы будете делать. ") * 5
    assert records(text.encode(encoding))[0].text.startswith("Запись беседы товарища Сталина")


def test_line_ends_are_counted_once() -> None:
    """`\\r\\n` is one code point in every offset."""
    (record,) = records("First.\r\nSecond line here.\r\n")
    assert record.text == "First.\nSecond line here."


@pytest.mark.skipif(not SHARED.exists(), reason="the real collections are not here")
def test_the_messy_collection_gives_all_its_documents() -> None:
    """A real documentary collection gives its 35 documents, each beginning where its editors began it."""
    source = SHARED / "corpora" / "dossier" / "dossier-part1.md"
    _, found = read(Incoming(source.name, source))
    mine = [record.source_start for record in found if isinstance(record, Record)]
    rows = (SHARED / "gold" / "dossier" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(row)["start"] for row in rows]
    assert len(mine) == len(gold) == 35
    assert all(at is not None and abs(at - want) <= 200 for at, want in zip(mine, gold, strict=True))
