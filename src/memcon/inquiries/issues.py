"""Which issues of different records are one: a list with counts, and proposals to the register with their evidence."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from memcon.analysis.issues.lore import lore
from memcon.analysis.issues.naming import slug
from memcon.analysis.issues.terms import words
from memcon.inquiries.likeness import Evidence
from memcon.inquiries.terms import spelt
from memcon.inquiries.wording import Wordings
from memcon.model.corrections import Correction, Ruling, decided
from memcon.model.dates import bounds, sort_key

NARROWER = "narrower issues"  # what a ruling is about that makes an issue part of another
WORTH = 0.5  # score from which a proposal is made
# What each kind of evidence adds to the score; chosen by hand, not calibrated: it orders proposals, no more.
NAMES, PASSAGES, PARTIES, DATES = 0.55, 0.25, 0.1, 0.1
CROWD = 80  # labels that share a word beyond which the word brings none of them together
ALIKE = 0.12  # likeness of rare words in two issues' passages that counts whole
LITTLE = 0.01  # and below which nothing in them agrees
NEAR, FAR = 1.0, 5.0  # years apart that speak for one issue, and against


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An issue as one record has it: its label there, when, between whom, and the words of its passages."""

    record: str
    label: str
    date: str | None = None  # EDTF
    parties: frozenset[str] = frozenset()
    passages: int = 1
    principal: bool = False
    language: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An issue across records: one of the register, or one that records call by the same name."""

    id: str
    label: str
    also: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    passages: int = 0
    principal: int = 0  # in so many records it is the principal issue
    first: str | None = None  # EDTF
    last: str | None = None
    registered: bool = False
    broader: str | None = None  # id in the register


@dataclass(frozen=True, slots=True)
class IssueProposal:
    """That two issues are one ("one issue?"), or the first a part of the second ("narrower?").

    With evidence against it the question is "two issues?". The id depends on the two names only; the score orders
    proposals and is no probability. `issues` are labels, or the id of one in the register.
    """

    id: str
    issues: tuple[str, str]
    question: str
    score: float
    evidence: tuple[Evidence, ...]
    records: tuple[str, ...] = ()
    relation: str = "one issue"  # what accepting it says: one issue, or narrower

    @property
    def about(self) -> str:
        """What a ruling on it is about."""
        return NARROWER if self.relation == "narrower" else "issues"

    @property
    def tied(self) -> tuple[str, ...]:
        """What a ruling on it ties or parts."""
        return self.issues


@dataclass(slots=True)
class Called:
    """An issue under one name, gathered from all its records; `key` is its label, or its id in the register."""

    key: str
    label: str
    spellings: set[str] = field(default_factory=set)
    held: list[Occurrence] = field(default_factory=list)
    stems: dict[str, bool] = field(default_factory=dict)  # of all its names; whether the word is a proper name
    registered: bool = False
    broader: str | None = None

    @property
    def parties(self) -> frozenset[str]:
        """Everybody who takes part where it is spoken of."""
        return frozenset(party for one in self.held for party in one.parties)

    @property
    def dates(self) -> list[str]:
        """When it is spoken of, in order."""
        return sorted({one.date for one in self.held if one.date}, key=sort_key)


Rows = Mapping[str, Mapping[str, Any]]
NOTHING: Rows = MappingProxyType({})


def gathered(occurrences: Iterable[Occurrence], register: Rows) -> dict[str, Called]:
    """Gather issues of one name; a name that the register knows belongs to the issue of the register."""
    found = {key: _of_register(key, row) for key, row in register.items()}
    known = {slug(one): key for key, issue in found.items() for one in (issue.label, *issue.spellings)}
    for one in occurrences:
        key = known.get(slug(one.label), one.label)
        issue = found.setdefault(key, Called(key, one.label))
        known.setdefault(slug(one.label), key)
        issue.held.append(one)
        issue.spellings.add(one.label)
        issue.stems |= _stems(one.label, one.language)
    return found


def _of_register(key: str, row: Mapping[str, Any]) -> Called:
    names = list(spelt(row)) or [key]
    broader = row.get("broader")
    issue = Called(key, names[0], set(names), registered=True, broader=str(broader) if broader else None)
    for name in names:
        issue.stems |= _stems(name, None)
    return issue


def _stems(label: str, language: str | None) -> dict[str, bool]:
    known = lore(language)
    telling = (one for one in words(label, known) if one.kind not in ("sign", "stop", "join", "determiner"))
    return {one.stem: one.kind == "name" for one in telling if one.printed.lower() not in known.generic}


def listed(occurrences: Iterable[Occurrence], register: Rows, rulings: Iterable[Correction] = ()) -> tuple[Listed, ...]:
    """List issues with counts and dates: those of the register first, then those in most records.

    Names that people accepted as one issue are one line.
    """
    found = gathered(occurrences, register)
    whole: dict[str, list[Called]] = {}
    for key, other in _ruled_one(found, rulings).items():
        whole.setdefault(other, []).append(found[key])
    lines = [_line(issues) for issues in whole.values()]
    return tuple(sorted(lines, key=lambda one: (not one.registered, -len(one.records), -one.passages, one.label)))


def _ruled_one(found: Mapping[str, Called], rulings: Iterable[Correction]) -> dict[str, str]:
    """Say under which issue each stands, as people ruled; one of the register leads."""
    leader = {key: key for key in found}
    for tied, held in decided(rulings, "issues").items():
        names = sorted(tied & leader.keys(), key=lambda key: (not found[key].registered, key))
        if held[-1].kind == Ruling.ACCEPT and len(names) > 1:
            first, others = leader[names[0]], {leader[name] for name in names}
            leader = {key: first if other in others else other for key, other in leader.items()}
    return leader


def _line(issues: Sequence[Called]) -> Listed:
    lead = max(issues, key=lambda one: (one.registered, len(one.held)))
    held = [one for issue in issues for one in issue.held]
    dates = sorted({one.date for one in held if one.date}, key=sort_key)
    also = sorted({name for issue in issues for name in (issue.label, *issue.spellings)} - {lead.label})
    return Listed(
        lead.key if lead.registered else slug(lead.label), lead.label, tuple(also),
        tuple(dict.fromkeys(one.record for one in held)), sum(one.passages for one in held),
        len({one.record for one in held if one.principal}), dates[0] if dates else None,
        dates[-1] if dates else None, lead.registered, lead.broader,
    )  # fmt: skip


def proposals(
    occurrences: Iterable[Occurrence], register: Rows = NOTHING, rulings: Iterable[Correction] = ()
) -> tuple[IssueProposal, ...]:
    """Propose which issues of different records are one, and which is a part of another; nothing is merged by this.

    Compared are issues whose names share a word that not many names hold. What people ruled on is not proposed again.

    Returns:
        Best first; those with evidence against them ("two issues?") last.
    """
    found = gathered(occurrences, register)
    filed = list(rulings)
    ruled = {*decided(filed, "issues"), *decided(filed, NARROWER)}
    holding: dict[str, list[Called]] = defaultdict(list)
    for issue in found.values():
        for stem in issue.stems:
            holding[stem].append(issue)
    rarity = {stem: math.log(1 + len(found) / len(held)) for stem, held in holding.items()}
    wordings = Wordings({key: " ".join(one.text for one in issue.held) for key, issue in found.items()})
    made = [
        one
        for a, b in _pairs(holding)
        if frozenset((a.key, b.key)) not in ruled and (one := _weighed(a, b, rarity, wordings)) is not None
    ]
    return tuple(sorted(made, key=lambda one: (one.question == "two issues?", -one.score, one.id)))


def _pairs(holding: Mapping[str, Sequence[Called]]) -> Iterator[tuple[Called, Called]]:
    """Give each pair of issues that share a telling word, once; two that stand in the same records only are apart."""
    seen: set[frozenset[str]] = set()
    for held in holding.values():
        if len(held) > CROWD:
            continue
        for place, one in enumerate(held):
            for other in held[place + 1:]:
                pair = frozenset((one.key, other.key))
                if pair not in seen and _across(one, other):
                    seen.add(pair)
                    yield (one, other) if one.key < other.key else (other, one)


def _across(one: Called, other: Called) -> bool:
    """Tell whether two issues can be compared: the register's with any, others where their records differ."""
    if one.registered or other.registered:
        return bool(one.held or other.held) and not (one.registered and other.registered)
    return {o.record for o in one.held} != {o.record for o in other.held}


def _weighed(one: Called, other: Called, rarity: Mapping[str, float], wordings: Wordings) -> IssueProposal | None:
    alike, named = _names(one, other, rarity)
    if alike < ALIKE:
        return None
    passages, told = _passages(one, other, wordings)
    parties, met = _parties(one, other)
    dates, when = _dates(one, other)
    score = round(NAMES * alike + PASSAGES * passages + PARTIES * parties + DATES * dates, 2)
    if score < WORTH:
        return None
    evidence = (*named, *told, *met, *when)
    narrow, wide = (one, other) if len(one.stems) > len(other.stems) else (other, one)
    inside = wide.stems.keys() < narrow.stems.keys()
    relation = "narrower" if inside else "one issue"
    against = any(reason.speaks == "against" for reason in evidence)
    issues = (narrow.key, wide.key) if inside else (one.key, other.key)
    question = "two issues?" if against else f"{relation}?"
    records = tuple(dict.fromkeys(held.record for issue in (one, other) for held in issue.held))
    return IssueProposal(_id(one, other), issues, question, score, evidence, records, relation)


def _id(one: Called, other: Called) -> str:
    return hashlib.sha256("\n".join(sorted((one.key, other.key))).encode()).hexdigest()[:8]


def _names(one: Called, other: Called, rarity: Mapping[str, float]) -> tuple[float, list[Evidence]]:
    """Compare names: rare words that both hold; a proper name that each has of its own speaks against."""
    shared = one.stems.keys() & other.stems.keys()

    def weight(stems: Iterable[str]) -> float:
        return sum(rarity[stem] ** 2 for stem in stems)

    alike = weight(shared) / math.sqrt(weight(one.stems) * weight(other.stems)) if shared else 0.0
    evidence = [Evidence("names", f"“{one.label}” and “{other.label}” share {len(shared)} of their telling words")]
    mine, its = ({s for s, proper in issue.stems.items() if proper} - shared for issue in (one, other))
    if mine and its:
        evidence.append(Evidence("names", "each names something the other does not", "against"))
    return alike, evidence


def _passages(one: Called, other: Called, wordings: Wordings) -> tuple[float, list[Evidence]]:
    if not one.held or not other.held:
        return 0.0, []
    alike, told = wordings.shared_rare(one.key, other.key)
    if alike < LITTLE:
        return 0.0, [Evidence("passages", "their passages share no rare word", "against")]
    return min(1.0, alike / ALIKE), [Evidence("passages", f"passages share: {', '.join(told)}")]


def _parties(one: Called, other: Called) -> tuple[float, list[Evidence]]:
    mine, its = one.parties, other.parties
    if not mine or not its:
        return 0.0, []
    both = sorted(mine & its)
    if not both:
        return 0.0, [Evidence("parties", "nobody takes part in both", "against")]
    return len(both) / min(len(mine), len(its)), [Evidence("parties", f"in both: {', '.join(both[:4])}")]


def _dates(one: Called, other: Called) -> tuple[float, list[Evidence]]:
    mine, its = (
        [first for date in issue.dates if (first := bounds(date)[0]) is not None] for issue in (one, other)
    )
    if not mine or not its:
        return 0.0, []
    gap = max(0, (min(its) - max(mine)).days, (min(mine) - max(its)).days)
    years = gap / 365.25
    if years > FAR:
        return 0.0, [Evidence("dates", f"{years:.0f} years lie between", "against")]
    words_of_it = "their dates overlap" if gap == 0 else f"{gap} {'day' if gap == 1 else 'days'} apart"
    return max(0.0, 1 - years / FAR) if years > NEAR else 1.0, [Evidence("dates", words_of_it)]


def entries(
    proposal: IssueProposal, occurrences: Iterable[Occurrence], register: Rows, note: str
) -> list[dict[str, Any]]:
    """Give the rows that an accepted proposal adds to the register: one issue with its names, or two, one narrower."""
    found = gathered(occurrences, register)
    one, other = (found[key] for key in proposal.issues)
    if proposal.relation == "narrower":
        wide = _row(other, register, note)
        return [wide, _row(one, register, note) | {"broader": wide["id"]}]
    lead, joined = sorted((one, other), key=lambda issue: (not issue.registered, -len(issue.held)))
    row = _row(lead, register, note)
    known = {*spelt(row)}
    names = dict.fromkeys([joined.label, *sorted(joined.spellings)])
    row["also"] = [*row.get("also", ()), *(name for name in names if name not in known)]
    return [row]


def _row(issue: Called, register: Rows, note: str) -> dict[str, Any]:
    if issue.registered:
        return dict(register[issue.key]) | {"label": issue.label}
    made = hashlib.sha256(issue.label.encode()).hexdigest()[:6]
    return {"id": f"{slug(issue.label)}-{made}", "label": issue.label, "note": note}
