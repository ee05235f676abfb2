"""Pages for the terminal: a record, and an account of a conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from memcon.archive.archive import View
from memcon.model.dates import HistoricalDate
from memcon.model.description import ArchivalCitation, Evidence, Part, Participant
from memcon.model.record import Passage, Role, TextClass

QUOTED = 100  # characters of evidence shown
FIRST = 3  # passages of the beginning shown
LONG = 600  # characters of each
CALLED = {
    "ru": "Russian system",
    "nara": "US National Archives",
    "naa": "National Archives of Australia",
    "tna": "The National Archives, London",
    "frus": "Foreign Relations of the United States",
}


def head(view: View) -> Text:
    """Lay out what is known of a record, each line of it where it is known."""
    known = view.description
    page = Text(known.title or view.record.id, style="bold")
    page.append("\n")
    lines = (
        ("form", _form(view)),
        ("date", _date(known.date)),
        ("place", known.place),
        ("drafter", known.drafter),
        ("interpreter", known.interpreter),
        ("classification", known.classification),
        ("citation", _citation(known.citation)),
        ("number", known.number),
        ("language", known.language),
        ("source", _source(view)),
        ("address", known.address),
        ("record", view.record.id),
    )
    for name, words in lines:
        if words:
            page.append(f"{name:<15}", style="dim").append(f"{words}\n")
    for line in _present(known.present):
        page.append(line + "\n")
    for line in _evidence(view):
        page.append(line + "\n", style="dim")
    return page


def _form(view: View) -> str | None:
    known = view.description
    talk = {True: "reports talk", False: "reports no talk", None: None}[known.reports_talk]
    sure = (
        f" ({known.certainty:.0%} sure: {known.reason})"
        if talk and known.certainty is not None and known.reason
        else ""
    )
    form = known.form.value.replace("_", " ") if known.form else None
    return "; ".join(part for part in (form, f"{talk}{sure}" if talk else None) if part) or None


def _date(date: HistoricalDate | None) -> str | None:
    if date is None:
        return None
    more = [
        date.edtf,
        *([date.certainty] if date.certainty != "stated" else []),
        *([date.calendar] if date.calendar != "gregorian" else []),
    ]
    return f"{date.printed} ({', '.join(more)})" if date.printed != date.edtf else ", ".join(more)


def _citation(citation: ArchivalCitation | None) -> str | None:
    if citation is None:
        return None
    system = CALLED.get(citation.system)
    return f"{citation.raw} [{system}]" if system else citation.raw


def _source(view: View) -> str:
    source = view.source
    more = [part for part in (source.collection, source.rights) if part] if source else []
    return view.record.source_name + (f" ({'; '.join(more)})" if more else "")


def _present(present: Sequence[Participant]) -> Iterator[str]:
    """Give those present, side by side, in the order the sides are first named; those of no named side last."""
    if not present:
        return
    yield "\nThose present"
    sides: list[str | None] = sorted(dict.fromkeys(one.side for one in present), key=lambda side: side is None)
    ordered = sorted(present, key=lambda one: sides.index(one.side))
    for side, people in groupby(ordered, key=lambda one: one.side):
        indent = "  "
        if side or len(sides) > 1:
            yield f"  {side or 'side not given'}:"
            indent = "    "
        for one in people:
            more = ", ".join(
                part for part in (one.office, None if one.role == Part.PRESENT else one.role.value) if part
            )
            yield f"{indent}{one.name}" + (f" ({more})" if more else "")


def _evidence(view: View) -> Iterator[str]:
    if view.description.evidence:
        yield "\nOn these words it rests"
    for one in view.description.evidence:
        yield f"  {one.part:<13} {_quoted(view, one)}  {one.reason}"


def _quoted(view: View, one: Evidence) -> str:
    words = " ".join(view.record.text[one.start : one.end].split())
    return f"“{words[:QUOTED]}{'…' if len(words) > QUOTED else ''}”"


def beginning(view: View) -> Text:
    """Give the first passages of the document itself."""
    body = [passage for passage in view.record.passages if passage.text_class == TextClass.BODY]
    page = Text("")
    for passage in body[:FIRST]:
        words = view.record.words(passage)
        page.append("\n").append(_spoken(passage)).append(words[:LONG] + ("…" if len(words) > LONG else "") + "\n")
    if len(body) > FIRST:
        page.append(f"\n… and {len(body) - FIRST} more passages\n", style="dim")
    return page


def text(view: View) -> Text:
    """Give the whole text: the frame dimmed, the editors' words in brackets and marked."""
    page = Text("")
    for passage in view.record.passages:
        words = view.record.words(passage)
        page.append("\n")
        if passage.text_class == TextClass.EDITORS:
            page.append(f"[{passage.role.value.replace('_', ' ')}: {words}]\n", style="italic yellow")
        elif passage.text_class == TextClass.FRAME:
            page.append(words + "\n", style="dim")
        else:
            page.append(_spoken(passage)).append(words + "\n")
    return page


def _spoken(passage: Passage) -> Text:
    voice = passage.voice
    named = voice is not None and voice.speaker and passage.role != Role.SPEAKER_LABEL
    return Text(f"{voice.speaker}: " if voice and named else "", style="bold")
