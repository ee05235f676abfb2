"""What every act carries besides its label: condition, time, force, polarity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memcon.analysis.acts.lexicon import Lexicon
from memcon.analysis.acts.phrases import Phrase
from memcon.analysis.acts.rules import Shown
from memcon.analysis.acts.talk import Heard
from memcon.model.moves import Label

BEFORE = 3  # words before "if" in which a verb of asking makes it a question
LONGEST = 60  # words of a condition
STOPS = frozenset({",", ";", ":", ".", "?", "!", ")", "—", "–"})
DEFAULT_FORCE = {Label.REQUEST: "ask", Label.WARN: "warn", Label.HOLD: "insist"}


def force_of(label: Label, signs: Iterable[Shown]) -> str | None:
    """Give the grade of a request, a warning or an insistence; None for acts without grades."""
    if label not in DEFAULT_FORCE:
        return None
    return next((s.sign.force for s in signs if s.sign.label == label and s.sign.force), DEFAULT_FORCE[label])


def polarity_of(label: Label, one: Heard, known: Lexicon) -> str | None:
    """Give whether an appraisal is positive or negative; of agreement and refusal it is plain."""
    if label in (Label.ACCEPT, Label.CONCEDE):
        return "positive"
    if label == Label.REJECT:
        return "negative"
    if label != Label.APPRAISE:
        return None
    marked = next((s.sign.polarity for s in one.signs if s.sign.label == label and s.sign.polarity), None)
    words = one.read.words.split()
    good = sum(word in known.words["good"] for word in words)
    bad = sum(word in known.words["bad"] for word in words)
    return marked or ("negative" if bad > good else "positive")


def condition_of(one: Heard, known: Lexicon) -> tuple[int, int] | None:
    """Give the if-clause, half-open in the record's text: from its first word to the next comma or stop.

    None where the sentence has none. "Asked if" begins no condition.
    """
    match = _first(known.phrases["condition"], one.read.words)
    if match is None or set(one.read.words[:match[0]].split()[-BEFORE:]) & known.words.get("asking", frozenset()):
        return None
    words = one.read.words[match[0]:].split()
    size = next((i for i, word in enumerate(words[:LONGEST]) if word in STOPS and i > 2), min(len(words), LONGEST))
    end = match[0] + len(" ".join(words[:size]))
    start, stop = one.read.place(match[0], end)
    return one.place(start, stop) if stop > start else None


def time_of(one: Heard, known: Lexicon) -> str | None:
    """Give past, future or hypothetical; None for what is the case at the time of the talk."""
    for when in ("hypothetical", "future", "past"):
        if _first(known.phrases[when], one.read.words) is not None:
            return when
    return None


def _first(phrases: Sequence[Phrase], words: str) -> tuple[int, int] | None:
    found = [match.span() for match in (one.pattern.search(words) for one in phrases) if match]
    return min(found, default=None)
