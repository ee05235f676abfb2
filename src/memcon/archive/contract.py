"""The machine contract: the JSON lines that scripts rely on, one file a kind of finding.

`source_start` and `source_end` are code points, half-open, into the file decoded as UTF-8 with `\\r\\n` read as `\\n`.
For containers they are null; `start` and `end` into the record's text stand instead, and the text is in
texts/<record id>.txt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Protocol

from memcon.analysis.acts.codebook import codebook
from memcon.archive.plain import to_plain
from memcon.archive.viewing import View
from memcon.archive.writing import replacing
from memcon.model.description import ArchivalCitation, Description, Participant
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Commitment, IssuePassage
from memcon.model.record import Record
from memcon.model.register import Person

RECORDS = "records.jsonl"
UTTERANCES = "utterances.jsonl"
ACTS = "acts.jsonl"
ISSUES = "issues.jsonl"
COMMITMENTS = "commitments.jsonl"
FILES = (RECORDS, UTTERANCES, ACTS, ISSUES, COMMITMENTS)
PERSONS = "persons.jsonl"
CODEBOOK = "codebook.json"  # what the labels of acts.jsonl mean
Came = Mapping[tuple[int, int, str | None], Mapping[str, Any]]  # what came of commitments, by span and promisor


def record_row(record: Record, known: Description) -> dict[str, Any]:
    """Give a record's line of records.jsonl."""
    contained = record.source_start is None
    where = {"start": 0, "end": len(record.text)} if contained else {}
    date = known.date
    return {
        "id": record.id,
        "source": record.source_name,
        "source_start": record.source_start,
        "source_end": record.source_end,
        **where,
        "number": known.number,
        "title": known.title,
        "form": None if known.form is None else known.form.value,
        "reports_talk": known.reports_talk,
        "date": None
        if date is None
        else {"printed": date.printed, "edtf": date.edtf, "certainty": date.certainty, "calendar": date.calendar},
        "place": known.place,
        "present": [_participant(one) for one in known.present],
        "drafter": known.drafter,
        "interpreter": known.interpreter,
        "classification": known.classification,
        "citation": None if known.citation is None else _citation(known.citation),
        "language": known.language,
        "address": known.address,
    }


def _participant(one: Participant) -> dict[str, Any]:
    return {"name": one.name, "person": one.person, "side": one.side, "office": one.office, "role": one.role.value}


def _citation(citation: ArchivalCitation) -> dict[str, Any]:
    """Give the parts that are printed; `raw` and `system` always."""
    return {"raw": citation.raw, "system": citation.system, **to_plain(citation)}


def utterance_row(record: Record, one: Utterance) -> dict[str, Any]:
    """Give an utterance's line of utterances.jsonl."""
    return {
        **_where(record, one),
        "speaker": one.speaker,
        "speaker_name": one.speaker_name,
        "to": one.to,
        "mode": one.mode.value,
        "cue": one.cue,
        "certainty": one.certainty,
        "reason": one.reason,
        "within": one.within,
        "made_by": one.made_by,
    }


def act_row(record: Record, one: Act, issues: Iterable[IssuePassage] = ()) -> dict[str, Any]:
    """Give an act's line of acts.jsonl; `id` and `responds_to` name acts of one record by where they begin."""
    return {
        **_where(record, one),
        "id": f"{record.id}@{one.start}" + ("+" if one.rank == "second" else ""),
        "label": one.label.value,
        "rank": one.rank,
        "holder": one.holder,
        "person": one.person,
        "to": one.to,
        "issue": issue_at(issues, one.start, one.end),
        "responds_to": None if one.responds_to is None else f"{record.id}@{one.responds_to}",
        "reply": None if one.reply is None else one.reply.value,
        "mode": one.mode.value,
        "force": one.force,
        "polarity": one.polarity,
        "condition": one.condition,
        "time": one.time,
        "within": one.within,
        "cue": one.cue,
        "certainty": one.certainty,
        "reason": one.reason,
        "made_by": one.made_by,
    }


def issue_at(issues: Iterable[IssuePassage], start: int, end: int) -> str | None:
    """Name the issue whose passage covers most of a span; None where none touches it."""
    touching = [(min(end, one.end) - max(start, one.start), -one.start, one.issue) for one in issues]
    best = max(touching, default=(0, 0, ""))
    return best[2] if best[0] > 0 else None


def issue_row(record: Record, one: IssuePassage) -> dict[str, Any]:
    """Give a passage's line of issues.jsonl. An issue's id is one of its record."""
    return {
        **_where(record, one),
        "id": f"{record.id}/{one.issue}",
        "label": one.label,
        "principal": one.principal,
        "certainty": one.certainty,
        "reason": one.reason,
    }


def commitment_row(record: Record, one: Commitment, outcome: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give a commitment's line of commitments.jsonl; without an archive nothing is known of what came of it."""
    return {
        **_where(record, one),
        "promisor": one.promisor_person,
        "promisor_name": one.promisor,
        "promisee": one.promisee,
        "what": one.what,
        "kind": one.kind,
        "condition": one.condition,
        "due": one.due,
        "due_date": one.due_date,
        "issue": one.issue,
        "certainty": one.certainty,
        "reason": one.reason,
        "outcome": dict(outcome or {"status": "unknown"}),
    }


class Placed(Protocol):
    """Something with a span in a record's text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it has ended."""
        ...


def _where(record: Record, one: Placed) -> dict[str, Any]:
    start, end = _in_source(record, one.start, one.end)
    return {
        "record": record.id,
        "source": record.source_name,
        "source_start": start,
        "source_end": end,
        "start": one.start,
        "end": one.end,
    }


def _in_source(record: Record, start: int, end: int) -> tuple[int | None, int | None]:
    """Turn a span of a record's text into one of the decoded source file; None for containers."""
    if record.source_start is None:
        return None, None
    if record.offsets is None:
        return record.source_start + start, record.source_start + end
    return record.offsets.span_to_source(start, end)


def person_row(person: Person, accepted: Iterable[str] = ()) -> dict[str, Any]:
    """Give a person's line of persons.jsonl, with the printed names that people accepted as this person's."""
    known = {person.name, *(variant.name for variant in person.also)}
    more = [{"name": name} for name in dict.fromkeys(accepted) if name not in known]
    return {"id": person.id, "name": person.name, "also": [to_plain(variant) for variant in person.also] + more}


@dataclass(frozen=True, slots=True)
class Lines:
    """The contract's files, open for writing."""

    files: Mapping[str, IO[str]]  # by name

    def write(self, view: View, came: Came = MappingProxyType({})) -> None:
        """Write what is known of one record; `came` is what came of its commitments, by span and promisor."""
        record = view.record
        self.files[RECORDS].write(line(record_row(record, view.description)))
        self.files[UTTERANCES].writelines(line(utterance_row(record, one)) for one in view.utterances)
        self.files[ACTS].writelines(line(act_row(record, one, view.issues)) for one in view.acts)
        self.files[ISSUES].writelines(line(issue_row(record, one)) for one in view.issues)
        self.files[COMMITMENTS].writelines(
            line(commitment_row(record, one, came.get((one.start, one.end, one.promisor)))) for one in view.commitments
        )


def line(row: Mapping[str, Any]) -> str:
    """Write a row as one line."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def write_text(to: Path, record: Record) -> None:
    """Write the text of a record out of a container, to which its offsets refer; other texts are in their files."""
    if record.source_start is None:
        (to / "texts").mkdir(parents=True, exist_ok=True)
        with replacing(to / "texts" / f"{record.id}.txt") as beside:
            beside.write_text(record.text, encoding="utf-8", newline="")


@contextmanager
def contract(to: Path, persons: Iterable[Mapping[str, Any]] = ()) -> Iterator[Lines]:
    """Open the contract's folder for writing; its files appear when the block has ended well.

    Args:
        to: the folder.
        persons: lines of persons.jsonl; the file is left out where there is none.
    """
    to.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = {name: stack.enter_context(_file(to / name)) for name in FILES}
        known = list(persons)
        if known:
            stack.enter_context(_file(to / PERSONS)).writelines(line(row) for row in known)
        stack.enter_context(_file(to / CODEBOOK)).write(json.dumps(codebook(), ensure_ascii=False, indent=1) + "\n")
        yield Lines(files)


@contextmanager
def _file(path: Path) -> Iterator[IO[str]]:
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        yield file
