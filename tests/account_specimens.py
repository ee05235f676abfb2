"""A record as it would stand after every stage, made by hand for the tests of gate and account."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.archive.viewing import View
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description, Form, Part, Participant
from memcon.model.findings import Mode, Utterance
from memcon.model.moves import Act, Commitment, IssuePassage, Label, Reply
from memcon.model.record import Passage, Record, Role, TextClass

ID = "railways-1"
TITLE = "Record of conversation of the Minister of Railways Hentzau with Ambassador Sapt"
# Each passage: whose words, and its sentences, each with speaker, act, and the number of the sentence it responds to.
TALK: tuple[tuple[TextClass, tuple[tuple[str, str | None, Label | None, int | None], ...]], ...] = (
    (TextClass.FRAME, ((TITLE, None, None, None),)),
    (TextClass.FRAME, (("The main issue was who would pay for the bridge.", None, None, None),)),
    (TextClass.BODY, (
        ("Sapt said that the old bridge was not safe for heavy trains.", "Sapt", Label.INFORM, None),
        ("He proposed that both administrations should share the cost of a new one.", "Sapt", Label.PROPOSE, None),
    )),
    (TextClass.BODY, (
        ("Hentzau replied that he did not agree to any payment before the harvest.", "Hentzau", Label.REJECT, 3),
    )),
    (TextClass.BODY, (
        ("Sapt asked what the Board would do if the bridge fell.", "Sapt", Label.ASK, None),
        ("Hentzau answered that the Board had made no plans … and would make none.", "Hentzau", Label.ANSWER, 5),
    )),
    (TextClass.BODY, (
        ("Hentzau, after a pause, agreed to share the cost equally.", "Hentzau", Label.ACCEPT, 3),
        ("He promised to send the drawings by 1 June.", "Hentzau", Label.PROMISE, None),
    )),
    (TextClass.EDITORS, (("The drawings were sent in July.", None, None, None),)),
)  # fmt: skip


def specimen(record: str = ID, certainty: float | None = 0.9, doubtful: Sequence[int] = ()) -> View:
    """Make the record, with utterances, acts, issues and one commitment.

    Args:
        record: its id.
        certainty: of every finding.
        doubtful: sentences, counted from 0, whose speaker is found with certainty 0.4 only.
    """
    text, passages, sentences = _laid_out()
    spans = {number: (start, end) for number, (start, end, *_) in enumerate(sentences)}
    utterances, acts = [], []
    for number, (start, end, speaker, label, responds) in enumerate(sentences):
        if speaker is None or label is None:
            continue
        sure = 0.4 if number in doubtful else certainty
        utterances.append(Utterance(record, start, end, speaker, Mode.REPORTED, sure, "the test says so"))
        to = spans[responds][0] if responds is not None else None
        reply = Reply.EXPLICIT if label == Label.ASK else None
        acts.append(Act(record, start, end, label, speaker, Mode.REPORTED, certainty, "the test says so", None,
                        responds_to=to, reply=reply))  # fmt: skip
    bridge = IssuePassage(
        record, spans[2][0], spans[4][1], "cost", "cost of the bridge", True, certainty, "most room"
    )
    plans = IssuePassage(record, spans[5][0], spans[8][1], "plans", "plans of the Board", False, certainty, "a topic")
    promise = Commitment(
        record, *spans[8], "Hentzau", "Sapt", "to send the drawings", "promise", certainty, "promised", due="by 1 June"
    )
    present = (
        Participant("Sapt", side="Ruritania", role=Part.SPEAKER, office="ambassador"),
        Participant("Hentzau", side="Strelsau", role=Part.SPEAKER),
        Participant("Tarlenheim", side="Strelsau", role=Part.DRAFTER),
    )
    known = Description(
        form=Form.RECORD_OF_CONVERSATION, reports_talk=True, title=TITLE,
        date=HistoricalDate("12 May 1922", "1922-05-12"), present=present, drafter="Tarlenheim", language="en",
    )  # fmt: skip
    kept = Record(record, "0" * 64, "railways.md", text, tuple(passages))
    return View(kept, known, None, tuple(utterances), tuple(acts), (bridge, plans), (promise,))


Sentence = tuple[int, int, str | None, Label | None, int | None]


def _laid_out() -> tuple[str, list[Passage], list[Sentence]]:
    text, passages = "", []
    sentences: list[Sentence] = []
    for text_class, spoken in TALK:
        begin = len(text)
        for words, speaker, label, responds in spoken:
            sentences.append((len(text), len(text) + len(words), speaker, label, responds))
            text += words + " "
        role = Role.HEADING if begin == 0 else Role.FOOTNOTE if text_class == TextClass.EDITORS else Role.PARAGRAPH
        passages.append(Passage(begin, len(text) - 1, text_class, role))
        text = text[:-1] + "\n\n"
    return text.rstrip(), passages, sentences


def passage_of(view: View, words: str) -> Passage:
    """Give the passage that holds some words."""
    at = view.record.text.index(words)
    return next(one for one in view.record.passages if one.start <= at < one.end)
