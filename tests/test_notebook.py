"""The worked notebook runs from top to bottom, as it stands in the docs."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import memcon
from memcon.inquiries.sample_verbs import sample, sheet

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "notebooks" / "marshall.py"
VOLUME = ROOT.parent / "shared" / "corpora" / "frus" / "frus1946v09.epub"
KEPT = frozenset(
    f"d{number}"
    for number in (11, 21, 74, 77, 78, 82, 85, 94, 130, 213, 218, 219, 314, 414, 421, 424, 437, 454, 620, 730)
)  # talks of Marshall and Chou, short ones from January to August 1946
ENTRY = re.compile(r'<(?:item id|itemref idref)="(d\d+)"[^>]*>')


def cut(volume: Path, to: Path) -> Path:
    """Copy a volume with some of its documents only."""
    with zipfile.ZipFile(volume) as whole, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as part:
        for name in whole.namelist():
            document = re.fullmatch(r".*/(d\d+)\.html", name)
            if document and document[1] not in KEPT:
                continue
            content = whole.read(name)
            if name.endswith(".opf"):
                listed = content.decode("utf-8")
                content = ENTRY.sub(lambda one: one[0] if one[1] in KEPT else "", listed).encode("utf-8")
            part.writestr(name, content)
    return to


def run(**known: str) -> subprocess.CompletedProcess[str]:
    """Run the notebook as a script, apart from this machine's settings."""
    told = {**os.environ, "MEMCON_RESAMPLES": "100", **known}
    return subprocess.run(
        [sys.executable, str(NOTEBOOK)], env=told, cwd=known["MEMCON_WORK"], capture_output=True, text=True, check=False
    )


def filled(blank: Path, to: Path) -> None:
    """Fill a sheet in: every speaker and act is right but every tenth act."""
    with blank.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row |= {"speaker_right": "yes", "act_right": "yes" if number % 10 else "no", "why": "read again"}
        if not number % 10:
            row["act_instead"] = "PROPOSE" if row["machine_act"] != "PROPOSE" else "REQUEST"
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.skipif(VOLUME.exists(), reason="the mission's volumes are here: the notebook is run on them instead")
def test_the_notebook_runs_on_the_built_in_calendar(tmp_path: Path) -> None:
    """Where nobody has an archive yet."""
    done = run(MEMCON_WORK=str(tmp_path))
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "influence-by-meeting.csv").exists()


@pytest.mark.skipif(not VOLUME.exists(), reason="the mission's volumes are not here")
def test_the_notebook_runs_on_the_mission_with_a_checked_sample(tmp_path: Path) -> None:
    """On twenty of its records; the filled-in sheet is read, and the table for regressions written."""
    archive, copy = tmp_path / "A", tmp_path / "copy"
    memcon.create(archive)
    memcon.add(archive, cut(VOLUME, tmp_path / VOLUME.name))
    memcon.process(archive)
    shutil.copytree(archive, copy)
    sample(copy, count=50, by="a test", between=("Marshall", "Chou En-lai"), seed=1946)
    assert sheet(copy, to=tmp_path / "sample.csv") == 50
    filled(tmp_path / "sample.csv", tmp_path / "filled.csv")
    done = run(MEMCON_WORK=str(tmp_path), MEMCON_ARCHIVE=str(archive), MEMCON_SHEET=str(tmp_path / "filled.csv"))
    assert done.returncode == 0, done.stderr[-2000:]
    with (tmp_path / "influence-by-meeting.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * len(memcon.meetings(archive, between=("Marshall", "Chou En-lai")).series.meetings)
    assert any(row["share.words"] for row in rows)
    assert "share" in (tmp_path / "influence-corrected.csv").read_text(encoding="utf-8")


def test_the_notebook_is_as_marimo_writes_it() -> None:
    """No cell is broken, none defines what another defines."""
    done = subprocess.run(
        [sys.executable, "-m", "marimo", "check", str(NOTEBOOK)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
