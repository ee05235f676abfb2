"""What a document is, told from its own first and last lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.accession.desk import read
from memcon.accession.reader import Incoming
from memcon.analysis.describe import describe
from memcon.analysis.describe.form import form_of
from memcon.analysis.language import frame, known, language_of
from memcon.analysis.names import names_in, same
from memcon.model.description import Description, Form, Part
from memcon.model.record import Record

SPECIMEN = Path(__file__).parent / "specimens" / "text" / "collection.md"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def described(text: str, name: str = "a.txt") -> list[tuple[Record, Description]]:
    """Read a text and describe each record in it."""
    _, found = read(Incoming(name, content=text.encode()))
    return [(record, describe(record)) for record in found if isinstance(record, Record)]


@pytest.fixture(name="lake", scope="module")
def the_lake_collection() -> list[tuple[Record, Description]]:
    """Give the described records of the specimen collection."""
    return described(SPECIMEN.read_text(encoding="utf-8"), "lake.md")


def test_each_document_gets_its_form_date_and_citation(lake: list[tuple[Record, Description]]) -> None:
    """Title, dateline and last line tell form, date and where the paper lies."""
    assert [(d.form, d.date and d.date.edtf, d.citation and d.citation.raw) for _, d in lake] == [
        (Form.NOTE, "1931-03-03", "LSA. F. 12. Op. 1. D. 40. L. 7."),
        (Form.RECORD_OF_CONVERSATION, "1931-03-09", "LSA. F. 12. Op. 1. D. 41. L. 1-2."),
        (Form.TELEGRAM, "1931-04-02", "LSA. F. 12. Op. 2. D. 9. L. 3."),
        (Form.RESOLUTION, "1931-04-20", "LSA. F. 12. Op. 1. D. 44. L. 12."),
    ]


def test_only_the_conversation_reports_talk(lake: list[tuple[Record, Description]]) -> None:
    """A note, a telegram about ice and a resolution report no talk."""
    assert [d.reports_talk for _, d in lake] == [False, True, False, False]


def test_those_present_come_with_side_office_and_part(lake: list[tuple[Record, Description]]) -> None:
    """Parties are read from the title, others from the last lines, the drafter from "Recorded by"."""
    people = {p.name: p for p in lake[1][1].present}
    assert {"A.B. Veldt", "C. Harrow", "D.E. Oster", "F. Pell", "G. Brand"} == set(people)
    assert people["C. Harrow"].office == "Envoy of Southmere"
    assert (people["F. Pell"].side, people["F. Pell"].office) == ("Southmere", "Secretary of the Legation")
    assert people["G. Brand"].role == Part.DRAFTER


def test_every_part_shows_its_words(lake: list[tuple[Record, Description]]) -> None:
    """Evidence for date and citation holds the printed words."""
    for record, description in lake:
        words = {e.part: record.text[e.start:e.end] for e in description.evidence}
        assert description.date is not None
        assert words["date"] == description.date.printed
        assert description.citation is not None
        assert words["citation"].startswith(description.citation.raw)


@pytest.mark.parametrize(("title", "form"), [
    ("Memorandum of Conversation, by the Secretary of State", Form.RECORD_OF_CONVERSATION),
    ("Memorandum of Telephone Conversation, by Mr. Hill", Form.RECORD_OF_CONVERSATION),
    ("Record of conversation between A and B", Form.RECORD_OF_CONVERSATION),
    ("Notes of a talk with the Envoy", Form.RECORD_OF_CONVERSATION),
    ("Minutes of Meeting Between General Hill and Dr. Brook", Form.MINUTES),
    ("Record of Officials' Meeting", Form.MINUTES),
    ("Cablegram from Hill to Canberra", Form.TELEGRAM),
    ("Note from A to B regarding the draft telegram", Form.NOTE),
    ('Resolution of the Council "On the letter to B"', Form.RESOLUTION),
    ("Letter from Hill to Brook", Form.LETTER),
    ("Minute from Hill to Brook", Form.MEMORANDUM),
    ("Extract from Hill's diary", Form.DIARY),
    ("Message from President A to B with gratitude", Form.MESSAGE),
    ("TASS Report on the departure of A", Form.PRESS_REPORT),
])
def test_the_title_tells_the_form(title: str, form: Form) -> None:
    """What a document is about does not name its form; the word it opens with does."""
    told = form_of(title, frame("en"), None)
    assert told is not None
    assert told[0] == form


@pytest.mark.parametrize(("citation", "form"), [("894.00/998: Telegram", Form.TELEGRAM), ("894.00/998", Form.LETTER)])
def test_a_sender_and_an_addressee_make_a_letter_or_a_telegram(citation: str, form: Form) -> None:
    """American volumes head telegrams and letters alike; the file number above says which."""
    told = form_of("The Ambassador in Northmere (Hill) to the Secretary of State", frame("en"), citation)
    assert told is not None
    assert told[0] == form


@pytest.mark.parametrize(("title", "form"), [
    ("Запись беседы товарища Сталина с премьер-министром МНР", Form.RECORD_OF_CONVERSATION),
    ("Шифртелеграмма полпреда в НКИД", Form.TELEGRAM), ("Постановление Политбюро", Form.RESOLUTION),
])
def test_russian_titles_tell_the_form(title: str, form: Form) -> None:
    """Russian documents name their form as English ones do."""
    told = form_of(title, frame("ru"), None)
    assert told is not None
    assert told[0] == form


def test_a_telegram_that_recounts_a_conversation_reports_talk() -> None:
    """The form does not decide: this telegram is about a visit and what was said."""
    text = ("The Envoy in Southmere (Hill) to the Foreign Office\n\nNorthmere, April 2, 1931\n\n"
            "The Minister called on me this morning. He said that the lock would stay shut. I asked whether the tolls "
            "could be lowered. He replied that they could not. I told him that we should regret it.\n\nHill")
    assert described(text)[0][1].reports_talk is True


def test_a_telegram_of_news_does_not() -> None:
    """News without a conversation is no talk."""
    text = ("The Envoy in Southmere (Hill) to the Foreign Office\n\nNorthmere, April 2, 1931\n\n"
            "The ice has gone from the northern bays. Three barges left the harbour on Monday. The tolls were raised "
            "in March and trade has fallen by a third. Further figures follow by mail.\n\nHill")
    assert described(text)[0][1].reports_talk is False


@pytest.mark.parametrize(("text", "names"), [
    ("Mr. W. G. Hill, First Secretary, Southmere Embassy", ["Mr. W. G. Hill"]),
    ("Messrs. White and Brook, Treasury Department", ["White", "Brook"]),
    ("head of the Lake Department M.N. Pell, Counselor of Embassy Storm", ["M.N. Pell", "Storm"]),
    ("General Chou En-lai and Col. Hill", ["General Chou En-lai", "Col. Hill"]),
    ("comrades A.A. Veldt, B.V. Oster", ["A.A. Veldt", "B.V. Oster"]),
    ("the Secretary of State and the Ambassador of Southmere", []),
])
def test_names_are_told_from_offices(text: str, names: list[str]) -> None:
    """Titles and initials make a name; words for offices, bodies and places do not."""
    assert [one.name for one in names_in(text, frame("en"))] == names


def test_two_prints_of_a_name_may_be_one_person() -> None:
    """Initials must not contradict each other."""
    assert same("A.B. Veldt", "VELDT")
    assert same("General Veldt", "A.B. Veldt")
    assert not same("A.B. Veldt", "C. Veldt")


def test_the_interpreter_and_the_place_are_read() -> None:
    """The interpreter is no speaker; the place stands before the date."""
    text = ("Record of conversation between A.B. Veldt and C. Harrow\n\nNorthmere, 9 March 1931\n\nSecret\n\n"
            "Veldt asked for news. Harrow said that there was none.\n\nInterpreter: F. Pell\nRecorded by: G. Brand")
    description = described(text)[0][1]
    assert (description.place, description.classification) == ("Northmere", "Secret")
    assert (description.interpreter, description.drafter) == ("F. Pell", "G. Brand")
    assert Part.INTERPRETER in {p.role for p in description.present if p.name == "F. Pell"}


def test_languages_are_told_and_unknown_ones_are_not_guessed_as_ours() -> None:
    """English, Russian and German are told by their commonest words; Mongolian is not taken for Russian."""
    assert set(known()) == {"en", "ru", "de"}
    assert language_of("Гэндэн хариулж, Монгол улсын тусгаар тогтнолыг хамгаалах өөр арга байхгүй гэв") == "mn"
    assert language_of("Тов. Сталин спрашивает, что он будет делать, если положение ухудшится") == "ru"
    german = "Der Minister zeigte an, daß er mit dem Kaiser gesprochen habe und die Sache erledigt sei"
    assert language_of(german) == "de"


@pytest.mark.skipif(not SHARED.exists(), reason="the real collections are not here")
def test_the_messy_collection_is_described_right() -> None:
    """Date, citation, and whether talk is reported, for the 35 documents of a real collection."""
    source = SHARED / "corpora" / "dossier" / "dossier-part1.md"
    rows = (SHARED / "gold" / "dossier" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(row) for row in rows]
    mine = [d for _, d in described(source.read_text(encoding="utf-8"), source.name)]
    pairs = list(zip(mine, gold, strict=True))
    assert sum(bool(d.date and d.date.edtf == want["date"]) for d, want in pairs) >= 0.95 * 35
    assert sum(d.reports_talk == want["reports_talk"] for d, want in pairs) >= 33
    cited = [(d, want) for d, want in pairs if want["citation"]]
    assert sum(bool(d.citation and d.citation.raw == want["citation"]) for d, want in cited) >= 0.95 * len(cited)
