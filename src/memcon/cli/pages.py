"""Pages for the terminal: a record, and an account of a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from memcon.archive.archive import View
from memcon.model.dates import HistoricalDate
from memcon.model.description import ArchivalCitation, Part, Participant
from memcon.model.record import Passage, Role, TextClass

QUOTED = 100  # characters of evidence shown
FIRST = 3  # passages of the beginning shown
LONG = 600  # characters of each
HEAD = ("title", "date", "place", "present", "classification", "number")  # parts that a document's head gives
TOP = 3000  # characters within which evidence belongs to the head
ORDER = {"in talk": 0, "others": 2}  # before and after the sides that are named
CALLED = {
    "ru": "Russian system",
    "nara": "US National Archives",
    "naa": "National Archives of Australia",
    "tna": "The National Archives, London",
    "frus": "Foreign Relations of the United States",
}


def head(view: View, *, evidence: str = "shown") -> Group:
    """Lay out what is known of a record, each line of it where it is known.

    Args:
        view: the record.
        evidence: "shown" to quote the words that each part rests on, or "left out".
    """
    known = view.description
    lines = (
        ("form", _form(view)), ("date", _date(known.date)), ("place", known.place), ("drafter", known.drafter),
        ("interpreter", known.interpreter), ("classification", known.classification),
        ("citation", _citation(known.citation)),
        ("number", known.number), ("language", known.language), ("source", _source(view)), ("address", known.address),
        ("record", view.record.id),
    )  # fmt: skip
    parts: list[RenderableType] = [Text(known.title or view.record.id, style="bold")]
    parts.append(columns((Text(name, style="dim"), Text(words)) for name, words in lines if words))
    if known.present:
        parts += [Text("\nThose present", style="bold"), columns(_present(known.present))]
    if known.evidence and evidence == "shown":
        parts += [Text("\nOn these words it rests", style="bold"), columns(_evidence(view))]
    return Group(*parts)


def columns(rows: Iterable[Sequence[Text]]) -> Table:
    """Lay rows out in columns: the first as wide as it must be, the last with the rest of the page."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for row in rows:
        while len(grid.columns) < len(row):
            grid.add_column(overflow="fold")
        grid.add_row(*row)
    return grid


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


def _present(present: Sequence[Participant]) -> Iterator[tuple[Text, Text]]:
    """Give those present: the parties first, then side by side in the order sides are named, then everybody else."""
    groups = sorted(dict.fromkeys(map(_group, present)), key=lambda group: ORDER.get(group[0], 1))
    for group in groups:
        label = group[0] if len(groups) > 1 else group[1]
        for one in present:
            if _group(one) == group:
                role = None if one.role == Part.PRESENT else one.role.value
                more = ", ".join(part for part in (one.office, role) if part)
                yield Text(label, style="dim"), Text(f"{one.name} ({more})" if more else one.name)
                label = ""


def _group(one: Participant) -> tuple[str, str]:
    """Say under which word somebody stands where there are several, and under which where it is the only one."""
    if one.side:
        return one.side, one.side
    return ("in talk", "") if one.role == Part.SPEAKER else ("others", "")


def _evidence(view: View) -> Iterator[tuple[Text, Text, Text]]:
    for one in view.description.evidence:
        words = " ".join(view.record.text[one.start : one.end].split())
        quoted = f"“{words[:QUOTED]}{'…' if len(words) > QUOTED else ''}”"
        yield Text(one.part, style="dim"), Text(quoted), Text(one.reason, style="dim")


def beginning(view: View) -> Text:
    """Give the first passages after the document's head."""
    after = max((one.end for one in view.description.evidence if one.part in HEAD and one.start < TOP), default=0)
    body = [passage for passage in view.record.passages if passage.text_class == TextClass.BODY]
    begun = [passage for passage in body if passage.start >= after] or body
    page = Text("")
    for passage in begun[:FIRST]:
        words = view.record.words(passage)
        page.append("\n").append(_spoken(passage)).append(words[:LONG] + ("…" if len(words) > LONG else "") + "\n")
    if len(begun) > FIRST:
        page.append(f"\n… and {len(begun) - FIRST} more passages\n", style="dim")
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
