"""Meetings: which records report one, the series they make, and events beside them."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import memcon
from memcon.archive.archive import Archive
from memcon.cli.main import cli
from memcon.inquiries.company import may_stand_for, roll
from memcon.inquiries.hours import hour
from memcon.inquiries.meetings import MeetingProposal, joined, proposals
from memcon.inquiries.series import Asked, Series, series
from memcon.inquiries.timeline import timeline
from memcon.model.corrections import Correction, Ruling
from memcon.model.errors import MemconError, NotFound
from memcon.model.meetings import Attendee, Talk
from memcon.model.register import Outcome

DAY = "1905-06-01"


def talk(record: str, *names: str, **known: str | None) -> Talk:
    """Minutes of a talk of these people, who all speak."""
    told = {"form": "minutes", "date": DAY, "language": "en", "title": f"Minutes of {record}"} | known
    return Talk(record, attendees=tuple(Attendee(name, part="speaks") for name in names), **told)


def proposed(
    *talks: Talk, texts: dict[str, str] | None = None, rulings: tuple[Correction, ...] = ()
) -> list[MeetingProposal]:
    """What is proposed of some talks."""
    return list(
        proposals(talks, roll(talks), lambda wanted: {one: (texts or {}).get(one, "") for one in wanted}, rulings)
    )


def ruling(kind: Ruling, by: str, at: str, *records: str) -> Correction:
    """A ruling on whether two records report one meeting."""
    return Correction(kind, by, at, "so the diary says", names=records, about="meetings")


def made(*talks: Talk, **asked: object) -> Series:
    """The series that some talks make."""
    return series(talks, roll(talks), Asked(**asked), joined(()))  # type: ignore[arg-type]


# Who takes part.


@pytest.mark.parametrize(
    ("expected", "bare", "full"),
    [
        (True, "General Hentzau", "General Rupert Hentzau"),
        (True, "Col. Sapt", "Colonel A. B. Sapt"),
        (True, "General Chou", "General Chou En-lai"),
        (False, "Captain Soong", "Dr. T. V. Soong"),
        (False, "General Marshall", "Colonel Marshall S. Carter"),
        (False, "the Generalissimo", "A representative of Generalissimo"),
    ],
)
def test_a_shorter_print_stands_for_a_fuller_one(expected: bool, bare: str, full: str) -> None:
    """Where it holds the family name and no title contradicts it."""
    assert may_stand_for(bare, full) is expected


def test_one_who_takes_part_has_one_name_in_all_records() -> None:
    """A bare family name is whoever alone bears it; where two do, it stays apart."""
    called = roll([talk("a", "General Rupert Hentzau"), talk("b", "General Hentzau"), talk("c", "Dr. A. Sapt")])
    assert {one.name for one in called.parties["b"]} == {"General Rupert Hentzau"}
    two = roll([talk("a", "Mr. Rupert Hentzau"), talk("b", "Mr. Hentzau"), talk("c", "Mr. Albert Hentzau")])
    assert {one.name for one in two.parties["b"]} == {"Mr. Hentzau"}


def test_an_office_is_whoever_alone_is_printed_with_it() -> None:
    """The Generalissimo of one archive is one man."""
    called = roll([talk("a", "Generalissimo Black Michael"), talk("b", "the Generalissimo")])
    assert {one.name for one in called.parties["b"]} == {"Generalissimo Black Michael"}


# One meeting, or two.


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        (645, "July 17, 1946, 10:45 a.m."),
        (975, "4:15 p.m."),
        (720, "Noon"),
        (0, "Midnight"),
        (1110, "18.30 Uhr"),
        (1110, "в 18 час. 30 мин."),
        (990, "1630 hours"),
        (None, "July 17, 1946"),
    ],
)
def test_the_hour_is_read_from_the_date(expected: int | None, printed: str) -> None:
    """In the writings of several languages."""
    assert hour(talk("a", printed=printed, title=None)) == expected


def test_the_hour_of_a_telegram_says_nothing_of_the_talk() -> None:
    """It is the hour of its sending."""
    assert hour(talk("a", form="telegram", printed="July 17, 1946, 5 p.m.")) is None


def test_two_minutes_of_one_hour_and_company_are_proposed_as_one_meeting() -> None:
    """Each piece of evidence is told."""
    pair = [
        talk(name, "Rupert Hentzau", "Fritz Tarlenheim", place="Strelsau", printed="10 a.m.") for name in ("a", "b")
    ]
    (one,) = proposed(*pair)
    assert (one.records, one.question) == (("a", "b"), "one meeting?")
    assert {evidence.kind for evidence in one.evidence} == {"date", "company", "hour", "place"}


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("hour", {"printed": "4 p.m."}),
        ("place", {"place": "Zenda"}),
    ],
)
def test_what_speaks_against_is_told(kind: str, other: dict[str, str]) -> None:
    """Another hour or place makes it a question, however like the texts."""
    words = " ".join(f"word{number}" for number in range(60))
    first = talk("a", "Rupert Hentzau", "Fritz Tarlenheim", place="Strelsau", printed="10 a.m.")
    second = talk("b", "Rupert Hentzau", "Fritz Tarlenheim", **({"place": "Strelsau", "printed": "10 a.m."} | other))
    (one,) = proposed(first, second, texts={"a": words, "b": words})
    assert one.question == "two meetings?"
    assert kind in {evidence.kind for evidence in one.evidence if evidence.speaks == "against"}


def test_meetings_of_one_day_with_others_are_not_proposed() -> None:
    """He met one after the other; the note-taker was the same."""
    assert not proposed(talk("a", "Rupert Hentzau", "Fritz Tarlenheim"), talk("b", "Rupert Hentzau", "Johann Holf"))


def test_a_telegram_of_the_next_day_that_tells_of_the_same_things_is_proposed() -> None:
    """By those it names and the rare words it shares."""
    told = talk("b", "Rupert Hentzau", "Fritz Tarlenheim", form="telegram", date="1905-06-02", place="Zenda")
    words = "drawbridge moat chateau lantern coronation portcullis " * 3
    (one,) = proposed(talk("a", "Rupert Hentzau", "Fritz Tarlenheim"), told, texts={"a": words, "b": words})
    assert one.records == ("a", "b")
    assert {"later", "subject"} <= {evidence.kind for evidence in one.evidence}


def test_two_telegrams_of_one_hand_are_not_one_meeting() -> None:
    """That one man wrote both says nothing of the talks."""
    hands = [
        Talk(name, form="telegram", date=DAY, language="en", attendees=(Attendee("Sapt", part="hand"),))
        for name in "ab"
    ]
    assert not proposed(*hands)


def test_what_was_ruled_on_is_not_proposed_again() -> None:
    """Neither when accepted nor when refused."""
    pair = [talk(name, "Rupert Hentzau", "Fritz Tarlenheim", printed="10 a.m.") for name in ("a", "b")]
    for kind in (Ruling.ACCEPT, Ruling.REFUSE):
        assert not proposed(*pair, rulings=(ruling(kind, "Ann", "2026-01-01", "b", "a"),))


def test_the_later_ruling_counts_and_the_contradiction_is_told() -> None:
    """Whoever ruled otherwise before is named."""
    held = joined(
        [ruling(Ruling.ACCEPT, "Ann", "2026-01-01", "a", "b"), ruling(Ruling.REFUSE, "Bob", "2026-01-02", "b", "a")]
    )
    assert held.groups == ()
    assert "Ann accepted" in held.contradictions[0].words
    assert "Bob refused" in held.contradictions[0].words


def test_records_joined_through_a_third_but_held_apart_are_told() -> None:
    """Three rulings that cannot all hold."""
    held = joined(
        [
            ruling(Ruling.ACCEPT, "Ann", "2026-01-01", "a", "b"),
            ruling(Ruling.ACCEPT, "Ann", "2026-01-02", "b", "c"),
            ruling(Ruling.REFUSE, "Bob", "2026-01-03", "a", "c"),
        ]
    )
    assert held.groups == (("a", "b", "c"),)
    assert "third record" in held.contradictions[0].words


# The series.


def test_a_series_has_its_gaps_and_months() -> None:
    """Days without an exact date are in no gap; months without a meeting stand as nought."""
    dates = ("1905-01-01", "1905-01-03", "1905-04-03", "1905-04", None)
    found = made(*(talk(f"r{number}", "A. Hentzau", date=day) for number, day in enumerate(dates)))
    assert [gap.days for gap in found.gaps] == [2, 90]
    assert (found.median_gap, found.longest_gap and found.longest_gap.since) == (46, "1905-01-03")
    assert found.frequency == (("1905-01", 2), ("1905-02", 0), ("1905-03", 0), ("1905-04", 2))
    assert (found.undated, found.imprecise) == (1, 1)
    assert found.meetings[-1].date is None


def test_a_series_without_dates_has_no_gap() -> None:
    """Nothing is made up."""
    found = made(talk("a", "A. Hentzau", date=None), talk("b", "A. Hentzau", date=None))
    assert (found.gaps, found.median_gap, found.longest_gap, found.frequency) == ((), None, None, ())


def test_a_long_series_is_counted_by_year() -> None:
    """Three years are the limit of a chart by month."""
    found = made(talk("a", "A. Hentzau", date="1901-02"), talk("b", "A. Hentzau", date="1905-06-01"))
    assert [name for name, _ in found.frequency] == ["1901", "1902", "1903", "1904", "1905"]


def test_meetings_of_a_day_stand_in_order_of_the_hour() -> None:
    """Nine comes before ten, whatever the letters say."""
    found = made(talk("a", "A. Hentzau", printed="10 a.m."), talk("b", "A. Hentzau", printed="9 a.m."))
    assert [one.records for one in found.meetings] == [("b",), ("a",)]


def test_a_telegram_that_tells_of_a_talk_is_left_out_and_counted() -> None:
    """Its date is that of its sending."""
    found = made(talk("a", "A. Hentzau"), talk("b", "A. Hentzau", form="telegram"))
    assert (len(found.meetings), found.left_out) == (1, 1)
    assert len(made(talk("a", "A. Hentzau"), talk("b", "A. Hentzau", form="telegram"), told=True).meetings) == 2


def test_accepted_records_are_one_meeting_of_two_sources() -> None:
    """Both records stay."""
    talks = [talk(name, "A. Hentzau", "B. Sapt") for name in ("a", "b")]
    held = joined([ruling(Ruling.ACCEPT, "Ann", "2026-01-01", "a", "b")])
    (one,) = series(talks, roll(talks), Asked(), held).meetings
    assert one.records == ("a", "b")


def test_the_register_of_meetings_puts_records_together() -> None:
    """And rulings join others to them."""
    held = joined([ruling(Ruling.ACCEPT, "Ann", "2026-01-01", "b", "c")], [("a", "b")])
    assert held.groups == (("a", "b", "c"),)


def test_a_ruling_on_a_record_that_is_gone_is_told() -> None:
    """It waits."""
    held = joined([ruling(Ruling.ACCEPT, "Ann", "2026-01-01", "a", "lost")])
    assert series([talk("a", "A. Hentzau")], roll([talk("a", "A. Hentzau")]), Asked(), held).missing == ("lost",)


def test_a_thousand_meetings_take_seconds() -> None:
    """Only records whose days can be one are compared."""
    days = [date.fromordinal(693_000 + number // 3).isoformat() for number in range(3000)]
    talks = [talk(f"r{n}", f"A. Mann{n % 50}er", f"B. Weib{n % 7}el", date=day) for n, day in enumerate(days)]
    begun = time.perf_counter()
    called = roll(talks)
    found = proposals(talks, called, lambda wanted: dict.fromkeys(wanted, "word " * 300))
    series(talks, called, Asked(), joined(()), found)
    assert time.perf_counter() - begun < 10


# The timeline.


def test_events_stand_beside_the_talks() -> None:
    """In order of date; where dates overlap no order is claimed."""
    found = timeline(
        made(talk("a", "A. Hentzau", date="1905-06-10")).meetings,
        [
            Outcome("clash", "Clash at the border", "1905-06"),
            Outcome("pact", "Pact", "1905-07-01"),
            Outcome("odd", "Odd"),
        ],
    )
    assert [one.ids for one in found.moments] == [("clash",), ("a",), ("pact",), ("odd",)]
    assert [one.order for one in found.moments] == [None, "overlapping", "after", "unknown"]
    assert (found.talks, found.events, found.undated) == (1, 3, 1)


def test_events_are_those_that_name_somebody_or_fall_in_the_time() -> None:
    """Parties, title and terms are looked through."""
    events = [
        Outcome("a", "Hentzau crowned", "1905"),
        Outcome("b", "Flood", "1905"),
        Outcome("c", "Hentzau dies", "1910"),
    ]
    found = timeline((), events, date(1904, 1, 1), date(1906, 1, 1), ["Hentzau"])
    assert [one.ids for one in found.moments] == [("a",)]


# In an archive.


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The built-in calendar of talks in English and in Russian, with its registers."""
    return memcon.demo(tmp_path_factory.mktemp("demo") / "D").archive


def test_english_and_russian_of_the_calendar_are_proposed_as_one_meeting(calendar: Archive) -> None:
    """All of them that name who took part, and no two other records before these."""
    found = memcon.meetings(calendar).proposals
    pairs = [{record.split("-")[-2] for record in one.records} for one in found if one.question == "one meeting?"]
    edition = [pair for pair in pairs if len(pair) == 1]
    talks = [one.id.split("-")[-2] for one in memcon.records(calendar, talk="reported")]
    assert len(edition) >= 0.85 * sum(talks.count(number) == 2 for number in set(talks)) > 20
    assert pairs[: len(edition)] == edition


def test_sides_make_a_series(calendar: Archive) -> None:
    """Named in either language of the calendar."""
    english = memcon.meetings(calendar, between=("Soviet", "Mongolian")).series
    assert {"Joseph Stalin", "Peljidiin Genden"} <= {name for name, _ in english.attendance}
    assert english.least < len(english.meetings)


def test_a_decision_makes_two_records_one_meeting(tmp_path: Path) -> None:
    """It is filed like any other ruling, and can be taken back."""
    archive = memcon.demo(tmp_path / "D").archive
    before = memcon.meetings(archive, told=True)
    one = before.proposals[0]
    memcon.decide(archive, accept=one.id, by="A. Historian", because="one document in two languages")
    after = memcon.meetings(archive, told=True)
    assert len(after.series.meetings) == len(before.series.meetings) - 1
    assert one.id not in {other.id for other in after.proposals}
    assert "accept" in CliRunner().invoke(cli, ["corrections", str(archive.path)]).output


def test_bad_questions_get_a_clear_word(calendar: Archive, tmp_path: Path) -> None:
    """Nobody of that name; no talk at all."""
    with pytest.raises(NotFound, match=r"Nearest: .*Genden"):
        memcon.meetings(calendar, between=("Gendenn",))
    with pytest.raises(NotFound, match="no record in it reports talk"):
        memcon.meetings(memcon.create(tmp_path / "empty"))
    with pytest.raises(MemconError, match="no such proposal"):
        memcon.decide(calendar, accept="ffffffff", by="Ann", because="so")


def test_the_pages_are_readable(calendar: Archive) -> None:
    """What is left out is counted."""
    run = CliRunner()
    text = run.invoke(cli, ["meetings", str(calendar.path), "--with", "Stalin", "--limit", "3"]).output
    assert "more; --limit" in text
    assert "median gap" in text
    rows = run.invoke(cli, ["--quiet", "meetings", str(calendar.path), "--with", "Stalin", "--as", "jsonl"]).output
    assert {"records", "date", "parties"} <= json.loads(rows.splitlines()[0]).keys()
    line = run.invoke(
        cli, ["timeline", str(calendar.path), "--with", "Genden", "--since", "1936", "--until", "1936-03"]
    )
    assert "Plenum" in line.output or "plenum" in line.output
    table = run.invoke(cli, ["timeline", str(calendar.path), "--as", "markdown", "--limit", "2"]).output
    assert table.startswith("| date |")
