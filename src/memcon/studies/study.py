"""The passages of a study as they stand in the archive now, ready to be shown and cited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from memcon.archive.viewing import View
from memcon.inquiries.account.citing import citing
from memcon.model.anchor import anchor_apart, place
from memcon.model.corrections import Card, same_document
from memcon.model.errors import MemconError, NotFound
from memcon.model.studies import Chosen, Study, mark_of
from memcon.studies.citation import Cited, cited, styles

CITED = "chicago"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a study. `record` is None where it is unplaced: `why` says so, and `words` are those it had.

    `start` and `end` count code points of the record's text now; `speaker`, `act` and `issue` are of the first
    utterance, act and passage on an issue that touch it.
    """

    id: str
    words: str
    note: str
    by: str
    at: str
    mark: str  # of the note, see `mark_of`
    record: str | None = None
    start: int = 0
    end: int = 0
    title: str | None = None
    date: str | None = None
    printed: str = ""
    page: str | None = None
    speaker: str | None = None
    to: str | None = None
    certainty: float | None = None
    act: str | None = None
    issue: str | None = None
    citation: str = ""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class StudyPage:
    """A study laid out: its passages in order, what was taken out of it, and how many lines could not be read."""

    name: str
    title: str
    style: str
    passages: tuple[Passage, ...]
    removed: tuple[Passage, ...]
    unread: tuple[str, ...]


Opening = Callable[[str], View]


def chosen(view: View, span: tuple[int, int], note: str, at: str, by: str = "") -> Chosen:
    """Make a passage for a study out of words of a record.

    Raises:
        ValueError: the span does not lie inside the text.
    """
    known = view.description
    card = Card(view.record.source_name, known.number, known.title, known.date.edtf if known.date else None)
    held = anchor_apart(view.record.id, view.record.text, *span)
    return Chosen(held, note.strip(), at, " ".join(by.split()), card)


def writer_of(style: str) -> Callable[[Cited], str]:
    """Give the function that writes citations in a style.

    Raises:
        MemconError: there is no such style.
    """
    found = next((one.write for one in styles() if one.name == style), None)
    if found is None:
        raise MemconError(f"{style}: there is no such style. Choose one of: {', '.join(s.name for s in styles())}.")
    return found


def found(one: Chosen, opening: Opening, listing: pl.DataFrame, style: str = CITED) -> Passage:
    """Find a passage of a study in the archive as it is now.

    Args:
        one: the passage.
        opening: gives a record by its id; raises NotFound where there is none.
        listing: all records, with columns id, source_name, number, title, date.
        style: how it is cited: the name of one of `styles()`.

    Raises:
        MemconError: there is no such style.
    """
    write = writer_of(style)
    view = _opened(one, opening, listing)
    span = place(one.anchor, view.record.text) if view else None
    if view is None:
        return _unplaced(one, "its record is not in this archive")
    if span is None:
        return _unplaced(one, "its words no longer stand in the record, or stand there twice")
    numbers = citing(view)
    printed, page = numbers.cite(*span).printed, numbers.page(span[0])
    return _placed(one, view, span, (printed, page), write(cited(view, printed, page)))


def laid_out(study: Study, finding: Callable[[Chosen], Passage], style: str = CITED) -> StudyPage:
    """Lay a study out.

    Args:
        study: the study.
        finding: finds a passage in the archive as it is now; see `found`.
        style: the style in which it cites.
    """
    return StudyPage(
        study.name, study.title, style, tuple(map(finding, study.passages)), tuple(map(finding, study.removed)),
        tuple(line for _, line in study.unread),
    )  # fmt: skip


def _opened(one: Chosen, opening: Opening, listing: pl.DataFrame) -> View | None:
    """Open a passage's record; where it is gone, the one record that tells of the same document."""
    try:
        return opening(one.anchor.record)
    except NotFound:
        card = one.card
    if card is None:
        return None
    known = {"number": card.number, "title": card.title, "date": card.date}
    alike = [pl.col(name) == word for name, word in known.items() if word]
    near = listing.filter(pl.any_horizontal(alike)) if alike else listing.clear()
    rows = near.select("id", "source_name", "number", "title", "date").iter_rows()
    same = [record for record, *words in rows if same_document(card, Card(*words))]
    return opening(same[0]) if len(same) == 1 else None


def _unplaced(one: Chosen, why: str) -> Passage:
    card = one.card or Card("")
    return Passage(one.id, one.anchor.exact, one.note, one.by, one.at, mark_of(one.note), title=card.title,
                   date=card.date, citation=one.anchor.record, why=why)  # fmt: skip


def _placed(one: Chosen, view: View, span: tuple[int, int], where: tuple[str, str | None], citation: str) -> Passage:
    (start, end), known = span, view.description
    said = next((u for u in view.utterances if u.start < end and start < u.end), None)
    act = next((a for a in view.acts if a.start < end and start < a.end), None)
    issue = next((i for i in view.issues if i.start < end and start < i.end), None)
    return Passage(
        one.id, view.record.text[start:end], one.note, one.by, one.at, mark_of(one.note),
        view.record.id, start, end,
        known.title or view.record.id, known.date.edtf if known.date else None, *where,
        said.speaker_name if said else None, said.to if said else None, said.certainty if said else None,
        act.label.value if act else None, issue.label if issue else None, citation,
    )  # fmt: skip
