"""Whom a mention means in a language of free order, given who has the turn and who has just come."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Person, Standing
from memcon.analysis.utterances.free_order.cues import Cue
from memcon.analysis.utterances.free_order.mentions import Mention, Named
from memcon.analysis.utterances.free_order.people import People
from memcon.analysis.utterances.free_order.sentence import Sentence
from memcon.analysis.utterances.options import Mechanisms
from memcon.model.findings import Mode

LEADING = 6  # words of a paragraph among which a participant leads it


@dataclass(slots=True)
class Turn:
    """Who has the turn, since which words, and how long ago they stood."""

    person: Person | None = None
    words: str = ""
    mode: Mode = Mode.REPORTED
    sentences: int = 0
    paragraphs: int = 0
    held: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a record reports."""

    present: bool  # "спрашивает", so "спросил" is an earlier talk
    i_writes: bool  # "я" is the hand that wrote


class Company:
    """Who has been speaking, and whom names, offices and pronouns can mean."""

    def __init__(self, people: People, manner: Manner, speech: Speech, options: Mechanisms) -> None:
        self.people, self.manner, self.speech, self.options = people, manner, speech, options
        self.turn = Turn()
        self.other: Person | None = None  # who had the turn before
        self.topic: Person | None = None  # who came or was called upon
        self.came = ""  # who came to whom: the visitor, or the hand that wrote
        self.named_last: Person | None = None  # in the sentence before; whom "последний" means

    def new_section(self) -> None:
        """Begin anew: a date or heading parts what follows from the talk before."""
        self.turn, self.topic = Turn(), None

    def give(self, person: Person | None, words: str, mode: Mode = Mode.REPORTED) -> None:
        """Give somebody the turn."""
        if self.turn.person is not None and self.turn.person is not person:
            self.other = self.turn.person
        self.turn = Turn(person, " ".join(words.split()), mode, held=True)

    def note_last(self, one: Sentence) -> None:
        """Keep in mind who was named last."""
        named = [self.people.find(m) for m in one.named if m.kind in (Named.NAME, Named.OFFICE)]
        before = self.named_last if not named else None
        self.named_last = next((p for p in reversed(named) if p and p.may_talk and not p.drafter), before)

    def visit(self, one: Sentence) -> None:
        """Note who came or was called upon; the talk before is over."""
        named = [m for m in one.named if m.kind in (Named.NAME, Named.OFFICE)]
        self.turn, self.came = Turn(), "visitor" if any(m.subject for m in named) else "drafter"
        met = [self.people.find(m) for m in sorted(named, key=lambda m: not m.subject)]
        self.topic = next((p for p in met if p is not None and p.may_talk and not p.drafter), self.topic)

    def who(self, cue: Cue, one: Sentence) -> Person | None:
        """Find whose cue it is; None where it is part of what is told."""
        mention = cue.mention
        if cue.kind == "told":
            return self._teller(mention)
        if mention is None:
            return self._left_out(cue)
        if mention.kind == Named.I:
            writes = self.manner.i_writes and not one.quoted
            return self.people.drafter if writes and (cue.past or cue.kind in ("opinion", "agent")) else None
        if mention.kind == Named.HE:
            return self.named_last if mention.stems and self.named_last is not None else self._he()
        if mention.kind in (Named.WE, Named.THEY):
            return None
        if self._is_earlier(cue) and not one.first_in_block:
            return None
        who = self.people.find(mention, self.turn.person)
        if who is not None and who.standing == Standing.SIDE and self.speech.cases == "endings":
            return who if cue.kind in ("says", "agent") and (one.first_in_block or not self.turn.held) else None
        if who is None or (cue.kind != "subject" and self.speech.cases == "endings"):
            return who
        return who if self._may_begin(who, cue, one) else None

    def _is_earlier(self, cue: Cue) -> bool:
        """Whether a past verb in a record that says "спрашивает" tells of an earlier talk."""
        nested = self.manner.present and self.options.tense == "on" and self.turn.held
        return nested and cue.past and not cue.aside and cue.kind in ("says", "moves")

    def _may_begin(self, who: Person, cue: Cue, one: Sentence) -> bool:
        """Let the subject of any other verb take the turn: who has it, or a participant at the head of a paragraph."""
        if who is self.turn.person:
            return True
        if self.speech.cases == "articles":
            sits = any(stem in self.speech.words["seated"] for held in who.offices for stem in held)
            return who.listed or sits or who.standing == Standing.SIDE or cue.kind == "says"
        leads = one.first_in_block and cue.at < LEADING
        return (who.listed or who.heard > 0) and (leads or cue.acts) and who.standing != Standing.SIDE

    def _teller(self, heard: Mention | None) -> Person | None:
        """Read "ему было сказано": the other one spoke."""
        if heard is None:
            return None
        if heard.kind == Named.I:
            return self._other_than(self.people.drafter)
        hearer = self._he() if heard.kind == Named.HE else self.people.find(heard)
        return (
            self.people.drafter
            if self.people.drafter is not hearer and self.manner.i_writes
            else self._other_than(hearer)
        )

    def _other_than(self, person: Person | None) -> Person | None:
        if self.turn.person is not None and self.turn.person is not person:
            return self.turn.person
        rest = [p for p in self.people.talkers() if p is not person]
        return (
            self.other
            if self.other is not person and self.other is not None
            else (rest[0] if len(rest) == 1 else self.topic)
        )

    def _left_out(self, cue: Cue) -> Person | None:
        """Read "Ответил, что": the hand that wrote, unless a visitor has just come or the verb carries a turn on."""
        drafter = self.people.drafter
        if drafter is None:
            return self.turn.person if self.turn.held else self.topic
        base = cue.form.base if cue.form else ""
        if not self.turn.held and self.topic is not None and self.came == "visitor" and cue.kind == "says":
            return self.topic
        if self.turn.held and self.turn.person is not drafter and base in self.speech.words["carrying"]:
            return self.turn.person
        return drafter if cue.past and "one" in (cue.form.shapes if cue.form else ()) else None

    def _he(self) -> Person | None:
        """Find whom "он" means: who has the turn, unless that is the hand that wrote."""
        for person in (
            self.turn.person if self.turn.held else None,
            self.topic if not self.turn.held else self.other,
            self.topic,
        ):
            if (
                person is not None
                and not (person.drafter and self.manner.i_writes)
                and person.standing == Standing.TALKER
            ):
                return person
        rest = [p for p in self.people.talkers() if not p.drafter]
        return rest[0] if len(rest) == 1 else self.turn.person
