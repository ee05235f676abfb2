"""Whether two records can be compared at all, and what a reader of the comparison must be warned of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from memcon.archive.viewing import View
from memcon.inquiries.company import Roll
from memcon.inquiries.compare.alike import heard
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare.words import WORD, name_key
from memcon.inquiries.meetings import COPY
from memcon.inquiries.wording import Wordings
from memcon.model.dates import bounds
from memcon.model.errors import MemconError, NotFound
from memcon.model.meetings import RECORDS_OF_TALK

LATER = 14  # days within which a telegram or letter tells of a talk
SAME = 0.95  # share of runs of words from which two texts are one text
ANYWAY = "--anyway compares them all the same."


@dataclass(frozen=True, slots=True)
class Held:
    """One record that is to be compared: as it stands, and its acts."""

    view: View
    acts: tuple[Told, ...]

    @property
    def id(self) -> str:
        """The record's id."""
        return self.view.record.id


def check(one: Held, other: Held, roll: Roll, archive: str, *, anyway: bool) -> tuple[str, ...]:
    """Refuse two records that cannot be compared, and give what the reader must be warned of.

    Raises:
        NotFound: nobody's acts are known in one of them.
        MemconError: they are one record, one text, of different meetings, or no record of talk; the reason is said.
    """
    if one.id == other.id:
        raise MemconError(f"{one.id}: a record cannot be compared with itself. Name two records of one meeting.")
    for held in (one, other):
        if not held.acts:
            raise NotFound(_no_acts(held, archive))
    reasons = [*_reasons(one, other, roll)]
    if reasons and not anyway:
        raise MemconError(f"{one.id} and {other.id}: {'; '.join(reasons)}. {ANYWAY}")
    return (*(f"Compared all the same: {reason}." for reason in reasons), *_warnings(one, other))


def _no_acts(held: Held, archive: str) -> str:
    if held.view.description.reports_talk is None:
        return f"{held.id}: nothing is known of it yet. Run: memcon process {archive}"
    if not held.view.utterances:
        return f"{held.id}: nobody is found to speak in it, so it has no acts. See: memcon show {archive} {held.id}"
    return f"{held.id}: nobody's acts are known in it. Run: memcon process {archive}"


def _reasons(one: Held, other: Held, roll: Roll) -> Iterator[str]:
    """Say why two records should not be compared."""
    for held in (one, other):
        if held.view.description.reports_talk is False:
            yield f"{held.id} reports no talk, as far as is known"
    if _runs(one, other) >= SAME:
        yield "their texts are one text, so one is a copy of the other and there is nothing to compare"
    apart = _days_apart(one.view, other.view)
    if apart:
        yield f"{apart}, so they are of different meetings"
    if not _in_common(one, other, roll):
        yield "nobody who takes part in one is named in the other, so they are of different meetings"


def _runs(one: Held, other: Held) -> float:
    texts = {held.id: held.view.record.text for held in (one, other)}
    return Wordings(texts).shared_runs(one.id, other.id)


def _days_apart(one: View, other: View) -> str | None:
    """Say how far the dates are apart, where no talk can be of both; a dispatch may be of the days after the talk."""
    dates = [view.description.date.edtf if view.description.date else None for view in (one, other)]
    spans = [bounds(date or "") for date in dates]
    if not all(first and last for first, last in spans):
        return None
    (first, last), (begin, end) = (tuple(day.toordinal() for day in span if day) for span in spans)
    own = [view.description.form in (None, *RECORDS_OF_TALK) for view in (one, other)]
    days = max(begin - last if own[1] else begin - last - LATER, first - end if own[0] else first - end - LATER)
    return f"one is of {dates[0]}, the other of {dates[1]}" if days > 0 else None


def _in_common(one: Held, other: Held, roll: Roll) -> bool:
    """Tell whether somebody takes part in both, or who takes part in one is named in the other's text."""
    parties = [{party.key: party.name for party in roll.parties.get(held.id, ())} for held in (one, other)]
    if not all(parties) or parties[0].keys() & parties[1].keys():
        return True
    for held, names in ((other, parties[0]), (one, parties[1])):
        capital = {word for word in WORD.findall(held.view.record.text) if word[0].isupper()}
        words = {key for word in capital if (key := name_key(word))}
        if any(heard(name) & words for name in names.values()):
            return True
    return False


def _warnings(one: Held, other: Held) -> Iterator[str]:
    """Say what a reader must keep in mind about these two."""
    if COPY <= _runs(one, other) < SAME:
        yield "Whole sentences are the same in both: one may be a draft of the other, and then they are one witness."
    for letter, held in (("A", one), ("B", other)):
        known = {act.key for act in held.acts if act.key}
        if not known:
            yield f"{letter}: no speaker is known, so nothing can be said of who says what."
        elif len(known) == 1:
            name = next(act.holder for act in held.acts if act.key)
            yield f"{letter}: only {name} is found to speak, so it tells one side of the talk."
    languages = [held.view.description.language for held in (one, other)]
    if languages[0] != languages[1]:
        yield f"They are in two languages ({languages[0]}, {languages[1]}): read both texts before citing a link."
