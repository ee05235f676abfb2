"""Who may talk comes before who talked: the cast is built from the description, the signature, then from the talk itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Cast, Person, Standing
from memcon.analysis.utterances.mentions import Kind, Mention
from memcon.analysis.utterances.names import WORD, family_words
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.analysis.utterances.sentences import Block
from memcon.model.description import Description, Form, Part

# "C[ordell] H[ull]", "A[dolf] A. B[erle], Jr.": initials that editors filled up sign a paper.
INITIALLED = re.compile(r"^\W{0,3}(?=.{0,60}\[)((?:[A-Z](?:\[[^\W\d_]+\]|\.|[a-z]+)[ ,]*){1,5}(?:Jr\.?)?)\W{0,3}$")
SIGNED = re.compile(r"^\W{0,3}((?:[A-Z]\. ?){0,3}[A-Z][^\W\d_]+(?: (?:[A-Z]\. ?)*[A-Z][^\W\d_’'-]+(?:-[^\W\d_]+)?){0,3}(?:,? Jr\.?)?)\W{0,3}$")
TAIL = 14  # blocks from the end in which a signature may stand
FROM = re.compile(r"\bfrom (?P<who>.{3,160}?)(?= to (?:the |[A-Z])|$)|^(?:The )?(?P<sender>[A-Z].{3,120}?) to (?:the|The|President|Mr)\b")
BY = re.compile(r"\bby (?P<who>[A-Z].{2,120}|the [A-Z].{2,120})$")
BRACKETED = re.compile(r"\((?P<name>[A-Z][^()\d]{1,40})\)")
RECORDS = (Form.RECORD_OF_CONVERSATION, Form.MINUTES, Form.TRANSCRIPT)
CROWD = 2  # talkers named by the description; with fewer, others heard in the text are let in more easily


def cast_of(description: Description, blocks: Sequence[Block], readings: Sequence[Reading], speech: Speech, options: Mechanisms) -> Cast:
    """Build the cast of a record."""
    cast = Cast(speech, fuzzy=options.fuzzy == "on", offices=options.offices == "on")
    for one in description.present:
        standing = Standing.INTERPRETER if one.role == Part.INTERPRETER else Standing.TALKER
        if _is_person(one.name, speech):
            cast.add(one.name, standing=standing, offices=offices_in(one.name, speech) + offices_in(one.office, speech))
    _write_hand(cast, description, blocks, speech)
    if description.interpreter:
        cast.add(description.interpreter).standing = Standing.INTERPRETER
    _hear(cast, readings, speech, strict=options.cast == "on")
    _bind_last_office(cast, readings, speech)
    return cast


def _is_person(name: str, speech: Speech) -> bool:
    words = family_words(name, speech)
    return bool(words) and words[-1] not in speech.words["not_names"] or bool(offices_in(name, speech))


def offices_in(printed: str | None, speech: Speech) -> tuple[frozenset[str], ...]:
    """Give the offices that stand in a print, each as a set of lower-case words: {"chinese", "ambassador"}."""
    if not printed:
        return ()
    words = [w.lower() for w in WORD.findall(re.sub(r"\(.*?\)", " ", printed))]
    heads = [i for i, w in enumerate(words) if w in speech.words["offices"] or w in speech.words["sides"]]
    if not heads or words[heads[0]] in speech.words["sides"]:
        return ()
    head = heads[0]
    while head + 1 in heads:
        head += 1
    known = speech.words["offices"] | speech.words["office_modifiers"]
    first = next(i for i in range(head, -1, -1) if i == 0 or (words[i - 1] not in known and not _nation(words[i - 1])))
    tail = [w for w in words[head + 1:head + 4] if w == "state" or w == "war" or w == "treasury" or w == "affairs" or w == "foreign"]
    office = frozenset(words[first:head + 1])
    return tuple(dict.fromkeys([office | frozenset(tail), office]))


def _nation(word: str) -> bool:
    return word.endswith(("ese", "ish", "ian", "can", "ean", "nch", "iet", "tch", "man", "thai", "us", "u.s", "uk", "siamese", "dutch", "i"))


def _write_hand(cast: Cast, description: Description, blocks: Sequence[Block], speech: Speech) -> None:
    """Find the hand that wrote: from the description, the title, the signature."""
    printed = description.drafter or _sender(description)
    signed = _signature(blocks)
    if printed is None and signed is None:
        return
    bracketed = BRACKETED.search(printed or "")
    named = bracketed["name"] if bracketed else printed
    offices = offices_in(printed, speech) if printed else ()
    is_office = bool(printed) and not bracketed and bool(offices) and not _has_name(printed or "", speech)
    hand = cast.add(signed or named) if is_office and signed else cast.add(named or signed, offices=offices)
    if signed and not is_office and set(family_words(signed, speech)) & set(family_words(named, speech)):
        cast.add(signed)
    hand.offices += [one for one in offices if one not in hand.offices]
    hand.drafter = True
    if hand.standing == Standing.THIRD:
        hand.standing = Standing.TALKER


def _has_name(printed: str, speech: Speech) -> bool:
    """Tell "General Marshall" from "Secretary of State"."""
    known = speech.words["offices"] | speech.words["office_modifiers"] | speech.words["mister"] | speech.words["not_names"]
    before = re.split(r"\b(?:of|for|to|in|at)\b", printed)[0]
    return any(w.lower() not in known and w[0].isupper() and not _nation(w.lower()) for w in WORD.findall(before))


def _sender(description: Description) -> str | None:
    """Read the sender out of a title: "Telegram from Ambassador X to the ministry", "The Ambassador in China (Stuart) to"."""
    if not description.title:
        return None
    match = FROM.search(description.title) if description.form not in RECORDS else BY.search(description.title)
    if match is None:
        return None
    who = next(v for v in match.groupdict().values() if v)
    named = re.search(r"(?:[A-Z]\. ?){1,3}[A-Z][\w’'-]+$", who.strip())
    return who if BRACKETED.search(who) else (f"{who[:named.start()]} ({named[0]})" if named else who)


def _signature(blocks: Sequence[Block]) -> str | None:
    for block in reversed(blocks[-TAIL:]):
        words = block.text.strip()
        if len(words) < 60 and "[" in words:
            match = INITIALLED.match(words)
            if match and re.search(r"\[[a-z]", words):
                return match[1].strip(" ,")
    for block in reversed(blocks[-TAIL:]):
        words = block.text.strip()
        match = SIGNED.match(words) if 4 < len(words) < 40 else None
        if match and len(words.split()) > 1 and block is not blocks[0] and not re.search(r"\b(?:The|Of|Document|Files?|Secret|Top|Washington|Urgent)\b", words):
            return match[1]
    return None


def _hear(cast: Cast, readings: Sequence[Reading], speech: Speech, *, strict: bool) -> None:
    """Let in those who say something in the text itself."""
    heard: Counter[Mention] = Counter()
    prints: dict[tuple[object, ...], str] = {}
    for one in readings:
        for number, cue in enumerate(one.cues):
            mention = cue.subject.mention
            if mention is None or cue.passive or mention.kind not in (Kind.NAME, Kind.OFFICE, Kind.SIDE):
                continue
            if not cue.strong and not (number == 0 and cue.form.classes & {"move", "mind"}):
                continue
            key = (mention.kind, mention.words, mention.titled)
            prints[key] = max(prints.get(key, ""), mention.printed, key=len)
            heard[key] += 1 if number == 0 else 0  # type: ignore[index]
    known = len(cast.talkers())
    for key, times in heard.items():
        kind, words, titled = key  # type: ignore[misc]
        _let_in(cast, kind, words, titled, prints[key], times, known=known, strict=strict, speech=speech)  # type: ignore[index]


def _let_in(cast: Cast, kind: Kind, words: tuple[str, ...], titled: bool, printed: str, times: int, *, known: int, strict: bool, speech: Speech) -> None:
    if kind == Kind.SIDE:
        return
    if kind == Kind.OFFICE:
        office = frozenset(words)
        if cast.holder(office) is None:
            cast.people.append(Person(printed, Standing.TALKER if times or not strict else Standing.THIRD, [office], order=len(cast.people)))
        return
    there = cast.find(words, printed, spelling="near")
    if there is not None:
        cast.add(printed) if there in cast.people and cast.find(words, printed) is there else None
        return
    enough = times >= (1 if titled and known < CROWD else 2) or not strict
    cast.add(printed, standing=Standing.TALKER if enough else Standing.THIRD, offices=offices_in(printed, speech) if titled else ())


def _bind_last_office(cast: Cast, readings: Sequence[Reading], speech: Speech) -> None:
    """Give an office that nobody holds to the one party the text never names: the title says Tange, the text "the Secretary"."""
    spoken = {word for one in readings for cue in one.cues if cue.subject.mention for word in cue.subject.mention.words}
    spoken |= {word for one in readings if one.opening for word in one.opening.words}
    silent = [p for p in cast.talkers() if p.name and not offices_in(p.name, speech) and not set(family_words(p.name, speech)) & spoken and not p.drafter]
    offices = [p for p in cast.talkers() if p.offices and p.name and p.name.lower().startswith("the ")]
    if len(silent) == 1 and len(offices) == 1:
        silent[0].offices += offices[0].offices
        cast.people.remove(offices[0])
