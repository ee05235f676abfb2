"""Commitments: one claim about how records say that something is undertaken, each on words as records print them."""

from __future__ import annotations

import time

import pytest

from memcon.analysis.commitments import commitments
from memcon.analysis.utterances import utterances
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description, Form, Participant
from memcon.model.findings import Mode, Utterance
from memcon.model.moves import Commitment, IssuePassage
from memcon.model.record import Passage, Record

SMITH, JONES = Participant("Mr. Smith"), Participant("Ambassador Jones", office="Ambassador")
DAY = HistoricalDate("Wednesday, November 28, 1945", "1945-11-28")


def record(text: str) -> Record:
    """A record of one paragraph."""
    return Record("specimen", "0" * 64, "specimen.txt", text, (Passage(0, len(text)),))


def described(language: str = "en", date: HistoricalDate | None = DAY) -> Description:
    """Describe a record of a talk of two."""
    return Description(
        form=Form.RECORD_OF_CONVERSATION, reports_talk=True, language=language, present=(SMITH, JONES), date=date
    )


def undertaken(text: str, language: str = "en", date: HistoricalDate | None = DAY) -> list[Commitment]:
    """What is undertaken in a text, by whoever is found to speak it."""
    known = described(language, date)
    return list(commitments(record(text), known, utterances(record(text), known), ()))


def by(name: str, text: str, language: str = "en", mode: Mode = Mode.REPORTED) -> list[Commitment]:
    """What is undertaken in a text that one person speaks."""
    spoken = (Utterance("specimen", 0, len(text), name, mode, 0.9, "the test says so"),)
    return list(commitments(record(text), described(language), spoken, ()))


@pytest.mark.parametrize(
    ("kind", "what", "text"),
    [
        ("promise", "bring this proposal to the attention of the Department",
         "Mr. Smith said that he would bring this proposal to the attention of the Department."),
        ("promise", "convey these wishes to the President",
         "Mr. Smith promised to convey these wishes to the President."),
        ("promise", "complete the draft of a letter", "Mr. Smith undertook to complete the draft of a letter."),
        ("assurance", "the terms would be promptly communicated to the Embassy",
         "Mr. Smith assured the Ambassador that the terms would be promptly communicated to the Embassy."),
        ("readiness", "recommend a settlement on a nominal basis",
         "Mr. Smith said that he was prepared to recommend a settlement on a nominal basis."),
        ("readiness", "report to him any further news", "Mr. Smith said that he would be glad to report to him any "
         "further news."),
        ("promise", "see the Minister tomorrow", "Mr. Smith said that he would see the Minister tomorrow."),
        ("promise", "try to induce his Government to make proposals",
         "Mr. Smith said that he would try to induce his Government to make proposals."),
    ],
)  # fmt: skip
def test_each_kind_of_undertaking_is_found_with_its_words(kind: str, what: str, text: str) -> None:
    """A promise, an assurance, readiness: each has its kind, and the words that say what will be done."""
    (one,) = undertaken(text)
    assert (one.kind, one.what, one.promisor) == (kind, what, "Mr. Smith")


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith asked whether the Ambassador would send a copy of the note.",
        "Mr. Smith said that the harvest would be poor.",
        "Mr. Smith hoped that the Ambassador would soon recover.",
        "Mr. Smith said that he would like to know the date.",
        "Mr. Smith said that he could make no promise.",
        "Mr. Smith thought that the war would last another year.",
        "Mr. Smith said that the Germans had promised to deliver coal, but had delivered none.",
    ],
)
def test_what_is_asked_hoped_expected_or_told_of_the_past_is_no_undertaking(text: str) -> None:
    """A question, a hope, a forecast, a wish, and an old promise of others undertake nothing."""
    assert undertaken(text) == []


def test_one_who_talks_undertakes_to_the_other() -> None:
    """The promisee is whom the talker speaks with."""
    text = "The Ambassador asked for the note. Mr. Smith said that he would send it to him."
    (one,) = undertaken(text)
    assert (one.promisor, one.promisee) == ("Mr. Smith", "Ambassador Jones")


def test_two_who_are_named_as_agreed_are_two_promisors() -> None:
    """"It was agreed that A would ... and B would ..." is an agreed step of each, with his own words."""
    text = ("In closing it was agreed that General Chou would seek an interview with General Chang, and General "
            "Marshall would reduce the agreement to writing.")  # fmt: skip
    found = by("General Chou", text)
    assert [(one.promisor, one.what) for one in found] == [
        ("General Chou", "seek an interview with General Chang"),
        ("General Marshall", "reduce the agreement to writing"),
    ]
    assert {one.kind for one in found} == {"agreed step"}


def test_what_is_denied_keeps_its_denial() -> None:
    """"No intention of attacking" must not be listed as attacking."""
    (one,) = by("Mr. Smith", "Mr. Smith said that his Government did not intend to attack Cuba.")
    assert one.what == "not intend to attack Cuba"
    assert one.kind == "assurance"


def test_a_condition_is_kept_apart_from_what_is_undertaken() -> None:
    """"If they received any requests, they would tell": a conditional promise is not counted with the others."""
    (one,) = by("Mr. Smith", "Mr. Smith said that he would send the list if the Embassy so desired.")
    assert one.condition == "if the Embassy so desired"
    assert one.what == "send the list"


@pytest.mark.parametrize(
    ("edtf", "printed", "words"),
    [
        ("1945-11-29", "tomorrow morning", "tomorrow morning"),
        ("1945-11-28", "today", "today"),
        ("1945-12-03", "on Monday", "on Monday"),
        ("../1945-12-03", "by Monday", "by Monday"),
        ("1945-11-28/1945-12-12", "within two weeks", "within two weeks"),
        ("1945-12-03/1945-12-09", "next week", "next week"),
        ("1946", "next year", "next year"),
        ("../1946-06", "by June", "by June"),
        ("1945-12-12", "December 12", "on December 12"),
        (None, "as soon as possible", "as soon as possible"),
    ],
)
def test_when_it_is_due_is_told_from_the_day_of_the_talk(edtf: str | None, printed: str, words: str) -> None:
    """What is due "by Monday" or "within two weeks" has a date, where the record has one."""
    (one,) = by("Mr. Smith", f"Mr. Smith promised to send the note {words}.")
    assert (one.due, one.due_date) == (printed, edtf)


def test_without_a_date_of_the_record_what_is_due_stays_as_printed() -> None:
    """"Tomorrow" of an undated record is no day."""
    (one,) = undertaken("Mr. Smith promised to send the note tomorrow.", date=None)
    assert (one.due, one.due_date) == ("tomorrow", None)


def test_an_undertaking_belongs_to_the_issue_of_its_passage() -> None:
    """The issue is the one whose passage covers the sentence."""
    text = "Mr. Smith promised to send the note."
    spoken = (Utterance("specimen", 0, len(text), "Mr. Smith", Mode.REPORTED, 0.9, "r"),)
    passage = IssuePassage("specimen", 0, len(text), "the-note", "the note", True, 0.5, "r")
    (one,) = commitments(record(text), described(), spoken, (passage,))
    assert one.issue == "the-note"


def test_a_turn_of_many_sentences_undertakes_only_in_the_one_that_does() -> None:
    """Minutes with labelled turns hold a paragraph in one utterance: the commitment is its sentence, not the turn."""
    text = ("The harvest in the north was poor this year, and the mills of the whole province have stood idle since. "
            "I will send you the figures tomorrow. The roads are bad.")  # fmt: skip
    (one,) = by("Mr. Smith", text, mode=Mode.DIRECT)
    assert text[one.start : one.end] == "I will send you the figures tomorrow."


@pytest.mark.parametrize(
    ("language", "kind", "what", "text"),
    [
        ("ru", "promise", "Москва пришлёт два полка", "Советская сторона обещает, что Москва пришлёт два полка."),
        ("ru", "readiness", "разработать шаги к нему", "Гэндэн заявляет, что готов разработать шаги к нему."),
        ("ru", "agreed step", "начать переговоры о пакте", "Гэндэн соглашается начать переговоры о пакте."),
        ("de", "promise", "die Note weiterzuleiten", "Der Botschafter versprach, die Note weiterzuleiten."),
        ("de", "promise", "seiner Regierung berichten", "Er sagte, er werde seiner Regierung berichten."),
        ("de", "assurance", "man werde die Grenze achten", "Er versicherte, daß man die Grenze achten werde."),
    ],
)
def test_russian_and_german_say_it_in_their_own_words(language: str, kind: str, what: str, text: str) -> None:
    """Rules by hand find what is plainly said."""
    (one,) = by("Mr. Smith", text, language)
    assert one.kind == kind
    assert one.what.split()[0] == what.split()[0] or kind == "assurance"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Посол спросил, готов ли министр передать ноту?"),
        ("ru", "Посол отказался обещать что-либо и просит подождать."),
        ("de", "Der Botschafter fragte, ob er bereit sei, zu kommen."),
    ],
)
def test_questions_and_refusals_undertake_nothing_in_any_language(language: str, text: str) -> None:
    """Asking for readiness is not being ready."""
    assert by("Mr. Smith", text, language) == []


def test_a_language_without_resources_and_a_record_without_talk_give_none() -> None:
    """Nothing is guessed in a language memcon does not know, nor where nobody speaks."""
    assert by("Mr. Smith", "Lo prometió.", "es") == []
    assert commitments(record("He would come."), described(), (), ()) == ()


@pytest.mark.parametrize("language", ["en", "ru", "de"])
@pytest.mark.parametrize(
    "unit",
    ["he would ", "if he would, ", "it was agreed that Mr. A and Mr. B would send ", "within two or three ",
     "he promised to send (", "no not any intention ", "er werde x ", "он обещает в течение ", "x", ". . "],
)  # fmt: skip
def test_work_grows_with_the_length_of_the_text(language: str, unit: str) -> None:
    """A hostile text four times as long takes about four times as long, not sixteen."""

    def spent(length: int) -> float:
        text = unit * (length // len(unit))
        pieces = range(0, len(text), 900)
        spoken = tuple(
            Utterance("specimen", at, min(at + 900, len(text)), "Mr. Smith", Mode.REPORTED, 0.9, "r") for at in pieces
        )
        begin = time.process_time()
        commitments(record(text), described(language), spoken, ())
        return time.process_time() - begin

    spent(2_000)
    assert spent(60_000) < max(1.0, 8 * spent(15_000))
