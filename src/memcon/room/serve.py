"""The room's door: a server on this machine alone."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

from memcon.archive.archive import Archive
from memcon.model.errors import MemconError
from memcon.room.app import room

HOST = "127.0.0.1"
TRIED = 20  # ports tried after the one wanted
PATIENCE = 10.0  # seconds in which a server beside other work begins, and ends


def serve(archive: Archive, port: int, ready: Callable[[str], None]) -> None:
    """Serve an archive's room until it is stopped.

    Args:
        archive: the archive.
        port: the port wanted; where it is taken, one of the next is used.
        ready: told the address when the door is open.

    Raises:
        MemconError: no port is free.
    """
    import uvicorn

    made = room(archive)
    door = _door(port)
    Thread(target=made.state.reading.warm, daemon=True, name="warming the room").start()
    ready(f"http://{HOST}:{door.getsockname()[1]}/")
    server = uvicorn.Server(uvicorn.Config(made, log_level="warning", lifespan="off", access_log=False))
    server.run(sockets=[door])


@contextmanager
def beside(archive: Archive) -> Iterator[str]:
    """Serve an archive's room beside other work of this process, on any free port; gives its address."""
    import uvicorn

    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.bind((HOST, 0))
    server = uvicorn.Server(uvicorn.Config(room(archive), log_level="error", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    until = monotonic() + PATIENCE
    while not server.started and monotonic() < until:
        sleep(0.02)
    yield f"http://{HOST}:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE)
    door.close()


def _door(port: int) -> socket.socket:
    for wanted in range(port, port + TRIED):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, wanted))
        except OSError:
            door.close()
        else:
            return door
    raise MemconError(
        f"Ports {port} to {port + TRIED - 1} are all taken. Choose another: memcon room ARCHIVE --port 9000"
    )
