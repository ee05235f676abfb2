"""From sentence to sentence in a language of free order: who has the turn, when it passes, when nobody talks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Person
from memcon.analysis.utterances.free_order.company import Company
from memcon.analysis.utterances.free_order.cues import Cue
from memcon.analysis.utterances.free_order.mentions import Named
from memcon.analysis.utterances.free_order.sentence import Sentence
from memcon.analysis.utterances.options import Mechanisms
from memcon.model.findings import Mode

QUOTING = '«„“"—–'


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose talk a stretch of a sentence is, from `start` in the block, and why.

    `kind` is a key of the language's table of certainties.
    """

    person: Person | None
    mode: Mode
    kind: str
    reason: str
    start: int
    cue: tuple[int, int] | None = None
    to: str | None = None


class Listener:
    """Goes through a record's sentences in order and says whose talk each is."""

    def __init__(self, company: Company, speech: Speech, options: Mechanisms) -> None:
        self.company, self.speech, self.options = company, speech, options
        self.commenting = False

    def new_section(self) -> None:
        """Begin anew: a date or heading parts what follows from the talk before."""
        self.company.new_section()
        self.commenting = False

    def hear(self, one: Sentence, text: str) -> list[Decision]:
        """Decide about one sentence of a block's text.

        Returns:
            No decision where nobody talks, two or more where another talker takes over within the sentence.
        """
        if one.first_in_block:
            self.company.turn.paragraphs += 1
            self.commenting = False
        if not one.quoted and self._is_frame(one, text):
            return []
        found = self._by_cues(one, text)
        self.company.note_last(one)
        if found is None:
            return []
        found = found or self._carried_on(one)
        return [replace(decision, mode=Mode.DIRECT) for decision in found] if one.quoted else found

    def _is_frame(self, one: Sentence, text: str) -> bool:
        words = text[one.start : min(one.end, one.start + 400)]
        patterns = self.speech.patterns
        if self.options.comments == "on" and patterns["comment"].search(words):
            self.commenting = True
            return True
        return self.options.frame == "on" and patterns["meeting"].search(words) is not None

    def _by_cues(self, one: Sentence, text: str) -> list[Decision] | None:
        """Read the sentence's cues; None where it only tells that somebody came or went."""
        usable = [c for c in one.cues if self._usable(c)]
        if self._is_visit(usable):
            self.company.visit(one)
            return None
        decisions: list[Decision] = []
        for cue in self._ordered(usable):
            who = self.company.who(cue, one)
            if who is None or not who.may_talk:
                continue
            if not decisions:
                decisions.append(self._decision(cue, who, text, one.start))
            elif self._takes_over(decisions[-1], cue, who):
                begins = cue.start if cue.kind == "agent" else cue.clause_from
                decisions.append(self._decision(cue, who, text, max(begins, decisions[-1].start + 1)))
        return decisions

    def _usable(self, cue: Cue) -> bool:
        switches = self.options
        if cue.kind == "opinion":
            return switches.opinions == "on"
        if cue.kind in ("agent", "told"):
            return switches.passives == "on"
        if cue.kind == "subject":
            return switches.bare_subjects == "on"
        return not cue.aside or switches.parentheticals == "on"

    def _ordered(self, usable: Sequence[Cue]) -> list[Cue]:
        """Put the cue that governs first.

        Where endings tell the subject: main clauses, asides and opinions as they stand, before bare subjects. Where
        articles do, and the verb may stand far off: as they stand; a subordinate clause counts when it comes first.
        """
        governing = [c for c in usable if _governs(c)]
        bare = [c for c in usable if c.kind == "subject"]
        if self.options.first_cue == "off":
            return [*reversed(governing), *bare]
        if self.speech.cases != "articles":
            return [*governing, *bare]
        main = sorted(
            [*governing, *bare], key=lambda c: min(c.start, c.clause_from) if c.kind == "subject" else c.start
        )
        under = next((c for c in usable if _is_under(c)), None)
        return [under, *main] if under is not None and (not main or under.start < main[0].start) else main

    def _is_visit(self, usable: Sequence[Cue]) -> bool:
        going = next((c for c in usable if c.kind == "going" and c.main), None)
        said = next((c for c in usable if c.kind in ("says", "agent", "told", "opinion") and (c.main or c.aside)), None)
        if going is None or self.options.frame == "off":
            return False
        return said is None or (said.at > going.at and not said.clause and said.mention is None)

    def _takes_over(self, before: Decision, cue: Cue, who: Person) -> bool:
        """Whether a later cue of the sentence is somebody else's own clause."""
        if (
            self.options.rejoinders == "off"
            or who is before.person
            or before.cue is None
            or cue.mention is None
            or not cue.main
        ):
            return False
        if cue.mention.kind not in (Named.NAME, Named.OFFICE, Named.I):
            return False
        viewed = before.kind.endswith("opinion")
        if self.speech.cases == "articles":
            return (cue.kind in ("says", "moves", "subject") and cue.clause_from > before.cue[0]) or (
                cue.kind == "agent" and viewed and cue.start > before.cue[1]
            )
        return cue.kind in ("says", "moves") and not cue.aside and not viewed and cue.clause_from > before.cue[1]

    def _decision(self, cue: Cue, who: Person, text: str, start: int) -> Decision:
        words = " ".join(text[cue.start : cue.end].split())
        mode = Mode.DIRECT if _is_direct(cue, text, start) else _mode(cue, self.speech)
        self.company.give(who, words, mode)
        self.commenting = False
        name = who.name or "the hand that wrote"
        plain = cue.mention is None or cue.mention.kind in (Named.NAME, Named.OFFICE)
        kind = cue.kind if plain or cue.mention is None else f"{cue.mention.kind.value} {cue.kind}"
        others = [p for p in self.company.people.talkers() if p is not who]
        hearer = others[0].name if len(others) == 1 else None
        return Decision(who, mode, kind, f'"{words}": {_why(cue, name)}', start, (cue.start, cue.end), hearer)

    def _carried_on(self, one: Sentence) -> list[Decision]:
        turn = self.company.turn
        if not turn.held or self.commenting or self.options.continuation == "off":
            return []
        if turn.paragraphs and self.options.across_paragraphs == "off":
            return []
        turn.sentences += 1
        name = (turn.person.name if turn.person else None) or "the hand that wrote"
        back = "a sentence" if turn.sentences == 1 else f"{turn.sentences} sentences"
        mode = Mode.DIRECT if turn.mode == Mode.DIRECT else Mode.REPORTED
        kind = "next paragraph" if turn.paragraphs else "continues"
        reason = f'continues {name}\'s contribution begun with "{turn.words}" {back} earlier'
        return [Decision(turn.person, mode, kind, reason, one.start)]


def _governs(cue: Cue) -> bool:
    return cue.kind in ("opinion", "agent", "told") or (cue.kind in ("says", "moves") and (cue.main or cue.aside))


def _is_under(cue: Cue) -> bool:
    """Whether a cue stands in a subordinate clause, under a name: "Da Graf X versicherte, ..."."""
    named = cue.mention is not None and cue.mention.kind != Named.HE
    return cue.kind in ("says", "moves") and not (cue.main or cue.aside) and named


def _is_direct(cue: Cue, text: str, start: int) -> bool:
    """Whether a sentence gives the words themselves: «...», — говорит X; or X: — ..."""
    return (cue.aside and text[start] in QUOTING) or (
        cue.kind == "subject" and text[cue.end : cue.end + 1] == ":" and cue.start == start
    )


def _mode(cue: Cue, speech: Speech) -> Mode:
    """A verb of saying or a clause reports words; a move without either is told only as done."""
    if cue.clause or cue.aside or cue.kind in ("opinion", "told", "agent"):
        return Mode.REPORTED
    if cue.form is None:
        return Mode.NARRATED
    if cue.kind == "says":
        return Mode.NARRATED if cue.form.base in speech.words["narrating"] else Mode.REPORTED
    return Mode.REPORTED if cue.form.base in speech.words["telling"] else Mode.NARRATED


def _why(cue: Cue, name: str) -> str:
    if cue.kind == "opinion":
        return f"the view of {name}"
    if cue.kind == "told":
        return f"the other party, {name}, is the one who spoke"
    if cue.kind == "agent":
        return f"{name} is the one by whom it was said"
    if cue.mention is None or cue.mention.kind not in (Named.NAME, Named.OFFICE, Named.SIDE):
        return f"the one who speaks here is {name}"
    return f"{name} is the subject of {'a verb of speech' if cue.kind == 'says' else 'what is done in the talk'}"
