"""Plain text and Markdown: one document a file, or a whole collection in one."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.accession.decoding import text_of
from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.accession.text_records import text_records
from memcon.model.record import Record

ENDINGS = {".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown",
           ".asc": "text/plain", "": "text/plain"}


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a plain text or Markdown file."""
    if file.suffix not in ENDINGS:
        return Excuse("it takes .txt and .md.")
    return _records(file)


def _records(file: Incoming) -> Iterator[Record | Refusal]:
    yield from text_records(file, text_of(file))


READER = Reader("plain text", read, rank=90, media_types=ENDINGS)
