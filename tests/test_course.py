"""The course of an issue: who raised it, each move on its words, where positions moved, how each talk left it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import memcon
from memcon.archive.viewing import View
from memcon.cli.course_page import markdown, text
from memcon.cli.main import cli
from memcon.inquiries.company import roll
from memcon.inquiries.course import Course, course
from memcon.inquiries.moves import Move, moves
from memcon.inquiries.standing import left, sequence
from memcon.inquiries.terms import nearest, terms
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description
from memcon.model.errors import NotFound
from memcon.model.findings import Mode
from memcon.model.meetings import Attendee, Talk
from memcon.model.moves import Act, IssuePassage, Label
from memcon.model.record import Passage, Record, Role, TextClass

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "frus"
Said = tuple[str | None, Label, str]


def view(record: str, day: str | None, *said: Said, issue: str | None = None, certainty: float | None = 0.9) -> View:
    """A record in which each sentence is a paragraph and an act; every act answers the one before."""
    words, passages = "", []
    acts: list[Act] = []
    for who, label, sentence in said:
        start = len(words)
        words += sentence + "\n"
        passages.append(Passage(start, start + len(sentence), TextClass.BODY, Role.PARAGRAPH))
        before = acts[-1].start if acts else None
        acts.append(
            Act(record, start, start + len(sentence), label, who, Mode.REPORTED, certainty, "so", responds_to=before)
        )
    found = () if issue is None else (IssuePassage(record, 0, len(words), issue, issue, True, 0.9, "so"),)
    date = HistoricalDate(day, day) if day else None
    return View(
        Record(record, "source", "source.txt", words, tuple(passages)),
        Description(date=date),
        None,
        (),
        tuple(acts),
        found,
    )


def followed(asked: str, *views: View, silent: tuple[Talk, ...] = (), also: tuple[str, ...] = ()) -> Course:
    """The course of an issue through some records, in which Hentzau and Sapt take part."""
    pair = (Attendee("Rupert Hentzau", part="speaks"), Attendee("Colonel Sapt", part="speaks"))
    talks = [
        Talk(
            v.record.id, v.record.id, "minutes", v.description.date.edtf if v.description.date else None, attendees=pair
        )
        for v in views
    ]
    scope = [*talks, *silent]
    words, called = terms(asked, also), roll(scope)
    return course({v.record.id: (moves(v, words.compiled, called), len(v.acts)) for v in views}, scope, called, words)


PROPOSED = ("Rupert Hentzau", Label.PROPOSE, "Hentzau proposed a cease-fire at the bridge.")
REFUSED = ("Colonel Sapt", Label.REJECT, "Sapt would hear of no cease-fire.")
AGREED = ("Colonel Sapt", Label.ACCEPT, "Sapt agreed to the cease-fire.")
WEATHER = ("Colonel Sapt", Label.INFORM, "It had rained at Zenda.")


# What it is called.


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("cease-fire", "the cease fire order"),
        ("cease-fire", "a ceasefire"),
        ("cease fire", "cease-fires were"),
        ("Manchuria", "the Manchurian question"),
        ("Manchuria", "MANCHURIA’S ports"),
        ("railway", "the railways"),
        ("treaty", "two treaties"),
        ("Маньчжурия", "в Маньчжурии"),
        ("пакт", "о пакте"),
        ("Waffenstillstand", "des Waffenstillstandes"),
    ],
)
def test_an_issue_is_found_in_other_forms(asked: str, printed: str) -> None:
    """Number, case, hyphen, and what is of a place."""
    assert re.search(terms(asked).pattern, printed)


@pytest.mark.parametrize(
    ("asked", "printed"), [("cease-fire", "ceased first"), ("truce", "the truck"), ("пакт", "факты")]
)
def test_other_words_are_left_alone(asked: str, printed: str) -> None:
    """That begin alike, or sound alike."""
    assert not re.search(terms(asked).pattern, printed)


def test_the_register_gives_an_issue_its_spellings() -> None:
    """By id, by label, or by any of its spellings."""
    register = {
        "truce": {"id": "truce", "label": "Cease-fire", "also": [{"name": "cessation of hostilities"}, "armistice"]}
    }
    for asked in ("truce", "cease-fire", "Armistice"):
        assert terms(asked, (), register).spellings == ("Cease-fire", "cessation of hostilities", "armistice")


def test_what_people_accepted_as_one_issue_is_looked_for_too() -> None:
    """Through however many rulings; what is not tied to it is not."""
    tied = [("Cease-fire", "The truce"), ("The truce", "Armistice"), ("Railways", "Trains")]
    assert set(terms("cease-fire", (), {}, tied).spellings) == {"cease-fire", "The truce", "Armistice"}


def test_what_holds_no_word_is_refused() -> None:
    """A sign is no issue."""
    with pytest.raises(NotFound, match="no word"):
        terms("?!")


def test_the_nearest_labels_are_named() -> None:
    """By spelling, and by a word in common."""
    assert "Cease-fire order" in nearest("sease-fire order", ["Cease-fire order", "Railways"])
    assert nearest("xyz", ["Cease-fire order"]) == ""


# One talk.


def test_an_act_belongs_by_its_words_or_its_answer_or_its_passage() -> None:
    """Each says why; what merely stands near does not belong."""
    answer = ("Colonel Sapt", Label.ACCEPT, "Sapt agreed.")
    (one,) = followed("cease-fire", view("a", "1905-06-01", PROPOSED, answer, WEATHER)).talks
    assert [(move.basis, move.cite) for move in one.moves] == [("words", "¶1"), ("answer", "¶2")]
    (two,) = followed("truce", view("a", "1905-06-01", PROPOSED, answer, WEATHER, issue="The truce")).talks
    assert {move.basis for move in two.moves} == {"label"}
    assert (len(two.moves), two.acts) == (3, 3)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("Sapt’s question without an answer", (PROPOSED, ("Colonel Sapt", Label.ASK, "What cease-fire?"))),
        ("agreed to, last by Sapt", (PROPOSED, AGREED)),
        ("refused, last by Sapt", (PROPOSED, REFUSED)),
        ("put off by Sapt", (PROPOSED, ("Colonel Sapt", Label.DEFER, "Of the cease-fire he would think."))),
        ("Rupert Hentzau’s proposal without an answer", (PROPOSED, WEATHER)),
        ("spoken of", (("Colonel Sapt", Label.INFORM, "The cease-fire holds."),)),
    ],
)
def test_how_a_talk_leaves_an_issue(expected: str, said: tuple[Said, ...]) -> None:
    """Agreed, refused, put off, or hanging in the air."""
    assert expected in followed("cease-fire", view("a", "1905-06-01", *said)).talks[0].left


def test_a_label_that_is_not_sure_carries_no_claim() -> None:
    """It is listed, and nothing is concluded from it."""
    found = followed("cease-fire", view("a", "1905-06-01", PROPOSED, AGREED, certainty=0.4))
    (one,) = found.talks
    assert (len(one.moves), sequence(one.moves), found.unsure) == (2, (), 2)
    assert "no" in left(one.moves) or "nobody" in left(one.moves)
    assert {(holder.soft, holder.opened) for holder in found.holders} == {(0, 0)}


# A series.


def notes(found: Course) -> list[tuple[str, ...]]:
    """The notes of all moves in order."""
    return [move.notes for talk in found.talks for move in talk.moves]


def test_positions_that_move_are_noted_with_what_stood_before() -> None:
    """Accepting what was refused, refusing what was accepted; with date and paragraph."""
    found = followed("cease-fire", view("b", "1905-07-01", AGREED), view("a", "1905-06-01", PROPOSED, REFUSED))
    assert notes(found) == [(), (), ("had rejected on 1905-06-01 (a ¶2)",)]
    hard = followed("cease-fire", view("a", "1905-06-01", AGREED), view("b", "1905-07-01", REFUSED))
    assert notes(hard)[-1] == ("hardens: had accepted on 1905-06-01 (a ¶1)",)


def test_giving_way_and_taking_back_are_noted() -> None:
    """On the words themselves."""
    gave = ("Colonel Sapt", Label.CONCEDE, "Sapt no longer insisted that the cease-fire wait.")
    assert notes(followed("cease-fire", view("a", "1905-06-01", gave))) == [("gives way",)]


def test_who_raised_it_first_and_when_that_is_open() -> None:
    """The first in date; talks of the same day without an hour may have come before."""
    found = followed("cease-fire", view("b", "1905-06-02", AGREED), view("a", "1905-06-01", PROPOSED))
    assert (found.first and found.first.holder, found.tied) == ("Rupert Hentzau", 0)
    assert followed("cease-fire", view("b", "1905-06-01", AGREED), view("a", "1905-06-01", PROPOSED)).tied == 1


def test_an_issue_that_rested_is_taken_up_again() -> None:
    """After so many days, and so many talks of the same people in which it was not touched."""
    pair = (Attendee("Rupert Hentzau", part="speaks"), Attendee("Colonel Sapt", part="speaks"))
    silent = tuple(Talk(f"s{day}", form="minutes", date=f"1905-06-{day:02}", attendees=pair) for day in (5, 9, 12))
    alone = Talk("t", form="minutes", date="1905-06-07", attendees=pair[:1])
    found = followed(
        "cease-fire", view("a", "1905-06-01", PROPOSED), view("b", "1905-06-20", AGREED), silent=(*silent, alone)
    )
    assert (found.talks[1].days, found.talks[1].silent, found.of_talks) == (19, 3, 6)
    assert "Taken up again after 19 days; not touched in 3 talks" in "\n".join(text(found, limit=5, folded=True))


def test_the_index_is_counted_with_its_parts() -> None:
    """Soft and hard moves; none where nothing hard was counted; taken up where another agreed."""
    found = followed("cease-fire", view("a", "1905-06-01", PROPOSED, REFUSED, PROPOSED, AGREED))
    hentzau, sapt = sorted(found.holders, key=lambda one: one.name)
    assert (hentzau.soft, hentzau.hard, hentzau.index, hentzau.opened, hentzau.taken_up) == (2, 0, None, 1, 1)
    assert (sapt.soft, sapt.hard, sapt.opened) == (0, 0, 0)


def test_undated_records_stand_last_and_are_told() -> None:
    """Their order is not known."""
    found = followed("cease-fire", view("a", None, PROPOSED), view("b", "1905-06-20", AGREED))
    assert [talk.record for talk in found.talks] == ["b", "a"]
    assert "without a date" in "\n".join(text(found, limit=5, folded=True))


def test_one_record_is_no_series() -> None:
    """And that is said."""
    assert "no series" in "\n".join(
        text(followed("cease-fire", view("a", "1905-06-01", PROPOSED)), limit=5, folded=True)
    )


def test_statements_are_folded_to_their_number() -> None:
    """Unless all are asked for."""
    said = view("a", "1905-06-01", PROPOSED, ("Colonel Sapt", Label.INFORM, "The cease-fire holds, Sapt said."))
    found = followed("cease-fire", said)
    assert "1 statement" in "\n".join(text(found, limit=5, folded=True))
    assert "holds" not in "\n".join(text(found, limit=5, folded=True))
    assert "holds" in "\n".join(markdown(found, limit=5, folded=False))


def test_a_long_course_says_how_much_is_left_out() -> None:
    """A page stays readable."""
    found = followed("cease-fire", *(view(f"r{number:03}", "1905-06-01", PROPOSED) for number in range(200)))
    page = list(text(found, limit=10, folded=True))
    assert any("190 more talks" in line for line in page)
    assert len(page) < 90


def test_every_quotation_stands_in_its_passage() -> None:
    """Word for word, but for blanks and where it is cut."""
    said = view("a", "1905-06-01", PROPOSED, REFUSED, AGREED)
    for move in followed("cease-fire", said).talks[0].moves:
        plain = " ".join(said.record.text[move.start : move.end].split())
        assert move.words.removesuffix(" …") in plain


def test_a_label_of_one_letter_is_whoever_alone_it_can_mean() -> None:
    """H is Hentzau; where two begin so, the letter stays as it is printed."""
    (talk,) = followed("cease-fire", view("a", "1905-06-01", ("H", Label.PROPOSE, "I propose a cease-fire."))).talks
    assert talk.moves[0].holder == "Rupert Hentzau"


def test_questions_and_answers_give_way_to_positions() -> None:
    """In the short course of a talk, and in how it leaves the issue."""
    asked = ("Rupert Hentzau", Label.ASK, "Does the cease-fire hold, he asked?")
    answered = ("Colonel Sapt", Label.ANSWER, "The cease-fire does, said Sapt.")
    (talk,) = followed("cease-fire", view("a", "1905-06-01", REFUSED, asked, answered)).talks
    assert sequence(talk.moves) == (("Sapt", Label.REJECT, 1),)
    assert talk.left == "refused, last by Sapt"
    assert len(sequence(followed("cease-fire", view("a", "1905-06-01", asked, answered)).talks[0].moves)) == 2


def test_talks_that_only_mention_it_share_a_line() -> None:
    """Where they are many in a row."""
    said = ("Colonel Sapt", Label.INFORM, "The cease-fire holds.")
    found = followed(
        "cease-fire", *(view(f"r{day}", f"1905-06-{day:02}", said) for day in range(1, 9)), view("s", "1905-07", AGREED)
    )
    assert "spoken of only, in 8 talks: 8 statements of 8 acts" in "\n".join(text(found, limit=5, folded=True))


def test_where_nobody_makes_a_move_the_statements_are_shown() -> None:
    """Else the page would be empty."""
    said = ("Colonel Sapt", Label.INFORM, "The cease-fire holds.")
    assert "holds" in "\n".join(text(followed("cease-fire", view("a", "1905-06-01", said)), limit=5, folded=True))


def test_an_act_without_a_holder_is_nobodys() -> None:
    """No name is invented."""
    said = (None, Label.PROPOSE, "A cease-fire was proposed.")
    (move,) = followed("cease-fire", view("a", "1905-06-01", said)).talks[0].moves
    assert (move.key, move.holder) == (None, None)


# In an archive.

PAPER = """Minutes of Meeting Between Count Rupert and Colonel Sapt, Zenda, {day}

Present: Count Rupert, Colonel Sapt

Colonel Sapt asked whether Count Rupert would agree to a cease-fire at the bridge. Count Rupert replied that he would
agree to a cease-fire if the King were well. Colonel Sapt said the weather was bad.
"""


@pytest.fixture(scope="module")
def zenda(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two talks."""
    place = tmp_path_factory.mktemp("zenda")
    archive = memcon.create(place / "A")
    for day in ("June 1, 1905", "June 9, 1905"):
        (place / f"{day[:6]}.txt").write_text(PAPER.format(day=day), encoding="utf-8")
        memcon.add(archive, place / f"{day[:6]}.txt")
    memcon.process(archive)
    return place / "A"


def test_the_course_through_an_archive(zenda: Path) -> None:
    """Both talks, in order, each move on its paragraph; one record where one is asked for."""
    found = memcon.course(zenda, "cease-fire")
    assert [talk.date for talk in found.talks] == ["1905-06-01", "1905-06-09"]
    assert all(isinstance(move, Move) and "¶" in move.cite for talk in found.talks for move in talk.moves)
    one = memcon.course(zenda, "cease fire", record=found.talks[0].record, between=("Rupert", "Sapt"))
    assert (len(one.talks), one.of_talks) == (1, 1)


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ("no such issue", ["the drawbridge of nowhere"]),
        ("no such record", ["cease-fire", "--record", "frus9-d9"]),
        ("nobody of that name", ["cease-fire", "--with", "Flavia"]),
        ("no word", ["..."]),
        ("in these talks", ["cease-fire", "--until", "1900"]),
    ],
)
def test_bad_questions_get_a_clear_word(zenda: Path, expected: str, asked: list[str]) -> None:
    """One line that says what is wrong."""
    with pytest.raises(NotFound, match=expected):
        CliRunner().invoke(cli, ["course", str(zenda), *asked], catch_exceptions=False, standalone_mode=False)


def test_the_command_prints_text_markdown_and_lines(zenda: Path) -> None:
    """Counts stand with what they are out of."""
    run = CliRunner()
    page = run.invoke(cli, ["course", str(zenda), "cease-fire"]).output
    assert "2 records of 2 that report talk" in page
    assert run.invoke(cli, ["course", str(zenda), "cease-fire", "--as", "markdown"]).output.startswith("## The course")
    rows = run.invoke(cli, ["--quiet", "course", str(zenda), "cease-fire", "--as", "jsonl"]).output.splitlines()
    assert {"record", "moves", "left"} <= json.loads(rows[0]).keys()


def test_an_archive_whose_acts_are_not_known_yet_says_so(tmp_path: Path) -> None:
    """Nothing was processed."""
    archive = memcon.create(tmp_path / "A")
    with pytest.raises(NotFound, match="memcon process"):
        memcon.course(archive, "cease-fire")
