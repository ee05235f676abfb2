"""The forms a comparison can be written in, by the names that are asked for."""

from __future__ import annotations

from pathlib import Path

from memcon.archive.writing import write_words
from memcon.inquiries.compare.comparison import Comparison
from memcon.model.errors import MemconError
from memcon.studies.comparison.html import html
from memcon.studies.comparison.markdown import markdown
from memcon.studies.comparison.tables import comma, jsonl

FORMS = {"markdown": markdown, "html": html, "jsonl": jsonl, "csv": comma}


def written(found: Comparison, form: str) -> str:
    """Write a comparison in one of the forms: "markdown", "html", "jsonl", "csv".

    Raises:
        MemconError: there is no such form.
    """
    if form not in FORMS:
        raise MemconError(f"{form}: there is no such form. Choose one of: {', '.join(FORMS)}.")
    return FORMS[form](found)


def write(found: Comparison, form: str, to: str | Path) -> Path:
    """Write a comparison to a file, in place of what stood there; other files are left alone."""
    path = Path(to)
    write_words(path, written(found, form))
    return path
