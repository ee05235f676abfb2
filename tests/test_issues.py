"""What a talk is about: issues, their passages, their names, and the principal one."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.acts import acts
from memcon.analysis.describe import describe
from memcon.analysis.issues import issues
from memcon.analysis.issues.grouping import linked, windows
from memcon.analysis.issues.lore import lore
from memcon.analysis.issues.naming import names, slug
from memcon.analysis.issues.phrases import phrases
from memcon.analysis.issues.terms import parts, told, words
from memcon.analysis.issues.weighing import read as read_weights
from memcon.analysis.utterances import utterances
from memcon.model.errors import MemconError
from memcon.model.moves import IssuePassage
from memcon.model.record import Record

CALENDAR = Path(__file__).resolve().parents[1] / "src" / "memcon" / "calendar"
MEMORANDUM = """Memorandum of Conversation, by the Director of the Office of Zendan Affairs (Ashley)

[Streslau,] May 3, 1905.

Participants: The Zendan Minister, Mr. Rassendyll; Mr. Ashley.

The Zendan Minister called this morning at his own request. He asked whether a decision had been reached on the loan
for the Strelsau railway. He said that the railway could not be finished without the loan, and that the bankers of the
capital had refused to lend.

Mr. Ashley replied that the loan for the railway was still before the Treasury. He thought that the Treasury would want
to know how the railway was to pay.

Turning to the frontier, the Minister said that the withdrawal of Ruritanian troops from the frontier had been promised
for April. Ruritanian troops were still seen on the frontier near Hentzau. Mr. Ashley said that he had heard nothing of
Ruritanian troops and would inquire.

With regard to the fisheries treaty, Mr. Ashley proposed that experts of both sides should meet in June. The Minister
agreed that experts should look at the fisheries treaty.
"""


def found(text: str, name: str = "memo.txt") -> tuple[Record, tuple[IssuePassage, ...]]:
    """Read one text and find its issues."""
    record = next(one for one in read(Incoming(name, None, text.encode()))[1] if not isinstance(one, Refusal))
    description = describe(record).over(record.stated)
    said = utterances(record, description)
    return record, issues(record, description, said, acts(record, description, said))


def of_the_calendar(language: str, day: str) -> tuple[IssuePassage, ...]:
    """The issues of the calendar's talk of a day."""
    path = CALENDAR / f"talks-1932-1939.{language}.xml"
    for record in read(Incoming(path.name, path))[1]:
        if isinstance(record, Refusal):
            continue
        description = describe(record).over(record.stated)
        if description.date and description.date.edtf == day:
            said = utterances(record, description)
            return issues(record, description, said, acts(record, description, said))
    raise AssertionError(day)


def test_a_memorandum_falls_into_its_topics() -> None:
    """Each topic has its passage; a reply stays with what it replies to."""
    record, passages = found(MEMORANDUM)
    by_word = {
        word: {one.issue for one in passages if word in record.text[one.start:one.end]}
        for word in ("railway", "Ruritanian", "fisheries")
    }
    assert all(len(held) == 1 for held in by_word.values()), by_word
    assert len(set.union(*by_word.values())) == 3


def test_names_are_phrases_of_the_record() -> None:
    """A name is made of the record's own words, in their order; its id is a slug of it."""
    record, passages = found(MEMORANDUM)
    text = " ".join(record.text.split()).lower()
    for one in passages:
        assert one.label.lower() in text, one.label
        assert one.issue == slug(one.label)
    assert "Withdrawal of Ruritanian troops from the frontier" in {one.label for one in passages}


def test_the_principal_issue_is_one_and_says_why() -> None:
    """Its reason shows the ranking: share of the talk, what comes next."""
    _, passages = found(MEMORANDUM)
    principal = [one for one in passages if one.principal]
    assert len({one.issue for one in principal}) == 1
    assert "sentences of talk" in principal[0].reason
    assert "then “" in principal[0].reason


def test_passages_lie_in_order_inside_the_text() -> None:
    """They do not overlap, and every certainty is a probability."""
    record, passages = found(MEMORANDUM)
    assert passages == found(MEMORANDUM)[1]
    for one, after in pairwise(passages):
        assert 0 <= one.start < one.end <= after.start <= len(record.text)
    assert all(one.certainty is not None and 0 < one.certainty < 1 for one in passages)


@pytest.mark.parametrize(
    ("language", "words_of_it"),
    [("en", ("Mongolia", "independence", "Japanese attack")), ("ru", ("Монголия", "независимость", "Японии"))],
)
def test_what_a_record_calls_its_main_issue_is_the_principal_one(language: str, words_of_it: tuple[str, ...]) -> None:
    """The talk of 24 November 1934: how Mongolia would uphold its independence against a Japanese attack."""
    principal = {one.label for one in of_the_calendar(language, "1934-11-24") if one.principal}
    assert len(principal) == 1
    assert all(word in principal.copy().pop() for word in words_of_it)


def test_a_title_that_names_a_topic_names_the_issue() -> None:
    """"Conversation ... on the lamas": the talk of 15 November 1934 is about the lamas."""
    principal = next(one for one in of_the_calendar("en", "1934-11-15") if one.principal)
    assert principal.label == "Lamas"
    assert "named in the title" in principal.reason


def test_headings_name_what_stands_under_them() -> None:
    """A heading inside the talk is the strongest name there is."""
    text = """# Record of Conversation between Mr Ashley and Mr Rassendyll

Streslau, 3 May 1905

## Import licensing

Mr Ashley said that import licensing would end in June. Mr Rassendyll replied that import licensing was a burden on
every trader in the capital.

## Air services

Mr Rassendyll said that more flights were wanted. Mr Ashley agreed that flights could be added in summer.
"""
    _, passages = found(text, "record.md")
    assert [one.label for one in passages] == ["Import licensing", "Air services"]


def test_german_minutes_are_cut_where_a_minister_brings_something_up() -> None:
    """Opening formulas and nouns with capitals; compounds are told apart."""
    text = """Protokoll des Ministerrates vom 3. Mai 1905

Der Minister des Inneren brachte die Errichtung einer Sicherheitswache für die Stadt zur Sprache. Die Kosten der
Sicherheitswache würden von der Stadt getragen. Der Ministerrat war mit der Errichtung der Sicherheitswache
einverstanden.

Der Finanzminister referierte über die Aufhebung des Getreidezolles an der Grenze. Der Getreidezoll habe im letzten
Jahre nichts eingetragen. Der Ministerrat beschloß die Aufhebung des Getreidezolles.
"""
    record, passages = found(text)
    cut = [one for one in passages if "Getreidezoll" in record.text[one.start:one.end]]
    assert {one.issue for one in passages if "Sicherheitswache" in record.text[one.start:one.end]}.isdisjoint(
        {one.issue for one in cut}
    )
    assert any("Getreidezoll" in one.label for one in cut)


# The parts.


def test_phrases_are_noun_phrases() -> None:
    """Verbs end a phrase; prepositions make longer ones; an infinitive is no noun."""
    known = lore("en")
    text = "He refused to discuss the withdrawal of Soviet troops from Manchuria before they agreed."
    listed = [text[one[0].start:one[-1].end] for one in phrases(words(text, known), known)]
    assert "withdrawal of Soviet troops from Manchuria" in listed
    assert not any("discuss" in one or "agreed" in one for one in listed)


def test_two_issues_never_bear_one_name() -> None:
    """Where both would be called the same, the smaller takes its next best name."""
    known = lore("en")
    one = told("The loan for the railway was large.", known, frozenset())
    given = names({0: [one, one], 1: [one]}, {}, known, frozenset())
    assert len({slug(label) for label in given.values()}) == 2


def test_compounds_are_taken_apart() -> None:
    """A compound is its own word and its parts, where both are known."""
    assert parts("sicherheitswache", "de") or parts("sicherheitswach", "de")
    assert parts("xyzabc", "de") == ()
    assert parts("railway", "en") == ()


def test_long_talks_are_cut_into_windows() -> None:
    """No window holds more than a few hundred sentences, and together they hold all."""
    cut = windows([0.5] * 5000)
    assert cut[0][0] == 0
    assert cut[-1][1] == 5000
    assert all(end - start <= 320 for start, end in cut)
    assert all(one[1] == after[0] for one, after in pairwise(cut))


def test_groups_are_joined_by_their_mean() -> None:
    """Two pairs that hang together stay two groups when they are unlike each other."""
    import numpy as np

    pairs = np.array([[1, 0.9, 0.1, 0.1], [0.9, 1, 0.1, 0.1], [0.1, 0.1, 1, 0.8], [0.1, 0.1, 0.8, 1]])
    assert len(set(linked(pairs, 0.3))) == 2
    assert len(set(linked(pairs, 0.05))) == 1
    assert len(set(linked(pairs, 0.95))) == 4


def test_weights_for_other_signs_are_refused() -> None:
    """The message says what to run."""
    with pytest.raises(MemconError, match=r"training/issues\.py"):
        read_weights('{"breaks": {"start": 0}, "pairs": {"start": 0}, "principal": {"start": 0}, "together": 0.2}')


# Bad input.


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mr. Ashley said no.",
        "Memorandum of Conversation\n\nMr. Ashley said: " + "!" * 500,
        "Memorandum of Conversation\n\nMr. Ashley said that " + "the of the of " * 300 + ".",
    ],
    ids=["nothing", "one sentence", "signs only", "no noun"],
)
def test_little_or_nothing_gives_little_or_nothing(text: str) -> None:
    """One sentence, no issue: no traceback, at most one principal issue."""
    record = Record("r", "s", "memo.txt", text, ())
    description = describe(record)
    said = utterances(record, description)
    passages = issues(record, description, said, ())
    assert len({one.issue for one in passages if one.principal}) == bool(passages)


@pytest.mark.parametrize("sentence", ["Mr. Ashley said that the loan for the railway {n} was refused. ", "Yes. No. "])
def test_time_grows_with_length_only(sentence: str) -> None:
    """A record of many pages, each sentence alike or each with its own words, takes time in proportion."""
    def seconds(count: int) -> float:
        text = "Memorandum of Conversation\n\n" + "".join(
            sentence.format(n=n) + ("\n\n" if n % 5 == 0 else "") for n in range(count)
        )
        record = next(r for r in read(Incoming("m.txt", None, text.encode()))[1] if not isinstance(r, Refusal))
        description = describe(record)
        said = utterances(record, description)
        begin = time.process_time()
        issues(record, description, said, ())
        return time.process_time() - begin

    seconds(50)
    short, long = seconds(1000), seconds(4000)
    assert long < max(0.5, 8 * short)
