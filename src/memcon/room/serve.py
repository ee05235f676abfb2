"""The room's door: a server on this machine alone."""

from __future__ import annotations

import socket
from collections.abc import Callable
from threading import Thread

from memcon.archive.archive import Archive
from memcon.model.errors import MemconError
from memcon.room.app import room

HOST = "127.0.0.1"
TRIED = 20  # ports tried after the one wanted


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
