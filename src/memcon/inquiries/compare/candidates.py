"""Which records may be two of one meeting, or a paper and the record of the talk it tells of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.inquiries.company import Roll
from memcon.inquiries.meetings import COPY, MeetingProposal
from memcon.inquiries.wording import Wordings
from memcon.model.dates import bounds
from memcon.model.meetings import Talk

LATER = 3  # days within which a paper tells of a talk
ALIKE = 0.16  # likeness of rare words from which a paper may tell of a talk
CLEARLY = 0.25  # and from which nobody need be named in both
Texts = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records worth comparing, with what speaks for it; `score` orders, it is no probability."""

    records: tuple[str, str]
    titles: tuple[str, str]
    date: str | None
    kind: str  # "one meeting", or "told of in a paper"
    score: float
    evidence: tuple[str, ...]


def candidates(
    talks: Sequence[Talk], roll: Roll, proposals: Sequence[MeetingProposal], texts: Texts
) -> tuple[Candidate, ...]:
    """List pairs worth comparing: proposals of one meeting, and papers that tell of a recorded talk.

    Left out are pairs with evidence against their being of one meeting, and copies of one text.
    """
    found = {}
    for one in proposals:
        copies = any(each.kind == "wording" for each in one.evidence)
        if one.question == "one meeting?" and not copies:
            words = tuple(each.words for each in one.evidence)
            found[frozenset(one.records)] = Candidate(
                one.records, one.titles, one.date, "one meeting", one.score, words
            )
    for candidate in _papers(talks, roll, texts):
        found.setdefault(frozenset(candidate.records), candidate)
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.date or "", one.records)))


def _papers(talks: Sequence[Talk], roll: Roll, texts: Texts) -> Iterator[Candidate]:
    """Give papers of the day of a talk, or of the days after it, that speak of the same rare things."""
    dated = [(talk, day) for talk in talks if (day := bounds(talk.date or "")[0]) is not None]
    near = [
        (one, other)
        for one, day in dated if one.own_date
        for other, later in dated if not other.own_date and 0 <= (later - day).days <= LATER
    ]  # fmt: skip
    words = Wordings(texts({talk.record for pair in near for talk in pair}))
    for one, other in near:
        alike, rare = words.shared_rare(one.record, other.record)
        if alike < ALIKE or words.shared_runs(one.record, other.record) >= COPY:
            continue
        parties = [{p.key: p.name for p in roll.parties.get(talk.record, ())} for talk in (one, other)]
        both = [parties[0][key] for key in parties[0] if key in parties[1]]
        if both or alike >= CLEARLY:
            who = [f"{', '.join(both[:3])}: in both"] if both else []
            evidence = (f"{other.date}, {one.date} the talk", *who, f"both speak of {', '.join(rare)}")
            titles = (one.title or one.record, other.title or other.record)
            yield Candidate(
                (one.record, other.record), titles, one.date, "told of in a paper", round(alike, 2), evidence
            )
