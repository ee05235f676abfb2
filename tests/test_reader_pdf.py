"""PDF files are read as they are printed, and what is not the document's own words is set apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from memcon.accession.desk import read
from memcon.accession.page_lines import Line, Word
from memcon.accession.pages import Wording, joined
from memcon.accession.reader import Incoming, Refusal
from memcon.model.errors import EmptySource, NoTextLayer, ProtectedSource
from memcon.model.record import Record, Role, TextClass

LEFT, RIGHT, TOP, PITCH = 72.0, 523.0, 770.0, 14.0
FIRST = (
    "The Chairman of the Commission received Mr. Veldt, who asked whether the bridge at the northern "
    "ford would be ready before the ice, since his Government could not leave the garrison without grain. "
)
LONG = FIRST + (
    "The Chairman replied that the timber had come, that the engineers had not, and that he would write to the "
    "Minister of Works, from whom he had so far heard nothing but that the matter was being looked into. "
)


def wrapped(
    canvas: Canvas, words: str, width: float, *, indent: float = 14, size: float = 10
) -> list[tuple[float, str]]:
    """Break words into lines as a typesetter does; each with its indent."""
    lines: list[tuple[float, str]] = []
    line, lead = "", indent
    for word in words.split():
        longer = f"{line} {word}".strip()
        if lead + canvas.stringWidth(longer, "Times-Roman", size) > width:
            lines.append((lead, line))
            line, lead = word, 0.0
        else:
            line = longer
    return [*lines, (lead, line)]


def draw(
    canvas: Canvas, lines: Sequence[tuple[float, str]], top: float = TOP, left: float = LEFT, *, size: float = 10
) -> float:
    """Print lines one under the other; gives the height of the next one."""
    canvas.setFont("Times-Roman", size)
    for lead, line in lines:
        canvas.drawString(left + lead, top, line)
        top -= PITCH if size >= 10 else PITCH - 3
    return top


def printed(make: Callable[[Canvas], None], **options: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, **options)
    make(canvas)
    canvas.save()
    return out.getvalue()


def records(content: bytes, name: str = "lake.pdf") -> list[Record]:
    _, found = read(Incoming(name, content=content))
    result = [one for one in found if isinstance(one, Record)]
    for record in result:
        assert all(a.end <= b.start for a, b in pairwise(record.passages))
        assert (
            "".join(record.words(p) for p in record.passages).split()
            == "".join(record.text[a:b] for a, b in [(p.start, p.end) for p in record.passages]).split()
        )
        covered = set().union(*(range(p.start, p.end) for p in record.passages))
        assert all(letter.isspace() or place in covered for place, letter in enumerate(record.text))
    return result


def words(record: Record, role: Role) -> list[str]:
    return [record.words(p) for p in record.passages if p.role == role]


def body(record: Record) -> list[str]:
    return [record.words(p) for p in record.passages if p.text_class == TextClass.BODY]


TOLD = [
    " ".join(f"{'The said ' * (place % 5)}{LONG[4 * place % 60 :]}".split()) for place in range(28)
]  # no two break alike


def volume(canvas: Canvas) -> None:
    """Five pages of a volume: heads that change sides, numbers that go up, paragraphs that go over the page."""
    lines = [line for words in TOLD for line in wrapped(canvas, words, RIGHT - LEFT)]
    assert len(lines) > 4 * 23
    for page in range(5):
        canvas.setFont("Times-Roman", 8)
        number = 41 + page
        canvas.drawString(LEFT, 805, f"{number}  THE LAKE TALKS" if number % 2 else f"DOCUMENTS OF 1934  {number}")
        canvas.drawCentredString(297, 30, "DECLASSIFIED")
        draw(canvas, lines[page * 23 : (page + 1) * 23 if page < 4 else None])
        canvas.showPage()


def test_a_paragraph_goes_on_over_the_page() -> None:
    """A paragraph that a page parts is one paragraph; the page's head and foot do not stand in it."""
    (record,) = records(printed(volume))
    assert body(record) == TOLD


def test_running_heads_and_feet_are_the_editors_words() -> None:
    """What repeats at the edge of the pages, numbers aside, is kept and is not the document's."""
    (record,) = records(printed(volume))
    assert words(record, Role.RUNNING_HEAD).count("DECLASSIFIED") == 5
    assert (
        sum("THE LAKE TALKS" in head or "DOCUMENTS OF 1934" in head for head in words(record, Role.RUNNING_HEAD)) == 5
    )


def test_the_printed_number_marks_where_a_page_begins() -> None:
    """Each page is marked by the number printed on it, inside the paragraph that goes on."""
    (record,) = records(printed(volume))
    assert [m.value for m in record.marks if m.kind == "page"] == ["41", "42", "43", "44", "45"]
    second = next(m for m in record.marks if m.value == "42")
    assert any(p.start < second.start < p.end for p in record.passages if p.role is Role.PARAGRAPH)


def test_two_columns_are_read_one_after_the_other() -> None:
    """A newspaper's columns are not read across."""

    def paper(canvas: Canvas) -> None:
        left = [line for _ in range(3) for line in wrapped(canvas, FIRST, 210)]
        right = [line for _ in range(3) for line in wrapped(canvas, LONG[len(FIRST) :], 210)]
        draw(canvas, left)
        draw(canvas, right, left=313)

    (record,) = records(printed(paper))
    assert body(record) == [FIRST.strip()] * 3 + [LONG[len(FIRST) :].strip()] * 3


def test_notes_at_the_foot_are_not_talk() -> None:
    """Small type at the foot under a raised number is a note; its call in the text is a mark, not a number."""

    def noted(canvas: Canvas) -> None:
        lines = wrapped(canvas, FIRST, RIGHT - LEFT)
        for _ in range(5):
            lines += wrapped(canvas, LONG, RIGHT - LEFT)
        draw(canvas, lines)
        canvas.setFont("Times-Roman", 6)
        lead, first = lines[0]
        canvas.drawString(LEFT + lead + canvas.stringWidth(first, "Times-Roman", 10), TOP + 4, "1")
        canvas.drawString(LEFT, 103, "1")
        draw(canvas, [(4, "Hendrik Veldt, envoy of the Lower Province, 1931-1936."), (0, "2 Not found.")], 100, size=8)

    (record,) = records(printed(noted))
    assert words(record, Role.FOOTNOTE) == ["1 Hendrik Veldt, envoy of the Lower Province, 1931-1936.", "2 Not found."]
    assert body(record)[0] == FIRST.strip()
    assert [(m.value, record.text[: m.start].split()[-1]) for m in record.marks if m.kind == "note"] == [
        ("1", wrapped_last(FIRST))
    ]


def wrapped_last(words: str) -> str:
    return wrapped(Canvas(BytesIO()), words, RIGHT - LEFT)[0][1].split()[-1]


def test_a_memorandum_of_two_pages_keeps_its_page_number_apart() -> None:
    """A number alone at the head of the second page is its number, even where nothing repeats."""

    def memorandum(canvas: Canvas) -> None:
        draw(canvas, wrapped(canvas, LONG, RIGHT - LEFT))
        canvas.showPage()
        canvas.setFont("Times-Roman", 10)
        canvas.drawCentredString(297, 805, "- 2 -")
        draw(canvas, wrapped(canvas, FIRST, RIGHT - LEFT))

    (record,) = records(printed(memorandum))
    assert words(record, Role.PAGE_NUMBER) == ["- 2 -"]


def test_speakers_set_in_bold_have_turns() -> None:
    """A transcript printed with names in bold gives labels and turns."""

    def transcript(canvas: Canvas) -> None:
        top = TOP
        for name, said in [
            ("Veldt:", "Is the bridge ready?"),
            ("Orlo:", "Not before the ice."),
            ("Veldt:", "And the grain?"),
        ]:
            canvas.setFont("Times-Bold", 10)
            canvas.drawString(LEFT, top, name)
            lead = canvas.stringWidth(f"{name} ", "Times-Bold", 10)
            top = draw(canvas, [(lead, said)], top) - 6

    (record,) = records(printed(transcript))
    assert [(p.voice.speaker, record.words(p)) for p in record.passages if p.voice] == [
        ("Veldt", "Is the bridge ready?"),
        ("Orlo", "Not before the ice."),
        ("Veldt", "And the grain?"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Commis-", "sion", "Commission"),
        ("Soviet-", "American", "Soviet-American"),
        ("1933-", "34", "1933-34"),
        ("vice-", "president,", "vice-president,"),
        ("vice-", "consul", "vice-consul"),
        ("советско-", "-монгольский", "советско-монгольский"),
        ("Commis\u00ad", "sion", "Commission"),
        ("word", "next", None),
        ("-", "next", None),
        ("совеща-", "ние", "совещание"),
    ],
)
def test_words_parted_at_a_lines_end_are_joined(first: str, second: str, whole: str | None) -> None:
    """A hyphen at a line's end goes, unless the compound is written with one elsewhere, or a capital follows."""
    assert joined(first, second, Wording(frozenset({"president"}), frozenset({"vice-president"}))) == whole


def test_a_picture_of_pages_asks_for_text_recognition() -> None:
    """A scan without a text layer is refused with the way out."""
    with pytest.raises(NoTextLayer, match=r"scan\.pdf: .*ocrmypdf"):
        records(printed(scan), "scan.pdf")


def scan(canvas: Canvas) -> None:
    canvas.drawInlineImage(picture(), 0, 0, 595, 842)
    canvas.showPage()


def picture() -> object:
    from PIL import Image

    return Image.new("L", (8, 8), 200)


def test_pages_without_a_text_are_refused_and_the_others_read() -> None:
    """One scanned page in a typed file does not cost the other pages, and is not passed over in silence."""

    def mixed(canvas: Canvas) -> None:
        draw(canvas, wrapped(canvas, LONG, RIGHT - LEFT))
        canvas.showPage()
        scan(canvas)

    _, found = read(Incoming("lake.pdf", content=printed(mixed)))
    record, refusal = found
    assert isinstance(record, Record)
    assert isinstance(refusal, Refusal)
    assert "page 2" in str(refusal.error)


def test_a_locked_file_asks_for_the_password_to_be_removed() -> None:
    """A PDF with a password is refused in one line."""
    with pytest.raises(ProtectedSource, match="password"):
        records(printed(volume, encrypt="secret"))


def test_blank_pages_hold_no_words() -> None:
    """A PDF of blank pages is empty, not a scan."""
    with pytest.raises(EmptySource, match="no words"):
        records(printed(lambda canvas: canvas.showPage()))


def test_a_files_own_title_yields_to_the_printed_heading(tmp_path: Path) -> None:
    """The title in the file's properties is stated only where no heading is printed."""

    def titled(canvas: Canvas) -> None:
        canvas.setTitle("The lake talks")
        draw(canvas, wrapped(canvas, LONG, RIGHT - LEFT))

    place = tmp_path / "lake.pdf"
    place.write_bytes(printed(titled))
    (record,) = [one for one in read(Incoming("lake.pdf", place))[1] if isinstance(one, Record)]
    assert record.stated.title == "The lake talks"


def test_a_line_knows_its_type() -> None:
    """A raised number does not make a bold line plain."""
    line = Line(
        (Word("SECRET", 0, 40, 0, 10, 10.0, bold=True), Word("1", 40, 43, -2, 4, 6.0, call="1")), 0, 100, 0, 10.0
    )
    assert (line.text, line.bold, line.top) == ("SECRET", True, 0)
