"""Turns under a label: marked by the source, or printed "General Yu: ..." in plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Cast, Person, Standing
from memcon.analysis.utterances.frame_lines import Layout
from memcon.analysis.utterances.names import family_words, titles
from memcon.analysis.utterances.offices import offices_in
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.sentences import Block
from memcon.model.findings import Mode

LABEL = re.compile(
    r"^(?P<who>(?:[A-ZÀ-Þ][\w.’'-]{0,20}|[Tt]he|of|and|de|von)(?: (?:[A-ZÀ-Þ][\w.’'-]{0,20}|the|of|for|and|de|von)){0,5}?)\d{0,2} ?(?:\([^()\n]{1,60}\) ?)?:\s*(?=\S)"
)
DOTTED = re.compile(r"^(?P<who>[A-ZÀ-Þ][^\W\d_]+(?:[ -][A-ZÀ-Þ][^\W\d_]+)?)\. (?=\S)")
TWICE = 2
NO_LABEL = frozenset(
    {
        "note",
        "comment",
        "subject",
        "present",
        "participants",
        "question",
        "answer",
        "action",
        "copies",
        "place",
        "date",
        "ref",
        "reference",
        "p.s",
        "classification",
        "time",
        "summary",
        "conclusion",
    }
)


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks a block."""

    person: Person | None
    words: str
    span: tuple[int, int] | None
    mode: Mode


def labels(
    parts: Sequence[Block], laid: Sequence[Layout], cast: Cast, speech: Speech, options: Mechanisms
) -> dict[int, Label]:
    """Give the speaker of each block that has one by mark-up or label; unlabelled blocks between them go on.

    A label counts when its name is in the cast or stands before two blocks or more, and at least two blocks have one.
    """
    found: dict[int, Label] = {}
    for number, block in enumerate(parts):
        voice = block.passage.voice
        if voice is not None and voice.speaker and options.marked == "used":
            mode = Mode.REPORTED if voice.mode == "reported" else Mode.DIRECT
            found[number] = Label(_person(voice.speaker, cast, speech), voice.speaker, None, mode)
    if options.labels == "on" and not found:
        found = _printed(parts, laid, cast, speech)
    return found


def _printed(parts: Sequence[Block], laid: Sequence[Layout], cast: Cast, speech: Speech) -> dict[int, Label]:
    matches: dict[int, re.Match[str]] = {}
    for number, (block, layout) in enumerate(zip(parts, laid, strict=True)):
        match = LABEL.match(block.text[:120]) if layout == Layout.TALK else None
        if match is None and layout == Layout.TALK:
            match = DOTTED.match(block.text[:60])
            match = (
                match
                if match
                and match["who"].lower() not in titles(speech)
                and cast.find(family_words(match["who"], speech), match["who"])
                else None
            )
        if match is not None and match["who"].lower().rstrip(".") not in NO_LABEL:
            matches[number] = match
    times = Counter(m["who"] for m in matches.values())
    kept = {n: m for n, m in matches.items() if times[m["who"]] >= TWICE or _known(m["who"], cast, speech)}
    if len(kept) < TWICE:
        return {}
    return _carried(
        {
            n: Label(_person(m["who"], cast, speech), m["who"], (m.start("who"), m.end("who")), Mode.DIRECT)
            for n, m in kept.items()
        },
        parts,
        laid,
    )


def _carried(found: dict[int, Label], parts: Sequence[Block], laid: Sequence[Layout]) -> dict[int, Label]:
    """Let a turn go on over the unlabelled blocks after it."""
    last: Label | None = None
    result = {}
    for number, layout in enumerate(laid):
        last = found.get(number, last)
        if layout == Layout.ANNEX:
            break
        if last is not None and layout == Layout.TALK:
            result[number] = found.get(number) or Label(last.person, last.words, None, last.mode)
    return result


def _known(who: str, cast: Cast, speech: Speech) -> bool:
    return cast.find(family_words(who, speech), who) is not None or any(cast.holder(o) for o in offices_in(who, speech))


def _person(who: str, cast: Cast, speech: Speech) -> Person | None:
    offices = offices_in(who, speech)
    words = family_words(who, speech)
    only_office = bool(offices) and set(words) <= set().union(*offices)
    known = cast.find(words, who, spelling="near") or (
        next((h for o in offices if (h := cast.holder(o))), None) if only_office else None
    )
    if known is None:
        known = cast.add(who, standing=Standing.TALKER, offices=offices)
    return known
