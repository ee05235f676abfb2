"""The strand of talk: its sentences in order, each with where it stands and whose it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.utterances.sentences import sentences
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Label
from memcon.model.record import Passage, Record, Role, TextClass


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of talk; it has several spans where a page or a footnote breaks it."""

    spans: tuple[tuple[int, int], ...]
    text: str
    paragraph: int  # place of its passage among the record's
    opens: bool  # it is the first sentence of talk in its paragraph
    number: str | None  # the paragraph's own printed number
    heading: int  # place of the heading it stands under, -1 where there is none
    speaker: str | None
    label: Label | None = None


def strand(record: Record, utterances: Sequence[Utterance], acts: Sequence[Act]) -> list[Said]:
    """Give the sentences of talk in order."""
    labels = {act.start: act.label for act in acts if act.rank == "first"}
    starts = [passage.start for passage in record.passages]
    headings = _headings(record)
    found: list[Said] = []
    for one, start, end in _pieces(record, utterances, starts):
        place = max(0, bisect_right(starts, start) - 1)
        passage = record.passages[place] if record.passages else Passage(0, len(record.text))
        text = record.text[start:end]
        if found and found[-1].paragraph != place and text[:1].islower() and one.speaker_name == found[-1].speaker:
            last = found[-1]
            found[-1] = Said(
                (*last.spans, (start, end)), f"{last.text} {text}", place, last.opens, last.number, last.heading,
                last.speaker, last.label,
            )  # fmt: skip
            continue
        opens = not found or found[-1].paragraph != place
        found.append(
            Said(((start, end),), text, place, opens, passage.number, headings[place] if headings else -1,
                 one.speaker_name, labels.get(start))
        )  # fmt: skip
    return found


def _pieces(
    record: Record, utterances: Sequence[Utterance], starts: Sequence[int]
) -> Iterator[tuple[Utterance, int, int]]:
    """Cut utterances that are whole turns into sentences; others are sentences already."""
    for one in utterances:
        place = bisect_right(starts, one.start) - 1
        passage = record.passages[place] if place >= 0 else None
        if passage is not None and passage.voice is not None and passage.start == one.start:
            for start, end in sentences(record.text[one.start:one.end]):
                yield one, one.start + start, one.start + end
        else:
            yield one, one.start, one.end


def _headings(record: Record) -> list[int]:
    """Say for each passage under which heading inside the talk it stands."""
    found, current, begun = [], -1, False
    for place, passage in enumerate(record.passages):
        begun = begun or (passage.text_class == TextClass.BODY and passage.role != Role.HEADING)
        if passage.role in (Role.HEADING, Role.AGENDA) and begun:
            current = place
        found.append(current)
    return found
