"""Who says what: one claim about how records report talk, each on a specimen written in the manner of its kind."""

from __future__ import annotations

from itertools import pairwise

import pytest

from memcon.analysis.utterances import Mechanisms, utterances
from memcon.model.description import Description, Form, Part, Participant
from memcon.model.findings import Mode, Utterance
from memcon.model.record import Passage, Record, Role, TextClass, Voice

SMITH, JONES = Participant("Mr. A. B. Smith"), Participant("Ambassador Jones", office="Ambassador")


def record(text: str, *passages: Passage) -> Record:
    """Lay a text out in paragraphs at its blank lines, unless passages are given."""
    if not passages:
        found, at = [], 0
        for words in text.split("\n\n"):
            found.append(Passage(at, at + len(words)))
            at += len(words) + 2
        passages = tuple(found)
    return Record("specimen", "0" * 64, "specimen.txt", text, passages)


def described(
    *present: Participant,
    form: Form = Form.RECORD_OF_CONVERSATION,
    drafter: str | None = None,
    title: str | None = None,
) -> Description:
    """Describe a specimen that reports talk."""
    return Description(form=form, reports_talk=True, language="en", present=present, drafter=drafter, title=title)


def said(text: str, description: Description, options: Mechanisms | None = None) -> list[tuple[str | None, str]]:
    """Give speaker and first words of each utterance."""
    found = utterances(record(text), description, options or Mechanisms())
    return [(one.speaker_name, " ".join(text[one.start : one.end].split()[:3])) for one in found]


def speakers(text: str, description: Description, options: Mechanisms | None = None) -> list[str | None]:
    """Give the speaker of each utterance."""
    return [name for name, _ in said(text, description, options)]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("named with a title", "Mr. Smith said that the harvest was poor.", ["Mr. A. B. Smith"]),
        ("continuation", "Mr. Smith said that the harvest was poor. It would not improve.", ["Mr. A. B. Smith"] * 2),
        (
            "across paragraphs",
            "Mr. Smith said that the harvest was poor.\n\nThe mills stood idle.",
            ["Mr. A. B. Smith"] * 2,
        ),
        ("office", "The Ambassador asked when the mills would reopen.", ["Ambassador Jones"]),
        ("pronoun", "Mr. Smith said that he was glad. He added that he was tired.", ["Mr. A. B. Smith"] * 2),
        (
            "turn passes",
            "Mr. Smith asked for grain. The Ambassador replied that there was none.",
            ["Mr. A. B. Smith", "Ambassador Jones"],
        ),
        ("misspelt", "Mr. Smyth said that the harvest was poor.", ["Mr. A. B. Smith"]),
        ("aside", "The harvest, Mr. Smith said, was poor.", ["Mr. A. B. Smith"]),
        ("inverted", "We also have mills, continues Mr. Smith.", ["Mr. A. B. Smith"]),
        ("opinion", "In Mr. Smith's opinion, the harvest was poor.", ["Mr. A. B. Smith"]),
        ("according to", "According to Mr. Smith, the harvest was poor.", ["Mr. A. B. Smith"]),
        ("apposition", "Mr. Smith, who had come by train, said that he was tired.", ["Mr. A. B. Smith"]),
        ("phrase between", "Mr. Smith of the Grain Board stated that he was tired.", ["Mr. A. B. Smith"]),
        ("coordination", "Mr. Smith bowed and said that he was glad.", ["Mr. A. B. Smith"]),
        (
            "fronted question",
            "To the Ambassador's question whether he knew, Mr. Smith replied that he did.",
            ["Mr. A. B. Smith"],
        ),
        ("passive with agent", "He was told by Mr. Smith that the mills were shut.", ["Mr. A. B. Smith"]),
        ("passive without", "Mr. Smith was told that the mills were shut.", ["Ambassador Jones"]),
        ("note's number", "Mr. Smith12 said that the harvest was poor.", ["Mr. A. B. Smith"]),
        (
            "two in one sentence",
            "Mr. Smith asked for grain and the Ambassador replied that there was none.",
            ["Mr. A. B. Smith", "Ambassador Jones"],
        ),
        (
            "conditional is content",
            "Mr. Smith said he was glad. If the Ambassador wanted grain, it was there.",
            ["Mr. A. B. Smith"] * 2,
        ),
    ],
)
def test_the_subject_of_a_verb_of_speech_talks(kind: str, text: str, expected: list[str]) -> None:
    """The person who is subject of the governing verb of speech has the turn until somebody else takes it."""
    assert speakers(text, described(SMITH, JONES)) == expected, kind


def test_a_third_person_quoted_within_does_not_take_the_turn() -> None:
    """In a record told in the present, somebody who "said" something is reported by the one who talks."""
    text = "Mr. Smith says that he is glad. Lenin said that bread comes first. The Ambassador notes that this is so."
    found = utterances(record(text), described(SMITH, JONES))
    assert [one.speaker_name for one in found] == ["Mr. A. B. Smith", "Mr. A. B. Smith", "Ambassador Jones"]


def test_i_is_the_hand_that_wrote() -> None:
    """In a first-person memorandum "I" is the drafter, named from the signature, and "he" the visitor."""
    text = (
        "Mr. Smith called at my request. He said that the harvest was poor. I replied that we regretted this. "
        "He asked for grain.\n\nC[larence] D[oe]"
    )
    found = speakers(text, described(SMITH, drafter="the Secretary of State"))
    assert found == ["Mr. A. B. Smith", "Clarence Doe", "Mr. A. B. Smith"]


def test_i_is_the_talker_in_a_record_told_in_the_third_person() -> None:
    """A present-tense record slips into the talker's own words: "we would like to buy"."""
    text = "Mr. Smith says that the mills are old. We would like to buy new ones. I told your agents so."
    assert speakers(text, described(SMITH, JONES)) == ["Mr. A. B. Smith"] * 3


def test_a_telegram_leaves_out_its_i() -> None:
    """ "Replied to Smith that" is the sender's own talk."""
    text = "Smith said that the mills were shut. Replied to Smith that I would report this."
    description = described(
        form=Form.TELEGRAM,
        title="Telegram from Ambassador C.D. Doe to the ministry regarding conversation with A. Smith",
    )
    assert speakers(text, description) == ["A. Smith", "C.D. Doe"]


def test_interpreters_never_speak() -> None:
    """What the interpreter says is the words of the one who has the turn."""
    present = (SMITH, Participant("Mr. Reed", role=Part.INTERPRETER))
    text = "Mr. Smith said that he was glad. Mr. Reed added that the mills were shut."
    assert "Mr. Reed" not in speakers(text, described(*present))


def test_frame_and_author_talk_for_nobody() -> None:
    """Visits, headings, the author's comment and notes have no speaker."""
    text = (
        "Washington, 3 May 1931\n\nMr. Smith called on the Ambassador by appointment.\n\n"
        "Mr. Smith said that he was glad.\n\n"
        "Comment: It is my impression that he was not.\n\n12 Not printed."
    )
    assert said(text, described(SMITH, JONES)) == [("Mr. A. B. Smith", "Mr. Smith said")]


def test_labelled_turns_in_plain_text_are_direct() -> None:
    """A name with a colon before two paragraphs opens turns; a paragraph without a label goes on."""
    text = "Mr. Smith: I am glad.\n\nThe mills are shut.\n\nAmbassador Jones: So I hear."
    found = utterances(record(text), described(SMITH, JONES))
    assert [(one.speaker_name, one.mode) for one in found] == [
        ("Mr. A. B. Smith", Mode.DIRECT),
        ("Mr. A. B. Smith", Mode.DIRECT),
        ("Ambassador Jones", Mode.DIRECT),
    ]


def test_mark_up_names_the_speaker_unless_hidden() -> None:
    """A speaker that the source marks is taken as marked; hidden, the words themselves must tell."""
    text = "The harvest is poor."
    marked = record(text, Passage(0, len(text), role=Role.TURN, voice=Voice(speaker="Mr. Smith", mode="direct")))
    assert [one.speaker_name for one in utterances(marked, described(SMITH, JONES))] == ["Mr. A. B. Smith"]
    assert utterances(marked, described(SMITH, JONES), Mechanisms(marked="hidden")) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith said that the harvest was poor.", Mode.REPORTED),
        ("Mr. Smith thanked the Ambassador for the grain.", Mode.NARRATED),
        ('Mr. Smith said: "The harvest was very poor indeed this year, and the mills stood idle."', Mode.DIRECT),
    ],
)
def test_modes(text: str, expected: Mode) -> None:
    """A clause is reported, an act without words narrated, quotation marks direct."""
    assert [one.mode for one in utterances(record(text), described(SMITH, JONES))] == [expected]


def test_a_sentence_broken_by_a_page_is_one_sentence() -> None:
    """A page number between two halves is the edition's; both halves are one person's talk with one cue."""
    first, page, second = "Mr. Smith and his deputy", "31", "stated that the harvest was poor."
    text = f"{first}\n\n{page}\n\n{second}"
    at = len(first) + 2
    passages = (
        Passage(0, len(first)),
        Passage(at, at + 2, TextClass.EDITORS, Role.PAGE_NUMBER),
        Passage(at + 4, len(text)),
    )
    found = utterances(record(text, *passages), described(SMITH, JONES))
    assert [(one.speaker_name, text[one.start : one.end]) for one in found if text[one.start : one.end] == second]
    assert all("31" not in text[one.start : one.end] for one in found)


def test_reasons_name_the_cue() -> None:
    """Each utterance says in one line why, and quotes the words that give the speaker."""
    first, second = utterances(record("Mr. Smith said that he was glad. The mills were shut."), described(SMITH, JONES))
    assert first.cue == "Mr. Smith said"
    assert "Mr. Smith said" in second.reason
    assert "\n" not in second.reason
    assert second.cue is None


@pytest.mark.parametrize(
    "description",
    [described(SMITH), Description(reports_talk=False, language="en"), Description(reports_talk=True, language="mn")],
)
def test_silence(description: Description) -> None:
    """A document that reports no talk, or whose language memcon does not know, has no utterances."""
    text = (
        "The committee resolves to build two mills." if description.reports_talk else "Mr. Smith said that he was glad."
    )
    if description.language == "en" and description.reports_talk:
        assert utterances(record(text), description) == ()
    else:
        assert utterances(record("Mr. Smith said that he was glad."), description) == ()


def test_spans_lie_inside_their_passages_and_do_not_overlap() -> None:
    """Utterances stand in order, hold words, and never share a letter."""
    text = "Mr. Smith said that he was glad; the Ambassador replied that he was not.\n\nThe mills were shut."
    found: tuple[Utterance, ...] = utterances(record(text), described(SMITH, JONES))
    assert all(text[one.start : one.end].strip() for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert found == utterances(record(text), described(SMITH, JONES))


def test_those_listed_one_a_line_take_part() -> None:
    """A stacked list of participants gives offices their holders: "the Ambassador" is the one listed as such."""
    text = (
        "PARTICIPANTS\n\nThe Secretary\n\nMr. Field\n\nAmbassador Orlov\n\n"
        "The Secretary opened by noting that he had nothing new to say about the mills, old or new. "
        "Orlov said he had none.\n\n"
        "Mr. Field left the meeting. The Ambassador then turned to grain. The Secretary replied that there was none."
    )
    assert speakers(text, described()) == ["The Secretary", "Ambassador Orlov", "Ambassador Orlov", "The Secretary"]


def test_an_embassy_telegram_is_its_signer_s() -> None:
    """A telegram headed by an office is its signer's; what is told along "following lines" is the visitor's."""
    text = (
        "I saw Orlov this afternoon at his request. He handed me a note and made oral statement along following lines. "
        "His government was disturbed at the lack of grain. I said I would report this.\n\n"
        "Comment: He was relaxed.\n\nField"
    )
    title = "Telegram from the Embassy in Ruritania to the Department of State"
    assert speakers(text, described(form=Form.TELEGRAM, title=title)) == ["Orlov", "Orlov", "Field"]


def test_views_set_out_under_names_stay_the_talker_s() -> None:
    """Somebody sums up what others told him, under their names: he talks, they are reported within."""
    text = (
        "Mr. Smith said that he had seen several people, whose views about the mills he would now set out in order.\n\n"
        "Mr. Reed: Mr. Reed felt that the mills were old.\n\nDr. Moss: He feared for the grain."
    )
    found = utterances(record(text), described(SMITH, JONES))
    assert [(one.speaker_name, one.within) for one in found] == [
        ("Mr. A. B. Smith", None),
        ("Mr. A. B. Smith", "Mr. Reed"),
        ("Mr. A. B. Smith", "Dr. Moss"),
    ]


def test_a_summary_of_remarks_is_all_one_person_s() -> None:
    """ "The following is the substance of remarks made by Dr. Moss" gives what follows to Dr. Moss."""
    text = (
        "The following is the substance of remarks made to me by Dr. Moss during my call on him this morning.\n\n"
        "The mills are old. The Governor is aware of this."
    )
    assert set(speakers(text, described(drafter="Mr. Field"))) == {"Dr. Moss"}
