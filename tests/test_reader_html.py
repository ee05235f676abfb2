"""Web pages: the article, its speakers, and nothing of what stands around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from memcon.accession.reader import Excuse, Incoming
from memcon.accession.readers.html import READER
from memcon.model.dates import HistoricalDate
from memcon.model.errors import EmptySource
from memcon.model.record import Record, Role, TextClass

SPECIMEN = Path(__file__).parent / "specimens" / "html" / "meeting.html"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "kremlin"
NEWS = "<html><head><title>{title}</title></head><body>{body}</body></html>"


def read(content: str | bytes, name: str = "page.html") -> Record:
    """Read a page into its record."""
    answer = READER.read(Incoming(name, content=content.encode() if isinstance(content, str) else content))
    assert not isinstance(answer, Excuse), answer.reason
    (record,) = answer
    assert isinstance(record, Record)
    return record


def meeting() -> Record:
    """Read the specimen of a talk on an official site."""
    return read(SPECIMEN.read_bytes())


def words(record: Record, role: Role) -> list[str]:
    """Give the words of all passages of a role."""
    return [record.words(p) for p in record.passages if p.role is role]


def test_only_the_article_is_read() -> None:
    """Menus, scripts, hidden tips, tags and footers are left out."""
    text = meeting().text
    for left_out in ("Home News", "not a word", "Menu", "tooltip", "Hale, Ada", "Topics", "All rights"):
        assert left_out not in text


def test_the_page_states_title_date_place_language_and_address() -> None:
    """Where the page marks them."""
    stated = meeting().stated
    assert stated.title == "Meeting with Minister Ada Hale"
    assert stated.date == HistoricalDate("August 28, 2017", "2017-08-28")
    assert (stated.place, stated.language, stated.address) == ("Merrow", "en", "https://example.org/events/7")


def test_bold_labels_begin_turns() -> None:
    """A paragraph without a label goes on with the same speaker; "(retranslated)" is no part of the name."""
    record = meeting()
    assert words(record, Role.SPEAKER_LABEL) == [
        "President of Norland Tarn:", "Minister of Westland Ada Hale (retranslated):"]
    turns = [(p.voice.speaker, record.words(p)) for p in record.passages if p.role is Role.TURN and p.voice]
    assert turns == [("President of Norland Tarn", "Welcome on the 80th anniversary of the bridge."),
                     ("President of Norland Tarn", "We have much to do."),
                     ("Minister of Westland Ada Hale", "Thank you.")]


def test_what_is_no_talk_is_told_apart() -> None:
    """Laughter is a stage direction; stars, elisions, captions and footnotes are the editors'."""
    record = meeting()
    assert words(record, Role.STAGE) == ["(Laughter.)"]
    assert words(record, Role.LEGEND) == ["At the table.", "* * *", "<…>"]
    note = next(p for p in record.passages if p.role is Role.FOOTNOTE)
    assert (note.number, note.text_class, record.words(note)) == ("1", TextClass.EDITORS, "Opened in 1937.")
    assert [m.value for m in record.marks if m.kind == "note"] == ["1"]


def test_an_ordinary_page_gives_paragraphs() -> None:
    """Without marks of its own, the block with most of the prose is the article."""
    prose = "".join(f"<p>Sentence number {n} tells of the harbor and of grain.</p>" for n in range(9))
    menu = "<div class='menu'><a href='/'>Home</a></div>"
    body = f"{menu}<div id='c'><h1>News</h1>{prose}</div><div><p>Imprint</p></div>"
    record = read(NEWS.format(title="News - Site", body=body))
    assert record.text.startswith("News\n\nSentence number 0")
    assert "Imprint" not in record.text
    assert {p.role for p in record.passages} == {Role.HEADING, Role.PARAGRAPH}
    assert record.stated.language is None


def test_old_pages_part_paragraphs_by_two_breaks() -> None:
    """One break is a line, two are a paragraph."""
    record = read("<html><body>One<br>line.<br><br>Another.</body></html>")
    assert record.text == "One\nline.\n\nAnother."


@pytest.mark.parametrize("content", [
    "<html><head><meta charset='windows-1251'></head><body><p>Москва, встреча</p></body></html>".encode("cp1251"),
    ("<html><head><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'></head>"
     "<body><p>Москва, встреча</p></body></html>").encode("koi8-r"),
    "<html><body><p>Москва, встреча</p></body></html>".encode("utf-16"),
    "<html><head><meta charset='ascii'></head><body><p>Москва, встреча</p></body></html>".encode(),
])
def test_the_encoding_is_told(content: bytes) -> None:
    """By what the page names; where that is wrong, by the bytes."""
    assert read(content).text == "Москва, встреча"


def test_a_date_in_the_head_is_inferred() -> None:
    """Nobody sees it on the page, so it is weaker than a printed one."""
    head = '<meta property="article:published_time" content="2019-12-05T10:00:00Z">'
    record = read(f"<html><head>{head}</head><body><p>Words.</p></body></html>")
    assert record.stated.date == HistoricalDate("2019-12-05T10:00:00Z", "2019-12-05", "inferred")


@pytest.mark.parametrize("content", [
    "<html></html>", "<html><body> </body></html>", "<html><body><img src='x'></body></html>", "<!doctype html>"])
def test_an_empty_page_says_so(content: str) -> None:
    """One line: save it again with its text."""
    with pytest.raises(EmptySource, match=r"^page\.html: the page holds no words\."):
        read(content)


def test_what_is_no_page_is_declined() -> None:
    """A letter is left to another reader."""
    assert READER.read(Incoming("a.txt", content=b"Dear Sir")) == Excuse("not HTML (no html element at its beginning).")


def test_broken_and_deep_pages_are_read() -> None:
    """Tags that never close, and thousands in one another."""
    assert read("<html><body><p>One<p><b>Two</i><div>Three").text == "One\n\nTwo\n\nThree"
    assert "deep" in read(f"<html><body>{'<div>' * 200}<p>deep</p>").text


BITS = some.sampled_from([
    "<p>", "</p>", "word ", "<b>Ada Hale:</b> ", "<br>", "<table><tr><td>", "</td><td>", "</table>", "<ul><li>",
    "</ul>", "<a href='#n'><sup>1</sup></a>", "<h2>", "</h2>", "(Laughter.)", "<i>", "</i>", "é ", "<td>Present:</td>",
    "<li>", "<span style='float: left'>", "</span>", "<div class='footnotes'>", "</div>"])


@settings(max_examples=150, deadline=None)
@given(some.lists(BITS, max_size=40))
def test_passages_lie_in_order_inside_the_text(bits: list[str]) -> None:
    """Whatever the tags, passages and marks lie inside the text, do not overlap, and twice gives the same."""
    content = f"<html><body>{''.join(bits)}</body></html>"
    try:
        record = read(content)
    except EmptySource:
        return
    assert record == read(content)
    ends = [0]
    for one in record.passages:
        assert ends[-1] <= one.start < one.end <= len(record.text)
        ends.append(one.end)
    assert all(0 <= m.start <= m.end <= len(record.text) for m in record.marks)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collections are not here")
def test_every_meeting_of_a_real_site_has_speakers() -> None:
    """Five of the six pages are talks with labels; all have title, date and language."""
    found = [read(path.read_bytes(), path.name) for path in sorted(SHARED.glob("*.html"))]
    assert len(found) == 6
    assert all(r.stated.title and r.stated.date and r.stated.language == "en" for r in found)
    assert sum(bool(words(r, Role.SPEAKER_LABEL)) for r in found) == 5
