"""How a record is found by what somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from memcon.model.errors import NotFound

SHOWN = 5  # candidates named in a message
MANY = 20_000  # ids among which the nearest are looked for; each comparison takes some microseconds
FEWER = 2_000  # the same for those that are hardly alike


def find(wanted: str, ids: Sequence[str], archive: str) -> str:
    """Find the one record that is meant.

    Tried in turn: the whole id; the id without its hash; the record's own name in its file ("12"); a prefix.

    Raises:
        NotFound: several fit, and are named; or none does, and the nearest are named.
    """
    if wanted in set(ids):
        return wanted
    for fitting in ([one for one in ids if _without_hash(one) == wanted],
                    [one for one in ids if _without_hash(one).endswith(f"-{wanted}")],
                    [one for one in ids if one.startswith(wanted)] if wanted else []):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise NotFound(_several(wanted, fitting))
    raise NotFound(_none(wanted, ids, archive))


def _without_hash(one: str) -> str:
    return one.rpartition("-")[0]


def _several(wanted: str, fitting: Sequence[str]) -> str:
    more = f" and {len(fitting) - SHOWN} more" if len(fitting) > SHOWN else ""
    return f"{wanted}: {len(fitting)} records fit: {', '.join(fitting[:SHOWN])}{more}. Type more of the id."


def _none(wanted: str, ids: Sequence[str], archive: str) -> str:
    if not ids:
        return f"{wanted}: the archive holds no records yet. Add files with: memcon add {archive} FILE"
    near = get_close_matches(wanted, ids[:MANY], n=3, cutoff=0.5)
    near = near or get_close_matches(wanted, ids[:FEWER], n=3, cutoff=0.2)
    nearest = f" Nearest: {', '.join(near)}." if near else ""
    return f"{wanted}: there is no such record.{nearest} List all with: memcon records {archive}"
