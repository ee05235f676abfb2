"""A name for an issue: a phrase of the record itself, as an agenda would print it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.phrases import phrases
from memcon.analysis.issues.terms import Told, Word, together

NAMELESS = "talk"  # the name of an issue in whose words no phrase is found
# How well a phrase of so many telling words names an issue; longer ones get less and less. Chosen by hand.
FIT = {1: 0.62, 2: 0.95, 3: 1.1, 4: 1.15, 5: 1.1, 6: 1.0}
RARE, OFTEN, OWN = 0.4, 1.2, 0.1  # rarity that counts at most; weight of how often, and how much here only
CHOICE = 12  # phrases among which a name is looked for that no other issue bears
WHOLE = 0.75  # share of a phrase's worth from which a longer one that ends in it is preferred
OF_IT = re.compile(r"^[^\W\d_]+ of (?:the |a |an )?")
FIRST = 1.8  # a phrase of the first sentence
ABOUT = 1.8  # a phrase right behind "with regard to", "raised" and the like
NEAR = 24  # characters within which it stands behind them
OBLIQUE = 0.6  # a phrase that is no subject, in a language of cases, without its preposition
BARE_NAME = 0.75  # a phrase of names alone


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may name an issue, as printed, and the stems in it."""

    printed: str
    stems: frozenset[str]
    worth: float


def names(
    groups: Mapping[int, Sequence[Told]], titles: Mapping[int, str], known: Lore, avoid: frozenset[str]
) -> dict[int, str]:
    """Name every issue; no two get one name.

    Args:
        groups: the sentences of each issue.
        titles: names that the record itself gives: its headings, or what it calls its main issue.
        known: the language.
        avoid: stems of the names of those who talk.
    """
    whole = together([one for held in groups.values() for one in held])
    given: dict[int, str] = {}
    taken: set[str] = set()
    for number, held in sorted(groups.items(), key=lambda one: (one[0] not in titles, -len(one[1]), one[0])):
        wanted = [titles[number]] if number in titles else []
        found = sorted(_candidates(held, whole, known, avoid), key=lambda one: (-one.worth, one.printed))
        wanted += [_whole(one, found).printed for one in found[:CHOICE]]
        label = next((one for one in wanted if slug(one) not in taken), None)
        given[number] = label or _numbered(NAMELESS, taken)
        taken.add(slug(given[number]))
    return given


def _whole(phrase: Phrase, found: Sequence[Phrase]) -> Phrase:
    """Give the longer phrase that says what of a thing is meant: "withdrawal of" troops, not the troops."""
    low = phrase.printed.lower()
    longer = [
        one
        for one in found
        if one is not phrase and one.worth >= WHOLE * phrase.worth and OF_IT.sub("", one.printed.lower()) == low
    ]
    return max(longer, key=lambda one: one.worth, default=phrase)


def _numbered(name: str, taken: set[str]) -> str:
    listed = [name, *(f"{name} {count}" for count in range(2, len(taken) + 2))]
    return next(one for one in listed if slug(one) not in taken)


def _candidates(held: Sequence[Told], whole: Counter[str], known: Lore, avoid: frozenset[str]) -> Iterator[Phrase]:
    inside = together(held)
    weights = {
        stem: min(known.weight(stem), RARE) * times**OFTEN * (times / whole[stem]) ** OWN
        for stem, times in inside.items()
    }
    best: dict[str, Phrase] = {}
    for place, one in enumerate(held):
        cues = [match.end() for cue in ("about", "turn") for match in known.cues[cue][0].finditer(one.text)]
        for listed in phrases(one.words, known):
            phrase = weighed(one.text, listed, weights, known, avoid, cues)
            if phrase is not None and place == 0:
                phrase = Phrase(phrase.printed, phrase.stems, phrase.worth * FIRST)
            if phrase is not None and (phrase.printed not in best or best[phrase.printed].worth < phrase.worth):
                best[phrase.printed] = phrase
    yield from best.values()


def weighed(
    text: str, listed: Sequence[Word], weights: Mapping[str, float], known: Lore, avoid: frozenset[str],
    cues: Iterable[int] = (),
) -> Phrase | None:  # fmt: skip
    """Weigh a phrase as a name; None where it names nothing, such as "the question" or a talker."""
    telling = [one for one in listed if one.kind not in ("join", "determiner")]
    stems = frozenset(one.stem for one in telling) - avoid
    if not stems or all(one.printed.lower() in known.generic or one.stem in avoid for one in telling):
        return None
    if telling[-1].printed.lower() in known.generic and len(telling) == 1:
        return None
    size = len(telling)
    worth = sum(weights.get(one, 0.0) for one in stems) / math.sqrt(size) * FIT.get(size, 5 / size)
    if any(0 <= listed[0].start - cue < NEAR for cue in cues):
        worth *= ABOUT
    if all(one.kind == "name" for one in telling):
        worth *= BARE_NAME
    if telling[-1].printed.lower() in known.generic:
        worth *= BARE_NAME
    if listed[0].stem in avoid or telling[-1].stem in avoid:
        worth *= BARE_NAME
    oblique = known.patterns.get("oblique")
    if oblique is not None and oblique.search(listed[0].printed.lower()):
        return _with_preposition(text, listed, stems, worth, known)
    return Phrase(heading(text[listed[0].start:listed[-1].end]), stems, worth)


def _with_preposition(
    text: str, listed: Sequence[Word], stems: frozenset[str], worth: float, known: Lore
) -> Phrase:
    """Print a phrase that is no subject with the preposition it hangs on, as headings do; else it is worth less."""
    before = known.patterns["on"].search(text, max(0, listed[0].start - 8), listed[0].start)
    if before is None:
        return Phrase(heading(text[listed[0].start:listed[-1].end]), stems, worth * OBLIQUE)
    return Phrase(heading(text[before.start():listed[-1].end]), stems, worth * ABOUT)


def heading(words_of_it: str) -> str:
    """Print words as a heading: one line, a capital first, no mark-up."""
    line = " ".join(re.sub(r"[_*]", "", words_of_it).split()).strip(" .,;:–—-")
    return line[:1].upper() + line[1:]


def slug(label: str) -> str:
    """Make an id of a label."""
    return re.sub(r"[\W_]+", "-", label.lower()).strip("-") or NAMELESS
