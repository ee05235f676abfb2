"""Who took part: from lists of those present, from the title, from the sentences that present them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memcon.analysis.describe.lists import VERB, Side, lists, sides_in
from memcon.analysis.describe.zones import Line, Zones
from memcon.analysis.language import Frame
from memcon.analysis.names import FoundName, merged, names_in, participants, same
from memcon.model.description import Evidence, Form, Part, Participant
from memcon.model.record import Role

PARTIES_END = re.compile(r"(?i)\b(?:regarding|concerning|during|about|held)\b|,? \bat (?=[A-Z0-9])|\n"
                         r"|, (?=[A-Z]\w+,? \w+ \d)")
NEAR = 6  # passages at the top in which a sentence may present people
OFFICE = re.compile(r"(?:The |the |Der |Die |der |die )?[A-ZА-ЯЁ][^\W\d_]+(?:[’']s)?"
                    r"(?:[ -](?:of|for|to|the|[A-ZА-ЯЁ][^\W\d_]+(?:[’']s)?)){0,8}(?<! of)(?<! for)(?<! to)(?<! the)")
JOINT = re.compile(r" (?:of|for|to|in|on)\b", re.IGNORECASE)  # "High Commission in London" is a body, whoever heads it
HOLDER = re.compile(r"[Tt]he [A-Z]")
# What a list says beside a name: "(notetaker)", ", Interpreter"
WROTE = re.compile(r"[^;\n)]{0,40}\b(?:note-?taker|notes|recorder|recording|rapporteur|записыва\w+|протоколист)\b",
                   re.IGNORECASE)
INTERPRETED = re.compile(r"(?i)(?:interpreter|переводчик|dolmetscher)")
PARTIES = 2  # people named elsewhere; with fewer, those who are named with a verb of speech count too
SHORT = 900  # characters; a hand is named in a line or a short paragraph
OFTEN = 2  # times somebody is named with a verb of speech before counting as taking part
SENT_TO = re.compile(r" (?:to|an|в|regarding|concerning|with|about|on the) ", re.IGNORECASE)  # ends the sender
ABOUT = re.compile(r"(?i)\b(?:regarding|concerning|trip|visit|with)\b")
SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZА-ЯЁ])")
OWNED = re.compile(r"[’']s?(?=\s|$)")
INITIALS = 2  # letters a label may have that is short for a name
FULL = re.compile(r"[.!?:;]\W{0,4}$")
SENT = (Form.TELEGRAM, Form.LETTER, Form.NOTE, Form.MEMORANDUM, Form.MESSAGE, Form.REPORT)
RECORDS = (Form.RECORD_OF_CONVERSATION, Form.MINUTES, Form.TRANSCRIPT, Form.DIARY)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Those present, the hand that wrote, who interpreted, and the words that say so."""

    present: tuple[Participant, ...]
    drafter: str | None
    interpreter: str | None
    evidence: tuple[Evidence, ...]


def attendance(laid: Zones, title: Line | None, form: Form | None, frame: Frame) -> Attendance:
    """Find those present.

    A telegram or letter names its own sender and addressee in the title: only records of talk read their title and
    their first sentence for people; lists of those present are read in every document.
    """
    is_record = form in RECORDS
    people: list[Participant] = []
    evidence: list[Evidence] = []
    sent = title if is_record or form in SENT else None
    drafter, interpreter, hands = _hands(laid, sent, frame, is_record=is_record)
    evidence += hands
    if title and is_record:
        people += _from_title(title, frame)
    sentences = [(line, None) for line in _sentences(laid, frame, is_record=is_record)]
    for line, side in [*lists(laid.head, frame), *sentences]:
        people += _named(line, frame, side)
        evidence += [Evidence("present", line.start, line.end, "lists those present")] * (line.end > line.start)
    people += [one for label in laid.labels if not _is_short_for(label, people) for one in _labelled(label, frame)]
    if is_record:
        people += [one for one in _visitors(laid.head, title, frame) if not _is_known(one.office, people)]
        people += _talkers(laid, frame) if len(people) < PARTIES else []
        people += [Participant(drafter, role=Part.DRAFTER)] if drafter else []
    people += [Participant(name, role=Part.INTERPRETER) for name in [interpreter] if name]
    people = [_with_role(person, drafter, interpreter) for person in people]
    drafter = drafter or next((one.name for one in people if is_record and one.role == Part.DRAFTER), None)
    interpreter = interpreter or next((one.name for one in people if one.role == Part.INTERPRETER), None)
    return Attendance(merged(people), drafter, interpreter, tuple(dict.fromkeys(evidence)))


def _with_role(person: Participant, drafter: str | None, interpreter: str | None) -> Participant:
    if interpreter and same(person.name, interpreter):
        return replace(person, role=Part.INTERPRETER)
    return replace(person, role=Part.DRAFTER) if drafter and same(person.name, drafter) else person


def _sentences(laid: Zones, frame: Frame, *, is_record: bool) -> Iterator[Line]:
    """Give the sentences, near the beginning and the end, that present people."""
    near = [*range(min(NEAR, len(laid.body))), *range(max(NEAR, len(laid.body) - 8), len(laid.body))]
    for index in near:
        line = laid.body[index]
        headed = frame.present["headed"].match(line.words)
        if line.role in (Role.PRESENT, Role.HEADING, Role.SOURCE_NOTE, Role.DATELINE) or (headed and line in laid.head):
            continue
        if index + 1 < len(laid.body) and not FULL.search(line.words):
            line = Line(line.start, laid.body[index + 1].end, f"{line.words} {laid.body[index + 1].words}", line.role)
        for start, end in _cut(line.words):
            sentence = line.words[start:end]
            presents = frame.present["sentence"].search(sentence)
            if presents or headed or (is_record and index < NEAR and frame.present["received"].search(sentence)):
                yield Line(line.start + start, min(line.start + end, line.end), sentence, line.role)


def _cut(words: str) -> Iterator[tuple[int, int]]:
    """Cut at full stops that end a sentence: after a word of more than three letters, before a capital."""
    at = 0
    for match in re.finditer(r"(?<=[^\W\d_]{4})[.!?]\s+(?=[^\W\d_a-zа-я])", words):
        yield at, match.end()
        at = match.end()
    yield at, len(words)


def _named(line: Line, frame: Frame, under: str | None) -> list[Participant]:
    """Read the names in a line, each with the side it is listed under; in a full sentence only titled ones."""
    sides = sides_in(line, frame)
    presents = frame.present["sentence"].search(line.words)
    listed = line.role == Role.PRESENT or not VERB.search(line.words) or presents
    found = []
    for one in names_in(line.words, frame):
        if (not listed and not one.titled) or any(start <= one.start < end for start, end, _ in sides):
            continue
        if _is_none(one, line.words) or (presents and one.start == 0 and not one.titled and " " not in one.name):
            continue
        found += participants([one], role=_part(one, line), side=_side_at(one.start, sides) or under)
    if listed and not presents:
        found += _offices_alone(line, frame, [(0, 0, under), *sides] if under else sides)
    return found


def _side_at(place: int, sides: Sequence[Side]) -> str | None:
    return next((name for _, end, name in reversed(sides) if end <= place), None)


def _part(one: FoundName, line: Line) -> Part:
    """Tell what a list says of somebody's part: "(notetaker)", "Interpreter"."""
    if INTERPRETED.match(one.office or ""):
        return Part.INTERPRETER
    return Part.DRAFTER if WROTE.match(line.words, one.end) else Part.PRESENT


def _offices_alone(line: Line, frame: Frame, sides: Sequence[Side]) -> Iterator[Participant]:
    """Give those whom a list names by the office alone: "The President; Secretary Tolliver"."""
    for piece in re.finditer(r"[^;,:\n]+", line.words):
        words, side = piece[0].strip(" ."), _side_at(piece.start(), sides)
        if HOLDER.match(words) and not names_in(words, frame):
            yield from (replace(one, role=Part.PRESENT, side=side) for one in _office_holder(words, frame))


def _is_none(found: FoundName, words: str) -> bool:
    """Tell what is somebody's ("President Alcott's House", "the Workers' Party") from somebody."""
    return OWNED.search(words[found.start:found.end + 2]) is not None


def _from_title(title: Line, frame: Frame) -> list[Participant]:
    """Read the parties out of a title: "between X and Y", "conversation with X"; an office stands for its holder."""
    cue = frame.present["between"].search(title.words)
    if cue is None:
        return []
    rest = PARTIES_END.split(title.words[cue.end():])[0]
    found: list[Participant] = []
    at, before = 0, ""
    for joint in [*frame.present["joined"].finditer(rest), None]:
        party = rest[at:joint.start() if joint else len(rest)]
        named = [one for one in names_in(party, frame) if not _is_none(one, party)]
        made = participants(named, role=Part.SPEAKER) if named else _office_holder(party, frame)
        if before == ", " and named and found and found[-1].name == found[-1].office and not made[0].office:
            made[0] = replace(made[0], office=found.pop().office)  # "the Ambassador of Bulgaria, Comrade Stoyanov"
        found += made
        at, before = (joint.end(), joint[0]) if joint else (at, "")
    return found


def _office_holder(words: str, frame: Frame) -> list[Participant]:
    """Name somebody by the office alone: "the Secretary of State"."""
    match = OFFICE.match(words.strip())
    head = re.findall(r"[^\W\d_]+", JOINT.split(match[0])[0]) if match else []
    known = any(word in frame.words["offices"] for word in head) and head[-1] not in frame.words["bodies"]
    return [Participant(match[0].strip(), office=match[0].strip(), role=Part.SPEAKER)] if match and known else []


def _visitors(head: Sequence[Line], title: Line | None, frame: Frame) -> list[Participant]:
    """Read the other party out of the first sentences: "The British Ambassador called at my request"."""
    body = [line for line in head if (title is None or line.start > title.start) and len(line.words) > 60]
    for line in body[:3]:
        match = frame.present["visitor"].search(line.words)
        who = (match["who"] or match["whom"]) if match else None
        if who:
            return participants(names_in(who, frame), role=Part.SPEAKER) or _office_holder(who, frame)
    return []


def _is_known(office: str | None, people: Sequence[Participant]) -> bool:
    """Tell whether somebody who is named holds an office: it is no other person then."""
    plain = re.sub(r"(?i)^the ", "", office or "").lower()
    return bool(plain) and any(one.name != one.office and plain in (one.office or "").lower() for one in people)


def _is_short_for(label: str, people: Sequence[Participant]) -> bool:
    """Tell a label such as "M" where somebody named above begins so."""
    letters = label.strip(". ")
    return len(letters) <= INITIALS and any(one.name.split()[-1].startswith(letters) for one in people)


def _labelled(label: str, frame: Frame) -> list[Participant]:
    """Read who stands behind a speaker's label: a name with an office, or the label itself."""
    return participants(names_in(label, frame)[:1], role=Part.SPEAKER) or [Participant(label, role=Part.SPEAKER)]


def _talkers(laid: Zones, frame: Frame) -> list[Participant]:
    """Name those who say something more than once, where they are named with the verb: they took part."""
    heard: Counter[str] = Counter()
    for line in laid.body:
        for match in frame.talk["cue"].finditer(line.words[:20_000]):
            heard.update(one.name for one in names_in(match[0], frame)[:1] if one.start < 25)
    return [Participant(name, role=Part.SPEAKER) for name, times in heard.items() if times >= OFTEN]


def _hands(laid: Zones, title: Line | None, frame: Frame, *,
           is_record: bool) -> tuple[str | None, str | None, list[Evidence]]:
    """Find who wrote and who interpreted.

    A record names its hands in its first or last lines, or in "by X" of its title; what is sent is written by its
    sender. A hand without a name is none, but for an office in a title ("by the Secretary of State").
    """
    evidence: list[Evidence] = []
    found: dict[str, str] = {}
    for role in ("drafter", "interpreter") if is_record else ():
        for line in [*laid.tail[::-1], *laid.head]:
            match = _hand(line, role, frame)
            who = next((v for v in match.groupdict().values() if v), "") if match else ""
            if match and role not in found and names_in(who, frame):
                found[role] = _plain(who, frame)
                start, end = line.start + match.start(), line.start + match.end()
                evidence.append(Evidence(role, start, end, f"names the {role}"))
    sign = _signed(title, frame, is_record=is_record) if title and (is_record or "drafter" not in found) else None
    if title and sign:  # the title's word goes before a note that says who drafted some other paper
        evidence = [one for one in evidence if one.part != "drafter"]
        found["drafter"] = sign[0]
        evidence.append(Evidence("drafter", title.start + sign[1], title.start + sign[2], "the title says by whom"))
    return found.get("drafter"), found.get("interpreter"), evidence


def _signed(title: Line, frame: Frame, *, is_record: bool) -> tuple[str, int, int] | None:
    """Read who wrote out of a title: "by X" of a record, the first name after "from" or before "to" of what is sent."""
    match = frame.present["by" if is_record else "sender"].search(title.words)
    group = next((name for name, words in match.groupdict().items() if words), None) if match else None
    if match is None or group is None:
        return None
    if group == "who2" and ABOUT.search(match[group]):
        return None
    whole = title.words[match.start(group):] if group == "who2" else match[group]
    who = match[group] if is_record else _sender(whole, frame)
    named = [one for one in names_in(who, frame) if one.titled or who[one.start - 1:one.start] == "("]
    if is_record:
        return _plain(match[group], frame), *match.span(group)
    if named:
        return named[0].name, *match.span(group)
    sender = _office_holder(re.sub(r"^(?:the|The) ", "", who), frame) or _bare_name(who, frame)
    return (sender[0].name, match.start(group), match.start(group) + len(who)) if sender else None


def _sender(words: str, frame: Frame) -> str:
    """Give what stands before "to" in a title; "Ambassador to Cuba A. Alekseev to the Ministry" has two of them."""
    cuts = [*SENT_TO.finditer(words)]
    if not cuts:
        return words
    first = next((one for one in names_in(words, frame) if one.titled or words[one.start - 1:one.start] == "("), None)
    posted = first is not None and first.start > cuts[0].end() and cuts[0][0].lower() == " to "
    later = [cut for cut in cuts if first is not None and cut.start() >= first.end]
    return words[:later[0].start() if posted and later else cuts[0].start()]


def _bare_name(who: str, frame: Frame) -> list[Participant]:
    """Give a sender who is only a family name: "Cablegram from Critchley to Canberra"."""
    named = names_in(who, frame) if not any(pattern.search(who) for _, pattern in frame.forms) else []
    return participants(named, role=Part.DRAFTER) if len(named) == 1 and named[0].name == who.strip(" .,") else []


def _hand(line: Line, role: str, frame: Frame) -> re.Match[str] | None:
    if len(line.words) > SHORT or not frame.roles[f"{role}_words"].search(line.words):
        return None
    return frame.roles[role].search(line.words)


def _plain(who: str, frame: Frame) -> str:
    """Give the name alone where there is one, in brackets first; an office stays as printed."""
    who = SENTENCE_END.split(who)[0]
    opening = [one for one in names_in(who, frame) if one.titled and one.start < 5]
    inside = None if opening else re.search(r"\(([^()\d]{2,40})\)", who)
    named = names_in(inside[1] if inside else who, frame)
    titled = [one for one in named if one.titled or inside or len(who) < 40]
    return titled[0].name if titled else re.sub(r"[\s\d]+$", "", " ".join(who.split())).strip(" .,;[]")
