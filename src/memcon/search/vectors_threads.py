"""One thread for each product of matrices, where the work is already shared out over threads.

The library for linear algebra starts threads of its own, which wait by spinning; several at once take ten times the
processor time of the product itself.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def alone() -> AbstractContextManager[Any]:
    """Keep products of matrices to the thread that asks for them, as long as the context lasts."""
    limits: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limits


@cache
def _controller() -> Any:
    import numpy as np  # its library must be there to be found
    from threadpoolctl import ThreadpoolController

    del np
    return ThreadpoolController()
