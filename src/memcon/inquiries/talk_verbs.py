"""The verbs that ask about talks across records: meetings, timeline, course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from memcon.archive import corrections as rulings
from memcon.archive import registers
from memcon.archive.archive import Archive, open_archive
from memcon.archive.finding import find
from memcon.archive.held import held
from memcon.archive.listing import ids
from memcon.archive.talks import labels, naming, texts
from memcon.inquiries import meetings as inquiry
from memcon.inquiries.company import Roll
from memcon.inquiries.course import Course
from memcon.inquiries.course import course as followed
from memcon.inquiries.known_talks import known_talks
from memcon.inquiries.meetings import Joined, MeetingProposal
from memcon.inquiries.moves import moves
from memcon.inquiries.series import Asked, Series, series, wanted
from memcon.inquiries.terms import nearest, terms
from memcon.inquiries.timeline import Timeline
from memcon.inquiries.timeline import timeline as laid_out
from memcon.model.corrections import Ruling, decided
from memcon.model.errors import NotFound
from memcon.model.meetings import Talk
from memcon.model.register import Outcome

Where = str | Path | Archive


@dataclass(frozen=True, slots=True)
class Meetings:
    """The series of meetings asked for, and the open proposals about its records."""

    series: Series
    proposals: tuple[MeetingProposal, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the tables say of an archive's talks."""

    archive: Archive
    talks: tuple[Talk, ...]
    roll: Roll
    joined: Joined
    proposals: tuple[MeetingProposal, ...]


def meetings(
    archive: Where,
    *,
    between: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    told: bool = False,
) -> Meetings:
    """Give the series of meetings of people or sides, and propose which records report one meeting; merges nothing.

    Args:
        archive: an archive or its path.
        between: names or sides; somebody of each must take part. All meetings when empty.
        since: only meetings whose date can be this day or later; the undated are left out then.
        until: only meetings whose date can be this day or earlier.
        told: count also meetings that only telegrams or letters tell of, under the date of their sending.

    Raises:
        NotFound: no record reports talk, or nobody of that name takes part.
    """
    found = gathered(archive)
    asked = Asked(_parties(found, between), since, until, told)
    made = series(found.talks, found.roll, asked, found.joined, found.proposals)
    records = {talk.record for talk in found.talks if wanted(talk, found.roll, asked)}
    return Meetings(made, tuple(one for one in found.proposals if records & {*one.records}))


def timeline(
    archive: Where,
    *,
    between: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    told: bool = False,
) -> Timeline:
    """Give talks, and the events of the register of outcomes beside them, in one list in order of date.

    Args:
        archive: an archive or its path.
        between: names or sides that take part in a talk, all of them, or are named by an event, one of them.
        since: only what can be of this day or later.
        until: only what can be of this day or earlier.
        told: also talks that only telegrams or letters tell of, under the date of their sending.

    Raises:
        NotFound: no record reports talk, or nobody of that name takes part in one.
    """
    found = gathered(archive)
    made = series(
        found.talks, found.roll, Asked(_parties(found, between), since, until, told), found.joined, found.proposals
    )
    return laid_out(made.meetings, events(found.archive), since, until, between)


def events(archive: Archive) -> list[Outcome]:
    """List the outcomes of the register, their places by name where the register of places knows them."""
    places = {place.id: place.name for place in registers.places(archive.folder)}
    return [replace(one, place=places.get(one.place or "", one.place)) for one in registers.outcomes(archive.folder)]


def course(
    archive: Where,
    issue: str,
    *,
    also: Sequence[str] = (),
    record: str | None = None,
    between: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Course:
    """Follow one issue through a talk, or through a series of talks: who raised it, each move, where positions moved.

    Args:
        archive: an archive or its path.
        issue: an id or label of the register of issues, or words: "cease-fire", "Manchuria".
        also: other words for the same: "cessation of hostilities".
        record: only this record; enough of its id to tell it from others.
        between: names or sides; somebody of each must take part.
        since: only talks whose date can be this day or later.
        until: only talks whose date can be this day or earlier.

    Raises:
        NotFound: no record reports talk, nobody of that name takes part, or no talk has the issue; the nearest labels
            are named.
    """
    opened = _opened(archive)
    known, called = _called(opened)
    asked = Asked(tuple(called.wanted(name, str(opened.path)) for name in between), since, until)
    only = find(record, ids(opened.folder)["id"].to_list(), str(opened.path)) if record else None
    scope = [talk for talk in known if (only in (None, talk.record)) and wanted(talk, called, asked)]
    words = terms(issue, also, registers.rows(opened.folder, "issues"), same_issues(opened))
    labelled, carrying = naming(opened.folder, words.pattern)
    within = {talk.record for talk in scope} & (labelled | carrying)
    views = opened.views(within) if within else ()
    found = {view.record.id: (moves(view, words.compiled, called), len(view.acts)) for view in views}
    if found and not any(acts for _, acts in found.values()):
        raise NotFound(f"{issue}: nobody's acts are known in these talks. Run: memcon process {opened.path}")
    if not any(its for its, _ in found.values()):
        raise NotFound(_no_such_issue(opened, issue, only, narrowed=len(scope) < len(known), carrying=len(carrying)))
    elsewhere = len(carrying - {talk.record for talk in known})
    return followed(found, scope, called, words, len(labelled & within), elsewhere)


def same_issues(archive: Archive) -> list[list[str]]:
    """Give the labels, and ids of the register, that people accepted as one issue; ids of other things are left out."""
    ruled = decided(rulings.filed(archive.folder), "issues")
    known = {*labels(archive.folder), *registers.rows(archive.folder, "issues")} if ruled else set()
    accepted = [sorted(tied & known) for tied, held in ruled.items() if held[-1].kind == Ruling.ACCEPT]
    return [group for group in accepted if len(group) > 1]


def _no_such_issue(archive: Archive, issue: str, record: str | None, *, narrowed: bool, carrying: int) -> str:
    where = f"in {record}" if record else "in these talks" if narrowed else "in any talk"
    there = f" {carrying} documents carry the words, but not in talk that was asked for." if carrying else ""
    near = nearest(issue, labels(archive.folder))
    return f"{issue}: there is no such issue {where}.{there}{near} Other words for it can be added with --also."


def proposed(archive: Where) -> tuple[MeetingProposal, ...]:
    """Propose which records report one meeting; () where no record reports talk."""
    try:
        return gathered(archive).proposals
    except NotFound:
        return ()


def gathered(archive: Where) -> Gathered:
    """Gather what the tables say of an archive's talks.

    Raises:
        NotFound: no record reports talk.
    """
    opened = _opened(archive)
    return replace(held(opened.folder, "gathered talks", lambda: _gathered(opened)), archive=opened)


def _gathered(opened: Archive) -> Gathered:
    found, called = _called(opened)
    ruled = rulings.of_kind(rulings.filed(opened.folder), about="meetings")
    open_ones = inquiry.proposals(found, called, lambda wanted: texts(opened.folder, wanted), ruled)
    return Gathered(opened, found, called, inquiry.joined(ruled, _stated(opened)), open_ones)


def meeting_of(archive: Archive) -> dict[str, str]:
    """Give for each record that people joined with others the first record of its meeting."""
    ruled = rulings.of_kind(rulings.filed(archive.folder), about="meetings")
    return {record: whole[0] for whole in inquiry.joined(ruled, _stated(archive)).groups for record in whole}


def _stated(archive: Archive) -> list[tuple[str, ...]]:
    """Give the records that the register of meetings puts together, where its rows name any."""
    rows = registers.rows(archive.folder, "meetings").values()
    return [tuple(map(str, held)) for row in rows if isinstance(held := row.get("records"), list) and len(held) > 1]


def _opened(archive: Where) -> Archive:
    return archive if isinstance(archive, Archive) else open_archive(archive)


def _called(archive: Archive) -> tuple[tuple[Talk, ...], Roll]:
    found, called = known_talks(archive)
    if not found:
        raise NotFound(
            f"{archive.path}: no record in it reports talk, as far as is known. Run memcon process {archive.path}, "
            f"and see: memcon records {archive.path}"
        )
    return found, called


def _parties(found: Gathered, names: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple(found.roll.wanted(name, str(found.archive.path)) for name in names)
