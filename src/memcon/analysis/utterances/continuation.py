"""From sentence to sentence: who has the turn, when it passes, when nobody talks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Cast, Person
from memcon.analysis.utterances.comments import Author
from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.governing import governing, is_movement
from memcon.analysis.utterances.habits import Habits
from memcon.analysis.utterances.labels import beginning
from memcon.analysis.utterances.mentions import Kind
from memcon.analysis.utterances.modes import mode_of_cue
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.analysis.utterances.splitting import second_cue
from memcon.analysis.utterances.stands import conversed, had_gone, rises, silent, stands_now, takes_stand
from memcon.analysis.utterances.who import Company, Content, answers, is_delegate
from memcon.model.findings import Mode

REPLIES = frozenset({"reply", "answer", "retort"})  # "it was replied that"
FAR = 4  # sentences since the cue, beyond which a contribution is less certain to go on
NUMBERED = re.compile(r"^\d{1,2}\. ")
ENUMERATED = re.compile(r"^\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)")


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


class Listener:
    """Goes through a record's sentences in order and says whose talk each is."""

    def __init__(self, cast: Cast, habits: Habits, speech: Speech, options: Mechanisms) -> None:
        self.speech, self.options, self.habits = speech, options, habits
        self.company = Company(cast, habits)
        self.author = Author(self.company, habits, speech, options)
        self.lister: Person | None = None  # who had the turn when a numbered list began
        self.lists = False  # ... which a sentence had announced: "his points follow:"

    def hear(self, one: Reading, text: str, quoted: tuple[tuple[int, int], ...], *, how: str) -> Decision | None:
        """Decide about one sentence of a block's text; None means that nobody talks.

        Args:
            one: the sentence.
            text: the block it stands in.
            quoted: spans inside quotation marks.
            how: "direct" for a sentence that stands in quotation marks, else "told".
        """
        if one.first_in_block:
            self.lists = self.lists and bool(NUMBERED.match(text[one.start : one.start + 6]))
            self.company.turn.paragraphs += 1
            self.author.in_brackets = False
            self.author.commenting = self.author.commenting and self.habits.own_paper and not self.habits.present
        if not self.company.turn.held and self.company.topic is None and one.mentioned is not None:
            named = self.company.named(one.mentioned)
            self.company.topic = (
                named if named is not None and named.listed and named.may_talk and not named.drafter else None
            )
        if one.met and self.habits.own_paper:
            self.company.present(one.met[0])
        if not one.words or (how != "direct" and self.author.comments(one, text)):
            return None
        decision = _by_label(self, one, text) or self._by_cue(one, text, quoted) or self._by_opinion(one, text)
        if decision is None and how != "direct":
            if self._movement(one) or _unsaid(self, one, text, quoted):
                return None
            decision = self._by_opening(one, text)
            if decision is None and _meets_another(self.company, one, self.options):
                return None
        decision = decision or self._carried_on(one, text, how)
        if decision is not None and text[one.end - 1] == ":" and one.end == len(text.rstrip()):
            self.lister, self.lists = decision.person, self.options.lists == "on"
        return replace(decision, mode=Mode.DIRECT) if decision is not None and how == "direct" else decision

    # -- cues

    def _by_cue(self, one: Reading, text: str, quoted: tuple[tuple[int, int], ...]) -> Decision | None:
        cue = governing(one, self.options, outside=quoted)
        if cue is None:
            return None
        words = " ".join(text[cue.start : cue.end].split())
        if cue.passive and (
            cue.form.base in self.speech.words["informed"]
            or cue.agent is not None
            or (cue.subject.impersonal and (cue.to_him or cue.form.base in REPLIES))
        ):
            return self._passive(cue, words)
        who = self.company.subject(cue, one)
        if isinstance(who, Content):
            return (
                self._continued(who.who.name if who.who else None)
                if self.company.turn.held and who.who is not None and not self.author.commenting
                else None
            )
        if who is not None and not who.may_talk:
            return None
        if self.lists and who is not None and who is not self.lister and not (who.listed or who.drafter):
            return self._continued(who.name)
        if self.author.commenting and self.habits.writes_itself and not cue.past:
            return None  # "the Ambassador takes a similar view": now, not in the talk
        if conversed(self.company, one, cue, who) or (silent(cue) and self.options.unsaid == "on"):
            return None
        mode = mode_of_cue(cue, self.speech)
        kind = _kind(cue)
        self.give(who, words, mode)
        heard = cue.hearer or (one.met[0] if one.met and one.meets and who is not None and who.drafter else None)
        if heard is not None and self.options.hearers == "on":
            answers(self.company, self.company.named(heard))
        return Decision(
            who, mode, kind, f'"{words}": {_said(kind, who)}', (cue.start, cue.end), to=_hearer(self.company, cue, who)
        )

    def rejoinder(self, one: Reading, text: str, quoted: tuple[tuple[int, int], ...]) -> tuple[int, Decision] | None:
        """Give the second talker of a sentence just heard, and where that talk begins in the block."""
        first = governing(one, self.options, outside=quoted)
        second = second_cue(one, first, text) if first is not None and self.options.rejoinders == "on" else None
        if second is None:
            return None
        holder = self.company.turn.person
        who = self.company.subject(second, one)
        if not isinstance(who, Person) or who is holder or not who.may_talk or not (who.listed or who.heard):
            return None
        words = " ".join(text[second.start : second.end].split())
        self.give(who, words)
        return second.start, Decision(
            who,
            mode_of_cue(second, self.speech),
            "rejoinder",
            f'"{words}": a second talker in the sentence, {who.name or "not named"}',
            (second.start, second.end),
        )

    def give(self, who: Person | None, words: str, mode: Mode = Mode.REPORTED) -> None:
        """Give somebody the turn; the hand that wrote no longer comments."""
        self.company.give(who, words, mode)
        self.author.commenting = False

    def _passive(self, cue: Cue, words: str) -> Decision | None:
        """Read "he was told that", "I was asked by Mr. X whether"."""
        hearer = cue.subject.mention
        who: Person | None = None
        if cue.agent is not None:  # "it was stated by the Ambassador", "by him"
            who = self.company.named(cue.agent) if cue.agent.kind != Kind.THEY else None
        elif cue.subject.impersonal:
            who = self.company.counterpart(self.company.now()) if cue.to_him else None
            if cue.form.base in REPLIES:
                who = self.company.other or self.company.counterpart(self.company.turn.person)
        elif hearer is not None and hearer.kind in (Kind.I, Kind.WE):
            who = self.company.counterpart(self.company.cast.drafter) if self.habits.i_writes else None
        elif hearer is not None:
            heard = self.company.now() if hearer.kind == Kind.HE else self.company.named(hearer)
            who = self.company.counterpart(heard) if heard is not None and heard.may_talk else None
        if who is None or not who.may_talk:
            return None
        self.give(who, words)
        return Decision(
            who,
            Mode.REPORTED,
            "passive",
            f'"{words}": the other party, {who.name or "not named"}, is the one who spoke',
            (cue.start, cue.end),
        )

    # -- no verb of speech

    def _by_opinion(self, one: Reading, text: str) -> Decision | None:
        if self.options.opinions == "off" or one.opinion is None:
            return None
        whose = one.opinion.mention
        who = self.company.named(whose) if whose is not None else _his(self.company, one, self.options)
        if who is None or not who.may_talk or not (who.listed or who.heard or not self.company.turn.held):
            return None
        words = " ".join(text[one.opinion.start : one.opinion.end].split())
        self.give(who, words)
        return Decision(
            who, Mode.REPORTED, "opinion", f'"{words}": the view of {who.name}', (one.opinion.start, one.opinion.end)
        )

    def set_out(self, whose: str) -> Decision | None:
        """Go on with the contribution of whoever has the turn, who sets out another's views."""
        return self._continued(within=whose) if self.company.turn.held else None

    def _movement(self, one: Reading) -> bool:
        """Tell whether somebody comes or goes and nobody talks; from then on "he" means the visitor."""
        cue = is_movement(one)
        if cue is None or self.options.frame == "off":
            return False
        mention = cue.subject.mention
        who = self.company.named(mention) if mention is not None else None
        if mention is not None and mention.kind == Kind.I and cue.hearer is not None:
            self.company.topic = self.company.named(cue.hearer) or self.company.topic
        if who is not None and who.may_talk and not (who.drafter and self.habits.i_writes):
            comes = one.to_me and cue.past and not cue.perfect and not cue.subordinate and self.habits.i_writes
            if comes and who is not self.company.turn.person and self.options.encounters == "on":
                self.company.part(who)
            self.company.topic = who
        elif one.mentioned is not None and not self.company.turn.held:
            met = self.company.named(one.mentioned)
            self.company.topic = met if met is not None and met.may_talk and not met.drafter else self.company.topic
        if not self.company.turn.held:
            return True
        return bool(who is not None and who.listed and not cue.perfect and cue.past)

    def _by_opening(self, one: Reading, text: str) -> Decision | None:
        """Let a participant who is subject of any other verb take the turn."""
        mention = one.opening
        if (
            self.options.bare_subjects == "off"
            or mention is None
            or (one.opening_verb in self.speech.words["modals"] and not takes_stand(one, text, self.speech))
            or (self.habits.present and not stands_now(one, text, self.speech, self.options))
            or had_gone(one)
        ):
            return None
        if any(
            c.passive and c.form.base in self.speech.words["informed"] and c.subject.mention is mention
            for c in one.cues
        ):
            return None
        turn = self.company.turn
        who = self.company.named(mention) if mention.kind in (Kind.NAME, Kind.OFFICE) else None
        if mention.kind == Kind.HE and not turn.held and self.company.topic is not None:
            who = self.company.topic
        if who is None or not who.may_talk or (who.drafter and self.habits.i_writes):
            return None
        if self.lists and who is not self.lister and not who.listed:
            return None
        delegate = self.company.conference and is_delegate(who)
        if not (who.listed or who.heard >= 1 or delegate or rises(one, text, self.speech)):
            return None
        if self.habits.present and (not who.listed or who is turn.person):
            return None
        if (
            not one.first_in_block
            and turn.held
            and who is not turn.person
            and not self.habits.present
            and (one.present or not (one.opening_verb.endswith("ed") or one.opening_verb == "did"))
            and not takes_stand(one, text, self.speech)
        ):
            return None
        words = " ".join(text[slice(*one.opening_span)].split())
        self.give(who, words, Mode.NARRATED)
        return Decision(who, Mode.NARRATED, "subject", f'"{words}": what {who.name} did in the talk', one.opening_span)

    def _carried_on(self, one: Reading, text: str, how: str) -> Decision | None:
        turn = self.company.turn
        if not turn.held or self.author.commenting or self.options.continuation == "off":
            return None
        if turn.paragraphs and self.options.across_paragraphs == "off":
            return None
        if how != "direct" and self.author.turns_to_now(one, text):
            self.author.commenting = True
            return None
        point = text[one.start : one.start + 6]
        if one.first_in_block and (ENUMERATED.match(point) or (self.lists and NUMBERED.match(point))):
            if self.lister is None:
                self.lister = turn.person
            elif self.lister is not turn.person:
                self.give(self.lister, turn.words)
        elif one.first_in_block:
            self.lister = None
        return self._continued()

    def _continued(self, within: str | None = None) -> Decision:
        turn = self.company.turn
        turn.sentences += 1
        name = turn.person.name if turn.person and turn.person.name else "the speaker"
        back = "a sentence" if turn.sentences == 1 else f"{turn.sentences} sentences"
        mode = Mode.DIRECT if turn.mode == Mode.DIRECT else Mode.REPORTED
        kind = "nested" if within else "next paragraph" if turn.paragraphs else "continues"
        kind += " far" if turn.sentences > FAR else ""
        return Decision(
            turn.person,
            mode,
            kind,
            f'continues {name}\'s contribution begun with "{turn.words}" {back} earlier',
            within=within,
        )


def _by_label(listener: Listener, one: Reading, text: str) -> Decision | None:
    cast, speech = listener.company.cast, listener.speech
    labelled = beginning(text, one.start, cast, speech) if listener.options.labels == "on" else None
    if labelled is None:
        return None
    who, span = labelled
    listener.give(who, text[slice(*span)])
    return Decision(who, Mode.REPORTED, "label", f'printed under the label "{text[slice(*span)]}"', span)


def _unsaid(listener: Listener, one: Reading, text: str, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Tell what the hand that wrote notes was not said."""
    cue = governing(one, listener.options, outside=quoted) if listener.options.unsaid == "on" else None
    if cue is None or not silent(cue) or listener.habits.present:
        return False
    who = listener.company.subject(cue, one)
    if isinstance(who, Person) and who.may_talk:
        listener.give(who, " ".join(text[cue.start : cue.end].split()))
    return True


def _meets_another(company: Company, one: Reading, options: Mechanisms) -> bool:
    """Tell "I had afterwards some conversation with the Grand Vizier": from now on "he" is another."""
    turn = company.turn
    if not (one.met and company.habits.i_writes and one.meets and turn.held) or options.encounters == "off":
        return False
    who = company.named(one.met[0])
    if who is None or not who.may_talk or who is turn.person or who.drafter:
        return False
    company.part(who)
    return True


def _said(kind: str, who: Person | None) -> str:
    name = who.name if who and who.name else "somebody not named"
    if kind.startswith(("he ", "i ", "we ", "dropped")):
        return f"the one who speaks here is {name}"
    verb = "speech" if kind.endswith("says") else "thought or of a move in the talk"
    return f"{name} is the subject of a verb of {verb}"


def _kind(cue: Cue) -> str:
    strength = "says" if cue.strong else "moves"
    return f"{cue.subject.mention.kind.value if cue.subject.mention else 'dropped'} {strength}"


def _hearer(company: Company, cue: Cue, who: Person | None) -> str | None:
    if cue.hearer is not None:
        found = company.named(cue.hearer)
        return found.name if found is not None and found is not who else None
    talkers = company.cast.talkers()
    return next((p.name for p in talkers if p is not who), None) if len(talkers) == 2 and who in talkers else None


def _his(company: Company, one: Reading, options: Mechanisms) -> Person | None:
    """Read "His reply was that" after the writer's own question, "Following is a summary of his views"."""
    if one.opinion is None:
        return None
    turn = company.turn
    if one.opinion.own == "other" and turn.held and options.answers == "on":
        return company.other or company.counterpart(turn.person)
    if one.opinion.own not in ("his", "her"):
        return None
    if not turn.held:
        return company.topic
    return company.other if turn.person is not None and turn.person.drafter and company.habits.i_writes else None
