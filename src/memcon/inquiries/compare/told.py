"""What one record tells, act by act, in the form in which it is set beside another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from memcon.archive.viewing import View
from memcon.inquiries.account.citing import citing
from memcon.inquiries.company import Roll
from memcon.inquiries.moves import who
from memcon.model.moves import Act, Label


@dataclass(frozen=True, slots=True)
class Told:
    """One act as a record tells it; `words` are the record's own, text[start:end].

    `key` names the speaker alike in all records, None where nobody can be named; `speaker_certainty` and `certainty`
    are probabilities that speaker and label are right, None where a person or the source says so. `also` are labels of
    second acts within the same words. `issues` are labels of the issues the act belongs to.
    """

    at: int  # its place in the record's order, from 0
    start: int
    end: int
    words: str
    cite: str  # the paragraph: ¶4
    label: Label
    also: tuple[Label, ...]
    force: str | None
    key: str | None
    holder: str | None
    certainty: float | None
    speaker_certainty: float | None
    issues: tuple[str, ...]


def told(view: View, roll: Roll) -> tuple[Told, ...]:
    """Give the acts of a record in order. A second act on a clause goes with the sentence it stands in."""
    first = sorted((act for act in view.acts if act.rank == "first"), key=lambda act: (act.start, act.end))
    numbers = citing(view)
    also = _second(view, first)
    speaking = sorted((one.start, one.end, one.certainty) for one in view.utterances)
    starts = [start for start, _, _ in speaking]
    found = []
    for at, act in enumerate(first):
        key, holder = who(act, view.record.id, roll)
        place = bisect_right(starts, act.start) - 1
        spoken = speaking[place] if place >= 0 and speaking[place][1] > act.start else None
        issues = tuple(dict.fromkeys(i.label for i in view.issues if i.start < act.end and act.start < i.end))
        found.append(
            Told(
                at, act.start, act.end, view.record.text[act.start:act.end],
                numbers.cite(act.start, act.end).printed, act.label, also.get(at, ()), act.force, key, holder,
                act.certainty, spoken[2] if spoken else None, issues,
            )
        )  # fmt: skip
    return tuple(found)


def _second(view: View, first: list[Act]) -> dict[int, tuple[Label, ...]]:
    """Give the labels of second acts by the place of the act whose words hold theirs."""
    starts = [act.start for act in first]
    found: dict[int, tuple[Label, ...]] = {}
    for act in view.acts:
        at = bisect_right(starts, act.start) - 1
        if act.rank != "first" and at >= 0 and act.label != first[at].label:
            found[at] = (*found.get(at, ()), act.label)
    return found
