"""What sentences do: one claim about acts each, on specimens written in the manner of their kind."""

from __future__ import annotations

import time

import pytest

from memcon.analysis.acts import acts
from memcon.analysis.acts.codebook import codebook
from memcon.analysis.acts.lexicon import lexicon
from memcon.analysis.acts.phrases import phrase
from memcon.analysis.utterances import utterances
from memcon.model.description import Description, Form, Participant
from memcon.model.findings import Mode, Utterance
from memcon.model.moves import Act, Label, Reply
from memcon.model.record import Passage, Record, Voice

SMITH, JONES = Participant("Mr. A. B. Smith"), Participant("Ambassador Jones", office="Ambassador")


def record(text: str, *passages: Passage) -> Record:
    """Lay a text out in one paragraph, unless passages are given."""
    return Record("specimen", "0" * 64, "specimen.txt", text, passages or (Passage(0, len(text)),))


def described(language: str = "en", present: tuple[Participant, ...] = (SMITH, JONES)) -> Description:
    """Describe a specimen that reports talk."""
    return Description(form=Form.RECORD_OF_CONVERSATION, reports_talk=True, language=language, present=present)


def found(text: str, engine: str = "rules", language: str = "en") -> tuple[Act, ...]:
    """Find the acts of a specimen whose talk memcon hears itself."""
    paper, about = record(text), described(language)
    return acts(paper, about, utterances(paper, about), engine=engine)


def first(text: str, engine: str = "rules", language: str = "en") -> Act:
    """Give the act of the first sentence."""
    return found(text, engine, language)[0]


ENGLISH = [
    ("Mr. Smith asked whether the note had arrived.", Label.ASK),
    ("Mr. Smith wished to know what the Ambassador thought of it.", Label.ASK),
    ("Mr. Smith asked the Ambassador to send the text.", Label.REQUEST),
    ("Mr. Smith asked whether he might see the map.", Label.REQUEST),
    ("Mr. Smith demanded that the ships be released.", Label.REQUEST),
    ("Mr. Smith proposed that a commission be formed.", Label.PROPOSE),
    ("Mr. Smith agreed with this view.", Label.ACCEPT),
    ("Mr. Smith said that he had no objection to the plan.", Label.ACCEPT),
    ("Mr. Smith refused to discuss it.", Label.REJECT),
    ("Mr. Smith promised to inform his Government.", Label.PROMISE),
    ("Mr. Smith warned that there would be serious consequences.", Label.WARN),
    ("Mr. Smith thanked the Ambassador for his help.", Label.APPRAISE),
    ("Mr. Smith regretted the incident.", Label.APPRAISE),
    ("Mr. Smith said that the harvest had been poor.", Label.INFORM),
]


@pytest.mark.parametrize(("text", "label"), ENGLISH)
def test_rules_read_the_plain_verbs_of_english(text: str, label: Label) -> None:
    """The reporting verb with its complement tells the act; asking to do is no asking."""
    assert first(text).label == label


RUSSIAN = [
    ("Тов. Громов спрашивает, сколько скота осталось.", Label.ASK),
    ("Тов. Громов просит прислать инструкторов.", Label.REQUEST),
    ("Тов. Громов требует освободить задержанных.", Label.REQUEST),
    ("Тов. Громов предлагает создать комиссию.", Label.PROPOSE),
    ("Тов. Громов соглашается начать переговоры.", Label.ACCEPT),
    ("Тов. Громов отказывается подписать протокол.", Label.REJECT),
    ("Тов. Громов обещает дать проводников.", Label.PROMISE),
    ("Тов. Громов предупреждает, что терпению есть предел.", Label.WARN),
    ("Тов. Громов благодарит за приём.", Label.APPRAISE),
    ("Тов. Громов переходит к вопросу о границе.", Label.PROCEDURE),
    ("Тов. Громов говорит, что потери велики.", Label.INFORM),
]


@pytest.mark.parametrize(("text", "label"), RUSSIAN)
@pytest.mark.parametrize("engine", ["rules", "default"])
def test_russian_is_read_by_rules_with_either_engine(text: str, label: Label, engine: str) -> None:
    """A language without a trained model falls back to its rules."""
    paper, about = record(text), described("ru", (Participant("Громов"),))
    said = (Utterance("specimen", 0, len(text), "Громов", Mode.REPORTED, 0.9, "", cue=" ".join(text.split()[:3])),)
    assert acts(paper, about, said, engine=engine)[0].label == label


GERMAN = [
    ("Der Minister fragte, ob die Truppen abgezogen seien.", Label.ASK),
    ("Der Minister beantragte, den Entwurf zu vertagen.", Label.PROPOSE),
    ("Der Minister lehnte den Antrag ab.", Label.REJECT),
    ("Der Minister dankte für die Mitteilung.", Label.APPRAISE),
]


@pytest.mark.parametrize(("text", "label"), GERMAN)
def test_german_has_its_plain_verbs(text: str, label: Label) -> None:
    """German minutes say what was moved, refused and asked with few verbs."""
    said = (Utterance("specimen", 0, len(text), "Der Minister", Mode.REPORTED, 0.9, ""),)
    assert acts(record(text), described("de", ()), said)[0].label == label


def test_a_question_is_linked_with_its_answer() -> None:
    """The answer points at the question, and both say how it was answered."""
    asked, answered = found("Mr. Smith asked whether the note had arrived. Ambassador Jones replied that it had.")
    assert (asked.label, asked.reply) == (Label.ASK, Reply.EXPLICIT)
    assert (answered.label, answered.reply, answered.responds_to) == (Label.ANSWER, Reply.EXPLICIT, asked.start)


def test_a_question_may_stay_without_an_answer() -> None:
    """Where nobody answers, the question says so."""
    assert first("Mr. Smith asked whether the note had arrived. He added that he was in a hurry.").reply == Reply.NONE


def test_two_questions_in_a_row_share_their_answer() -> None:
    """The answer leads to the nearer question; both are answered."""
    text = "Mr. Smith asked who had come. He asked also when. Ambassador Jones replied that all had come."
    one, two, answer = found(text)
    assert (one.reply, two.reply, answer.responds_to) == (Reply.EXPLICIT, Reply.EXPLICIT, two.start)


def test_not_knowing_is_an_answer_of_its_kind() -> None:
    """ "He did not know" answers by ignorance."""
    text = "Mr. Smith asked when the ship would sail. Ambassador Jones replied that he did not know."
    assert first(text).reply == Reply.IGNORANCE


def test_acceptance_points_at_the_proposal_of_the_other() -> None:
    """What is accepted is the last proposal of the other side."""
    proposed, accepted = found("Mr. Smith proposed that a commission be formed. Ambassador Jones agreed to this.")
    assert accepted.label == Label.ACCEPT
    assert accepted.responds_to == proposed.start


def test_the_condition_is_kept_as_printed() -> None:
    """An if-clause is the act's condition; "asked if" begins none."""
    assert first("Mr. Smith promised to sign if the Cabinet approved.").condition == "if the Cabinet approved"
    assert first("Mr. Smith asked if the Cabinet had met.").condition is None


def test_a_second_act_stands_on_its_clause() -> None:
    """ "Agreed, and requested ..." is two acts; the second has its own words and rank."""
    text = "Mr. Smith thanked the Ambassador and requested that the text be sent to him."
    one, two = found(text)
    assert (one.rank, one.start, one.end) == ("first", 0, len(text))
    assert (two.rank, two.label) == ("second", Label.REQUEST)
    assert text[two.start:two.end].startswith("and requested")


def test_a_marked_turn_is_cut_into_its_sentences() -> None:
    """A turn of three sentences that its source marks makes three acts."""
    text = "We have read the note. Will you sign it? I thank you."
    said = (Utterance("specimen", 0, len(text), "Smith", Mode.DIRECT, 0.98, "marked"),)
    passage = Passage(0, len(text), voice=Voice("Smith"))
    found_acts = acts(record(text, passage), described(), said, engine="rules")
    assert [text[one.start:one.end] for one in found_acts if one.rank == "first"] == [
        "We have read the note.", "Will you sign it?", "I thank you.",
    ]


def test_what_a_ruling_leaves_of_a_marked_turn_is_cut_into_its_sentences_too() -> None:
    """A person confirmed the middle of five sentences: the two before it and behind it stay acts of their own."""
    text = "We have read the note. It is clear. Will you sign it? I thank you. I shall wait."
    middle = text.index("Will"), text.index(" I thank")
    bounds = ((0, middle[0]), middle, (middle[1], len(text)))
    said = tuple(Utterance("specimen", start, end, "Smith", Mode.DIRECT, 0.98, "marked") for start, end in bounds)
    passage = Passage(0, len(text), voice=Voice("Smith"))
    found_acts = acts(record(text, passage), described(), said, engine="rules")
    assert [text[one.start:one.end] for one in found_acts if one.rank == "first"] == [
        "We have read the note.", "It is clear.", "Will you sign it?", "I thank you.", "I shall wait.",
    ]


def test_a_language_without_a_lexicon_has_no_acts() -> None:
    """Nothing is guessed in a language that memcon does not know."""
    said = (Utterance("specimen", 0, 8, "Smith", Mode.REPORTED, 0.9, ""),)
    assert acts(record("Bonjour."), described("fr"), said) == ()


@pytest.mark.parametrize("engine", ["rules", "default"])
def test_claims_hold_their_words_and_their_measure(engine: str) -> None:
    """Spans lie in the text, certainties between 0 and 1, each with a reason; twice gives the same."""
    text = " ".join(sentence for sentence, _ in ENGLISH)
    made = found(text, engine)
    assert made == found(text, engine)
    for one in made:
        assert 0 <= one.start < one.end <= len(text)
        assert one.reason
        assert one.certainty is not None
        assert 0 <= one.certainty <= 1
        assert one.cue is None or one.cue in text


def test_the_default_engine_knows_a_plain_question_and_its_answer() -> None:
    """The trained weights are shipped and read."""
    asked, answered = found(
        "Mr. Smith asked whether the note had arrived. Ambassador Jones replied that it had.", "default"
    )[:2]
    assert (asked.label, answered.label) == (Label.ASK, Label.ANSWER)


@pytest.mark.parametrize("text", ["x" * 200_000, "asked whether " * 15_000, "if, " * 50_000], ids=["x", "asks", "ifs"])
def test_endless_sentences_take_no_endless_time(text: str) -> None:
    """A sentence of 200,000 characters is read only at its beginning."""
    said = (Utterance("specimen", 0, len(text), "Smith", Mode.REPORTED, 0.9, ""),)
    started = time.process_time()
    made = acts(record(text), described(), said)
    assert made[0].end <= len(text)
    assert time.process_time() - started < 5


def test_the_codebook_defines_every_label() -> None:
    """Fourteen labels, each with a definition and a place for the other codebooks; every kind of reply."""
    book = codebook()
    assert [one["label"] for one in book["acts"]] == [label.value for label in Label]
    others = {"bpa", "iso", "cameo", "plover", "searle", "bales"}
    assert all(one["definition"] and others <= one.keys() for one in book["acts"])
    assert set(book["replies"]) == {reply.value for reply in Reply}


PHRASES = [
    ("agree~ to", "@s agreed to it ", True),
    ("agree~ .. to", "@s agreed in principle to it ", True),
    ("agree~ .. to", "@s agreed that he would like very much to ", False),
    ("agree~ !that", "@s agreed that ", False),
    ("agree~ fully? .", "@s agreed . ", True),
    ("agree* .", "the agreement . ", True),
    ("no_objection|problem to", "had no objection to ", True),
    ("^ agree~", "@s agreed ", False),
    ("agreed $", "he agreed . ", True),
]


@pytest.mark.parametrize(("written", "words", "fits"), PHRASES)
def test_phrases_mean_what_their_signs_say(written: str, words: str, fits: bool) -> None:
    """The small language of phrases: forms, gaps, refusals, options, beginnings, ends."""
    one = phrase(written, {}, lambda verb: [verb, f"{verb}d", f"{verb}s"], frozenset({"to"}))
    assert bool(one.pattern.search(words)) == fits


@pytest.mark.parametrize("code", ["en", "ru", "de"])
def test_every_language_of_acts_can_be_read(code: str) -> None:
    """Each acts.toml loads, has signs for every label but INFORM, and no phrase without words to look it up by."""
    known = lexicon(code)
    assert known is not None
    assert {sign.label for sign in known.signs} == set(Label) - {Label.INFORM}
    assert len(known.always) < len(known.signs) / 4
