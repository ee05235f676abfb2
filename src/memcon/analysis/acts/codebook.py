"""The codebook of the fourteen acts, and what other codebooks call them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def codebook() -> dict[str, Any]:
    """Load the codebook.

    Returns:
        `version`, `about`, `attributes` and `replies` (name to meaning), `acts` (one a label, in the order of the
        labels: definition, attributes that matter for it, and its name in each of the other codebooks, "" where there
        is none) and `derived`. The same object each time: read it, do not write to it.
    """
    file = resources.files("memcon.analysis.acts") / "codebook.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
