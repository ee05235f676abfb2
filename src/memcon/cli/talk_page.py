"""A page for the terminal: who says what in a record."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text

from memcon.archive.archive import View
from memcon.cli.pages import columns
from memcon.model.findings import Mode, Utterance

FIRST = 10  # utterances shown where the whole talk is not asked for
DOUBTFUL = 0.7  # certainty below which an attribution is marked with a question mark
STYLES = {Mode.DIRECT: "", Mode.REPORTED: "", Mode.NARRATED: "italic"}


def talk(view: View, *, limit: int | None = FIRST, reasons: str = "left out") -> Group:
    """Lay out the talk, each speaker's name where somebody else begins.

    Args:
        view: the record.
        limit: how many utterances at most; None for all.
        reasons: "shown" to give under each utterance why it is that speaker's, and how certain that is.
    """
    shown = view.utterances[:limit]
    left = len(view.utterances) - len(shown)
    more = [Text(f"\n… and {left} more utterances", style="dim")] if left else []
    doubtful = sum(_doubtful(one) for one in view.utterances)
    counted = f"{len(view.utterances)} utterances, {doubtful} of them doubtful (marked ?)"
    rows = columns(_rows(view, shown, reasons))
    return Group(Text("\nWho says what", style="bold"), rows, *more, Text(counted, style="dim"))


def _rows(view: View, shown: tuple[Utterance, ...], reasons: str) -> Iterator[tuple[Text, Text]]:
    before: str | None = None
    for one in shown:
        name = (one.speaker_name or "unknown") + ("?" if _doubtful(one) else "")
        words = Text(" ".join(view.record.text[one.start:one.end].split()), style=STYLES[one.mode])
        if reasons == "shown":
            sure = f", {one.certainty:.0%} sure" if one.certainty is not None else ""
            words.append(f"\n{one.mode.value}{sure}: {one.reason}", style="dim not italic")
        yield Text(name if name != before else "", style="bold"), words
        before = name


def _doubtful(one: Utterance) -> bool:
    return one.certainty is not None and one.certainty < DOUBTFUL
