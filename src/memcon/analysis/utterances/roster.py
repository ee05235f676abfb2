"""Who may talk comes before who talked: built from the description, the signature, then from the talk itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from memcon.analysis.language import frame
from memcon.analysis.names import names_in
from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Cast, Person, Standing
from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.frame_lines import listed_lines
from memcon.analysis.utterances.hands import write_hand
from memcon.analysis.utterances.mentions import Kind, Mention
from memcon.analysis.utterances.names import family_words, plain_print
from memcon.analysis.utterances.offices import has_name, offices_in
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.analysis.utterances.sentences import Block
from memcon.analysis.utterances.who import DELEGATE
from memcon.model.description import Description, Part, Participant

CROWD = 2  # talkers named by the description; with fewer, others heard in the text are let in more easily
MOST = 1500  # names let in from the text, the most heard first; more is no talk
NEAR = 4  # blocks from the beginning in which a sentence may say whose remarks follow
MOST_A_LINE = 6  # names that one line of a list may hold
PARTIES = 2  # a talk of two: whoever is not the one is the other
OPENS = 3  # words before a subject that begins its sentence
FRONTED = 12  # ... behind "At 5:30 last night,"
APART = frozenset({"secretary", "mr", "dr", "sir", "mrs", "president", "admiral"})  # behind an office: another person
OFTEN = 2  # sentences that begin with somebody saying something
WITH = re.compile(
    r"(?i)\b(?:conversations?|talks?|meetings?|discussions?|interviews?) (?:(?:of|by) .{3,90}? )?(?:between|with)\b"
)


@dataclass(slots=True)
class _Heard:
    """How often somebody says something, and how the name is printed most fully."""

    printed: str = ""
    first: int = 0  # as the first cue of a sentence
    opening: int = 0  # ... at the beginning of a paragraph
    begins: int = 0  # ... of any such verb, in the past, as the first words of a paragraph
    clause: int = 0  # ... with a clause, as the subject that begins the sentence
    acts: int = 0  # ... of a verb that tells a move of talk, in the past
    titled: bool = False
    words: list[tuple[str, ...]] = field(default_factory=list)


def cast_of(
    description: Description, blocks: Sequence[Block], readings: Sequence[Reading], speech: Speech, options: Mechanisms
) -> Cast:
    """Build the cast of a record."""
    cast = Cast(speech, fuzzy=options.fuzzy == "on", offices=options.offices == "on")
    for one in _run_together(description.present, speech):
        standing = Standing.INTERPRETER if one.role == Part.INTERPRETER else Standing.TALKER
        if _is_person(one.name, speech):
            cast.add(
                one.name, standing=standing, offices=offices_in(one.name, speech) + _trusted(one.office, speech)
            ).listed = True
    _from_list(cast, blocks, speech)
    _from_title(cast, description, speech)
    write_hand(cast, description, blocks, speech)
    if description.interpreter:
        cast.add(description.interpreter).standing = Standing.INTERPRETER
    _hear(cast, readings, speech, strict=options.cast == "on")
    if options.apposition == "on":
        _bind_beside(cast, readings, speech)
    _bind_next_office(cast, readings, speech)
    _bind_last_office(cast, readings, speech)
    _bind_i(cast, readings, options)
    return cast


def _run_together(present: Sequence[Participant], speech: Speech) -> Iterator[Participant]:
    """Part "Koo, Chinese Ambassador Secretary Marshall", two lines run into one: the first office is Koo's."""
    held: Participant | None = None
    for one in present:
        first, _, rest = one.name.partition(" ")
        second = rest.partition(" ")[0].lower().rstrip(".")
        office = first.lower() in speech.words["offices"] - speech.words["office_modifiers"]
        apart = office and second in APART
        if held is not None:
            yield replace(held, office=" ".join(filter(None, (held.office, first)))) if apart else held
        held = replace(one, name=rest, office=None) if apart else one
    if held is not None:
        yield held


def _trusted(office: str | None, speech: Speech) -> tuple[frozenset[str], ...]:
    """Read an office that stands beside a name; a piece of a sentence is none."""
    verbs = speech.words["be"] | speech.words["auxiliaries"] | {"that", "by", "with", "called", "received"}
    return offices_in(office, speech) if office and not verbs & set(office.lower().split()) else ()


def _is_person(name: str, speech: Speech) -> bool:
    words = family_words(name, speech)
    return (bool(words) and (words[-1] not in speech.words["not_names"] or len(name.split()) > 1)) or bool(
        offices_in(name, speech)
    )


def _from_list(cast: Cast, blocks: Sequence[Block], speech: Speech) -> None:
    """Read a list of those present that has one person a line."""
    for line in listed_lines(blocks):
        named = [one for one in names_in(line, frame("en")) if one.titled]
        for one in named[:MOST_A_LINE]:
            cast.add(one.name, offices=offices_in(one.name, speech)).listed = True
        if (
            not named
            and line.lower().startswith("the ")
            and offices_in(line, speech)
            and cast.holder(offices_in(line, speech)[0]) is None
        ):
            cast.people.append(
                Person(plain_print(line), offices=list(offices_in(line, speech)), order=len(cast.people), listed=True)
            )
            cast.changed()


def _from_title(cast: Cast, description: Description, speech: Speech) -> None:
    """Read the other party out of any title: "telegram ... regarding conversation with L. Thompson"."""
    match = WITH.search(description.title or "")
    if match is None or description.title is None or description.present:
        return
    about = re.search(r"(?i)\b(?:about|regarding|concerning|on the)\b", description.title[match.end() :])
    stop = match.end() + about.start() if about else None
    for one in names_in(description.title, frame(description.language), match.end(), stop):
        cast.add(one.name, offices=offices_in(one.office, speech)).listed = True


def _hear(cast: Cast, readings: Sequence[Reading], speech: Speech, *, strict: bool) -> None:
    """Let in those who say something in the text itself."""
    heard: dict[tuple[Kind, tuple[str, ...]], _Heard] = {}
    before: Reading | None = None
    for one in readings:
        whose = one.opinion.mention if one.opinion is not None and one.block < readings[0].block + NEAR else None
        if whose is not None and whose.titled:  # "The following is the substance of remarks made by Dr. C."
            entry = heard.setdefault((whose.kind, whose.words), _Heard(whose.printed))
            entry.first, entry.opening, entry.titled = entry.first + 1, entry.opening + 1, True
        leads = next((number for number, cue in enumerate(one.cues) if not cue.subject.relative), 0)
        for number, cue in enumerate(one.cues):
            _count(heard, one, cue, first=number == leads)
        near = one.block < readings[0].block + NEAR or (one.meets and not any(c.strong for c in one.cues))
        for met in (*_spoken_of_next(one, before), *(one.met if near else ())):
            _welcome(heard, met)
        first = one.cues[0] if one.cues else None
        early = first is not None and one.block < readings[0].block + NEAR
        looked_at = first is not None and (early or one.to_me)
        comer = _comer(first, fronted=one.fronted, to_me=one.to_me) if looked_at and first is not None else None
        if comer is not None:
            _welcome(heard, comer)
        opens = one.opening
        delegate = opens is not None and opens.kind == Kind.OFFICE and DELEGATE.intersection(opens.words)
        if opens is not None and delegate and opens.first < OPENS:
            _welcome(heard, opens)  # "The French representative was in favour of"
        before = one
    known = len(cast.talkers())
    for (kind, words), entry in sorted(heard.items(), key=lambda pair: -pair[1].first)[:MOST]:
        _let_in(cast, kind, words, entry, known=known, strict=strict, speech=speech)


def _count(heard: dict[tuple[Kind, tuple[str, ...]], _Heard], one: Reading, cue: Cue, *, first: bool) -> None:
    mention = cue.subject.mention
    met = (
        cue.hearer if first and "going" in cue.form.classes and mention is not None and mention.kind == Kind.I else None
    )
    if met is not None and met.kind in (Kind.NAME, Kind.OFFICE):  # "I called on Orlov": he will talk
        entry = heard.setdefault((met.kind, met.words), _Heard(met.printed, titled=met.titled))
        entry.clause, entry.begins = entry.clause + 1, entry.begins + (met.kind == Kind.OFFICE)
        return
    if mention is not None and _hears(cue, mention):  # "the Ambassador was asked whether": who hears takes part
        entry = heard.setdefault((mention.kind, mention.words), _Heard(mention.printed, titled=mention.titled))
        entry.clause, entry.begins = entry.clause + 1, entry.begins + 1
        return
    if (
        mention is None
        or cue.passive
        or cue.subject.relative
        or mention.kind not in (Kind.NAME, Kind.OFFICE, Kind.SIDE)
    ):
        return
    if not cue.strong and not (first and cue.form.classes & {"move", "mind"}):
        return
    entry = heard.setdefault((mention.kind, mention.words), _Heard())
    entry.printed = max(entry.printed, mention.printed, key=len)
    entry.titled |= mention.titled
    if first:
        entry.first += cue.strong
        entry.opening += cue.strong and one.first_in_block
        entry.clause += cue.strong and cue.clause and cue.past and mention.first - one.lead < 2
        entry.begins += cue.past and one.first_in_block and mention.first - one.lead < 2
        entry.acts += not cue.strong and "mind" not in cue.form.classes and cue.past and mention.first - one.lead < 2


def _comer(cue: Cue, *, fronted: bool, to_me: bool) -> Mention | None:
    """Give who comes in "The Italian Ambassador called on me": he will talk."""
    who = cue.subject.mention
    if who is None or cue.passive or cue.perfect or cue.subordinate or cue.subject.relative or not cue.past:
        return None
    named = who.kind == Kind.OFFICE or who.titled or to_me
    return who if "going" in cue.form.classes and who.first < (FRONTED if fronted else OPENS) and named else None


def _welcome(heard: dict[tuple[Kind, tuple[str, ...]], _Heard], who: Mention) -> None:
    """Count somebody who is presented as taking part."""
    entry = heard.setdefault((who.kind, who.words), _Heard(who.printed, titled=who.titled))
    entry.printed = max(entry.printed, who.printed, key=len)
    entry.clause, entry.begins = entry.clause + 1, entry.begins + (who.kind == Kind.OFFICE)


def _spoken_of_next(one: Reading, before: Reading | None) -> tuple[Mention, ...]:
    """Give whom "He said" means: the person who is the subject of the sentence right before."""
    cue = one.cues[0] if one.cues else None
    if before is None or cue is None or cue.subject.mention is None or before.block != one.block:
        return ()
    opens = cue.strong and cue.past and cue.subject.mention.kind == Kind.HE and cue.subject.first < OPENS
    who = before.opening if opens else None
    return (who,) if who is not None and who.titled and who.kind == Kind.NAME else ()


def _hears(cue: Cue, mention: Mention) -> bool:
    if mention.kind not in (Kind.NAME, Kind.OFFICE) or not cue.passive or cue.subject.relative:
        return False
    return bool(cue.form.classes & {"tell", "going"}) and cue.past and mention.first < OPENS and not cue.perfect


def _let_in(
    cast: Cast, kind: Kind, words: tuple[str, ...], entry: _Heard, *, known: int, strict: bool, speech: Speech
) -> None:
    if kind == Kind.SIDE:
        cast.sides[entry.printed.lower()] = cast.sides.get(entry.printed.lower(), 0) + entry.first
        return
    if kind == Kind.OFFICE:
        office = frozenset(words)
        holder = cast.holder(office)
        if holder is None:
            standing = Standing.TALKER if entry.first or entry.begins or not strict else Standing.THIRD
            holder = Person(entry.printed, standing, [office], order=len(cast.people))
            cast.people.append(holder)
            cast.changed()
        holder.heard += entry.first + entry.acts
        return
    if kind == Kind.NAME and words[-1].endswith("."):
        return  # a first letter names nobody who is not there
    there = cast.find(words, entry.printed, spelling="near")
    if there is None and entry.titled and (entry.opening or entry.begins):
        there = _office_named(cast, words, entry.printed, speech)
    if there is None:
        enough = (
            entry.opening >= 1
            or entry.clause >= 1
            or (entry.begins >= 1 and entry.titled)
            or (entry.first >= 1 and entry.first + entry.acts >= OFTEN and known < CROWD)
            or entry.first >= (1 if entry.titled and known < CROWD else OFTEN)
            or not strict
        )
        there = cast.add(
            entry.printed,
            standing=Standing.TALKER if enough else Standing.THIRD,
            offices=offices_in(entry.printed, speech) if entry.titled else (),
        )
    elif cast.find(words, entry.printed) is there:
        cast.add(entry.printed)
    there.heard += entry.first


def _quieter(cast: Cast) -> Person | None:
    """Of a talk of two, give the one who is named much less often with a verb of speech, for "I" stands instead."""
    two = sorted((p for p in cast.talkers() if p.listed and has_name(p.name or "", cast.speech)), key=lambda p: p.heard)
    return two[0] if len(two) == PARTIES and two[0].heard * 2 <= two[1].heard else None


def _name_hand(drafter: Person, silent: Sequence[Person], cast: Cast) -> None:
    """Name the hand of which only the office is printed, where one of those present is never spoken of."""
    held = set(drafter.offices)
    named = [p for p in silent if p.name and has_name(p.name, cast.speech) and held & set(p.offices)]
    if drafter.name and drafter.offices and not has_name(drafter.name, cast.speech) and len(named) == 1:
        drafter.name = named[0].name
        cast.people.remove(named[0])
        cast.changed()


def _office_named(cast: Cast, words: tuple[str, ...], printed: str, speech: Speech) -> Person | None:
    """Name a party known by office alone: the heading has "the Chinese Ambassador", the text "Ambassador Wei said"."""
    for office in offices_in(printed, speech):
        holder = cast.holder(office)
        if holder is not None and holder.listed and not holder.drafter and not has_name(holder.name or "", speech):
            return cast.named(holder, printed, words)
    return None


def _spoken_of(readings: Sequence[Reading]) -> set[str]:
    """List the words of the names that are subject of anything."""
    spoken = {word for one in readings for cue in one.cues if cue.subject.mention for word in cue.subject.mention.words}
    return spoken | {word for one in readings if one.opening for word in one.opening.words}


def _silent(cast: Cast, readings: Sequence[Reading]) -> list[Person]:
    """List the parties that have a name and are never subject of anything."""
    spoken, speech = _spoken_of(readings), cast.speech
    named = [p for p in cast.talkers() if p.listed and p.name and not p.drafter and has_name(p.name, speech)]
    return [p for p in named if not set(family_words(p.name, speech)) & spoken]


def _bind_beside(cast: Cast, readings: Sequence[Reading], speech: Speech) -> None:
    """Read "the Chinese Foreign Minister, Dr. Wang, called": office and name are one person."""
    for office, name in (pair for one in readings for pair in one.called):
        held = frozenset(office.words)
        who, holder = cast.find(name.words, name.printed), cast.holder(held)
        nameless = holder is not None and not has_name(holder.name or "", speech) and not holder.drafter
        if who is None and holder is not None and nameless:
            cast.named(holder, name.printed, name.words)
        elif holder is not None and (holder.listed or holder.heard) and name.first < office.first:
            continue  # "Admiral Kittredge, the President,": two of a list
        elif who is not None and (holder is None or nameless) and who is not holder and not who.drafter:
            who.offices.append(held)
            if holder is not None:
                _join(who, holder, cast)
            cast.changed()


def _join(who: Person, holder: Person, cast: Cast) -> None:
    """Let the holder of an office, whom nobody named, be somebody who is."""
    who.offices += [one for one in holder.offices if one not in who.offices]
    who.heard, who.listed = who.heard + holder.heard, who.listed or holder.listed
    if who.standing == Standing.THIRD:
        who.standing = holder.standing
    cast.people.remove(holder)


def _bind_next_office(cast: Cast, readings: Sequence[Reading], speech: Speech) -> None:
    """Read "I saw Qavam. Prime Minister said": the office right behind a visit is the one visited."""
    for one, following in pairwise(readings):
        cue = following.cues[0] if following.cues else None
        office = cue.subject.mention if cue is not None and cue.strong else None
        near = following.block - one.block < PARTIES and following.block < readings[0].block + NEAR
        met = one.met[:1] if near else ()
        if office is None or office.kind != Kind.OFFICE or office.first >= OPENS or not met or met[0].kind != Kind.NAME:
            continue
        who, holder = cast.find(met[0].words, met[0].printed), cast.holder(frozenset(office.words))
        if who is None or holder is None or who is holder or who.offices or who.drafter or not who.may_talk:
            continue
        if not holder.listed and not has_name(holder.name or "", speech):
            who.offices += holder.offices
            who.heard += holder.heard
            cast.people.remove(holder)
            cast.changed()


def _bind_last_office(cast: Cast, readings: Sequence[Reading], speech: Speech) -> None:
    """Give an office that nobody holds to the one party that the text never names."""
    silent = [p for p in _silent(cast, readings) if not offices_in(p.name, speech)]
    offices = [p for p in cast.talkers() if p.heard and p.offices and p.name and p.name.lower().startswith("the ")]
    two = len([p for p in cast.talkers() if p.listed]) == PARTIES
    if len(silent) == 1 and len(offices) == 1 and two:
        silent[0].offices += offices[0].offices
        silent[0].heard = offices[0].heard
        cast.people.remove(offices[0])
        cast.changed()
        return
    others = [p for p in cast.talkers() if p.listed and p.name and not p.drafter]
    if (
        cast.drafter is not None
        and _says_i(readings)
        and len(others) == 1
        and len(offices) == 1
        and not others[0].offices
    ):
        others[0].offices += offices[0].offices  # the writer and a visitor: the Ambassador is the visitor
        others[0].heard += offices[0].heard
        cast.people.remove(offices[0])
        cast.changed()


def _says_i(readings: Sequence[Reading]) -> bool:
    cues = (c for r in readings for c in r.cues)
    return any(c.strong and c.past and c.subject.mention is not None and c.subject.mention.kind == Kind.I for c in cues)


def _bind_i(cast: Cast, readings: Sequence[Reading], options: Mechanisms) -> None:
    """Where nobody is named as the hand that wrote, "I" is the one party the text never names."""
    if options.drafter == "off":
        return
    silent = [p for p in _silent(cast, readings) if not p.heard]
    if cast.drafter is not None:
        _name_hand(cast.drafter, silent, cast)
        return
    says_i = _says_i(readings)
    if says_i and (silent or _quieter(cast) is not None):
        hand = silent[0] if silent else _quieter(cast)
        if hand is not None:
            hand.drafter = True
    elif says_i:
        cast.people.append(Person(None, drafter=True, order=len(cast.people)))
        cast.changed()
