"""Follow the Marshall mission through two volumes of FRUS and write docs/marshall.md: python -m benchmarks.marshall."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import ENTRY, PROJECT, SHARED, machine

VOLUMES = ("frus1946v09.epub", "frus1946v10.epub")
WIDEST = 260  # characters of a line in the page
PAIR = ("--between", "Marshall", "Chou En-lai")
OPENING = """# The Marshall mission, 1946

Written by `python -m benchmarks.marshall` on {day}, on {machine}.

From December 1945 to January 1947 General Marshall tried to bring the Government of China and the Chinese Communists to
a cease-fire and a coalition. Volumes IX and X of *Foreign Relations of the United States* for 1946 print the minutes of
his talks. Here memcon reads both volumes, and what follows is what its commands print, cut only in length. Nobody has
corrected anything in this archive: speakers, acts and issues are the machine's. **Read the words, not the labels.**

| step | what it found | seconds |
|---|---|---|
{steps}"""
QUESTIONS: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    (
        "How often they met",
        "The longest gap is Marshall's absence in Washington in March and April; the peak are the truce talks of June.",
        ("meetings", *PAIR, "--limit", "4"),
        60,
    ),
    (
        "Which records may report one meeting",
        "Proposals, each with its evidence. Nothing is merged before somebody accepts it.",
        ("meetings", "--told", "--proposals", "--limit", "5"),
        60,
    ),
    (
        "The course of “cease-fire”",
        "In the talks of Marshall and Chou En-lai, and what either wrote of them.",
        ("course", "cease-fire", *PAIR, "--also", "cessation of hostilities", "--limit", "7"),
        110,
    ),
    (
        "The course of “Manchuria”",
        "In all talks, from the Committee of Three to the last telegrams.",
        ("course", "Manchuria", "--limit", "6"),
        90,
    ),
    (
        "One talk",
        "Manchuria on 11 March 1946, the day Marshall left, statements included.",
        ("course", "Manchuria", "--record", "frus1946v09-d239", "--all"),
        45,
    ),
)  # fmt: skip


def main() -> None:
    """Make the archive, ask the questions, and write the page."""
    files = [SHARED / "corpora" / "frus" / name for name in VOLUMES]
    if not all(path.is_file() for path in files):
        print("docs/marshall.md is left as it is: the volumes are not beside the project.")
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = str(Path(folder) / "marshall")
        asked(("create", archive))
        steps = [
            step("add", asked(("add", archive, *map(str, files))), 1),
            step("process", asked(("process", archive)), 3),
        ]
        parts = []
        for heading, words, command, lines in QUESTIONS:
            said, seconds = asked((command[0], archive, *command[1:]))
            steps.append(step(shown(command), (said, seconds), 1, last=True))
            told = excerpt(command, said.replace(archive, "ARCHIVE"), lines)
            parts.append(f"## {heading}\n\n{words}\n\n```text\n{told}\n```")
            print(f"{shown(command)}: {seconds:.1f} s", flush=True)
    day = datetime.now(UTC).date().isoformat()
    opening = OPENING.format(day=day, machine=machine(), steps="\n".join(steps))
    (PROJECT / "docs" / "marshall.md").write_text("\n\n".join([opening, *parts]) + "\n", encoding="utf-8")


def asked(words: Sequence[str]) -> tuple[str, float]:
    """Run a command of memcon; give what it prints, and its seconds from start to end."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", ENTRY, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"memcon {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout, time.perf_counter() - begun


def shown(command: Sequence[str]) -> str:
    """Write a command as it is typed, without the archive."""
    return " ".join(f'"{word}"' if " " in word else word for word in command)


def step(name: str, done: tuple[str, float], lines: int, *, last: bool = False) -> str:
    """Write a row of the table of steps: the command, the line in which it sums up, its seconds."""
    said = [line for line in done[0].splitlines() if line and not line.startswith("Next:")]
    found = said[-lines:] if last else said[-1:] if lines == 1 else said[:lines]
    return f"| `memcon {name}` | {'; '.join(found)} | {done[1]:.1f} |"


def excerpt(command: Sequence[str], said: str, lines: int) -> str:
    """Cut what a command printed to so many lines; long lines at a word, with an ellipsis."""
    kept = said.rstrip().splitlines()
    cut = [*kept[:lines], f"[… {len(kept) - lines} more lines]"] if len(kept) > lines else kept
    whole = [line if len(line) <= WIDEST else line[:WIDEST].rpartition(" ")[0] + " …" for line in cut]
    return "\n".join([f"$ memcon {command[0]} ARCHIVE {shown(command[1:])}", *whole])


if __name__ == "__main__":
    main()
