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
    r"^(?P<who>(?:[A-ZÀ-Þ][\w.’'-]{0,20}|[Tt]he|of|and|de|von)"
    r"(?: (?:[A-ZÀ-Þ][\w.’'-]{0,20}|the|of|for|and|de|von)){0,5}?)"
    r"\d{0,2} ?(?:\([^()\n]{1,60}\) ?)?:\s*(?=\S)"
)
DOTTED = re.compile(r"^(?P<who>[A-ZÀ-Þ][^\W\d_]+(?:[ -][A-ZÀ-Þ][^\W\d_]+)?)\. (?=\S)")
INLINE = re.compile(
    r"(?P<who>(?:[Tt]he )?[A-ZÀ-Þ][\w.’'-]{1,20}(?: [A-ZÀ-Þ][\w.’'-]{0,20}){0,3}?)(?: ?:| [—–]) (?=[A-Za-z“\"])"
)
TITLED = re.compile(r"^[A-Z][a-z]+\.? (?:[A-Z][\w’'-]*\.? ){0,3}[A-Z][\w’'-]+:?$")
HEADING = 30  # letters from which a paragraph is no name
TWICE = 2
REPORTED = re.compile(r"(?:He|She|(?:Mr|Mrs|Dr|General|Gen)\b)")  # after the heading the person is spoken of
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
    within: str | None = None  # whose views the one who has the turn sets out under this heading


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
        found = _printed(parts, laid, cast, speech) or _headed(parts, laid, cast, speech)
    return found


def beginning(text: str, start: int, cast: Cast, speech: Speech) -> tuple[Person, tuple[int, int]] | None:
    """Read "Mr. Haigh: They were stopped", "GENERAL — You answered well": one sentence's label amid reported talk."""
    match = INLINE.match(text, start)
    if match is None or match["who"].lower().rstrip(".").split()[-1] in NO_LABEL:
        return None
    words, offices = family_words(match["who"], speech), offices_in(match["who"], speech)
    person = cast.find(words, match["who"]) or next((h for o in offices if (h := cast.holder(o))), None)
    return (person, match.span("who")) if person and person.may_talk and (person.listed or person.spoke) else None


def _printed(parts: Sequence[Block], laid: Sequence[Layout], cast: Cast, speech: Speech) -> dict[int, Label]:
    matches = {
        n: m
        for n, (block, layout) in enumerate(zip(parts, laid, strict=True))
        if layout == Layout.TALK and (m := _match(block, cast, speech))
    }
    times = Counter(m["who"] for m in matches.values())
    kept = {n: m for n, m in matches.items() if times[m["who"]] >= TWICE or _takes_part(m["who"], cast, speech)}
    if len(kept) >= TWICE:
        turns = {
            n: Label(_person(m["who"], cast, speech), m["who"], m.span("who"), Mode.DIRECT) for n, m in kept.items()
        }
        return _carried(turns, laid)
    views = {n: m for n, m in matches.items() if REPORTED.match(parts[n].text, m.end())}
    if len(views) < TWICE:
        return {}
    return {n: Label(None, m["who"], None, Mode.REPORTED, within=m["who"]) for n, m in views.items()}


def _headed(parts: Sequence[Block], laid: Sequence[Layout], cast: Cast, speech: Speech) -> dict[int, Label]:
    """Read names that stand on lines of their own between paragraphs of talk: "Admiral Collins", then what he said.

    Counts where two persons or more head paragraphs; each speaks until the next name.
    """
    words = [block.text.strip() for block in parts]
    long = [(len(one) > HEADING and one[-1] in ".?!:”’\"])") or one[:1] == "[" for one in words]
    heads = {
        number: block.text.strip()
        for number, block in enumerate(parts[1:-1], 1)
        if long[number - 1] and long[number + 1] and TITLED.match(block.text.strip())
        and titles(speech).intersection(word.lower().rstrip(".") for word in block.text.split()[:2])
    }
    if len(set(heads.values())) < TWICE:
        return {}
    found: dict[int, Label] = {}
    last: str | None = None
    for number, layout in enumerate(laid):
        last = heads.get(number, last)
        if last is not None and number not in heads and layout == Layout.TALK:
            found[number] = Label(_person(last, cast, speech), last, None, Mode.DIRECT)
    return found


def _match(block: Block, cast: Cast, speech: Speech) -> re.Match[str] | None:
    match = LABEL.match(block.text[:120])
    if match is None:
        match = DOTTED.match(block.text[:60])
        if match and (
            match["who"].lower() in titles(speech) or not cast.find(family_words(match["who"], speech), match["who"])
        ):
            return None
    return match if match and match["who"].lower().rstrip(".").split()[-1] not in NO_LABEL else None


def _carried(found: dict[int, Label], laid: Sequence[Layout]) -> dict[int, Label]:
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


def _takes_part(who: str, cast: Cast, speech: Speech) -> bool:
    """Tell a label of somebody who takes part from the heading of somebody's views that another reports."""
    words = family_words(who, speech)
    person = cast.find(words, who) or next((h for o in offices_in(who, speech) if (h := cast.holder(o))), None)
    return person is not None and (person.listed or person.drafter or not any(p.listed for p in cast.talkers()))


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
