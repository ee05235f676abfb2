"""Files become the machine contract without an archive."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.speakers import with_speakers
from memcon.archive.archive import LAID, View
from memcon.archive.contract import contract, write_text
from memcon.archive.reading import reading
from memcon.archive.receiving import unreadable
from memcon.model.errors import MemconError
from memcon.model.record import Record
from memcon.processing import work
from memcon.processing.engine import here
from memcon.processing.files import SPEED, shared_out, walk, weight
from memcon.processing.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one file: so many records, or the error why there are none.

    `refusals` are the files inside a container that could not be read; `same_as` names a file given before with the
    same content, whose records stand for both.
    """

    path: str
    source: str = ""
    records: int = 0
    error: MemconError | None = None
    refusals: tuple[Refusal, ...] = ()
    same_as: str | None = None


Options = Mapping[str, Mapping[str, str]]  # for each analysis, what is chosen


def extract_files(
    files: Iterable[str | Path], to: Path, progress: Progress = silent, options: Options = MappingProxyType({})
) -> tuple[Extracted, ...]:
    """Read files, describe their records, and write the machine contract to a folder.

    The contract's files appear when all is done; until then those of an earlier run stay.

    Returns:
        What became of each file, in order.
    """
    paths = walk(files)
    total = sum(map(weight, paths))
    pieces = list(enumerate(shared_out(paths)))
    outcomes: list[Extracted] = []
    first: dict[str, str] = {}
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to, prefix=".unfinished-") as aside, contract(to) as lines:
        made = here(total / SPEED).map(partial(_extract_piece, Path(aside), to, {**options}), pieces)
        for done in made:
            for outcome, part in done:
                if outcome.source in first and outcome.error is None:
                    outcomes.append(Extracted(outcome.path, outcome.source, same_as=first[outcome.source]))
                    continue
                if part is not None:
                    first[outcome.source] = outcome.path
                    for name, whole in lines.files.items():
                        with (part / name).open(encoding="utf-8", newline="") as rows:
                            shutil.copyfileobj(rows, whole)
                outcomes.append(outcome)
            progress("Reading", sum(weight(Path(one.path)) for one in outcomes), total)
    return tuple(outcomes)


def _extract_piece(
    aside: Path, to: Path, options: Options, piece: tuple[int, Sequence[Path]]
) -> list[tuple[Extracted, Path | None]]:
    number, paths = piece
    return [_extract(path, aside / f"{number}-{count}", to, options) for count, path in enumerate(paths)]


def _extract(path: Path, part: Path, to: Path, options: Options) -> tuple[Extracted, Path | None]:
    try:
        read = reading(Incoming(path.name, path))
        with contract(part) as lines:
            for record in read.records():
                lines.write(_found(record, options))
                write_text(to, record)
    except MemconError as error:
        return Extracted(str(path), error=error), None
    except OSError as error:
        return Extracted(str(path), error=unreadable(path, error)), None
    return Extracted(str(path), read.file.source_id, read.count, refusals=tuple(read.refusals)), part


def _found(record: Record, options: Options) -> View:
    """Run every analysis on one record."""
    found: dict[str, Any] = {}
    for analysis in work.analyses():
        chosen = work.options_of(analysis, options.get(analysis.name, {}))
        made = analysis.find(record, *(found[stage] for stage in analysis.reads), **chosen)
        found[analysis.name] = made.over(record.stated) if analysis.name == "describe" else made
    utterances, acts, issues, commitments = (tuple(found.get(stage, ())) for stage in LAID[1:])
    return View(record, with_speakers(found["describe"], utterances), None, utterances, acts, issues, commitments)
