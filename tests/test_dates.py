"""Dates as historians print them: what they mean, how they compare, and what is no date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from memcon.analysis.describe.dates import find_dates, read_date
from memcon.model.dates import Order, bounds, compare, sort_key

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2099, 12, 31))
SIGNS = st.text(alphabet="0123456789X-/.,?~%[]{}YEST:Z ..", max_size=24)
FRAGMENTS = st.lists(st.sampled_from(
    ["3", "7", "31", "1934", "[1936]", "[4]", "May", "марта", "г.", "-", "—", "/", ",", ".", "not later than", "about",
     "не ранее", "and", "[", "]", "(", ")", "?", "early", "mid-", "summer", "of", "XII", "No.", "p.m.", "ст. ст.", "or",
     "\n\n", "c.y.", "1946—9 a.m.", "оны", "сарын", "Monday,", "в", "«", "»", "13.VI.63", "24.11.1934"]), max_size=14)


def edtf(printed: str, year: int | None = None) -> str | None:
    """Give the EDTF of a printed date."""
    found = read_date(printed, year=year)
    return found.edtf if found else None


@pytest.mark.parametrize(("written", "first", "last"), [
    ("1934", "1934-01-01", "1934-12-31"),
    ("1936-02", "1936-02-01", "1936-02-29"),
    ("1934-11-24", "1934-11-24", "1934-11-24"),
    ("1934-11-24~", "1934-11-24", "1934-11-24"),
    ("1934-?11", "1934-11-01", "1934-11-30"),
    ("../1963-11-25", None, "1963-11-25"),
    ("/1963-11-25", None, "1963-11-25"),
    ("1963-11-25/..", "1963-11-25", None),
    ("1935-12-30/1936-01-07", "1935-12-30", "1936-01-07"),
    ("1936-03-01~/1936-03-10~", "1936-03-01", "1936-03-10"),
    ("[1934-11-15,1934-11-24]", "1934-11-15", "1934-11-24"),
    ("{1934,1936-03}", "1934-01-01", "1936-03-31"),
    ("[..1934]", None, "1934-12-31"),
    ("[1934-11-15..1934-11-24]", "1934-11-15", "1934-11-24"),
    ("1946-21", "1946-03-01", "1946-05-31"),
    ("1935-24", "1935-01-01", "1936-02-29"),
    ("193X", "1930-01-01", "1939-12-31"),
    ("1934-XX", "1934-01-01", "1934-12-31"),
    ("1936-02-XX", "1936-02-01", "1936-02-29"),
])
def test_a_date_means_no_day_outside_its_bounds(written: str, first: str | None, last: str | None) -> None:
    """Every uncertain date has an earliest and a latest day, and an open end has none."""
    assert bounds(written) == (first and date.fromisoformat(first), last and date.fromisoformat(last))


@pytest.mark.parametrize("written", ["", "undated", "1934-02-31", "1934-13", "1936-03/1935-01", "[]", "18th ult.",
                                     "0000", "Y17000", "1934/1935/1936", "-0044", "..", "[1934,garbage]"])
def test_what_cannot_be_read_has_no_bounds(written: str) -> None:
    """A date that the calendar lacks, or that is none, says nothing."""
    assert bounds(written) == (None, None)


@given(st.one_of(st.text(max_size=30), SIGNS))
def test_no_writing_breaks_the_bounds(written: str) -> None:
    """Whatever stands in a date field, reading it does not fail, and the ends are in order."""
    first, last = bounds(written)
    assert first is None or last is None or first <= last
    assert isinstance(sort_key(written), tuple)


@given(DAYS, DAYS)
def test_plain_days_compare_like_the_calendar(one: date, other: date) -> None:
    """Of two plain days one is before the other, or they are the same."""
    expected = Order.BEFORE if one < other else Order.AFTER if one > other else Order.SAME
    assert compare(one.isoformat(), other.isoformat()) == expected


@given(SIGNS, SIGNS)
def test_before_is_the_mirror_of_after(one: str, other: str) -> None:
    """If one record comes before another, the other comes after it."""
    mirror = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}
    order = compare(one, other)
    assert compare(other, one) == mirror.get(order, order)


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("../1963-11-25", "1963-11-26", "before"),
    ("../1963-11-25", "1963-11-25", "overlapping"),
    ("1934-11", "1934-11", "overlapping"),
    ("1934-11", "1934-12-01", "before"),
    ("1934-11-24~", "1934-11-25", "overlapping"),
    ("1934-11-24~", "1934-11-26", "before"),
    ("1934~", "1935-03", "overlapping"),
    ("1934-11-24?", "1934-11-24", "overlapping"),
    ("1936-03-03/..", "1936-03-02", "after"),
    ("1936-03-03/..", "../1936-03-09", "overlapping"),
    ("undated", "1936", "unknown"),
])
def test_an_order_is_claimed_only_where_nothing_contradicts_it(one: str, other: str, expected: str) -> None:
    """Uncertain dates are put in order only when no reading of them turns it round."""
    assert compare(one, other) == expected


def test_a_calendar_of_documents_ends_with_the_undated() -> None:
    """Documents stand by their earliest day, a "not later than" at its latest, the undated last."""
    expected = ["1934-11", "1934-11-24", "../1963-11-25", "1963-11-25", "1963-11-25/1963-11-27",
                "1963-11-25/..", "undated"]
    assert sorted(set(expected), key=sort_key) == expected
    assert sort_key(None) > sort_key("9999")


@pytest.mark.parametrize(("printed", "expected"), [
    ("[Washington,] January 10, 1941.", "1941-01-10"),
    ("Chungking, January 14, 1946, 1:30 p.m.", "1946-01-14"),
    ("[Nanking,] 4 May 1946.", "1946-05-04"),
    ("Berlin, February 18, 1941—11 a.m. [Received February 18—10:55 a.m.]", "1941-02-18"),
    ("Kuibyshev, April 6, 1942—9 [a.m.?] [Received April 6—6:50 a.m.]", "1942-04-06"),
    ("Vichy, [January 18, 1941—6(?) p.m.]", "1941-01-18"),
    ("Nanking, November 18—1946, 9 a.m.", "1946-11-18"),
    ("22nd May, 1955", "1955-05-22"),
    ("14TH November, 1956", "1956-11-14"),
    ("Dec. 5th, 1951", "1951-12-05"),
    ("21 Sept. 1951", "1951-09-21"),
    ("Monday, the 3rd of August, 1951, at 10.30 a.m.", "1951-08-03"),
    ("Newspaper. 1963. November 23. No. 327.", "1963-11-23"),
    ("1963-11-25", "1963-11-25"),
    ("Wien, am 3. April 1848", "1848-04-03"),
    ("3. 4. 1848", "1848-04-03"),
    ("1848 IV 3", "1848-04-03"),
    ("Paris, le 1er août 1936", "1936-08-01"),
    ("1934 оны 11 дүгээр сарын 24", "1934-11-24"),
    ("1934 оны 11 сар", "1934-11"),
    ("1936 оны 3-р сарын 12-нд", "1936-03-12"),
    ("1934 оны арван нэгдүгээр сарын 24", "1934-11-24"),
    ("24 ноября 1934 г.", "1934-11-24"),
    ("«24» ноября 1934 г.", "1934-11-24"),
    ("ноябрь 1934 г.", "1934-11"),
    ('Moscow, Kremlin "__" November 1963', "1963-11"),
    ("13.VI.63", "1963-06-13"),
    ("7/X-1963", "1963-10-07"),
    ("24.11.1934", "1934-11-24"),
    ("24 listopada 1934", "1934-11-24"),
])
def test_a_day_is_read_in_the_manner_of_each_country(printed: str, expected: str) -> None:
    """Datelines in English, Russian, German, French and Mongolian give their day."""
    assert edtf(printed) == expected


@pytest.mark.parametrize(("printed", "expected"), [
    ("November 15-17, 1934", "1934-11-15/1934-11-17"),
    ("15—17 февраля 1936 г.", "1936-02-15/1936-02-17"),
    ("с 15 по 17 февраля 1936 г.", "1936-02-15/1936-02-17"),
    ("30 December 1935 - 7 January 1936", "1935-12-30/1936-01-07"),
    ("30 December - 7 January 1936", "1935-12-30/1936-01-07"),
    ("June 13 - October 25, 1963", "1963-06-13/1963-10-25"),
    ("Moscow, June 30–July 1, 1963", "1963-06-30/1963-07-01"),
    ("vom 3. bis 7. April 1848", "1848-04-03/1848-04-07"),
    ("between November 22 and 25, 1963", "1963-11-22/1963-11-25"),
    ("December 1963 – January 1964", "1963-12/1964-01"),
    ("July 5/6, 1946", "1946-07-05/1946-07-06"),
    ("3 and 7 March 1936", "{1936-03-03,1936-03-07}"),
    ("3 or 7 March 1936", "[1936-03-03,1936-03-07]"),
    ("не ранее 3 и не позднее 7 марта 1936 г.", "1936-03-03/1936-03-07"),
    ("Not earlier than March 3 and not later than March 7, 1936", "1936-03-03/1936-03-07"),
    ("[no later than November 25, 1963]", "../1963-11-25"),
    ("не позднее 25 ноября 1963 г.", "../1963-11-25"),
    ("не ранее 3 марта 1936 г.", "1936-03-03/.."),
    ("before 1 March 1936", "../1936-02-29"),
    ("after December 31, 1935", "1936-01-01/.."),
    ("about 24 November 1934", "1934-11-24~"),
    ("ca. 1934", "1934~"),
    ("early November 1934", "1934-11-01~/1934-11-10~"),
    ("mid-November 1934", "1934-11-11~/1934-11-20~"),
    ("конец ноября 1934 г.", "1934-11-21~/1934-11-30~"),
    ("начало 1936 г.", "1936-01~/1936-04~"),
    ("первая половина ноября 1934 г.", "1934-11-01~/1934-11-15~"),
    ("осень 1935 г.", "1935-23"),
    ("summer of 1935", "1935-22"),
    ("winter of 1935/36", "1935-12/1936-02"),
    ("1934?", "1934?"),
    ("[December 9, 1941(?)]", "1941-12-09?"),
    ("November 22 or 23, 1963", "[1963-11-22,1963-11-23]"),
    ("не позднее 25.11.1963 г.", "../1963-11-25"),
    ("13.VI.63 - 25.X.63", "1963-06-13/1963-10-25"),
    ("позднее 25 ноября 1963 г.", "1963-11-26/.."),
    ("3/4/1936", "[1936-03-04,1936-04-03]"),
])
def test_uncertainty_is_kept(printed: str, expected: str) -> None:
    """What the words leave open stays open in EDTF."""
    assert edtf(printed) == expected


@pytest.mark.parametrize("printed", [
    "early November 1934", "3 or 7 March 1936", "3 and 7 March 1936", "about summer 1935", "1934?", "winter of 1935/36",
    "[about December 9, 1941(?)]", "not later than the end of November 1934", "11 января 1918 г. (ст. ст.)",
])
def test_others_can_read_what_we_write(printed: str) -> None:
    """What is written in EDTF follows the standard, as its library reads it."""
    assert parse_edtf(edtf(printed))


@pytest.mark.parametrize(("printed", "expected", "calendar"), [
    ("5/18 марта 1916 г.", "1916-03-18", "gregorian"),
    ("25 октября (7 ноября) 1917 г.", "1917-11-07", "gregorian"),
    ("19 декабря 1916/1 января 1917 г.", "1917-01-01", "gregorian"),
    ("11 января 1918 г. (ст. ст.)", "1918-01-24", "julian"),
    ("29 февраля 1900 г. ст. ст.", "1900-03-13", "julian"),
    ("25 October 1917 (O.S.)", "1917-11-07", "julian"),
])
def test_old_style_is_turned_into_the_gregorian_day(printed: str, expected: str, calendar: str) -> None:
    """Russian dates before February 1918 mean another day of our calendar."""
    found = read_date(printed)
    assert found is not None
    assert (found.edtf, found.calendar) == (expected, calendar)


@pytest.mark.parametrize(("printed", "expected"), [
    ("[Washington,] January 10, 1941.", "stated"),
    ("[Washington, 27 February 1946.]", "supplied"),
    ("[24 ноября 1934 г.]", "supplied"),
    ("July 10 [1949]", "supplied"),
    ("[1934]", "supplied"),
    ("early in 1936", "approximate"),
    ("No later than November 25, 1963", "approximate"),
])
def test_brackets_round_the_place_leave_the_date_stated(printed: str, expected: str) -> None:
    """Only where part of the date itself stands in editors' brackets is it theirs."""
    found = read_date(printed)
    assert found is not None
    assert found.certainty == expected


@pytest.mark.parametrize(("printed", "expected"), [
    ("January 7, 1940 [1941].", "1941-01-07"),
    ("Bangkok, July 3 [4] 1941—2 p.m. [7 a.m.]", "1941-07-04"),
    ("December 7 [8?], 1941", "1941-12-08?"),
    ("Shanghai, June [July] 6, 1949—5 p. m.", "1949-07-06"),
    ("12 November [19]46", "1946-11-12"),
    ("5 February 198[1]", "1981-02-05"),
    ("Oct[ober] 19, 1946", "1946-10-19"),
    ("10 Nov[ember 1946.]", "1946-11-10"),
])
def test_the_editors_correction_counts(printed: str, expected: str) -> None:
    """Where editors mend a date in brackets, theirs is the meaning."""
    assert edtf(printed) == expected


@pytest.mark.parametrize("mark", ["[104]", "ᶠ", " 43", "*", "****", "34", "¹", "."])
def test_a_footnote_mark_is_no_part_of_the_year(mark: str) -> None:
    """The call for a note, glued to the year, is not read into it."""
    assert edtf(f"Moscow November 23, 1963{mark}") == "1963-11-23"


@pytest.mark.parametrize("printed", [
    "undated", "Washington, [undated.] [Received January 5, 1946]", "February 31, 1946", "31 апреля 1936 г.",
    "No. 1754 - 1765", "1-15", "893.00/3–446", "Year 1946", "14:30", "December 31", "L. 151-157", "",
])
def test_what_is_no_date_stays_none(printed: str) -> None:
    """Impossible days, numbers of documents and leaves, and the day of receipt are not the date."""
    assert read_date(printed) is None


@pytest.mark.parametrize(("printed", "expected"), [
    ("December 31, 11 a.m.", "1946-12-31"), ("June 10 this year", "1946-06-10"), ("June 10, c.y.", "1946-06-10"),
    ("10 июня с. г.", "1946-06-10"), ("24. XII. 41", "1941-12-24"),
])
def test_the_year_comes_from_the_volume_where_none_is_printed(printed: str, expected: str) -> None:
    """A hint fills the year that the paper leaves out; such a date is inferred, but for two figures of a year."""
    found = read_date(printed, year=1946)
    assert found is not None
    assert found.edtf == expected
    assert found.certainty == ("stated" if printed.endswith("41") else "inferred")


def test_dates_in_prose_come_in_order_with_their_words() -> None:
    """A text gives its dates where they stand; numbers of telegrams and counts of men are not years."""
    text = ("Reference your telegram 1345 June 19. In 1934 about 1500 men came; on 24 November 1934, at noon, they "
            "met. See No. 5 May 1946, pp. 3-7, and the note of not later than March 7, 1936, 5 p.m.")
    assert [(found.date.printed, found.date.edtf) for found in find_dates(text, "en")] == [
        ("1934", "1934"), ("24 November 1934, at noon", "1934-11-24"), ("May 1946", "1946-05"),
        ("not later than March 7, 1936, 5 p.m.", "../1936-03-07")]


def test_the_language_settles_which_figure_is_the_day() -> None:
    """Outside English, 3/4/1936 is the third of April."""
    assert find_dates("3/4/1936", "fr")[0].date.edtf == "1936-04-03"


@given(FRAGMENTS, st.sampled_from(["", " "]), st.sampled_from([None, 1936]))
def test_every_found_date_stands_in_the_text_and_in_the_calendar(words: list[str], gap: str, year: int | None) -> None:
    """Whatever the words, a found date holds them to the letter, in order, and means some day."""
    text, end = gap.join(words), 0
    for found in find_dates(text, year=year):
        assert end <= found.start < found.end <= len(text)
        assert found.date.printed == text[found.start:found.end]
        assert bounds(found.date.edtf) != (None, None)
        end = found.end
    read_date(text, year=year)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Reading a date never fails, whatever the text."""
    assert read_date(text) is None or find_dates(text) is not None


@given(DAYS)
def test_every_day_is_read_back_from_its_printed_forms(day: date) -> None:
    """The usual English forms give the day they were printed from."""
    month_first, day_first = f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}"
    for printed in (month_first, day_first, f"{day.day}.{day.month}.{day.year}"):
        assert edtf(printed) == day.isoformat()


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2090, 1, 1)), st.integers(min_value=1, max_value=400))
def test_a_range_ends_where_it_was_printed_to_end(first: date, days: int) -> None:
    """A range of two whole dates keeps both."""
    last = first + timedelta(days=days)
    assert edtf(f"{first.day} {first:%B} {first.year} - {last.day} {last:%B} {last.year}") == f"{first}/{last}"
