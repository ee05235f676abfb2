"""ZIP: a folder of documents packed together; each file inside is offered to the desk."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.model.errors import DamagedSource, EmptySource, MemconError, ProtectedSource, UnknownForm
from memcon.model.record import Record

DEEPEST = 3  # a ZIP in a ZIP in a ZIP
LARGEST = 2 * 1024**3  # bytes unpacked, all together
STEEPEST, SMALL = 200, 64 * 1024**2  # prose packs to a fifth; what unpacks 200 times and is not small is a trap
IN_MEMORY = 16 * 1024**2  # bytes; a larger file inside is unpacked to a temporary place on disk
CORPUS = ("utterances.jsonl", "speakers.json", "conversations.json", "corpus.json", "index.json", "users.json")
LEFT_OUT = {"thumbs.db", "desktop.ini"}  # what file managers leave behind
PART_OF_OTHERS = re.compile(r"application/epub\+zip|application/vnd\.oasis\.opendocument[\w.-]*")


@dataclass(slots=True)
class Unpacking:
    """How much was unpacked so far, and how deep."""

    left: int = LARGEST
    depth: int = 1


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read what is inside a ZIP; a file in it that cannot be read is refused, the others go on.

    Raises:
        DamagedSource: the ZIP breaks off, or unpacks to more than any collection of texts does.
        ProtectedSource: all that is in it is locked with a password.
        EmptySource: there is no file in it.
    """
    if not file.head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")) and file.suffix != ".zip":
        return Excuse("not a ZIP archive.")
    if PART_OF_OTHERS.search(file.head[:200].decode("latin-1")):
        return Excuse("a ZIP that is one document (EPUB, OpenDocument); save an OpenDocument text as .docx.")
    archive = _opened(file)
    if "[Content_Types].xml" in archive.namelist():
        archive.close()
        return Excuse("a ZIP that is one office document.")
    return _distinct(_records(file, archive, Unpacking()))


def _opened(file: Incoming) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file.path if file.content is None and file.path else BytesIO(file.bytes()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedSource(
            f"{file.name}: the ZIP is cut short or damaged. Fetch it again, or pack the files again."
        ) from error


def _distinct(found: Iterator[Record | Refusal]) -> Iterator[Record | Refusal]:
    """Keep files of one name in different folders apart: "...-12-4f3a2b", "...-12.2-4f3a2b"."""
    ids: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Record):
            ids[one.id] += 1
            if ids[one.id] > 1:
                name, _, ending = one.id.rpartition("-")
                yield replace(one, id=f"{name}.{ids[one.id]}-{ending}")
                continue
        yield one


def _records(file: Incoming, archive: zipfile.ZipFile, unpacking: Unpacking) -> Iterator[Record | Refusal]:
    with archive:
        entries = {name: entry for entry in archive.infolist() if _is_meant(name := printed_name(entry), entry)}
        _refuse_trap(file, archive, unpacking)
        if not entries:
            raise EmptySource(f"{file.name}: there is no file in the ZIP. Pack the documents again.")
        if all(entry.flag_bits & 0x1 for entry in entries.values()):
            raise ProtectedSource(f"{file.name}: the ZIP is locked with a password. Unpack it and add the files.")
        siblings = _siblings(entries)
        for name in sorted(entries.keys() - siblings):
            yield from _inside(file, archive, name, entries, unpacking)


def printed_name(entry: zipfile.ZipInfo) -> str:
    """Give a name inside a ZIP as its maker saw it.

    Names not marked as UTF-8 may be so all the same (macOS); of the others, words wholly of high letters are Russian
    (code page 866), words that mix in some are western (code page 437).
    """
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    russian = raw.decode("cp866")
    words = re.findall(r"[^\W\d_]+", russian)
    mixed = any(re.search(r"[a-zA-Z]", word) and not word.isascii() for word in words)
    long_word = any(re.fullmatch(r"[А-яЁё]{3,}", word) for word in words)
    return russian if long_word and not mixed else entry.filename


def _is_meant(name: str, entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not entry.is_dir() and not hidden and bool(parts) and parts[-1].lower() not in LEFT_OUT


def _refuse_trap(file: Incoming, archive: zipfile.ZipFile, unpacking: Unpacking) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = sum(entry.compress_size for entry in archive.infolist())
    if unpacked > unpacking.left or (unpacked > SMALL and unpacked > STEEPEST * max(1, packed)):
        raise DamagedSource(
            f"{file.name}: the ZIP unpacks to {unpacked / 1e9:.1f} GB, more than texts do. "
            "If it is what you want, unpack it and add the files."
        )
    unpacking.left -= unpacked


def _siblings(entries: dict[str, zipfile.ZipInfo]) -> set[str]:
    """List the files that belong to the utterances.jsonl of their folder."""
    folders = {PurePosixPath(name).parent for name in entries if PurePosixPath(name).name == CORPUS[0]}
    return {str(folder / name) for folder in folders for name in CORPUS[1:]}


def _inside(
    file: Incoming, archive: zipfile.ZipFile, name: str, entries: dict[str, zipfile.ZipInfo], unpacking: Unpacking
) -> Iterator[Record | Refusal]:
    """Give the records of one file inside, or say why it was refused."""
    full = f"{file.name}/{name}"
    try:
        if PurePosixPath(name).name == CORPUS[0] or entries[name].file_size > IN_MEMORY:
            with TemporaryDirectory(prefix="memcon-") as folder:
                place = _with_siblings(archive, name, entries, full, Path(folder))
                yield from _offered(Incoming(full, place, container=file.source_id), unpacking)
        else:
            content = BytesIO()
            _copy(archive, entries[name], full, content)
            yield from _offered(Incoming(full, content=content.getvalue(), container=file.source_id), unpacking)
    except MemconError as error:
        yield Refusal(full, error)
    except OSError as error:
        yield Refusal(
            full, DamagedSource(f"{full}: cannot be unpacked ({error.strerror or error}). See that the disk has room.")
        )
    except Exception as error:  # a reader's own mistake must not cost the other files
        words = " ".join(str(error).split())[:200] or "no further word"
        yield Refusal(
            full,
            DamagedSource(
                f"{full}: cannot be read ({type(error).__name__}: {words}). "
                "Open and save it again, or convert it to plain text, and add that."
            ),
        )


def _with_siblings(
    archive: zipfile.ZipFile, name: str, entries: dict[str, zipfile.ZipInfo], full: str, folder: Path
) -> Path:
    """Unpack a file to disk; utterances.jsonl with the files that belong to it."""
    names = CORPUS if PurePosixPath(name).name == CORPUS[0] else (PurePosixPath(name).name,)
    for sibling in names:
        entry = entries.get(str(PurePosixPath(name).parent / sibling))
        if entry is not None:
            with (folder / PurePosixPath(sibling).name).open("wb") as out:
                _copy(archive, entry, full, out)
    return folder / PurePosixPath(name).name


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, full: str, out: IO[bytes]) -> None:
    if entry.flag_bits & 0x1:
        raise ProtectedSource(f"{full}: locked with a password. Unpack it and add the file.")
    try:
        with archive.open(entry) as packed:
            while piece := packed.read(1024**2):
                out.write(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise DamagedSource(f"{full}: damaged inside the ZIP. Fetch the ZIP again, or pack the file again.") from error


def _offered(inner: Incoming, unpacking: Unpacking) -> Iterator[Record | Refusal]:
    from memcon.accession.desk import read as offer

    if not _is_zip(inner):
        yield from offer(inner)[1]
    elif unpacking.depth >= DEEPEST:
        raise UnknownForm(f"{inner.name}: a ZIP more than {DEEPEST} deep in others. Unpack it and add the files.")
    else:
        unpacking.depth += 1
        try:
            archive = _opened(inner)
            if "[Content_Types].xml" in archive.namelist():
                archive.close()
                yield from offer(inner)[1]
            else:
                yield from _records(inner, archive, unpacking)
        finally:
            unpacking.depth -= 1


def _is_zip(inner: Incoming) -> bool:
    """Tell a ZIP of files from a document that is packed as one."""
    packed = inner.head.startswith((b"PK\3\4", b"PK\5\6"))
    return (
        packed
        and inner.suffix not in (".docx", ".epub")
        and not PART_OF_OTHERS.search(inner.head[:200].decode("latin-1"))
    )


READER = Reader("zip", read, rank=80, media_types={".zip": "application/zip"})
