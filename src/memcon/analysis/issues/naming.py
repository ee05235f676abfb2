"""A name for an issue: a phrase of the record itself, as an agenda would print it."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.phrases import phrases
from memcon.analysis.issues.signs import cue_span
from memcon.analysis.issues.terms import Told, Word, together

NAMELESS = "talk"  # the name of an issue in whose words no phrase is found
# How well a phrase of so many telling words names an issue; longer ones get less and less. Chosen by hand.
FIT = {1: 0.62, 2: 0.95, 3: 1.1, 4: 1.15, 5: 1.1, 6: 1.0}
RARE, OFTEN, OWN = 0.4, 1.2, 0.1  # rarity that counts at most; weight of how often, and how much here only
KEPT = 60  # phrases of an issue that are looked at
READ = 40  # sentences of an issue in which a name is looked for
CHOICE = 12  # phrases among which a name is looked for that no other issue bears
WHOLE = 0.75  # share of a phrase's worth from which a longer one that ends in it is preferred
OF_IT = re.compile(r"^[^\W\d_]+ of (?:the |a |an )?")
FIRST = 1.8  # a phrase of the first sentence
ABOUT = 1.8  # a phrase right behind "with regard to", "raised" and the like
NEAR = 24  # characters within which it stands behind them
OBLIQUE = 0.6  # a phrase that is no subject, in a language of cases, without its preposition
BARE_NAME = 0.75  # a phrase of names alone


class Phrase(NamedTuple):
    """A phrase that may name an issue: where it stands in its sentence, half-open, the stems in it, and its worth."""

    text: str
    start: int
    end: int
    stems: frozenset[str]
    worth: float

    @property
    def printed(self) -> str:
        """The phrase as a heading prints it."""
        return heading(self.text[self.start:self.end])


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
        listed = [(-one.worth, one.printed) for one in _candidates(held, whole, known, avoid)]
        wanted += _whole(sorted(listed))
        label = next((one for one in wanted if slug(one) not in taken), None)
        given[number] = label or _numbered(NAMELESS, taken)
        taken.add(slug(given[number]))
    return given


def _whole(found: Sequence[tuple[float, str]]) -> list[str]:
    """Give the first phrases, for each the longer one that says what of a thing is meant: "withdrawal of" troops."""
    longer: dict[str, tuple[float, str]] = {}
    for less, printed in found:
        rest = OF_IT.sub("", printed.lower())
        if rest != printed.lower():
            longer.setdefault(rest, (less, printed))
    chosen = []
    for less, printed in found[:CHOICE]:
        other = longer.get(printed.lower())
        chosen.append(other[1] if other and other[0] <= WHOLE * less else printed)
    return chosen


def _numbered(name: str, taken: set[str]) -> str:
    listed = [name, *(f"{name} {count}" for count in range(2, len(taken) + 2))]
    return next(one for one in listed if slug(one) not in taken)


def _candidates(held: Sequence[Told], whole: Counter[str], known: Lore, avoid: frozenset[str]) -> Iterator[Phrase]:
    inside = together(held)
    weights = {
        stem: min(known.weight(stem), RARE) * times**OFTEN * (times / whole[stem]) ** OWN
        for stem, times in inside.items()
    }
    listed: list[Phrase] = []
    for place, one in enumerate(held[:READ]):
        cues = [span[1] for cue in ("about", "turn") if (span := cue_span(one.text, cue, known)) is not None]
        found = (weighed(one.text, run, weights, known, avoid, cues) for run in phrases(one.words, known))
        listed += [phrase if place else phrase._replace(worth=phrase.worth * FIRST) for phrase in found if phrase]
    seen: set[str] = set()
    for phrase in heapq.nlargest(KEPT, listed, key=lambda one: one.worth):
        if phrase.printed not in seen:
            seen.add(phrase.printed)
            yield phrase


def weighed(
    text: str, listed: Sequence[Word], weights: Mapping[str, float], known: Lore, avoid: frozenset[str],
    cues: Iterable[int] = (),
) -> Phrase | None:  # fmt: skip
    """Weigh a phrase as a name; None where it names nothing, such as "the question" or a talker."""
    telling = [one for one in listed if one.kind not in ("join", "determiner")]
    stems = frozenset([one.stem for one in telling]) - avoid
    general = telling[-1].printed.lower() in known.generic
    if not stems or (general and len(telling) == 1):
        return None
    if all(one.printed.lower() in known.generic or one.stem in avoid for one in telling):
        return None
    if telling[0].printed.lower() in known.titles and all(one.kind == "name" for one in telling[1:]):
        return None
    size = len(telling)
    worth = sum([weights.get(one, 0.0) for one in stems]) / math.sqrt(size) * FIT.get(size, 5 / size)
    if any(0 <= listed[0].start - cue < NEAR for cue in cues):
        worth *= ABOUT
    if all(one.kind == "name" for one in telling):
        worth *= BARE_NAME
    if general:
        worth *= BARE_NAME
    if listed[0].stem in avoid or telling[-1].stem in avoid:
        worth *= BARE_NAME
    start, worth = _with_preposition(text, listed[0], worth, known)
    return Phrase(text, start, listed[-1].end, stems, worth)


def _with_preposition(text: str, first: Word, worth: float, known: Lore) -> tuple[int, float]:
    """Begin a phrase that is no subject with the preposition it hangs on, as headings do; else it is worth less."""
    oblique = known.patterns.get("oblique")
    if oblique is None or oblique.search(first.printed.lower()) is None:
        return first.start, worth
    before = known.patterns["on"].search(text, max(0, first.start - 8), first.start)
    return (first.start, worth * OBLIQUE) if before is None else (before.start(), worth * ABOUT)


def heading(words_of_it: str) -> str:
    """Print words as a heading: one line, a capital first, no mark-up."""
    line = " ".join(re.sub(r"[_*]", "", words_of_it).split()).strip(" .,;:–—-")
    return line[:1].upper() + line[1:]


def slug(label: str) -> str:
    """Make an id of a label."""
    return re.sub(r"[\W_]+", "-", label.lower()).strip("-") or NAMELESS
