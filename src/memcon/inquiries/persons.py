"""Who is who across records: proposals to the register of persons, for a person to accept or refuse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.analysis.printed_names import Parsed, meetings, parsed, same_print
from memcon.analysis.resolving import Decisions, Folded, Gathered, gathered_names, names, resolver, two_of_one_name
from memcon.inquiries.likeness import Evidence, Named, circumstances, given_names, score, spelling
from memcon.inquiries.nearness import Index, index
from memcon.model.corrections import Correction
from memcon.model.register import Appearance, Person

Weighed = tuple[float, tuple[Evidence, ...]]  # score and evidence
WORTH = 0.5  # score from which a proposal is made


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a printed name is a person of the register, or one person with another printed name.

    `question` is "one person?" or, where evidence speaks against it, "two people?". The id depends on the two names
    only, so a later run gives the same proposal the same id.
    """

    id: str
    name: str
    other: str
    question: str
    score: float
    evidence: tuple[Evidence, ...]
    person: str | None = None  # id in the register, where `other` is a person of it
    records: tuple[str, ...] = ()


def proposals(
    appearances: Iterable[Appearance], register: Sequence[Person] = (), corrections: Iterable[Correction] = ()
) -> tuple[Proposal, ...]:
    """Propose which printed names are one person, or a person of the register; nothing is merged by this.

    Names are compared under their spellings in several schemes of romanisation and, in Russian, under the nominatives
    they may be a case of; only names that share their first consonants are compared. Names that a person has ruled on,
    and those that the register knows word for word as one person's, are not proposed.

    Returns:
        Best first; those with evidence against them ("two people?") last.
    """
    shown = list(appearances)
    rulings = list(corrections)
    known = resolver(register, rulings, shown)
    gathered = gathered_names(shown)
    attested = frozenset(word for held in gathered.values() for word in held[0][1].family)
    open_names = {
        folded: _named(held, attested) for folded, held in gathered.items() if known.person(held[0][0].name) is None
    }
    found = [
        _homonyms(folded, held, gathered)
        for folded, held in open_names.items()
        if folded in known.doubtful and (folded, folded) not in known.decided.apart
    ]
    people = [named for person in register for named in _of_register(person)]
    to_register = list(_with_register(open_names, people, known.decided, {person.id: person for person in register}))
    placed = {same_print(one.name) for one in to_register if one.question == "one person?"}
    rest = {folded: held for folded, held in open_names.items() if folded not in placed}
    all_found = [*found, *to_register, *_among(rest, known.decided)]
    return tuple(sorted(all_found, key=lambda one: (one.question != "one person?", -one.score, one.name, one.other)))


def _named(held: Sequence[tuple[Appearance, Parsed]], attested: frozenset[str]) -> Named:
    seen = [one for one, _ in held]
    name = held[0][1]
    return Named(
        name,
        meetings(name, attested),
        tuple(dict.fromkeys((one.office, one.date) for one in seen if one.office)),
        tuple(dict.fromkeys(one.side for one in seen if one.side)),
        tuple(sorted({one.date for one in seen if one.date})),
        frozenset(same_print(other) for one in seen for other in one.company),
        frozenset(one.record for one in seen if one.place == "present"),
        frozenset(one.record for one in seen),
        times=len(seen),
    )


def _of_register(person: Person) -> Iterator[Named]:
    """Give a person of the register under each spelling."""
    lives = tuple(date for date in (person.born, person.died) if date)
    for name in dict.fromkeys(names(person)):
        taken = parsed(name)
        if taken.family:
            sides = (person.side,) if person.side else ()
            yield Named(
                taken,
                meetings(taken),
                tuple((office, None) for office in person.offices),
                sides,
                lives,
                person=person.id,
            )


def _homonyms(folded: Folded, held: Named, gathered: Gathered) -> Proposal:
    evidence = tuple(Evidence(kind, words, "against") for kind, words in two_of_one_name(gathered[folded]))
    printed = held.name.printed
    return Proposal(
        _id(folded, folded), printed, printed, "two people?", 0.0, evidence, records=tuple(sorted(held.records))
    )


def _with_register(
    printed: Mapping[Folded, Named], people: Sequence[Named], decided: Decisions, register: Mapping[str, Person]
) -> Iterator[Proposal]:
    """Propose persons of the register; of two that fit a name, each is a question."""
    candidates = index(people)
    for folded, held in printed.items():
        best: dict[str, Weighed] = {}
        for other in candidates.likely(held):
            person = other.person or ""
            if (folded, person) not in decided.apart and (weighed := _weighed(held, other)):
                best[person] = _telling(best.get(person), weighed)
        fitting = {person: one for person, one in best.items() if one[0] >= WORTH}
        for person, (points, evidence) in (fitting or best).items():
            rivals = [register[one].name for one in fitting if one != person]
            against = tuple(Evidence("register", f"the name also fits {rival}", "against") for rival in rivals)
            if points >= WORTH or _told_apart(evidence):
                yield _proposal(folded, held, person, register[person].name, points, evidence + against)


def _telling(one: Weighed | None, other: Weighed) -> Weighed:
    """Choose between two spellings of one person: given names that agree tell most, then those that differ."""

    def rank(weighed: Weighed) -> tuple[int, float]:
        given = {e.speaks for e in weighed[1] if e.kind == "given names"}
        return (2 if "for" in given else 1 if given else 0), weighed[0]

    return other if one is None or rank(other) > rank(one) else one


def _among(printed: Mapping[Folded, Named], decided: Decisions) -> Iterator[Proposal]:
    """Propose that names without a person in the register are one: each with the name most printed that it fits."""
    order = sorted(printed.items(), key=lambda one: (-one[1].times, -len(one[1].name.given), one[1].name.printed))
    rank = {folded: number for number, (folded, _) in enumerate(order)}
    candidates = index(held for _, held in order)
    for folded, held in order:
        best: tuple[float, Named, tuple[Evidence, ...]] | None = None
        for other in candidates.likely(held):
            theirs = other.name.words
            ruled = (folded, theirs) in decided.apart or _ruled_same(folded, theirs, decided)
            if rank[theirs] >= rank[folded] or ruled:
                continue
            weighed = _weighed(held, other)
            if weighed and (best is None or weighed[0] > best[0]):
                best = (weighed[0], other, weighed[1])
        if best is not None and (best[0] >= WORTH or _told_apart(best[2])):
            evidence = best[2] + _several_bear(held, best[1], candidates)
            yield _proposal(folded, held, None, best[1].name.printed, best[0], evidence)


def _several_bear(one: Named, other: Named, candidates: Index) -> tuple[Evidence, ...]:
    """Say which third person a bare family name may mean: "Chen" where H. H. Chen and Shang Chen are printed."""
    named, bare = (one, other) if one.name.given else (other, one)
    if bare.name.given or not named.name.given:
        return ()
    for third in candidates.likely(bare):
        given = given_names(named.name, third.name)
        if given is not None and given.speaks == "against" and spelling(bare, third):
            words = f"“{bare.name.printed}” may as well be {third.name.printed}"
            return (Evidence("given names", words, "against"),)
    return ()


def _told_apart(evidence: Sequence[Evidence]) -> bool:
    """Tell whether a pair is worth asking about: beside the spelling, something speaks for it and something against."""
    sides = {one.speaks for one in evidence if one.kind != "spelling" and one.kind != "dates"}
    return sides == {"for", "against"}


def _ruled_same(one: Folded, other: Folded, decided: Decisions) -> bool:
    mine, its = decided.persons.get(one), decided.persons.get(other)
    return mine is not None and its is not None and mine.person == its.person


def _weighed(one: Named, other: Named) -> tuple[float, tuple[Evidence, ...]] | None:
    met = spelling(one, other)
    if met is None:
        return None
    given = given_names(one.name, other.name)
    evidence = [met[1], *([given] if given else []), *circumstances(one, other)]
    return score(met[0], evidence), tuple(evidence)


def _proposal(
    folded: Folded, held: Named, person: str | None, other: str, points: float, evidence: tuple[Evidence, ...]
) -> Proposal:
    question = "two people?" if any(one.speaks == "against" for one in evidence) else "one person?"
    pair = person or same_print(other)
    return Proposal(
        _id(folded, pair), held.name.printed, other, question, points, evidence, person, tuple(sorted(held.records))
    )


def _id(one: Folded, other: Folded | str) -> str:
    pair = sorted([" ".join(one), other if isinstance(other, str) else " ".join(other)])
    return hashlib.sha256("\n".join(pair).encode()).hexdigest()[:8]
