"""Talk, or the voice of the hand that wrote: a learnt judgment on each sentence to which the rules give a speaker.

The signs are words and tenses, where the sentence stands, and how the whole paper reports; the weights are learnt by
training/voice.py and lie in languages/XX/voice_weights.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.analysis.language import FOLDER
from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Cast
from memcon.analysis.utterances.continuation import Decision
from memcon.analysis.utterances.habits import Habits
from memcon.analysis.utterances.mentions import Kind
from memcon.analysis.utterances.reading import Reading
from memcon.analysis.utterances.sentences import Block
from memcon.model.description import Description
from memcon.model.findings import Mode

LEAST = 6  # sentences of a paper, below which its habits do not show
LATE, EARLY = 0.8, 0.15  # of a paper's sentences
FAR = (1, 2, 4, 8)  # sentences since the cue
LONG, BRIEF = 35, 9  # words
SECOND = frozenset({"you", "your", "yours"})
FIRST_SINGULAR = frozenset({"i", "my", "me", "myself"})
FIRST_PLURAL = frozenset({"we", "our", "us", "ourselves"})
THIRD = frozenset({"he", "she", "his", "her", "him"})
BACKSHIFTED = frozenset({"would", "could", "might", "should"})
NOW = frozenset({"is", "are", "am", "has", "have", "will", "shall", "may", "can", "seems", "appears", "does", "do"})
WAS = frozenset({"was", "were"})
STRIPPED = ".,;:!?()[]\"'“”‘’—–-"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign weighs; above `threshold` a sentence is taken for the writer's own."""

    bias: float
    signs: dict[str, float]
    threshold: float


@cache
def weights(code: str) -> Weights | None:
    """Give a language's weights; None where none were learnt."""
    file = resources.files(FOLDER) / code / "voice_weights.json"
    return Weights(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def may_be_writers(said: Decision) -> bool:
    """Tell whether a decision leaves room for the writer: not under a label, not inside quotation marks."""
    return said.kind != "label" and said.mode != Mode.DIRECT


class Voices:
    """Judges the sentences of one paper."""

    def __init__(
        self, readings: Sequence[Reading], parts: Sequence[Block], description: Description, habits: Habits, cast: Cast,
        speech: Speech,
    ) -> None:
        self.readings, self.speech, self.habits = readings, speech, habits
        self.own = [tuple(self._own(one, parts[one.block].text)) for one in readings]
        self.said = [_says(one) for one in readings]
        self.paper = tuple(_paper(readings, self.said, self.own, description, habits, cast))
        self.weights = weights(speech.code)

    def are_writers(self, signs: Sequence[str]) -> bool:
        """Tell whether the signs of a sentence given to a speaker are those of the writer's own voice."""
        if self.weights is None or len(self.readings) < LEAST:
            return False
        total = self.weights.bias + sum(self.weights.signs.get(sign, 0.0) for sign in signs)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) > self.weights.threshold

    def signs(self, number: int, said: Decision) -> Iterator[str]:
        """Give the signs of a sentence."""
        yield from self.paper
        yield from self.own[number]
        yield from self._around(number)
        kind = said.kind
        listed = said.person is not None and (said.person.listed or said.person.drafter)
        yield f"kind {kind}"
        yield f"{'listed' if listed else 'not listed'} {kind.split()[-1]}"
        if said.person is not None and said.person.drafter:
            yield "holder writes"
        if kind.startswith(("continues", "next", "nested")):
            for sign in self.own[number]:
                yield f"on {sign}"
            yield f"on writes itself {self.habits.writes_itself}"

    def _own(self, one: Reading, text: str) -> Iterator[str]:
        words = [word.strip(STRIPPED) for word in text[one.start : one.end].lower().split()]
        kept = set(words)
        listed = self.speech.words
        now, past = bool(kept & NOW), one.past
        yield "tense " + ("both" if now and past else "now" if now else "past" if past else "none")
        for name, group in (
            ("i", FIRST_SINGULAR), ("we", FIRST_PLURAL), ("you", SECOND), ("third", THIRD), ("would", BACKSHIFTED),
            ("weighing", listed["weighing"]), ("bodies", listed["own_bodies"]), ("public", listed["public"]),
            ("encounter", listed["encounters"]), ("papers", listed["papers"]), ("manner", listed["manner"]),
        ):
            if kept & group:
                yield name
        if "had" in kept:
            yield "had"
        if kept & WAS:
            yield "was"
        yield from self._shape(one, text)

    def _shape(self, one: Reading, text: str) -> Iterator[str]:
        first = one.first_word
        yield f"first {first}" if first in self.speech.words["openers"] else "first other"
        if one.words > LONG:
            yield "long"
        if one.words < BRIEF:
            yield "brief"
        if text[one.start] in "([":
            yield "bracketed"
        if "“" in text[one.start : one.end] or '"' in text[one.start : one.end]:
            yield "quotes"
        if one.opening is not None:
            yield f"opens {one.opening.kind}"
        elif one.mentioned is not None:
            yield "mentions"
        if not any(one.cues):
            yield "no cue"
        if any(c.hearer is not None or c.hearer_he for c in one.cues):
            yield "hearer"
        if one.met:
            yield "met"

    def _around(self, number: int) -> Iterator[str]:
        one = self.readings[number]
        before = self.readings[number - 1] if number else None
        after = self.readings[number + 1] if number + 1 < len(self.readings) else None
        if one.first_in_block:
            yield "opens paragraph"
        if after is None or after.first_in_block:
            yield "closes paragraph"
        since = next((back for back in range(min(number, 9) + 1) if self.said[number - back]), 9)
        yield f"since {next((far for far in FAR if since <= far), 9)}"
        ahead = next((far for far in range(9) if number + far < len(self.said) and self.said[number + far]), 9)
        yield f"ahead {next((far for far in FAR if ahead <= far), 9)}"
        share = number / max(1, len(self.readings) - 1)
        yield "late" if share > LATE else "early" if share < EARLY else "middle"
        if not any(self.said[number:]):
            yield "nothing follows"
        if before is not None and before.block == one.block:
            yield from (f"before {sign}" for sign in self.own[number - 1] if sign.startswith(("tense", "i", "we")))
        if after is not None and after.block == one.block:
            yield from (f"after {sign}" for sign in self.own[number + 1] if sign.startswith(("tense", "i", "we")))


def _says(one: Reading) -> bool:
    """Tell whether a sentence has a strong cue of its own."""
    return any(
        c.strong and not c.perfect and not c.subordinate and not c.subject.relative and c.subject.mention is not None
        for c in one.cues[:2]
    )


def _paper(
    readings: Sequence[Reading], said: Sequence[bool], own: Sequence[tuple[str, ...]], description: Description,
    habits: Habits, cast: Cast,
) -> Iterator[str]:
    """Give the signs of the whole paper."""
    whole = max(1, len(readings))
    form = description.form
    yield f"form {form}"
    yield f"said {min(4, int(5 * sum(said) / whole))}"
    yield f"now {min(4, int(5 * sum('tense now' in signs for signs in own) / whole))}"
    yield f"met {min(3, sum(bool(one.met) for one in readings))}"
    i = sum(c.subject.mention is not None and c.subject.mention.kind == Kind.I for one in readings for c in one.cues)
    yield f"says i {min(3, i)}"
    yield f"public {min(3, sum('public' in signs for signs in own))}"
    yield f"listed {min(3, sum(p.listed for p in cast.people))}"
    yield "present" if habits.present else "told in the past"
    yield "short" if whole < 20 else "not short"
