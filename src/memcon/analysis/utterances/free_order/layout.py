"""Which blocks are no talk, and where a record's own sections begin anew; printed labels of turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.sentences import Block
from memcon.model.description import Description
from memcon.model.record import Role


class Layout(StrEnum):
    """What a block is."""

    TALK = "talk"
    FRAME = "frame"
    SECTION = "section"  # a date or heading after which another talk may begin


SHORT = 90
ENDS = re.compile(r"[.!?:;,…»“”)\]—–-]\W{0,3}$")
CAPITAL = r"[^\W\d_a-zа-яёäöü][\w’'-]{1,24}"
NAMED = rf"(?:[^\W\d_]{{1,4}}\. ?){{0,3}}{CAPITAL}(?: {CAPITAL}){{0,3}}?"
LABEL = re.compile(rf"^(?P<who>{NAMED})(?: ?\([^()\n]{{1,60}}\))?(?P<sign>[:.])\s+(?=\S)")
TWICE = 2
TITLE = 250


@dataclass(frozen=True, slots=True)
class Label:
    """The printed words that name the speaker of a block; `end` is where the talk begins."""

    words: str
    end: int


def layouts(parts: Sequence[Block], description: Description, speech: Speech) -> list[Layout]:
    """Say of each block whether it can be talk."""
    title = " ".join((description.title or "").split()).lower()
    return [_layout(block, speech, title, number) for number, block in enumerate(parts)]


def _layout(block: Block, speech: Speech, title: str, number: int) -> Layout:
    words = " ".join(block.text.split())
    if block.passage.role == Role.TURN or block.passage.voice is not None:
        return Layout.TALK
    if block.passage.role == Role.HEADING:
        return Layout.SECTION
    if not any(c.isalpha() for c in words[:200]):
        return Layout.FRAME
    if len(words) < SHORT and speech.patterns["dateline"].match(words):
        return Layout.SECTION
    if (len(words) < TITLE and title and (words.lower() in title or title in words.lower())) or speech.patterns[
        "people"
    ].match(words):
        return Layout.FRAME
    if words[0] in "([" and words[-1] in ")]." and len(words) < SHORT:
        return Layout.FRAME
    heading = len(words) < SHORT and not ENDS.search(words) and (words[0].isupper() or words[0].isdigit())
    return (
        Layout.FRAME if heading or (number < 3 and len(words) < 2 * SHORT and not ENDS.search(words)) else Layout.TALK
    )


def printed_labels(
    parts: Sequence[Block], laid: Sequence[Layout], known: frozenset[str], speech: Speech
) -> dict[int, Label]:
    """Find labels "Громцев:" and "И.Г. Зимин." before two blocks; a full stop needs a known name or three blocks.

    Args:
        parts: the blocks.
        laid: what each is.
        known: names and offices of those present, lower case.
        speech: the language.
    """
    found: dict[int, re.Match[str]] = {}
    for number, (block, layout) in enumerate(zip(parts, laid, strict=True)):
        match = LABEL.match(block.text[:120]) if layout == Layout.TALK else None
        if match is not None and match["who"].lower() not in speech.words["no_labels"]:
            found[number] = match
    times = Counter(match["who"] for match in found.values())
    kept = {
        n: m
        for n, m in found.items()
        if (m["sign"] == ":" and times[m["who"]] >= TWICE)
        or m["who"].split()[-1].lower() in known
        or (times[m["who"]] > TWICE and len(m["who"]) > 3)
    }
    talk = sum(layout == Layout.TALK for layout in laid)
    enough = len(kept) >= TWICE and len(kept) * 3 >= talk
    return {n: Label(m["who"], m.end()) for n, m in kept.items()} if enough else {}
