"""The gate: only what stands on its words, by the speaker it names, is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from account_specimens import passage_of, specimen
from memcon.analysis.resolving import Resolved
from memcon.inquiries.account.page import Account, Group, Line, Quotation, Section, Table, Words
from memcon.inquiries.gate import Gate, guarded, refusal
from memcon.model.findings import Mode, Utterance
from memcon.model.moves import Label
from memcon.model.register import Person

VIEW = specimen()


def quoting(words: str, where: str, speaker: str | None = None, label: Label | None = None) -> Quotation:
    """Quote words as standing in the passage that holds others."""
    passage = passage_of(VIEW, where)
    return Quotation(VIEW.record.id, passage.start, passage.end, words, speaker, label)


@pytest.mark.parametrize(
    ("words", "speaker", "label"),
    [
        ("the old bridge was not safe for heavy trains", "Sapt", Label.INFORM),
        ("both administrations should share the cost of a new one.", "Sapt", Label.PROPOSE),
        ("both  administrations\nshould share the cost", "Sapt", Label.PROPOSE),
        ("both administrations should share …", "Sapt", None),
        ("… both administrations should share...", "Sapt", None),
        ("[…] share the cost of a new one [...]", "Sapt", None),
        ("not safe for heavy trains. He proposed that both", "Sapt", None),
        ("the Board had made no plans … and would make none", "Hentzau", Label.ANSWER),
        ("The main issue was who would pay for the bridge.", None, None),
        ("The drawings were sent in July.", None, None),
    ],
)
def test_what_stands_passes(words: str, speaker: str | None, label: Label | None) -> None:
    """Contiguous words pass; blanks do not matter, and an ellipsis at an end only marks a cut."""
    where = words.strip(" …[]").split("\n")[0].split("  ")[0].split("...")[0][:12]
    assert refusal(quoting(words, where, speaker, label), VIEW) is None


@pytest.mark.parametrize(
    ("words", "where", "reason"),
    [
        ("the bridge would fall in the spring", "Sapt said", "do not stand in the record"),
        ("the old bridge … share the cost of a new one", "Sapt said", "stitched"),
        ("the old bridge was not safe. He agreed to share the cost equally", "Sapt said", "stitched"),
        ("the old bridge share the cost of a new one", "Sapt said", "stitched"),
        ("the old bridge was not safe, for heavy trains", "Sapt said", "punctuation"),
        ("The Old Bridge was not safe", "Sapt said", "punctuation"),
        ("share the cost equally", "Sapt said", "another passage"),
        ("gree to any payment", "Hentzau replied", "word in two"),
        ("the cost equal", "after a pause", "word in two"),
        ("agree to any payment before the harvest", "Hentzau replied", "denies"),
        ("safe for heavy trains", "Sapt said", "denies"),
        ("…", "Sapt said", "no word"),
        ("", "Sapt said", "no word"),
        ("the Board had made no plans and would make none", "Sapt asked", "punctuation"),
    ],
)
def test_what_does_not_stand_is_refused(words: str, where: str, reason: str) -> None:
    """False, stitched, altered, cut or misplaced quotations are refused, and the reason says which."""
    assert reason in (refusal(quoting(words, where), VIEW) or "passed")


def test_a_quotation_across_passages_needs_both_cited() -> None:
    """Words that run over the end of a passage pass only where the citation names both."""
    words = "the cost of a new one. Hentzau replied that he did not agree"
    begin, end = passage_of(VIEW, "Sapt said"), passage_of(VIEW, "Hentzau replied")
    alone = Quotation(VIEW.record.id, begin.start, begin.end, words)
    assert "another passage" in (refusal(alone, VIEW) or "")
    assert refusal(replace(alone, end=end.end), VIEW) is None


@pytest.mark.parametrize(
    ("words", "where", "speaker", "reason"),
    [
        ("the old bridge was not safe", "Sapt said", "Hentzau", "the speaker there is Sapt"),
        ("The drawings were sent in July.", "The drawings", "Hentzau", "nobody is found to speak"),
        ("if the bridge fell. Hentzau answered that", "Sapt asked", "Sapt", "runs over words of Hentzau"),
        ("the old bridge was not safe", "Sapt said", "Rupert", "the speaker there is Sapt"),
    ],
)
def test_words_of_another_speaker_are_refused(words: str, where: str, speaker: str, reason: str) -> None:
    """The speaker named must be the one attributed there, of all the words."""
    assert reason in (refusal(quoting(words, where, speaker), VIEW) or "passed")


def test_another_act_than_the_one_found_is_refused() -> None:
    """What was found to be a proposal is not shown as a promise."""
    quotation = quoting("both administrations should share the cost", "Sapt said", "Sapt", Label.PROMISE)
    assert "calls this PROMISE, and PROPOSE was found" in (refusal(quotation, VIEW) or "")


def test_a_ruling_on_the_speaker_holds_at_the_gate() -> None:
    """After a person said who speaks, the old name does not pass and the new one does."""
    words, text = "the old bridge was not safe", VIEW.record.text
    at = text.index(words)
    ruled = tuple(replace(one, speaker_name="Rupert", certainty=None) if one.start <= at < one.end else one
                  for one in VIEW.utterances)  # fmt: skip
    view = replace(VIEW, utterances=ruled)
    assert "the speaker there is Rupert" in (refusal(quoting(words, "Sapt said", "Sapt"), view) or "")
    assert refusal(quoting(words, "Sapt said", "Rupert"), view) is None


def test_a_speaker_may_be_called_by_part_of_his_name_when_nobody_else_bears_it() -> None:
    """A part of a name will do until a second speaker bears it; another print of one person is that person."""
    first, *rest = VIEW.utterances
    view = replace(VIEW, utterances=(replace(first, speaker_name="Colonel Rupert Sapt"), *rest[:1]))
    quotation = quoting("the old bridge was not safe", "Sapt said", "Sapt")
    assert refusal(quotation, replace(view, utterances=view.utterances[:1])) is None
    other = Utterance(VIEW.record.id, rest[-1].start, rest[-1].end, "Fritz Sapt", Mode.REPORTED, 0.9, "")
    both = replace(view, utterances=(*view.utterances, other))
    assert "the speaker there is Colonel" in (refusal(quotation, both) or "")
    known = {"The Ambassador": Resolved("sapt", "the test says so")}
    spoken = replace(first, speaker="sapt")
    view = replace(VIEW, utterances=(spoken,), persons=known)
    assert refusal(quoting("the old bridge was not safe", "Sapt said", "The Ambassador"), view) is None
    assert Person("sapt", "Rupert Sapt").id == spoken.speaker


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (7, 3), (0, 10**9)])
def test_a_place_that_is_not_there_is_refused(span: tuple[int, int]) -> None:
    """A citation outside the record never passes, and never raises."""
    assert "does not have" in (refusal(Quotation(VIEW.record.id, *span, "the old bridge"), VIEW) or "")


def test_a_record_outside_the_account_is_refused() -> None:
    """A sentence on a record that was not read cannot be checked, so it is not shown."""
    line = Line((Quotation("another-1", 0, 9, "the bridge"),))
    assert "not among the records" in (Gate.of([VIEW]).reason(line) or "")


def test_refused_sentences_are_counted_wherever_they_stand() -> None:
    """Lines of sections, groups and cells are all checked; what is refused is listed with its reason and maker."""
    good = Line((Words("Sapt: "), quoting("the old bridge was not safe", "Sapt said", "Sapt")))
    bad = Line((Words("Sapt: "), quoting("the bridge is new", "Sapt said", "Sapt")), made_by="a model")
    table = Table(("a", "b"), (((good,), (bad, good)),))
    section = Section("s", "S", (good, bad), (Group(good, (bad, good)), Group(bad, (good,))), table)
    passed = guarded(Account("T", (VIEW.record.id,), None, (bad,), (section,)), Gate.of([VIEW]))
    (left,) = passed.sections
    assert (passed.head, left.lines, left.groups) == ((), (good,), (Group(good, (good,)),))
    assert left.table == Table(("a", "b"), (((good,), (good,)),))
    assert [one.made_by for one in passed.refused] == ["a model"] * 5
    assert all("do not stand" in one.reason for one in passed.refused)


@given(some.data())
def test_any_stretch_of_whole_words_passes_and_any_changed_letter_does_not(choice: some.DataObject) -> None:
    """Words as they stand pass unless a denial stands before them; with one letter changed they never do."""
    passage = choice.draw(some.sampled_from(VIEW.record.passages))
    words = VIEW.record.words(passage).split(" ")
    begin = choice.draw(some.integers(0, len(words) - 1))
    end = choice.draw(some.integers(begin + 1, len(words)))
    said = " ".join(words[begin:end])
    quotation = Quotation(VIEW.record.id, passage.start, passage.end, said)
    reason = refusal(quotation, VIEW)
    assert reason is None or "denies" in reason or "no word" in reason
    at = choice.draw(some.integers(0, len(said) - 1))
    if said[at].isalpha():
        altered = f"{said[:at]}ж{said[at + 1 :]}"
        assert refusal(replace(quotation, words=altered), VIEW) is not None
