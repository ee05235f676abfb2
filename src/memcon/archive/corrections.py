"""People's rulings in an archive: one file a person, which only grows.

A ruling belongs to the record it was made on. When a better file of the same source is added, or a newer reader cuts
the source up otherwise, it holds for the record there that tells of the same document: of number, title and date two
must agree and neither number nor date differ (`same_document`), and no other record of that source may fit as well.
The words must then stand there too. A ruling that holds nowhere is unplaced; it stays in its file and is listed.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from memcon.accession.reader import slug
from memcon.archive.derived import stamp
from memcon.archive.folder import Folder
from memcon.archive.listing import table
from memcon.archive.locking import locked
from memcon.archive.plain import from_plain, to_plain
from memcon.archive.writing import append_lines
from memcon.model.corrections import Card, Correction, pairs, same_document, subject
from memcon.model.errors import ArchiveError


def place(folder: Folder, by: str) -> Path:
    """Say where a person's rulings lie."""
    return folder.path / "corrections" / f"{slug(by.replace('.', ' ')).lower() or 'somebody'}.jsonl"


def file(folder: Folder, rulings: Iterable[Correction]) -> None:
    """Add rulings at the end of their authors' files, safe on the disk when this returns.

    Raises:
        ArchiveBusy: another process is writing all the time.
    """
    with locked(folder):
        for ruling in rulings:
            append_lines(place(folder, ruling.by), [to_plain(ruling)])


def filed(folder: Folder) -> tuple[Correction, ...]:
    """Give all rulings, person by person, in the order in which each gave them.

    Raises:
        ArchiveError: a line cannot be read; a last line torn by a crash is of no account.
    """
    found: list[Correction] = []
    for path in sorted((folder.path / "corrections").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            ruling = _read(line, path, number, whole=number < len(lines))
            found += [ruling] if ruling is not None else []
    return tuple(found)


def _read(line: str, path: Path, number: int, *, whole: bool) -> Correction | None:
    if not line.strip():
        return None
    try:
        return from_plain(Correction, json.loads(line))
    except (ValueError, TypeError, AttributeError) as error:
        if not whole:
            return None
        words = " ".join(str(error).split())[:120]
        raise ArchiveError(
            f"{path}, line {number}: not a ruling this memcon can read ({words}). Mend the line, or update memcon."
        ) from error


@dataclass(frozen=True)
class Rulings:
    """All rulings of an archive, and for which record each holds."""

    all: tuple[Correction, ...]
    cards: Mapping[str, Mapping[str, Card]]  # by source, by record

    def of(self, record: str, source: str) -> tuple[Correction, ...]:
        """Give the rulings that hold for a record, those of records that correspond made out to this one."""
        return tuple(self._held.get((source, record), ()))

    def records(self) -> dict[str, list[str]]:
        """Give the records that a ruling holds for, by source."""
        found: dict[str, list[str]] = defaultdict(list)
        for source, record in self._held:
            found[source].append(record)
        return found

    def after(self, filed: tuple[Correction, ...]) -> Rulings:
        """Give the rulings of the same archive when others hold; what is worked out from its cards is shared."""
        made = Rulings(filed, self.cards)
        made.__dict__.update(_home=self._home, _by_pair=self._by_pair)
        return made

    def about_source(self, source: str) -> str:
        """Stamp the rulings that hold for a source's records: what is worked out from them depends on it."""
        held = [to_plain(one) for (its, _), found in sorted(self._held.items()) if its == source for one in found]
        return stamp(held) if held else ""

    def is_at_home(self, ruling: Correction, record: str) -> bool:
        """Tell whether a ruling held for a record is its own, or has no record of its own in the archive."""
        origin = self._origin.get((record, ruling))
        return origin is None or origin.anchor is None or origin.anchor.record not in self._home

    def given(self, ruling: Correction, record: str) -> Correction:
        """Give a ruling as its author gave it, whatever record it was made out to."""
        return self._origin.get((record, ruling), ruling)

    @cached_property
    def _held(self) -> dict[tuple[str, str], list[Correction]]:
        found: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        for origin, (source, record) in self._placed:
            found[source, record].append(_made_out(origin, record))
        return found

    @cached_property
    def _origin(self) -> dict[tuple[str, Correction], Correction]:
        """Which ruling was made out to another record."""
        return {
            (record, made): origin
            for origin, (_, record) in self._placed
            if (made := _made_out(origin, record)) != origin
        }

    @cached_property
    def _home(self) -> dict[str, str]:
        return {record: source for source, cards in self.cards.items() for record in cards}

    @cached_property
    def _placed(self) -> list[tuple[Correction, tuple[str, str]]]:
        fitting: dict[Card, list[tuple[str, str]]] = {}
        placed: list[tuple[Correction, tuple[str, str]]] = []
        for one in self.all:
            if one.anchor is None:
                continue
            own = self._home.get(one.anchor.record)
            if one.card is not None and one.card not in fitting:
                fitting[one.card] = list(self._corresponding(one.card))
            others = fitting.get(one.card, []) if one.card is not None else []
            placed += [(one, (own, one.anchor.record))] if own is not None else []
            placed += [(one, there) for there in others if there[0] != own]
        return placed

    def _corresponding(self, card: Card) -> Iterable[tuple[str, str]]:
        """Give the one record of each source that tells of the same document."""
        fits: dict[str, set[str]] = defaultdict(set)
        for pair in pairs(card):
            for source, record in self._by_pair.get(pair, ()):
                if same_document(card, self.cards[source][record]):
                    fits[source].add(record)
        return [(source, next(iter(records))) for source, records in fits.items() if len(records) == 1]

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str, str], list[tuple[str, str]]]:
        found: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
        for source, cards in self.cards.items():
            for record, card in cards.items():
                for pair in pairs(card):
                    found[pair].append((source, record))
        return found


def _made_out(ruling: Correction, record: str) -> Correction:
    anchor = ruling.anchor
    return (
        ruling if anchor is None or anchor.record == record else replace(ruling, anchor=replace(anchor, record=record))
    )


def cards(folder: Folder) -> dict[str, dict[str, Card]]:
    """Give the card of every record, by source and record."""
    found: dict[str, dict[str, Card]] = defaultdict(dict)
    for row in table(folder).iter_rows(named=True):
        found[row["source"]][row["id"]] = Card(row["source_name"], row["number"], row["title"], row["date"])
    return found


def someone(by: str) -> str:
    """Give a name under which somebody may sign.

    Raises:
        ArchiveError: it has no letter in it.
    """
    name = " ".join(by.split())
    if not re.search(r"\w", name):
        raise ArchiveError("A ruling must be signed. Say who rules: --by 'A. Historian'.")
    return name


def of_kind(rulings: Sequence[Correction], *, about: str) -> tuple[Correction, ...]:
    """Choose rulings about "words", "persons", or what proposals are about ("meetings", "issues" ...)."""
    return tuple(one for one in rulings if subject(one) == about)
