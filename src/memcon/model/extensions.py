"""How a folder of extensions is listed: one file, one constant."""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import entry_points
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def listed(folder: ModuleType, constant: str, kind: type[T], group: str) -> tuple[T, ...]:
    """List what the files of a package folder, and other installed packages, declare under one constant's name.

    Args:
        folder: an imported package; each of its modules may declare `constant`.
        constant: the name to look for, such as "READER".
        kind: what the constant must be.
        group: entry point group under which other packages offer theirs, such as "memcon.readers".

    Returns:
        Ours by file name, then others by entry point name.

    Raises:
        TypeError: a file declares the constant as something else.
    """
    ours = [importlib.import_module(f"{folder.__name__}.{m.name}") for m in pkgutil.iter_modules(folder.__path__)]
    found = [getattr(module, constant) for module in ours if hasattr(module, constant)]
    found += [point.load() for point in sorted(entry_points(group=group), key=lambda p: p.name)]
    for one in found:
        if not isinstance(one, kind):
            raise TypeError(f"{constant} in {folder.__name__} must be a {kind.__name__}, not {type(one).__name__}.")
    return tuple(found)
