"""Annotated documents for the issues stage: record, talk and acts, and the issue that people give each sentence."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attribution import SPECIMENS, Document, documents, labelled, own_sets, records_of
from memcon.analysis.acts import acts
from memcon.analysis.utterances import Mechanisms, utterances
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act
from memcon.model.record import Record

Labelled = tuple[int, int, str]  # a span of the record's text, half-open, and the issue it is given


@dataclass(frozen=True, slots=True)
class Case:
    """A document as memcon reads it, and what people say its issues are.

    `gold` holds the spans of the sentences of talk in the record's text, each with its issue, None for mere courtesy.
    """

    set: str
    name: str
    record: Record
    description: Description
    utterances: tuple[Utterance, ...]
    acts: tuple[Act, ...]
    gold: tuple[tuple[int, int, str | None], ...]
    principal: str | None

    @property
    def collection(self) -> str:
        """The volume or collection the document comes from; an invented record is one of its own."""
        return self.set if self.set in ("dossier", SPECIMENS) else self.name.rsplit("-", 1)[0]


def cases(gold: Path, corpora: Path) -> list[Case]:
    """Read every annotated document there is: the gold sets, the project's own labels, the invented records."""
    found: list[Case] = []
    folders = {name: gold / name for name in ("dossier", "styles", "more")}
    with tempfile.TemporaryDirectory() as aside:
        own = own_sets(corpora, Path(aside))
        listed = [(one, folders[one.set]) for one in documents(gold, corpora)]
        listed += [(one, folder) for name, folder in own.items() for one in labelled(folder, name)]
        read: dict[Path, list[tuple[Record, Description]]] = {}
        for one, folder in listed:
            if one.source not in read:
                read[one.source] = records_of(one.source)
            case = _case(one, folder, read[one.source])
            found += [case] if case else []
    return found


def _case(document: Document, folder: Path, read: Sequence[tuple[Record, Description]]) -> Case | None:
    about = json.loads((folder / f"{document.name}.json").read_text("utf-8"))
    low, high = int(document.rows[0]["start"]), max(int(row["end"]) for row in document.rows)
    record, description = max(read, key=lambda one: _shared(one[0], low, high))
    said = utterances(record, description, Mechanisms(marked="hidden"))
    gold = []
    for row in document.rows:
        if row["speaker"] not in ("-", "?"):
            start, end = (_place(record, int(row[edge])) for edge in ("start", "end"))
            gold.append((start, end, None if row["issue"] in ("-", "") else row["issue"]))
    if not gold:
        return None
    found, principal = tuple(acts(record, description, said)), about["principal_issue"]
    return Case(document.set, document.name, record, description, said, found, tuple(gold), principal)


def _shared(record: Record, low: int, high: int) -> int:
    start = record.source_start or 0
    return min(high, record.source_end or start + len(record.text)) - max(low, start)


def _place(record: Record, at: int) -> int:
    """Turn a place in the source into one in the record's text, by halving."""
    if record.offsets is None:
        return at - (record.source_start or 0)
    low, high = 0, len(record.text)
    while low < high:
        middle = (low + high) // 2
        if record.offsets.span_to_source(middle, middle + 1)[0] < at:
            low = middle + 1
        else:
            high = middle
    return low


def issues_of(case: Case, spans: Iterable[Labelled]) -> list[str | None]:
    """Give each gold sentence the issue of the span that covers most of it, if that is at least half of it."""
    held = sorted(spans)
    found = []
    for start, end, _ in case.gold:
        best: Counter[int] = Counter()
        for place, (begin, stop, _) in enumerate(held):
            if begin < end and stop > start:
                best[place] = min(stop, end) - max(begin, start)
        place, most = best.most_common(1)[0] if best else (-1, 0)
        found.append(held[place][2] if most * 2 >= end - start else None)
    return found


def sentence_issues(case: Case, spans: Sequence[Sequence[tuple[int, int]]]) -> list[str | None]:
    """Give sentences of memcon's own cutting the gold issue of the sentence that covers most of each."""
    found: list[str | None] = []
    for pieces in spans:
        best: Counter[int] = Counter()
        for start, end in pieces:
            for place, (begin, stop, _) in enumerate(case.gold):
                if begin < end and stop > start:
                    best[place] += min(stop, end) - max(begin, start)
        found.append(case.gold[best.most_common(1)[0][0]][2] if best else None)
    return found
