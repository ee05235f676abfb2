"""The verb that compares two records of one meeting, and the one that lists which may be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import overload

import numpy as np

from memcon.archive.archive import Archive, open_archive
from memcon.archive.finding import find
from memcon.archive.listing import ids
from memcon.archive.talks import talks, texts
from memcon.inquiries.company import roll
from memcon.inquiries.compare.candidates import Candidate, candidates
from memcon.inquiries.compare.chain import Floats
from memcon.inquiries.compare.comparing import compared
from memcon.inquiries.compare.comparison import Comparison
from memcon.inquiries.compare.fitness import Held
from memcon.inquiries.compare.kindred import Meanings
from memcon.inquiries.compare.told import told
from memcon.inquiries.talk_verbs import gathered
from memcon.model.errors import MemconError

Where = str | Path | Archive


@overload
def compare(archive: Where) -> tuple[Candidate, ...]: ...
@overload
def compare(archive: Where, record: str, other: str, *, anyway: bool = False, meaning: str = "own") -> Comparison: ...
def compare(
    archive: Where, record: str | None = None, other: str | None = None, *, anyway: bool = False, meaning: str = "own"
) -> Comparison | tuple[Candidate, ...]:
    """Set two records of one meeting beside each other, act by act: told in both, differently, only here, only there.

    Where no record is named: list the pairs worth comparing.

    Args:
        archive: an archive or its path.
        record: a record's id or enough of it; it is called A.
        other: the other's; it is called B.
        anyway: compare them even if they seem to be of different meetings.
        meaning: "own" to go by vectors of meaning and words, "none" to go by words, names, figures and order only.

    Raises:
        NotFound: no record fits, or nobody's acts are known in one.
        MemconError: one record twice, a copy, no record of talk, or different meetings; the reason is said.
    """
    if record is None and other is None:
        return pairs(archive)
    if record is None or other is None:
        raise MemconError("Name two records, or none to list the pairs worth comparing.")
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    every = ids(opened.folder)["id"].to_list()
    wanted = [find(one, every, str(opened.path)) for one in (record, other)]
    called = roll(talks(opened.folder, opened.laying().resolver))
    views = {view.record.id: view for view in opened.views(set(wanted))}
    if missing := [one for one in wanted if one not in views]:
        raise MemconError(f"{missing[0]}: its records are being made anew. Try again in a moment.")
    one, another = (Held(views[each], told(views[each], called)) for each in wanted)
    return compared(one, another, called, _meanings(meaning), str(opened.path), anyway=anyway)


def pairs(archive: Where) -> tuple[Candidate, ...]:
    """List which records may be two of one meeting, or a paper and the record it tells of; likeliest first.

    Raises:
        NotFound: no record reports talk.
    """
    found = gathered(archive)
    return candidates(found.talks, found.roll, found.proposals, lambda wanted: texts(found.archive.folder, wanted))


def _meanings(name: str) -> Meanings | None:
    if name == "none":
        return None
    if name != "own":
        raise MemconError(f"{name}: there is no such way to tell meaning. Choose one of: own, none.")

    def given(sentences: Sequence[str], language: str | None) -> Floats:
        from memcon.search.meaning import vectors

        return vectors(sentences, language).astype(np.float64)

    return given
