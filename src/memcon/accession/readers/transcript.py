"""Speaker-labelled transcripts: "NAME: text", initials explained in a head note, "Comrade Stalin:"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from memcon.accession.blocks import passages
from memcon.accession.collection import cut
from memcon.accession.decoding import opening_of, text_of
from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.accession.readers.plain import ENDINGS
from memcon.accession.text_records import ENOUGH_TURNS, text_records
from memcon.accession.turns import share_of_turns
from memcon.model.description import Form
from memcon.model.errors import UnknownEncoding
from memcon.model.record import Record

SAMPLE = 300_000  # bytes that show whether a file is a transcript


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a text file whose words stand, for the most part, under speakers' labels."""
    if file.suffix not in ENDINGS:
        return Excuse("it takes .txt and .md.")
    try:
        sample = opening_of(file, SAMPLE)
    except UnknownEncoding:
        return Excuse("the encoding could not be told.")
    if cut(sample) or share_of_turns(sample, passages(sample, ())) < ENOUGH_TURNS:
        return Excuse("too little of it stands under speakers' labels.")
    return _records(file)


def _records(file: Incoming) -> Iterator[Record | Refusal]:
    for record in text_records(file, text_of(file)):
        yield replace(record, stated=replace(record.stated, form=Form.TRANSCRIPT))


READER = Reader("transcript", read, rank=60)
