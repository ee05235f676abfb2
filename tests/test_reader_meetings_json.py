"""Meetings in JSON, of the shapes in which corpora and speech recognition give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.accession.desk import read
from memcon.accession.reader import Incoming
from memcon.model.errors import DamagedSource, UnknownForm
from memcon.model.record import Record, Role

SHARED = Path(__file__).resolve().parents[2] / "shared"
SAID = [("Veldt", "Is the bridge ready?"), ("Orlo", "Not before the ice.")]
TEXT = "Veldt: Is the bridge ready?\n\nOrlo: Not before the ice."


def records(content: object, name: str = "lake.json") -> list[Record]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return [one for one in read(Incoming(name, content=raw))[1] if isinstance(one, Record)]


@pytest.mark.parametrize(
    "shape",
    [
        {"meeting_transcripts": [{"speaker": s, "content": w} for s, w in SAID], "topic_list": []},
        {"transcript": [{"name": s, "text": w} for s, w in SAID]},
        {"utterances": [{"role": s, "utterance": w} for s, w in SAID]},
        {"segments": [{"start": 0.5, "end": 2.0, "speaker": s, "text": f" {w}"} for s, w in SAID]},
        {"turns": [{"speaker": {"id": 1, "name": s}, "text": w} for s, w in SAID]},
        {"dialogue": "".join(f"{s}: {w}\r\n" for s, w in SAID)},
        {"speaker": [s for s, _ in SAID], "utt": [w for _, w in SAID]},
        {"transcript": {"segments": [{"speaker": s, "text": w} for s, w in SAID]}},
        [{"speaker": s, "text": w} for s, w in SAID],
        [[s, w] for s, w in SAID],
    ],
)
def test_a_meeting_of_any_shape_is_the_same_record(shape: object) -> None:
    """Whatever the fields are called, labels and turns come out."""
    (record,) = records(shape)
    assert record.text == TEXT
    assert [(p.voice.speaker, record.words(p)) for p in record.passages if p.voice] == SAID


@pytest.mark.parametrize("name", ["many.json", "many.jsonl"])
def test_one_record_a_meeting(name: str) -> None:
    """A list of meetings and a file of one a line give each of them, with ids of their own."""
    meetings = [{"transcript": [{"speaker": s, "text": w} for s, w in SAID]} for _ in range(3)]
    content = json.dumps(meetings).encode() if name.endswith("json") else "\n".join(map(json.dumps, meetings)).encode()
    assert len({record.id for record in records(content, name)}) == 3


def test_what_the_file_says_of_the_meeting_is_stated() -> None:
    """Title, date, place and participants stand in the head and in what is stated."""
    (record,) = records(
        {
            "title": "The bridge",
            "date": "1934-11-24",
            "place": "Ford",
            "participants": ["Veldt", {"name": "Orlo", "role": "Chairman"}],
            "turns": [{"speaker": s, "text": w} for s, w in SAID],
        }
    )
    assert record.stated.date is not None
    assert (record.stated.title, record.stated.date.edtf, record.stated.place) == ("The bridge", "1934-11-24", "Ford")
    assert [person.name for person in record.stated.present] == ["Veldt", "Orlo"]
    assert [record.words(p) for p in record.passages if p.role in (Role.HEADING, Role.DATELINE)] == [
        "The bridge",
        "Ford, 1934-11-24",
    ]


def test_topics_are_the_editors_marks() -> None:
    """A topic over turns becomes a mark from the first turn's beginning to the last one's end."""
    (record,) = records(
        {
            "meeting_transcripts": [{"speaker": s, "content": w} for s, w in SAID * 2],
            "topic_list": [{"topic": "The ice", "relevant_text_span": [["1", "2"], ["9", "12"]]}],
        }
    )
    (mark,) = [m for m in record.marks if m.kind == "topic"]
    assert (mark.value, record.text[mark.start : mark.end]) == (
        "The ice",
        "Orlo: Not before the ice.\n\nVeldt: Is the bridge ready?",
    )


def test_segments_of_one_voice_are_put_together() -> None:
    """Speech recognition cuts by breath; a turn is what one person says until another speaks."""
    (record,) = records(
        {
            "segments": [
                {"start": n, "end": n + 1, "speaker": s, "text": w}
                for n, (s, w) in enumerate([("A", "Is the bridge"), ("A", "ready?"), ("B", "No.")])
            ]
        }
    )
    assert record.text == "A: Is the bridge ready?\n\nB: No."


@pytest.mark.parametrize(
    "content", [{"config": {"a": 1}}, [1, 2], "words", {"turns": []}, [{"name": "x", "size": 3}], None]
)
def test_json_of_another_shape_is_left_to_others(content: object) -> None:
    """A file of settings is no meeting."""
    with pytest.raises(UnknownForm):
        records(content)


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        (b'{"turns": [\n{"speaker": "A" "text"', "a.json", 2),
        (b'{"turns": [{"speaker": "A", "text": "b"}]}\n{"tur', "a.jsonl", 2),
    ],
)
def test_broken_json_names_the_line(content: bytes, name: str, line: int) -> None:
    """The message gives the line to mend."""
    with pytest.raises(DamagedSource, match=f"line {line}"):
        records(content, name)


@pytest.mark.skipif(not SHARED.exists(), reason="the collections in ../shared are not here")
def test_committee_meetings_are_read_whole() -> None:
    """Every turn of the committee meetings comes out under its speaker, in order."""
    place = SHARED / "corpora" / "meetings-json" / "qmsum-committee-val.jsonl"
    meetings = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    found = [one for one in read(Incoming(place.name, place))[1] if isinstance(one, Record)]
    assert [len(m["meeting_transcripts"]) for m in meetings] == [
        len([p for p in record.passages if p.role is Role.SPEAKER_LABEL]) for record in found
    ]
