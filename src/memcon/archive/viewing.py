"""A record as it stands: claims with rulings laid over them, names with the persons they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from memcon.analysis.resolving import Resolved, Resolver
from memcon.analysis.speakers import with_speakers
from memcon.archive.corrections import Rulings
from memcon.model.corrections import Corrected, Correction, laid_over
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Commitment, IssuePassage
from memcon.model.moves_ruled import acts_laid, issues_laid
from memcon.model.record import Record, Source


@dataclass(frozen=True, slots=True)
class Found:
    """What the stages found in one record, before anybody rules on it."""

    description: Description
    utterances: tuple[Utterance, ...] = ()
    acts: tuple[Act, ...] = ()
    issues: tuple[IssuePassage, ...] = ()
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One record as it stands: what was found laid over what the source states, and rulings over what was found.

    `unplaced` are rulings on this record whose words are gone or stand twice; `persons` says for each printed name
    which person of the register it is, and by which rule.
    """

    record: Record
    description: Description
    source: Source | None = None
    utterances: tuple[Utterance, ...] = ()
    acts: tuple[Act, ...] = ()
    issues: tuple[IssuePassage, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    unplaced: tuple[Correction, ...] = ()
    persons: Mapping[str, Resolved] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuledRecord:
    """A record that people ruled on: the machine's claims as they were, and as they stand with rulings laid over.

    Speakers bear the ids of persons the register knows. `placed` and `unplaced` are rulings as their authors gave them;
    `own` holds, for each of `corrected.placed`, whether the ruling counts here: one that also holds for its own record
    elsewhere in the archive does not count twice.
    """

    record: Record
    claims: tuple[Utterance, ...]
    corrected: Corrected
    placed: tuple[Correction, ...]
    unplaced: tuple[Correction, ...]
    own: tuple[bool, ...]
    acts: tuple[Act, ...] = ()  # as the machine claimed them
    acts_laid: tuple[Act, ...] = ()
    moves: tuple[Correction, ...] = ()  # rulings on acts and issues that found their words


@dataclass(frozen=True, slots=True)
class Laying:
    """What people gave that lies over every view: rulings, and who is who."""

    rulings: Rulings
    resolver: Resolver

    def over(self, record: Record, claims: Iterable[Utterance]) -> Corrected:
        """Lay rulings over the claims on one record."""
        return laid_over(tuple(claims), self._of(record), record.id, record.text)

    def acts_over(self, record: Record, acts: Sequence[Act]) -> tuple[Act, ...]:
        """Lay rulings over the acts of one record."""
        return acts_laid(acts, self._of(record), record.id, record.text)

    def issues_over(self, record: Record, issues: Sequence[IssuePassage]) -> tuple[IssuePassage, ...]:
        """Lay rulings over the issues of one record."""
        return issues_laid(issues, self._of(record), record.id, record.text)

    def _of(self, record: Record) -> tuple[Correction, ...]:
        return self.rulings.of(record.id, record.source)

    def named(self, utterances: Iterable[Utterance]) -> tuple[Utterance, ...]:
        """Give utterances with the ids of the persons the resolver knows."""
        held = tuple(utterances)
        names = dict.fromkeys(one.speaker_name for one in held)
        persons = {name: who for name in names if name and (who := self.resolver.person(name))}
        return tuple(_with_person(one, persons) for one in held)

    def ruled(self, record: Record, claims: Iterable[Utterance], acts: Sequence[Act] = ()) -> RuledRecord:
        """Give a record that people ruled on."""
        laid = self.over(record, claims)
        placed, unplaced = (
            tuple(self.rulings.given(one, record.id) for one in rulings) for rulings in (laid.placed, laid.unplaced)
        )
        own = tuple(self.rulings.is_at_home(one, record.id) for one in laid.placed)
        named = replace(laid, utterances=self.named(laid.utterances))
        moves = tuple(self.rulings.given(one, record.id) for one in laid.moves)
        over = self.acts_over(record, acts)
        return RuledRecord(record, self.named(claims), named, placed, unplaced, own, tuple(acts), over, moves)

    def view(self, record: Record, found: Found, source: Source | None = None) -> View:
        """Give a record as it stands.

        A speaker or participant whose id nobody stated gets the one the resolver knows.
        """
        laid = self.over(record, found.utterances)
        known = with_speakers(found.description.over(record.stated), laid.utterances)
        names = dict.fromkeys([one.name for one in known.present] + [u.speaker_name for u in laid.utterances])
        persons = {name: who for name in names if name and (who := self.resolver.person(name))}
        present = tuple(
            replace(one, person=persons[one.name].person) if one.person is None and one.name in persons else one
            for one in known.present
        )
        spoken = tuple(_with_person(one, persons) for one in laid.utterances)
        own = tuple(one for one in laid.unplaced if self.rulings.given(one, record.id) is one)
        return View(
            record,
            replace(known, present=present),
            source,
            spoken,
            tuple(map(self._done, self.acts_over(record, found.acts))),
            self.issues_over(record, found.issues),
            tuple(self._undertaken(one) for one in found.commitments),
            own,
            persons,
        )

    def _done(self, one: Act) -> Act:
        person = self._person(one.person, one.holder)
        return one if person == one.person else replace(one, person=person)

    def _undertaken(self, one: Commitment) -> Commitment:
        return replace(
            one,
            promisor_person=self._person(one.promisor_person, one.promisor),
            promisee_person=self._person(one.promisee_person, one.promisee),
        )

    def _person(self, known: str | None, name: str | None) -> str | None:
        who = self.resolver.person(name) if known is None and name else None
        return known if who is None else who.person


def _with_person(one: Utterance, persons: Mapping[str, Resolved]) -> Utterance:
    who = persons.get(one.speaker_name or "")
    return one if one.speaker is not None or who is None else replace(one, speaker=who.person)
