"""Which records report one meeting: proposals with evidence for and against, for a person to accept or refuse."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.inquiries.company import Roll
from memcon.inquiries.hours import clock, hour
from memcon.inquiries.likeness import Evidence
from memcon.inquiries.wording import Wordings
from memcon.model.corrections import Correction, Ruling, decided
from memcon.model.dates import Order, bounds, compare
from memcon.model.meetings import Talk

WORTH = 0.5  # score from which a proposal is made
LIKELY = 0.25  # score of date, hour, place and company from which the texts are compared
LATER = 3  # days within which a telegram or letter tells of a meeting
WIDE = 62  # days a date may span before it says too little to compare by
NEAR = 30  # minutes within which two hours are one
COPY, PHRASES = 0.4, 0.08  # shares of runs of words in common: a draft or copy; phrases of one hand in another's
ALIKE = 0.25  # likeness of rare words from which two texts speak of the same things
TRANSLATION = re.compile(r"[._](?:[a-z]{2,3})(?=-)")
Texts = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class MeetingProposal:
    """That two records report one meeting. `question` is "one meeting?", or "two meetings?" with evidence against.

    The id depends on the two records only. The score orders proposals; it is no probability.
    """

    id: str
    records: tuple[str, str]
    titles: tuple[str, str]
    date: str | None
    question: str
    score: float
    evidence: tuple[Evidence, ...]
    about: str = "meetings"

    @property
    def tied(self) -> tuple[str, ...]:
        """What a ruling on it ties or parts: the two records."""
        return self.records


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Rulings of people that cannot all hold."""

    records: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Records grouped by meeting as people ruled: each group in order, and where rulings contradict each other."""

    groups: tuple[tuple[str, ...], ...]
    contradictions: tuple[Contradiction, ...] = ()


def proposals(
    talks: Sequence[Talk], roll: Roll, texts: Texts, rulings: Iterable[Correction] = ()
) -> tuple[MeetingProposal, ...]:
    """Propose which records report one meeting. Two records of one meeting stay two sources: nothing is merged.

    Compared are records whose dates can be one, and telegrams and letters of the three days after a talk. What people
    ruled on is not proposed again.

    Args:
        talks: the records that report talk.
        roll: who takes part in them.
        texts: gives the texts of records; asked once, for those that date and company bring together.
        rulings: people's rulings about meetings.

    Returns:
        Best first; those with evidence against them ("two meetings?") last.
    """
    ruled = set(decided(rulings, "meetings"))
    pairs = [(one, other) for one, other in _near(talks) if frozenset((one.record, other.record)) not in ruled]
    weighed = [(one, other, evidence) for one, other in pairs if (evidence := tuple(_circumstances(one, other, roll)))]
    likely = [pair for pair in weighed if _score(one for one in pair[2] if one.speaks == "for") >= LIKELY]
    wordings = Wordings(texts({talk.record for a, b, _ in likely for talk in (a, b)}))
    found = [_proposal(a, b, (*evidence, *_words(a, b, wordings))) for a, b, evidence in likely]
    worth = [one for one in found if one.score >= WORTH]
    return tuple(sorted(worth, key=lambda one: (one.question != "one meeting?", -one.score, one.date or "", one.id)))


def joined(rulings: Iterable[Correction], stated: Iterable[tuple[str, ...]] = ()) -> Joined:
    """Group records by meeting as people ruled; of two rulings on the same records the later counts.

    `stated` are groups of records that the register of meetings puts together.

    Where two people rule otherwise on the same records, or records are joined through a third that are held apart, that
    is told: it is for people to settle.
    """
    latest = {tuple(sorted(tied)): held for tied, held in decided(rulings, "meetings").items()}
    group: dict[str, set[str]] = {}
    for tied in (*stated, *(records for records, held in latest.items() if held[-1].kind == Ruling.ACCEPT)):
        whole = set(tied).union(*(group.get(record, set()) for record in tied))
        group.update(dict.fromkeys(whole, whole))
    found = [
        Contradiction(records, _changed(held)) for records, held in latest.items() if len({h.kind for h in held}) > 1
    ]
    for records, held in latest.items():
        if held[-1].kind == Ruling.REFUSE and records[-1] in group.get(records[0], ()):
            words = f"{held[-1].by} refused that they are one meeting, but rulings join both to a third record"
            found.append(Contradiction(records, words))
    groups = {tuple(sorted(whole)) for whole in group.values()}
    return Joined(tuple(sorted(groups)), tuple(found))


def _changed(held: Sequence[Correction]) -> str:
    told = [f"{one.by} {'accepted' if one.kind == Ruling.ACCEPT else 'refused'} it on {one.at[:10]}" for one in held]
    return "; ".join(told) + "; the last counts"


def _near(talks: Sequence[Talk]) -> Iterator[tuple[Talk, Talk]]:
    """Give the pairs of records whose dates let them be of one meeting, and translations of one document, each once."""
    given = set()
    for one, other in (*_by_day(talks), *_by_number(talks)):
        pair = frozenset((one.record, other.record))
        if pair not in given:
            given.add(pair)
            yield one, other


def _by_number(talks: Sequence[Talk]) -> Iterator[tuple[Talk, Talk]]:
    """Give the pairs that bear one number in an edition in several languages, whatever their dates."""
    held: dict[str, list[Talk]] = defaultdict(list)
    for talk in talks:
        held[TRANSLATION.sub("", talk.record.rpartition("-")[0])].append(talk)
    for several in held.values():
        for at, one in enumerate(several):
            yield from ((one, other) for other in several[at + 1 :] if _translated(one, other))


def _by_day(talks: Sequence[Talk]) -> Iterator[tuple[Talk, Talk]]:
    """Give the pairs of records whose days can be one, or a telegram or letter that is of the days after the other."""
    by_day: dict[int, list[int]] = defaultdict(list)
    spans: list[tuple[int, int] | None] = []
    for at, talk in enumerate(talks):
        first, last = bounds(talk.date or "")
        span = (first.toordinal(), last.toordinal()) if first and last and (last - first).days <= WIDE else None
        spans.append(span)
        if span:
            for day in range(span[0], span[1] + 1):
                by_day[day].append(at)
    for at, span in enumerate(spans):
        if span:
            before = 0 if talks[at].own_date else LATER
            others = {other for day in range(span[0] - before, span[1] + 1) for other in by_day[day] if other != at}
            for other in sorted(others):
                overlap = spans[other]
                both = overlap is not None and overlap[1] >= span[0]
                if (both and other > at) or (not both and talks[other].own_date):
                    yield talks[at], talks[other]


def _circumstances(one: Talk, other: Talk, roll: Roll) -> Iterator[Evidence]:
    """Weigh date, company, hour and place; nothing where the two share nobody."""
    company = tuple(_company(one, other, roll))
    edition = _translated(one, other)
    if not edition and not any(evidence.speaks == "for" for evidence in company):
        return
    if edition:
        yield Evidence("edition", f"the same document, {edition}, in two languages of one edition", "for")
    yield from (_date(one, other), *company, *_hours(one, other), *_places(one, other))


def _translated(one: Talk, other: Talk) -> str | None:
    """Give the number that two languages of one edition share: talks.en-M05 and talks.ru-M05."""
    mine, its = one.record.rpartition("-")[0], other.record.rpartition("-")[0]
    if one.language == other.language or TRANSLATION.sub("", mine) != TRANSLATION.sub("", its) or mine == its:
        return None
    return mine.rpartition("-")[2]


def _date(one: Talk, other: Talk) -> Evidence:
    order = compare(one.date or "", other.date or "")
    if order == Order.SAME:
        return Evidence("date", f"both of {one.date}", "for")
    if order == Order.OVERLAPPING:
        return Evidence("date", f"dates that can be one: {one.date} and {other.date}", "for")
    return Evidence("later", f"{_kind(one)} of {one.date}, within {LATER} days after {other.date}", "for")


def _kind(talk: Talk) -> str:
    return (talk.form or "record").replace("_", " ")


def _company(one: Talk, other: Talk, roll: Roll) -> Iterator[Evidence]:
    """Compare who takes part: those whom both name, and of those who speak whom each names alone.

    That one hand wrote two telegrams on one day says nothing of their talks, so it does not count.
    """
    mine, its = ({p.key: p for p in roll.parties.get(talk.record, ())} for talk in (one, other))
    both = [mine[key].name for key in mine if key in its and {mine[key].part, its[key].part} != {"hand"}]
    if not both:
        return
    whole = len(both) == min(len(mine), len(its))
    kind = "company" if len(both) > 1 else "one in common"
    every = "all whom the shorter list names" if whole and len(both) > 1 else "in both"
    yield Evidence(kind, f"{', '.join(both[:5])}: {every}", "for")
    alone = [
        next((party.name for key, party in parties.items() if key not in others and party.part == "speaks"), None)
        for parties, others in ((mine, its), (its, mine))
    ]
    if one.own_date and other.own_date and one.language == other.language and all(alone):
        yield Evidence("company", f"only one names {alone[0]}, only the other {alone[1]}", "against")


def _hours(one: Talk, other: Talk) -> Iterator[Evidence]:
    mine, its = hour(one), hour(other)
    if mine is None or its is None:
        return
    if mine == its:
        yield Evidence("hour", f"both at {clock(mine)}", "for")
    elif abs(mine - its) > NEAR:
        yield Evidence("hour", f"one at {clock(mine)}, the other at {clock(its)}", "against")


def _places(one: Talk, other: Talk) -> Iterator[Evidence]:
    if not one.place or not other.place or one.language != other.language:
        return
    mine, its = (set(re.findall(r"\w{3,}", talk.place.lower())) for talk in (one, other) if talk.place)
    if mine & its:
        yield Evidence("place", f"both in {min(one.place, other.place, key=len)}", "for")
    elif one.own_date and other.own_date:
        yield Evidence("place", f"one in {one.place}, the other in {other.place}", "against")


def _words(one: Talk, other: Talk, wordings: Wordings) -> Iterator[Evidence]:
    """Compare the texts, where they are of one language."""
    if one.language != other.language:
        return
    runs = wordings.shared_runs(one.record, other.record)
    if runs >= COPY:
        yield Evidence("wording", f"a draft or copy: {runs:.0%} of the shorter text stands in the other", "for")
    elif runs >= PHRASES:
        yield Evidence("phrases", f"whole phrases in common: {runs:.0%} of the shorter text", "for")
    alike, words = wordings.shared_rare(one.record, other.record)
    if alike >= ALIKE:
        yield Evidence("subject", f"both speak of {', '.join(words)}", "for")


WEIGHTS = {
    ("edition", "for"): 0.5, ("date", "for"): 0.2, ("later", "for"): 0.05, ("company", "for"): 0.2,
    ("one in common", "for"): 0.05, ("hour", "for"): 0.25, ("place", "for"): 0.05, ("wording", "for"): 0.5,
    ("phrases", "for"): 0.2, ("subject", "for"): 0.25, ("company", "against"): -0.25, ("hour", "against"): -0.4,
    ("place", "against"): -0.3,
}  # fmt: skip


def _score(evidence: Iterable[Evidence]) -> float:
    return round(max(0.0, min(1.0, sum(WEIGHTS.get((one.kind, one.speaks), 0.0) for one in evidence))), 2)


def _proposal(one: Talk, other: Talk, evidence: tuple[Evidence, ...]) -> MeetingProposal:
    first, second = sorted((one, other), key=lambda talk: (not talk.own_date, talk.record))
    against = any(each.speaks == "against" for each in evidence)
    records = (first.record, second.record)
    return MeetingProposal(
        hashlib.sha256("\n".join(sorted(records)).encode()).hexdigest()[:8],
        records,
        (first.title or first.record, second.title or second.record),
        first.date,
        "two meetings?" if against else "one meeting?",
        _score(evidence),
        evidence,
    )
