"""The describe stage: one record in, one description out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from memcon.analysis.capitals import in_capitals, set_small
from memcon.analysis.describe.citations import find_citation, read_citation
from memcon.analysis.describe.form import form_of, form_of_head, form_of_layout
from memcon.analysis.describe.present import attendance
from memcon.analysis.describe.talk import reports_talk
from memcon.analysis.describe.titles import title_line
from memcon.analysis.describe.when import when
from memcon.analysis.describe.zones import Line, Zones, number_of, zones
from memcon.analysis.language import Frame, frame, known, language_of
from memcon.analysis.speech import speech
from memcon.model.description import LONGEST, ArchivalCitation, Description, Evidence, Form
from memcon.model.record import Record, Role

NEAR = 30_000  # characters at either end in which a document says where it lies
BESIDE = 25  # letters that may stand on a line beside the classification: "Copy No. 2", "Urgent"
TITLE = 600  # a longer first line is no title


def describe(record: Record) -> Description:
    """Describe a document: form, whether it reports talk, date, place, those present, drafter, citation, language.

    What the source's mark-up states is kept; the rest is read from the document's first and last lines. Each part that
    was read carries its words as evidence.
    """
    laid, stated = zones(record), record.stated
    language = stated.language or language_of(" ".join(line.words for line in laid.body[:12]))
    words = frame(language)
    citation, where = _citation(record, laid)
    title = _title(laid, stated, where, words)
    named = Line(title.start, title.end, stated.title, Role.HEADING) if stated.title and title else title
    heading = stated.title or (title.words if title else None)
    told = form_of(heading, words, citation.raw + (citation.note or "") if citation else None)
    told = told or form_of_layout(laid.body) or form_of_head([line.words for line in laid.head], words)
    form = stated.form or _spoken(laid) or (told[0] if told else None)
    dated = when(laid, title, stated, words)
    people = attendance(laid, named or _stated_title(stated), form, words)
    said = speech(language) if in_capitals(record) else None
    body = zones(set_small(record, said)).body if said is not None and said.order == "fixed" else laid.body
    talk, certainty, reason = reports_talk(form, heading, body, words)
    reason = "; ".join([reason, *_silent(record, language)])
    classification, marked = _classification(laid, words)
    evidence = [*where, *dated.evidence, *people.evidence, *marked]
    if title and not stated.title:
        evidence.append(Evidence("title", title.start, title.end, "the first line with words"))
    read = Description(
        number=number_of(laid.head), title=title.words if title else None, place=dated.place, present=people.present,
        drafter=people.drafter, interpreter=people.interpreter, classification=classification, reports_talk=talk,
    )
    return replace(
        stated.over(read), form=form, date=dated.date, citation=citation, language=language, certainty=certainty,
        reason=reason, evidence=tuple(_inside(one, record) for one in evidence),
    )


def _silent(record: Record, language: str | None) -> Iterator[str]:
    """Say why memcon will say of nobody that they speak in a document, where that is so."""
    if language is not None and language not in known():
        yield f"how its language ({language}) reports talk memcon does not know, so it says of nobody that they speak"
    if len(record.text) > LONGEST:
        yield f"with {len(record.text)} characters it is too long for one record, so nobody's talk is told apart in it"


def _spoken(laid: Zones) -> Form | None:
    """A document whose words stand for the most part under speakers' labels is a transcript, whatever its title."""
    turns = sum(line.role == Role.TURN for line in laid.body)
    return Form.TRANSCRIPT if len(laid.labels) > 1 and turns > len(laid.body) / 2 else None


def _inside(one: Evidence, record: Record) -> Evidence:
    return replace(one, start=min(one.start, len(record.text)), end=min(one.end, len(record.text)))


def _citation(record: Record, laid: Zones) -> tuple[ArchivalCitation | None, list[Evidence]]:
    """Read where the paper lies: from the mark-up, from a note the reader set apart, from the last or first lines."""
    if record.stated.citation:
        stated = record.stated.citation
        return (read_citation(stated.raw) or stated), []
    for line in laid.body:
        if line.role == Role.SOURCE_NOTE and (noted := read_citation(line.words)):
            return noted, [Evidence("citation", line.start, line.end, "the note on the source")]
    begin = max(0, len(record.text) - NEAR)
    found = find_citation(record.text[begin:], where="end")
    if found is None:
        begin, found = 0, find_citation(record.text[:NEAR], where="start")
    if found is None:
        return None, []
    return found.citation, [Evidence("citation", begin + found.start, begin + found.end, "says where the paper lies")]


def _title(laid: Zones, stated: Description, where: list[Evidence], words: Frame) -> Line | None:
    """Find the line of the title; where the mark-up states it, the line that prints it, if there is one."""
    cited = frozenset(line.start for line in laid.head for one in where if line.start <= one.start < line.end)
    if stated.title:
        plain = _folded(stated.title)[:60]
        return next((line for line in laid.head if _folded(line.words[:150]).startswith(plain)), None)
    line = title_line(laid.head, cited, words)
    return line if line and len(line.words) <= TITLE else None


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.lower())


def _stated_title(stated: Description) -> Line | None:
    return Line(0, 0, stated.title, Role.HEADING) if stated.title else None


def _classification(laid: Zones, words: Frame) -> tuple[str | None, list[Evidence]]:
    """Read the classification from the top: in capitals, or on a line that says little else."""
    for line in laid.head:
        match = words.classification.search(line.words) if len(line.words) < 200 and line.role != Role.TURN else None
        if match is None:
            continue
        rest = len(re.sub(r"[\W\d_]+", "", line.words)) - len(match[0])
        if line.role == Role.CLASSIFICATION or match[0].isupper() or (rest < BESIDE and match[0][0].isupper()):
            start, end = line.start + match.start(), line.start + match.end()
            return match[0], [Evidence("classification", start, end, "printed at the top")]
    return None, []
