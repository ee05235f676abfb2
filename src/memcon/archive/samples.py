"""Random samples in an archive: one file a sample under corrections/samples/, which only grows.

Its first line is the design; a line a unit follows, in the order in which they are to be checked; then lines for units
that somebody could not decide. What people ruled on the units lies with all other rulings, in their own files.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from memcon.archive.folder import Folder
from memcon.archive.locking import locked
from memcon.archive.plain import from_plain, to_plain
from memcon.archive.writing import append_lines, write_words
from memcon.model.errors import ArchiveError, NotFound
from memcon.model.samples import Passed, Sample, Unit


def place(folder: Folder, sample: str) -> Path:
    """Say where a sample lies."""
    return folder.path / "corrections" / "samples" / f"{sample}.jsonl"


def keep(folder: Folder, sample: Sample) -> Path:
    """Lay a new sample down, whole or not at all, under an id that no other has.

    Raises:
        ArchiveBusy: another process is writing all the time.
    """
    with locked(folder):
        path, number = place(folder, sample.id), 1
        while path.exists():
            number += 1
            path = place(folder, f"{sample.id}-{number}")
        design = to_plain(replace(sample, id=path.stem, units=(), passed=()))
        rows = [design, *({"unit": to_plain(one)} for one in sample.units)]
        write_words(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path


def leave_open(folder: Folder, sample: str, passed: tuple[Passed, ...]) -> None:
    """Note at the end of a sample's file which units somebody could not decide."""
    with locked(folder):
        append_lines(place(folder, sample), [{"passed": to_plain(one)} for one in passed])


def kept(folder: Folder) -> tuple[Sample, ...]:
    """Give all samples, the oldest first.

    Raises:
        ArchiveError: a line cannot be read; a last line torn by a crash is of no account.
    """
    found = [_read(path) for path in sorted((folder.path / "corrections" / "samples").glob("*.jsonl"))]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def chosen(folder: Folder, wanted: str | None = None) -> Sample:
    """Give the sample that is meant: the latest, where none is named.

    Raises:
        NotFound: there is none, or none of that id.
    """
    there = kept(folder)
    if not there:
        raise NotFound(
            f"{folder.path}: no random sample was drawn yet. Draw one: memcon check {folder.path} --sample 100 --by YOU"
        )
    if wanted is None:
        return there[-1]
    fitting = [one for one in there if one.id.startswith(wanted)]
    exact = [one for one in fitting if one.id == wanted] or fitting
    if len(exact) == 1:
        return exact[0]
    raise NotFound(f"{wanted}: there is no such sample. There are: {', '.join(one.id for one in there)}.")


def _read(path: Path) -> Sample:
    lines = path.read_text(encoding="utf-8").split("\n")
    units, passed, sample = [], [], None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "unit" in row:
                units.append(from_plain(Unit, row["unit"]))
            elif "passed" in row:
                passed.append(from_plain(Passed, row["passed"]))
            else:
                sample = from_plain(Sample, row)
        except (ValueError, TypeError, AttributeError) as error:
            if number == len(lines):
                continue
            words = " ".join(str(error).split())[:120]
            raise ArchiveError(f"{path}, line {number}: no line of a sample ({words}). Mend it, or take it back from "
                               "your backup.") from error  # fmt: skip
    if sample is None:
        raise ArchiveError(f"{path}: its first line, the design of the sample, is missing. Take it from your backup.")
    return replace(sample, units=tuple(units), passed=tuple(passed))
