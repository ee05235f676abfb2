"""Turns of a transcript: words printed under a speaker's label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.model.record import Passage, Role, TextClass, Voice

LABEL = re.compile(r"(?P<label>[^\W\d_a-zа-я](?:[^\s:;,!?\"“”()\[\]]{0,25})(?:[ ][^\s:;!?\"“”()\[\]]{1,25}){0,6})"
                   r"(?:[ ]?[\[(][^\[\]()\n]{1,60}[\])])?[ ]?:(?=[ \n]|$)[ ]?")
NO_LABEL = re.compile(r"(?i)^(?:present|also present|participants?|subject|date|time|place|note|source|to|from|copy|ref"
                      r"|reference|distribution|approved|drafted|classification|enclosure|attachment|summary|comment|action|q|a(?=$)|presenti"
                      r"|присутств\w*|тема|дата|место|примечание|источник|кому|от|копия|betreff|anwesend|ort|datum)\b")
# Fields of a head that names the hands: a turn only where it comes again ("Interpreter: He says ...")
FIELD = re.compile(r"(?i)^(?:interpreters?|recorders?|note-?takers?|rapporteurs?|secretary|venue|location"
                   r"|recorded by|drafted by|prepared by|cleared by|переводчик|запись|записал|протоколист"
                   r"|dolmetscher|protokoll)$")
STAGE = re.compile(r"^[\[(<][^\[\]()<>\n]{1,200}[\])>]\.?$")
KEY = re.compile(r"(?P<initial>\b[^\W\d_]{1,3})\b\.?[ ]?(?:=|—|–|-|stands for|means|is|означает|обозначает)[ ]?"
                 r"(?P<name>(?:[^\W\d_][\w.'’-]*[ ]?){1,6})")
FEWEST = 4  # labelled blocks that make a transcript


def share_of_turns(text: str, found: Sequence[Passage]) -> float:
    """Tell how much of a document stands under speakers' labels: 0.0 (none) to 1.0 (every block)."""
    body = [p for p in found if p.text_class == TextClass.BODY]
    counts = Counter(m["label"] for p in body if (m := _label(text, p)))
    labelled = counts.total()
    repeated = sum(count for count in counts.values() if count > 1)
    if labelled < FEWEST or len(counts) < 2 or repeated < 0.6 * labelled:
        return 0.0
    return labelled / len(body)


def with_turns(text: str, found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Lay turns out: each label a passage of the frame, the words after it, and the blocks that go on, a turn.

    Initials explained in a head note ("M = Marshall") get the name they stand for.
    """
    names = _key(text, found)
    voices: dict[str, Voice] = {}
    laid: list[Passage] = []
    voice: Voice | None = None
    times = Counter(m["label"] for p in found if p.text_class == TextClass.BODY and (m := _label(text, p)))
    for passage in found:
        match = _label(text, passage) if passage.text_class == TextClass.BODY else None
        match = None if match and times[match["label"]] == 1 and FIELD.match(match["label"]) else match
        if match:
            voice = voices.setdefault(match["label"], _voice(match["label"], names))
        laid += _laid(text, passage, match, voice)
    return tuple(laid)


def _label(text: str, passage: Passage) -> re.Match[str] | None:
    match = LABEL.match(text, passage.start, passage.end)
    return None if match is None or NO_LABEL.match(match["label"]) else match


def _voice(label: str, names: dict[str, str]) -> Voice:
    return Voice(speaker=names.get(label.rstrip("."), label), mode="direct")


def _laid(text: str, passage: Passage, label: re.Match[str] | None, voice: Voice | None) -> Iterator[Passage]:
    if passage.text_class != TextClass.BODY or voice is None:
        yield passage
    elif STAGE.match(text[passage.start:passage.end]):
        yield replace(passage, role=Role.STAGE, text_class=TextClass.FRAME)
    elif label is None:
        yield replace(passage, role=Role.TURN, voice=voice)
    else:
        end = label.start() + len(label[0].rstrip())
        yield replace(passage, end=end, role=Role.SPEAKER_LABEL, text_class=TextClass.FRAME)
        if label.end() < passage.end:
            yield replace(passage, start=label.end(), role=Role.TURN, voice=voice)


def _key(text: str, found: Sequence[Passage]) -> dict[str, str]:
    """Read a head note that explains initials, from what stands before the first label."""
    first = next((p.start for p in found if p.text_class == TextClass.BODY and _label(text, p)), 0)
    return {m["initial"]: m["name"].strip(" .,;") for m in KEY.finditer(text[:first][:5000]) if m["initial"].isupper()}
