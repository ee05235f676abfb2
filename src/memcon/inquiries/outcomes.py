"""What came of what was undertaken: proposals that a later paper or outcome keeps, breaks or overtakes it."""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from memcon.inquiries.likeness import Evidence
from memcon.inquiries.outcome_words import OutcomeWords, outcome_words, pairs, stem, terms
from memcon.model.corrections import Correction, decided
from memcon.model.dates import Order, bounds, compare
from memcon.model.moves import Status
from memcon.model.undertakings import Done, Trace, Undertaken

WORTH = 0.5  # score from which a proposal is made
FEWEST = 40  # papers that a small archive is taken to have more, so that two that share a word do not make it common
TOLD = 0.65  # score from which a paper's sentence is proposed: there are many, and few tell of an undertaking
SURE = 0.6  # score from which a proposal is evidence enough for a status
CONTEXT = 0.6  # weight of a word that was said just before, beside one of the undertaking itself
ENOUGH = 1.5  # weight of shared words at which half of their worth is reached
RARE = 0.35  # weight from which a word tells something
OBJECT, OBJECT_ANYWHERE = 0.55, 0.9  # weight of the words of what is to be done that stand after the deed, anywhere
ADDRESSED = ("telephone", "visit", "telegraph")  # deeds that say little without to whom
LATEST = 30  # days after an undertaking within which a paper's sentence may tell of it
SOON = 60.0  # days in which the nearness of time falls to half
EFFECTS = ("kept", "partly", "broken", "overtaken")
BEST = 3  # proposals kept for one undertaking


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """That a later paper or outcome keeps, breaks or overtakes an undertaking.

    `effect` is kept, partly, broken or overtaken. The id depends on the two only. The score orders proposals; it is no
    probability. Absence of evidence makes no proposal.
    """

    id: str
    undertaking: str
    trace: Trace
    effect: str
    score: float
    evidence: tuple[Evidence, ...]
    about: str = "outcomes"

    @property
    def tied(self) -> tuple[str, ...]:
        """What a ruling on it ties or parts: the undertaking and the trace."""
        return (self.undertaking, self.trace.id)

    @property
    def instead(self) -> str:
        """What a person says who accepts it: the status of the undertaking."""
        return self.effect


@dataclass(frozen=True, slots=True)
class TooEarly:
    """An outcome that speaks of what an undertaking speaks of, but lies before it."""

    undertaking: str
    trace: Trace
    words: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an undertaking: its status, on which evidence, and who says so (None: the machine proposes it)."""

    status: Status
    proposals: tuple[Fulfilment, ...] = ()
    by: str | None = None
    because: str | None = None
    accepted: tuple[str, ...] = ()  # ids of the traces that a person accepted

    @property
    def proposed(self) -> bool:
        """Whether the status is the machine's proposal, on evidence that nobody has judged."""
        return self.by is None and self.status.value in EFFECTS


@dataclass(slots=True)
class Index:
    """Traces by the telling words they hold, and how telling each word is (0.0 to 1.0)."""

    traces: Sequence[Trace]
    words: list[dict[str, str]] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)
    outcomes: list[int] = field(default_factory=list)  # rows of the register
    telling: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))  # by deed: day, place

    def __post_init__(self) -> None:
        """Count the words; a word's weight falls with the share of the papers that hold it."""
        papers: dict[str, set[str]] = defaultdict(set)
        for at, trace in enumerate(self.traces):
            language = outcome_words(trace.language)
            held = terms(trace.text, language) if language else {}
            self.words.append(held)
            for word in held:
                papers[word].add(trace.record or trace.id)
            if trace.outcome:
                self.outcomes.append(at)
            day = bounds(trace.date or "")[0]
            for deed in {done.deed for done in trace.tells} if day else ():
                self.telling[deed].append((day.toordinal() if day else 0, at))
        most = math.log(len({trace.record or trace.id for trace in self.traces}) + FEWEST)
        for places in self.telling.values():
            places.sort()
        self.weights = {w: max(0.0, (most - math.log(len(its) + 0.5)) / most) for w, its in papers.items()}

    def told(self, one: Undertaken) -> Iterator[int]:
        """Give the sentences that tell of what was undertaken, of the days after."""
        first = bounds(one.date or "")[0]
        places = self.telling.get(one.deed or "", [])
        if first is not None:
            begin = bisect_left(places, (first.toordinal(), 0))
            end = bisect_left(places, (first.toordinal() + LATEST + 1, 0))
            yield from (at for _, at in places[begin:end])



def fulfilments(
    undertakings: Sequence[Undertaken], traces: Sequence[Trace], rulings: Iterable[Correction] = ()
) -> tuple[tuple[Fulfilment, ...], tuple[TooEarly, ...]]:
    """Propose what came of undertakings; decides nothing.

    A trace counts that lies after the undertaking, shares telling words with it (those of the undertaking itself before
    those said just before it), names the same parties, and says that such a thing was done, or was not.

    Args:
        undertakings: what was undertaken.
        traces: outcomes of the register, and sentences of papers that say what was done.
        rulings: people's rulings about outcomes; what they ruled on is not proposed again.

    Returns:
        Proposals, best first; and outcomes that would fit but lie before the undertaking.
    """
    ruled = set(decided(rulings, "outcomes"))
    index = Index(traces)
    found: list[Fulfilment] = []
    early: list[TooEarly] = []
    for one in undertakings:
        language = outcome_words(one.language)
        if language is None or one.date is None:
            continue
        mine = [made for made in _candidates(one, index, language, early) if frozenset(made.tied) not in ruled]
        kept = [made.trace.date or "" for made in mine if made.effect == "kept"]
        left = [made for made in mine if made.effect != "overtaken" or _before_all(made.trace.date, kept)]
        found += sorted(left, key=lambda made: -made.score)[:BEST]
    return tuple(sorted(found, key=lambda made: (-made.score, made.id))), tuple(early)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an undertaking is looked for by: telling words of its own and of what was said before, weighed."""

    own: frozenset[str]
    objects: frozenset[str]  # of what is to be done alone
    weights: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    points: bool  # whether it says "such a pact", "this", "it"

    def weight(self, words: Mapping[str, str]) -> float:
        """Weigh the words of what is to be done that are among some words."""
        return sum(self.weights.get(word, 0.0) for word in self.objects if word in words)


def _wanted(one: Undertaken, index: Index, language: OutcomeWords) -> Wanted:
    own = terms(f"{one.commitment.what} {one.commitment.condition or ''} {one.sentence}", language)
    around = terms(one.context, language)
    quiet = {stem(word) for word in one.parties}
    weights = {w: index.weights[w] for w in own if w in index.weights and w not in quiet}
    weights |= {w: CONTEXT * index.weights[w] for w in around if w not in own and w in index.weights and w not in quiet}
    points = not language.pointing.isdisjoint(one.commitment.what.lower().split())
    objects = frozenset(terms(one.commitment.what, language)) - quiet - {stem(one.deed or "")}
    phrases = frozenset(pairs(f"{one.context} {one.sentence}", language))
    return Wanted(frozenset(own) - quiet, objects, weights, phrases, points)


def _candidates(
    one: Undertaken, index: Index, language: OutcomeWords, early: list[TooEarly]
) -> Iterator[Fulfilment]:
    wanted = _wanted(one, index, language)
    told = (at for at in index.told(one) if wanted.weight(index.words[at]) >= OBJECT)
    for at in (*index.outcomes, *told):
        trace = index.traces[at]
        if trace.record == one.commitment.record:
            continue
        weighed = _weighed(one, trace, wanted, index.words[at], language)
        if weighed is None or weighed[0] < (WORTH if trace.outcome else TOLD):
            continue
        score, effect, evidence = weighed
        if compare(trace.date or "", one.date or "") != Order.BEFORE:
            yield Fulfilment(_id(one.id, trace.id), one.id, trace, effect, round(score, 2), evidence)
        elif trace.outcome and score >= SURE:
            early.append(TooEarly(one.id, trace, too_early(one, trace)))


def too_early(one: Undertaken, trace: Trace) -> str:
    """Say that an outcome lies before what it should come of."""
    return f"{trace.title or trace.id} ({trace.date}) lies before it was undertaken ({one.date}): it cannot come of it"


def _weighed(
    one: Undertaken, trace: Trace, wanted: Wanted, printed: Mapping[str, str], language: OutcomeWords
) -> tuple[float, str, tuple[Evidence, ...]] | None:
    """Weigh one trace; None where too little is shared, or it lies too far off."""
    both = {word: wanted.weights[word] for word in printed if word in wanted.weights}
    days = _days(one, trace)
    if not (_is_near(wanted, both) if trace.outcome else _is_told(one, trace, wanted, both, days, language)):
        return None
    effect, sign = _effect(one, trace)
    if effect is None:
        return None
    parts = [
        _of_words(both, printed), _of_phrase(wanted, trace, language), _of_parties(one, trace, language),
        _of_time(one, trace, days), _of_deed(one, trace), _of_sign(sign), _of_condition(one),
    ]  # fmt: skip
    found = [part for part in parts if part is not None]
    return sum(points for points, _ in found), effect, tuple(evidence for _, evidence in found)


def _is_near(wanted: Wanted, both: Mapping[str, float]) -> bool:
    """Tell whether an outcome may be of an undertaking: two telling words, one of them its own or pointed at."""
    telling = [word for word, weight in both.items() if weight >= RARE * CONTEXT]
    return len(telling) >= 2 and (wanted.points or bool(wanted.own & both.keys()))


def _is_told(
    one: Undertaken, trace: Trace, wanted: Wanted, both: Mapping[str, float], days: int | None, language: OutcomeWords
) -> bool:
    """Tell whether a sentence may tell of an undertaking: soon after, the deed of the same man, on the same things."""
    done = _done(one, trace)
    if done is None or days is None or not 0 <= days <= LATEST:
        return False
    whole = sum(both[word] for word in wanted.objects & both.keys())
    after = sum(both[word] for word in wanted.objects & both.keys() & terms(done.to, language).keys())
    return after >= OBJECT or (done.deed not in ADDRESSED and whole >= OBJECT_ANYWHERE)


def _done(one: Undertaken, trace: Trace) -> Done | None:
    """Give the deed of a trace that is the one undertaken, and by whoever undertook it where anybody is named."""
    same = (done for done in trace.tells if done.deed == one.deed)
    return next((done for done in same if not done.by.isdisjoint(one.promisor)), None)


Part = tuple[float, Evidence]  # what a piece of evidence adds to the score


def _of_words(both: Mapping[str, float], printed: Mapping[str, str]) -> Part:
    weight = sum(both.values())
    words = ", ".join(f"“{printed[word]}”" for word in _most(both))
    return 0.5 * weight / (weight + ENOUGH), Evidence("words", f"both speak of {words}", "for")


def _of_phrase(wanted: Wanted, trace: Trace, language: OutcomeWords) -> Part | None:
    phrases = [printed for pair, printed in pairs(trace.text, language).items() if pair in wanted.pairs]
    return (0.08, Evidence("phrase", f"both say “{phrases[0]}”", "for")) if phrases else None


def _of_parties(one: Undertaken, trace: Trace, language: OutcomeWords) -> Part | None:
    parties = sorted(word for word in (one.parties & trace.parties) - language.stop if len(word) > 1)
    if parties:
        return min(0.2, 0.1 * len(parties)), Evidence("parties", f"of the same: {', '.join(parties[:5])}", "for")
    return (0.0, Evidence("parties", "names none of the parties", "against")) if trace.outcome else None


def _of_time(one: Undertaken, trace: Trace, days: int | None) -> Part:
    nearness, when = _nearness(one, trace, days)
    return 0.15 * nearness, when


def _of_deed(one: Undertaken, trace: Trace) -> Part | None:
    done = _done(one, trace)
    if done is not None:
        told = "told as not done" if done.denied else "told as done"
        return 0.15, Evidence("deed", f"what was undertaken is {told}: {done.deed}", "for")
    return (0.15, Evidence("deed", f"it was done: {trace.kind}", "for")) if trace.outcome and trace.material else None


def _of_sign(sign: str | None) -> Part | None:
    return (0.1, Evidence("sign", f"it says: “{sign}”", "for")) if sign else None


def _of_condition(one: Undertaken) -> Part | None:
    if not one.commitment.condition:
        return None
    return 0.0, Evidence("condition", f"whether its condition held is open: {one.commitment.condition}", "against")


def _most(both: Mapping[str, float]) -> list[str]:
    return sorted(both, key=lambda word: (-both[word], word))[:5]


def _effect(one: Undertaken, trace: Trace) -> tuple[str | None, str | None]:
    """Say what the trace does to the undertaking, and the words that say so.

    What one undertook not to do is broken when it is done. What is told as not done breaks nothing before it is due,
    and nothing at all where no time was named.
    """
    if trace.signs:
        return trace.signs[0]
    done = _done(one, trace)
    if done is not None and done.denied:
        due = bounds(one.commitment.due_date or "")[1] if one.commitment.due_date else None
        told = bounds(trace.date or "")[0]
        return ("broken" if due is not None and told is not None and told > due else None), None
    denied = one.commitment.what.lower().startswith(("not ", "no ", "never "))
    return ("broken" if denied else "kept"), None


def _days(one: Undertaken, trace: Trace) -> int | None:
    said, told = bounds(one.date or ""), bounds(trace.date or "")
    first, last = said[0] or said[1], told[0] or told[1]
    return (last - first).days if first and last else None


def _nearness(one: Undertaken, trace: Trace, days: int | None) -> tuple[float, Evidence]:
    """Say how near in time it lies, 0.0 to 1.0: to the day it was due, else to the day it was undertaken."""
    due = bounds(one.commitment.due_date or "")[1] if one.commitment.due_date else None
    told: date | None = bounds(trace.date or "")[0]
    if due is not None and told is not None:
        if told <= due:
            return 1.0, Evidence("time", f"before it was due ({one.commitment.due})", "for")
        late = (told - due).days
        return SOON / (SOON + late), Evidence("time", f"{late} days after it was due ({one.commitment.due})", "for")
    if days is None:
        return 0.0, Evidence("time", "its day is not known", "against")
    scale = SOON if not trace.outcome else 10 * SOON
    return scale / (scale + max(0, days)), Evidence("time", f"{days} days after it was undertaken", "for")


def _id(one: str, other: str) -> str:
    return hashlib.sha256(f"{one}\n{other}".encode()).hexdigest()[:8]


def fates(
    undertakings: Sequence[Undertaken],
    proposals: Iterable[Fulfilment],
    rulings: Iterable[Correction] = (),
    until: date | None = None,
) -> dict[str, Fate]:
    """Say what became of each undertaking.

    What a person decided stands. Else the best proposal, where it is sure enough, gives the status; else it is
    conditional where a condition was named, open where it was not yet due when the archive's last paper was written,
    and unknown in all other cases. It is never broken because nothing tells of it.

    Args:
        undertakings: what was undertaken.
        proposals: what may have come of it.
        rulings: people's rulings about outcomes.
        until: the day of the archive's last paper.
    """
    held: dict[str, list[Fulfilment]] = defaultdict(list)
    for made in proposals:
        held[made.undertaking].append(made)
    ruled: dict[str, list[Correction]] = defaultdict(list)
    for corrections in decided(rulings, "outcomes").values():
        for name in corrections[-1].names:
            ruled[name].append(corrections[-1])
    return {one.id: _fate(one, tuple(held[one.id]), ruled.get(one.id, []), until) for one in undertakings}


def _fate(one: Undertaken, proposals: tuple[Fulfilment, ...], ruled: Sequence[Correction], until: date | None) -> Fate:
    accepted = [held for held in ruled if held.kind.value == "accept" and held.instead]
    if accepted:
        last = max(accepted, key=lambda held: held.at)
        traces = tuple(name for held in accepted for name in held.names if name != one.id)
        return Fate(Status(str(last.instead)), proposals, last.by, last.because, traces)
    sure = [made for made in proposals if made.score >= SURE]
    if sure:
        return Fate(Status(sure[0].effect), proposals)
    if one.commitment.condition:
        return Fate(Status.CONDITIONAL, proposals)
    due = bounds(one.commitment.due_date or "")[1] if one.commitment.due_date else None
    if due is not None and until is not None and due > until:
        return Fate(Status.OPEN, proposals)
    return Fate(Status.UNKNOWN, proposals)


def _before_all(day: str | None, others: Iterable[str]) -> bool:
    """Tell whether a day lies before all others: what was kept already is not overtaken later."""
    return all(compare(day or "", other) == Order.BEFORE for other in others)
