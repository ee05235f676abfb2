"""Whom a mention means, given who has the turn."""

from __future__ import annotations

from dataclasses import dataclass, field

from memcon.analysis.utterances.cast import Cast, Person, Standing
from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.habits import Habits
from memcon.analysis.utterances.mentions import Kind, Mention
from memcon.analysis.utterances.reading import Reading
from memcon.model.findings import Mode

OFTEN = 2  # sentences of which somebody not listed must be heard as the speaker, before weak words give the turn
SIDE_HEARD = 2
DELEGATIONS = 3  # from which a record is one of a conference
DELEGATIONS_ARE = ("delegation", "delegations")
DELEGATE = frozenset({"representative", "delegate"})
ASKED = ("asked", "questioned", "pressed", "replying", "answering", "when")  # "When asked about it the official said"
HEAD = 2
AT_HEAD = 4  # words before a subject that begins its sentence or paragraph
NEAREST = 40  # people considered for a pronoun


def is_delegate(person: Person) -> bool:
    """Tell a delegation, or somebody known by their country alone."""
    if person.standing == Standing.SIDE:
        return (person.name or "").lower().endswith(DELEGATIONS_ARE)
    return any(DELEGATE & office for office in person.offices)


@dataclass(frozen=True, slots=True)
class Content:
    """The cue belongs to what is told, not to who tells it; `who` is the one whose words are told there."""

    who: Person | None = None


def mention_is_name(cue: Cue) -> bool:
    """Whether the subject is printed by name."""
    return cue.subject.mention is not None and cue.subject.mention.kind == Kind.NAME


def _one_office(cue: Cue) -> bool:
    """Tell "The Minister said that", which names one person by office."""
    mention = cue.subject.mention
    return mention is not None and mention.kind == Kind.OFFICE


def _moves(cue: Cue) -> bool:
    """Tell "Signor Attolico then broached": a move of talk, by somebody with a title."""
    mention = cue.subject.mention
    return bool({"move", "mind"} & cue.form.classes) and mention is not None and mention.titled and cue.past


def _visited(cue: Cue, one: Reading) -> Mention | None:
    """Read "when I called on the Generalissimo he said", "in conversation with the Governor he expressed"."""
    for other in one.cues:
        mine = other.subject.mention is not None and other.subject.mention.kind == Kind.I
        if mine and other.at < cue.at and "going" in other.form.classes and other.hearer is not None:
            return other.hearer
    return next((m for m in one.met if one.fronted and m.last < cue.subject.first), None)


@dataclass(slots=True)
class Turn:
    """Who has the turn, since which words, and how long ago they stood."""

    person: Person | None = None
    words: str = ""
    mode: Mode = Mode.REPORTED
    sentences: int = 0
    paragraphs: int = 0
    held: bool = False  # false before the first cue


@dataclass(slots=True)
class Company:
    """Who has been speaking, and whom pronouns can mean."""

    cast: Cast
    habits: Habits
    turn: Turn = field(default_factory=Turn)
    topic: Person | None = None  # whom the record last presented as coming or called upon
    other: Person | None = None  # who had the turn before
    conference: bool = False  # several delegations talk, under their countries' names
    latter: Person | None = None  # who was named last in the sentence before
    before: Person | None = None  # the subject of the sentence before, whatever it did
    listed_parties: int = 0  # people, besides the hand that wrote, whom the record presents as taking part

    def __post_init__(self) -> None:
        delegates = sum(is_delegate(p) for p in self.cast.people)
        delegates += sum(side.endswith(DELEGATIONS_ARE) for side in self.cast.sides)
        self.conference = delegates >= DELEGATIONS
        self.listed_parties = sum(p.listed and not p.drafter for p in self.cast.people)

    def present(self, mention: Mention) -> None:
        """Note whom the hand that wrote says it met or told something: "he" will be that person."""
        met = self.named(mention)
        if met is not None and met.may_talk and not met.drafter:
            self.topic = met

    def part(self, met: Person) -> None:
        """End a talk: nobody has the turn, and whoever is met next is meant by "he"."""
        self.turn, self.other, self.topic = Turn(), None, met

    def give(self, person: Person | None, words: str, mode: Mode = Mode.REPORTED) -> None:
        """Give somebody the turn."""
        if self.turn.person is not person and self.turn.person is not None:
            self.other = self.turn.person
        if person is not None:
            person.spoke = True
        self.turn = Turn(person, " ".join(words.split()), mode, held=True)

    def subject(self, cue: Cue, one: Reading) -> Person | Content | None:
        """Find whose verb a cue is; None is a talker whom nobody names."""
        mention = cue.subject.mention
        if cue.subject.impersonal:
            return Content()
        if mention is None:
            return (
                self.cast.drafter
                if cue.subject.dropped and self.habits.i_writes and self.habits.own_paper
                else Content()
            )
        if mention.kind == Kind.I:
            told = cue.past or (self.habits.present and self.habits.own_paper)
            return self.cast.drafter if told and self.habits.i_writes else Content()
        if mention.kind == Kind.WE:
            return (
                self.cast.drafter
                if cue.past and self.habits.we_writes and (cue.strong or cue.form.classes == {"move"})
                else Content()
            )
        if mention.kind == Kind.THEY:
            return (
                self.turn.person
                if self.turn.held and self.turn.person and self.turn.person.standing == Standing.SIDE
                else Content()
            )
        if (
            self.habits.present
            and cue.past
            and self.turn.held
            and not cue.aside
            and not (mention.kind == Kind.NAME and one.first_in_block and cue.at < 8)
        ):
            return Content(self.named(mention) if mention.kind != Kind.HE else None)
        if mention.kind == Kind.HE:
            return self.he(cue, one)
        return self._with_right(self.named(mention), cue, one)

    def named(self, mention: Mention) -> Person | None:
        """Find the person behind a name, an office or a side; None for somebody unknown."""
        if mention.kind == Kind.SIDE:
            return self.cast.side(mention.printed)
        if mention.kind == Kind.OFFICE:
            office = frozenset(mention.words)
            if self.turn.held and self.turn.person and office in self.turn.person.offices:
                return self.turn.person
            return self.cast.holder(office)
        return self.cast.find(mention.words, mention.printed, spelling="near") if mention.kind == Kind.NAME else None

    def _with_right(self, who: Person | None, cue: Cue, one: Reading) -> Person | Content:
        """Let a person take the turn who takes part in the talk, or whom a strong word shows to."""
        if who is None or not who.may_talk:
            return Content(who)
        holder = self.turn.person if self.turn.held else None
        told = cue.hearer_he and holder is not None and holder.listed and not holder.drafter and not one.first_in_block
        if told and not who.listed:
            return Content(who)  # "General W. told him": him who has the turn, and who tells of it
        listed = who.listed or who is self.topic or (who.heard >= OFTEN and not self.listed_parties)
        if not self.turn.held or listed or who.drafter or who is self.turn.person or cue.aside:
            return who
        if self.conference and is_delegate(who) and cue.past and cue.subject.first - one.lead < AT_HEAD:
            return who
        if who.standing == Standing.SIDE:
            often = self.cast.sides.get((who.name or "").lower(), 0) >= SIDE_HEARD or not self.listed_parties
            return who if cue.strong and cue.clause and (often or one.first_in_block) else Content(who)
        if (
            cue.hearer_he
            and holder is not None
            and not holder.drafter
            and self.cast.drafter is not None
            and self.habits.i_writes
        ):
            return Content(who)  # "General W. told him": told by the one who has the turn
        known = mention_is_name(cue) or who.heard >= OFTEN or who.spoke
        if cue.strong and (one.first_word in ASKED or known or one.first_in_block):
            return who
        named = mention_is_name(cue) or (cue.strong and _one_office(cue))
        if cue.clause and cue.past and cue.subject.first - one.lead < 2 and named and who.heard:
            return who
        return (
            who
            if one.first_in_block
            and (cue.past or self.habits.present)
            and (who.heard >= OFTEN or (cue.subject.first - one.lead < HEAD and (who.heard or _moves(cue))))
            else Content(who)
        )

    def he(self, cue: Cue, one: Reading) -> Person | Content:
        """Find whom "he" means: who opens the sentence; else who has the turn, unless that is the hand that wrote."""
        latter = cue.subject.mention is not None and cue.subject.mention.words == ("latter",)
        if latter and self.latter is not None and cue.subject.first - one.lead < AT_HEAD:
            return self.latter
        opening = self._opener(cue, one)
        if opening is not None:
            return opening
        if self.before is not None and not one.first_in_block and cue.subject.first - one.lead < HEAD:
            return self.before
        holder = self.turn.person if self.turn.held else None
        if holder is not None and not (holder.drafter and self.habits.hand_writes) and holder.standing != Standing.SIDE:
            return holder
        for candidate in (self.other if self.turn.held else None, self.topic, *self._others(holder)):
            if (
                candidate is not None
                and candidate is not holder
                and candidate.standing == Standing.TALKER
                and not (candidate.drafter and self.habits.hand_writes)
            ):
                return candidate
        return holder if holder is not None and not (holder.drafter and self.habits.hand_writes) else Content()

    def _opener(self, cue: Cue, one: Reading) -> Person | None:
        mention = _visited(cue, one) or one.opening or (one.mentioned if not self.turn.held else None)
        if mention is None or mention.kind not in (Kind.NAME, Kind.OFFICE) or mention.last >= cue.subject.first:
            return None
        who = self.named(mention)
        visited = mention is not one.opening
        known = who is not None and (who.listed or visited or not self.turn.held or (cue.aside and who.heard > 0))
        return who if who is not None and who.may_talk and known else None

    def _others(self, person: Person | None) -> list[Person]:
        others = [p for p in self.cast.talkers()[:NEAREST] if p is not person]
        return sorted(others, key=lambda p: (p.drafter, not p.listed, p.order))

    def now(self) -> Person | None:
        """Give whom "he" would mean if it heard rather than spoke."""
        holder = self.turn.person if self.turn.held else None
        return holder if holder is not None and not holder.drafter else (self.other or self.topic)

    def counterpart(self, heard: Person | None) -> Person | None:
        """Give the other party of a talk of two; the hand that wrote where it writes "I"."""
        drafter = self.cast.drafter
        if drafter is not None and heard is not drafter and self.habits.i_writes:
            return drafter
        if heard is drafter and drafter is not None and self.habits.i_writes:
            return self.now() or next(iter(self._others(drafter)), None)
        rest = [p for p in self.cast.talkers()[:NEAREST] if p is not heard and p.listed]
        return rest[0] if heard is not None and len(rest) == 1 else None


def note_subject(company: Company, one: Reading) -> None:
    """Keep who is subject of a sentence, for a "he" that begins the next."""
    last = company.named(one.last_named) if one.last_named is not None else None
    company.latter = last if last is not None and last.may_talk and last is not company.turn.person else company.other
    mention = one.opening
    named = mention is not None and mention.kind in (Kind.NAME, Kind.OFFICE) and mention.first - one.lead < AT_HEAD
    who = company.named(mention) if mention is not None and named else None
    if who is None or not (who.may_talk and who.listed) or (who.drafter and company.habits.hand_writes):
        who = None
    company.before = who


def answers(company: Company, heard: Person | None) -> None:
    """Note who was told something: "he" will be that person, when it is not the one who told."""
    if heard is not None and heard.may_talk and heard is not company.turn.person:
        company.other = heard
