"""What people rule over what the machine claimed, and how rulings lie over claims."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from memcon.model.anchor import Anchor, place
from memcon.model.findings import Mode, Utterance


class Ruling(StrEnum):
    """What a person can rule."""

    CONFIRM = "confirm"  # the machine is right about these words, be it that nobody speaks them
    SPEAKER = "speaker"  # somebody else speaks them
    BOUNDS = "bounds"  # the utterance is these words, neither more nor less
    REJECT = "reject"  # nobody speaks them: frame or editors' words
    ADD = "add"  # somebody speaks words the machine left out
    ACT = "act"  # these words do this: one of the fourteen labels
    ISSUE = "issue"  # these words are about this issue
    MERGE = "merge"  # printed names are one person
    SPLIT = "split"  # they are not
    ACCEPT = "accept"  # what is proposed across records is right: two records report one meeting, two issues are one
    REFUSE = "refuse"  # it is not
    WITHDRAW = "withdraw"  # an earlier ruling on words holds no longer; `names` holds its signature


ABOUT_PERSONS = (Ruling.MERGE, Ruling.SPLIT)
ON_PROPOSALS = (Ruling.ACCEPT, Ruling.REFUSE)
ABOUT_MOVES = (Ruling.ACT, Ruling.ISSUE)


@dataclass(frozen=True, slots=True)
class Card:
    """What a catalogue card says of a record: enough to know it again in a better file of the same source."""

    source_name: str
    number: str | None = None
    title: str | None = None
    date: str | None = None  # EDTF


@dataclass(frozen=True, slots=True)
class Correction:
    """One ruling, signed and dated, never changed: a later ruling on the same words counts instead.

    `anchor` holds the words ruled on (None for persons) and `card` tells their record; `instead` names what is right:
    the speaker's printed name for SPEAKER, ADD and BOUNDS (None keeps the machine's), the label for ACT and ISSUE.
    MERGE and SPLIT rule on `names` as printed, and on `person`, their id in the register.
    """

    kind: Ruling
    by: str
    at: str  # ISO 8601, UTC
    because: str
    anchor: Anchor | None = None
    instead: str | None = None
    person: str | None = None  # id in the register, where the one who rules knows it
    mode: Mode | None = None
    card: Card | None = None
    names: tuple[str, ...] = ()
    about: str | None = None  # of ACCEPT and REFUSE: "meetings", "issues" ...; `names` are the ids it ties or parts


@dataclass(frozen=True, slots=True)
class Corrected:
    """Claims with rulings laid over them, and the rulings that found no place.

    `ruled` holds the spans of the text a person has looked at, one for each of `placed`. `moves` are rulings on acts
    and issues that found their words; they change no utterance.
    """

    utterances: tuple[Utterance, ...]
    unplaced: tuple[Correction, ...] = ()
    ruled: tuple[tuple[int, int], ...] = ()
    placed: tuple[Correction, ...] = ()
    moves: tuple[Correction, ...] = ()


def laid_over(claims: Sequence[Utterance], corrections: Iterable[Correction], record: str, text: str) -> Corrected:
    """Lay people's rulings over the machine's claims on one record.

    Each ruling finds its words by quotation and context. One whose words are gone, or fit two places equally, changes
    nothing and is given back as unplaced. Rulings apply in order of date, those of one person in the order in which
    they were given whatever the clock said; the last on the same words counts.
    """
    utterances = list(claims)
    unplaced: list[Correction] = []
    ruled: list[tuple[int, int]] = []
    placed: list[Correction] = []
    moves: list[Correction] = []
    for correction in in_order(c for c in corrections if c.anchor is not None and c.anchor.record == record):
        span = place(correction.anchor, text) if correction.anchor else None
        if span is None:
            unplaced.append(correction)
            continue
        if correction.kind in ABOUT_MOVES:
            moves.append(correction)
            continue
        ruled.append(span)
        placed.append(correction)
        utterances = _ruled(utterances, correction, span, record)
    laid = tuple(sorted(utterances, key=lambda u: (u.start, u.end)))
    return Corrected(laid, tuple(unplaced), tuple(ruled), tuple(placed), tuple(moves))


def in_order(corrections: Iterable[Correction]) -> list[Correction]:
    """Put rulings in order of date, those of one person in the order given, should a clock go back."""
    latest: dict[str, str] = {}
    dated = []
    for one in corrections:
        latest[one.by] = max(latest.get(one.by, ""), one.at)
        dated.append((latest[one.by], one))
    return [one for _, one in sorted(dated, key=lambda pair: pair[0])]


def signature(ruling: Correction) -> str:
    """Give 12 letters by which a ruling can be named: the same wherever it is read again."""
    anchor = ruling.anchor
    where = (anchor.record, anchor.start, anchor.end) if anchor else ruling.names
    words = repr((ruling.kind.value, ruling.by, ruling.at, where, ruling.instead))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def withdrawn(rulings: Iterable[Correction]) -> dict[str, Correction]:
    """Give for the signature of each ruling that was taken back the ruling that takes it back."""
    return {name: one for one in rulings if one.kind == Ruling.WITHDRAW for name in one.names}


def standing(rulings: Sequence[Correction]) -> tuple[Correction, ...]:
    """Give the rulings that hold: those taken back, and what takes them back, are left out."""
    gone = withdrawn(rulings)
    if not gone:
        return tuple(rulings)
    return tuple(one for one in rulings if one.kind != Ruling.WITHDRAW and signature(one) not in gone)


def subject(ruling: Correction) -> str:
    """Say what a ruling is about: "persons", "words", or what ACCEPT and REFUSE name ("meetings", "issues" ...)."""
    if ruling.kind == Ruling.WITHDRAW:
        return "rulings"
    if ruling.kind in ABOUT_PERSONS:
        return "persons"
    return (ruling.about or "proposals") if ruling.kind in ON_PROPOSALS else "words"


def decided(rulings: Iterable[Correction], about: str) -> dict[frozenset[str], tuple[Correction, ...]]:
    """Gather the rulings on proposals of one kind by what each ties or parts, in order: the last of each counts.

    Where a group's rulings differ, people contradict each other; whoever shows the last may show the others too.
    """
    found: dict[frozenset[str], tuple[Correction, ...]] = {}
    for one in in_order(ruling for ruling in rulings if subject(ruling) == about):
        tied = frozenset(one.names)
        found[tied] = (*found.get(tied, ()), one)
    return found


def same_document(one: Card, other: Card) -> bool:
    """Tell whether two cards can tell of one document, printed in two files.

    Of number, title and date at least two must be on both cards and agree. A number or a date that differs forbids
    it; a title that differs does not, for a better text may have a better title.
    """
    for mine, its in ((one.number, other.number), (one.date, other.date)):
        if mine and its and mine != its:
            return False
    return not pairs(one).isdisjoint(pairs(other))


@lru_cache(maxsize=65536)
def pairs(card: Card) -> frozenset[tuple[str, str, str]]:
    """Give what two cards of one document share at least: two of number, date and title, with their names."""
    title = re.sub(r"[\W_]+", "", card.title or "").casefold()
    parts = [(name, part) for name, part in (("number", card.number), ("date", card.date), ("title", title)) if part]
    return frozenset((f"{a}, {b}", one, other) for (a, one), (b, other) in combinations(parts, 2))


def _ruled(claims: list[Utterance], ruling: Correction, span: tuple[int, int], record: str) -> list[Utterance]:
    """Apply one ruling to the stretch it is about; what an utterance says outside of it stays as it was."""
    touched = [u for u in claims if u.start < span[1] and span[0] < u.end]
    meant = _meant(touched, ruling, span)
    whole = [meant] if ruling.kind == Ruling.BOUNDS else []
    kept = [piece for u in claims if u not in whole for piece in (_outside(u, span) if u in touched else [u])]
    if ruling.kind == Ruling.REJECT:
        return kept
    if ruling.kind == Ruling.CONFIRM:
        return kept + [_confirmed(u, ruling, span) for u in touched]
    return [*kept, _by_person(meant, ruling, span, record)]


def _meant(touched: Sequence[Utterance], ruling: Correction, span: tuple[int, int]) -> Utterance | None:
    """Choose the claim a ruling is about: for bounds one of that speaker's, then the one most of which lies inside."""
    def share(one: Utterance) -> tuple[bool, float, int]:
        inside = min(one.end, span[1]) - max(one.start, span[0])
        named = ruling.kind == Ruling.BOUNDS and one.speaker_name == ruling.instead
        return named, inside / max(1, one.end - one.start), inside

    return max(touched, key=share, default=None)


def _outside(one: Utterance, span: tuple[int, int]) -> list[Utterance]:
    left = [replace(one, end=span[0])] if one.start < span[0] else []
    right = [replace(one, start=span[1])] if one.end > span[1] else []
    return left + right


def _confirmed(one: Utterance, ruling: Correction, span: tuple[int, int]) -> Utterance:
    return replace(
        one, start=max(one.start, span[0]), end=min(one.end, span[1]), certainty=None, mode=ruling.mode or one.mode,
        speaker=ruling.person or one.speaker, reason=_signed(ruling), made_by=ruling.by,
    )


def _by_person(machine: Utterance | None, ruling: Correction, span: tuple[int, int], record: str) -> Utterance:
    named = ruling.instead or (machine.speaker_name if machine else None)
    same = machine is not None and named == machine.speaker_name
    return Utterance(
        record=record, start=span[0], end=span[1], speaker_name=named, certainty=None, reason=_signed(ruling),
        mode=ruling.mode or (machine.mode if machine else Mode.REPORTED), cue=machine.cue if machine and same else None,
        speaker=ruling.person or (machine.speaker if machine and same else None),
        to=machine.to if machine and machine.to != named else None,
        within=machine.within if machine else None, made_by=ruling.by,
    )


def _signed(ruling: Correction) -> str:
    return f"{ruling.by}: {ruling.because}"
