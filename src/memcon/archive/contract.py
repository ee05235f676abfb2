"""The machine contract: the JSON lines that scripts rely on, one file a kind of finding.

`source_start` and `source_end` are code points, half-open, into the file decoded as UTF-8 with `\\r\\n` read as `\\n`.
For containers they are null; `start` and `end` into the record's text stand instead, and the text is in
texts/<record id>.txt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from memcon.archive.plain import to_plain
from memcon.archive.writing import replacing
from memcon.model.description import ArchivalCitation, Description, Participant
from memcon.model.record import Record
from memcon.model.register import Person

RECORDS = "records.jsonl"
PERSONS = "persons.jsonl"


def record_row(record: Record, known: Description) -> dict[str, Any]:
    """Give a record's line of records.jsonl."""
    contained = record.source_start is None
    where = {"start": 0, "end": len(record.text)} if contained else {}
    date = known.date
    return {
        "id": record.id,
        "source": PurePosixPath(record.source_name).name,
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


def person_row(person: Person) -> dict[str, Any]:
    """Give a person's line of persons.jsonl."""
    return {"id": person.id, "name": person.name, "also": [to_plain(variant) for variant in person.also]}


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
def contract(to: Path, persons: Iterable[Person] = ()) -> Iterator[IO[str]]:
    """Open the contract's folder for writing; its files appear when the block has ended well.

    Yields:
        The file of records.
    """
    to.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        records = stack.enter_context(_file(to / RECORDS))
        known = [person_row(person) for person in persons]
        if known:
            stack.enter_context(_file(to / PERSONS)).writelines(line(row) for row in known)
        yield records


@contextmanager
def _file(path: Path) -> Iterator[IO[str]]:
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        yield file
