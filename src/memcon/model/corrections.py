"""What people rule over what the machine claimed, and how rulings lie over claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from memcon.model.anchor import Anchor, place
from memcon.model.findings import Mode, Utterance


class Ruling(StrEnum):
    """What a person can rule."""

    CONFIRM = "confirm"  # the machine is right about these words
    SPEAKER = "speaker"  # somebody else speaks them
    BOUNDS = "bounds"  # the utterance is these words, neither more nor less
    REJECT = "reject"  # nobody speaks them: frame or editors' words
    ADD = "add"  # somebody speaks words the machine left out
    MERGE = "merge"  # two entries of the register are one person
    SPLIT = "split"  # one entry of the register is two persons


@dataclass(frozen=True, slots=True)
class Correction:
    """One ruling, signed and dated, never changed: a later ruling on the same words counts instead.

    `anchor` holds the words ruled on (None for persons); `instead` names what is right: the speaker's printed name for
    SPEAKER, ADD and BOUNDS (None keeps the machine's), register ids "one, other" for MERGE and SPLIT.
    """

    kind: Ruling
    by: str
    at: str  # ISO 8601, UTC
    because: str
    anchor: Anchor | None = None
    instead: str | None = None
    person: str | None = None  # id in the register, where the one who rules knows it
    mode: Mode | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """Claims with rulings laid over them, and the rulings that found no place."""

    utterances: tuple[Utterance, ...]
    unplaced: tuple[Correction, ...]
    ruled: tuple[tuple[int, int], ...]  # spans of the text a person has looked at


def laid_over(claims: Sequence[Utterance], corrections: Iterable[Correction], record: str, text: str) -> Corrected:
    """Lay people's rulings over the machine's claims on one record.

    Each ruling finds its words by quotation and context. One whose words are gone, or fit two places equally, changes
    nothing and is given back as unplaced. Rulings apply in order of date; the last on the same words counts.
    """
    utterances = list(claims)
    unplaced: list[Correction] = []
    ruled: list[tuple[int, int]] = []
    mine = (c for c in corrections if c.anchor and c.anchor.record == record)
    for correction in sorted(mine, key=lambda c: c.at):
        span = place(correction.anchor, text) if correction.anchor else None
        if span is None:
            unplaced.append(correction)
            continue
        ruled.append(span)
        utterances = _ruled(utterances, correction, span, record)
    return Corrected(tuple(sorted(utterances, key=lambda u: u.start)), tuple(unplaced), tuple(ruled))


def _ruled(claims: list[Utterance], correction: Correction, span: tuple[int, int], record: str) -> list[Utterance]:
    """Apply one ruling to the stretch it is about; what an utterance says outside of it stays as it was."""
    start, end = span
    touched = [u for u in claims if u.start < end and start < u.end]
    kept = [piece for u in claims for piece in (_outside(u, start, end) if u in touched else [u])]
    if correction.kind == Ruling.REJECT:
        return kept
    if correction.kind == Ruling.BOUNDS:
        kept = [u for u in claims if u not in touched]
    machine = max(touched, key=lambda u: min(u.end, end) - max(u.start, start), default=None)
    return [*kept, _by_person(machine, correction, span, record)]


def _outside(one: Utterance, start: int, end: int) -> list[Utterance]:
    left = [replace(one, end=start)] if one.start < start else []
    right = [replace(one, start=end)] if one.end > end else []
    return left + right


def _by_person(machine: Utterance | None, ruling: Correction, span: tuple[int, int], record: str) -> Utterance:
    named = ruling.instead or (machine.speaker_name if machine else None)
    same = machine is not None and ruling.instead in (None, machine.speaker_name)
    return Utterance(
        record=record, start=span[0], end=span[1], speaker_name=named, certainty=None, reason=f"{ruling.by}: {ruling.because}",
        mode=ruling.mode or (machine.mode if machine else Mode.REPORTED), cue=machine.cue if machine else None,
        speaker=ruling.person or (machine.speaker if machine and same else None), to=machine.to if machine else None,
        within=machine.within if machine else None, made_by=ruling.by,
    )
