"""The scripts that measure: what they count as right, and how their pages are put together."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from benchmarks.accuracy_dfat import judged_date, judged_form, judged_series
from benchmarks.accuracy_frus import coded_day, day_of, listed
from benchmarks.accuracy_minutes import people_of
from benchmarks.invented import KINDS, document
from benchmarks.measuring import spread, table
from benchmarks.pages import assembled, sections_of
from benchmarks.reading import counted, f1, interval, share

from memcon.model.dates import HistoricalDate
from memcon.model.description import ArchivalCitation, Description, Form


@pytest.mark.parametrize(("dateline", "expected"), [
    ("Zenda, March 5, 1946—10 a.m. [Received March 6—9 a.m.]", "1946-03-05"),
    ("Strelsau, 5 March 1946.", "1946-03-05"),
    ("March 5, 1946–March 9, 1946", None),
    ("Zenda, February 30, 1946", None),
    ("[undated]", None),
])
def test_a_dateline_counts_where_it_holds_one_plain_day(dateline: str, expected: str | None) -> None:
    """The benchmark's own reading of a date is simple, and silent where it is in doubt."""
    assert expected == day_of(dateline)


@pytest.mark.parametrize(("source_note", "expected"), [
    ("893.00/3–1546: Telegram", "1946-03-15"), ("500.CC/12-145", "1945-12-01"), ("893.00/15012: Telegram", None),
    ("893.00/13–4546", None),
])
def test_a_decimal_file_number_tells_the_day(source_note: str, expected: str | None) -> None:
    """The State Department's numbers carry month, day and year from 1944 on; older ones count papers."""
    assert expected == coded_day(source_note)


def test_a_volumes_own_list_is_read_once_a_document(tmp_path: Path) -> None:
    """A document that two chapter pages list is one document."""
    entry = ('<h4><a href="d1.html">[1] A Letter</a></h4><p class="dateline">Zenda, May 4, 1921</p>'
             '<p class="sourcenote">893.00/5-421</p><hr class="list"/>')
    with ZipFile(tmp_path / "v.epub", "w") as book:
        book.writestr("OEBPS/ch1.html", f"<div>{entry}</div>")
        book.writestr("OEBPS/ch2.html", f"<div>{entry}</div>")
    expected = [("1", "Zenda, May 4, 1921", "893.00/5-421")]
    assert expected == [(one.number, one.dateline, one.source_note) for one in listed(tmp_path / "v.epub")]


def test_the_editors_line_of_those_present_gives_family_names() -> None:
    """Whoever came for one agenda item only is named with it in brackets."""
    expected = ["Hentzau", "Sapt", "Tarlenheim"]
    line = "Reinschrift; Protokoll Strakencz; Vorsitz Hentzau; anwesend Sapt, Tarlenheim (bei I); Bestätigung X."
    assert expected == people_of(line)


def test_what_the_head_of_fields_does_not_say_is_not_counted() -> None:
    """A document without a date, a reference or a telling file name is in no denominator."""
    nothing = Description()
    assert not judged_date({}, nothing) + judged_series({}, nothing) + judged_form("7-submission-by-sapt", nothing)


def test_an_archival_series_is_compared_without_its_subdivision() -> None:
    """A1838/283 is a shelf of the series A1838."""
    known = Description(citation=ArchivalCitation("[NAA: A1838/283]", "naa", series="A1838"),
                        date=HistoricalDate("4 March 1921", "1921-03-04"), form=Form.LETTER)
    fields = {"doc_date": "1921-03-04", "naa_refs": [{"naa_series": "A1838/283"}]}
    count = judged_series(fields, known) + judged_date(fields, known) + judged_form("12-letter-from-sapt", known)
    expected = {"cited", "series right", "dated", "date given", "date right", "formed", "form right"}
    assert expected == {what for what, times in count.items() if times == 1}


def test_an_interval_is_the_same_each_time_and_holds_the_share() -> None:
    """Figures on the page do not change when nothing has changed."""
    tallies = [(1.0, 1.0)] * 18 + [(0.0, 1.0)] * 2
    assert interval(tallies) == interval(tallies)
    assert interval(tallies).startswith("0.900 (")
    assert interval([(0.0, 0.0)]) == "nothing to find"


def test_shares_are_of_all_there_was_to_find() -> None:
    """Documents weigh by what is in them; F1 weighs what is missed and what is wrong alike."""
    assert share([(1, 1), (1, 3)]) == 0.5
    assert f1([(1, 0, 0), (0, 1, 0), (0, 0, 1)]) == 0.5
    assert counted(3, 4) == "0.750 (3 of 4)"


def test_a_section_measured_anew_takes_the_old_ones_place() -> None:
    """The other sections of the page stay as they are."""
    old = "# Page\n\nOld opening.\n\n## One\n\nfirst\n\n## Two\n\nsecond\n"
    expected = "# Page\n\nNew.\n\n## One\n\nfirst\n\n## Two\n\nanew\n"
    assert expected == assembled("# Page\n\nNew.", ["## Two\n\nanew"], old)
    assert list(sections_of(old)) == ["## One", "## Two"]


def test_the_first_section_makes_the_page() -> None:
    """Where there is no page yet, there is nothing to keep."""
    assert assembled("# Page", ["## One\n\nfirst"]) == "# Page\n\n## One\n\nfirst\n"


def test_figures_are_written_with_their_spread() -> None:
    """A median never stands alone."""
    assert spread([3.0, 1.0, 2.0]) == "2.0 (1.0 to 3.0)"
    assert table(("a", "b"), [(1, 2)]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


@pytest.mark.parametrize("kind", KINDS)
def test_an_invented_file_is_the_same_each_time(kind: str, tmp_path: Path) -> None:
    """What was measured yesterday can be measured again."""
    name, write = KINDS[kind]
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / name, 30_000)
    one, two = (tmp_path / folder / name for folder in ("one", "two"))
    if name.endswith((".zip", ".epub")):
        with ZipFile(one) as first, ZipFile(two) as second:
            assert [(n, first.read(n)) for n in first.namelist()] == [(n, second.read(n)) for n in second.namelist()]
    else:
        assert one.read_bytes() == two.read_bytes()


def test_an_invented_document_has_a_real_date() -> None:
    """The thirty-first of February would be measured as a date that cannot be read."""
    line = document(27, random.Random(1)).split("\n\n")[1]
    assert day_of(line) == date(1957, 3, 28).isoformat()
