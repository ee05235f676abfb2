"""What else is known: other records of the meeting, points on which sources disagree, later papers, events around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.inquiries.account.heading import title
from memcon.inquiries.account.page import Basis, Group, Line, Piece, Section, Style, Words
from memcon.inquiries.account.phrases import LANGUAGES, TALK
from memcon.inquiries.account.telling import Telling
from memcon.model.dates import bounds, sort_key

MOST_MOVES = 8
MOST_BACK = 8
MOST_EVENTS = 14
MOST_SOURCES = 60
NEAR = 120  # days on either side of the talk within which an event stands beside it


@dataclass(frozen=True, slots=True)
class Contested:
    """A point on which sources disagree: each version with the sources that hold it, and what editors make of it."""

    id: str
    question: str
    versions: tuple[tuple[str, tuple[str, ...]], ...]
    assessment: str | None = None


@dataclass(frozen=True, slots=True)
class LookingBack:
    """Words of a later record that speak of this talk."""

    told: Telling
    start: int
    end: int


def contested(rows: Iterable[Mapping[str, Any]]) -> tuple[Contested, ...]:
    """Read rows of the register of contested points."""
    return tuple(
        Contested(
            str(row["id"]),
            str(row.get("question") or row.get("issue") or row["id"]),
            tuple((str(one.get("claim", "")), tuple(map(str, one.get("sources", ())))) for one in _versions(row)),
            row.get("assessment"),
        )
        for row in rows
    )


def _versions(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in row.get("versions") or () if isinstance(one, Mapping)]


def other_accounts(
    others: Sequence[Telling],
    disputes: Sequence[Contested],
    back: Sequence[LookingBack],
    perhaps: Mapping[str, str],
) -> Section:
    """Set other records of the same meeting, contested points and later papers beside the account.

    Args:
        others: other records of the same meeting: other sources, never versions of one text.
        disputes: points on which sources disagree.
        back: later records that speak of this talk.
        perhaps: why a record is proposed to report the same meeting, for those that nobody has joined to it.
    """
    lines = []
    if not others:
        lines.append(Line((Words("The archive holds no second record of this meeting."),), Basis.COUNTED))
    if not disputes:
        lines.append(Line((Words("No contested point about it is registered."),), Basis.COUNTED))
    groups = [_record(one, perhaps.get(one.view.record.id)) for one in others]
    groups += [_dispute(one) for one in disputes]
    if back:
        heading = Line((Words("Later records that look back on it"),), Basis.COUNTED)
        groups.append(Group(heading, tuple(map(_back, back[:MOST_BACK])), max(0, len(back) - MOST_BACK)))
    return Section("others", "Other accounts", tuple(lines), tuple(groups))


def _record(other: Telling, why: str | None) -> Group:
    known = other.view.description
    parts = [
        f"in {LANGUAGES.get(known.language, known.language)}" if known.language else None,
        f"drafted by {known.drafter}" if known.drafter else None,
        known.citation.raw if known.citation else None,
        other.view.record.source_name,
    ]
    pieces: list[Piece] = [Words(f"{other.cite.siglum}: ", Style.QUIET), Words(title(other), Style.STRONG)]
    pieces += [Words(" – " + " · ".join(part for part in parts if part), Style.QUIET)]
    if why:
        pieces.append(Words(f". Proposed, not decided, to report the same meeting: {why}.", Style.QUIET))
    weighty = [act for act in other.acts if act.label not in TALK] or list(other.acts)
    lines = tuple(other.move(act) for act in weighty[:MOST_MOVES])
    heading = Line(tuple(pieces), Basis.MACHINE if why else Basis.SOURCE)
    return Group(heading, lines, max(0, len(weighty) - MOST_MOVES), "record")


def _dispute(one: Contested) -> Group:
    heading = Line((Words("Contested: ", Style.QUIET), Words(one.question, Style.STRONG)), Basis.REGISTER)
    lines = [
        Line((Words(claim),), Basis.REGISTER, None, "register of contested points", None, ids)
        for claim, ids in one.versions
    ]
    if one.assessment:
        lines.append(Line((Words(f"Editors’ assessment: {one.assessment}"),), Basis.REGISTER))
    return Group(heading, tuple(lines), 0, one.id)


def _back(one: LookingBack) -> Line:
    day = one.told.view.description.date
    pieces: list[Piece] = [
        Words(f"{day.printed if day else 'undated'}, ", Style.QUIET), Words(title(one.told), Style.STRONG),
        Words(": "), one.told.cite.quote(one.start, one.end), Words(" "), one.told.cite.cite(one.start, one.end),
    ]  # fmt: skip
    return Line(tuple(pieces), Basis.MACHINE)


def around(day: str | None, events: Sequence[Mapping[str, Any]]) -> Section:
    """List the register's events near the date of the talk, in order, each with its sources.

    Args:
        day: EDTF date of the talk.
        events: rows of the register of outcomes.
    """
    title_ = "Around the date"
    near = [(distance, row) for row in events if (distance := _days(day, row.get("date"))) is not None]
    near = sorted((one for one in near if abs(one[0]) <= NEAR), key=lambda one: abs(one[0]))
    shown = sorted((row for _, row in near[:MOST_EVENTS]), key=lambda row: sort_key(str(row.get("date"))))
    return Section("around", title_, tuple(_event(row) for row in shown), more=len(near) - len(shown))


def _days(one: str | None, other: object) -> int | None:
    first, second = (_first(edtf) for edtf in (one, other))
    return (second - first).days if first and second else None


def _first(edtf: object) -> date | None:
    earliest, latest = bounds(str(edtf)) if edtf else (None, None)
    return earliest or latest


def _event(row: Mapping[str, Any]) -> Line:
    pieces: list[Piece] = [
        Words(f"{row.get('date')}: ", Style.QUIET),
        Words(str(row.get("title", row.get("id"))), Style.STRONG),
    ]
    if row.get("provisions"):
        pieces.append(Words(f". {str(row['provisions']).strip()}"))
    sources = tuple(str(one) for one in row.get("sources") or ())
    return Line(tuple(pieces), Basis.REGISTER, None, "register of outcomes", None, sources)


def sources_cited(lines: Iterable[Line], titles: Mapping[str, str]) -> Section:
    """List the titles of the sources that lines of the account name by id."""
    cited = dict.fromkeys(source for line in lines for source in line.sources if source in titles)
    listed = tuple(Line((Words(f"{key}: ", Style.QUIET), Words(titles[key])), Basis.REGISTER) for key in cited)
    return Section("sources", "Sources named", listed[:MOST_SOURCES], more=max(0, len(listed) - MOST_SOURCES))
