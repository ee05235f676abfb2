"""In what two records differ over one matter: figures, denial, speaker, label, strength."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.inquiries.compare.alike import same_label, same_speaker
from memcon.inquiries.compare.comparison import Difference
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare.words import Wording
from memcon.inquiries.standing import SURE

Sided = tuple[Sequence[Told], Sequence[Wording]]
NOBODY = "nobody named"


def differences(here: Sided, there: Sided, *, alike: bool) -> Iterator[Difference]:
    """Say in what the acts of one row differ.

    Args:
        here: its acts in one record, with their words.
        there: its acts in the other.
        alike: whether their words are so alike that one "not" more tells something.
    """
    yield from _figures(here[1], there[1])
    if alike and len(here[0]) == len(there[0]) == 1 and here[1][0].denies != there[1][0].denies:
        mine, its = ("denies" if side[1][0].denies else "does not deny" for side in (here, there))
        yield Difference("denial", mine, its, sure=False)
    pairs = [(one, other) for one in here[0] for other in there[0]]
    if not any(same_speaker(one, other) in (True, None) for one, other in pairs):
        sure = all(_is_sure(one.speaker_certainty) for one in (*here[0], *there[0]))
        yield Difference("speaker", _holders(here[0]), _holders(there[0]), sure)
    if not any(same_label(one, other) == 1.0 for one, other in pairs):
        sure = all(_is_sure(one.certainty) for one in (*here[0], *there[0]))
        kin = any(same_label(one, other) for one, other in pairs)
        yield Difference("label", _labels(here[0]), _labels(there[0]), sure and not kin)
    elif (force := _force(here[0])) != (other := _force(there[0])) and force and other:
        yield Difference("strength", force, other)


def _figures(mine: Sequence[Wording], its: Sequence[Wording]) -> Iterator[Difference]:
    """Tell of figures that one has in place of the other's; one that only one gives is an omission."""
    first, second = (frozenset().union(*(one.figures for one in side)) for side in (mine, its))
    only, other = first - second, second - first
    if only and other:
        yield Difference("figures", ", ".join(sorted(only)), ", ".join(sorted(other)))


def _is_sure(certainty: float | None) -> bool:
    return certainty is None or certainty >= SURE


def _holders(acts: Sequence[Told]) -> str:
    return ", ".join(dict.fromkeys(one.holder or NOBODY for one in acts))


def _labels(acts: Sequence[Told]) -> str:
    return ", ".join(dict.fromkeys(label.value for one in acts for label in (one.label, *one.also)))


def _force(acts: Sequence[Told]) -> str:
    return ", ".join(sorted({one.force for one in acts if one.force}))
