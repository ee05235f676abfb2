"""TEI P5 becomes records: what the mark-up says of talk, frame and editors is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from memcon.accession.reader import Excuse, Incoming
from memcon.accession.readers.tei import READER
from memcon.model.dates import HistoricalDate
from memcon.model.description import Form, Part
from memcon.model.errors import DamagedSource, EmptySource
from memcon.model.record import Passage, Record, Role, TextClass

SPECIMENS = Path(__file__).parent / "specimens" / "tei"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def incoming(content: str | bytes, name: str = "file.xml") -> Incoming:
    """Offer a content as a file."""
    return Incoming(name, content=content.encode() if isinstance(content, str) else content)


def read(file: Incoming) -> list[Record]:
    """Read a file into its records."""
    answer = READER.read(file)
    assert not isinstance(answer, Excuse), answer.reason
    return [one for one in answer if isinstance(one, Record)]


def specimen(name: str) -> list[Record]:
    """Read one of our specimens."""
    return read(Incoming(name, SPECIMENS / name))


def words(record: Record, role: Role) -> list[str]:
    """Give the words of all passages of a role."""
    return [record.words(p) for p in record.passages if p.role is role]


def passage(record: Record, beginning: str) -> Passage:
    """Find a passage by its first words."""
    return next(p for p in record.passages if record.words(p).startswith(beginning))


def test_each_document_division_is_a_record() -> None:
    """Chapters and prefaces are not documents; divisions of type document are."""
    assert [r.stated.number for r in specimen("volume.xml")] == ["7", "8"]


def test_an_official_volume_states_its_documents() -> None:
    """Title without its number, date, place, citation, language and address come from the mark-up."""
    stated = specimen("volume.xml")[0].stated
    assert stated.title == "Memorandum of Conversation"
    assert stated.date == HistoricalDate("March 4, 1971", "1971-03-04")
    assert stated.place == "Port Merrow"
    assert stated.citation is not None
    assert stated.citation.raw == "Source: Invented Archives, Central Files, Box 12. Secret."
    assert stated.language == "en"
    assert stated.address == "https://history.state.gov/historicaldocuments/frus1999v99/d7"


def test_no_word_is_glued_or_parted() -> None:
    """Line ends, notes and pages inside a sentence leave it as printed."""
    record = specimen("volume.xml")[0]
    assert words(record, Role.PARAGRAPH)[0] == (
        "The Minister said that the 80th meeting had been useful, and that the harbor question was open.")


def test_marks_keep_what_the_page_set_off() -> None:
    """Italics, persons, note calls and page beginnings are marks, not words."""
    record = specimen("volume.xml")[0]
    marks = {(m.kind, m.value, record.text[m.start:m.end]) for m in record.marks}
    assert {("italic", None, "useful"), ("person", "p_H1", "Minister"), ("note", "2", ""), ("page", "203", "")} <= marks
    page = next(m for m in record.marks if m.kind == "page")
    assert record.text[page.start:].startswith("the harbor")


def test_those_present_stand_one_on_a_line() -> None:
    """A participants list is frame, a passage for each name."""
    assert words(specimen("volume.xml")[0], Role.PRESENT) == ["PARTICIPANTS", "Westland", "Minister Hale", "Mr. Orme"]


def test_a_table_keeps_its_rows() -> None:
    """One passage a row, cells parted by a tab."""
    assert words(specimen("volume.xml")[0], Role.TABLE) == ["Grain\t25", "Fish\t40"]


def test_footnotes_are_the_editors_and_stand_below() -> None:
    """A footnote leaves the sentence, keeps its number and is never talk."""
    record = specimen("volume.xml")[0]
    note = passage(record, "See Document 3.")
    assert (note.role, note.text_class, note.number) == (Role.FOOTNOTE, TextClass.EDITORS, "2")
    assert note.start > passage(record, "Text of the draft.").start


def test_an_attachment_stays_with_its_document() -> None:
    """A nested division is no record of its own."""
    assert "Text of the draft." in specimen("volume.xml")[0].text


def test_an_editorial_note_is_the_editors_throughout() -> None:
    """Nothing in it is pooled with talk; a whole month of dates is that month."""
    record = specimen("volume.xml")[1]
    assert record.stated.form is Form.EDITORIAL
    assert {p.text_class for p in record.passages} == {TextClass.EDITORS}
    assert record.stated.date == HistoricalDate("1971-03", "1971-03", "inferred")


def test_minutes_state_meeting_and_attendance() -> None:
    """Place, date, those attending and the minute-taker come from the header; absent and signing persons do not."""
    (record,) = specimen("council.xml")
    stated = record.stated
    assert (stated.form, stated.number, stated.title) == (Form.MINUTES, "4", "Ministerrat, Wien, 5. April 1848")
    assert (stated.place, stated.date) == ("Wien", HistoricalDate("5. April 1848", "1848-04-05"))
    assert [(p.name, p.person) for p in stated.present] == [("Berg", "m1"), ("Thal", "m2"), ("Schreiber", "m4")]
    assert stated.drafter == "Schreiber"
    assert stated.citation is not None
    assert stated.citation.raw == "AT-Archiv Erfundene Akten, MRZ 44"
    assert stated.language == "de"


def test_letter_spaced_speakers_are_marked() -> None:
    """What the edition spaced out to show a speaker is kept as a mark."""
    (record,) = specimen("council.xml")
    assert [record.text[m.start:m.end] for m in record.marks if m.kind == "spaced"] == ["Finanzminister"]


def test_of_two_readings_the_printed_one_stays() -> None:
    """An abbreviation is not printed twice, nor parted from its comma."""
    assert words(specimen("council.xml")[0], Role.PRESENT) == ["VS.; Berg"]


def test_a_play_gives_labels_turns_and_stage_directions() -> None:
    """Labels and directions are frame, verse keeps its lines."""
    (record,) = specimen("play.xml")
    assert (record.stated.form, record.stated.title, record.stated.language) == (Form.DRAMA, "Переправа", "ru")
    assert words(record, Role.SPEAKER_LABEL) == ["Лодочник.", "Барыня."]
    assert words(record, Role.TURN) == ["Садитесь, барыня.", "Поедем.", "Темна вода,\nи берег далеко."]
    assert words(record, Role.STAGE) == ["Берег реки.", "(встаёт)", "(Смеётся.)"]
    voices = [(p.voice.speaker, p.voice.person) for p in record.passages if p.role is Role.TURN and p.voice]
    assert voices == [("Лодочник", "lodochnik")] * 2 + [("Барыня", "barynja")]


def test_a_corpus_gives_a_record_for_each_sitting() -> None:
    """Persons listed once for the corpus are known in every sitting; applause is no talk."""
    first, second = specimen("parliament.xml")
    assert (first.stated.title, first.stated.place) == ("First Sitting", "Merrow")
    assert first.stated.date == HistoricalDate("6 May 2014", "2014-05-06")
    assert first.stated.form is Form.TRANSCRIPT
    turn = passage(first, "The bridge")
    assert turn.voice is not None
    assert (turn.voice.speaker, turn.voice.person, turn.voice.mode) == ("Ada Hale", "p.Hale", "direct")
    assert words(first, Role.SPEAKER_LABEL) == ["Ms Hale:"]
    assert words(first, Role.STAGE) == ["(Applause.)"]
    assert words(second, Role.TURN) == ["Not now."]


def test_reported_speech_keeps_speaker_hearers_certainty_and_sources() -> None:
    """Each said inside a paragraph is a passage of its own."""
    (record,) = specimen("reported.xml")
    turn = passage(record, "Hale asked")
    assert turn.role is Role.TURN
    voice = turn.voice
    assert voice is not None
    assert (voice.speaker, voice.person, voice.to, voice.mode) == ("Ada Hale", "hale", ("tarn", "orme"), "reported")
    assert (voice.certainty, voice.sources, voice.id) == ("medium", ("S1", "S2"), "T02.1")
    assert passage(record, "The envoys").role is Role.PARAGRAPH
    direct = passage(record, "“Too much.”").voice
    assert direct is not None
    assert direct.mode == "direct"


def test_a_calendar_states_form_persons_and_citation() -> None:
    """Subtype, EDTF date, sides, offices, interpreter and the archival reference."""
    stated = specimen("reported.xml")[0].stated
    assert stated.form is Form.RECORD_OF_CONVERSATION
    assert stated.date == HistoricalDate("about December 1933", "1933-12~")
    hale, tarn = stated.present
    assert (hale.name, hale.person, hale.side, hale.office, hale.role) == (
        "Ada Hale", "hale", "Westland", "minister", Part.SPEAKER)
    assert (tarn.role, stated.interpreter) == (Part.INTERPRETER, "Tarn")
    assert stated.citation is not None
    assert stated.citation.raw == "Invented Archives, f. 81, op. 3, d. 99, l. 49-52"


def test_plain_paragraphs_without_a_namespace_are_read() -> None:
    """Old or hand-made TEI needs no namespace and no language."""
    (record,) = read(incoming("<TEI><text><body><p>One.</p><p>Two.</p></body></text></TEI>"))
    assert record.text == "One.\n\nTwo."
    assert record.stated.language is None


@pytest.mark.parametrize(("content", "line"), [
    ("<TEI><text><body>\n<p>One.\n</body></text></TEI>", 3),
    ("<TEI><text><body>\n<p>One.</p>\n<p>Two", 3),
])
def test_broken_xml_names_the_line(content: str, line: int) -> None:
    """One clear line: where it breaks, and what to do."""
    with pytest.raises(DamagedSource, match=rf"^file\.xml, line {line}: the XML is broken here \(.+\)\. \w.+ again\.$"):
        read(incoming(content))


def test_an_id_given_twice_is_no_reason_to_refuse() -> None:
    """Real volumes repeat ids now and then."""
    assert len(read(incoming('<TEI><text><body><p xml:id="a">One</p><p xml:id="a">Two</p></body></text></TEI>'))) == 1


def test_an_empty_text_says_so() -> None:
    """A corpus file that only includes others holds no words."""
    with pytest.raises(EmptySource, match="holds no text"):
        read(incoming("<TEI><teiHeader/><text><body><p/></body></text></TEI>"))


def test_what_is_not_tei_is_declined() -> None:
    """One sentence, no traceback."""
    answer = READER.read(incoming("<html><body>TEI</body></html>"))
    assert answer == Excuse("not TEI (no TEI element at its beginning).")


def bomb(use: str) -> str:
    """Write a file whose entities swell to a hundred thousand million words."""
    nested = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    return f'<!DOCTYPE TEI [<!ENTITY e0 "boom">{nested}]><TEI><text><body>{use}<p>After.</p></body></text></TEI>'


@pytest.mark.parametrize("use", ["<p>Before &e11;.</p>", '<p n="&e11;">Before.</p>'])
def test_swelling_entities_are_refused(use: str) -> None:
    """The parser's own limit stops them, in the text and in an attribute, and the message says what to take out."""
    with pytest.raises(DamagedSource, match="Take the entities out of its DOCTYPE"):
        read(incoming(bomb(use)))


def test_an_entity_for_a_file_is_never_opened(tmp_path: Path) -> None:
    """Nothing is read from disk or net on a file's behalf."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    declared = f'<!DOCTYPE TEI [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    content = f"{declared}<TEI><text><body><p>A&s;B</p></body></text></TEI>"
    assert read(incoming(content))[0].text == "AB"


def test_named_characters_are_read() -> None:
    """Declared characters such as a long dash appear as themselves."""
    content = '<!DOCTYPE TEI [<!ENTITY mdash "&#8212;">]><TEI><text><body><p>A&mdash;B</p></body></text></TEI>'
    assert read(incoming(content))[0].text == "A—B"


def test_deep_nesting_is_read() -> None:
    """Fifteen hundred tags in one another are no danger."""
    content = f"<TEI><text><body><p>{'<hi>' * 1500}deep{'</hi>' * 1500}</p></body></text></TEI>"
    assert read(incoming(content))[0].text == "deep"


def test_utf_16_is_read() -> None:
    """The byte order mark tells the encoding."""
    content = '<?xml version="1.0" encoding="UTF-16"?><TEI><text><body><p>Слово</p></body></text></TEI>'
    assert read(incoming(content.encode("utf-16")))[0].text == "Слово"


BITS = some.sampled_from([
    "<p>", "</p>", "word ", "\n", "<said who='#a' direct='false'>", "</said>", "<note n='1'>", "</note>", "<lb/>",
    "<hi rend='italic'>", "</hi>", "<pb n='2'/>", "<div type='document' n='1'>", "</div>", " e\u0301 ", "<list>",
    "<item>", "</item>", "</list>", "<head>", "</head>", "<stage>", "</stage>"])


@settings(max_examples=150, deadline=None)
@given(some.lists(BITS, max_size=40))
def test_passages_lie_in_order_inside_the_text(bits: list[str]) -> None:
    """Whatever the tags, passages and marks lie inside the text, do not overlap, and twice gives the same."""
    from lxml import etree

    mended = etree.fromstring(f"<body>{''.join(bits)}</body>", etree.XMLParser(recover=True))
    content = b"<TEI><text>" + etree.tostring(mended) + b"</text></TEI>"
    try:
        records = read(incoming(content))
    except EmptySource:
        return
    assert records == read(incoming(content))
    for record in records:
        ends = [0]
        for one in record.passages:
            assert ends[-1] <= one.start < one.end <= len(record.text)
            ends.append(one.end)
        assert all(0 <= m.start <= m.end <= len(record.text) for m in record.marks)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collections are not here")
def test_every_session_of_the_ministers_states_its_meeting() -> None:
    """127 sessions are minutes with number, date, place and attendance; two front matters are the editors'."""
    found = [r for path in sorted((SHARED / "ministerrat").glob("*.xml")) for r in read(Incoming(path.name, path))]
    minutes = [r.stated for r in found if r.stated.form is Form.MINUTES]
    assert len(minutes) == 127
    assert all(s.number and s.date and s.place and s.present and s.citation for s in minutes)
    assert sum(r.stated.form is Form.EDITORIAL for r in found) == 2
