"""Studies in an archive: one file a study under studies/, a line a passage in the order of the study.

The first line holds the title. A line that cannot be read is told, and written back as it stands.
"""

from __future__ import annotations

import json
from pathlib import Path

from memcon.accession.reader import slug
from memcon.archive.folder import Folder
from memcon.archive.locking import locked
from memcon.archive.plain import from_plain, to_plain
from memcon.archive.writing import write_words
from memcon.model.anchor import Anchor
from memcon.model.errors import ArchiveError, NotFound
from memcon.model.studies import Change, Chosen, Study

FIRST = "study"  # the study of whoever names none
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def named(title: str) -> str:
    """Give the name under which a study of a title lies; FIRST for a title without letters."""
    name = slug(title.replace(".", " ")).lower() or FIRST
    return f"{name}-" if name in RESERVED else name


def place(folder: Folder, name: str) -> Path:
    """Say where a study lies."""
    return folder.path / "studies" / f"{named(name)}.jsonl"


def names(folder: Folder) -> tuple[str, ...]:
    """Name the studies that have a file, in the order of the alphabet."""
    return tuple(sorted(one.stem for one in (folder.path / "studies").glob("*.jsonl")))


def kept(folder: Folder, wanted: str = FIRST) -> Study:
    """Give a study by its name or title.

    Raises:
        NotFound: there is none; FIRST is there without a file.
        ArchiveError: its file is no text in UTF-8.
    """
    path = place(folder, wanted)
    if path.is_file():
        return _read(path)
    for name in names(folder):
        study = _read(place(folder, name))
        if study.title.casefold() == " ".join(wanted.split()).casefold():
            return study
    if path.stem == FIRST:
        return Study(FIRST, FIRST)
    there = ", ".join(names(folder)) or "none yet"
    raise NotFound(f"{wanted}: there is no such study. There are: {there}. Putting a passage into one makes it.")


def change(folder: Folder, name: str, asked: Change) -> Study:
    """Change a study as it is now, whole or not at all; a study that is not there is begun.

    Changes of several readers follow each other: each is made to what the one before left.

    Raises:
        ArchiveBusy: another process is writing all the time; nothing was changed.
        ArchiveError: its file is no text in UTF-8; it was left as it is.
        MemconError: the change is not possible.
    """
    with locked(folder):
        try:
            before = kept(folder, name)
        except NotFound:
            before = Study(named(name), " ".join(name.split())[:200])
        after = asked(before)
        if after != before:
            write_words(place(folder, after.name), _written(after))
    return after


def _written(study: Study) -> str:
    lines = [json.dumps(to_plain(one), ensure_ascii=False) for one in study.chosen]
    for before, line in reversed(study.unread):
        lines.insert(min(before, len(lines)), line)
    head = json.dumps({"study": study.title}, ensure_ascii=False)
    return "".join(f"{line}\n" for line in (head, *lines)).encode("utf-8", "replace").decode()


def _read(path: Path) -> Study:
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ArchiveError(
            f"{path}: this study is no text in UTF-8 ({error.reason} at byte {error.start}); it was left as it is. "
            "Mend it, or take it back from your backup."
        ) from error
    title, chosen, unread = path.stem, list[Chosen](), list[tuple[int, str]]()
    for line in filter(str.strip, (one.rstrip("\r") for one in lines)):
        held = _line(line)
        if isinstance(held, str):
            title = held
        elif held is None or held.id in {one.id for one in chosen}:
            unread.append((len(chosen), line))
        else:
            chosen.append(held)
    return Study(path.stem, title, tuple(chosen), tuple(unread))


def _line(line: str) -> Chosen | str | None:
    """Read a line: a passage, the title, or None where it is neither."""
    try:
        row = json.loads(line.encode("utf-8", "replace"))
        if isinstance(row.get("study"), str):
            return str(row["study"])
        held = from_plain(Chosen, row)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return held if _sound(held) else None


def _sound(held: Chosen) -> bool:
    its = held.anchor
    if not isinstance(its, Anchor) or not all(isinstance(one, int) for one in (its.start, its.end)):
        return False
    words = (its.record, its.exact, its.before, its.after, its.tells, held.note, held.at, held.by, held.removed or "")
    return all(isinstance(one, str) for one in words)
