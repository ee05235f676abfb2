"""Who took part: from lists of those present, from the title, from the sentences that present them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memcon.analysis.describe.zones import Line, Zones
from memcon.analysis.language import Frame
from memcon.analysis.names import merged, names_in, participants
from memcon.model.description import Evidence, Form, Part, Participant
from memcon.model.record import Role

PARTIES_END = re.compile(r"(?i)\b(?:regarding|concerning|during|about)\b|,? \bat (?=[A-Z0-9])|\n"
                         r"|, (?=[A-Z]\w+,? \w+ \d)")
NEAR = 6  # passages at the top in which a sentence may present people
LISTED = 200  # characters a line of a list of those present may have
VERB = re.compile(r"\b(?:met|received|held|was|were|is|are|had|has|said|stated|called|asked|opened|began"
                  r"|would|did|came|referred|reported|told)\b")
OFFICE = re.compile(r"(?:The |the |Der |Die |der |die )?[A-ZА-ЯЁ][^\W\d_]+"
                    r"(?:[ -](?:of|for|the|[A-ZА-ЯЁ][^\W\d_]+)){0,5}")
PARTIES = 2  # people named elsewhere; with fewer, those who are named with a verb of speech count too
SHORT = 900  # characters; a hand is named in a line or a short paragraph
OFTEN = 2  # times somebody is named with a verb of speech before counting as taking part
FULL = re.compile(r"[.!?:;]\W{0,4}$")
SENT = (Form.TELEGRAM, Form.LETTER, Form.NOTE, Form.MEMORANDUM, Form.MESSAGE, Form.REPORT)
RECORDS = (Form.RECORD_OF_CONVERSATION, Form.MINUTES, Form.TRANSCRIPT)


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
    for line in [*_lists(laid.head, frame), *_sentences(laid, frame, is_record=is_record)]:
        people += _named(line, frame)
        evidence += [Evidence("present", line.start, line.end, "lists those present")] * (line.end > line.start)
    people += [one for label in laid.labels for one in _labelled(label, frame)]
    if is_record:
        people += _visitors(laid.head, title, frame)
        people += _talkers(laid, frame) if len(people) < PARTIES else []
        people += [Participant(drafter, role=Part.DRAFTER)] if drafter else []
    people += [Participant(name, role=Part.INTERPRETER) for name in [interpreter] if name]
    people = [_with_role(person, drafter, interpreter) for person in people]
    return Attendance(merged(people), drafter, interpreter, tuple(evidence))


def _with_role(person: Participant, drafter: str | None, interpreter: str | None) -> Participant:
    if interpreter and person.name == interpreter:
        return replace(person, role=Part.INTERPRETER)
    return replace(person, role=Part.DRAFTER) if drafter and person.name == drafter else person


def _lists(head: Sequence[Line], frame: Frame) -> Iterator[Line]:
    """Give the lines of a list of those present: the one that opens it, and those after it that only name people."""
    open_list = False
    for line in head:
        opens = frame.present["headed"].match(line.words)
        if line.role == Role.PRESENT or opens:
            open_list = True
            skip = opens.end() if opens else 0
            yield Line(line.start + skip, line.end, line.words[skip:], line.role)
        elif open_list and _names_people(line, frame):
            yield line
        elif line.words.strip():
            open_list = False


def _names_people(line: Line, frame: Frame) -> bool:
    """Tell a line of a list from the first sentence of the talk."""
    if len(line.words) > LISTED or VERB.search(line.words) or frame.talk["cue"].search(line.words):
        return False
    found = names_in(line.words, frame)
    return bool(found) and (found[0].start < 40 or found[0].titled)


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


def _named(line: Line, frame: Frame) -> list[Participant]:
    """Read the names in a line, each with the side it is listed under; in a full sentence only titled ones."""
    cues = list(frame.present["side"].finditer(line.words))
    sides = [(m.end(), m["side"] or m["side2"]) for m in cues]
    listed = line.role == Role.PRESENT or not VERB.search(line.words) or frame.present["sentence"].search(line.words)
    found = []
    for one in names_in(line.words, frame):
        if (not listed and not one.titled) or any(m.start() <= one.start < m.end() for m in cues):
            continue
        side = next((name for place, name in reversed(sides) if place <= one.start), None)
        found += participants([one], role=Part.PRESENT, side=side)
    return found


def _from_title(title: Line, frame: Frame) -> list[Participant]:
    """Read the parties out of a title: "between X and Y", "conversation with X"; an office stands for its holder."""
    cue = frame.present["between"].search(title.words)
    if cue is None:
        return []
    rest = PARTIES_END.split(title.words[cue.end():])[0]
    found: list[Participant] = []
    for party in re.split(frame.present["joined"], rest):
        named = names_in(party, frame)
        found += participants(named, role=Part.SPEAKER) if named else _office_holder(party, frame)
    return found


def _office_holder(words: str, frame: Frame) -> list[Participant]:
    """Name somebody by the office alone: "the Secretary of State"."""
    match = OFFICE.match(words.strip())
    known = match and any(word in frame.words["offices"] for word in re.findall(r"[^\W\d_]+", match[0]))
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
    sign = _signed(title, frame, is_record=is_record) if title and "drafter" not in found else None
    if title and sign:
        found["drafter"] = sign[0]
        evidence.append(Evidence("drafter", title.start + sign[1], title.start + sign[2], "the title says by whom"))
    return found.get("drafter"), found.get("interpreter"), evidence


def _signed(title: Line, frame: Frame, *, is_record: bool) -> tuple[str, int, int] | None:
    """Read who wrote out of a title: "by X" of a record, the first name after "from" or before "to" of what is sent."""
    match = frame.present["by" if is_record else "sender"].search(title.words)
    group = next((name for name, words in match.groupdict().items() if words), None) if match else None
    if match is None or group is None:
        return None
    named = [one for one in names_in(match[group], frame) if one.titled or match[group][one.start - 1:one.start] == "("]
    if not is_record:
        return (named[0].name, *match.span(group)) if named else None
    return _plain(match[group], frame), *match.span(group)


def _hand(line: Line, role: str, frame: Frame) -> re.Match[str] | None:
    if len(line.words) > SHORT or not frame.roles[f"{role}_words"].search(line.words):
        return None
    return frame.roles[role].search(line.words)


def _plain(who: str, frame: Frame) -> str:
    """Give the name alone where there is one, in brackets first; an office stays as printed."""
    opening = [one for one in names_in(who, frame) if one.titled and one.start < 5]
    inside = None if opening else re.search(r"\(([^()\d]{2,40})\)", who)
    named = names_in(inside[1] if inside else who, frame)
    titled = [one for one in named if one.titled or inside or len(who) < 40]
    return titled[0].name if titled else re.sub(r"[\s\d]+$", "", " ".join(who.split())).strip(" .,;[]")
