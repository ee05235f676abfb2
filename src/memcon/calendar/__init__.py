"""The collection that comes with memcon: a calendar of the Soviet-Mongolian talks, 1932-1939.

A calendar, in the archivists' sense, summarises documents in its editors' own words; it is not an edition of the
records. Two TEI documents hold it, one in English and one in Russian; five register files, one JSON object a line,
hold the persons, places, outcomes, sources and contested points.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

__all__ = ["FILES", "collection", "registers"]

FILES: tuple[str, ...] = ("talks-1932-1939.en.xml", "talks-1932-1939.ru.xml")

_REGISTERS: tuple[str, ...] = ("persons", "places", "outcomes", "sources", "contested")


def collection() -> list[Path]:
    """List the TEI documents of the calendar, English first.

    The same meeting and statement carry the same xml:id in both.
    """
    return [_folder() / name for name in FILES]


def registers() -> dict[str, Path]:
    """Map each register of the calendar (persons, places, outcomes, sources, contested) to its file."""
    return {name: _folder() / f"{name}.jsonl" for name in _REGISTERS}


def _folder() -> Path:
    """Find the folder of this package; memcon is installed unpacked, so it is a folder on disk."""
    return Path(str(resources.files(__name__)))
