"""Those who take part in talks, most often first; and which printed names may be one person."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.inquiries.verbs import persons as proposed
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.room.talking import Talks

SHOWN = 100
MOST = 20_000  # records beyond which proposals are left to the command line
PROPOSED = 40


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list."""

    key: str
    name: str
    side: str | None
    person: str | None
    meetings: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class NameProposal:
    """That two printed names are one person; `against` counts what speaks against it."""

    id: str
    name: str
    other: str
    person: str | None
    score: float
    question: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonsContent:
    """A page of the list; `proposals` is None while they are worked out, or where the archive is `too_many`."""

    title: str
    rows: tuple[PersonRow, ...]
    found: int
    of: int
    q: str
    page: int
    pages: int
    proposals: tuple[NameProposal, ...] | None
    too_many: bool
    gathering: bool


def content(asked: Asked) -> PersonsContent:
    """Give a page of the list."""
    talks, fresh = asked.reading.talks()
    held, wanted = talks or Talks(), asked.word("q")
    everybody = asked.reading.kept("persons", id(talks), lambda: everyone(held))
    folded = wanted.casefold()
    found = [one for one in everybody if folded in one.name.casefold() or folded in (one.side or "").casefold()]
    pages = max(1, -(-len(found) // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    return PersonsContent(
        asked.words("title.persons"), tuple(found[(page - 1) * SHOWN : page * SHOWN]), len(found), len(everybody),
        wanted, page, pages, proposals(asked.reading), asked.reading.shelf.listing().height > MOST, not fresh,
    )  # fmt: skip


def everyone(talks: Talks) -> tuple[PersonRow, ...]:
    """List all who take part in talks."""
    named = {one.key: one for held in talks.roll.parties.values() for one in held}
    made = []
    for key, one in named.items():
        dates = sorted(date for at in talks.with_party.get(key, ()) if (date := talks.meetings[at].date))
        sides = talks.roll.sides.get(key, frozenset())
        side = one.side or next(iter(sorted(sides)), None)
        ends = (dates[0], dates[-1]) if dates else (None, None)
        made.append(PersonRow(key, one.name, side, one.person, len(talks.with_party.get(key, ())), *ends))
    return tuple(sorted(made, key=lambda one: (-one.meetings, one.name)))


def proposals(reading: Reading) -> tuple[NameProposal, ...] | None:
    """Give the open proposals about names, best first; None while they are worked out, or in a very large archive."""
    if reading.shelf.listing().height > MOST:
        return None
    found = reading.awaited("name proposals", (), lambda: proposed(reading.archive), patience=0.2)
    if found is None:
        return None
    return tuple(
        NameProposal(one.id, one.name, one.other, one.person, one.score, one.question,
                     tuple((its.speaks, its.words) for its in one.evidence))
        for one in found
    )  # fmt: skip


PAGE = Page("persons", "/persons", content, nav=4)
