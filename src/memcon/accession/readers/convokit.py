"""ConvoKit corpora: utterances.jsonl with the files beside it, one record a conversation.

Format: https://convokit.cornell.edu/documentation/data_format.html (fields of version 2 and later; `user`, `root` and
`reply-to` are those of earlier ones).
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.accession.spoken import Turn, lay_out_turns
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description, Form
from memcon.model.errors import DamagedSource, EmptySource
from memcon.model.record import Record, Role, Voice

SPEAKER, CONVERSATION, REPLY = ("speaker", "user"), ("conversation_id", "root"), ("reply_to", "reply-to")
SIBLINGS = {"speakers.json", "users.json", "conversations.json", "corpus.json", "index.json"}
LARGEST_SIBLING = (
    40 * 1024**2
)  # bytes; a larger file of descriptions would not fit in memory, so its names are left out
EARLIEST_CLOCK = 10**8  # seconds from 1970; nearer to it are counts of lines or seconds of a tape, not dates
TITLE_NAMES = ("title", "case_name", "name", "subject", "topic", "movie_name")
DATE_NAMES = ("date", "start_date", "day")
DAY = re.compile(r"(1[4-9]\d\d|20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d])")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the files beside utterances.jsonl say: names of speakers, titles and dates of conversations."""

    names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the lines of each conversation begin in the file, in bytes; conversations in order of appearance."""

    conversations: tuple[str, ...]
    owners: array[int]  # for each line, which conversation it belongs to
    offsets: array[int]

    def by_conversation(self) -> Iterator[tuple[str, list[int]]]:
        """Give each conversation with the places of its lines, in the order of the file."""
        order = sorted(range(len(self.owners)), key=self.owners.__getitem__)
        lines: list[int] = []
        for place, line in enumerate(order):
            lines.append(self.offsets[line])
            if place + 1 == len(order) or self.owners[order[place + 1]] != self.owners[line]:
                yield self.conversations[self.owners[line]], lines
                lines = []


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a ConvoKit corpus by its utterances.jsonl; names come from the files beside it, where they are."""
    name = PurePosixPath(file.name).name.lower()
    if name in SIBLINGS and file.path is not None and file.path.with_name("utterances.jsonl").exists():
        return Excuse("part of a ConvoKit corpus; add its utterances.jsonl, or the folder as a ZIP.")
    if file.suffix not in (".jsonl", ".ndjson"):
        return Excuse("no utterances.jsonl of a ConvoKit corpus.")
    first = file.head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    told = (
        all(any(f'"{key}"'.encode() in first for key in keys) for keys in (SPEAKER, CONVERSATION))
        and b'"text"' in first
    )
    if not told and name != "utterances.jsonl":
        return Excuse("its lines have no speaker, conversation_id and text.")
    return _records(file)


def _records(file: Incoming) -> Iterator[Record]:
    beside = _beside(file)
    with _lines(file) as lines:
        places = _places(file, lines)
        for conversation, offsets in places.by_conversation():
            utterances = []
            for offset in offsets:
                lines.seek(offset)
                utterances.append(json.loads(lines.readline()))
            yield _record(file, conversation, in_reply_order(utterances), beside)
    if not places.conversations:
        raise EmptySource(f"{file.name}: there are no utterances in it. Give a corpus with words in it.")


def _lines(file: Incoming) -> BinaryIO:
    return file.path.open("rb") if file.content is None and file.path is not None else BytesIO(file.bytes())


def _places(file: Incoming, lines: BinaryIO) -> Places:
    """Go once through the file and note where each conversation has its lines: the words stay on disk."""
    known: dict[str, int] = {}
    owners, offsets = array("L"), array("Q")
    offset = 0
    for number, line in enumerate(lines, 1):
        start, offset = offset, offset + len(line)
        words = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not words.strip():
            continue
        utterance = _utterance(file, number, words)
        told = _first(utterance, CONVERSATION)
        owners.append(known.setdefault(str(utterance.get("id") if told is None else told), len(known)))
        offsets.append(start + len(line) - len(words))
    return Places(tuple(known), owners, offsets)


def _utterance(file: Incoming, number: int, line: bytes) -> Mapping[str, Any]:
    try:
        utterance = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DamagedSource(
            f"{file.name}, line {number}: the JSON is broken here ({_problem(error)}). "
            "Mend the line, or fetch the corpus again."
        ) from error
    if not isinstance(utterance, Mapping) or not isinstance(utterance.get("text") or "", str):
        raise DamagedSource(
            f"{file.name}, line {number}: no utterance (speaker, conversation_id, text). Take the line out."
        )
    return utterance


def _problem(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else " ".join(str(error).split())[:100]


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def in_reply_order(utterances: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Keep the order of the file, but let no reply come before what it replies to.

    An utterance whose forerunner is not in the conversation, or that replies to itself by a ring, stays in its place.
    """
    here = {str(u.get("id")) for u in utterances}
    placed: set[str] = set()
    order: list[Mapping[str, Any]] = []
    waiting: dict[str, list[Mapping[str, Any]]] = {}
    for utterance in utterances:
        before = _first(utterance, REPLY)
        if before is not None and str(before) in here and str(before) not in placed:
            waiting.setdefault(str(before), []).append(utterance)
            continue
        coming = [utterance]
        while coming:
            one = coming.pop(0)
            order.append(one)
            placed.add(str(one.get("id")))
            coming = waiting.pop(str(one.get("id")), []) + coming
    return order + [utterance for ring in waiting.values() for utterance in ring]


def _record(file: Incoming, conversation: str, utterances: Sequence[Mapping[str, Any]], beside: Beside) -> Record:
    speakers = {str(u.get("id")): str(_first(u, SPEAKER)) for u in utterances}
    title = beside.titles.get(conversation)
    turns = [_turn(utterance, speakers, beside) for utterance in utterances]
    text, passages, marks = lay_out_turns(turns, head=[(Role.HEADING, title)] if title else [])
    stated = Description(form=Form.TRANSCRIPT, title=title, date=_date(conversation, utterances, beside))
    return Record(file.record_id(conversation), file.source_id, file.name, text, passages, marks, stated)


def _turn(utterance: Mapping[str, Any], speakers: Mapping[str, str], beside: Beside) -> Turn:
    told = _first(utterance, SPEAKER)
    person = None if told is None else str(told)
    to = speakers.get(str(_first(utterance, REPLY)))
    name = None if person is None else beside.names.get(person, person)
    voice = Voice(
        speaker=name, person=person, to=(to,) if to and to != "None" else (), mode="direct", id=str(utterance.get("id"))
    )
    return Turn(utterance.get("text") or "", label=name, voice=voice)


def _date(conversation: str, utterances: Sequence[Mapping[str, Any]], beside: Beside) -> HistoricalDate | None:
    if day := beside.days.get(conversation):
        return HistoricalDate(day, DAY.match(day)[0] if DAY.match(day) else day)  # type: ignore[index]
    days = sorted(day for u in utterances if (day := day_of(u.get("timestamp"))))
    if not days:
        return None
    return HistoricalDate(
        str(utterances[0].get("timestamp")), days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"
    )


def day_of(timestamp: object) -> str | None:
    """Read a day from a time: seconds or milliseconds from 1970, or an ISO date.

    Returns:
        "1985-11-19", in Greenwich time; None for what is a count of lines or of seconds of a tape.
    """
    words = str(timestamp).strip()
    if written := DAY.match(words):
        return written[0]
    try:
        seconds = float(words)
    except ValueError:
        return None
    if abs(seconds) >= 10**11:
        seconds /= 1000
    if not EARLIEST_CLOCK <= abs(seconds) < 4 * 10**9:
        return None
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _beside(file: Incoming) -> Beside:
    """Read the files beside the utterances; one that is missing, broken or too large says nothing."""
    speakers = _sibling(file, "speakers.json") or _sibling(file, "users.json")
    conversations = _sibling(file, "conversations.json")
    return Beside(
        _said(speakers, ("name", "full_name", "display_name", "character_name", "character-name")),
        _said(conversations, TITLE_NAMES),
        {one: day for one, day in _said(conversations, DATE_NAMES).items() if DAY.match(day)},
    )


def _sibling(file: Incoming, name: str) -> Mapping[str, Any]:
    place = file.path.with_name(name) if file.path is not None else None
    try:
        if place is None or place.stat().st_size > LARGEST_SIBLING:
            return {}
        content = json.loads(place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, Mapping) else {}


def _said(fields: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
    """Take one named word from each entry; ConvoKit keeps such words under "meta", or, earlier, in the entry itself."""
    found = {}
    for one, entry in fields.items():
        inner = entry.get("meta", entry) if isinstance(entry, Mapping) else None
        words = _first(inner, names) if isinstance(inner, Mapping) else None
        if isinstance(words, str) and words.strip():
            found[one] = " ".join(words.split())
    return found


READER = Reader("convokit", read, rank=20, media_types={".jsonl": "application/jsonl"})
