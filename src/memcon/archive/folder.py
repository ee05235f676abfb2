"""Where everything lies in an archive's folder, and what archive.toml says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from memcon.archive.writing import write_words
from memcon.model.errors import ArchiveError, NewerArchive, NoArchive

SCHEMA = 1  # rises when an older memcon could not read the folder rightly


@dataclass(frozen=True, slots=True)
class Folder:
    """An archive's folder, and what its archive.toml says.

    `settings` keeps every field of archive.toml, also those that this memcon does not know; the file is written once,
    by `create`, and never rewritten.
    """

    path: Path
    name: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def toml(self) -> Path:
        """What makes the folder an archive."""
        return self.path / "archive.toml"

    @property
    def sources(self) -> Path:
        """The files as received."""
        return self.path / "sources"

    @property
    def received(self) -> Path:
        """Which file is which: one line a source."""
        return self.sources / "register.jsonl"

    @property
    def registers(self) -> Path:
        """What scholars know: persons, places, outcomes ..."""
        return self.path / "registers"

    @property
    def derived(self) -> Path:
        """What was worked out, and may be thrown away."""
        return self.path / "derived"

    @property
    def lock(self) -> Path:
        """Held by a process while it writes what people gave."""
        return self.path / ".lock"

    def options(self, analysis: str) -> Mapping[str, Any]:
        """Give the options archive.toml sets for an analysis; empty where it says nothing."""
        chosen = self.settings.get("analyses", {}).get(analysis, {})
        return chosen if isinstance(chosen, Mapping) else {}


def make(path: Path, name: str | None, options: Mapping[str, Mapping[str, str]] = MappingProxyType({})) -> Folder:
    """Make an archive's folder.

    Args:
        path: where.
        name: what its people call it.
        options: for each analysis that is not to run as usual, what is chosen.

    Raises:
        ArchiveError: there is an archive already, or a file is in the way.
    """
    folder = Folder(path)
    if folder.toml.exists():
        raise ArchiveError(f"{path}: there is an archive already. Add to it with: memcon add {path} FILE")
    if path.exists() and not path.is_dir():
        raise ArchiveError(f"{path}: a file of this name is in the way. Give the archive another name.")
    for part in (
        folder.sources,
        folder.registers,
        path / "corrections",
        path / "studies",
        folder.derived,
        path / "index",
    ):
        part.mkdir(parents=True, exist_ok=True)
    folder.received.touch()
    folder.lock.touch()
    title = json.dumps(name or path.resolve().name, ensure_ascii=False)
    write_words(
        folder.toml,
        f"# An archive of memcon. Back up everything but derived/ and index/.\nname = {title}\nschema = {SCHEMA}\n"
        + "".join(map(_chosen, options.items())),
    )
    return opened(path)


def _chosen(one: tuple[str, Mapping[str, str]]) -> str:
    analysis, options = one
    return f"\n[analyses.{analysis}]\n" + "".join(f"{key} = {json.dumps(word)}\n" for key, word in options.items())


def opened(path: Path) -> Folder:
    """Read what archive.toml says.

    Raises:
        NoArchive: there is no archive at this path.
        NewerArchive: a newer memcon made it.
        ArchiveError: archive.toml cannot be read.
    """
    folder = Folder(path)
    if not folder.toml.is_file():
        what = "this folder holds no archive" if path.is_dir() else "there is no such folder"
        raise NoArchive(f"{path}: {what}. Create an archive with: memcon create {path}")
    try:
        settings = tomllib.loads(folder.toml.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{folder.toml}: cannot be read ({error}). Mend that line of the file.") from error
    schema = settings.get("schema")
    if not isinstance(schema, int):
        raise ArchiveError(f'{folder.toml}: the line "schema = {SCHEMA}" is missing. Put it back.')
    if schema > SCHEMA:
        raise NewerArchive(
            f"{path}: a newer memcon made this archive (schema {schema}; this one knows {SCHEMA}). "
            "Update with: pip install --upgrade memcon"
        )
    return Folder(path, str(settings.get("name", path.name)), settings)
