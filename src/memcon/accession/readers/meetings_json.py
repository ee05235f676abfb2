"""Meetings in JSON: QMSum and its kin, diarised speech recognition, and what people export by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, TextIO

from memcon.accession.decoding import decode
from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.accession.spoken import Topic, Turn, lay_out_turns
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description, Form, Part, Participant
from memcon.model.errors import DamagedSource, EmptySource
from memcon.model.record import Record, Role, Voice

TURNS = (
    "meeting_transcripts",
    "transcript",
    "transcripts",
    "utterances",
    "turns",
    "segments",
    "dialogue",
    "dialog",
    "conversation",
    "utterance",
    "utt",
    "speeches",
    "messages",
    "results",
)
SPEAKER = ("speaker", "speaker_name", "name", "role", "who", "person", "participant", "author", "speaker_id", "user")
WORDS = ("text", "content", "utterance", "words", "sentence", "speech", "value", "transcript", "message")
TITLE, DAY_NAMES = (
    ("title", "meeting_title", "subject", "name", "program"),
    ("date", "day", "datetime", "start_time", "meeting_date"),
)
PLACE, PRESENT = ("place", "location", "city", "venue"), ("participants", "present", "attendees", "members")
IDS = ("meeting_id", "id", "docid", "doc_id", "fname", "dialogue_id", "observation_id")
DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?=$|[T ])")
LINES = (".jsonl", ".ndjson")
ENOUGH = 700  # letters of one voice after which a new paragraph begins, where segments are cut by a machine
ENDED = re.compile(r"[.!?…][\"'”»)]?\s*$")


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read meetings: an object with a list of turns, a list or a table of such objects, or one object a line.

    Summaries and questions that a corpus adds about the meeting are not read; topics over turns become marks.

    Raises:
        DamagedSource: the JSON is broken.
    """
    if file.suffix in LINES:
        first = next(_numbered_lines(file), None)
        if first is None:
            raise EmptySource(f"{file.name}: there is no line in it. Give a file with words in it.")
        meetings = _meetings(_parsed(first[1], file.name, first[0]), "")
        return _from_lines(file) if meetings else Excuse("its lines are no meetings (no list of turns in them).")
    if file.suffix != ".json":
        return Excuse("it takes .json and .jsonl.")
    meetings = _meetings(_whole(file), "")
    if not meetings:
        return Excuse('JSON of another shape: no list of turns such as {"speaker": ..., "text": ...} in it.')
    return (_record(file, name, meeting) for name, meeting in meetings)


def _from_lines(file: Incoming) -> Iterator[Record]:
    for number, line in _numbered_lines(file):
        meetings = _meetings(_parsed(line, file.name, number), str(number))
        if not meetings:
            raise DamagedSource(
                f"{file.name}, line {number}: no meeting (no list of turns). Take the line out, or mend it."
            )
        for name, meeting in meetings:
            yield _record(file, name, meeting)


def _numbered_lines(file: Incoming) -> Iterator[tuple[int, bytes]]:
    with file.path.open("rb") if file.content is None and file.path is not None else BytesIO(file.bytes()) as lines:
        for number, line in enumerate(lines, 1):
            words = line.removeprefix(b"\xef\xbb\xbf").strip()
            if words:
                yield number, words


def _parsed(line: bytes, name: str, number: int) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise DamagedSource(
            f"{name}, line {number}: the JSON is broken here ({error.msg}). Mend the line, or fetch the file again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise DamagedSource(
            f"{name}, line {number}: this is no JSON text. Mend the line, or fetch the file again."
        ) from error


def _whole(file: Incoming) -> Any:
    """Parse a whole file. One on disk in UTF-8 is not held as bytes as well."""
    try:
        if file.content is None and file.path is not None:
            try:
                with file.path.open(encoding="utf-8-sig") as text:
                    return _loaded(text)
            except UnicodeDecodeError:
                pass
        return json.loads(decode(file.bytes(), file.name))
    except json.JSONDecodeError as error:
        raise DamagedSource(
            f"{file.name}, line {error.lineno}: the JSON is broken here ({error.msg}). Mend it, or fetch the "
            "file again."
        ) from error
    except RecursionError as error:
        raise DamagedSource(
            f"{file.name}: the JSON is nested too deep to be a meeting. Fetch the file again."
        ) from error


def _loaded(text: TextIO) -> Any:
    return json.load(text)


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name)), None)


def _meetings(content: Any, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Find the meetings in a JSON value: itself, its members, or, if it is a list of turns, the one it is.

    Returns:
        Each with a name of its own in the file; empty when there is none.
    """
    if isinstance(content, Mapping):
        if _turns_of(content):
            return [(_named(content, name), content)]
        inner = [(str(key), value) for key, value in content.items()]
    elif isinstance(content, list):
        if _is_turns(content):
            return [(name, {"turns": content})]
        inner = [(f"{name}-{place}".strip("-"), value) for place, value in enumerate(content, 1)]
    else:
        return []
    found = [(_named(value, key), value) for key, value in inner if isinstance(value, Mapping) and _turns_of(value)]
    return found if isinstance(content, Mapping) or len(found) == len(inner) else []


def _named(meeting: Mapping[str, Any], otherwise: str) -> str:
    told = _first(meeting, IDS)
    return str(told) if isinstance(told, str | int) else otherwise


def _turns_of(meeting: Mapping[str, Any]) -> Sequence[Any] | str:
    """Find the list of turns in a meeting: under a known name, or as lists of speakers and words side by side."""
    speakers, words = meeting.get("speaker"), meeting.get("utt") or meeting.get("text")
    if isinstance(speakers, list) and isinstance(words, list) and len(speakers) == len(words):
        return [{"speaker": s, "text": w} for s, w in zip(speakers, words, strict=True)]
    for name in TURNS:
        turns = meeting.get(name)
        if isinstance(turns, Mapping):
            turns = _turns_of(turns)
        if (isinstance(turns, list) and _is_turns(turns)) or (isinstance(turns, str) and _labelled(turns)):
            return turns
    return ()


def _is_turns(content: Sequence[Any]) -> bool:
    """Tell a list of turns: nearly every entry has words, and somebody is named or a time is given."""
    sample = content[:50]
    telling = [
        e
        for e in sample
        if (
            isinstance(e, Mapping)
            and isinstance(_first(e, WORDS), str)
            and any(key in e for key in (*SPEAKER, "start", "begin_time", "timestamp"))
        )
        or _is_pair(e)
    ]
    return bool(sample) and len(telling) >= 0.8 * len(sample)


def _is_pair(entry: Any) -> bool:
    return isinstance(entry, list) and len(entry) == 2 and all(isinstance(part, str) for part in entry)


def _labelled(words: str) -> list[list[str]]:
    """Take a transcript written as one string apart, "NAME: words" a line."""
    rows = [re.match(r"\s*([^:\n]{1,60}):\s+(.*)", line) for line in words.splitlines() if line.strip()]
    if len(rows) < 2 or sum(row is not None for row in rows) < 0.8 * len(rows):
        return []
    lines = [line for line in words.splitlines() if line.strip()]
    return [[row[1].strip(), row[2]] if row else ["", line.strip()] for row, line in zip(rows, lines, strict=True)]


def _record(file: Incoming, name: str, meeting: Mapping[str, Any]) -> Record:
    found = _turns_of(meeting)
    entries = _labelled(found) if isinstance(found, str) else found
    turns = [_turn(entry) for entry in entries]
    cut_by_machine = all(isinstance(e, Mapping) and ("start" in e or "begin_time" in e) for e in entries)
    stated = _stated(meeting)
    text, passages, marks = lay_out_turns(
        _merged(turns) if cut_by_machine else turns,
        head=list(_head(stated)),
        topics=[] if cut_by_machine else _topics(meeting),
    )
    if not text:
        raise EmptySource(f"{file.name}: a meeting without words. Give a file with words in it.")
    local = "" if name == PurePosixPath(file.name).stem else name
    return Record(file.record_id(local), file.source_id, file.name, text, passages, marks, stated)


def _turn(entry: Any) -> Turn:
    if isinstance(entry, list):
        told, words = entry if _is_pair(entry) else (None, " ".join(str(part) for part in entry))
    elif isinstance(entry, Mapping):
        told, words = _first(entry, SPEAKER), _first(entry, WORDS)
    else:
        told, words = None, str(entry)
    if isinstance(told, Mapping):
        told = _first(told, (*SPEAKER, "id"))
    label = " ".join(str(told).split()).rstrip(":") if told not in (None, "") else None
    return Turn(words if isinstance(words, str) else "", label, Voice(speaker=label, mode="direct") if label else None)


def _merged(turns: Sequence[Turn]) -> list[Turn]:
    """Put together what a machine cut into segments, as long as one person speaks."""
    whole: list[Turn] = []
    for turn in turns:
        before = whole[-1] if whole else None
        if before is None or before.label != turn.label:
            whole.append(turn)
            continue
        last = before.words.rpartition("\n\n")[2]
        sign = "\n\n" if len(last) > ENOUGH and ENDED.search(last) else " "
        whole[-1] = replace(before, words=before.words.rstrip() + sign + turn.words.strip())
    return whole


def _topics(meeting: Mapping[str, Any]) -> list[Topic]:
    """Read QMSum's topics: pairs of turn numbers, counted from 0, both inclusive."""
    found = []
    listed = meeting.get("topic_list")
    for topic in listed if isinstance(listed, list) else []:
        spans = topic.get("relevant_text_span") if isinstance(topic, Mapping) else None
        for span in spans if isinstance(spans, list) else []:
            if isinstance(span, list) and len(span) == 2 and all(str(number).isdigit() for number in span):
                found.append(Topic(" ".join(str(topic.get("topic") or "").split()), int(span[0]), int(span[1])))
    return found


def _stated(meeting: Mapping[str, Any]) -> Description:
    title, place, address = (_words(_first(meeting, names)) for names in (TITLE, PLACE, ("url", "address")))
    printed = _words(_first(meeting, DAY_NAMES))
    day = DAY.match(printed) if printed else None
    language = _words(_first(meeting, ("language", "lang")))
    code = re.match(r"[a-z]{2,3}(?=$|[-_])", (language or "").lower())
    return Description(
        form=Form.TRANSCRIPT,
        title=title,
        date=HistoricalDate(printed, day[0]) if day and printed else None,
        place=place,
        present=_present(_first(meeting, PRESENT)),
        language=code[0] if code else None,
        address=address,
    )


def _words(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _present(value: Any) -> tuple[Participant, ...]:
    rows = value if isinstance(value, list) else re.split(r"[;\n]", value) if isinstance(value, str) else []
    people = [
        (row, None, None)
        if isinstance(row, str)
        else (_words(_first(row, ("name", *SPEAKER))), row.get("side"), row.get("role"))
        for row in rows
        if isinstance(row, str | Mapping)
    ]
    return tuple(
        Participant(name.strip(), side=_words(side), office=_words(office), role=Part.PRESENT)
        for name, side, office in people
        if name and name.strip()
    )


def _head(stated: Description) -> Iterator[tuple[Role, str]]:
    if stated.title:
        yield Role.HEADING, stated.title
    dateline = ", ".join(part for part in (stated.place, stated.date.printed if stated.date else None) if part)
    if dateline:
        yield Role.DATELINE, dateline
    for person in stated.present:
        yield Role.PRESENT, ", ".join(part for part in (person.name, person.office, person.side) if part)


READER = Reader(
    "meetings in JSON", read, rank=25, media_types={".json": "application/json", ".jsonl": "application/jsonl"}
)
