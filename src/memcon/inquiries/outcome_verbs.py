"""The verbs that ask what was undertaken and what came of it: commitments, outcomes, settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from memcon.archive import corrections as rulings
from memcon.archive import registers
from memcon.archive.archive import Archive, open_archive
from memcon.archive.finding import find
from memcon.archive.listing import ids
from memcon.archive.talks import talks
from memcon.inquiries.company import roll, words_of
from memcon.inquiries.fate_rows import outcome_of
from memcon.inquiries.outcome_words import material
from memcon.inquiries.outcomes import Fate, Fulfilment, TooEarly, fates, fulfilments, too_early
from memcon.inquiries.series import within
from memcon.inquiries.undertaken import Gatherer, of_register
from memcon.model.corrections import Correction, Ruling
from memcon.model.dates import Order, bounds, compare, sort_key
from memcon.model.errors import MemconError, NotFound
from memcon.model.moves import Status
from memcon.model.register import Outcome
from memcon.model.undertakings import Trace, Undertaken
from memcon.processing import verbs as processing
from memcon.processing.progress import Progress, silent

Where = str | Path | Archive
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """A commitment with what became of it."""

    undertaken: Undertaken
    fate: Fate


@dataclass(frozen=True, slots=True)
class Commitments:
    """The commitments asked for, in order of date; and rulings that name commitments or outcomes no longer found."""

    held: tuple[Held, ...]
    homeless: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Fulfilling:
    """An outcome of the register, PLOVER's word for its kind, what it may come of, and what it lies before."""

    outcome: Outcome
    material: str | None
    proposals: tuple[tuple[Undertaken, Fulfilment], ...] = ()
    decided: tuple[tuple[Undertaken, Fate], ...] = ()
    early: tuple[TooEarly, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an archive holds of undertakings and of what may have come of them."""

    archive: Archive
    undertaken: tuple[Undertaken, ...]
    traces: tuple[Trace, ...]
    proposals: tuple[Fulfilment, ...]
    early: tuple[TooEarly, ...]
    ruled: tuple[Correction, ...]
    until: date | None


def commitments(
    archive: Where,
    *,
    by: str | None = None,
    record: str | None = None,
    status: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Commitments:
    """List what was undertaken, by whom, to whom, and what came of it.

    Args:
        archive: an archive or its path.
        by: only what somebody of this name undertook.
        record: only this record; enough of its id to tell it from others.
        status: only those that are open, conditional, kept, partly, broken, overtaken or unknown.
        since: only records whose date can be this day or later.
        until: only records whose date can be this day or earlier.

    Returns:
        In order of date. What nothing tells of is `unknown`, never broken.

    Raises:
        NotFound: no record fits.
        MemconError: there is no such status.
    """
    if status is not None and status not in set(Status):
        raise MemconError(f"{status}: there is no such status. Choose one of: {', '.join(Status)}.")
    found = gathered(archive)
    only = find(record, ids(found.archive.folder)["id"].to_list(), str(found.archive.path)) if record else None
    known = fates(found.undertaken, found.proposals, found.ruled, found.until)
    held = (
        Held(one, known[one.id])
        for one in found.undertaken
        if (only in (None, one.commitment.record))
        and (by is None or _is_by(one, by))
        and ((since is None and until is None) or within(one.date, since, until))
        and (status is None or known[one.id].status.value == status)
    )
    ordered = sorted(held, key=lambda one: (*sort_key(one.undertaken.date)[:3], one.undertaken.commitment.record,
                                            one.undertaken.commitment.start))  # fmt: skip
    return Commitments(tuple(ordered), _homeless(found))


def outcomes(archive: Where) -> tuple[Fulfilling, ...]:
    """List the register of outcomes in order of date, each with the undertakings it may come of.

    Args:
        archive: an archive or its path.
    """
    found = gathered(archive)
    by_id = {one.id: one for one in found.undertaken}
    known = fates(found.undertaken, found.proposals, found.ruled, found.until)
    accepted = [(by_id[key], fate) for key, fate in known.items() if fate.accepted]
    rows = sorted(registers.outcomes(found.archive.folder), key=lambda one: (*sort_key(one.date)[:3], one.id))
    return tuple(
        Fulfilling(
            one,
            material(one.kind),
            tuple((by_id[made.undertaking], made) for made in found.proposals if made.trace.id == one.id),
            tuple((its, fate) for its, fate in accepted if one.id in fate.accepted),
            tuple(early for early in found.early if early.trace.id == one.id),
        )
        for one in rows
    )


def settle(
    archive: Where, commitment: str, status: str, *, by: str, because: str, outcome: str | None = None
) -> Correction:
    """Say what became of a commitment; signed, dated, and kept by later runs.

    Args:
        archive: an archive or its path.
        commitment: its id, as `commitments` gives it.
        status: open, conditional, kept, partly, broken, overtaken or unknown.
        by: who says so.
        because: why.
        outcome: id of the outcome of the register that it came to, if any.

    Raises:
        NotFound: there is no such commitment or outcome.
        MemconError: there is no such status, a reason is missing, or the outcome lies before the commitment.
    """
    found = gathered(archive)
    if status not in set(Status):
        raise MemconError(f"{status}: there is no such status. Choose one of: {', '.join(Status)}.")
    if not because.strip():
        raise MemconError("What became of it needs its reason. Say why: --because 'the protocol was signed in 1936'.")
    fitting = [held for held in found.undertaken if held.id.startswith(commitment)]
    one = _the_one(fitting, commitment, "commitment", found)
    names = [one.id]
    if outcome is not None:
        meant = [trace for trace in found.traces if trace.outcome and trace.id == outcome]
        trace = _the_one(meant, outcome, "outcome in the register", found)
        if compare(trace.date or "", one.date or "") == Order.BEFORE:
            raise MemconError(f"{too_early(one, trace)}. Choose another outcome, or mend the dates.")
        names.append(trace.id)
    signed = rulings.someone(by), datetime.now(UTC).isoformat(timespec="milliseconds"), because.strip()
    ruling = Correction(Ruling.ACCEPT, *signed, instead=status, names=tuple(names), about="outcomes")
    rulings.file(found.archive.folder, [ruling])
    return ruling


def came_of(archive: Where) -> dict[str, dict[tuple[int, int, str | None], Fate]]:
    """Say what became of every commitment, by its record, and there by its span and promisor."""
    found = gathered(archive)
    known = fates(found.undertaken, found.proposals, found.ruled, found.until)
    made: dict[str, dict[tuple[int, int, str | None], Fate]] = {}
    for one in found.undertaken:
        its = one.commitment
        made.setdefault(its.record, {})[its.start, its.end, its.promisor] = known[one.id]
    return made


def export(archive: Where, *, to: str | Path, form: str = "jsonl", progress: Progress = silent) -> int:
    """Write what an archive holds for other programs, commitments with what came of them.

    Args:
        archive: an archive or its path.
        to: the folder to write to.
        form: "jsonl", the machine contract.
        progress: told how many sources are done, of how many.

    Returns:
        How many records were written.
    """
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    came = {
        record: {where: outcome_of(fate) for where, fate in held.items()} for record, held in came_of(opened).items()
    }
    return processing.export(opened, to=to, form=form, came=came, progress=progress)


def proposed(archive: Where) -> tuple[Fulfilment, ...]:
    """Propose what came of the commitments of an archive; what a person ruled on is not proposed again."""
    return gathered(archive).proposals


def gathered(archive: Where) -> Gathered:
    """Gather commitments, outcomes and the sentences that tell what was done, and weigh them."""
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    people = {person.id: person for person in registers.persons(opened.folder)}
    gatherer = Gatherer(roll(talks(opened.folder, opened.laying().resolver)), people)
    undertaken: list[Undertaken] = []
    traces: list[Trace] = []
    latest: date | None = None
    for view in opened.views():
        undertaken += gatherer.undertaken(view)
        traces += gatherer.traces(view)
        day = bounds(view.description.date.edtf)[1] if view.description.date else None
        latest = max(filter(None, (latest, day)), default=None)
    traces += [of_register(one) for one in registers.outcomes(opened.folder)]
    ruled = rulings.of_kind(rulings.filed(opened.folder), about="outcomes")
    proposals, early = fulfilments(undertaken, traces, ruled)
    return Gathered(opened, tuple(undertaken), tuple(traces), proposals, early, ruled, latest)


def _is_by(one: Undertaken, name: str) -> bool:
    asked = words_of(name)
    commitment = one.commitment
    return name == commitment.promisor_person or (bool(asked) and asked <= words_of(commitment.promisor or ""))


def _homeless(found: Gathered) -> tuple[Correction, ...]:
    """Give rulings whose commitment is no longer found."""
    known = {one.id for one in found.undertaken}
    return tuple(one for one in found.ruled if known.isdisjoint(one.names))


def _the_one(fitting: Sequence[T], asked: str, what: str, found: Gathered) -> T:
    if len(fitting) == 1:
        return fitting[0]
    verb = "commitments" if what == "commitment" else "outcomes"
    several = f"several begin so. Type more of the id, as memcon {verb} {found.archive.path} gives it"
    none = f"there is no such {what}. See: memcon {verb} {found.archive.path}"
    raise NotFound(f"{asked}: {several if fitting else none}")

