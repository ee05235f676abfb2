"""Several processes and sudden ends: nothing is lost, nothing is half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import memcon
from memcon.archive.archive import open_archive

TALK = """Memorandum of conversation

Zenda, {day} April 1923

The Chancellor told the Consul that the road to the frontier would be opened on the {day}th. The Consul thanked him.
"""
ADD = [sys.executable, "-m", "memcon.cli.main", "add"]


def files(folder: Path, count: int, begin: int = 1) -> Path:
    """Lay down so many talks, one a file."""
    folder.mkdir()
    for number in range(begin, begin + count):
        (folder / f"talk-{number}.txt").write_text(TALK.format(day=number), encoding="utf-8")
    return folder


def whole(archive: Path) -> int:
    """Count records, having seen that everything in the archive can be read."""
    opened = open_archive(archive)
    memcon.process(opened)
    assert not [remark for remark in memcon.doctor(archive, depth="deep") if remark.state == "fault"]
    return len(list(opened.views()))


def wait_for_the_first_record(archive: Path) -> None:
    """Wait until a process has begun to lay records down."""
    until = time.monotonic() + 60
    while not list((archive / "derived").glob("records/*")) and time.monotonic() < until:
        time.sleep(0.002)


def test_two_processes_adding_at_once_both_succeed(tmp_path: Path) -> None:
    """What both gave is there afterwards, the files they had in common once."""
    memcon.create(tmp_path / "A")
    one, other = files(tmp_path / "one", 20), files(tmp_path / "other", 20, begin=11)
    running = [
        subprocess.Popen([*ADD, str(tmp_path / "A"), str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for folder in (one, other)
    ]
    assert [(process.wait(), process.communicate()[1]) for process in running] == [(0, b""), (0, b"")]
    assert whole(tmp_path / "A") == 30


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("moment", [0.0, 0.07, 0.15])
def test_a_process_killed_while_adding_leaves_nothing_half_written(tmp_path: Path, moment: float) -> None:
    """Whatever the moment, the archive opens, what it names is whole, and the same command completes it."""
    archive = tmp_path / "A"
    memcon.create(archive)
    folder = files(tmp_path / "talks", 150)
    process = subprocess.Popen([*ADD, str(archive), str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for_the_first_record(archive)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    whole(archive)
    memcon.add(archive, folder)
    assert whole(archive) == 150


def test_a_pool_gives_what_one_process_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many processes work changes neither the records nor their order."""
    folder = files(tmp_path / "talks", 12)
    seen = []
    for processes in ("1", "2"):
        monkeypatch.setenv("MEMCON_PROCESSES", processes)
        monkeypatch.setattr("memcon.processing.files.PIECE", 300)
        archive = memcon.create(tmp_path / processes)
        memcon.add(archive, folder)
        memcon.process(archive)
        seen.append([(view.record, view.description) for view in archive.views()])
    assert seen[0] == seen[1]


def test_a_script_without_a_main_guard_may_use_the_pool(tmp_path: Path) -> None:
    """A historian's first script does not begin its work anew in every process."""
    files(tmp_path / "talks", 12)
    script = tmp_path / "first.py"
    script.write_text(
        "import memcon, memcon.processing.files as files\nfiles.PIECE = 300\nprint('begun')\n"
        "archive = memcon.create('A')\nprint(len(memcon.add(archive, 'talks')))\n",
        encoding="utf-8",
    )
    here = str(Path(memcon.__file__).parents[1])
    environment = {**os.environ, "MEMCON_PROCESSES": "2", "PYTHONPATH": here}
    made = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert made.stdout.split() == ["begun", "12"]
