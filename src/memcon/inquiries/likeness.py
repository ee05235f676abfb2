"""Whether two names may be one person: how alike they are, what speaks for it, what against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from memcon.analysis.printed_names import Meeting, Parsed, first_letters
from memcon.analysis.romanise import skeleton, sound, spellings
from memcon.model.dates import bounds

ALIKE = 0.8  # likeness of spellings below which two names are not compared further
SOUNDING = 0.97  # likeness of spellings that only sound alike
FORENAMES = 0.5  # likeness of two forenames: Vladimir and Wladimir, not Robert and Richard
SHORT = 4  # letters; names of so many must sound alike but for a vowel, shorter ones be the same
ONE_VOWEL = 0.75  # likeness of Rusk and Rask
LIFETIME = 60  # years between two appearances of one person, at most
# What each kind of evidence adds to the score; chosen by hand, not calibrated: it orders proposals, no more.
WEIGHTS = {"spelling": 0.55, "given names": 0.2, "office": 0.15, "side": 0.1, "company": 0.1, "dates": 0.05}
AGAINST = 0.25  # the score of a proposal with evidence against it


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against: its kind, and the reason in words."""

    kind: str  # spelling, given names, office, side, company, dates, register
    words: str
    speaks: str = "for"  # for | against


@dataclass(frozen=True, slots=True)
class Named:
    """A name with all that is known of whoever bears it, gathered from every place where it is printed.

    `dates` are EDTF, `company` the folded names of those present with it, `records` where it is printed; `listed` those
    of them in whose list of those present it stands.
    """

    name: Parsed
    spellings: tuple[Meeting, ...]
    offices: tuple[tuple[str, str | None], ...] = ()  # office, date
    sides: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    company: frozenset[tuple[str, ...]] = frozenset()
    listed: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    person: str | None = None  # id, for a spelling in the register
    times: int = 0


def spelling(one: Named, other: Named) -> tuple[float, Evidence] | None:
    """Compare family names under every spelling; None where they are not alike."""
    best, pair = 0.0, None
    for mine in one.spellings:
        for its in other.spellings:
            likeness = _alike(mine, its)
            if likeness > best:
                best, pair = likeness, (mine, its)
    if pair is None or best < ALIKE:
        return None
    return best, Evidence("spelling", _met(one, other, *pair))


def _alike(one: Meeting, other: Meeting) -> float:
    if one.words == other.words:
        return 1.0
    if not (one.certain and other.certain):
        return 0.0
    shortest = min(len(one.words), len(other.words))
    if shortest < SHORT:
        return 0.0
    if sound(one.words) == sound(other.words):
        return SOUNDING
    likeness = Levenshtein.normalized_similarity(sound(one.words), sound(other.words))
    if shortest == SHORT:
        near = skeleton(one.words) == skeleton(other.words) and likeness >= ONE_VOWEL
        return ALIKE if near else 0.0
    return float(likeness) * SOUNDING


def _met(one: Named, other: Named, mine: Meeting, its: Meeting) -> str:
    names = f"“{one.name.printed}” and “{other.name.printed}”"
    made = [f"{meeting.words} ({meeting.how})" for meeting in (mine, its) if meeting.how != "as printed"]
    how = f", read as {' and '.join(made)}" if made else ""
    if mine.words == its.words:
        return f"{names}{how}: the same family name"
    if sound(mine.words) == sound(its.words):
        return f"{names}{how}: one sound in different spellings"
    changed = Levenshtein.distance(mine.words, its.words)
    return f"{names}{how}: {changed} {'letter' if changed == 1 else 'letters'} apart"


def given_names(one: Parsed, other: Parsed) -> Evidence | None:
    """Compare initials, forenames and patronymics; None where one of the names has none.

    Those of the shorter name must agree with the first of the longer or, written out, with the last: "Ashley" with
    "H. Ashley".
    """
    short, long = sorted((one.given, other.given), key=len)
    if not short:
        return None
    words = f"{' '.join(one.given).title()} and {' '.join(other.given).title()}"
    first = all(_given_alike(mine, its) for mine, its in zip(short, long, strict=False))
    last = all(_in_full(mine, its) for mine, its in zip(short, long[-len(short) :], strict=True))
    if first or last:
        return Evidence("given names", f"initials or forenames agree: {words}")
    return Evidence("given names", f"initials or forenames differ: {words}", "against")


def _given_alike(one: str, other: str) -> bool:
    if not first_letters(one) & first_letters(other):
        return False
    if min(len(one), len(other)) <= 2:
        return True
    heard, others = ({sound(way.words) for way in spellings(given)} for given in (one, other))
    return any(Levenshtein.normalized_similarity(a, b) >= FORENAMES for a in heard for b in others)


def _in_full(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 2 and _given_alike(one, other)


def circumstances(one: Named, other: Named) -> list[Evidence]:
    """Compare offices, sides, dates and company."""
    found = [*_offices(one, other), *_sides(one, other), *_dates(one, other)]
    together = one.listed & other.listed
    if together:
        found.append(Evidence("company", f"both are listed as present in {_some(sorted(together))}", "against"))
    shared = one.company & other.company
    if shared:
        people = [" ".join(words).title() for words in sorted(shared)]
        found.append(Evidence("company", f"both met with {_some(people)}"))
    return found


def _offices(one: Named, other: Named) -> list[Evidence]:
    mine = {_fold(office): office for office, _ in one.offices}
    same = [office for key, office in mine.items() if key in {_fold(o) for o, _ in other.offices}]
    if same:
        return [Evidence("office", f"both {_some(same)}")]
    at = {date: office for office, date in other.offices if date}
    clash = next(
        ((office, at[date], date) for office, date in one.offices if date in at and _unlike(office, at[date])), None
    )
    if clash is None:
        return []
    return [Evidence("office", f"on {clash[2]} one is “{clash[0]}”, the other “{clash[1]}”", "against")]


def _unlike(one: str, other: str) -> bool:
    """Tell whether two offices have no word in common: "Foreign Minister" and "Minister of Foreign Affairs" have."""
    return not {*_fold(one).split()} & ({*_fold(other).split()} - {"of", "the", "for", "and", "to"})


def _sides(one: Named, other: Named) -> list[Evidence]:
    mine, its = {_fold(s): s for s in one.sides}, {_fold(s): s for s in other.sides}
    if not mine or not its:
        return []
    if mine.keys() & its.keys():
        return [Evidence("side", f"both on the side of {_some([mine[key] for key in mine.keys() & its.keys()])}")]
    if one.person or other.person:  # a register has its own words for sides: no agreement says nothing
        return []
    return [Evidence("side", f"one on the side of {_some(one.sides)}, the other of {_some(other.sides)}", "against")]


def _dates(one: Named, other: Named) -> list[Evidence]:
    years = [sorted(day.year for date in held.dates for day in bounds(date) if day) for held in (one, other)]
    if not all(years):
        return []
    (first, last), (since, until) = ((held[0], held[-1]) for held in years)
    span = f"{first}-{last} and {since}-{until}"
    if max(last, until) - min(first, since) > LIFETIME:
        return [Evidence("dates", f"too far apart for one person: {span}", "against")]
    return [Evidence("dates", f"printed {span}")] if max(first, since) - min(last, until) <= 10 else []


def score(likeness: float, evidence: Sequence[Evidence]) -> float:
    """Weigh the evidence, 0.0 to 1.0. It orders proposals and is no probability."""
    if any(one.speaks == "against" for one in evidence):
        return AGAINST * likeness
    kinds = {one.kind for one in evidence} - {"spelling"}
    steep = max(0.0, 1 - (1 - likeness) * 2.5)
    return round(min(1.0, WEIGHTS["spelling"] * steep + sum(WEIGHTS.get(kind, 0.0) for kind in kinds)), 3)


def _fold(words: str) -> str:
    return " ".join(words.casefold().split())


def _some(words: Sequence[str]) -> str:
    more = f" and {len(words) - 3} more" if len(words) > 3 else ""
    return ", ".join(words[:3]) + more
