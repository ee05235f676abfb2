"""Questions and how they were answered; what each side pressed, gave, and refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from memcon.inquiries.account.page import Basis, Line, Piece, Section, Style, Table, Words
from memcon.inquiries.account.phrases import GAVE, PRESSED, REFUSED, REPLIES, counted
from memcon.inquiries.account.telling import Telling, silence
from memcon.inquiries.speaking import speakers
from memcon.model.moves import Act, Label, Reply

MOST_QUESTIONS = 20
MOST_IN_A_CELL = 6
LIKELY = 0.5  # certainty from which a move is told here
MOST_UNSURE = 2  # moves told whose label is not even likely, where none is
SUBSTANCE = 4  # words of a question below which it asks for nothing of substance ("What next?")
ANSWERS = 2  # lines of an answer told


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, the moves that answer it, and how it was answered."""

    question: Act
    answers: tuple[Act, ...]
    reply: Reply | None  # None where it was answered and nobody can say how


def exchanges(told: Telling) -> tuple[Exchange, ...]:
    """Give the questions of substance in order, each with what answers it."""
    asked = [act for act in told.acts if act.label == Label.ASK and _of_substance(told, act)]
    found: list[Exchange] = []
    for act in reversed(asked):
        one = _exchange(told, act)
        shared = not one.answers and act.reply not in (None, Reply.NONE) and bool(found)
        found.append(replace(one, answers=found[-1].answers) if shared else one)  # questions in a row share an answer
    return tuple(reversed(found))


def _of_substance(told: Telling, act: Act) -> bool:
    return len(told.quotation(act).words.split()) >= SUBSTANCE


def _exchange(told: Telling, question: Act) -> Exchange:
    answers = tuple(act for act in told.acts if act.responds_to == question.start and act.label != Label.ASK)
    reply = question.reply or next((act.reply for act in answers if act.reply), None)
    return Exchange(question, answers, reply or (None if answers else Reply.NONE))


def questions(told: Telling) -> Section:
    """Lay out the questions of substance: what was asked, by whom, the answer, and of which kind it is."""
    found = exchanges(told)
    if not found:
        none = Line((Words(silence(told) or "No question of substance is reported."),), Basis.COUNTED)
        return Section("questions", "Questions and how they were answered", (none,))
    rows = tuple(_row(told, one) for one in found[:MOST_QUESTIONS])
    table = Table(("asked", "by → to", "answer", "kind"), rows, len(found) - len(rows), essential=0)
    return Section("questions", "Questions and how they were answered", table=table)


def _row(told: Telling, one: Exchange) -> tuple[tuple[Line, ...], ...]:
    act = one.question
    asked: list[Piece] = [told.quotation(act), Words(" "), told.cite.cite(act.start, act.end)]
    spoken = told.utterance(act.start, act.end)
    to = act.to or (spoken.to if spoken else None) or _the_other(told, act)
    who: list[Piece] = [Words(told.called(told.speaker(act)), Style.STRONG)]
    who += [Words(f" → {told.called(to)}")] if to else []
    answers = tuple(_said(told, answer) for answer in one.answers[:ANSWERS])
    if not answers:
        answers = (Line((Words("nothing in the record answers it", Style.QUIET),), Basis.COUNTED),)
    kind = Line((Words(_kind(one)),), Basis.MACHINE, act.certainty)
    asking = told.line(asked, act.start, act.end, act)
    return (asking,), (Line(tuple(who), Basis.COUNTED),), answers, (kind,)


def _the_other(told: Telling, act: Act) -> str | None:
    """Give the other of two, where only two speak."""
    both = speakers(told.view)
    return next((one for one in both if one != told.speaker(act)), None) if len(both) == 2 else None


def _said(told: Telling, act: Act) -> Line:
    pieces: list[Piece] = [told.quotation(act), Words(" "), told.cite.cite(act.start, act.end)]
    return told.line(pieces, act.start, act.end, act)


def _kind(one: Exchange) -> str:
    return REPLIES[one.reply] if one.reply else "answered"


def how_answered(found: Sequence[Exchange]) -> str:
    """Count the questions and how they were answered: "3 questions of substance: 2 explicit, 1 no answer"."""
    kinds = Counter(_kind(one) for one in found)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return counted(len(found), "question of substance", "questions of substance") + (f": {counts}" if counts else "")


def sides(told: Telling) -> Section:
    """Lay out what each side pressed for, gave, and refused or put off; speakers where no sides are known."""
    parties: dict[str, list[Act]] = {}
    for act in told.acts:
        parties.setdefault(_party(told, act), []).append(act)
    rows = []
    for party, acts in parties.items():
        cells = tuple(_cell(told, acts, labels, by_name=_by_name(told, acts)) for labels in (PRESSED, GAVE, REFUSED))
        if any(cells):
            name = Line((Words(party, Style.STRONG),), Basis.COUNTED)
            rows.append(((name,), *cells))
    title = "What each side pressed, gave, refused"
    if not rows:
        words = silence(told) or "Nobody is found to press for, give or refuse anything."
        none = Line((Words(words),), Basis.COUNTED)
        return Section("sides", title, (none,))
    return Section("sides", title, table=Table(("", "pressed for", "gave", "refused, put off"), tuple(rows)))


def _party(told: Telling, act: Act) -> str:
    name = told.speaker(act)
    return told.side(name) or told.called(name)


def _by_name(told: Telling, acts: Iterable[Act]) -> bool:
    """Whether several people of one side move, so that each line must name its own."""
    return len({told.speaker(act) for act in acts}) > 1


def _cell(told: Telling, acts: Sequence[Act], labels: frozenset[Label], *, by_name: bool) -> tuple[Line, ...]:
    every = [act for act in acts if act.label in labels]
    likely = [act for act in every if act.certainty is None or act.certainty >= LIKELY]
    found = likely or sorted(every, key=lambda act: -(act.certainty or 0.0))[:MOST_UNSURE]
    surest = sorted(found, key=lambda act: -(1.0 if act.certainty is None else act.certainty))[:MOST_IN_A_CELL]
    lines = [_point(told, act, by_name=by_name) for act in sorted(surest, key=lambda act: act.start)]
    if len(found) > len(surest):
        lines.append(Line((Words(f"and {len(found) - len(surest)} more", Style.QUIET),), Basis.COUNTED))
    return tuple(lines)


def _point(told: Telling, act: Act, *, by_name: bool) -> Line:
    pieces: list[Piece] = [Words(told.called(told.speaker(act)) + " ", Style.STRONG)] if by_name else []
    pieces += [told.verb(act), Words(": "), told.quotation(act), Words(" ")]
    return told.line([*pieces, told.cite.cite(act.start, act.end)], act.start, act.end, act)
