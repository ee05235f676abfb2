"""What was undertaken, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from memcon.inquiries.account.page import Basis, Line, Piece, Section, Style, Table, Words
from memcon.inquiries.account.phrases import STATUSES, counted
from memcon.inquiries.account.quoting import quoted
from memcon.inquiries.account.telling import Telling
from memcon.model.moves import Commitment, Status

MOST = 20
PROPOSED = frozenset((Status.KEPT, Status.PARTLY, Status.BROKEN, Status.OVERTAKEN))
MOST_IN_SHORT = 2
MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Fate:
    """What came of a commitment, with the lines that are evidence of it.

    `decided` where a person says so; else the status is proposed by the machine, on that evidence. `event` names the
    outcome of the register that it came to, where the best evidence is one.
    """

    status: Status = Status.UNKNOWN
    evidence: tuple[Line, ...] = ()
    decided: bool = False
    event: str | None = None

    @property
    def printed(self) -> str:
        """The status in words: "kept" where a person says so, "kept (proposed)" where the machine does."""
        proposed = not self.decided and self.status in PROPOSED
        return STATUSES[self.status] + (" (proposed)" if proposed else "")


NOT_KNOWN = Fate()


def commitments(told: Telling, fates: Mapping[int, Fate]) -> Section:
    """Lay out who undertook what to whom, on what condition, by when, and what came of it."""
    found = told.view.commitments
    title = "Commitments and what came of them"
    if not found:
        none = Line((Words("No undertaking was found in this record."),), Basis.COUNTED)
        return Section("commitments", title, (none,))
    rows = tuple(_row(told, one, fates.get(at, NOT_KNOWN)) for at, one in enumerate(found[:MOST]))
    columns = ("who → whom", "what", "condition, when", "status", "evidence")
    table = Table(columns, rows, len(found) - len(rows), essential=1)
    return Section("commitments", title, table=table)


def _row(told: Telling, one: Commitment, fate: Fate) -> tuple[tuple[Line, ...], ...]:
    basis, certainty = told.basis(one.start, one.end, None)
    sure = [figure for figure in (certainty, one.certainty) if figure is not None]
    who: list[Piece] = [Words(told.called(one.promisor), Style.STRONG)]
    who += [Words(f" → {told.called(one.promisee)}")] if one.promisee else []
    what: list[Piece] = [
        Words(f"{one.kind}: ", Style.MOVE), told.cite.quote(one.start, one.end, _what(told, one), _by(told, one)),
        Words(" "), told.cite.cite(one.start, one.end),
    ]  # fmt: skip
    line = Line(
        tuple(what), basis, min(sure) if sure else None, one.made_by, *told.source_says(one.start, one.end)
    )
    evidence = fate.evidence[:MOST_EVIDENCE] or (
        Line((Words("nothing in this archive tells", Style.QUIET),), Basis.COUNTED),
    )
    basis = Basis.PERSON if fate.decided else Basis.MACHINE if fate.evidence else Basis.COUNTED
    status = Line((Words(fate.printed),), basis)
    return (Line(tuple(who), Basis.COUNTED),), (line,), _terms(told, one), (status,), evidence


def _words(words: str) -> str:
    return " ".join(words.split())


def _what(told: Telling, one: Commitment) -> str:
    return _words(one.what) or quoted(told.view.record.text, one.start, one.end)


def _by(told: Telling, one: Commitment) -> str | None:
    """Say whose words carry the commitment: a promisor may be a government that somebody speaks for."""
    spoken = told.utterance(one.start, one.end)
    return spoken.speaker_name if spoken else one.promisor


def _terms(told: Telling, one: Commitment) -> tuple[Line, ...]:
    terms = [("if" if words is one.condition else "by", words) for words in (one.condition, one.due) if words]
    lines = []
    for kind, words in terms:
        pieces: list[Piece] = [Words("condition: " if kind == "if" else "when: ", Style.QUIET)]
        pieces.append(told.cite.quote(one.start, one.end, _words(words), _by(told, one)))
        lines.append(Line(tuple(pieces), Basis.MACHINE, one.certainty, one.made_by))
    return tuple(lines)


def fates_in_short(told: Telling, fates: Mapping[int, Fate]) -> str:
    """Count the undertakings and what came of them: "2 undertakings: 1 kept, 1 unknown."."""
    found = told.view.commitments
    if not found:
        return "No undertaking was found."
    kinds = Counter(fates.get(at, NOT_KNOWN).printed for at in range(len(found)))
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return f"{counted(len(found), 'undertaking')}; what came of them: {counts}."


def kept_in_short(told: Telling, fates: Mapping[int, Fate]) -> tuple[Line, ...]:
    """Tell the commitments of which an outcome of the register came, as far as is found."""
    lines: list[Line] = []
    for at, one in enumerate(told.view.commitments):
        fate = fates.get(at, NOT_KNOWN)
        if fate.event and fate.status in PROPOSED and len(lines) < MOST_IN_SHORT:
            pieces: list[Piece] = [
                Words(told.called(one.promisor), Style.STRONG), Words(f", {one.kind}: "),
                told.cite.quote(one.start, one.end, _what(told, one), _by(told, one)), Words(" "),
                told.cite.cite(one.start, one.end), Words(f" – {fate.printed}: {fate.event}."),
            ]  # fmt: skip
            basis = Basis.PERSON if fate.decided else Basis.MACHINE
            lines.append(Line(tuple(pieces), basis, one.certainty, one.made_by))
    return tuple(lines)
