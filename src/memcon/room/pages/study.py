"""A study: passages put together with notes, in an order of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.archive import baskets
from memcon.model.errors import ArchiveError
from memcon.room.page import Asked, Page
from memcon.room.reading import Reading
from memcon.room.studying import page_of
from memcon.studies.citation import styles
from memcon.studies.study import CITED, Passage, StudyPage
from memcon.studies.study_forms import WRITTEN


@dataclass(frozen=True, slots=True)
class Shelved:
    """A study in the list; `passages` is None where its file cannot be read."""

    name: str
    title: str
    passages: int | None


@dataclass(frozen=True, slots=True)
class StudyContent:
    """All that the page of a study shows; `gone` is the passage that was taken out a moment ago."""

    title: str
    study: StudyPage
    studies: tuple[Shelved, ...]
    styles: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]
    gone: Passage | None


def content(asked: Asked) -> StudyContent:
    """Give a study.

    Raises:
        NotFound: there is none of that name.
        ArchiveError: its file cannot be read.
    """
    reading = asked.reading
    study = page_of(reading, asked.parts.get("name", baskets.FIRST), asked.word("style") or CITED)
    gone = next((one for one in study.removed if one.id == asked.word("gone")), None)
    title = asked.words("study.first") if study.title == baskets.FIRST else study.title
    known = tuple((one.name, one.title) for one in styles())
    return StudyContent(title, study, tuple(_shelved(reading, asked)), known, tuple(WRITTEN), gone)


def _shelved(reading: Reading, asked: Asked) -> Iterable[Shelved]:
    folder = reading.archive.folder
    for name in dict.fromkeys((baskets.FIRST, *baskets.names(folder))):
        try:
            held = baskets.kept(folder, name)
        except ArchiveError:
            yield Shelved(name, name, None)
        else:
            title = asked.words("study.first") if held.title == baskets.FIRST else held.title
            yield Shelved(name, title, len(held.passages))


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    folder = reading.archive.folder
    return ({"name": name} for name in dict.fromkeys((baskets.FIRST, *baskets.names(folder))))


PAGE = Page("study", "/study/{name}", content, every=_every)
