"""The reading room: an archive on pages in a browser, each with a JSON twin; nothing leaves the machine.

`memcon.room` is these pages and, for whoever calls it, the verb `room`: a room and a verb of one name would hide each
other.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    def __call__(self, *given: Any, **named: Any) -> Any:
        """Open the reading room: see memcon.room.verbs.room."""
        from memcon.room.verbs import room

        return room(*given, **named)


sys.modules[__name__].__class__ = _Room
