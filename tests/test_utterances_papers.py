"""Papers that recount a talk beside other things: enclosures, cited telegrams, the writer's own voice."""

from __future__ import annotations

import pytest

from memcon.analysis.describe import describe
from memcon.analysis.utterances import Mechanisms, utterances
from memcon.model.description import Description, Form
from memcon.model.record import Passage, Record, Role, TextClass

OWN = "Sir: I enclose two papers which an officer of the mill board gave to me on Monday. " + "They are long. " * 12


def record(text: str) -> Record:
    """Lay a text out in paragraphs at its blank lines."""
    found, at = [], 0
    for words in text.split("\n\n"):
        found.append(Passage(at, at + len(words)))
        at += len(words) + 2
    return Record("specimen", "0" * 64, "specimen.txt", text, tuple(found))


def spoken(text: str, form: Form | None, drafter: str | None = None, options: Mechanisms | None = None) -> list[str]:
    """Give the speaker and the first words of each utterance."""
    about = Description(form=form, reports_talk=True, language="en", drafter=drafter)
    found = utterances(record(text), about, options or Mechanisms())
    return [f"{one.speaker_name}: {' '.join(text[one.start:one.end].split()[:2])}" for one in found]


def test_an_enclosed_record_has_its_own_hand() -> None:
    """In the record that a letter encloses "I" is who wrote the record, not who wrote the letter."""
    text = (
        f"{OWN.strip()}\n\nMemorandum of Conversation, by the Mill Inspector (Reed)\n\n"
        "I told the Governor that the harvest was poor.\n\nThe Governor replied that he knew it."
    )
    assert spoken(text, Form.LETTER, "Field")[0] == "Reed: I told"


def test_an_annex_without_talk_stays_silent() -> None:
    """What is annexed to a report of a talk, and reports none, is nobody's talk."""
    text = (
        "Mr. Reed told Mr. Moss that the mills were old. Mr. Moss replied that he knew it. Mr. Reed asked for help. "
        "Mr. Moss said that there was none.\n\nAnnex A\n\nThe mills were built in 1890. They have six wheels each."
    )
    assert len(spoken(text, None)) == 4


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "named",
            "12. Following from Consul Davis:\n\nI saw the Mayor today. He said that the mills were shut. I asked when "
            "they would open.",
            "Consul Davis: I asked",
        ),
        (
            "signed",
            "12. Following is Port Vale’s 7.\n\n“I saw the Mayor today. He said that the mills were shut.\n\n"
            "I asked when they would open. Davis”\n\nField",
            "Davis: I asked",
        ),
    ],
)
def test_a_cited_telegram_has_its_own_hand(kind: str, text: str, expected: str) -> None:
    """Whoever wrote a telegram that another passes on is its "I"."""
    assert expected in spoken(text, Form.TELEGRAM, "Field"), kind


def test_a_paper_to_a_reader_may_hold_its_writer_s_views() -> None:
    """In a cablegram without a title a paragraph that speaks to its reader, now, is nobody's talk."""
    text = (
        "Mr. Moss said that the mills were old. He hoped for help.\n\n2. I think you should see him soon.\n\n"
        "3. You will wish to tell the Governor of this."
    )
    assert len(spoken(text, None)) == 2
    assert len(spoken(text, None, options=Mechanisms(addressed="off", voice="off"))) > 2


def test_an_editors_note_names_the_hand() -> None:
    """The first of the editors' notes, on a man whom the text never names, says who "I" is."""
    text = "I told the Minister that the mills were old.\n\n1 Henry Field, First Assistant Secretary, Mill Board."
    at = text.index("1 Henry")
    passages = (Passage(0, at - 2), Passage(at, len(text), TextClass.EDITORS, Role.FOOTNOTE))
    found = utterances(
        Record("specimen", "0" * 64, "specimen.txt", text, passages), Description(reports_talk=True, language="en")
    )
    assert [one.speaker_name for one in found] == ["Henry Field"]


def test_points_announced_are_one_person_s() -> None:
    """A numbered list announced by a colon is whose it was announced to be, though others are named in it."""
    text = (
        "Dr. Moss made these points:\n\n1. General Lee had gone north.\n\n"
        "2. General Lee stated there that the mills would be burnt."
    )
    assert {one.split(":")[0] for one in spoken(text, Form.RECORD_OF_CONVERSATION, "Field")} == {"Dr. Moss"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MR REED queried whether they were old.\n\nMR MOSS confirmed that they were.\n\nMR REED said no more.", True),
        ("The Minister remarked that the mills were old. They had stood for years. He hoped for help.", True),
        ("The mills were built in 1890. They have six wheels each. The river is low.", False),
    ],
)
def test_a_document_without_a_title_reports_talk_where_people_answer_each_other(text: str, expected: bool) -> None:
    """Two named people who speak within five sentences, or a beginning with what somebody said, are a talk."""
    assert describe(record(f"Port Vale, 3 May 1950\n\n{text}")).reports_talk is expected
