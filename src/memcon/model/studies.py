"""A study: passages that somebody put together, in an order, each with a note."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from memcon.model.anchor import Anchor
from memcon.model.corrections import Card
from memcon.model.errors import MemconError, NotFound

LONGEST = 100_000  # letters of a note


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage in a study: its words, the card of its record, and what somebody noted on it.

    `removed` says when it was taken out; it keeps its place, so that it can be put back. `by` is "" where nobody
    signed.
    """

    anchor: Anchor
    note: str = ""
    at: str = ""  # ISO 8601, UTC
    by: str = ""
    card: Card | None = None
    removed: str | None = None

    @property
    def id(self) -> str:
        """Name the passage within its study: the same words of the same record have one name."""
        held = f"{self.anchor.record}\0{self.anchor.start}\0{self.anchor.exact}".encode("utf-8", "replace")
        return hashlib.sha256(held).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Study:
    """Passages in order. `name` stands in its address, `title` is what people call it.

    `unread` are lines of its file that this memcon cannot read; they are kept as they stand, with the number of
    passages before them.
    """

    name: str
    title: str
    chosen: tuple[Chosen, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()

    @property
    def passages(self) -> tuple[Chosen, ...]:
        """Give the passages that were not taken out."""
        return tuple(one for one in self.chosen if one.removed is None)

    @property
    def removed(self) -> tuple[Chosen, ...]:
        """Give the passages that were taken out, the last first."""
        gone = [one for one in self.chosen if one.removed is not None]
        return tuple(sorted(gone, key=lambda one: one.removed or "", reverse=True))


Change = Callable[[Study], Study]


def mark_of(note: str) -> str:
    """Give a short mark of a note, by which it is known whether it is still the same."""
    return hashlib.sha256(note.encode("utf-8", "replace")).hexdigest()[:16]


def adding(passage: Chosen) -> Change:
    """Put a passage at the end. One that is there already gets the note as well; one taken out is put back."""

    def change(study: Study) -> Study:
        there = next((one for one in study.chosen if one.id == passage.id), None)
        noted_on = _sized(passage.note)
        if there is None:
            return replace(study, chosen=(*study.chosen, passage))
        both = there.note if noted_on in there.note else "\n\n".join(filter(None, (there.note, noted_on)))
        return _with(study, replace(there, note=_sized(both), removed=None))

    return change


def moving(wanted: str, step: int) -> Change:
    """Move a passage so many places down, or up where `step` is negative; at an end it stays."""

    def change(study: Study) -> Study:
        shown = study.passages
        _of(study, wanted)
        at = next((place for place, one in enumerate(shown) if one.id == wanted), None)
        to = -1 if at is None else at + step
        if at is None or not 0 <= to < len(shown):
            return study
        return placing(wanted, shown[to].id if step < 0 else shown[to + 1].id if to + 1 < len(shown) else None)(study)

    return change


def placing(wanted: str, before: str | None) -> Change:
    """Put a passage before another; at the end where none is named, or where that one is gone."""

    def change(study: Study) -> Study:
        its = _of(study, wanted)
        rest = [one for one in study.chosen if one.id != wanted]
        at = next((place for place, one in enumerate(rest) if one.id == before), len(rest))
        return study if before == wanted else replace(study, chosen=(*rest[:at], its, *rest[at:]))

    return change


def noting(wanted: str, note: str, was: str | None = None) -> Change:
    """Write a note anew.

    Args:
        wanted: the passage.
        note: the new note.
        was: the mark (`mark_of`) of the note that whoever writes had before them; None where that does not matter.
    """

    def change(study: Study) -> Study:
        its = _of(study, wanted)
        if was is not None and was != mark_of(its.note) and note != its.note:
            raise MemconError(
                "Somebody changed this note meanwhile; nothing was overwritten. Go back, copy what you wrote, load the "
                f"page again, and put both together. It now says: {its.note[:500]}"
            )
        return _with(study, replace(its, note=_sized(note)))

    return change


def removing(wanted: str, at: str | None) -> Change:
    """Take a passage out, as of a moment; with None put it back where it stood."""
    return lambda study: _with(study, replace(_of(study, wanted), removed=at))


def renaming(title: str) -> Change:
    """Call a study otherwise; its address stays.

    Raises:
        MemconError: the title is empty.
    """
    words = " ".join(title.split())[:200]
    if not words:
        raise MemconError("A study needs a title.")
    return lambda study: replace(study, title=words)


def _of(study: Study, wanted: str) -> Chosen:
    found = next((one for one in study.chosen if one.id == wanted), None)
    if found is None:
        raise NotFound(f"{study.title}: this passage is not in the study. Load the page again.")
    return found


def _with(study: Study, passage: Chosen) -> Study:
    return replace(study, chosen=tuple(passage if one.id == passage.id else one for one in study.chosen))


def _sized(note: str) -> str:
    if len(note) > LONGEST:
        raise MemconError(f"The note has {len(note):,} letters, and {LONGEST:,} is the most. Nothing was changed.")
    return note
