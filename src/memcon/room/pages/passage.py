"""A passage of a record: the page of the record with the passage marked, under an address that stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from memcon.room.page import Page
from memcon.room.pages.record import content
from memcon.room.reading import Reading


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    del reading
    return ()


PAGE = Page("record", "/r/{record:path}/{start:int}-{end:int}", content, every=_every)
