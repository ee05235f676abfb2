"""The head of an account: when and where, what paper, whose hand, where it lies; and those present, by side."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.inquiries.account.page import Basis, Line, Piece, Section, Style, Words
from memcon.inquiries.account.phrases import LANGUAGES
from memcon.inquiries.account.telling import Telling
from memcon.inquiries.speaking import speakers
from memcon.model.description import Description, Part, Participant

MOST_PRESENT = 40  # names listed; the rest is counted
LONGEST_TITLE = 400  # characters of a title


def title(told: Telling) -> str:
    """Give the title, blanks made single, cut where it is very long."""
    whole = " ".join((told.view.description.title or told.view.record.id).split())
    return whole if len(whole) <= LONGEST_TITLE else whole[:LONGEST_TITLE].rpartition(" ")[0] + " …"


def head(told: Telling) -> tuple[Line, ...]:
    """Say when and where, what paper it is and whose hand, and where it lies."""
    known = told.view.description
    lines = [_line(told, _when_and_where(known), "date", "place")]
    lines.append(_line(told, _paper(told), "form", "drafter", "interpreter"))
    lines.append(_line(told, _lies(told), "citation"))
    return tuple(line for line in lines if line)


def _line(told: Telling, words: str, *parts: str) -> Line | None:
    """Make a line of what is known, with the passages it rests on."""
    if not words:
        return None
    resting = [one for one in told.view.description.evidence if one.part in parts]
    pieces: list[Piece] = [Words(words)]
    cited = dict.fromkeys(told.cite.cite(one.start, one.end).printed for one in resting)
    for one in resting:
        citation = told.cite.cite(one.start, one.end)
        if citation.printed in cited:
            del cited[citation.printed]
            pieces += [Words(" ("), citation, Words(")")]
    return Line(tuple(pieces), Basis.MACHINE if resting else Basis.SOURCE)


def _when_and_where(known: Description) -> str:
    date = known.date
    when = "date not known"
    if date is not None:
        sure = "" if date.certainty == "stated" else f", {date.certainty}"
        calendar = "" if date.calendar == "gregorian" else f", {date.calendar} calendar"
        when = date.printed if not (sure or calendar) else f"{date.printed} ({date.edtf}{sure}{calendar})"
    return ", ".join(part for part in (known.place, when) if part)


def _paper(told: Telling) -> str:
    known = told.view.description
    parts = [
        known.form.value.replace("_", " ") if known.form else "form not known",
        f"number {known.number}" if known.number else None,
        f"drafted by {known.drafter}" if known.drafter else "drafter not named",
        f"interpreter {known.interpreter}" if known.interpreter else None,
        known.classification,
        f"in {LANGUAGES.get(known.language, known.language)}" if known.language else None,
    ]
    return _sentence(" · ".join(part for part in parts if part))


def _lies(told: Telling) -> str:
    known, source = told.view.description, told.view.source
    named = source.collection if source and source.collection else told.view.record.source_name
    parts = [
        known.citation.raw if known.citation else None,
        source.citation if source else None,
        named,
        known.address,
        f"record {told.view.record.id}",
    ]
    return " · ".join(" ".join(part.split()) for part in parts if part)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def present(told: Telling) -> Section:
    """List those present by side, with office and part, and who is reported to speak."""
    everyone = told.view.description.present
    shown, spoken = everyone[:MOST_PRESENT], set(speakers(told.view))
    sides = sorted(dict.fromkeys(told.side(one.name) for one in shown), key=lambda side: side is None)
    lines = [
        _side(told, side, [one for one in shown if told.side(one.name) == side], spoken, alone=len(sides) == 1)
        for side in sides
    ]
    if not everyone:
        lines = [Line((Words("Nobody is named as present."),), Basis.COUNTED)]
    return Section("present", "Present", tuple(lines), more=len(everyone) - len(shown))


def _side(told: Telling, side: str | None, those: list[Participant], spoken: set[str], *, alone: bool) -> Line:
    label = side or ("" if alone else "Side not given")
    pieces: list[Piece] = [Words(f"{label}: ", Style.QUIET)] if label else []
    for at, one in enumerate(those):
        pieces += [Words(", ")] if at else []
        pieces += [Words(one.name, Style.STRONG if one.name in spoken else Style.PLAIN)]
        more = ", ".join(_of(one, speaks=one.name in spoken))
        pieces += [Words(f" ({more})", Style.QUIET)] if more else []
    return Line(tuple(pieces), Basis.SOURCE if told.view.record.stated.present else Basis.MACHINE)


def _of(one: Participant, *, speaks: bool) -> Iterator[str]:
    if one.office and one.office.casefold() != one.name.casefold():
        yield " ".join(one.office.split())
    if one.role in (Part.INTERPRETER, Part.DRAFTER):
        yield one.role.value
    if speaks:
        yield "speaks"
