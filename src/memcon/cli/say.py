"""How the command line speaks: results on stdout, all else on stderr, nothing needless when quiet or in a pipe."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

QUOTED = 90  # characters of a quotation shown
PATIENCE = 2.0  # seconds before a progress bar appears


@dataclass(frozen=True, slots=True)
class Quiet:
    """Whether the user asked for quiet."""

    asked: bool


def say(words: str) -> None:
    """Print what was asked for."""
    click.echo(words)


def tell(words: str) -> None:
    """Print what is good to know, unless quiet was asked for."""
    if not is_quiet():
        click.echo(words)


def next_step(words: str) -> None:
    """Say what to do next, to a person at a terminal or reading a log; not when quiet."""
    if not is_quiet():
        click.echo(f"Next: {words}")


def complain(words: str) -> None:
    """Print an error as one line on stderr."""
    click.echo("memcon: " + " ".join(words.split()), err=True)


def is_quiet() -> bool:
    """Tell whether quiet was asked for."""
    context = click.get_current_context(silent=True)
    quiet = context.find_object(Quiet) if context else None
    return quiet is not None and quiet.asked


def show_page(*parts: RenderableType) -> None:
    """Print a page; where stdout is no terminal it is plain, 100 characters wide, without blanks at line ends."""
    from rich.console import Console

    if sys.stdout.isatty():
        Console(highlight=False, emoji=False, markup=False).print(*parts, sep="\n")
        return
    page = Console(highlight=False, emoji=False, markup=False, width=100, file=io.StringIO())
    page.print(*parts, sep="\n")
    written = page.file.getvalue() if isinstance(page.file, io.StringIO) else ""
    say("\n".join(line.rstrip() for line in written.rstrip("\n").split("\n")))


def number(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its word: "1 document", "35 documents"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def short(words: str) -> str:
    """Cut a quotation to what fits on a line."""
    plain = " ".join(words.split())
    return plain if len(plain) <= QUOTED else plain[: QUOTED - 1] + "…"


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function to tell progress to; a bar appears on a terminal when the work takes longer than PATIENCE."""
    if is_quiet() or not sys.stderr.isatty():
        yield _untold
        return
    bar = _Bar()
    try:
        yield bar.tell
    finally:
        bar.close()


def _untold(what: str, done: int, of: int) -> None:
    del what, done, of


class _Bar:
    """A bar that appears only when it is worth it; until the first word of progress it shows that work goes on."""

    def __init__(self) -> None:
        self._shown: Any = None
        self._tasks: dict[str, Any] = {}
        self._lock = Lock()
        self._timer = Timer(PATIENCE, self._appear)
        self._timer.daemon = True
        self._timer.start()

    def _appear(self) -> None:
        with self._lock:
            self._shown = _shown()
            self._tasks[""] = self._shown.add_task("Working", total=None)

    def tell(self, what: str, done: int, of: int) -> None:
        """Move the bar of one kind of work."""
        with self._lock:
            if self._shown is None:
                return
            if what not in self._tasks:
                self._tasks[what] = self._shown.add_task(what, total=of)
                self._shown.update(self._tasks[""], visible=False)
            self._shown.update(self._tasks[what], completed=done, total=of)

    def close(self) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._lock:
            if self._shown is not None:
                self._shown.stop()


def _shown() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bar.start()
    return bar
