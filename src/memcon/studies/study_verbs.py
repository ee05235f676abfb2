"""The verb that keeps studies: passages put together with notes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from memcon.archive import baskets, listing
from memcon.archive.archive import Archive, open_archive
from memcon.archive.viewing import View
from memcon.model.errors import NotFound
from memcon.model.studies import adding
from memcon.processing.correcting import find_words
from memcon.studies.study import CITED, StudyPage, chosen, found, laid_out, writer_of


def study(
    archive: str | Path | Archive,
    name: str = baskets.FIRST,
    *,
    add: tuple[str, str] | None = None,
    which: int | None = None,
    note: str = "",
    by: str = "",
    style: str = CITED,
) -> StudyPage:
    """Give a study, or put a passage into it first.

    Args:
        archive: an archive or its path.
        name: the study's name or title; one that is not there is begun when a passage is added.
        add: a record's id, or enough of it, and the words as they stand; "first words ... last words" means all
            between.
        which: of words that stand more than once the first, the second ...
        note: what to note on the passage that is added.
        by: who adds it; may be left out.
        style: how passages are cited: "chicago", "gost", "bibtex", "csl-json".

    Raises:
        NotFound: there is no such study, record, or the words do not stand there.
        MemconError: there is no such style; nothing was added then.
    """
    writer_of(style)
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    if add is not None:
        view = opened.view(add[0])
        span = find_words(view.record.text, add[1], which, view.record.id)
        passage = chosen(view, span, note, datetime.now(UTC).isoformat(timespec="milliseconds"), by)
        held = baskets.change(opened.folder, name, adding(passage))
    else:
        held = baskets.kept(opened.folder, name)
    everything = listing.table(opened.folder)
    known = set(everything["id"])
    wanted = {one.anchor.record for one in held.chosen} & known
    views = {view.record.id: view for view in opened.views(wanted)} if wanted else {}

    def opening(record: str) -> View:
        if record not in known:
            raise NotFound(f"{record}: there is no such record in this archive.")
        return views.get(record) or opened.view(record)

    return laid_out(held, lambda one: found(one, opening, everything, style), style)
