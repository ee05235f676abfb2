"""From sentence to sentence in a language of free order: who has the turn, when it passes, when nobody talks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Person, Standing
from memcon.analysis.utterances.free_order.cues import Cue
from memcon.analysis.utterances.free_order.mentions import Mention, Named
from memcon.analysis.utterances.free_order.people import People
from memcon.analysis.utterances.free_order.sentence import Sentence
from memcon.analysis.utterances.options import Mechanisms
from memcon.model.findings import Mode


QUOTING = "«„“\"—–"
LEADING = 6  # words of a paragraph among which a participant leads it


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose talk a stretch of a sentence is, from `start` in the block, and why; `kind` is a key of the certainty table."""

    person: Person | None
    mode: Mode
    kind: str
    reason: str
    start: int
    cue: tuple[int, int] | None = None
    to: str | None = None


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


class Listener:
    """Goes through a record's sentences in order and says whose talk each is."""

    def __init__(self, people: People, manner: Manner, speech: Speech, options: Mechanisms) -> None:
        self.people, self.manner, self.speech, self.options = people, manner, speech, options
        self.turn = Turn()
        self.other: Person | None = None
        self.topic: Person | None = None
        self.commenting = False
        self.came = ""  # who came to whom: the visitor, or the hand that wrote
        self.named_last: Person | None = None  # in the sentence before; whom "последний" means

    def new_section(self) -> None:
        """Begin anew: a date or heading parts what follows from the talk before."""
        self.turn, self.topic, self.commenting = Turn(), None, False

    def give(self, person: Person | None, words: str, mode: Mode = Mode.REPORTED) -> None:
        """Give somebody the turn."""
        if self.turn.person is not None and self.turn.person is not person:
            self.other = self.turn.person
        self.turn = Turn(person, " ".join(words.split()), mode, held=True)
        self.commenting = False

    def hear(self, one: Sentence, text: str) -> list[Decision]:
        """Decide about one sentence of a block's text: no decision where nobody talks, two where a second talker takes over."""
        if one.first_in_block:
            self.turn.paragraphs += 1
            self.commenting = False
        if not one.quoted and self._is_frame(one, text):
            return []
        found = self._by_cues(one, text)
        self._note_last(one)
        if found is None:
            return []
        found = found or self._carried_on(one)
        return (
            [Decision(d.person, Mode.DIRECT, d.kind, d.reason, d.start, d.cue, d.to) for d in found]
            if one.quoted
            else found
        )

    def _is_frame(self, one: Sentence, text: str) -> bool:
        words = text[one.start : min(one.end, one.start + 400)]
        patterns = self.speech.patterns
        if self.options.comments == "on" and patterns["comment"].search(words):
            self.commenting = True
            return True
        return self.options.frame == "on" and patterns["meeting"].search(words) is not None

    def _note_last(self, one: Sentence) -> None:
        named = [self.people.find(m) for m in one.named if m.kind in (Named.NAME, Named.OFFICE)]
        self.named_last = next((p for p in reversed(named) if p is not None and p.may_talk and not p.drafter), self.named_last if not named else None)

    # -- cues

    def _by_cues(self, one: Sentence, text: str) -> list[Decision] | None:
        """Read the sentence's cues; None where it only tells that somebody came or went."""
        usable = [c for c in one.cues if self._usable(c)]
        ordered = self._ordered(usable)
        if self._is_visit(usable):
            self._visit(one, usable)
            return None
        decisions: list[Decision] = []
        for cue in ordered:
            who = self._who(cue, one)
            if who is None or not who.may_talk:
                continue
            if decisions and not self._takes_over(decisions[-1], cue, who):
                continue
            start = one.start if not decisions else max(cue.clause_from if cue.kind != "agent" else cue.start, decisions[-1].start + 1)
            decisions.append(self._decision(cue, who, text, start))
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
        governing = [c for c in usable if (c.kind in ("says", "moves") and (c.main or c.aside)) or c.kind in ("opinion", "agent", "told")]
        bare = [c for c in usable if c.kind == "subject"]
        if self.options.first_cue == "off":
            governing.reverse()
        elif self.speech.cases == "articles":
            main = sorted([*governing, *bare], key=lambda c: min(c.start, c.clause_from if c.kind == "subject" else c.start))
            under = [c for c in usable if c.kind in ("says", "moves") and not (c.main or c.aside) and c.mention is not None and c.mention.kind != Named.HE]
            return [*under[:1], *main] if under and (not main or under[0].start < main[0].start) else main
        return [*governing, *bare]

    def _is_visit(self, usable: Sequence[Cue]) -> bool:
        going = next((c for c in usable if c.kind == "going" and c.main), None)
        said = next((c for c in usable if c.kind in ("says", "agent", "told", "opinion") and (c.main or c.aside)), None)
        if going is None or self.options.frame == "off":
            return False
        return said is None or (said.at > going.at and not said.clause and said.mention is None)

    def _visit(self, one: Sentence, usable: Sequence[Cue]) -> None:
        """Note who came or was called upon; the talk before is over."""
        self.turn = Turn()
        self.came = "visitor" if any(m.subject and m.kind in (Named.NAME, Named.OFFICE) for m in one.named) else "drafter"
        met = [
            self.people.find(m)
            for m in sorted(one.named, key=lambda m: not m.subject)
            if m.kind in (Named.NAME, Named.OFFICE)
        ]
        self.topic = next((p for p in met if p is not None and p.may_talk and not p.drafter), self.topic)

    def _takes_over(self, before: Decision, cue: Cue, who: Person) -> bool:
        """Whether a later cue of the sentence is somebody else's own clause."""
        if self.options.rejoinders == "off" or who is before.person or before.cue is None or cue.mention is None or not cue.main:
            return False
        if cue.mention.kind not in (Named.NAME, Named.OFFICE, Named.I):
            return False
        viewed = before.kind.endswith("opinion")
        if self.speech.cases == "articles":
            return (cue.kind in ("says", "moves", "subject") and cue.clause_from > before.cue[0]) or (cue.kind == "agent" and viewed and cue.start > before.cue[1])
        return cue.kind in ("says", "moves") and not cue.aside and not viewed and cue.clause_from > before.cue[1]

    def _decision(self, cue: Cue, who: Person, text: str, start: int) -> Decision:
        words = " ".join(text[cue.start : cue.end].split())
        mode = Mode.DIRECT if _is_direct(cue, text, start) else _mode(cue, self.speech)
        self.give(who, words, mode)
        name = who.name or "the hand that wrote"
        kind = (
            cue.kind
            if cue.mention is None or cue.mention.kind in (Named.NAME, Named.OFFICE)
            else f"{cue.mention.kind.value} {cue.kind}"
        )
        others = [p for p in self.people.talkers() if p is not who]
        return Decision(
            who,
            mode,
            kind,
            f'"{words}": {_why(cue, name)}',
            start,
            (cue.start, cue.end),
            others[0].name if len(others) == 1 else None,
        )

    # -- whom a mention means

    def _who(self, cue: Cue, one: Sentence) -> Person | None:
        mention = cue.mention
        if cue.kind == "told":
            return self._teller(mention)
        if mention is None:
            return self._left_out(cue)
        if mention.kind == Named.I:
            return (
                self.people.drafter
                if self.manner.i_writes and (cue.past or cue.kind in ("opinion", "agent")) and not one.quoted
                else None
            )
        if mention.kind == Named.HE:
            return self.named_last if mention.stems and self.named_last is not None else self._he()
        if mention.kind in (Named.WE, Named.THEY):
            return None
        if (
            self.manner.present
            and cue.past
            and self.options.tense == "on"
            and self.turn.held
            and not cue.aside
            and cue.kind in ("says", "moves")
        ):
            return None if not one.first_in_block else self.people.find(mention, self.turn.person)
        who = self.people.find(mention, self.turn.person)
        if who is None or (cue.kind != "subject" and self.speech.cases == "endings"):
            return who
        return who if self._may_begin(who, cue, one) else None

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
        """Read "Ответил, что": the hand that wrote, unless a visitor has just come, or the verb carries a turn on ("Добавил, что")."""
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

    # -- no cue

    def _carried_on(self, one: Sentence) -> list[Decision]:
        turn = self.turn
        if (
            not turn.held
            or self.commenting
            or self.options.continuation == "off"
            or (turn.paragraphs and self.options.across_paragraphs == "off")
        ):
            return []
        turn.sentences += 1
        name = (turn.person.name if turn.person else None) or "the hand that wrote"
        back = "a sentence" if turn.sentences == 1 else f"{turn.sentences} sentences"
        mode = Mode.DIRECT if turn.mode == Mode.DIRECT else Mode.REPORTED
        kind = "next paragraph" if turn.paragraphs else "continues"
        return [
            Decision(
                turn.person,
                mode,
                kind,
                f'continues {name}\'s contribution begun with "{turn.words}" {back} earlier',
                one.start,
            )
        ]


def _is_direct(cue: Cue, text: str, start: int) -> bool:
    """Whether a sentence gives the words themselves: «...», — говорит X; or X: — ..."""
    return (cue.aside and text[start] in QUOTING) or (cue.kind == "subject" and text[cue.end:cue.end + 1] == ":" and cue.start == start)


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
