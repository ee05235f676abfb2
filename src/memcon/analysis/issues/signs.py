"""The signs by which a change of topic is told, for each place between two sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from memcon.analysis.issues.cohesion import cohesion
from memcon.analysis.issues.lore import Lore, lore
from memcon.analysis.issues.strand import Said
from memcon.analysis.issues.terms import Told

CUES = (
    "turn", "about", "demonstrative", "pointing_back", "supposing", "then", "replying", "opening", "going_on",
    "questioning", "we",
)  # fmt: skip
SIGNS = (
    "opens", "heading", "numbered", "opens, other speaker", "other speaker", *CUES, "about, first",
    "name, no paragraph", "name", "length", "length before", "log sentences", "alike 1", "alike 2", "alike 4",
    "alike paragraphs", "opens, paragraph", "paragraph", "paragraph behind", "opens, replying",
    "opens, demonstrative",
)  # fmt: skip
NAMED = re.compile(r"^\W*(?:The |_)?[^\W\d_a-zа-я][\w.’'-]*(?: [^\W\d_a-zа-я][\w.’'-]*)+")
BEGINNING = 60  # characters in which a sentence names its topic first of all
SPACE = re.compile(r"\s+")


def signs(said: Sequence[Said], told: Sequence[Told], known: Lore) -> list[list[float]]:
    """Give the signs before each sentence but the first, in the order of SIGNS."""
    first, last = paragraphs(said)
    alike = cohesion(told, first, last, known).tolist()
    found = []
    for i in range(1, len(said)):
        hit = _cued(said[i].text, known)
        lengths = [min(len(told[i].words), 80) / 20, min(len(told[i - 1].words), 80) / 20, math.log(len(said))]
        layout = _layout(said[i], (i - first[i], last[i] - i), hit)
        found.append([*_speech(said[i - 1], said[i], hit), *lengths, *alike[i], *layout])
    return found


def _speech(before: Said, one: Said, hit: dict[str, bool]) -> list[float]:
    other = one.speaker != before.speaker
    named = bool(NAMED.match(one.text[:80]))
    return [
        one.opens, one.heading != before.heading, one.opens and one.number is not None, one.opens and other,
        other and not one.opens, *(hit[name] for name in CUES), hit["about, first"], named and not one.opens, named,
    ]  # fmt: skip


def _layout(one: Said, around: tuple[int, int], hit: dict[str, bool]) -> list[float]:
    """Weigh where in its paragraph a sentence stands: so many before it, so many from it on."""
    length = math.log(sum(around))
    return [
        one.opens * length, length, math.log(1 + around[0]), one.opens and hit["replying"],
        one.opens and hit["demonstrative"],
    ]  # fmt: skip


def paragraphs(said: Sequence[Said]) -> tuple[list[int], list[int]]:
    """Say for each sentence where its paragraph begins and ends, counted in sentences, half-open."""
    first: list[int] = []
    for i, one in enumerate(said):
        first.append(i if one.opens or not first else first[-1])
    last = [len(said)] * len(said)
    for i in range(len(said) - 2, -1, -1):
        last[i] = i + 1 if said[i + 1].opens else last[i + 1]
    return first, last


def _cued(text: str, known: Lore) -> dict[str, bool]:
    found = {name: cue_span(text, name, known) is not None for name in CUES}
    about = cue_span(text, "about", known)
    return found | {"about, first": about is not None and about[1] <= BEGINNING}


def cue_span(text: str, name: str, known: Lore) -> tuple[int, int] | None:
    """Find a cue among the first words of a sentence, as many of them as the language says."""
    return _cue_span(text, name, known.code)


@lru_cache(maxsize=8192)
def _cue_span(text: str, name: str, code: str) -> tuple[int, int] | None:
    pattern, first = lore(code).cues[name]
    match = pattern.search(_head(text, first) if first else text)
    return match.span() if match else None


def _head(text: str, count: int) -> str:
    """Give the first words of a text, at most about 20 letters each."""
    spaces = _spaces(text)
    return text[:min(spaces[count - 1], 20 * count)] if len(spaces) >= count else text[:20 * count]


@lru_cache(maxsize=64)
def _spaces(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in SPACE.finditer(text[:600]))
