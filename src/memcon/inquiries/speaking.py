"""Who is meant by a name: the same speaker under the names a record and its register know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memcon.archive.viewing import View
from memcon.inquiries.company import titles
from memcon.model.findings import Utterance

OF = frozenset(("of", "for", "to"))
INITIALS = re.compile(r"(?:[A-ZА-ЯЁ]h?\.-?)+")
NAME_WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def is_called(name: str, utterance: Utterance, view: View) -> bool:
    """Tell whether a name means the one who speaks an utterance.

    It does when it is that name as printed, another name of the same person, or a part of that name which belongs to
    no other speaker of the record ("Stalin" for "Joseph Stalin", where no other Stalin speaks).
    """
    spoken = utterance.speaker_name
    if spoken is None:
        return False
    if _plain(name) == _plain(spoken):
        return True
    known = view.persons.get(name)
    if known is not None and utterance.speaker is not None:
        return known.person == utterance.speaker
    return _part_of(name, spoken) and not any(
        _part_of(name, other) for other in speakers(view) if not _one_person(other, utterance, view)
    )


def _one_person(name: str, utterance: Utterance, view: View) -> bool:
    known = view.persons.get(name)
    same = known is not None and utterance.speaker is not None and known.person == utterance.speaker
    return same or _plain(name) == _plain(utterance.speaker_name or "")


def speakers(view: View) -> tuple[str, ...]:
    """List the names of those who speak in a record, in the order they begin."""
    return tuple(dict.fromkeys(one.speaker_name for one in view.utterances if one.speaker_name))


def short_names(view: View) -> dict[str, str]:
    """Give each speaker and participant a short name: "Joseph Stalin" is "Stalin", "General Chou En-lai" "Chou En-lai".

    Titles and initials go; a given name goes where the record itself prints the family name without it. Nothing goes
    that is needed to tell two people apart.
    """
    full = dict.fromkeys([*speakers(view), *(one.name for one in view.description.present)])
    return {name: _short(name, tuple(full), view.record.text) for name in full}


def _short(name: str, others: Sequence[str], text: str) -> str:
    if is_office(name):
        return name
    dropped = {word.casefold() for word in titles(name)}
    words = [word for word in name.split() if word.strip(".,").casefold() not in dropped] or name.split()
    while len(words) > 1 and INITIALS.fullmatch(words[0]):
        words = words[1:]
    if len(words) > 1 and _alone(words[-2], words[-1], text):
        words = words[-1:]
    short = " ".join(words)
    needed = len(short) < 3 or not short[:1].isupper()
    return name if needed or any(_confused(short, other) for other in others if other != name) else short


def is_office(name: str) -> bool:
    """Tell whether somebody is printed by office or side alone: "the Minister", "Ambassador of Japan"."""
    words = name.split()
    return words[:1] in (["the"], ["The"]) or any(word in OF for word in words) or len(words) == len(titles(name))


def _alone(before: str, last: str, text: str) -> bool:
    """Tell whether a record prints a family name without what stands before it."""
    if len(last) < 3 or not last[:1].isupper():
        return False
    return re.search(rf"(?<!{re.escape(before)}\s)(?<![\w-]){re.escape(last)}(?![\w-])", text) is not None


def _confused(short: str, other: str) -> bool:
    """Tell whether a short name could be taken for somebody else's."""
    return set(NAME_WORDS.findall(short)) <= set(NAME_WORDS.findall(other))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _part_of(name: str, whole: str) -> bool:
    words, held = NAME_WORDS.findall(name.casefold()), set(NAME_WORDS.findall(whole.casefold()))
    return bool(words) and set(words) <= held and any(len(word) > 2 for word in words)
