"""What the words of a laid-out page say of its passages: turns, stage directions, the lines at its head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from memcon.accession.turns import FEWEST, NO_LABEL, share_of_turns, with_turns
from memcon.model.record import Mark, Passage, Role, TextClass, Voice

LONGEST_LABEL = 140  # letters: "Director of the Department of ... Ivan Ivanov (retranslated):" is a label
ENOUGH_TURNS = 0.3  # the share of labelled paragraphs that makes a transcript, as for plain text
AFTER_NAME = re.compile(r"\s*(?:\([^()\n]{1,60}\)\s*)?:")
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
LONGEST_ASIDE = 200
ASIDE_SIGNS = "<([*•·—_"
STAGE = re.compile(r"\([^()\n]{1,200}\)\.?|\[[^\[\]\n]{1,200}\]")
ELISION = re.compile(r"[<(\[](?:…|\.{3})[>)\]]|(?:[*•·—_]\s*){1,12}")
HEAD_LINE = re.compile(
    r"(?i)(?:time|date|place|recorder|recorded by|interpreters?|subject|note-?takers?|notes by|minutes by|drafted by|"
    r"drafting officer|secretary|copies to|distribution|to|from|время|дата|место|тема|записал\w*|переводил\w*)\s*[:：]")
LINES_AT_HEAD = 16  # passages among which the lines "Time: ..." of a record's head are looked for
LONGEST_HEAD_LINE = 240
PARAGRAPH, DATELINE, BODY = Role.PARAGRAPH, Role.DATELINE, TextClass.BODY  # looked up often
BRACKETED = re.compile(r"\[[^\[\]\d]{1,60}\]\d{0,3}")


def read_over(text: str, passages: tuple[Passage, ...], marks: Sequence[Mark]) -> tuple[Passage, ...]:
    """Tell turns, stage directions and the lines of a record's head among paragraphs.

    Returns:
        The passages, some cut in two (label and turn), in order; every word stays where it was.
    """
    laid = _in_head(text, passages)
    labels = _labels(text, laid, marks)
    if labels:
        return tuple(_turns(text, laid, labels))
    if _has_colons(text, laid) and share_of_turns(text, laid) >= ENOUGH_TURNS:
        return with_turns(text, laid)
    return tuple([_divided(text, p) if p.end - p.start < LONGEST_ASIDE and text[p.start] in ASIDE_SIGNS else p
                  for p in laid])


def _has_colons(text: str, passages: Sequence[Passage]) -> bool:
    """Tell quickly that a text has no labels at all: few paragraphs have a colon near their beginning."""
    return sum(text.find(":", p.start, p.start + LONGEST_LABEL) >= 0 for p in passages) >= FEWEST


def _in_head(text: str, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Give the lines at the head of a record their class; "[Enclosure]" is a heading, not a date."""
    changed = {}
    for place, passage in enumerate(passages[:LINES_AT_HEAD]):
        if (passage.role is PARAGRAPH and passage.text_class is BODY
                and passage.end - passage.start <= LONGEST_HEAD_LINE and HEAD_LINE.match(text, passage.start)):
            changed[place] = replace(passage, text_class=TextClass.FRAME)
    for place, passage in enumerate(passages):
        if passage.role is not DATELINE or not BRACKETED.fullmatch(text, passage.start, passage.end):
            continue
        if "date" not in text[passage.start:passage.end].lower():
            changed[place] = replace(passage, role=Role.HEADING)
    return tuple(changed.get(place, passage) for place, passage in enumerate(passages)) if changed else passages


def _labels(text: str, passages: Sequence[Passage], marks: Sequence[Mark]) -> dict[int, int]:
    """Find the labels that are set in bold at the beginning of a paragraph: where they begin and end."""
    bold: dict[int, int] = {}
    for mark in marks:
        if mark.kind == "bold":
            bold[mark.start] = max(mark.end, bold.get(mark.start, 0))
    found = {}
    for passage in passages:
        if passage.start in bold and _may_speak(passage):
            end = _label_end(text, passage, bold[passage.start])
            if end is not None:
                found[passage.start] = end
    names = [text[start:end].rstrip(": ") for start, end in found.items()]
    one_name = len(names) == 1 and sum(word[:1].isupper() for word in names[0].split()) >= 2
    return found if len(names) >= 2 or one_name else {}


def _may_speak(passage: Passage) -> bool:
    return passage.text_class is TextClass.BODY and passage.role in (Role.PARAGRAPH, Role.QUOTATION, Role.LIST)


def _label_end(text: str, passage: Passage, bold_end: int) -> int | None:
    end = min(bold_end, passage.end)
    words = text[passage.start:end]
    if not words.rstrip().endswith(":"):
        colon = AFTER_NAME.match(text, end, passage.end)
        if colon is None:
            inside = re.match(r"[^:\n]{1,120}:(?=\s)", words)
            if inside is None:
                return None
            end = passage.start + inside.end()
        else:
            end = colon.end()
    else:
        end = passage.start + len(words.rstrip())
    return None if end - passage.start > LONGEST_LABEL or NO_LABEL.match(words) else end


def _turns(text: str, passages: Sequence[Passage], labels: dict[int, int]) -> Iterable[Passage]:
    """Lay out labels and turns; a paragraph without a label goes on with the same speaker until a heading."""
    voice: Voice | None = None
    for passage in passages:
        if passage.start in labels:
            end = labels[passage.start]
            voice = Voice(_spoken(text[passage.start:end]), mode="direct")
            yield replace(passage, end=end, role=Role.SPEAKER_LABEL, text_class=TextClass.FRAME)
            rest = end + len(text[end:passage.end]) - len(text[end:passage.end].lstrip())
            if rest < passage.end:
                yield replace(passage, start=rest, role=Role.TURN, voice=voice)
            continue
        laid = _divided(text, passage, in_talk=voice is not None)
        if laid.role is Role.HEADING or laid.role is Role.LEGEND:
            voice = None
        yield replace(laid, role=Role.TURN, voice=voice) if voice is not None and _may_speak(laid) else laid


def _spoken(label: str) -> str:
    words = " ".join(label.split()).rstrip(": ")
    return IN_BRACKETS.sub("", words).strip().rstrip(":").strip() or words


def _divided(text: str, passage: Passage, *, in_talk: bool = False) -> Passage:
    """Tell what stands between paragraphs: <...>, * * *, and in a talk (Laughter.)."""
    if passage.text_class is not TextClass.BODY or passage.end - passage.start > LONGEST_ASIDE:
        return passage
    words = text[passage.start:passage.end]
    if ELISION.fullmatch(words):
        return replace(passage, role=Role.LEGEND, text_class=TextClass.EDITORS)
    if in_talk and STAGE.fullmatch(words):
        return replace(passage, role=Role.STAGE, text_class=TextClass.FRAME)
    return passage
