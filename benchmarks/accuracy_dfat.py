"""Four volumes of Documents on Australian Foreign Policy, read with the head of named fields hidden."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measuring import table
from benchmarks.reading import CORPORA, Known, counted, described
from memcon.model.description import Description, Form

HEAD_OF_FIELDS = re.compile(r"\A---\n(.*?)\n---[ \t]*\n", re.DOTALL)
# What the edition's file names begin with, and the form it means; "minute" is a note inside a department.
FORMS = {
    "record-of-conversation": {Form.RECORD_OF_CONVERSATION}, "note-of-conversation": {Form.RECORD_OF_CONVERSATION},
    "cablegram": {Form.TELEGRAM}, "letter": {Form.LETTER}, "memorandum": {Form.MEMORANDUM}, "report": {Form.REPORT},
    "minutes-of": {Form.MINUTES}, "note-verbale": {Form.NOTE}, "statement": {Form.STATEMENT}, "message": {Form.MESSAGE},
    "press-release": {Form.PRESS_REPORT, Form.STATEMENT}, "extract-from-": set(),
}
COLUMNS = ("date given", "date right", "series right", "form right")


def section() -> str:
    """Measure, and write the section."""
    judged = [(_volume(folder), judge(folder)) for folder in sorted((CORPORA / "dfat").iterdir()) if folder.is_dir()]
    whole: Counter[str] = sum((count for _, count in judged), Counter())
    lines = [_row(name, count) for name, count in [*judged, ("**all**", whole)]]
    return f"{HEAD}\n\n{table(HEADS, lines)}"


HEAD = """## Four Australian volumes (1949-83)

Markdown from the web edition, the head of named fields cut off before reading, so that everything must come from
the page itself. Date: the editors' `doc_date`. Series: the archival series of the editors' reference (A1838),
against the series in the citation that memcon found on the page. Form: read with the head, against the word with
which the edition's file name begins ("record-of-conversation-by-..."), for the file names whose word has one
meaning; title and file name say the same in two ways, so this checks little more than the list of words."""
HEADS = ("volume", "documents", "date: given", "date: right, of those given", "date: right, of all", "archival series",
         "form")


def _volume(folder: Path) -> str:
    return " ".join(folder.name.split("-")[:2])


def judge(folder: Path) -> Counter[str]:
    """Compare every document of a volume with its head of named fields."""
    count: Counter[str] = Counter()
    for path in sorted(folder.glob("*.md")):
        text = path.read_text("utf-8")
        head = HEAD_OF_FIELDS.match(text)
        if head is None:
            continue
        fields = yaml.load(head[1], Loader=yaml.BaseLoader)
        hidden = _first(list(described(path, path.name, text[head.end():].encode())))
        count["documents"] += 1
        count.update(judged_date(fields, hidden))
        count.update(judged_series(fields, hidden))
        count.update(judged_form(path.stem, _first(list(described(path)))))
    return count


def _first(found: list[Known]) -> Description:
    return found[0].about if found else Description()


def judged_date(fields: dict[str, Any], found: Description) -> Counter[str]:
    """Compare the date; a document without one in its head is not counted."""
    wanted = fields.get("doc_date")
    if not wanted:
        return Counter()
    told = found.date.edtf if found.date else None
    return Counter({"dated": 1, "date given": int(told is not None), "date right": int(told == wanted)})


def judged_series(fields: dict[str, Any], found: Description) -> Counter[str]:
    """Compare the archival series; "A1838/283" counts as A1838."""
    references = fields.get("naa_refs") or []
    wanted = {one.get("naa_series") for one in references if isinstance(one, dict)} - {None, ""}
    if not wanted:
        return Counter()
    told = found.citation.series if found.citation else None
    right = bool(told) and _shelf(str(told)) in {_shelf(str(one)) for one in wanted}
    return Counter({"cited": 1, "series right": int(right)})


def _shelf(series: str) -> str:
    return series.split("/")[0].replace(" ", "")


def judged_form(stem: str, found: Description) -> Counter[str]:
    """Compare the form with the file name's first word, where that has one meaning."""
    slug = stem.split("-", 1)[-1]
    wanted = next((forms for word, forms in FORMS.items() if slug.startswith(word)), None)
    return Counter({"formed": 1, "form right": int(found.form in wanted)}) if wanted else Counter()


def _row(name: str, count: Counter[str]) -> tuple[str, ...]:
    return (name, f"{count['documents']:,}", counted(count["date given"], count["dated"]),
            counted(count["date right"], count["date given"]), counted(count["date right"], count["dated"]),
            counted(count["series right"], count["cited"]), counted(count["form right"], count["formed"]))
