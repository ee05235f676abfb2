"""Where work is done: here, in several processes.

An engine has one method, `map`. A second one, for a cluster, belongs in a file of its own beside this.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol, TypeVar

from memcon.model.errors import MemconError

Given = TypeVar("Given")
Made = TypeVar("Made")
# The matrices of the analyses are small: threads beneath each process of the pool only get in each other's way, and
# cost the issues stage two thirds more processor time on two cores. Whoever sets the variable keeps it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
AHEAD = 3  # pieces for each process that are begun before the first is fetched: what is made takes memory
WORTH = 2.0  # seconds of work below which starting processes costs more than it saves


class Engine(Protocol):
    """Does pieces of work that do not depend on each other."""

    def map(self, work: Callable[[Given], Made], pieces: Sequence[Given]) -> Iterator[Made]:
        """Give what `work` makes of each piece, in the order of the pieces.

        `work` must be a function of a module (or a partial of one): it travels to other processes by its name.
        """
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """This computer: a pool of processes, or this process alone where there is one piece or one processor.

    Processes are spawned, never forked: Polars keeps threads, and a fork of a process with threads may hang.
    """

    processes: int

    def map(self, work: Callable[[Given], Made], pieces: Sequence[Given]) -> Iterator[Made]:
        """Give what `work` makes of each piece, in the order of the pieces.

        Raises:
            MemconError: the system ended one of the processes.
        """
        wanted = min(self.processes, len(pieces))
        if wanted < 2:
            yield from map(work, pieces)
            return
        with ProcessPoolExecutor(wanted, multiprocessing.get_context("spawn"), _begin) as pool:
            try:
                yield from _in_order(pool, work, pieces, wanted * AHEAD)
            except BrokenProcessPool as error:
                raise MemconError(
                    "The system ended a process at work, most likely for want of memory. What was done is kept; "
                    "close other programs and run the same command again."
                ) from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[Given], Made], pieces: Sequence[Given], most: int
) -> Iterator[Made]:
    """Give what is made in order; no more pieces are under way, or made and not yet fetched, than `most`."""
    under_way: deque[Future[Made]] = deque()
    for piece in pieces:
        if len(under_way) == most:
            yield under_way.popleft().result()
        with _without_script():
            under_way.append(pool.submit(work, piece))
    while under_way:
        yield under_way.popleft().result()


def here(seconds: float) -> Here:
    """Choose how many processes a piece of work is worth.

    Args:
        seconds: about how long the work takes on one processor. MEMCON_PROCESSES overrules.
    """
    asked = os.environ.get("MEMCON_PROCESSES", "")
    if asked.isdecimal():
        return Here(max(1, int(asked)))
    return Here(
        1
        if seconds < WORTH
        else len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )


def _begin() -> None:
    """Prepare a process: it leaves Ctrl-C to its parent, and its libraries keep to one thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["POLARS_MAX_THREADS"] = "1"


@contextmanager
def _without_script() -> Iterator[None]:
    """Keep new processes from running the user's script again.

    A spawned process imports the main script; one without `if __name__ == "__main__"` would begin its work anew. What
    we send are functions of this package, which need no script.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
