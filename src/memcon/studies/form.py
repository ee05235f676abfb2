"""What a form of page declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from memcon.inquiries.account.page import Account


@dataclass(frozen=True, slots=True)
class Form:
    """A form an account can be written in: what it is called, how its files end, and the function that writes it."""

    name: str
    suffix: str
    write: Callable[[Account], str]
