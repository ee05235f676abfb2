"""The measures of influence: who leads by construction is found leading, and what means nothing is not given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import memcon
from influence_specimens import ELPHBERG, STRELSAU, Said, chatter, evidence, invented_words, swapped, told
from memcon.inquiries.influence import read
from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import Figure, Measure
from memcon.inquiries.influence.measures import agenda, concession, questions, record_share, uptake
from memcon.inquiries.influence.read import catalogue, gather
from memcon.inquiries.influence.resampling import DIFFERENCE
from memcon.inquiries.influence.vocabulary import Terms, Vocabulary
from memcon.model.errors import TooLittle

PAGE = Path(__file__).resolve().parents[1] / "docs" / "influence.md"
Figures = dict[tuple[str, str | None, str | None], Figure]
MEETINGS = 24


def apart(found: Figures, quantity: str) -> Figure:
    return found[quantity, DIFFERENCE, None]


def leads(figure: Figure) -> bool:
    """The whole interval of a difference lies above nothing."""
    return figure.low is not None and figure.low > 0


def value(found: Figures, quantity: str, side: str, issue: str | None = None) -> float | None:
    return found[quantity, side, issue].value


# Agenda


def agenda_talks() -> Evidence:
    """Elphberg opens three or four issues, Strelsau speaks on each; on Strelsau's one nobody says a word."""
    talks = []
    for meeting in range(MEETINGS):
        talk = []
        for number in range(3 + meeting % 2):
            issue = f"issue {meeting} {number}"
            talk += [Said(0, "PROPOSE", issue=issue), Said(1, "ACCEPT" if number == 0 else "INFORM", issue=issue)]
        talk += [Said(1, "INFORM", issue=f"toll {meeting}")] * 2
        talks.append(talk)
    return evidence(talks)


def test_who_opens_the_issues_is_found_leading() -> None:
    """Most issues are opened by one side, and more than its share of the record."""
    found = told(agenda.MEASURE, agenda_talks())
    assert value(found, "opens", ELPHBERG) == 3.5 / 4.5
    assert leads(apart(found, "opens beyond its share"))


def test_an_issue_is_taken_up_when_the_other_speaks_on_it_and_granted_when_it_accepts() -> None:
    """Taking up has two thresholds."""
    found = told(agenda.MEASURE, agenda_talks())
    assert value(found, "is taken up", ELPHBERG) == 1.0
    assert value(found, "is granted something", ELPHBERG) == pytest.approx(1 / 3.5)
    assert value(found, "is taken up", STRELSAU) == 0.0


def test_who_puts_issues_off_and_who_brings_them_back() -> None:
    """One side ends each talk of the toll by deferring it; the other brings it back in the next meeting."""
    talk = [Said(0, "REQUEST", issue="toll"), Said(1, "DEFER", issue="toll")]
    found = told(agenda.MEASURE, evidence([talk] * MEETINGS))
    assert value(found, "puts off", STRELSAU) == 1.0
    assert value(found, "closes", ELPHBERG) == 0.0
    assert value(found, "brings back", ELPHBERG) == 1.0
    assert found["brings back", ELPHBERG, None].parts[1] == MEETINGS - 1


# Concession


def test_who_presses_and_who_yields() -> None:
    """One side only presses, the other only yields: the balance lies at its ends, and the sides apart."""
    found = told(concession.MEASURE, evidence([[Said(0, "REQUEST"), Said(0, "HOLD"), Said(1, "ACCEPT")]] * MEETINGS))
    assert found["balance", ELPHBERG, None].parts == (-2 * MEETINGS, 2 * MEETINGS)
    assert found["balance", STRELSAU, None].parts == (MEETINGS, MEETINGS)
    assert found["soft to hard", ELPHBERG, None].parts == (0, MEETINGS)


def test_labels_that_are_unsure_are_not_counted_but_their_share_is_told() -> None:
    """An act below 60 % sure is no move; a person's word is sure."""
    talk = [Said(0, "REQUEST", certainty=0.5), Said(0, "REQUEST", certainty=None), Said(1, "ACCEPT")]
    found = told(concession.MEASURE, evidence([talk] * MEETINGS))
    assert found["balance", ELPHBERG, None].parts == (-MEETINGS, MEETINGS)
    assert value(found, "moves left out", ELPHBERG) == 0.5


def test_what_becomes_of_the_others_proposals() -> None:
    """By the act that answers, or by what the other's next contribution says first on the issue."""
    talk = [
        Said(0, "PROPOSE"), Said(1, "INFORM"), Said(1, "ACCEPT"),
        Said(0, "INFORM"),
        Said(1, "REQUEST"), Said(0, "INFORM"), Said(1, "INFORM"), Said(0, "REJECT", answers=3),
    ]  # fmt: skip
    found = told(concession.MEASURE, evidence([talk] * MEETINGS))
    assert value(found, "grants", STRELSAU) == 1.0
    assert value(found, "refuses", ELPHBERG) == 1.0
    assert value(found, "no answer told", ELPHBERG) == 0.0


def test_a_third_who_agrees_after_the_other_has_answered_grants_nothing_for_it() -> None:
    """The other answers with a statement; that a third then accepts is not the other's yielding."""
    talk = [Said(0, "PROPOSE"), Said(1, "INFORM", answers=1), Said(2, "ACCEPT", answers=2)]
    found = told(concession.MEASURE, evidence([talk] * MEETINGS))
    assert value(found, "grants", STRELSAU) == 0.0
    assert value(found, "no answer told", STRELSAU) == 1.0


def test_a_proposal_that_a_third_answers_is_not_the_others_to_grant() -> None:
    """What a third says to it counts for neither side."""
    talk = [Said(0, "PROPOSE"), Said(2, "ACCEPT", answers=1), Said(1, "INFORM")]
    assert ("grants", STRELSAU, None) not in told(concession.MEASURE, evidence([talk] * MEETINGS))


def test_a_stand_turns_within_a_meeting_and_from_one_to_the_next() -> None:
    """Strelsau refuses in one meeting and agrees in the next; Elphberg the other way round, within one."""
    refusing = [Said(1, "REJECT"), Said(0, "ACCEPT"), Said(0, "HOLD")]
    agreeing = [Said(1, "ACCEPT"), Said(0, "ACCEPT"), Said(0, "HOLD")]
    found = told(concession.MEASURE, evidence([refusing, agreeing] * MEETINGS))
    assert value(found, "comes round in a later meeting", STRELSAU) == 1.0
    assert value(found, "hardens in a later meeting", STRELSAU) == 1.0
    assert value(found, "comes round in a later meeting", ELPHBERG) == 1.0
    assert ("hardens in a later meeting", ELPHBERG, None) not in found
    assert value(found, "hardens", ELPHBERG) == 1.0


def test_a_side_that_yields_more_from_meeting_to_meeting_has_a_rising_trend() -> None:
    """The slope is that by which it was made; the other's lies around nothing."""
    talks = []
    for meeting in range(20):
        yielding = meeting - meeting % 2
        theirs = [Said(1, "ACCEPT")] * yielding + [Said(1, "REQUEST")] * (20 - yielding)
        talks.append([*theirs, *[Said(0, "ACCEPT"), Said(0, "HOLD")] * 5])
    found = told(concession.MEASURE, evidence(talks))
    rising = found["trend of the balance", STRELSAU, None]
    assert rising.value == pytest.approx(0.1, abs=0.01)
    assert leads(rising)
    assert found["trend of the balance", ELPHBERG, None].why == "it is the same in every meeting"


# Questions


def test_who_asks_who_must_answer_and_who_evades() -> None:
    """One side asks three of four questions; the other dodges half, declines none."""
    talk = [
        Said(0, "ASK", reply="dodge"), Said(1, "ANSWER", reply="dodge", answers=1),
        Said(0, "ASK", reply="explicit"), Said(1, "ANSWER", reply="explicit", answers=1),
        Said(0, "ASK", reply="none"), Said(1, "INFORM"),
        Said(1, "ASK", reply="implicit"), Said(0, "INFORM", answers=1),
    ]  # fmt: skip
    found = told(questions.MEASURE, evidence([talk] * MEETINGS))
    assert value(found, "asks", ELPHBERG) == 0.75
    assert value(found, "must answer", STRELSAU) == 0.75
    assert value(found, "evades", STRELSAU) == pytest.approx(1 / 3)
    assert value(found, "leaves open", STRELSAU) == pytest.approx(1 / 3)
    assert value(found, "answers", ELPHBERG) == 1.0
    assert value(found, "evades", ELPHBERG) == 0.0


def test_several_questions_that_are_answered_in_one_speech_are_not_left_open() -> None:
    """Three questions of a long speech, and a reply that begins to answer them: none is left open."""
    talk = [Said(0, "ASK", reply="none")] * 3 + [Said(1, "ANSWER"), Said(1, "INFORM")]
    found = told(questions.MEASURE, evidence([talk] * MEETINGS))
    assert value(found, "answers", STRELSAU) == 1.0
    assert value(found, "leaves open", STRELSAU) == 0.0


def test_a_question_to_a_third_is_not_the_others_to_answer() -> None:
    """The other side has not evaded what somebody else was asked."""
    talk = [Said(0, "ASK", reply="explicit"), Said(2, "ANSWER", answers=1), Said(1, "INFORM")]
    assert ("answers", STRELSAU, None) not in told(questions.MEASURE, evidence([talk] * MEETINGS))


# Share of the record


def test_the_share_of_the_record_leaves_out_what_nobody_is_known_to_have_said() -> None:
    """Words of nobody are told apart; a third's count in what the shares are out of."""
    talk = [Said(0, "INFORM", "one two three four"), Said(1, "INFORM", "one two"), Said(2, "INFORM", "one two"),
            Said(None, "INFORM", "one two")]  # fmt: skip
    found = told(record_share.MEASURE, evidence([talk] * 30))
    assert value(found, "words", ELPHBERG) == 0.5
    assert found["words of nobody known", None, None].value == pytest.approx(0.2)
    assert value(found, "words", STRELSAU) == 0.25


# Uptake


def heeding(random: np.random.Generator) -> Evidence:
    """Strelsau answers in Elphberg's words, Elphberg never in Strelsau's."""
    talks = chatter(random)
    for talk in talks:
        for at, one in enumerate(talk[:-1]):
            if one.side == 0:
                own = " ".join(talk[at + 1].text.split()[:5])
                talk[at + 1] = Said(1, "INFORM", f"{own} {' '.join(one.text.split()[:3])}")
    return evidence(talks)


def test_whose_words_the_other_takes_up_is_found_leading() -> None:
    """The words of one side come back in the replies, beyond what a shared subject gives; the other's do not."""
    found = told(uptake.MEASURE, heeding(np.random.default_rng(1)))
    mine, its = found["words taken up", ELPHBERG, None], found["words taken up", STRELSAU, None]
    assert mine.value is not None
    assert mine.value > 0.15
    assert mine.chance == pytest.approx(1 / 1001)
    assert its.value == pytest.approx(0, abs=0.05)
    assert leads(apart(found, "words taken up"))
    assert apart(found, "words taken up").chance == pytest.approx(2 / 1001)


def introducing(random: np.random.Generator) -> Evidence:
    """In each meeting Elphberg says new words that Strelsau says later; both else draw from the same words."""
    talks = chatter(random, turns=16)
    for talk in talks:
        mine = [at for at, one in enumerate(talk) if one.side == 0]
        its = [at for at, one in enumerate(talk) if one.side == 1]
        new = invented_words(random, 4)
        for at in (mine[3], its[-1]):
            talk[at] = Said(talk[at].side, "INFORM", f"{talk[at].text} {' '.join(new)}")
    return evidence(talks)


def test_who_brings_in_the_words_is_found_leading() -> None:
    """New words are first said by one side, and later by the other."""
    held = introducing(np.random.default_rng(2))
    found = told(uptake.MEASURE, held)
    figure = found["words brought in beyond chance", ELPHBERG, None]
    assert figure.value is not None
    assert figure.value > 0
    assert figure.chance is not None
    assert figure.chance < 0.01
    assert leads(apart(found, "words brought in beyond chance"))


def test_terms_are_shown_that_one_side_said_first() -> None:
    """Each example names side, term and meeting, and in how many sentences the other uses it."""
    talk = [Said(0, "INFORM", "The iron bridge lies open."), Said(1, "INFORM", "Of the iron bridge we know.")]
    found = list(uptake.examples(evidence([talk] * 6)))
    assert [(one.side, one.term, one.meeting, one.taken) for one in found] == [(ELPHBERG, "iron bridge", 0, 6)]


def test_forms_of_a_word_are_one_and_names_and_function_words_are_none() -> None:
    """Troops and troop are one word; "said", "the" and the name of who talks are nobody's words."""
    talk = [Said(0, "INFORM", "Rudolf said the troops are marching to garrisons near rivers."),
            Said(1, "INFORM", "He said that Michael saw a troop march from its garrison at a river.")]  # fmt: skip
    found = told(uptake.MEASURE, evidence([talk * 3] * 8))
    assert value(found, "words in the reply", ELPHBERG) == pytest.approx(1.0)


def test_words_of_two_languages_are_never_one() -> None:
    """Russian words are put in their basic form by their own grammar."""
    talk = [Said(0, "INFORM", "Войска, мосты и железную дорогу."),
            Said(1, "INFORM", "Мост, войсками и железная дорога.")]  # fmt: skip
    found = told(uptake.MEASURE, evidence([talk * 3] * 8, language="ru"))
    assert value(found, "words in the reply", ELPHBERG) == pytest.approx(1.0)


# All of them


@pytest.mark.parametrize("measure", [agenda, concession, questions, record_share, uptake], ids=lambda one: one.__name__)
def test_exchanging_the_sides_mirrors_the_figures(measure: object) -> None:
    """What is said of one side is said of the other when they change places; a difference changes its sign."""
    random = np.random.default_rng(3)
    labels = ["PROPOSE", "ACCEPT", "REJECT", "HOLD", "ASK", "ANSWER", "INFORM", "PROCEDURE", "DEFER"]
    talks = chatter(random, meetings=12)
    for talk in talks:
        talk[:] = [
            Said(one.side, str(random.choice(labels)), one.text, f"issue {at // 5}", "explicit")
            for at, one in enumerate(talk)
        ]
    held, taken = evidence(talks), getattr(measure, "MEASURE", None)
    assert isinstance(taken, Measure)
    one, other = told(taken, held), told(taken, swapped(held))
    assert one.keys() == other.keys()
    for (quantity, side, issue), figure in one.items():
        mirrored = other[quantity, side, issue].value
        if figure.value is None:
            assert mirrored is None
        else:
            sign = -1 if side == DIFFERENCE else 1
            assert mirrored == pytest.approx(sign * figure.value, abs=0.02 if "chance" in quantity else 1e-9), quantity


REFUSALS: list[tuple[Callable[[Evidence], str | None], list[Said], str]] = [
    (agenda.refused, [Said(0, "INFORM", issue=None), Said(1, "INFORM", issue=None)], "open 0 issues"),
    (concession.refused, [Said(0, "INFORM"), Said(1, "REQUEST", certainty=0.3)], "0 moves"),
    (questions.refused, [Said(0, "INFORM"), Said(1, "ASK", certainty=0.3)], "0 questions"),
    (uptake.refused, [Said(0, "INFORM"), Said(0, "INFORM")], "no reply to compare"),
]


@pytest.mark.parametrize(("refused", "talk", "words"), REFUSALS, ids=[one[2] for one in REFUSALS])
def test_a_measure_is_refused_with_its_reason(
    refused: Callable[[Evidence], str | None], talk: list[Said], words: str
) -> None:
    """Where the records do not allow it, the reason is said; where they do, nothing."""
    said = refused(evidence([talk] * 6))
    assert said is not None
    assert words in said


def test_a_term_is_shown_as_it_is_printed() -> None:
    """Counted by its basic words, shown by those that can be found in the record."""
    terms = Terms()
    first = terms.of("He spoke of the disposition of troops.", Vocabulary("en", frozenset()))
    again = terms.of("The troop dispositions were settled; disposition of troop trains.", Vocabulary("en", frozenset()))
    assert "disposition of troops" in {terms.printed[number] for number, phrase in first & again if phrase}


def test_a_figure_that_rests_on_too_little_is_not_given() -> None:
    """Fewer than five meetings, or fewer than ten to count from: the figure is empty and says why."""
    ask = [Said(0, "ASK", reply="explicit"), Said(1, "ANSWER", answers=1)]
    quiet = [Said(0, "INFORM"), Said(1, "INFORM")]
    few = told(questions.MEASURE, evidence([ask * 5] * 3 + [quiet] * 20))["asks", ELPHBERG, None]
    assert (few.value, few.why) == (None, "it rests on 3 of the meetings; 5 are needed")
    thin = told(questions.MEASURE, evidence([ask] * 6))["asks", ELPHBERG, None]
    assert (thin.value, thin.why) == (None, "there are 6 to count from; 10 are needed")


def test_issues_that_come_up_in_five_meetings_have_figures_of_their_own() -> None:
    """Four are too few; the same act counts for all issues and for its own. A lone issue is all there is."""
    talks = [
        [Said(0, "REQUEST", issue="crown"), Said(1, "ACCEPT", issue="toll" if n < 4 else "crown")] * 3
        for n in range(12)
    ]
    found = told(concession.MEASURE, evidence(talks))
    assert {issue for _, _, issue in found} == {None, "crown"}
    alone = told(concession.MEASURE, evidence([[Said(0, "REQUEST"), Said(1, "ACCEPT")]] * 12))
    assert {issue for _, _, issue in alone} == {None}


@pytest.mark.parametrize("measure", catalogue(), ids=lambda one: one.name)
def test_the_page_names_each_measure_and_quantity(measure: Measure) -> None:
    """Nobody has to guess what a figure is."""
    page = PAGE.read_text(encoding="utf-8")
    assert f"## {measure.title}" in page
    for quantity in measure.quantities:
        assert f"`{quantity}`" in page


@pytest.mark.parametrize("measure", [agenda, concession, questions, record_share, uptake], ids=lambda one: one.__name__)
def test_every_quantity_is_explained(measure: object) -> None:
    """Each quantity that is measured has its words, and each that has words can be measured."""
    taken = getattr(measure, "MEASURE", None)
    assert isinstance(taken, Measure)
    labels = ["PROPOSE", "HOLD", "ACCEPT", "REJECT", "ASK", "DEFER", "CONCEDE"]
    talk = [
        Said(at % 2, labels[at % 7], f"bridge toll river horse {at}", f"i{at // 4}", "explicit") for at in range(28)
    ]
    found = told(taken, evidence([talk] * 8), 50)
    assert {quantity for quantity, _, _ in found} == set(taken.quantities)


def test_english_and_russian_records_of_one_meeting_count_once(tmp_path: Path) -> None:
    """The calendar holds each meeting in two languages; its series has each once."""
    memcon.demo(to=tmp_path / "demo")
    held = gather(tmp_path / "demo", between=("Soviet", "Mongolian")).evidence
    assert {one.language for one in held.meetings} == {"en"}
    assert sum(one.perhaps for one in held.meetings) <= 2  # not the Russian twins: two talks of December 1933
    assert len({one.date for one in held.meetings}) >= len(held.meetings) - 1
    assert held.acts["meeting"].n_unique() == len(held.meetings)
    assert (
        held.acts.filter(pl.col("text").str.contains(r"\p{Cyrillic}{4,} \p{Cyrillic}{4,} \p{Cyrillic}{4,}")).height < 5
    )


NOTHING: list[tuple[list[list[Said]], str]] = [
    ([[Said(0, "INFORM"), Said(1, "INFORM")]] * 4, "the archive has records of 4 meetings"),
    ([[]] * 6, "no acts are known in these 6 meetings"),
    ([[Said(None, "INFORM")]] * 6, "of no act is it known whose it is"),
    ([[Said(0, "INFORM"), Said(2, "INFORM")]] * 6, f"{STRELSAU}: nothing is set down as theirs in these 6 meetings"),
]


@pytest.mark.parametrize(("talks", "words"), NOTHING, ids=[one[1] for one in NOTHING])
def test_a_series_that_tells_nothing_is_refused(talks: list[list[Said]], words: str) -> None:
    """Too few meetings, no acts, nobody known, one side only: each is refused with its plain word."""
    with pytest.raises(TooLittle) as refused:
        read._enough(evidence(talks), "ruritania", None, "")
    assert words in str(refused.value)


def test_an_issue_that_is_asked_for_is_one_issue_in_each_meeting() -> None:
    """Whatever its passages are labelled; who raises it is then who first speaks on it in the meeting."""
    talk = [Said(1, "INFORM", issue="bridge"), Said(0, "INFORM", issue="bridge")]
    talk += [Said(0, "INFORM", issue="toll bridge"), Said(1, "ACCEPT", issue="toll bridge")]
    held = evidence([talk] * MEETINGS)
    assert told(agenda.MEASURE, held)["opens", STRELSAU, None].value == 0.5
    asked = replace(held, acts=read._as("bridge", held.acts))
    found = told(agenda.MEASURE, asked)
    assert found["opens", STRELSAU, None].parts == (MEETINGS, MEETINGS)
    assert found["brings back", STRELSAU, None].parts == (MEETINGS - 1, MEETINGS - 1)


def test_issues_that_seldom_recur_are_told_of() -> None:
    """There are no figures by issue then, and the reader learns why, and how to ask."""
    talks = [[Said(0, "INFORM", issue=f"issue {meeting // 2}"), Said(1, "INFORM")] for meeting in range(6)]
    seldom = evidence([[replace(one, issue=one.issue if one.side == 0 else None) for one in talk] for talk in talks])
    said = read._rarely(seldom)
    assert said is not None
    assert "“issue 0” in 2" in said
    assert read._rarely(evidence([[Said(0, "INFORM")]] * 6)) is None


def test_a_language_that_is_not_known_counts_as_that_of_the_other_records() -> None:
    """A short record taken for another language still shares its words with the rest."""
    talk = [Said(0, "INFORM", "The iron bridge lies open."), Said(1, "INFORM", "Of the iron bridge we know.")]
    held = evidence([talk] * 6)
    strange = replace(held, meetings=(replace(held.meetings[0], language="pcm"), *held.meetings[1:]))
    assert list(uptake.examples(strange)) == list(uptake.examples(held))
