"""What every reader is given and what it gives back."""

from __future__ import annotations

import builtins
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from memcon.model.errors import MemconError
from memcon.model.record import Record

HEAD = 8192  # bytes a reader may look at before it decides


@dataclass(frozen=True)
class Incoming:
    """A file offered to the readers: on disk, or out of a container.

    `name` is what messages and records call it; inside a ZIP it is the path within ("volume-1/12.md").
    """

    name: str
    path: Path | None = None
    content: bytes | None = None
    container: str | None = None  # SHA-256 of the file this one came in, if any

    def bytes(self) -> bytes:
        """Give the whole content."""
        return self.content if self.content is not None else self._on_disk.read_bytes()

    @cached_property
    def head(self) -> builtins.bytes:
        """Give the first bytes, enough to tell what the file is."""
        if self.content is not None:
            return self.content[:HEAD]
        with self._on_disk.open("rb") as file:
            return file.read(HEAD)

    @cached_property
    def source_id(self) -> str:
        """SHA-256 of the file that was received (of the container, inside one)."""
        if self.container is not None:
            return self.container
        if self.content is not None:
            return hashlib.sha256(self.content).hexdigest()
        with self._on_disk.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @property
    def suffix(self) -> str:
        """The name's ending, lower case, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def _on_disk(self) -> Path:
        if self.path is None:
            raise ValueError(f"{self.name}: neither a path nor its content was given.")
        return self.path

    def record_id(self, local: str) -> str:
        """Name a record of this file: file name, the record's own name in it, six characters of the file's hash.

        The same file always gives the same ids; two files of one name never share one.
        """
        return "-".join(part for part in (self._stem, slug(local), self.source_id[:6]) if part)

    @cached_property
    def _stem(self) -> str:
        return slug(PurePosixPath(self.name).stem)


def slug(words: str) -> str:
    """Make a name fit for a file name: letters, digits, dots and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFC", words).strip()
    return re.sub(r"[^\w.]+", "-", plain).strip("-.")[:60].rstrip("-.")


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a reader did not try: one sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file inside a container that could not be read; the others go on."""

    name: str
    error: MemconError


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of turning a file into records.

    `read` looks at the file and answers at once: an excuse, or an iterator that gives the records one by one.
    Errors while iterating are SourceErrors that name the file and the place. Readers are offered a file in rising
    `rank`: the more particular first. `version` rises when the same file would give other records.
    """

    name: str
    read: Callable[[Incoming], Iterator[Record | Refusal] | Excuse]
    rank: int = 50
    version: int = 1
    media_types: dict[str, str] = field(default_factory=dict)  # ending to media type
