"""What came of a record's commitments, as `memcon commitments` finds it, told in lines with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from memcon.archive import corrections as rulings
from memcon.archive import registers
from memcon.archive.archive import Archive
from memcon.archive.entries import Entry
from memcon.archive.held import held
from memcon.inquiries import outcome_verbs, outcomes
from memcon.inquiries.account.account import Known
from memcon.inquiries.account.citing import citing
from memcon.inquiries.account.page import Basis, Line, Piece, Style, Words
from memcon.inquiries.account.telling import Telling, telling
from memcon.inquiries.account.undertakings import Fate
from memcon.inquiries.known_talks import known_talks
from memcon.inquiries.outcomes import LATEST, Fulfilment
from memcon.inquiries.undertaken import Gatherer, of_register
from memcon.model.dates import bounds
from memcon.model.moves import Commitment
from memcon.model.undertakings import Trace, Undertaken

WHOLE = 3000  # records up to which all papers are read for what they tell; beyond, those of the LATEST days after
MOST = 20_000  # records whose sentences are kept
DECIDED = "decided by {}: {}"
Place = tuple[int, int, str | None]  # where a commitment stands, and who undertakes it


def came(
    archive: Archive, told: Telling, others: Sequence[str], known: Known, everything: Sequence[Entry]
) -> tuple[dict[int, Fate], tuple[Telling, ...]]:
    """Say what came of the commitments of a record.

    In an archive of more than WHOLE records only the papers of the LATEST days after the talk are read, so that an
    account takes seconds; how much a word tells is then counted in these.

    Args:
        archive: the archive.
        told: the record.
        others: ids of other records of the same meeting, which tell nothing of what came after it.
        known: what the registers say.
        everything: the archive's records.

    Returns:
        By the commitment's place among the record's, what came of it; and the papers that are quoted as evidence.
    """
    found = told.view.commitments
    if not found:
        return {}, ()
    if len(everything) <= WHOLE:
        came_of = held(archive.folder, "what came of all", lambda: outcome_verbs.came_of(archive))
        known_fates = came_of.get(told.view.record.id, {})
    else:
        known_fates = _near(archive, told, everything)
    own = {told.view.record.id, *others}
    fates = {at: known_fates[_place(one)] for at, one in enumerate(found) if _place(one) in known_fates}
    cited = {made.trace.record for fate in fates.values() for made in fate.proposals if made.trace.record} - own
    read = archive.views(cited) if cited else ()
    papers = {view.record.id: telling(view, citing(view, view.record.id), known.people) for view in read}
    return {at: _told(fate, papers, own, known) for at, fate in fates.items()}, tuple(papers.values())


def _place(one: Commitment) -> Place:
    return one.start, one.end, one.promisor


def _near(archive: Archive, told: Telling, everything: Sequence[Entry]) -> dict[Place, outcomes.Fate]:
    """Say what came of a record's commitments by the papers of some time after it, and the register of outcomes."""
    folder, own = archive.folder, told.view.description.date
    first = bounds(own.edtf)[0] if own else None
    people = {person.id: person for person in registers.persons(folder)}
    gatherer = Gatherer(known_talks(archive)[1], people)
    undertaken: list[Undertaken] = list(gatherer.undertaken(told.view))
    traces: list[Trace] = [of_register(one) for one in registers.outcomes(folder)]
    near = [one.id for one in everything if first and _after(one.date, first)]
    traces += held(folder, "traces", _Traces).of(near, archive, gatherer)
    ruled = rulings.of_kind(rulings.filed(folder), about="outcomes")
    proposals, _ = outcomes.fulfilments(undertaken, traces, ruled)
    latest = max((last for one in everything if one.date and (last := bounds(one.date)[1])), default=None)
    fates = outcomes.fates(undertaken, proposals, ruled, latest)
    return {_place(one.commitment): fates[one.id] for one in undertaken}


class _Traces:
    """The sentences of papers that tell of a deed, by record: talks of one month have their later papers in common."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Trace, ...]] = {}

    def of(self, records: Sequence[str], archive: Archive, gatherer: Gatherer) -> Iterator[Trace]:
        """Give those of some records, in their order; only records that nobody asked for before are opened."""
        found = self._found
        if len(found) > MOST:
            found = self._found = {}
        missing = [one for one in records if one not in found]
        for view in archive.views(missing) if missing else ():
            found[view.record.id] = tuple(gatherer.traces(view))
        return (trace for record in records for trace in found.get(record, ()))


def _after(edtf: str | None, day: date) -> bool:
    first, last = bounds(edtf or "")
    return first is not None and last is not None and last >= day and (first - day).days <= LATEST


def _told(fate: outcomes.Fate, papers: Mapping[str, Telling], own: set[str], known: Known) -> Fate:
    """Put what became of a commitment in lines; what only other records of the same talk tell is left out."""
    told = [made for made in fate.proposals if made.trace.record not in own]
    lines = [line for made in told if (line := _line(made, papers, known))]
    if fate.by:
        why = DECIDED.format(fate.by, fate.because or "no reason given")
        lines.insert(0, Line((Words(why),), Basis.PERSON))
    return Fate(fate.status, tuple(lines), fate.by is not None, _event(told))


def _event(proposals: Sequence[Fulfilment]) -> str | None:
    """Name the outcome of the register that the best proposal is, if it is one."""
    best = proposals[0].trace if proposals else None
    return f"{best.title}, {best.date}" if best and best.outcome else None


def _line(made: Fulfilment, papers: Mapping[str, Telling], known: Known) -> Line | None:
    trace = made.trace
    why = "; ".join(one.words for one in made.evidence if one.speaks == "for")
    against = "; ".join(one.words for one in made.evidence if one.speaks == "against")
    because = f" – {why}" + (f"; but {against}" if against else "")
    pieces: list[Piece] = [Words(f"{trace.date or 'undated'}: ", Style.QUIET)]
    if trace.record is None:
        row = known.events.get(trace.id, {})
        pieces += [Words(str(trace.title or trace.id), Style.STRONG), Words(because, Style.QUIET)]
        return Line(tuple(pieces), Basis.MACHINE, None, "memcon", None, tuple(map(str, row.get("sources") or ())))
    paper = papers.get(trace.record)
    if paper is None:
        return None
    title = " ".join((trace.title or trace.record).split())
    pieces += [
        Words(f"{title}: "), paper.cite.quote(trace.start, trace.end), Words(" "),
        paper.cite.cite(trace.start, trace.end), Words(because, Style.QUIET),
    ]  # fmt: skip
    return Line(tuple(pieces), Basis.MACHINE)
