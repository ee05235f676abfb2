"""From sentence to sentence: who has the turn, when it passes, when it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Cast, Person, Standing
from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.governing import governing, is_movement
from memcon.analysis.utterances.habits import Habits
from memcon.analysis.utterances.mentions import Kind, Mention
from memcon.analysis.utterances.modes import mode_of_cue
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.model.findings import Mode

CONTENT = "content"  # the cue belongs to what is told, not to who tells it


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose talk a sentence is and why; `person` None means that somebody talks whom nobody names."""

    person: Person | None
    mode: Mode
    kind: str  # of reason, a key of the certainty table
    reason: str
    cue: tuple[int, int] | None = None  # half-open in the block
    within: str | None = None
    to: str | None = None


@dataclass(slots=True)
class Turn:
    """Who has the turn, since which words, and how long ago they stood."""

    person: Person | None = None
    words: str = ""
    mode: Mode = Mode.REPORTED
    sentences: int = 0
    paragraphs: int = 0
    held: bool = False  # false before the first and after the author's own comment


class Listener:
    """Goes through a record's sentences in order and says whose talk each is."""

    def __init__(self, cast: Cast, habits: Habits, speech: Speech, options: Mechanisms) -> None:
        self.cast, self.habits, self.speech, self.options = cast, habits, speech, options
        self.turn = Turn()
        self.topic: Person | None = None  # whom the record last spoke of, before anybody has the turn
        self.other: Person | None = None  # who had the turn before
        self.commenting = False

    def hear(self, one: Reading, text: str, quoted: tuple[tuple[int, int], ...], direct: bool) -> Decision | None:
        """Decide about one sentence of a block's text; None means that nobody talks."""
        if one.first_in_block:
            self.turn.paragraphs += 1
            self.commenting = False
        if not direct and self._is_comment(one, text):
            self.commenting = True
            return None
        decision = self._by_cue(one, text, () if direct and not quoted else quoted) or self._by_opinion(one, text) or self._by_opening(one, text, direct)
        if decision is None:
            decision = self._carried_on(one, text, direct)
        if decision is not None and direct:
            decision = replace(decision, mode=Mode.DIRECT)
        return decision

    def give(self, person: Person | None, words: str, mode: Mode = Mode.REPORTED) -> None:
        """Give somebody the turn."""
        if self.turn.person is not person and self.turn.person is not None:
            self.other = self.turn.person
        self.turn = Turn(person, " ".join(words.split()), mode, held=True)
        self.commenting = False

    # -- cues

    def _by_cue(self, one: Reading, text: str, quoted: tuple[tuple[int, int], ...]) -> Decision | None:
        cue = governing(one, self.options, outside=quoted)
        if cue is None:
            return None
        words = " ".join(text[cue.start:cue.end].split())
        if cue.passive and cue.form.classes & {"tell", "ask", "say", "reply"}:
            return self._passive(cue, words)
        who = self._subject(cue, one)
        if who == CONTENT or (isinstance(who, Person) and not who.may_talk):
            return self._nested(who, cue)
        mode = mode_of_cue(cue)
        kind = self._kind(cue)
        self.give(who, words, mode)
        to = self._hearer(cue, who)
        return Decision(who, mode, kind, f"\"{words}\": {self._said(kind, who)}", (cue.start, cue.end), to=to)

    def _kind(self, cue: Cue) -> str:
        mention = cue.subject.mention
        strength = "says" if cue.strong else "moves"
        if mention is None:
            return f"dropped {strength}"
        return f"{mention.kind.value} {strength}"

    def _said(self, kind: str, who: Person | None) -> str:
        name = who.name if who and who.name else "somebody not named"
        if kind.startswith(("he ", "i ", "we ", "dropped")):
            return f"the one who speaks here is {name}"
        return f"{name} is the subject of a verb of {'speech' if kind.endswith('says') else 'thought or of a move in the talk'}"

    def _subject(self, cue: Cue, one: Reading) -> Person | None | str:
        mention = cue.subject.mention
        if cue.subject.impersonal:
            return CONTENT
        if mention is None:
            return self.cast.drafter if cue.subject.dropped and self.habits.i_writes else CONTENT
        if mention.kind == Kind.I:
            return self._writer(cue.past and self.habits.i_writes)
        if mention.kind == Kind.WE:
            return self._writer(cue.past and self.habits.we_writes)
        if mention.kind == Kind.THEY:
            return self.turn.person if self.turn.held and self.turn.person and self.turn.person.standing == Standing.SIDE else CONTENT
        if self.habits.present and cue.past and self.turn.held and not cue.aside:
            return self._named(mention, titled_only=True) if mention.kind == Kind.NAME and one.first_in_block and cue.at < 8 else CONTENT
        if mention.kind == Kind.HE:
            return self._he(cue, one)
        return self._named(mention)

    def _writer(self, writes: bool) -> Person | None | str:
        return self.cast.drafter if writes else CONTENT

    def _named(self, mention: Mention, *, titled_only: bool = False) -> Person | None | str:
        """Find the person behind a name, an office or a side."""
        if mention.kind == Kind.SIDE:
            return self._side(mention)
        if mention.kind == Kind.OFFICE:
            office = frozenset(mention.words)
            if self.turn.held and self.turn.person and office in self.turn.person.offices:
                return self.turn.person
            return self.cast.holder(office) or CONTENT
        person = self.cast.find(mention.words, mention.printed, spelling="near")
        return person if person is not None else CONTENT

    def _side(self, mention: Mention) -> Person | str:
        printed = mention.printed
        known = next((p for p in self.cast.people if p.standing == Standing.SIDE and p.name == printed), None)
        if known is None:
            known = Person(printed, Standing.SIDE, order=len(self.cast.people))
            self.cast.people.append(known)
        return known

    def _he(self, cue: Cue, one: Reading) -> Person | None | str:
        """Find whom "he" means: the one who has the turn, unless that is the hand that wrote."""
        holder = self.turn.person if self.turn.held else None
        if holder is not None and not (holder.drafter and self.habits.i_writes) and holder.standing != Standing.SIDE:
            return holder
        for candidate in (self.other if self.turn.held else None, self.topic, *self._others(holder)):
            if candidate is not None and candidate is not holder and candidate.standing == Standing.TALKER:
                return candidate
        return holder if holder is not None else CONTENT

    def _others(self, person: Person | None) -> list[Person]:
        return [p for p in self.cast.talkers() if p is not person and not (p.drafter and self.habits.i_writes)]

    def _hearer(self, cue: Cue, who: Person | None) -> str | None:
        if cue.hearer is not None:
            found = self._named(cue.hearer)
            return found.name if isinstance(found, Person) else None
        talkers = self.cast.talkers()
        if len(talkers) == 2 and who in talkers:
            return next(p.name for p in talkers if p is not who)
        return None

    def _passive(self, cue: Cue, words: str) -> Decision | None:
        """Read "he was told that", "I was asked by Mr. X whether"."""
        who: Person | None | str = CONTENT
        hearer = cue.subject.mention
        if cue.agent is not None:
            who = self._named(cue.agent) if cue.agent.kind in (Kind.NAME, Kind.OFFICE, Kind.SIDE) else CONTENT
        elif hearer is not None and cue.form.classes & {"tell"}:
            heard = self._named(hearer) if hearer.kind in (Kind.NAME, Kind.OFFICE) else (
                self.cast.drafter if hearer.kind in (Kind.I, Kind.WE) else self._he_now())
            who = self._counterpart(heard if isinstance(heard, Person) else None)
        if not isinstance(who, Person) or not who.may_talk:
            return None
        self.give(who, words)
        return Decision(who, Mode.REPORTED, "passive", f"\"{words}\": the other party, {who.name}, is the one who spoke", (cue.start, cue.end))

    def _he_now(self) -> Person | None:
        return self.turn.person if self.turn.held and self.turn.person and not self.turn.person.drafter else (self.other or self.topic)

    def _counterpart(self, heard: Person | None) -> Person | str:
        drafter = self.cast.drafter
        if drafter is not None and heard is not drafter and self.habits.i_writes:
            return drafter
        rest = [p for p in self.cast.talkers() if p is not heard]
        return rest[0] if heard is not None and len(rest) == 1 else CONTENT

    def _nested(self, who: Person | str | None, cue: Cue) -> Decision | None:
        """Somebody else's words inside a contribution: the one who has the turn still talks."""
        if not self.turn.held or not isinstance(who, Person):
            return None
        return self._continued(within=who.name)

    # -- no verb of speech

    def _by_opinion(self, one: Reading, text: str) -> Decision | None:
        if self.options.opinions == "off" or one.opinion is None or one.opinion.mention is None:
            return None
        who = self._named(one.opinion.mention) if one.opinion.mention.kind in (Kind.NAME, Kind.OFFICE, Kind.SIDE) else CONTENT
        if not isinstance(who, Person) or not who.may_talk:
            return None
        words = " ".join(text[one.opinion.start:one.opinion.end].split())
        self.give(who, words)
        return Decision(who, Mode.REPORTED, "opinion", f"\"{words}\": the view of {who.name}", (one.opinion.start, one.opinion.end))

    def _by_opening(self, one: Reading, text: str, direct: bool) -> Decision | None:
        """Let a participant who is subject of any other verb take the turn at the beginning of a paragraph."""
        mention = one.opening
        movement = is_movement(one)
        if movement is not None and not direct and not one.cues[0].perfect:
            return self._movement(movement)
        if self.options.bare_subjects == "off" or mention is None or direct or mention.kind not in (Kind.NAME, Kind.OFFICE):
            return None
        if one.opening_verb in ("would", "will", "could", "might", "should", "may", "can", "must") or self.habits.present:
            return None
        who = self._named(mention)
        if not isinstance(who, Person) or not who.may_talk or (not one.first_in_block and self.turn.held and who is not self.turn.person):
            return None
        words = f"{mention.printed} {one.opening_verb}"
        begin = one.start
        self.give(who, words, Mode.NARRATED)
        return Decision(who, Mode.NARRATED, "subject", f"\"{words}\": what {who.name} did in the talk", (begin, begin + len(words)))

    def _movement(self, cue: Cue) -> Decision | None:
        """Somebody comes or goes: nobody talks, but "he" will mean the visitor."""
        mention = cue.subject.mention
        if mention is not None and mention.kind in (Kind.NAME, Kind.OFFICE):
            who = self._named(mention)
            if isinstance(who, Person) and who.may_talk:
                self.topic = who
        if cue.hearer is not None and (mention is None or mention.kind == Kind.I):
            who = self._named(cue.hearer)
            self.topic = who if isinstance(who, Person) else self.topic
        return None if not self.turn.held else self._continued()

    def _carried_on(self, one: Reading, text: str, direct: bool) -> Decision | None:
        if not self.turn.held or self.commenting or self.options.continuation == "off":
            return None
        if self.turn.paragraphs and self.options.across_paragraphs == "off":
            return None
        return self._continued()

    def _continued(self, within: str | None = None) -> Decision:
        self.turn.sentences += 1
        name = self.turn.person.name if self.turn.person and self.turn.person.name else "the speaker"
        count = self.turn.sentences
        back = "a sentence" if count == 1 else f"{count} sentences"
        kind = "next paragraph" if self.turn.paragraphs else "continues"
        mode = Mode.DIRECT if self.turn.mode == Mode.DIRECT else Mode.REPORTED
        return Decision(self.turn.person, mode, kind, f"continues {name}'s contribution begun with \"{self.turn.words}\" {back} earlier", within=within)

    def _is_comment(self, one: Reading, text: str) -> bool:
        if self.options.comments == "off":
            return False
        words = text[one.start:min(one.end, one.start + 400)]
        patterns = self.speech.patterns
        return bool(patterns["comment"].search(words) or patterns["meeting"].search(words)) and not (self.turn.held and self.turn.mode == Mode.DIRECT)
