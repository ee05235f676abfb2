"""A file becomes records, each with an id of its own; whatever goes wrong becomes an error in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Reader, Refusal
from memcon.model.errors import DamagedSource, EmptySource, MemconError
from memcon.model.record import Record


@dataclass(slots=True)
class Reading:
    """The reading of one file as it goes on: who reads it, how many records came, which parts were refused."""

    file: Incoming
    reader: Reader
    offered: Iterator[Record | Refusal]
    refusals: list[Refusal] = field(default_factory=list)
    count: int = 0

    def records(self) -> Iterator[Record]:
        """Give the records one by one.

        Raises:
            SourceError: the file breaks off, or holds no document at all.
        """
        ids: Counter[str] = Counter()
        try:
            for one in self.offered:
                if isinstance(one, Refusal):
                    self.refusals.append(one)
                else:
                    self.count += 1
                    yield _distinct(one, ids)
        except (MemconError, OSError, GeneratorExit):
            raise
        except Exception as error:
            raise _unforeseen(self.file.name, error) from error
        if not self.count:
            raise _nothing(self)


def reading(file: Incoming) -> Reading:
    """Begin to read a file.

    Raises:
        SourceError: no reader can take it.
    """
    try:
        reader, offered = read(file)
    except (MemconError, OSError):
        raise
    except Exception as error:
        raise _unforeseen(file.name, error) from error
    return Reading(file, reader, offered)


def _distinct(record: Record, ids: Counter[str]) -> Record:
    """Keep two documents of one file that bear the same number apart: "...-12-4f3a2b", "...-12.2-4f3a2b"."""
    ids[record.id] += 1
    if ids[record.id] == 1:
        return record
    name, _, ending = record.id.rpartition("-")
    return replace(record, id=f"{name}.{ids[record.id]}-{ending}")


def _unforeseen(name: str, error: Exception) -> DamagedSource:
    words = " ".join(str(error).split())[:200] or "no further word"
    return DamagedSource(f"{name}: cannot be read ({type(error).__name__}: {words}). "
                         "Open and save it again, or convert it to plain text, and add that.")


def _nothing(reading: Reading) -> MemconError:
    if reading.refusals:
        return reading.refusals[0].error
    return EmptySource(f"{reading.file.name}: no document was found in it. Look whether it holds the text you expect.")
