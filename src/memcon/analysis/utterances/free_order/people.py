"""Who may talk in a record: those its description and title name, those heard in it, and the hand that wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from memcon.analysis.utterances.cast import Person, Standing
from memcon.analysis.utterances.free_order.cues import Cue
from memcon.analysis.utterances.free_order.lore import Lore
from memcon.analysis.utterances.free_order.mentions import Mention, Named, mentions
from memcon.analysis.utterances.free_order.sentence import Sentence
from memcon.analysis.utterances.tokens import tokens
from memcon.model.description import Description, Form, Part

OWN_PAPERS = (Form.TELEGRAM, Form.LETTER, Form.DIARY, Form.REPORT, Form.MESSAGE, Form.NOTE, Form.MEMORANDUM)
PARTIES = 2


@dataclass(slots=True)
class People:
    """The people of one record, found by the stems of their names or by their offices."""

    lore: Lore
    all: list[Person] = field(default_factory=list)
    by_stem: dict[str, list[Person]] = field(default_factory=dict)
    as_subject: list[Person] = field(default_factory=list)  # whose name is printed in the case of a subject

    @property
    def drafter(self) -> Person | None:
        """The hand that wrote, where it talks itself."""
        return next((one for one in self.all if one.drafter), None)

    def talkers(self) -> list[Person]:
        """List single persons who may talk."""
        return [one for one in self.all if one.standing == Standing.TALKER]

    def find(self, mention: Mention, turn: Person | None = None) -> Person | None:
        """Find whom a name, an office or a side means; an office several hold means the one who has the turn."""
        if mention.kind == Named.NAME:
            return self._by_name(mention)
        if mention.kind == Named.SIDE:
            return next(
                (
                    p
                    for p in self.all
                    if p.standing == Standing.SIDE and p.offices == [frozenset((*mention.stems, mention.name.lower()))]
                ),
                None,
            )
        return self._holder(frozenset(mention.office), turn) if mention.kind == Named.OFFICE else None

    def _by_name(self, mention: Mention) -> Person | None:
        for stem in reversed(mention.stems):
            for person in self.by_stem.get(stem, ()):
                if not _contradict(person, mention):
                    return person
        return None

    def _holder(self, office: frozenset[str], turn: Person | None) -> Person | None:
        if turn is not None and any(office <= held for held in turn.offices):
            return turn
        holding = [p for p in self.all if p.standing != Standing.SIDE and any(office <= held for held in p.offices)]
        exact = [p for p in holding if office in p.offices]
        able = [p for p in exact or holding if p.may_talk] or holding
        return (
            able[0]
            if len(able) == 1 or (able and (exact or len(office) > 1))
            else next((p for p in able if not p.drafter), None)
        )

    def admit(self, mention: Mention, *, standing: Standing = Standing.TALKER) -> Person:
        """Let somebody in, or add to one who is there what this mention tells more."""
        person = self.find(mention)
        if person is None:
            person = Person(mention.name or None, standing, order=len(self.all))
            self.all.append(person)
            if mention.kind == Named.SIDE:
                person.standing = Standing.SIDE
                person.offices = [frozenset((*mention.stems, mention.name.lower()))]
        elif mention.kind == Named.NAME and (mention.subject, len(mention.name)) > (
            person in self.as_subject,
            len(person.name or ""),
        ):
            person.name = mention.name
        if mention.subject and person.name == mention.name and person not in self.as_subject:
            self.as_subject.append(person)
        for stem in mention.stems if mention.kind == Named.NAME else ():
            if person not in self.by_stem.setdefault(stem, []):
                self.by_stem[stem].append(person)
        if mention.office and frozenset(mention.office) not in person.offices:
            person.offices.append(frozenset(mention.office))
        return person


def _contradict(person: Person, mention: Mention) -> bool:
    mine = [part for part in (person.name or "").split() if "." in part]
    return bool(mine and mention.initials and mine[0][0].lower() != mention.initials[0])


def people_of(
    description: Description,
    heard: Sequence[Sentence],
    lore: Lore,
    titles: Sequence[str],
    frame: Sequence[str],
    signed: str | None,
) -> People:
    """Gather the people of a record.

    Args:
        description: what is known of it.
        heard: its sentences.
        lore: its names.
        titles: its title, and further lines of its head that name a talk.
        frame: every line of its head and tail; who stands there with an office holds it.
        signed: the line that may be a signature.
    """
    people = People(lore)
    for one in description.present:
        _present(people, one.name, one.office, one.role, lore)
    title = _named_in(titles[0], lore) if titles else []
    for mention in (m for words in titles for m in _named_in(words, lore)):
        if mention.kind == Named.NAME:
            people.admit(mention).listed = True
    for mention in (m for words in frame for m in _named_in(words, lore)):
        if mention.kind == Named.NAME and mention.office and people.find(mention) is not None:
            people.admit(mention)
    for sentence in heard:
        for mention in sentence.named:
            if (
                mention.kind == Named.NAME
                and mention.office
                and (mention.stems[-1] in people.by_stem or mention.subject or sentence.opens_visit)
            ):
                people.admit(mention)
    for kind in (Named.NAME, Named.OFFICE, Named.SIDE):
        _hear(people, heard, kind)
    _write_hand(people, description, heard, title, signed)
    _name_others(people)
    return people


def _present(people: People, name: str, office: str | None, role: Part, lore: Lore) -> None:
    named = _named_in(name, lore, certain=True)
    if not named:
        return
    interpreter = role == Part.INTERPRETER
    person = people.admit(named[0], standing=Standing.INTERPRETER if interpreter else Standing.TALKER)
    person.standing = Standing.INTERPRETER if interpreter else person.standing
    person.listed = True
    for mention in _named_in((office or "").lower(), lore):
        if mention.office and frozenset(mention.office) not in person.offices:
            person.offices.append(frozenset(mention.office))


def _named_in(words: str, lore: Lore, *, certain: bool = False) -> list[Mention]:
    """Find the people named in a title or a list; a lone capitalised word there is a name."""
    said = tokens(words, 0, len(words))
    found = [m for m in mentions(said, lore) if m.kind in (Named.NAME, Named.OFFICE, Named.SIDE)]
    if certain and not any(m.kind == Named.NAME for m in found):
        own = [w for w in said.words if len(w) > 1 and (w[0].isupper() or lore.of(w) in lore.persons)]
        stems = tuple(lore.of(w) for w in own)
        if stems and not found:
            return [Mention(0, len(said) - 1, Named.NAME, True, stems, (), " ".join(lore.subject_form(w) for w in own))]
    return sorted(found, key=lambda m: m.kind != Named.NAME) if certain else found


def _hear(people: People, heard: Sequence[Sentence], kind: Named) -> None:
    """Let in those who say something in the text itself."""
    for sentence in heard:
        for cue in sentence.cues:
            mention = cue.mention
            if mention is None or mention.kind != kind or not _lets_in(cue, kind):
                continue
            person = people.admit(mention)
            person.heard += cue.main or cue.aside


def _lets_in(cue: Cue, kind: Named) -> bool:
    if kind == Named.SIDE:
        return cue.kind in ("says", "agent", "moves") and cue.main
    exact = kind == Named.OFFICE and cue.mention is not None and len(cue.mention.office) > 1
    if cue.kind == "subject":
        return exact and cue.main
    return (
        cue.kind in ("says", "agent")
        or (cue.kind == "opinion" and kind == Named.OFFICE)
        or (cue.kind in ("moves", "going") and (cue.main or exact))
    )


def writes_i(heard: Sequence[Sentence]) -> bool:
    """Whether the hand that wrote tells its own part: "я ответил", "мною было заявлено", "на мой вопрос"."""
    return any(
        c.mention is not None
        and c.mention.kind == Named.I
        and c.past
        and c.kind in ("says", "moves", "agent", "going")
        and c.main
        for s in heard
        for c in s.cues
        if not s.quoted
    )


def leaves_out(heard: Sequence[Sentence]) -> bool:
    """Whether sentences leave their "I" out: "Ответил, что", "Принял министра"."""
    return any(
        c.mention is None and c.past and c.kind in ("says", "moves", "going")
        for s in heard
        for c in s.cues
        if not s.quoted
    )


def _write_hand(
    people: People, description: Description, heard: Sequence[Sentence], title: Sequence[Mention], signed: str | None
) -> None:
    own = description.form in OWN_PAPERS
    if not writes_i(heard) and not (own and leaves_out(heard)):
        return
    signature = _named_in(signed or "", people.lore, certain=True)
    diary = people.lore.speech.patterns["hand"].search(description.title or "")
    after = diary.end() if diary else 0
    first = next((m for m in title if diary and _starts(description.title or "", m, after)), None)
    silent = [p for p in people.talkers() if p.listed and not p.heard]
    if first is not None:
        hand = people.admit(first)
        if first.kind == Named.OFFICE:
            hand.name = _as_subject(first, people.lore)
    elif signature and signature[0].kind == Named.NAME:
        hand = people.admit(signature[0])
    elif silent:
        hand = silent[0]
    else:
        hand = Person(None, order=len(people.all))
        people.all.append(hand)
    hand.drafter = hand.listed = True
    hand.standing = Standing.TALKER


def _starts(title: str, mention: Mention, after: int) -> bool:
    said = tokens(title, 0, len(title))
    return said.spans[mention.first][0] >= after


def _as_subject(mention: Mention, lore: Lore) -> str:
    head = next((w for w in lore.speech.words["office_subjects"] if lore.of(w) == mention.office[0]), None)
    first, _, rest = mention.name.partition(" ")
    return f"{head} {rest}".strip() if head and lore.of(first) == mention.office[0] else mention.name


def _name_others(people: People) -> None:
    """Give an office nobody holds to the one other party of a talk of two, where only one is named."""
    nameless = [
        p
        for p in people.talkers()
        if p.offices and not p.listed and not any(p in held for held in people.by_stem.values())
    ]
    named = [p for p in people.talkers() if not p.drafter and p.listed and not p.offices]
    if len(nameless) == 1 and len(named) == 1 and len([p for p in people.talkers() if p is not nameless[0]]) <= PARTIES:
        named[0].offices += nameless[0].offices
        named[0].heard += nameless[0].heard
        people.all.remove(nameless[0])
