"""Which of a document's first lines is its title.

Typescripts begin with much that is none: classification, copy number, registry number, the letterhead of the office,
the dateline, remarks in brackets. What is left over first is the title, unless a line below it names a talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from memcon.analysis.describe.dates import find_dates
from memcon.analysis.describe.form import SALUTATION, TALKS, form_of
from memcon.analysis.describe.zones import EXTRACT, NUMBER, NUMBER_ONLY, WORDS, Line
from memcon.analysis.language import Frame
from memcon.model.record import Role

ABOVE = 9  # lines in which a title is looked for
LONG = 260  # characters; a longer line that ends a sentence is the body's first
OPENS = 14  # characters before the word that names a talk: "DRAFT MINUTES"
LONGEST = 600  # characters of the longest title
SENTENCE = 70  # characters; a longer line that ends with a full stop and names no form is a sentence of the body
FEW = 12  # letters that may stand beside a classification or a date: "Copy No. 3", "Budapest"
NONE = (Role.DATELINE, Role.SOURCE_NOTE, Role.PRESENT, Role.CLASSIFICATION)
TELLS = re.compile(r"\b(?:will|have|has|had|is|are|was|were|would|should|then made|told|said|to brief you)\b")
TALKING = (Role.TURN, Role.SPEAKER_LABEL)
SMALL = re.compile(r"(?i)\b(?:copy|copies|no|nos|made|in|of|the|total|for|and|экз|copie|ausfertigung"
                   r"|urgent|priority|immediate)\b")
REGISTRY = re.compile(r"(?=[^\n]{0,40}\d)[A-Z\d][A-Z\d\s./()–-]{2,40}\.?")
BRACKETS = re.compile(r"[\[(][^\[\]()]*[\])]\.?")
FIELD = re.compile(r"(?i)(?:to|from|repeated|info|fm|ref|cc|copy to|copies|distribution|page|date|time|place|present"
                   r"|participants|в|кому|от|an|von)(?: \d+ |\b[^:\n]{0,24}:|$)")
SUBJECT = re.compile(r"(?i)(?:subj(?:ect)?|re|betr(?:eff|ifft)?|тема|objet)\s?[:.]\s*(?=\S)")
SPACED = re.compile(r"\b(?:\w ){2,}\w\b")  # "N o t e"
JOINING = ("of", "the", "for", "and", "de")  # words of a letterhead in small letters
CAPITAL = re.compile(r"[^\W\d_][\w.’'-]*")


def title_line(head: Sequence[Line], cited: frozenset[int], frame: Frame) -> Line | None:
    """Find the line that is the document's title.

    Args:
        head: the first lines.
        cited: where the lines begin that say where the paper lies.
        frame: the words of the language.

    Returns:
        The first line that can be one; before it one that opens with the name of a talk ("RECORD OF CONVERSATION
        with"); where no line names a form, the line of the subject. A number before it is left out, and a line that
        goes on ("Note" "on a conversation") is taken along. None where nothing above the body can be a title.
    """
    above = _above(head, frame)
    possible = [line for line in above if line.start not in cited and _can_be(line, frame)]
    telling = next((line for line in possible if _names_talk(line, frame)), None)
    first = next((line for line in possible if not _is_letterhead(line.words, frame)), None)
    if first is None or (telling and first.role != Role.HEADING):
        first = telling or first
    subject = next((line for line in above if SUBJECT.match(line.words)), None)
    if subject and (first is None or not form_of(first.words, frame, None)):
        return _from(subject, SUBJECT.match(subject.words))
    if first is None:
        return None
    return _whole(_from(first, NUMBER.match(first.words)), head)


def _above(head: Sequence[Line], frame: Frame) -> list[Line]:
    """Give the lines above the body; those that are headings, wherever they stand, after them."""
    lines: list[Line] = []
    for line in head[:ABOVE]:
        if line.role in TALKING:
            break
        if _is_prose(line, frame):
            break
        lines.append(line)
    return lines + [line for line in head if line.role == Role.HEADING and line not in lines]


def _is_prose(line: Line, frame: Frame) -> bool:
    """Tell a sentence of the body from a title, which may be as long where it names the document's form."""
    words = line.words.rstrip()
    if line.role == Role.HEADING or not words.endswith((".", ";", "”", '"')) or len(words) <= SENTENCE:
        return False
    told = form_of(words[:SENTENCE], frame, None)
    return len(words) > LONGEST or told is None or (words.find(told[1]) > OPENS and TELLS.search(words) is not None)


def _can_be(line: Line, frame: Frame) -> bool:
    words = _closed_up(line.words.strip(" *_\n"))
    if line.role in NONE or not WORDS.search(words) or NUMBER_ONLY.match(words) or EXTRACT.match(words):
        return False
    if REGISTRY.fullmatch(words) or BRACKETS.fullmatch(words) or FIELD.match(words) or SUBJECT.match(words):
        return False
    return not (SALUTATION.match(words) or _is_beside(words, frame))


def _is_beside(words: str, frame: Frame) -> bool:
    """Tell a line that is a classification or a dateline and little else."""
    marked = frame.classification.sub(" ", words) if len(words) < LONG else words
    if marked != words and _letters(SMALL.sub(" ", marked)) <= FEW:
        return True
    found = find_dates(words, frame.code) if len(words) < LONG else []
    if not found:
        return bool(re.fullmatch(r"(?i)(?:\w+day|\w+tag)[., ]+(?:the )?\d{1,2}\w{0,2}\b.{0,20}", words))
    rest = words[:found[0].start] + " " + words[found[0].end:]
    return _letters(rest) <= 2 * FEW and not form_of(rest, frame, None)


def _closed_up(words: str) -> str:
    """Close up letters that were spaced out: "N o t e"."""
    return SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), words)


def _letters(words: str) -> int:
    return len(re.sub(r"[\W\d_]+", "", words))


def _names_talk(line: Line, frame: Frame) -> bool:
    """Tell a line that opens with the name of a talk: "MINUTES OF THE SECOND PLENARY MEETING"."""
    told = form_of(line.words, frame, None) if len(line.words) < 2 * LONG else None
    return told is not None and told[0] in TALKS and 0 <= line.words.find(told[1]) <= OPENS


def _is_letterhead(words: str, frame: Frame) -> bool:
    """Tell the name of an office or a place: no small letters begin a word but "of", and its words are of that kind."""
    if len(words) > 90 or form_of(words, frame, None):
        return False
    known = frame.words["bodies"] | frame.words["places"] | frame.words["offices"]
    every = [word for word in CAPITAL.findall(words) if word[0].isupper() and len(word) > 2]
    small = [word for word in CAPITAL.findall(words) if word[0].islower() and word not in JOINING]
    told = sum(word in known or word.capitalize() in known for word in every)
    return not small and 2 * told >= len(every) > 0


def _from(line: Line, before: re.Match[str] | None) -> Line:
    """Leave out what stands before the title on its line."""
    lead = before.end() if before and before.end() < len(line.words) else 0
    return Line(line.start + lead, line.end, line.words[lead:].strip(), line.role)


def _whole(line: Line, head: Sequence[Line]) -> Line:
    """Take along the next line where a title goes on in it, and close up letters that were spaced out."""
    words = _closed_up(line.words)
    after = next((other for other in head if other.start >= line.end), None)
    goes_on = after is not None and after.role == line.role and after.words[:1].islower()
    if after is None or not goes_on or len(words) > LONG or len(after.words) > LONG or words.endswith((".", ":")):
        return replace(line, words=words)
    return Line(line.start, after.end, f"{words} {after.words}", line.role)
