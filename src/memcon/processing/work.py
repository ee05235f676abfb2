"""What is stale, in which order it is done again, and the doing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import memcon.analysis as folder
from memcon.analysis.analysis import Analysis
from memcon.archive import derived, tables
from memcon.archive.archive import Archive
from memcon.archive.receiving import Addition
from memcon.archive.sources import place as kept
from memcon.archive.viewing import Laying
from memcon.archive.writing import abandoned
from memcon.model.description import Description
from memcon.model.errors import MemconError
from memcon.model.extensions import listed
from memcon.model.record import Record, Source
from memcon.processing import files
from memcon.processing.engine import Engine, here
from memcon.processing.files import weight
from memcon.processing.progress import Progress, silent

PIECE = 200  # records handed to a process at a time
CORRECTED = ("utterances", "acts", "issues")  # stages whose claims people correct; what reads them is then stale
SPEED = 400  # records described a second on one processor, about; see benchmarks


@dataclass(frozen=True, slots=True)
class Failure:
    """A record in which an analysis failed; the others were done."""

    record: str
    analysis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a run did: sources read again, and records done by each analysis."""

    read_again: tuple[Addition, ...] = ()
    done: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Records of one source, from the one at `begin`, `count` of them."""

    source: str
    mark: str
    begin: int
    count: int


@cache
def analyses() -> tuple[Analysis, ...]:
    """List every analysis, each after those it reads."""
    waiting = list(listed(folder, "ANALYSIS", Analysis, "memcon.analyses"))
    homeless = [one.name for one in waiting if one.name not in tables.TABLES]
    if homeless:
        raise MemconError(
            f"No table is declared for what {', '.join(homeless)} finds. Declare it in memcon.archive.tables.TABLES."
        )
    ordered: list[Analysis] = []
    while waiting:
        ready = [one for one in waiting if {*one.reads} <= {other.name for other in ordered}]
        if not ready:
            raise MemconError(
                f"The analyses {', '.join(one.name for one in waiting)} read each other or one that is missing. "
                "Install what offers it, or remove the one that reads it."
            )
        ordered += ready
        waiting = [one for one in waiting if one not in ready]
    return tuple(ordered)


def options_of(analysis: Analysis, said: Mapping[str, Any]) -> dict[str, str]:
    """Give an analysis's options: what is said, else what holds when nothing is.

    Raises:
        MemconError: a word that the option cannot have.
    """
    chosen = {}
    for name, words in analysis.options.items():
        chosen[name] = str(said.get(name, words[0]))
        if chosen[name] not in words:
            raise MemconError(
                f"[analyses.{analysis.name}] {name} = {chosen[name]!r}: there is no such choice. "
                f"In archive.toml, choose one of: {', '.join(words)}."
            )
    return chosen


def engine_options(engine: str) -> dict[str, dict[str, str]]:
    """Say which analyses run otherwise than usual when an engine is chosen for all.

    Raises:
        MemconError: there is no such engine.
    """
    able = [one for one in analyses() if "engine" in one.options]
    known = dict.fromkeys(["default", *(word for one in able for word in one.options["engine"])])
    if engine not in known:
        raise MemconError(f"{engine}: there is no such engine. Choose one of: {', '.join(known)}.")
    return {one.name: {"engine": engine} for one in able if engine in one.options["engine"][1:]}


def stamps(archive: Archive, below: Mapping[str, Mapping[str, str]], analysis: Analysis) -> dict[str, str]:
    """Give the stamp that each source's part of an analysis would bear today.

    Args:
        archive: the archive.
        below: for each stage that was made before, the stamps of its parts by source.
        analysis: what is to be stamped.
    """
    rulings = archive.laying().rulings if {*CORRECTED} & {*analysis.reads} else None
    return {
        source: stamp_of(
            archive,
            analysis,
            mark,
            [below[stage][source] for stage in analysis.reads],
            None if rulings is None else rulings.about_source(source),
        )
        for source, mark in below[derived.RECORDS].items()
    }


def stamp_of(archive: Archive, analysis: Analysis, mark: str, below: Sequence[str], ruled: str | None) -> str:
    """Give the stamp that one source's part of an analysis would bear.

    Args:
        archive: the archive, for the options it sets.
        analysis: what is to be stamped.
        mark: the stamp of the source's records.
        below: the stamps of the parts it reads, in the order of `analysis.reads`.
        ruled: the stamp of the rulings on the source's records; None where it reads nothing that people correct.
    """
    options = archive.folder.options(analysis.name)
    return derived.stamp(
        mark, analysis.name, analysis.version, options, *below, *([] if ruled is None else [ruled])
    )  # fmt: skip


def stale(archive: Archive) -> dict[str, list[str]]:
    """List what would be done again: for each stage, the sources."""
    known = archive.sources()
    below = {derived.RECORDS: derived.current_records(archive.folder, known)}
    found = {derived.RECORDS: [source for source in known if source not in below[derived.RECORDS]]}
    for analysis in analyses():
        below[analysis.name] = stamps(archive, below, analysis)
        there = derived.parts(archive.folder, analysis.name)
        found[analysis.name] = found[derived.RECORDS] + [
            source for source, mark in below[analysis.name].items() if mark not in there.get(source, ())
        ]
    return found


def run(archive: Archive, progress: Progress = silent) -> Work:
    """Do again what is stale: read sources whose records are missing or of an older reader, then run each analysis."""
    known = archive.sources()
    _clear_away(archive)
    again = tuple(_read_again(archive, known, progress))
    current = derived.current_records(archive.folder, known)
    below: dict[str, dict[str, str]] = {
        derived.RECORDS: {source: current[source] for source in known if source in current}
    }
    done: dict[str, int] = {}
    failures: list[Failure] = []
    for analysis in analyses():
        below[analysis.name] = stamps(archive, below, analysis)
        done[analysis.name], failed = _run_one(archive, analysis, below, progress)
        failures += failed
    return Work(again, done, tuple(failures))


def _clear_away(archive: Archive) -> None:
    """Throw away what ended processes left unfinished."""
    stages = [path.name for path in archive.folder.derived.glob("*") if path.is_dir()]
    given = (archive.path, archive.folder.sources, archive.folder.registers)
    for place in (*given, *(archive.folder.derived / stage for stage in stages)):
        for path in abandoned(place):
            path.unlink(missing_ok=True)


def _read_again(archive: Archive, known: Mapping[str, Source], progress: Progress) -> Iterator[Addition]:
    current = derived.current_records(archive.folder, known)
    missing = [source for source in known.values() if source.id not in current]
    bytes_left = sum(weight(kept(archive.folder, source.id, source.name)) for source in missing)
    engine: Engine = here(bytes_left / files.SPEED)
    there = derived.parts(archive.folder, derived.RECORDS)
    work = [(source, there.get(source.id, ())) for source in missing]
    for count, addition in enumerate(engine.map(partial(_reread, archive), work), 1):
        progress("Reading sources again", count, len(missing))
        yield addition


def _reread(archive: Archive, work: tuple[Source, tuple[str, ...]]) -> Addition:
    return archive.reread(*work)


def _run_one(
    archive: Archive, analysis: Analysis, below: Mapping[str, Mapping[str, str]], progress: Progress
) -> tuple[int, list[Failure]]:
    wanted = below[analysis.name]
    there = derived.parts(archive.folder, analysis.name)
    stale = [source for source, mark in wanted.items() if mark not in there.get(source, ())]
    pieces = list(_pieces(archive, stale, below[derived.RECORDS]))
    total = sum(stretch.count for piece in pieces for stretch in piece)
    left = Counter(stretch.source for piece in pieces for stretch in piece)
    rows: dict[str, list[dict[str, Any]]] = {source: [] for source in stale}
    failures: list[Failure] = []
    done = 0
    engine: Engine = here(total / SPEED)
    for piece, made in zip(pieces, engine.map(partial(_find, archive, analysis.name), pieces), strict=True):
        for stretch, (found, failed) in zip(piece, made, strict=True):
            source = stretch.source
            rows[source] += found
            failures += failed
            left[source] -= 1
            if not left[source]:
                archive.put(analysis.name, source, wanted[source], rows.pop(source), there.get(source, ()))
            done += stretch.count
        progress(f"Running {analysis.name}", done, total)
    return done, failures


def _pieces(archive: Archive, sources: Sequence[str], marks: Mapping[str, str]) -> Iterator[tuple[Stretch, ...]]:
    """Share records out in pieces of about PIECE: long sources cut up, short ones put together."""
    piece: list[Stretch] = []
    room = PIECE
    for source in sources:
        total = tables.count(derived.path(archive.folder, derived.RECORDS, source, marks[source]))
        for begin in range(0, max(total, 1), PIECE):
            stretch = Stretch(source, marks[source], begin, min(PIECE, total - begin))
            if stretch.count > room:
                yield tuple(piece)
                piece, room = [], PIECE
            piece.append(stretch)
            room -= stretch.count
    if piece:
        yield tuple(piece)


def _find(archive: Archive, name: str, piece: Sequence[Stretch]) -> list[tuple[list[dict[str, Any]], list[Failure]]]:
    """Run an analysis over a piece; this is what other processes do."""
    analysis = next(one for one in analyses() if one.name == name)
    return [_find_in(archive, analysis, stretch) for stretch in piece]


def _find_in(archive: Archive, analysis: Analysis, stretch: Stretch) -> tuple[list[dict[str, Any]], list[Failure]]:
    part = derived.path(archive.folder, derived.RECORDS, stretch.source, stretch.mark)
    rows: list[dict[str, Any]] = []
    failures: list[Failure] = []
    records = list(tables.records(part, stretch.begin, stretch.count))
    standing = list(laid_below(archive, analysis, records))
    options = options_of(analysis, archive.folder.options(analysis.name))
    for record, below in zip(records, standing, strict=True):
        try:
            rows += tables.TABLES[analysis.name].rows(record, analysis.find(record, *below, **options))
        except Exception as error:
            if os.environ.get("MEMCON_TRACEBACK"):
                raise
            failures.append(_failure(record, analysis, error))
    return rows, failures


def laid_below(
    archive: Archive, analysis: Analysis, records: Sequence[Record], laying: Laying | None = None
) -> Iterator[list[Any]]:
    """Give for each record what the stages an analysis reads have found, with what sources and people say over it.

    Args:
        archive: the archive.
        analysis: who is to read it.
        records: records of one source.
        laying: what lies over the claims; looked up where it is not given.
    """
    wanted = [record.id for record in records]
    found = {stage: archive.findings(stage, records[0].source, wanted) for stage in analysis.reads if records}
    if laying is None and {*CORRECTED} & {*analysis.reads}:
        laying = archive.laying()
    for record in records:
        below: list[Any] = [held.get(record.id) for held in found.values()]
        for place, stage in enumerate(analysis.reads):
            if stage == "describe":
                below[place] = (below[place] or Description()).over(record.stated)
            elif stage == "utterances" and laying is not None:
                below[place] = laying.over(record, below[place] or ()).utterances
            elif stage == "acts" and laying is not None:
                below[place] = laying.acts_over(record, below[place] or ())
            elif stage == "issues" and laying is not None:
                below[place] = laying.issues_over(record, below[place] or ())
        yield below


def _failure(record: Record, analysis: Analysis, error: Exception) -> Failure:
    words = " ".join(str(error).split())[:200]
    return Failure(record.id, analysis.name, f"{type(error).__name__}: {words}")
