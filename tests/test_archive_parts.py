"""Parts of derived, while another process or thread throws old ones away."""

from __future__ import annotations

from pathlib import Path

import memcon
from memcon.archive import derived

SOURCE = "0" * 64


def test_a_part_thrown_away_meanwhile_counts_as_oldest(tmp_path: Path) -> None:
    """Who has just listed two parts, of which a ruling's run then drops one, still finds the newest."""
    folder = memcon.create(tmp_path / "archive").folder
    kept = derived.path(folder, "acts", SOURCE, "b1b1b1b1b1b1")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"part")
    gone = derived.path(folder, "acts", SOURCE, "c2c2c2c2c2c2")
    marks = tuple(part.stem.partition("-")[2] for part in (kept, gone))
    assert derived.by_age(folder, "acts", SOURCE, marks)[-1] == marks[0]
    assert derived.newest(folder, "acts", SOURCE, marks) == kept
