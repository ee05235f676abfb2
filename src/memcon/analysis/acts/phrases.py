"""Phrases that make an act, written so that a historian can read and mend them; see languages/XX/acts.toml.

A phrase is a row of words with blanks between them:

    word        the word itself, lower case            word~       any form of the verb
    word*       any word that begins so                a|b_c       either; "_" joins words of one choice
    <name>      one of the words of the class          x?          may be absent
    ..          up to three words                      ...         up to ten words
    ^ and $     beginning and end of the sentence      !x          what follows does not begin with x

Words with "@" are roles that stand in place of names (`sentences.py`): @s the speaker, @a somebody else in the talk,
@n another name, @c a sentence that goes on without naming anybody, @p the hearer of a passive verb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

TOKEN = r"[^ ]+ "
GAPS = {"..": rf"(?:{TOKEN}){{0,3}}?", "...": rf"(?:{TOKEN}){{0,10}}?"}
STEM = 3  # letters by which words that begin alike are looked up
Inflect = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase ready to be looked for; `triggers` are words of which one must stand in the sentence."""

    written: str
    pattern: re.Pattern[str]
    triggers: frozenset[str]  # empty: the phrase is looked for in every sentence


def phrase(written: str, classes: Mapping[str, Sequence[str]], inflect: Inflect, common: frozenset[str]) -> Phrase:
    """Make a phrase ready.

    Args:
        written: the phrase.
        classes: words that "<name>" stands for; they may be written with "~", "*" and "_".
        inflect: gives all forms of a verb.
        common: words too frequent to be looked up by.

    Raises:
        ValueError: a class is named that does not exist.
    """
    parts: list[str] = []
    triggers: list[frozenset[str]] = []
    for element in written.split():
        if element in GAPS:
            parts.append(GAPS[element])
        elif element == "^":
            parts.append(r"(?<![^\n])")
        elif element == "$":
            parts.append(r"(?:[^\w@ ]+ )*$")
        else:
            parts.append(_element(element, classes, inflect, triggers))
    usable = [one for one in triggers if not one & common]
    best = min(usable, key=len) if usable else frozenset[str]()
    start = "" if written.startswith("^") else r"(?<![^ \n])"
    return Phrase(written, re.compile(start + "".join(parts)), best)


def _element(
    element: str, classes: Mapping[str, Sequence[str]], inflect: Inflect, triggers: list[frozenset[str]]
) -> str:
    refused, absent = element.startswith("!"), element.endswith("?") and len(element) > 1
    choices = _choices(element.removeprefix("!").removesuffix("?" if absent else "\0"), classes, inflect)
    either = "|".join(_pattern(one) for one in sorted(set(choices), key=lambda one: (-len(one), one)))
    if refused:
        return f"(?!{either})"
    if absent:
        return f"(?:{either})?"
    triggers.append(frozenset(_trigger(one) for one in choices))
    return f"(?:{either})"


def _choices(element: str, classes: Mapping[str, Sequence[str]], inflect: Inflect) -> list[str]:
    found: list[str] = []
    for one in element.split("|"):
        if one.startswith("<") and one.endswith(">"):
            if one[1:-1] not in classes:
                raise ValueError(f"The phrase '{element}' names the class {one}, which acts.toml does not have.")
            for word in classes[one[1:-1]]:
                found += _choices(word, classes, inflect)
        elif "~" in one:
            verb, _, rest = one.partition("~")
            found += [form + rest for form in inflect(verb)]
        else:
            found.append(one)
    return found


def _pattern(choice: str) -> str:
    words = [re.escape(word.removesuffix("*")) + (r"[^ ]*" if word.endswith("*") else "") for word in choice.split("_")]
    return " ".join(words) + " "


def _trigger(choice: str) -> str:
    """Give what a choice is looked up by: its longest word, or the first letters of one that is only begun."""
    word = max(choice.split("_"), key=len)
    return word.removesuffix("*")[:STEM] + "*" if word.endswith("*") else word
