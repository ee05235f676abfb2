"""What a record itself says it is about: its title, its headings, and "the main issue was ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from memcon.analysis.issues.lore import Lore
from memcon.analysis.issues.naming import heading, weighed
from memcon.analysis.issues.phrases import phrases
from memcon.analysis.issues.strand import Said
from memcon.analysis.issues.terms import Told, Word, together, words
from memcon.model.record import Record, TextClass

LONGEST = 90  # characters of a heading, or of a clause, that may name an issue
MOST = 0.6  # of an issue's sentences must stand under one heading before it names the issue
NUMBER = re.compile(r"^[\s\dIVXivx]+[.)\]]\s*")


def title_words(title: str | None, known: Lore, avoid: frozenset[str]) -> frozenset[str]:
    """Give the stems of a title that tell what the talk was about; empty where it names only who and when."""
    match = known.patterns["topic"].search(title or "") if "topic" in known.patterns else None
    if match is None:
        return frozenset()
    return _telling(match["topic"], known) - avoid


def title_name(title: str | None, known: Lore, avoid: frozenset[str]) -> str | None:
    """Give what a title says the talk was about, as a heading; None where it names only who and when."""
    match = known.patterns["topic"].search(title or "") if "topic" in known.patterns else None
    if match is None:
        return None
    listed = words(match["topic"], known)
    weights = {one.stem: 1.0 for one in listed}
    before = (title or "")[:match.start("topic")]
    found = [weighed(before + match["topic"], _moved(one, len(before)), weights, known, avoid)
             for one in phrases(listed, known)]
    best = max((one for one in found if one is not None), key=lambda one: len(one.stems), default=None)
    return best.printed if best else None


def _moved(listed: Sequence[Word], by: int) -> tuple[Word, ...]:
    return tuple(one._replace(start=one.start + by, end=one.end + by) for one in listed)


def _telling(text: str, known: Lore) -> frozenset[str]:
    return frozenset(
        one.stem
        for one in words(text, known)
        if one.kind not in ("sign", "stop", "join", "determiner") and one.printed.lower() not in known.generic
    )


def declared_issue(
    record: Record, apart: Sequence[Told], numbers: Sequence[int], known: Lore, avoid: frozenset[str]
) -> tuple[int, str] | None:
    """Find the issue that the record calls its main one ("the main issue was how ..."), with those words.

    Returns:
        Its number and the words. None where the record says no such thing, or no issue shares words with it.
    """
    clause = _clause(record, known)
    if clause is None:
        return None
    wanted = _telling(clause, known) - avoid
    held: dict[int, list[Told]] = {}
    for one, number in zip(apart, numbers, strict=True):
        held.setdefault(number, []).append(one)
    shared: Counter[int] = Counter()
    for number, sentences in held.items():
        inside = together(sentences)
        shared[number] = sum(round(100 * known.weight(stem)) for stem in wanted if stem in inside)
    best, points = shared.most_common(1)[0]
    return (best, heading(clause)) if points else None


def _clause(record: Record, known: Lore) -> str | None:
    pattern = known.patterns.get("declared")
    if pattern is None:
        return None
    for passage in record.passages:
        if passage.text_class != TextClass.EDITORS:
            match = pattern.search(record.text, passage.start, passage.end)
            if match and len(match["topic"]) <= LONGEST:
                return match["topic"]
    return None


def heading_names(record: Record, said: Sequence[Said], numbers: Sequence[int]) -> dict[int, str]:
    """Name issues by the headings they stand under, each heading giving its name to one issue only."""
    places: dict[int, Counter[int]] = {}
    for one, number in zip(said, numbers, strict=True):
        places.setdefault(number, Counter())[one.heading] += 1
    found: dict[int, str] = {}
    used: set[int] = set()
    for number, counts in sorted(places.items(), key=lambda one: -sum(one[1].values())):
        place, times = counts.most_common(1)[0]
        if place < 0 or place in used or times < MOST * sum(counts.values()):
            continue
        words_of_it = NUMBER.sub("", record.words(record.passages[place]))
        if words_of_it.strip() and len(words_of_it) <= LONGEST:
            found[number] = heading(words_of_it)
            used.add(place)
    return found
