"""A record: its text as received with who says what, what it does and is about, and everything known of the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.archive.plain import to_plain
from memcon.inquiries.account.citing import citing
from memcon.model.errors import NotFound
from memcon.model.moves import Label
from memcon.room import claims
from memcon.room.facsimile import Facsimile, facsimile
from memcon.room.leaf import Leaf, Span, leaves
from memcon.room.neighbours import Neighbour, neighbours
from memcon.room.opening import Opened
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.studies.citation import cited, styles


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody named as taking part."""

    name: str
    person: str | None
    side: str | None
    office: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The record, or the passage chosen, cited in one style."""

    style: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The passage that the address names, and what stands there; `correcting` when the reader wants to rule on it."""

    start: int
    end: int
    words: str
    printed: str
    speaker: str | None
    act: str | None
    issue: str | None
    correcting: bool
    rulings: tuple[claims.Ruled, ...]


@dataclass(frozen=True, slots=True)
class RecordContent:
    """All that the page of a record shows. None and () mean: not known."""

    title: str
    id: str
    form: str | None
    reports_talk: bool | None
    reason: str | None
    date: str | None
    date_printed: str | None
    date_certainty: str | None
    place: str | None
    number: str | None
    language: str | None
    classification: str | None
    paper: Mapping[str, str]
    address: str | None
    source: str
    source_name: str
    collection: str | None
    rights: str | None
    drafter: str | None
    interpreter: str | None
    present: tuple[Present, ...]
    speakers: tuple[claims.Speaker, ...]
    leaves: tuple[Leaf, ...]
    said: tuple[claims.Said, ...]
    acts: tuple[claims.Done, ...]
    issues: tuple[claims.About, ...]
    commitments: tuple[claims.Promised, ...]
    rulings: tuple[claims.Ruled, ...]
    unplaced: tuple[claims.Ruled, ...]
    references: tuple[Reference, ...]
    neighbours: tuple[Neighbour, ...]
    facsimile: Facsimile | None
    chosen: Chosen | None
    at_work: str | None  # "": later stages are being worked out again; words: what went wrong with it
    show: tuple[str, ...]
    labels: tuple[str, ...]


def content(asked: Asked) -> RecordContent:
    """Give a record as it stands.

    Raises:
        NotFound: there is no such record, or the passage lies outside its text.
    """
    opened = asked.reading.open(asked.parts["record"])
    view, known = opened.view, opened.view.description
    span = _span(asked, opened)
    who = claims.speakers(view)
    spoken, acts = claims.said(opened, who), claims.done(opened)
    issues, passages = claims.about(view)
    chosen = None if span is None else _chosen(asked, opened, span, acts)
    cut = leaves(view, [Span(u.start, u.end, u.number) for u in spoken],
                 [Span(a.start, a.end, a.number) for a in acts], passages, span)  # fmt: skip
    source = view.source
    return RecordContent(
        known.title or view.record.id, view.record.id, known.form.value if known.form else None, known.reports_talk,
        known.reason, known.date.edtf if known.date else None, known.date.printed if known.date else None,
        known.date.certainty if known.date else None, known.place, known.number, known.language, known.classification,
        to_plain(known.citation) if known.citation else {}, known.address, view.record.source, view.record.source_name,
        source.collection if source else None, source.rights if source else None, known.drafter, known.interpreter,
        tuple(Present(p.name, p.person, p.side, p.office, p.role.value) for p in known.present), who, cut, spoken,
        acts, issues, claims.promised(view), claims.ruled(opened.rulings), claims.ruled(view.unplaced),
        _references(opened, span), neighbours(asked.reading, view.record.id), facsimile(asked.reading, view, span),
        chosen, asked.reading.at_work.get(view.record.id), _shown(asked), tuple(Label),
    )  # fmt: skip


def _shown(asked: Asked) -> tuple[str, ...]:
    wanted = asked.word("show").split(",")
    return tuple(one for one in ("acts", "issues") if one in wanted)


def _span(asked: Asked, opened: Opened) -> tuple[int, int] | None:
    if "start" not in asked.parts:
        return None
    start, end = asked.number("start", 0), asked.number("end", 0)
    if not start < end <= len(opened.view.record.text):
        raise NotFound(f"{opened.view.record.id}: characters {start}-{end} are no passage of its text.")
    return start, end


def _chosen(asked: Asked, opened: Opened, span: tuple[int, int], acts: Sequence[claims.Done]) -> Chosen:
    view, (start, end) = opened.view, span
    speaker = next((u.speaker_name for u in view.utterances if u.start < end and start < u.end), None)
    act = next((a.label for a in acts if a.start < end and start < a.end), None)
    issue = next((i.label for i in view.issues if i.start < end and start < i.end), None)
    its = [one for one in claims.ruled(opened.rulings) if one.start < end and start < one.end]
    return Chosen(
        start, end, view.record.text[start:end], citing(view).cite(start, end).printed, speaker, act, issue,
        "correct" in asked.query, tuple(its),
    )  # fmt: skip


def _references(opened: Opened, span: tuple[int, int] | None) -> tuple[Reference, ...]:
    numbers = citing(opened.view) if span else None
    passage = numbers.cite(*span).printed if numbers and span else None
    page = numbers.page(span[0]) if numbers and span else None
    meant = cited(opened.view, passage, page)
    return tuple(Reference(one.name, one.title, one.write(meant)) for one in styles())


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    return ({"record": record} for record in reading.shelf.listing()["id"])


PAGE = Page("record", "/r/{record:path}", content, every=_every)
