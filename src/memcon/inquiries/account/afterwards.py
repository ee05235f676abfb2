"""Later events of the register that speak of what was pressed for, agreed or undertaken in a talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from memcon.analysis.language import frame
from memcon.inquiries.account.page import Basis, Line, Piece, Section, Style, Words
from memcon.inquiries.account.phrases import GAVE, PRESSED, REFUSED
from memcon.inquiries.account.telling import Telling
from memcon.model.dates import Order, compare, sort_key
from memcon.model.moves import Act

MOST = 4
ENOUGH = 2  # telling words that a move and an event's title share; or a pair of them side by side anywhere
WORD = re.compile(r"[^\W\d_]{3,}")
TITLE = "Afterwards"


@dataclass(frozen=True, slots=True)
class Later:
    """An event after the talk, the move it speaks of, and the telling words that both have."""

    event: Mapping[str, Any]
    act: Act
    words: tuple[str, ...]


def later(told: Telling, events: Iterable[Mapping[str, Any]]) -> tuple[Later, ...]:
    """Find later events that speak of what a move of the talk speaks of. A likeness of words; no proof of a cause.

    An event counts when its title shares two telling words with a move that presses, gives or refuses, or when a pair
    of such words stands side by side in both. Names of sides and of those present tell nothing.

    Returns:
        The likest first, each event once, with the move it is likest to.
    """
    date = told.view.description.date
    if date is None:
        return ()
    after = [one for one in events if one.get("date") and compare(str(one["date"]), date.edtf) == Order.AFTER]
    moves = [act for act in told.acts if act.label in PRESSED | GAVE | REFUSED]
    found = [one for event in after if (one := _likest(told, event, moves))]
    found.sort(key=lambda one: (-len(one.words), sort_key(str(one.event["date"]))))
    return tuple(found[:MOST])


def _likest(told: Telling, event: Mapping[str, Any], moves: Sequence[Act]) -> Later | None:
    quiet = _quiet(told)
    title, whole = str(event.get("title", "")), f"{event.get('title', '')}. {event.get('provisions') or ''}"
    in_title, pairs = set(_telling(title, quiet)), set(_pairs(whole, quiet))
    best: Later | None = None
    for act in moves:
        said = told.view.record.text[act.start : act.end]
        shared = [word for word in dict.fromkeys(_telling(said, quiet)) if word in in_title]
        joined = [pair for pair in _pairs(said, quiet) if pair in pairs]
        if len(shared) < ENOUGH and not joined:
            continue
        words = tuple(dict.fromkeys([*shared, *(word for pair in joined for word in pair)]))
        if best is None or len(words) > len(best.words):
            best = Later(event, act, words)
    return best


def _telling(words: str, quiet: frozenset[str]) -> list[str]:
    return [word for word in WORD.findall(words.casefold()) if word not in quiet]


def _pairs(words: str, quiet: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give telling words that stand side by side, nothing between them."""
    for one, other in pairwise(re.findall(r"[^\W\d_]+|[^\w\s]", words.casefold())):
        if len(one) >= 3 and len(other) >= 3 and not {one, other} & quiet and one.isalpha() and other.isalpha():
            yield one, other


def _quiet(told: Telling) -> frozenset[str]:
    """Gather the words that tell nothing: the language's most common ones, and the names of sides and people."""
    named = [f"{one.name} {one.side or ''} {one.office or ''}" for one in told.view.description.present]
    names = {word for words in [*named, *told.sides.values()] for word in WORD.findall(words.casefold())}
    return frame(told.view.description.language).common | frozenset(names)


def afterwards(told: Telling, found: Sequence[Later]) -> Section:
    """Lay out later events, each with the move that it speaks of."""
    return Section("afterwards", TITLE, tuple(_line(told, one) for one in sorted(found, key=_by_date)))


def _by_date(one: Later) -> tuple[int, int, int, str]:
    return sort_key(str(one.event["date"]))


def _line(told: Telling, one: Later) -> Line:
    event, act = one.event, one.act
    pieces: list[Piece] = [Words(f"{event['date']}: ", Style.QUIET), Words(str(event.get("title")), Style.STRONG)]
    if event.get("provisions"):
        pieces.append(Words(f". {str(event['provisions']).strip()}"))
    pieces += [
        Words(f" Words in common ({', '.join(one.words)}): ", Style.QUIET),
        Words(told.called(told.speaker(act))), Words(" "), told.verb(act), Words(": "), told.quotation(act), Words(" "),
        told.cite.cite(act.start, act.end),
    ]  # fmt: skip
    sources = tuple(str(source) for source in event.get("sources") or ())
    return Line(tuple(pieces), Basis.MACHINE, act.certainty, "memcon", None, sources)
