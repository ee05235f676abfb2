"""Text or Markdown under a head of named fields (YAML front matter): one document a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from memcon.accession.decoding import text_of
from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.accession.readers.plain import ENDINGS
from memcon.accession.text_records import text_records
from memcon.model.dates import HistoricalDate
from memcon.model.description import ArchivalCitation, Description, Participant
from memcon.model.errors import DamagedSource
from memcon.model.record import Record

HEAD = re.compile(r"\A---[ \t]*\n(?P<fields>(?s:.*?))\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# Names under which editions head the same thing; the first that is there counts.
NAMES = {
    "number": ("doc_num", "number", "no", "document_number", "doc_number", "n", "id"),
    "title": ("title", "heading", "name"),
    "date": ("doc_date", "date", "date_edtf", "edtf", "created"),
    "place": ("place", "location", "city", "doc_place"),
    "citation": ("citation", "reference", "source", "archive", "shelfmark", "naa_refs", "references"),
    "language": ("language", "lang"),
    "address": ("url", "address", "permalink", "uri"),
    "classification": ("classification", "security"),
    "drafter": ("drafter", "author", "recorded_by"),
    "interpreter": ("interpreter",),
    "present": ("participants", "present", "attendees"),
}


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a text file that opens with `---` and named fields."""
    if file.suffix not in ENDINGS:
        return Excuse("it takes .txt and .md.")
    if not file.head.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return Excuse("no head of named fields between lines of three hyphens.")
    return _records(file)


def _records(file: Incoming) -> Iterator[Record | Refusal]:
    text = text_of(file)
    head = HEAD.match(text)
    if head is None:
        yield from text_records(file, text)
        return
    yield from text_records(file, text, begin=head.end(), stated=stated(_fields(head["fields"], file.name)))


def _fields(head: str, name: str) -> Mapping[str, Any]:
    try:
        fields = yaml.load(head, Loader=yaml.BaseLoader)  # BaseLoader: every value stays the string it was
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = getattr(mark, "line", 0) + 2  # counted from 0, below the line of hyphens
        problem = getattr(error, "problem", None) or "not YAML"
        raise DamagedSource(f"{name}, line {line}: cannot read the head of named fields ({problem}). "
                            "Mend the line, or take the head out, and add the file again.") from error
    return fields if isinstance(fields, Mapping) else {}


def stated(fields: Mapping[str, Any]) -> Description:
    """Turn the named fields of a head into what the source states of the document.

    Fields of other names are left to the file; values of unexpected shape count as not stated.
    """
    def named(part: str) -> Any:
        return next((fields[name] for name in NAMES[part] if fields.get(name)), None)

    return Description(
        number=_words(named("number")), title=_words(named("title")), date=_date(_words(named("date"))),
        place=_words(named("place")), present=_present(named("present")), drafter=_words(named("drafter")),
        interpreter=_words(named("interpreter")), classification=_words(named("classification")),
        citation=_citation(named("citation")), language=_words(named("language")), address=_words(named("address")),
    )


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name)), None)


def _words(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _date(printed: str | None) -> HistoricalDate | None:
    """Take a date written as a number; other writings are left to the dateline."""
    return HistoricalDate(printed, printed) if printed and DAY.fullmatch(printed) else None


def _citation(value: Any) -> ArchivalCitation | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = _first(value, ("reference", "citation", "raw"))
    raw = _words(value)
    return ArchivalCitation(raw=raw) if raw else None


def _present(value: Any) -> tuple[Participant, ...]:
    names = value if isinstance(value, list) else value.split(";") if isinstance(value, str) else []
    rows = [(row, None, None) if isinstance(row, str) else (_first(row, ("name",)), row.get("side"), row.get("office"))
            for row in names if isinstance(row, str | Mapping)]
    return tuple(Participant(name.strip(), side=side, office=office) for name, side, office in rows
                 if isinstance(name, str) and name.strip())


READER = Reader("named fields", read, rank=40)
