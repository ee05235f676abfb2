"""Where the paper lies: read a printed archival citation, and find a document's own one in its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from memcon.analysis.describe.citations_houses import read_house
from memcon.analysis.describe.citations_other import (
    read_australian,
    read_bracketed,
    read_british,
    read_continental,
    read_newspaper,
)
from memcon.analysis.describe.citations_ru import names_archive, read_russian
from memcon.analysis.describe.citations_us import read_american, read_frus
from memcon.model.description import ArchivalCitation

LONGEST: Final = 700  # letters of a paragraph that are read: a citation with its note is shorter
OPENING_PARAGRAPHS: Final = 6  # where="start": the source note stands above the title or below it
CLOSING_PARAGRAPHS: Final = 12  # where="end": paragraphs of text, editors' notes not counted, looked through from below
CLOSING_LINES: Final = 400  # lines looked through from below, notes and all

# Words that editors print before the citation, with the number of the note it stands in (FRUS since 1955, CWIHP).
_SAID: Final = re.compile(
    r"(?:(?:\[?\d{1,3}\]?[.)]?|[*†•-])\s{0,3})?\[?"
    r"(?:Sources?|Archival\s(?:source|reference|citation)|Archive\sreference|Printed\sfrom|Held\sin|Источник|Архив(?:ный\sшифр)?"
    r"|Печатается\sпо|Печ\.\sпо(?:\sарх)?|Хранится(?:\sв)?|Опубликовано\sпо)\s?[:.]\s{0,3}",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(r"[\s_*>(\u200b\ufeff]{0,12}(?:\d{1,4}(?=[A-ZА-ЯЁ]{2}))?")  # mark-up, page number: "82RGANI"
_LEGEND_BEFORE: Final = re.compile(
    r"(?:(?:Подлинник|Копия|Заверенная|Машинопис|Рукопис|Автограф|Незаверенная|Отпуск|Original|Copy|Typewritten)[^.\n]{0,50}\.\s+){1,3}"
)
_NOTE_LINE: Final = re.compile(r"\s{0,8}(?:[*†•‡-]\s{0,3})?(?:\[?\d{1,3}\]?[.)]?\s|[*†‡¹²³⁴-⁹]|_+\s*$|\d{1,4}\s*$)")
_SET_OFF: Final = re.compile(r"^[ \t_*]{0,8}(?=\[[A-Z]{2,5}(?:\s?:|\s\d))", re.MULTILINE)
_INLINE: Final = re.compile(
    r"(?<=[.!?)\s])\(?(?P<cited>(?:[A-ZА-ЯЁ][A-Za-zА-Яа-яё]{0,4}\s?){1,4}[.,]?\s{1,2}(?:Ф|ф|F|f)\.\s?[^\n]{8,160})$"
)
_SEE: Final = re.compile(r"\b(?:см|see|ср|cf)\b[^\n]{0,40}$", re.IGNORECASE)
_READERS: Final[tuple[Callable[[str], ArchivalCitation | None], ...]] = (
    read_bracketed,
    read_house,
    read_russian,
    read_frus,
    read_british,
    read_australian,
    read_continental,
    read_newspaper,
    read_american,
)


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A citation and the half-open span of its `raw` words in the text, in code points."""

    start: int
    end: int
    citation: ArchivalCitation


def read_citation(printed: str) -> ArchivalCitation | None:
    """Read one printed citation.

    `raw` is the citation as printed, without the words before it ("Source:") and the note after it ("Original.
    Typewritten text.", "Telegram"), which goes into `note`. Only the first 700 letters are read.

    Returns:
        The citation taken apart, or None when no known system fits. Never raises.
    """
    at, before = _opening(printed[:LONGEST], 0)
    citation = _read_at(printed[at : at + LONGEST])
    if citation is None:
        return None
    note = " ".join(words for words in (before, citation.note) if words)
    return replace(citation, note=note or None)


def find_citation(text: str, *, where: Literal["start", "end"] = "end") -> FoundCitation | None:
    """Find the document's own archival citation: the one that stands as a paragraph of its own.

    At the end, notes of the editors are passed over, and citations inside them or in the running text are not taken.
    A citation in square brackets is found however many notes follow; where an attachment brings its own, the first is
    the document's. Of paragraphs that follow each other an archive goes before a newspaper, then the first one.

    Args:
        text: one document, paragraphs parted by line breaks.
        where: "start" reads the first paragraphs, as FRUS prints its source above the document; "end" the last ones.

    Returns:
        The citation with its span, or None.
    """
    if where == "start":
        return next((found for found in (_in_line(text, *span) for span in _opening_lines(text)) if found), None)
    return _set_off(text) or _closing(text) or _inline(text)


def _read_at(words: str) -> ArchivalCitation | None:
    for read in _READERS:
        citation = read(words)
        if citation is not None:
            raw = citation.raw.rstrip()
            note = citation.note or _note_after(words[len(raw) :])
            return replace(citation, raw=raw, note=note)
    return None


def _note_after(words: str) -> str | None:
    return words.rstrip(" \t\n,;:_*)]").lstrip(" \t\n.,;:_*)]") or None


def _opening(text: str, at: int) -> tuple[int, str | None]:
    """Pass over mark-up, a glued page number, "Source:" and a legend printed before; give the legend."""
    glued = _GLUED.match(text, at)
    at = glued.end() if glued else at
    said = _SAID.match(text, at)
    at = said.end() if said else at
    legend = _LEGEND_BEFORE.match(text, at)
    return (legend.end(), legend.group().strip()) if legend else (at, None)


def _opening_lines(text: str) -> Iterator[tuple[int, int]]:
    at, seen = 0, 0
    while seen < OPENING_PARAGRAPHS and at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at : min(end, at + LONGEST)].strip():
            seen += 1
            yield at, end
        at = end + 1


def _closing_lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines from the last upwards, editors' notes not counted, blank ones left out."""
    end, seen = len(text), 0
    for _ in range(CLOSING_LINES):
        if end < 0 or seen >= CLOSING_PARAGRAPHS:
            return
        at = text.rfind("\n", 0, end) + 1
        if text[at : min(end, at + LONGEST)].strip():
            seen += not _NOTE_LINE.match(text, at, end)
            yield at, end
        end = at - 1


def _in_line(text: str, at: int, end: int) -> FoundCitation | None:
    """Read the citation a line consists of; a Russian one that is broken off goes on in the next line."""
    line = text[at : min(end, at + LONGEST)]
    inside, before = _opening(line, 0)
    words = line[inside:]
    citation = _own(words, line)
    if citation is not None and citation.system == "ru" and citation.leaves is None:
        longer = _read_at(text[at + inside : at + inside + LONGEST].partition("\n\n")[0])
        citation = longer if longer and longer.leaves else citation
    if citation is None:
        return None
    note = " ".join(part for part in (before, citation.note) if part)
    start = at + inside
    return FoundCitation(start, start + len(citation.raw), replace(citation, note=note or None))


def _own(words: str, line: str) -> ArchivalCitation | None:
    """Read the words at the beginning of a line unless the line is an editors' note or runs on as text."""
    if not words or (_NOTE_LINE.match(line) and not _begins_as_citation(words, line)):
        return None
    citation = _read_at(words)
    if citation is None:
        return None
    rest = words[len(citation.raw) :].lstrip(" .,;:)]_*")
    runs_on = rest[:1].islower() and not rest.startswith(("копия", "подлинник", "copy", "original"))
    if citation.system == "ru":
        return citation if not runs_on and (citation.archive is None or names_archive(citation.archive)) else None
    return None if runs_on or len(rest) > 400 else citation


def _begins_as_citation(words: str, line: str) -> bool:
    """A line that begins with a number or an asterisk is a citation after "Source:", in brackets or by file number."""
    return bool(_SAID.match(line.lstrip())) or words.startswith("[") or line.lstrip()[:3].isdigit()


def _set_off(text: str) -> FoundCitation | None:
    """Find the first paragraph that is a citation in square brackets."""
    for opening in _SET_OFF.finditer(text):
        words = text[opening.end() : opening.end() + LONGEST].partition("\n")[0]
        citation = _read_at(words)
        if citation is not None:
            return FoundCitation(opening.end(), opening.end() + len(citation.raw), citation)
    return None


def _closing(text: str) -> FoundCitation | None:
    group: list[FoundCitation] = []
    for at, end in _closing_lines(text):
        found = _in_line(text, at, end)
        if found is not None:
            group.append(found)
        elif group:
            break
    group.reverse()
    archival = [found for found in group if found.citation.system not in ("newspaper", "frus")]
    return next(iter(archival or group), None)


def _inline(text: str) -> FoundCitation | None:
    """Find a Russian citation that closes the last paragraph of the text itself."""
    last = next((span for span in _closing_lines(text) if not _NOTE_LINE.match(text, *span)), None)
    if last is None:
        return None
    from_ = max(last[0], last[1] - 220)
    found = _INLINE.search(text, from_, last[1])
    if found is None or _SEE.search(text, from_, found.start()):
        return None
    citation = _read_at(found["cited"])
    if citation is None or citation.system != "ru" or citation.delo is None:
        return None
    return FoundCitation(found.start("cited"), found.start("cited") + len(citation.raw), citation)
