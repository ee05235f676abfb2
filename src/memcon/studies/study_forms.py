"""A study as a file to write from: Markdown, CSV, JSON lines; each passage with its citation."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict

from memcon.model.errors import MemconError
from memcon.model.spreadsheet import safe
from memcon.studies.forms.markdown import escaped
from memcon.studies.study import Passage, StudyPage

COLUMNS = ("number", "words", "note", "speaker", "to", "act", "issue", "date", "title", "printed", "page", "citation",
           "record", "start", "end", "certainty", "by", "at", "why")  # fmt: skip
UNPLACED = "unplaced"


def markdown(study: StudyPage) -> str:
    """Write Markdown: a heading, then for each passage its words as a quotation, its citation, its note."""
    parts = [f"# {escaped(study.title)}"]
    for number, one in enumerate(study.passages, 1):
        parts.append(f"## {number}. {_head(one)}")
        parts.append("> " + " ".join(escaped(one.words).split()))
        cited = "\n".join(f"    {line}" for line in one.citation.splitlines()) if "\n" in one.citation else ""
        parts.append(cited or escaped(one.citation))
        if one.why:
            parts.append(f"*{UNPLACED}: {escaped(one.why)}*")
        parts += [_paragraph(part) for part in one.note.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return "\n\n".join(parts) + "\n"


def table(study: StudyPage) -> str:
    """Write CSV: a line a passage, columns COLUMNS; unknown is empty."""
    page = io.StringIO()
    writer = csv.DictWriter(page, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_row, _numbered(study)))
    return page.getvalue()


def lines(study: StudyPage) -> str:
    """Write JSON lines: an object a passage."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in _numbered(study))


WRITTEN: Mapping[str, tuple[Callable[[StudyPage], str], str, str]] = {  # the function, how files end, their kind
    "markdown": (markdown, ".md", "text/markdown"),
    "csv": (table, ".csv", "text/csv"),
    "jsonl": (lines, ".jsonl", "application/jsonl"),
}


def written(study: StudyPage, form: str) -> str:
    """Write a study in a form: "markdown", "csv" or "jsonl".

    Raises:
        MemconError: there is no such form.
    """
    if form not in WRITTEN:
        raise MemconError(f"{form}: there is no such form. Choose one of: {', '.join(WRITTEN)}.")
    return WRITTEN[form][0](study)


def _numbered(study: StudyPage) -> list[dict[str, object]]:
    held = [{"number": number, **asdict(one)} for number, one in enumerate(study.passages, 1)]
    return [{name: one[name] for name in COLUMNS} for one in held]


def _row(one: Mapping[str, object]) -> dict[str, object]:
    """Give a row whose words no spreadsheet takes for a formula."""
    return {name: safe(value) for name, value in one.items()}


def _head(one: Passage) -> str:
    known = [one.date or "undated", one.speaker, one.act]
    return ", ".join(escaped(word) for word in known if word)


def _paragraph(words: str) -> str:
    """Write a paragraph of a note; what stands at its head cannot become a heading or a list."""
    plain = escaped(words).strip()
    return "\\" + plain if plain[:1] in ("#", "+", "-", "=") else plain
