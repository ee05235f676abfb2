"""What the machine claims by itself on records that people ruled on, kept so that it need not be worked out each time.

It lies in derived/unruled/, a file a source and stamp, a line a record; it can be thrown away like all of derived/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from memcon.archive.folder import Folder
from memcon.archive.plain import from_plain, to_plain
from memcon.archive.writing import replacing
from memcon.model.moves import Act

STAGE = "unruled"


def kept(folder: Folder, source: str, mark: str) -> dict[str, tuple[Act, ...]]:
    """Give what is kept of a source under a stamp, by record; empty where nothing is, or it cannot be read."""
    try:
        lines = _place(folder, source, mark).read_text(encoding="utf-8").splitlines()
        rows: Iterable[Mapping[str, list[object]]] = [json.loads(line) for line in lines]
        return {str(row["record"]): tuple(from_plain(Act, one) for one in row["acts"]) for row in rows}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def keep(folder: Folder, source: str, mark: str, found: Mapping[str, tuple[Act, ...]]) -> None:
    """Keep what was found in a source, in place of what was kept under older stamps."""
    path = _place(folder, source, mark)
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        for record, acts in found.items():
            file.write(json.dumps({"record": record, "acts": to_plain(acts)}, ensure_ascii=False) + "\n")
    for other in path.parent.glob(f"{source}-*.jsonl"):
        if other != path:
            other.unlink(missing_ok=True)


def _place(folder: Folder, source: str, mark: str) -> Path:
    return folder.derived / STAGE / f"{source}-{mark}.jsonl"
