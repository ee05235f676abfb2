"""What was undertaken in an archive's records, and the sentences of papers that may tell what came of it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from memcon.analysis.language import language_of
from memcon.archive.viewing import View
from memcon.inquiries.account.citing import Citing, citing
from memcon.inquiries.company import Roll, may_stand_for, words_of
from memcon.inquiries.outcome_words import OutcomeWords, material, outcome_words
from memcon.model.moves import Commitment
from memcon.model.record import TextClass
from memcon.model.register import Outcome, Person
from memcon.model.undertakings import Done, Trace, Undertaken

VERBS = 4  # words of what is undertaken among which its verb is looked for
BEFORE_IT = 70  # letters before a participle in which its auxiliary stands
BEFORE = 3  # utterances before an undertaking that say what "it" or "such a pact" is
LONGEST = 900  # letters of a sentence that is read as a trace
SENTENCE = re.compile(r"(?<=[a-zа-яё0-9”\"’)\]]{2}[.!?;])[\d”\"’)]{0,4}\s+(?=[“\"(]?[A-ZА-ЯЁ])|\n{2,}")
PRONOUNS = ("he", "she", "i", "we", "they")
LETTERS = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*")


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Who is who, for what is gathered from an archive's records one by one."""

    roll: Roll
    people: Mapping[str, Person]

    def undertaken(self, view: View) -> Iterator[Undertaken]:
        """Give the commitments of a record."""
        numbers = citing(view) if view.commitments else None
        for one in view.commitments:
            if numbers is not None:
                yield self._one(view, one, numbers)

    def _one(self, view: View, one: Commitment, numbers: Citing) -> Undertaken:
        known = view.description
        sentence = " ".join(view.record.text[one.start : one.end].split())
        language = outcome_words(known.language)
        verbs = LETTERS.findall(one.what.lower())[:VERBS] if language else []
        names = [name for name in (one.promisor, one.promisee) if name]
        persons = [person for person in (one.promisor_person, one.promisee_person) if person]
        citation = known.citation.raw if known.citation else known.address
        return Undertaken(
            _id(one, sentence), one, sentence, _context(view, one), known.date.edtf if known.date else None,
            known.title, numbers.cite(one.start, one.end).printed, citation, known.language,
            self._parties(view, names, persons), _long(words_of(one.promisor or "")),
            next((language.deeds[verb] for verb in verbs if language and verb in language.deeds), None),
        )  # fmt: skip

    def _parties(self, view: View, names: Iterable[str], persons: Iterable[str]) -> frozenset[str]:
        """Gather the words of names, and the sides, of those who undertake and those to whom."""
        words = outcome_words(view.description.language) or outcome_words("en")
        found = {word for name in names for word in words_of(name)}
        for party in self.roll.parties.get(view.record.id, ()):
            if any(may_stand_for(name, party.name) or words_of(name) == words_of(party.name) for name in names):
                found |= words_of(party.name)
                found |= {side.lower() for side in (party.side or "").split()}
        for person in persons:
            if person in self.people:
                found |= words_of(self.people[person].name) | set((self.people[person].side or "").lower().split())
        titled = LETTERS.findall((view.description.title or "").lower())
        sides = frozenset(words.sides.values()) if words else frozenset()
        return _sided(found, words) | (_sided(titled, words) & sides)

    def traces(self, view: View) -> Iterator[Trace]:
        """Give the sentences of a paper that say something was done, or not done."""
        known = view.description
        words = outcome_words(known.language)
        if words is None or known.date is None:
            return
        numbers: Citing | None = None
        company = frozenset(word for one in self.roll.parties.get(view.record.id, ()) for word in words_of(one.name))
        for start, end in _sentences(view, words):
            text = view.record.text[start:end]
            tells = _told(text, words, _speaker(view, start))
            if not tells:
                continue
            numbers = numbers or citing(view)
            named = _sided(LETTERS.findall(text.lower()), words) | _sided(company, words)
            yield Trace(
                f"{view.record.id}@{start}", " ".join(text.split()), known.date.edtf, known.language, named, tells,
                _signs(text, words), view.record.id, start, end, numbers.cite(start, end).printed, known.title,
            )  # fmt: skip


def of_register(outcome: Outcome, language: str | None = None) -> Trace:
    """Make an outcome of the register comparable with undertakings; its language is told where it is not given."""
    text = ". ".join(part.strip(" .") for part in (outcome.title, outcome.provisions) if part)
    language = language_of(text) if language is None else language
    words = outcome_words(language) or outcome_words("en")
    named = LETTERS.findall(" ".join([text, *outcome.parties]).lower())
    return Trace(
        outcome.id, text, outcome.date, language, _sided(named, words), (), _signs(text, words) if words else (),
        title=outcome.title, kind=outcome.kind, material=material(outcome.kind),
    )  # fmt: skip


def _speaker(view: View, at: int) -> frozenset[str]:
    """Give words of the name of whoever speaks at a place."""
    said = view.utterances[max(0, bisect_right(view.utterances, at, key=lambda one: one.start) - 1) :][:1]
    name = said[0].speaker_name if said and said[0].start <= at + 2 and at < said[0].end else view.description.drafter
    return _long(words_of(name or ""))


def _long(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) > 2)


def _id(one: Commitment, sentence: str) -> str:
    words = "\n".join([one.record, sentence, one.promisor or ""])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _context(view: View, one: Commitment) -> str:
    before = [said for said in view.utterances if said.end <= one.start][-BEFORE:]
    label = next((issue.label for issue in view.issues if issue.issue == one.issue), "")
    return " ".join([label, *(" ".join(view.record.text[said.start : said.end].split()) for said in before)])


def _sided(names: Iterable[str], words: OutcomeWords | None) -> frozenset[str]:
    """Fold words of sides to one name each; other words stay."""
    sides = words.sides if words else {}
    return frozenset(sides.get(name, name) for name in names)


def _sentences(view: View, words: OutcomeWords) -> Iterator[tuple[int, int]]:
    """Cut those parts of a paper's body that tell of a deed into sentences; roughly: they are only looked through."""
    for passage in view.record.passages:
        telling = words.telling.search(view.record.text, passage.start, passage.end)
        if passage.text_class != TextClass.BODY or telling is None:
            continue
        at = passage.start
        for match in SENTENCE.finditer(view.record.text, passage.start, passage.end):
            if match.start() - at <= LONGEST:
                yield at, match.start()
            at = match.end()
        if passage.end - at <= LONGEST:
            yield at, passage.end


def _told(text: str, words: OutcomeWords, speaker: frozenset[str] = frozenset()) -> tuple[Done, ...]:
    """Give the deeds that a sentence says were done, or were not; "he" and "I" are whoever speaks it."""
    found = []
    for match in words.telling.finditer(text):
        deed = words.done[match[0]]
        before = text[max(0, match.start() - BEFORE_IT) : match.start()]
        active = words.active.search(before)
        if active is None or words.unreal.search(before):
            continue
        by = speaker if active["who"].lower() in PRONOUNS else words_of(active["who"])
        denied = not words.denying.isdisjoint(LETTERS.findall(before.lower())[-4:])
        found.append(Done(deed, by, denied, text[match.end() :]))
    return tuple(found)


def _signs(text: str, words: OutcomeWords) -> tuple[tuple[str, str], ...]:
    low = text.lower()
    listed = (("broken", words.broken), ("overtaken", words.overtaken), ("partly", words.partly), ("kept", words.kept))
    return tuple((effect, sign) for effect, several in listed for sign in several if sign in low)
