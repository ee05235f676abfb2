"""The verbs: what a historian does with memcon, each a plain function. The command line's verbs are these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from memcon.archive import archive as archives
from memcon.archive import contract, registers
from memcon.archive.archive import Archive, View, open_archive
from memcon.archive.entries import Entry, Wanted, entries
from memcon.archive.receiving import Addition, Labels
from memcon.archive.registers import Imported
from memcon.model.corrections import Ruling
from memcon.model.errors import MemconError
from memcon.model.findings import Mode
from memcon.processing import checking, correcting
from memcon.processing.checking import Remark
from memcon.processing.correcting import Listed, Ruled
from memcon.processing.engine import here
from memcon.processing.extraction import Extracted, extract_files
from memcon.processing.files import SPEED, shared_out, walk, weight
from memcon.processing.progress import Progress, silent
from memcon.processing.work import Work, engine_options, run

Where = str | Path | Archive


def create(path: str | Path, *, name: str | None = None, engine: str = "default") -> Archive:
    """Create an archive: one folder that holds everything.

    Args:
        path: where it is to lie.
        name: what you call it; the folder's name when not given.
        engine: "default", or "rules" for hand-written rules alone, which are faster and less often right; archive.toml
            keeps it.

    Raises:
        ArchiveError: there is one already, or a file is in the way.
    """
    return archives.create(path, name, engine_options(engine))


def add(
    archive: Where,
    *files: str | Path,
    collection: str | None = None,
    rights: str | None = None,
    citation: str | None = None,
    progress: Progress = silent,
) -> tuple[Addition, ...]:
    """Add files, or folders of files, to an archive and find the documents in them.

    A file that is there already changes nothing. A file that cannot be read is refused with the reason, and the others
    go on.

    Args:
        archive: an archive or its path.
        files: files and folders.
        collection: the collection they belong to.
        rights: under what terms they may be used.
        citation: how the collection wants to be cited.
        progress: told how many bytes have been read, of how many.

    Returns:
        What became of each file, in order.

    Raises:
        NoArchive, NewerArchive, ArchiveBusy: see there; nothing was added by this call then, or only what was told.
    """
    opened = _opened(archive)
    paths = walk(files)
    total = sum(map(weight, paths))
    labels = Labels(collection, rights, citation)
    outcomes: list[Addition] = []
    pieces = shared_out(paths)
    for made in here(total / SPEED).map(partial(_receive, opened, labels), pieces):
        outcomes += _entered(opened, made)
        progress("Reading", sum(weight(Path(one.path)) for one in outcomes), total)
    return tuple(outcomes)


def _receive(archive: Archive, labels: Labels, paths: Sequence[Path]) -> list[Addition]:
    known = archive.sources()
    return [archive.receive(path, labels, known) for path in paths]


def _entered(archive: Archive, made: Sequence[Addition]) -> Iterator[Addition]:
    """Enter what was received; of one file given twice, the second counts as known."""
    new = {source.id for source in archive.enter(made)}
    for one in made:
        if one.outcome == "added" and one.source and one.source.id not in new:
            yield Addition(one.path, "known", source=one.source)
        else:
            yield one
            new -= {one.source.id} if one.source else set()


def process(archive: Where, *, progress: Progress = silent) -> Work:
    """Work out what can be known of each record; only what is new or stale is done.

    Args:
        archive: an archive or its path.
        progress: told how many records are done, of how many.
    """
    return run(_opened(archive), progress)


def extract(
    *files: str | Path, to: str | Path, engine: str = "default", progress: Progress = silent
) -> tuple[Extracted, ...]:
    """Read files and write what is found as JSON lines, without keeping an archive.

    Args:
        files: files and folders.
        to: folder for records.jsonl, and for texts/ where the files are containers.
        engine: "default", or "rules" for hand-written rules alone, which are faster and less often right.
        progress: told how many bytes have been read, of how many.
    """
    return extract_files(files, Path(to), progress, engine_options(engine))


def show(archive: Where, record: str) -> View:
    """Give one record with all that is known of it.

    Args:
        archive: an archive or its path.
        record: its id, or enough of it to tell it from others.

    Raises:
        NotFound: no record fits, or several do; the message names the nearest.
    """
    return _opened(archive).view(record)


def records(
    archive: Where,
    *,
    talk: str | None = None,
    form: str | None = None,
    since: date | None = None,
    until: date | None = None,
    about: str | None = None,
) -> tuple[Entry, ...]:
    """List the records of an archive, or those asked for.

    Args:
        archive: an archive or its path.
        talk: "reported" for records that report talk, "none" for the others.
        form: only this form, such as "telegram".
        since: only records whose date can be this day or later; undated ones are left out.
        until: only records whose date can be this day or earlier.
        about: words that title or text must all hold.
    """
    return tuple(entries(_opened(archive).folder, Wanted(talk, form, since, until, about)))


def export(
    archive: Where,
    *,
    to: str | Path,
    form: str = "jsonl",
    came: Mapping[str, contract.Came] = MappingProxyType({}),
    progress: Progress = silent,
) -> int:
    """Write what an archive holds for other programs.

    Args:
        archive: an archive or its path.
        to: the folder to write to.
        form: "jsonl", the machine contract.
        came: what came of commitments, by record, where it was asked.
        progress: told how many sources are done, of how many.

    Returns:
        How many records were written.
    """
    if form != "jsonl":
        raise MemconError(f"{form}: there is no such form of export. Choose: jsonl.")
    opened, folder = _opened(archive), Path(to)
    total, seen, count = len(opened.sources()), set[str](), 0
    with contract.contract(folder, _persons(opened)) as lines:
        for view in opened.views():
            count += 1
            lines.write(view, came.get(view.record.id, {}))
            contract.write_text(folder, view.record)
            seen.add(view.record.source)
            progress("Writing", len(seen), total)
    return count


def _persons(archive: Archive) -> Iterator[dict[str, Any]]:
    """Give the lines of persons.jsonl: the register, with the printed names that people accepted."""
    accepted: dict[str, list[str]] = {}
    for ruling in archive.laying().resolver.decided.persons.values():
        accepted.setdefault(ruling.person or "", []).extend(ruling.names)
    for person in registers.persons(archive.folder):
        yield contract.person_row(person, accepted.get(person.id, ()))


def register(archive: Where, kind: str, file: str | Path, *, asserted_by: str | None = None) -> Imported:
    """Import a register: a name index, a list of places, of treaties or events.

    Args:
        archive: an archive or its path.
        kind: persons, places, sides, outcomes (events, treaties), issues, meetings, sources or contested.
        file: JSON lines or CSV.
        asserted_by: who says that the identifiers in it (Wikidata, VIAF, GND) are these people's, such as "GND, 2024".

    Raises:
        RegisterError: names the line that cannot be read; nothing was imported then.
    """
    return registers.import_register(_opened(archive).folder, kind, Path(file), asserted_by)


def correct(
    archive: Where,
    record: str,
    words: str,
    *,
    ruling: str,
    by: str,
    because: str,
    name: str | None = None,
    bounds: str | None = None,
    person: str | None = None,
    mode: str | None = None,
    which: int | None = None,
) -> Ruled:
    """Rule on words of a record: that the machine is right about them, or what is right instead.

    The ruling is added to your file in corrections/, signed and dated, and never changed; of two on the same words the
    later counts. It holds on to its words by quotation, so it outlives a new version of memcon and a better text.

    Args:
        archive: an archive or its path.
        record: its id, or enough of it to tell it from others.
        words: words of the record; blanks do not matter, and "first ... last" stands for all between. Words inside one
            utterance mean the whole utterance, but for "add", which takes them as they are.
        ruling: "confirm", "speaker" (somebody else speaks), "reject" (nobody speaks), "add" (somebody speaks what was
            left out), "bounds" (the utterance with these words is what `bounds` quotes), "act" (what these words do)
            or "issue" (what they are about).
        by: who rules.
        because: why.
        name: who speaks, for "speaker" and "add"; the label, for "act" and "issue".
        bounds: the words of the whole utterance, for "bounds".
        person: the speaker's id in the register of persons, if you know it.
        mode: "direct", "reported" or "narrated", where that is to be ruled too.
        which: where the words stand more than once, the first (1), the second (2) ...

    Raises:
        NotFound: record or words are not there, or fit several places; the message shows them.
        MemconError: something is missing; the message says what.
    """
    try:
        kind, how = Ruling(ruling), None if mode is None else Mode(mode)
    except ValueError as error:
        kinds = "confirm, speaker, reject, add, bounds, act, issue"
        raise MemconError(f"{error}. Rulings: {kinds}; modes: {', '.join(Mode)}.") from error
    wish = correcting.Wish(words, kind, by, because, name, bounds, person, how, which)
    return correcting.rule(_opened(archive), record, wish)


def corrections(archive: Where, *, state: str = "all") -> tuple[Listed, ...]:
    """List people's rulings in order of date, with the record each holds for.

    Args:
        archive: an archive or its path.
        state: "all", or "unplaced" for those whose words are gone or fit two places; they change nothing, and wait.
    """
    found = correcting.listed(_opened(archive))
    return tuple(one for one in found if state == "all" or one.reason is not None)


def doctor(archive: Where | None = None, *, depth: str = "quick") -> tuple[Remark, ...]:
    """Check the installation and, if one is given, an archive.

    Args:
        archive: an archive or its path.
        depth: "deep" also reads every source and every part, which takes as long as the disk needs.
    """
    return checking.check(archive.path if isinstance(archive, Archive) else archive, depth)


def _opened(archive: Where) -> Archive:
    return archive if isinstance(archive, Archive) else open_archive(archive)
