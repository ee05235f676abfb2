"""Who is meant where a talk has more than two: comers, the latter, offices beside names, names cut short, capitals."""

from __future__ import annotations

import pytest

from memcon.analysis.describe import describe
from memcon.analysis.utterances import Mechanisms, utterances
from memcon.model.description import Description, Form, Participant
from memcon.model.findings import Mode
from memcon.model.record import Passage, Record, Role, Voice


def record(text: str, *, labels: tuple[str, ...] = ()) -> Record:
    """Lay a text out in paragraphs at its blank lines; with labels each is a turn of that speaker."""
    found, at = [], 0
    for number, words in enumerate(text.split("\n\n")):
        voice = Voice(labels[number], "direct") if labels else None
        found.append(Passage(at, at + len(words), role=Role.TURN if labels else Role.PARAGRAPH, voice=voice))
        at += len(words) + 2
    return Record("specimen", "0" * 64, "specimen.txt", text, tuple(found))


def described(
    *present: Participant,
    form: Form = Form.RECORD_OF_CONVERSATION,
    drafter: str | None = None,
    title: str | None = None,
) -> Description:
    """Describe a specimen that reports talk."""
    return Description(form=form, reports_talk=True, language="en", present=present, drafter=drafter, title=title)


def speakers(text: str, description: Description, options: Mechanisms | None = None) -> list[str | None]:
    """Give the speaker of each utterance."""
    return [one.speaker_name for one in utterances(record(text), description, options or Mechanisms())]


BRAND, LUND = Participant("M. Brand"), Participant("Chancellor Lund", office="Chancellor")
TELEGRAM = described(form=Form.TELEGRAM, drafter="Hale", title="The Minister in Arvia (Hale) to the Secretary of State")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "an office set beside a name is that person's",
            "The Arvian Foreign Minister, Dr. Oll, called on me today. I said that we were sorry. The Foreign Minister "
            "replied that it was late.",
            ["Hale", "Dr. Oll"],
        ),
        (
            "whom the writer saw is the next he",
            "I called on General Roth and told him that the road was closed. He said that he knew. Later "
            "I saw Colonel Weiss and asked "
            "him whether this was so. He told me that it was not.",
            ["Hale", "General Roth", "Hale", "Colonel Weiss"],
        ),
        (
            "whoever comes to see the writer is the next he",
            "I saw General Roth. He said that the road was closed. I said that I was sorry. This evening "
            "Lindley came to "
            "see me. He said that it was open.",
            ["General Roth", "Hale", "Lindley"],
        ),
        (
            "His Excellency Name is a name",
            "I called yesterday upon his Excellency Reshad Pasha. His Excellency observed that the paper was ready.",
            ["Reshad Pasha"],
        ),
    ],
)
def test_who_is_meant_in_a_telegram(kind: str, text: str, expected: list[str]) -> None:
    """A telegram tells of several people one after another; pronouns and offices follow them."""
    assert speakers(text, TELEGRAM) == expected, kind


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "the latter is who was named last",
            "Mr. Adam asked Comrade Lehn when the list would come. The latter replied that it was typed.",
            ["Mr. Adam", "Comrade Lehn"],
        ),
        ("the answer is the other's", "Mr. Adam asked when. Comrade Lehn said soon. The answer was that soon was late.",
         ["Mr. Adam", "Comrade Lehn", "Mr. Adam"]),
        ("a passive names its agent", "Mr. Adam asked when. The question of dates was raised by Comrade Lehn.",
         ["Mr. Adam", "Comrade Lehn"]),
        ("what was not said is nobody's", "Comrade Lehn said that it was typed. He did not say by whom.",
         ["Comrade Lehn"]),
        ("a name cut to a letter", "Mr. Adam asked when. Comrade Lehn said that it would be soon. L. thanked him.",
         ["Mr. Adam", "Comrade Lehn", "Comrade Lehn"]),
        ("a label amid reported talk", "Mr. Adam said that it was late.\n\nComrade Lehn: They were always late.",
         ["Mr. Adam", "Comrade Lehn"]),
        ("words of talk in brackets", "Mr. Adam said that it was late. (Comrade Lehn added that it was not.)",
         ["Mr. Adam", "Comrade Lehn"]),
    ],
)
def test_who_is_meant_in_a_record(kind: str, text: str, expected: list[str]) -> None:
    """Cues without a name lead to one of those present."""
    present = described(Participant("Mr. Adam"), Participant("Comrade Lehn"))
    assert speakers(text, present) == expected, kind


def test_a_stand_taken_in_the_present_is_a_turn() -> None:
    """In a record told in the present "is grateful" and "does not contest" give the turn."""
    text = (
        "M. Brand says that they will begin with what is hard. The Chancellor is grateful for this. M. Brand asks why. "
        "The Chancellor does not contest the history."
    )
    assert speakers(text, described(BRAND, LUND)) == ["M. Brand", "Chancellor Lund", "M. Brand", "Chancellor Lund"]
    assert speakers(text, described(BRAND, LUND), Mechanisms(stands="off"))[1] == "M. Brand"


CABLE = (
    "1. FONMIN ORREGO RECEIVED ME THIS MORNING AT HIS OFFICE IN THE PALACE AND KEPT ME FOR AN HOUR.\n\n"
    "2. ORREGO SAID THAT HE HAD BEEN EXPECTING THE VISIT AND THAT COURTS WERE INDEPENDENT. "
    "HE ADDED THAT THEY COULD NOT BE HURRIED.\n\n"
    "3. I SAID THAT THE BILL WOULD REACH THE FLOOR IN JUNE. I ASKED WHEN HE WOULD REPLY.\n\nHALE"
)


def test_a_cable_in_capitals_is_read() -> None:
    """Case tells nothing in a cable; titles and verbs of speech tell who speaks, and cues stay as printed."""
    paper = record(CABLE)
    assert describe(paper).reports_talk
    found = utterances(paper, TELEGRAM)
    names = [one.speaker_name for one in found]
    assert [name and name.split()[-1].lower() for name in names[-4:]] == ["orrego", "orrego", "hale", "hale"]
    assert all(one.cue is None or one.cue in " ".join(CABLE.split()) for one in found)


def test_what_stands_under_the_heading_of_a_comment_is_the_writers() -> None:
    """After "Comment" on a line of its own nobody talks."""
    text = "I saw Mr. Bare today. Mr. Bare said that he hoped for more.\n\nComment\n\nThe plan is like ours."
    assert speakers(text, TELEGRAM) == ["Mr. Bare"]


def test_paragraphs_under_names_are_theirs() -> None:
    """A note of a meeting may print each speaker's name on a line above what was said."""
    text = (
        "The Committee had the paper of the Chiefs of Staff before it this morning.\n\nAdmiral Coll\n\n"
        "You have given a masterly summary of the position.\n\n"
        "General Rowe\n\nI do not agree with the point of view of the Americans."
    )
    paper = record(text)
    assert describe(paper).reports_talk
    assert speakers(text, described(form=Form.NOTE))[-2:] == ["Admiral Coll", "General Rowe"]


def test_labelled_turns_in_the_third_person_are_reported() -> None:
    """ "He would let him have a copy" under a label is told, not spoken; "I will" is spoken."""
    told = "He would let Mr. Lee have a copy.\n\nHe had seen it, and he was not pleased.\n\nHe could not help that."
    spoken = "I will let you have a copy.\n\nI have seen it, and I am not pleased.\n\nI cannot help that."
    labels, lee = ("Mr. Rhys", "Mr. Lee", "Mr. Rhys"), described(Participant("Mr. Lee"))
    assert {one.mode for one in utterances(record(told, labels=labels), lee)} == {Mode.REPORTED}
    assert {one.mode for one in utterances(record(spoken, labels=labels), lee)} == {Mode.DIRECT}


def test_an_office_that_ran_into_the_next_name_stays_with_its_own() -> None:
    """A list of those present may run "Koo, Chinese Ambassador" and "Secretary Marshall" into one line."""
    present = described(Participant("Dr. Koo", office="Chinese"), Participant("Ambassador Secretary Marshall"))
    text = "The Ambassador said that wheat was short. Secretary Marshall said that he knew."
    assert speakers(text, present) == ["Dr. Koo", "Secretary Marshall"]


def test_to_continue_to_do_something_is_no_word() -> None:
    """ "The company continued to operate" says nothing; "he continued to insist" does."""
    text = "Mr. Adam said that it was late. Oil continued to flow. Comrade Lehn continued to insist that it was not."
    assert speakers(text, described(Participant("Mr. Adam"), Participant("Comrade Lehn"))) == [
        "Mr. Adam", "Mr. Adam", "Comrade Lehn",
    ]
