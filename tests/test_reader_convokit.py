"""ConvoKit corpora: one record a conversation, each utterance a turn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.accession.desk import read
from memcon.accession.reader import Incoming
from memcon.accession.readers.convokit import day_of, in_reply_order
from memcon.model.errors import DamagedSource
from memcon.model.record import Record, Role

UTTERANCES: list[dict[str, object]] = [
    {
        "id": "u1",
        "speaker": "veldt",
        "conversation_id": "u1",
        "reply_to": None,
        "timestamp": 1700000000,
        "text": "Is the bridge ready?",
    },
    {"id": "w1", "speaker": "orlo", "conversation_id": "w1", "reply_to": None, "timestamp": 3, "text": "Who is there?"},
    {
        "id": "u2",
        "speaker": "orlo",
        "conversation_id": "u1",
        "reply_to": "u1",
        "timestamp": 1700000060,
        "text": "Not yet.\n\nAsk again.",
    },
]


def lines(utterances: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in utterances).encode()


def records(file: Incoming) -> list[Record]:
    return [one for one in read(file)[1] if isinstance(one, Record)]


def test_one_record_a_conversation() -> None:
    """Utterances of conversations that lie mixed in the file are brought together."""
    found = records(Incoming("utterances.jsonl", content=lines(UTTERANCES)))
    assert [record.text for record in found] == [
        "veldt: Is the bridge ready?\n\norlo: Not yet.\n\nAsk again.",
        "orlo: Who is there?",
    ]


def test_each_utterance_is_a_turn_of_its_speaker() -> None:
    """Speaker, addressee and the utterance's own id are kept."""
    first, _ = records(Incoming("utterances.jsonl", content=lines(UTTERANCES)))
    turns = [p for p in first.passages if p.role is Role.TURN]
    assert [first.words(p) for p in turns] == ["Is the bridge ready?", "Not yet.", "Ask again."]
    assert [(p.voice.person, p.voice.to, p.voice.id, p.voice.mode) for p in turns if p.voice] == [
        ("veldt", (), "u1", "direct"),
        ("orlo", ("veldt",), "u2", "direct"),
        ("orlo", ("veldt",), "u2", "direct"),
    ]


def test_names_and_titles_come_from_the_files_beside(tmp_path: Path) -> None:
    """speakers.json and conversations.json lie in the same folder."""
    (tmp_path / "utterances.jsonl").write_bytes(lines(UTTERANCES))
    (tmp_path / "speakers.json").write_text(json.dumps({"veldt": {"meta": {"name": "Hendrik Veldt"}}}))
    (tmp_path / "conversations.json").write_text(json.dumps({"u1": {"meta": {"title": "The bridge"}}}))
    first, second = records(Incoming("utterances.jsonl", tmp_path / "utterances.jsonl"))
    assert (first.stated.title, second.stated.title) == ("The bridge", None)
    assert [first.words(p) for p in first.passages if p.role is Role.SPEAKER_LABEL] == ["Hendrik Veldt:", "orlo:"]


@pytest.mark.parametrize(
    ("timestamp", "day"),
    [
        (1700000000, "2023-11-14"),
        ("1700000000.0", "2023-11-14"),
        (1700000000000, "2023-11-14"),
        (-500000000, "1954-02-26"),
        ("1934-11-24T10:00:00Z", "1934-11-24"),
        (0, None),
        (37.5, None),
        (None, None),
        ("n/a", None),
        (float("nan"), None),
    ],
)
def test_a_time_is_a_date_only_where_a_clock_gave_it(timestamp: object, day: str | None) -> None:
    """Counts of lines and seconds of a tape are no dates."""
    assert day_of(timestamp) == day


def test_no_reply_stands_before_what_it_replies_to() -> None:
    """The order of the file stands, but a reply waits for its forerunner; a ring of replies loses nothing."""
    told = [
        {"id": "c", "reply_to": "b"},
        {"id": "a"},
        {"id": "b", "reply_to": "a"},
        {"id": "x", "reply_to": "y"},
        {"id": "y", "reply_to": "x"},
    ]
    assert [one["id"] for one in in_reply_order(told)] == ["a", "b", "c", "x", "y"]


def test_a_corpus_of_the_first_version_is_read() -> None:
    """Older corpora say user, root and reply-to."""
    old = [
        {"id": "1", "user": "veldt", "root": "1", "text": "Ready?"},
        {"id": "2", "user": "orlo", "root": "1", "reply-to": "1", "text": "No."},
    ]
    (record,) = records(Incoming("utterances.jsonl", content=lines(old)))  # type: ignore[arg-type]
    assert record.text == "veldt: Ready?\n\norlo: No."


def test_a_broken_line_is_named() -> None:
    """The message gives the line to mend."""
    with pytest.raises(DamagedSource, match=r"utterances\.jsonl, line 4"):
        records(Incoming("utterances.jsonl", content=lines(UTTERANCES) + b'{"id": "u3", "spea'))
