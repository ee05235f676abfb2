"""What a language's acts.toml knows: cues, each a phrase that makes an act, and words for attributes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from memcon.analysis.acts.phrases import STEM, Phrase, phrase
from memcon.analysis.language import FOLDER
from memcon.analysis.speech import inflected, speech
from memcon.model.moves import Label


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase with what it shows. Of several signs in a sentence the heaviest labels it."""

    name: str  # group and number within it: "ASK.request.3"
    label: Label
    group: str
    phrase: Phrase
    weight: float
    said: float  # the weight of its group, as written by hand
    force: str | None = None
    polarity: str | None = None
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The acts of one language."""

    code: str
    signs: tuple[Sign, ...]
    by_trigger: Mapping[str, tuple[int, ...]]  # trigger to numbers of signs
    always: tuple[int, ...]  # signs without a trigger
    phrases: Mapping[str, tuple[Phrase, ...]]  # condition, past, future, hypothetical ...
    words: Mapping[str, frozenset[str]]
    verbs: frozenset[str]  # of speech, all forms


@cache
def lexicon(code: str | None) -> Lexicon | None:
    """Give a language's lexicon of acts; None for a language that has none."""
    file = resources.files(FOLDER) / (code or "en") / "acts.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    ready = _Ready(table, code or "en")
    signs = tuple(_signs(table["signs"], ready, table.get("weights", {})))
    index: dict[str, list[int]] = {}
    for number, sign in enumerate(signs):
        for trigger in sign.phrase.triggers:
            index.setdefault(trigger, []).append(number)
    return Lexicon(
        code=code or "en", signs=signs,
        by_trigger={word: tuple(numbers) for word, numbers in index.items()},
        always=tuple(number for number, sign in enumerate(signs) if not sign.phrase.triggers),
        phrases={name: tuple(map(ready.phrase, listed)) for name, listed in table["phrases"].items()},
        words={name: frozenset(listed) for name, listed in table["words"].items()},
        verbs=frozenset(ready.spoken),
    )


class _Ready:
    """Makes the phrases of one language ready."""

    def __init__(self, table: Mapping[str, Any], code: str) -> None:
        self.classes = {name: tuple(words.split()) for name, words in table["classes"].items()}
        self.irregular = table.get("irregular", {})
        self.common = frozenset(table["words"]["common"])
        known = speech(code)
        self.forms: dict[str, list[str]] = {}
        for form, one in (known.verbs if known else {}).items():
            self.forms.setdefault(one.base, []).append(form)
        self.spoken = [form.replace("ё", "е") for form in (known.verbs if known else ())]
        self.english = known is None or known.order == "fixed"

    def inflect(self, verb: str) -> Sequence[str]:
        """Give all forms of a verb."""
        if verb in self.irregular:
            return [verb, *self.irregular[verb].split()]
        if verb in self.forms:
            return self.forms[verb]
        return [form for form, _ in inflected(verb)] if self.english else [verb]

    def phrase(self, written: str) -> Phrase:
        """Make one phrase ready."""
        return phrase(written, self.classes, self.inflect, self.common)


def _signs(groups: Sequence[Mapping[str, Any]], ready: _Ready, learnt: Mapping[str, float]) -> Iterator[Sign]:
    for group in groups:
        label = Label(group["label"])
        name = f"{label}.{group['group']}"
        for number, written in enumerate(group["phrases"]):
            weight = learnt.get(f"{label} {written}", float(group["weight"]))
            yield Sign(
                f"{name}.{number}", label, name, ready.phrase(written), weight, float(group["weight"]),
                group.get("force"), group.get("polarity"), group.get("reply"),
            )


def fired(known: Lexicon, words: str) -> Iterator[tuple[Sign, int, int]]:
    """Give each sign that a sentence shows, with where its words stand, half-open, in `words`.

    Args:
        known: the lexicon.
        words: lower-case words and roles, each followed by one blank.
    """
    numbers = set(known.always)
    for word in set(words.split()):
        numbers.update(known.by_trigger.get(word, ()))
        numbers.update(known.by_trigger.get(word[:STEM] + "*", ()))
    for number in sorted(numbers):
        match = known.signs[number].phrase.pattern.search(words)
        if match is not None:
            yield known.signs[number], match.start(), match.end()
