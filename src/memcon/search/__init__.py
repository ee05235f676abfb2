"""The search index: words and meaning of every sentence, with filters; it can be thrown away and made anew.

`memcon.search` is this room and, for whoever calls it, the verb `search`: a room and a verb of one name would hide
each other.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    def __call__(self, *given: Any, **named: Any) -> Any:
        """Find sentences: see memcon.search.verbs.search."""
        from memcon.search.verbs import search

        return search(*given, **named)


sys.modules[__name__].__class__ = _Room
