"""The desk offers a file to each reader in turn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from memcon.accession import readers as folder
from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.model.errors import EmptySource, UnknownForm
from memcon.model.extensions import listed
from memcon.model.record import Record


@cache
def catalogue() -> tuple[Reader, ...]:
    """List every reader, the more particular first."""
    return tuple(sorted(listed(folder, "READER", Reader, "memcon.readers"), key=lambda r: (r.rank, r.name)))


def read(file: Incoming) -> tuple[Reader, Iterator[Record | Refusal]]:
    """Offer a file to each reader; the first that takes it gives its records.

    Returns:
        The reader that took the file, and its records, read as they are asked for.

    Raises:
        EmptySource: the file has no bytes.
        UnknownForm: all readers declined; the message carries every excuse.
    """
    if not file.head:
        raise EmptySource(f"{file.name}: the file is empty. Give a file with words in it.")
    excuses = []
    for reader in catalogue():
        answer = reader.read(file)
        if not isinstance(answer, Excuse):
            return reader, answer
        excuses.append(f"{reader.name}: {answer.reason}")
    raise UnknownForm(f"{file.name}: no reader knows this file. " + " ".join(excuses))


def media_type(name: str) -> str:
    """Give the media type of a file by its ending."""
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    return next((r.media_types[suffix] for r in catalogue() if suffix in r.media_types), "application/octet-stream")
