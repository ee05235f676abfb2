"""Agenda items of ministerial minutes found again without their mark-up; and topics of committee meetings."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.measuring import table
from benchmarks.reading import CORPORA, Known, described
from benchmarks.texttiling import texttiling, window_diff
from memcon.analysis.acts import acts
from memcon.analysis.issues import issues
from memcon.analysis.issues.lore import lore
from memcon.analysis.utterances import Mechanisms, utterances
from memcon.analysis.utterances.sentences import blocks, sentences
from memcon.model.record import Role

TEI = "{http://www.tei-c.org/ns/1.0}"
MARK = "⁂"  # stands in the hidden text where an agenda item begins, and is taken out again before memcon reads it
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Session:
    """Minutes without their mark-up: sentences, those with which an agenda item begins, and what was found."""

    name: str
    paragraphs: tuple[tuple[str, int], ...]  # text, and the number of its first sentence
    count: int
    items: frozenset[int]
    found: frozenset[int]


def hidden(content: bytes) -> tuple[bytes, list[str]]:
    """Take divisions, headings and speakers' marks of the agenda out of a TEI file.

    Returns:
        The file, and for each agenda item the words with which its text begins.
    """
    root = copy.deepcopy(etree.fromstring(content))
    begins = []
    for item in list(root.iter(f"{TEI}div")):
        if item.get("type") != "agenda_item":
            continue
        for head in item.findall(f"{TEI}head"):
            item.remove(head)
        words = next((_words(p) for p in item.iter(f"{TEI}p") if _words(p)), "")
        begins.append(words[:80])
        parent = item.getparent()
        if parent is not None:
            place = parent.index(item)
            for child in reversed(list(item)):
                parent.insert(place, child)
            parent.remove(item)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), [words for words in begins if words]


def _words(paragraph: etree._Element) -> str:
    clean = copy.deepcopy(paragraph)
    for note in list(clean.iter(f"{TEI}note")):
        note.text, tail = None, note.tail
        note.clear()
        note.tail = tail
    return SPACE.sub(" ", "".join(str(one) for one in clean.itertext())).strip()


def session(path: Path) -> Session | None:
    """Read one session with its mark-up hidden and find its issues; None for a file that has fewer than two items."""
    content, begins = hidden(path.read_bytes())
    if len(begins) < 2:
        return None
    reading = next(described(path, path.name, content))
    record, description = reading.record, reading.about
    laid = blocks(record)
    places: list[tuple[int, int]] = []  # sentences in the record's text
    paragraphs: list[tuple[str, int]] = []
    items: set[int] = set()
    waiting = list(begins)
    for block in laid:
        cut = list(sentences(block.text))
        if not cut or not block.text:
            continue
        if waiting and _same(block.text, waiting[0]):
            waiting.pop(0)
            items.add(len(places))
        paragraphs.append((block.text, len(places)))
        places += [next(iter(block.spans(start, end))) for start, end in cut]
    said = utterances(record, description, Mechanisms(marked="hidden"))
    passages = issues(record, description, said, acts(record, description, said))
    found = _changes(places, [(one.start, one.end, one.issue) for one in passages])
    return Session(path.name, tuple(paragraphs), len(places), frozenset(items - {0}), frozenset(found))


def _same(text: str, begins: str) -> bool:
    return SPACE.sub(" ", text).strip().startswith(begins[:40]) or begins[:40] in SPACE.sub(" ", text)[:120]


def _changes(places: Sequence[tuple[int, int]], passages: Sequence[tuple[int, int, str]]) -> Iterator[int]:
    """Give the sentences with which the issue changes; one that nobody speaks goes with the sentence before it."""
    last, at = None, 0
    for number, (start, _) in enumerate(places):
        while at < len(passages) and passages[at][1] <= start:
            at += 1
        issue = passages[at][2] if at < len(passages) and passages[at][0] <= start else last
        if last is not None and issue != last:
            yield number
        last = issue


def uniform(count: int, parts: int) -> frozenset[int]:
    """Cut so many sentences into parts of one length."""
    return frozenset(round(count * part / parts) for part in range(1, parts)) - {0}


def meetings() -> list[Session]:
    """Read the committee meetings with their topics; the units are turns."""
    path = CORPORA / "meetings-json" / "qmsum-committee-val.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_meeting(one, row) for one, row in zip(described(path), rows, strict=True)]


def _meeting(one: Known, row: dict[str, Any]) -> Session:
    turns = [p for p in one.record.passages if p.role == Role.TURN]
    said = utterances(one.record, one.about)
    made = issues(one.record, one.about, said, acts(one.record, one.about, said))
    topics = [
        (int(start), int(end), str(number))
        for number, topic in enumerate(row["topic_list"])
        for start, end in topic["relevant_text_span"]
    ]
    covered = {turn: name for start, end, name in topics for turn in range(start, end + 1)}
    wanted = [covered.get(turn, "none") for turn in range(len(turns))]
    items = {turn for turn in range(1, len(turns)) if wanted[turn] != wanted[turn - 1]}
    found = _changes([(p.start, p.end) for p in turns], [(p.start, p.end, p.issue) for p in made])
    paragraphs = tuple((one.record.words(p), place) for place, p in enumerate(turns))
    return Session(one.record.id, paragraphs, len(turns), frozenset(items), frozenset(found))


def tiled(one: Session, stop: Collection[str]) -> frozenset[int]:
    """Cut a session by TextTiling."""
    tiles = texttiling([text for text, _ in one.paragraphs], stop)
    return frozenset(one.paragraphs[place][1] for place in tiles)


def minutes_table() -> str:
    """Measure every session and write a table."""
    read = [one for path in sorted((CORPORA / "ministerrat").glob("*.xml")) if (one := session(path)) is not None]
    return _table(read, "de", f"{len(read)} sessions", "items found")


def meetings_table() -> str:
    """Measure every committee meeting and write a table."""
    read = meetings()
    return _table(read, "en", f"{len(read)} meetings", "changes of topic found")


def _table(read: Sequence[Session], language: str, what: str, named: str) -> str:
    stop = lore(language).stop | lore(language).join | lore(language).determiners
    mean = sum(one.count for one in read) / sum(len(one.items) + 1 for one in read)
    rows = []
    ways: dict[str, Callable[[Session], frozenset[int]]] = {
        "memcon": lambda one: one.found,
        "TextTiling": lambda one: tiled(one, stop),
        "one length, the right number of items": lambda one: uniform(one.count, len(one.items) + 1),
        "one length, the mean of all sessions": lambda one: uniform(one.count, max(1, round(one.count / mean))),
    }
    for name, way in ways.items():
        found = [way(one) for one in read]
        diff = sum(window_diff(one.items, cut, one.count) for one, cut in zip(read, found, strict=True)) / len(read)
        hits = sum(len(one.items & cut) for one, cut in zip(read, found, strict=True))
        given, wanted = sum(map(len, found)), sum(len(one.items) for one in read)
        rows.append((name, f"{diff:.3f}", f"{hits} of {given}", f"{hits} of {wanted}"))
    heads = (what, "WindowDiff", "boundaries given that are right", named)
    return table(heads, rows)


if __name__ == "__main__":
    print(minutes_table())
    print(meetings_table())
