"""How passages are cited: by the paragraph's number among those of the document itself, and its page where marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from memcon.archive.viewing import View
from memcon.inquiries.account.page import Citation, Quotation
from memcon.model.moves import Label
from memcon.model.record import Passage, Record, Role, TextClass

CALLED = {
    Role.SOURCE_NOTE: "source note",
    Role.FOOTNOTE: "editors’ note",
    Role.PRESENT: "list of those present",
    Role.PARAGRAPH: "introduction",
    Role.SPEAKER_LABEL: "speaker’s label",
}


@dataclass(frozen=True, slots=True)
class Citing:
    """Numbers for the passages of one record.

    The paragraphs of the document itself are numbered from 1; heading, notes and the like are cited by what they are.
    `siglum` tells several records of one account apart: "A ¶4".
    """

    view: View
    siglum: str = ""
    starts: tuple[int, ...] = field(default=(), repr=False)
    numbers: tuple[int, ...] = field(default=(), repr=False)

    @property
    def record(self) -> Record:
        """The record that is cited."""
        return self.view.record

    def passages(self, start: int, end: int) -> tuple[Passage, ...]:
        """Give the passages that a half-open span touches."""
        first = max(0, bisect_right(self.starts, start) - 1)
        found = []
        for passage in self.record.passages[first:]:
            if passage.start >= max(end, start + 1):
                break
            if passage.end > start:
                found.append(passage)
        return tuple(found)

    def cite(self, start: int, end: int) -> Citation:
        """Cite the passages that a half-open span touches: "¶4", "¶4-6", "heading"."""
        touched = self.passages(start, end)
        at = bisect_right(self.starts, start) - 1
        numbers = [self.numbers[at + step] for step in range(len(touched))] if touched and at >= 0 else []
        counted = [number for number in numbers if number]
        if counted:
            printed = f"¶{counted[0]}" + (f"-{counted[-1]}" if counted[-1] != counted[0] else "")
        else:
            printed = _called(touched[0]) if touched else f"characters {start}-{end}"
        whole = f"{self.siglum} {printed}".strip()
        return Citation(self.record.id, start, end, whole)

    def page(self, start: int) -> str | None:
        """Name the page on which a place stands, where the record marks its pages."""
        pages = [mark.value for mark in self.record.marks if mark.kind == "page" and mark.start <= start and mark.value]
        return pages[-1] if pages else None

    def cite_all(self, spans: Iterable[tuple[int, int]]) -> tuple[Citation, ...]:
        """Cite several spans in order, those in passages that follow each other as one."""
        joined: list[tuple[int, int]] = []
        for start, end in spans:
            if joined and self._follows(joined[-1], start):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(self.cite(start, end) for start, end in joined)

    def _follows(self, before: tuple[int, int], start: int) -> bool:
        """Tell whether a place stands in the passage where a span ends, or in the next one of the document itself."""
        ends = max((at for at, passage in enumerate(self.starts) if passage < before[1]), default=0)
        begins = bisect_right(self.starts, start) - 1
        return start >= before[0] and not any(self.numbers[at] for at in range(ends + 1, begins))

    def quote(
        self, start: int, end: int, words: str | None = None, speaker: str | None = None, label: Label | None = None
    ) -> Quotation:
        """Quote words of a span: the whole of it, or those given."""
        shown = " ".join(self.record.text[start:end].split()) if words is None else words
        return Quotation(self.record.id, start, end, shown, speaker, label)


def citing(view: View, siglum: str = "") -> Citing:
    """Number the passages of a record."""
    numbers, count = [], 0
    for passage in view.record.passages:
        body = passage.text_class == TextClass.BODY and passage.role != Role.SPEAKER_LABEL
        count += body
        numbers.append(count if body else 0)
    return Citing(view, siglum, tuple(one.start for one in view.record.passages), tuple(numbers))


def _called(passage: Passage) -> str:
    if passage.role == Role.PARAGRAPH and passage.text_class == TextClass.EDITORS:
        return "editors’ words"
    return CALLED.get(passage.role, passage.role.value.replace("_", " "))


def lettered(views: Sequence[View]) -> tuple[Citing, ...]:
    """Number the passages of several records, told apart by letters: A, B, C ..., and AA after Z."""
    if len(views) == 1:
        return (citing(views[0]),)
    return tuple(citing(view, _letters(at)) for at, view in enumerate(views))


def _letters(at: int) -> str:
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
