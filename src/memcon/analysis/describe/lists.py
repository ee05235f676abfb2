"""Lists of those present: the lines that are one, and the side that each stretch of a line stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memcon.analysis.describe.zones import Line
from memcon.analysis.language import Frame
from memcon.analysis.names import names_in
from memcon.model.record import Role

LISTED = 200  # characters a line of a list of those present may have
SHORT = 60  # ... one that holds an office, or a state, and nothing else
FULLER = 700  # ... one that names the sides
VERB = re.compile(r"\b(?:met|received|held|was|were|is|are|had|has|said|stated|called|asked|opened|began"
                  r"|would|did|came|referred|reported|told)\b")
# "United States of America: President Alcott. France: M. Durand", "(Chinese side) ...; (Guinean side) ..."
HEADED_SIDE = re.compile(r"(?:^\s*|(?<=[.;,\n:)])\s*)(?:(?:For|On|From) the (?P<party>\w[\w ]{1,30}?)"
                         r"|\(?(?P<side>[A-ZА-ЯЁ](?:[^:;()\n,–—.]|\.(?!\s)){1,40}?))"
                         r"(?P<said> [Ss]ide| [Dd]elegation)?(?:\)|:|\s[–—-])(?=\s)")
STATE = frozenset({"Empire", "Kingdom", "Republic", "Union", "Federation", "Commonwealth", "USSR", "USA"})
Side = tuple[int, int, str]  # where its words begin and end in the line, and what it is called


def lists(head: Sequence[Line], frame: Frame) -> Iterator[tuple[Line, str | None]]:
    """Give the lines of a list of those present, without the word that opens it, each with the side it stands under.

    The list is opened by a line that begins with such a word ("Present:") or consists of it, and goes on as long as
    lines only name people, or a state whose people follow.
    """
    open_list, side = False, None
    for line in head:
        opens = frame.present["headed"].match(line.words) or _alone(line, frame)
        if line.role in (Role.TURN, Role.SPEAKER_LABEL):
            return
        if line.role == Role.PRESENT or opens:
            open_list = True
            skip = min(opens.end() if opens else 0, len(line.words))
            yield Line(line.start + skip, line.end, line.words[skip:], line.role), side
        elif open_list and _is_state(line.words, frame):
            side = line.words.strip(" \n:*_")
        elif _for_a_side(line, frame) or (open_list and _names_people(line, frame)):
            open_list = True
            yield line, side
        elif line.words.strip():
            open_list = False


def sides_in(line: Line, frame: Frame) -> list[Side]:
    """Find the sides a line of a list names, in order: in a sentence "from the Soviet side", or before a colon."""
    cues = [(m.start(), m.end(), m["side"] or m["side2"]) for m in frame.present["side"].finditer(line.words)]
    found = [m for m in HEADED_SIDE.finditer(line.words) if _is_side(m, frame)]
    headed = [(m.start(), m.end(), (m["party"] or m["side"]).strip()) for m in found]
    return sorted([*cues, *(one for one in headed if not any(a <= one[0] < b for a, b, _ in cues))])


def _is_side(found: re.Match[str], frame: Frame) -> bool:
    """Tell a side from a name or a word before a colon: it is called one, or is a state or a nation."""
    if found["said"] or found["party"]:
        return True
    return _is_state(found["side"], frame)


def _is_state(printed: str, frame: Frame) -> bool:
    """Tell the name of a state or a nation from everything else."""
    words = re.findall(r"[^\W\d_]+", printed.replace(".", "")) if len(printed) < SHORT else []
    known = frame.words["places"] | STATE
    return any(word in known or word.capitalize() in known for word in words) and not names_in(printed, frame)


def _alone(line: Line, frame: Frame) -> re.Match[str] | None:
    """Match a line that consists of the word that opens a list: "PRESENT"."""
    words = line.words.strip(" \n*_")
    opens = frame.present["headed"].match(words + ":") if len(words) < 40 else None
    return opens if opens and opens.end() == len(words) + 1 else None


def _for_a_side(line: Line, frame: Frame) -> bool:
    """Tell a line such as "For the firm – Mr. A. Crewdson (chair), Mr. Haigh"."""
    side = HEADED_SIDE.match(line.words)
    if side is None or side["party"] is None or len(line.words) >= FULLER or VERB.search(line.words):
        return False
    return bool(names_in(line.words, frame))


def _names_people(line: Line, frame: Frame) -> bool:
    """Tell a line of a list from the first sentence of the talk."""
    longest = FULLER if sides_in(line, frame) else LISTED
    if len(line.words) > longest or VERB.search(line.words) or frame.talk["cue"].search(line.words):
        return False
    if line.role == Role.HEADING or re.match(r"\(?[\dIVX]{1,4}[.)]\s", line.words):
        return False
    found = names_in(line.words, frame)
    if not found and line.words.startswith("The ") and len(line.words) < SHORT:
        return any(word in frame.words["offices"] for word in line.words.split())  # "The Secretary"
    if line.words.startswith("The ") and not any(one.titled or " " in one.name for one in found):
        return False  # "The Port of Velina", a heading
    return bool(found) and (found[0].start < 40 or found[0].titled)
