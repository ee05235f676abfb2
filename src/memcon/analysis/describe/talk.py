"""Does a document report talk? A record of conversation does; a telegram does when it recounts one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from memcon.analysis.describe.form import SALUTATION, form_of
from memcon.analysis.describe.zones import Line
from memcon.analysis.language import Frame
from memcon.model.description import Form
from memcon.model.record import Role

RECORDS = (Form.RECORD_OF_CONVERSATION, Form.MINUTES, Form.TRANSCRIPT, Form.DRAMA)
# A title's full stop ("Mr. Sawada") ends no sentence.
SENTENCE = re.compile(
    r"(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\bGen)(?<!\bCol)(?<!\b[Cc]om)(?<!\b[Cc]omr)(?<!\bMessrs)(?<!\b[A-ZА-Я])(?<!\bNo)"
    r"[.!?…»”\"]+[)\]]*\s+(?=[^\W\d_a-zа-я])|\n+"
)
SIR = re.compile(r"^(?:My Lord|Sir|Gentlemen)[,:](?:$| )")  # opens a despatch, which reports to a ministry
FIRST = 3  # sentences that say on what occasion a paper was written
HEADING = 160  # letters of a heading within a paper
OPENING = 60  # letters from which a line is the body's first paragraph
EXCHANGE = 3  # of five sentences in which two people, each named, say something: they talk with each other
SUBJECTS = re.compile(r"(?:(?P<i>\bI\b)|(?:\b(?P<office>[Mm]inister|[Aa]mbassador|[Ss]ecretary|[Pp]resident|[Pp]remier"
                      r"|[Gg]eneral|[Cc]hairman)|(?:M[Rr]S?|D[Rr]|SIR|Sir|LORD|Lord|Gen|Sen|Amb)\.? (?:[A-Z][\w.’-]* )*"
                      r"(?P<name>[A-Z][\w’-]+)))[ ,]")
WINDOW = 5  # sentences: a short conversation recounted
SPARSE, SOLID = 0.065, 0.6  # share of such sentences, in all and in the densest five, below which nothing is recounted
LEAST, FEW_CUES = 3, 0.1  # sentences in which somebody says something, below which a document recounts less
DROPPED = re.compile(  # telegrams leave "I" and "he" out
    r"(?:\d+\. ?)?(?:Said|Asked|Told|Replied|Assured|Requested|Stated|Answered|Stressed|Added|Noted|Pointed out) "
)
INSTRUCTS = re.compile(r"\b(?:[Yy]ou (?:should|may|must|are to|might)|[Pp]lease (?:inform|ask|say|tell|convey|seek))\b")
NAMED = re.compile(r"^[A-Z][a-z]+\.? (?:[A-Z][\w’'-]*\.? ){0,3}[A-Z][\w’'-]+:?$")
NAME, PARTIES = 40, 2  # letters from which a line is more than a name; names that head paragraphs
ORDERS, TENTH, ORDERED = 3, 10, 0.25  # sentences that tell the reader what to say, and what they weigh
BAR = 0.20  # lower, one in forty quiet documents of the collections read counts; the writer's voice is told apart


def reports_talk(form: Form | None, title: str | None, body: Sequence[Line], frame: Frame) -> tuple[bool, float, str]:
    """Tell whether a document reports talk.

    A record does by its form. Of other documents the densest place counts: five sentences on end in which people say
    something, near words of an encounter ("called on me", "during the conversation"); then the share of such sentences
    in the whole, and a title that names a talk.

    Returns:
        The verdict, how certain it is (0.5 to 1.0), and why, in words.
    """
    if form in RECORDS:
        return True, 0.98, f"its form is {form.replace('_', ' ')}" if form else ""
    if any(line.role in (Role.TURN, Role.SPEAKER_LABEL) for line in body):
        return True, 0.95, "its words stand under speakers' labels"
    if next(enclosed([line.words for line in body], frame), None) is not None:
        return True, 0.9, "it encloses a record of a conversation"
    if _headed_by_names([line.words.strip() for line in body], frame):
        return True, 0.75, "its paragraphs stand under the names of people"
    told = _told(body, frame)
    named = bool(title and frame.talk["title"].search(title) and not frame.talk["title_not"].search(title))
    greets = any(SALUTATION.match(line.words) for line in body[:30])
    sent = form == Form.LETTER and not greets and told.encounters > 0  # a telegram or despatch to a ministry
    despatch = sent and any(SIR.match(line.words) for line in body[:12])
    own = 0.0 if despatch else 0.15 if sent else 0.35 if greets or form in frame.own_words else 0.0
    return _verdict(told, named=named, own=own)


@dataclass(frozen=True, slots=True)
class _Told:
    """How much of a document is talk recounted."""

    sentences: int
    cues: int  # sentences in which somebody says something
    encounters: int
    densest: float  # share of such sentences in the densest five near an encounter
    opens: bool = False  # one of the first sentences speaks of an encounter
    begins: bool = False  # the first sentence of the body says what somebody said
    instructs: int = 0  # sentences that tell the reader what to do


def _told(body: Sequence[Line], frame: Frame) -> _Told:
    cues: list[bool] = []
    meets: list[bool] = []
    who: list[str] = []  # of each sentence in which somebody says something, who is named in it first
    begins: bool | None = None
    instructs = 0
    for line in body:
        if line.role in (Role.HEADING, Role.DATELINE, Role.SOURCE_NOTE):
            continue
        for sentence in SENTENCE.split(line.words):
            if len(sentence.split(None, 3)) > 2:
                cue = frame.talk["cue"].search(sentence)
                cues.append(cue is not None or DROPPED.match(sentence) is not None)
                instructs += INSTRUCTS.search(sentence) is not None
                meets.append(frame.talk["encounter"].search(sentence) is not None)
                who.append(_subject(cue[0]) if cue else "")
                if begins is None and len(line.words) > OPENING:
                    begins = bool(who[-1]) and who[-1] != "i" and cue is not None and cue.start() < OPENING
    shares = [sum(cues[at:at + WINDOW]) / WINDOW for at in range(len(cues))
              if any(meets[max(0, at - 2):at + WINDOW + 2]) or _exchange(who[at:at + WINDOW])]
    return _Told(len(cues), sum(cues), sum(meets), max(shares, default=0.0), any(meets[:FIRST]), bool(begins),
                 instructs)


def _subject(words: str) -> str:
    """Give who says something, in one word: the office, the family name, "i"; empty for "he" and bare names."""
    found = SUBJECTS.search(words)
    return next((one for one in found.groups() if one), "").lower() if found else ""


def _exchange(who: Sequence[str]) -> bool:
    """Tell an exchange: of five sentences three say who speaks, and two people do."""
    named = [one for one in who if one]
    return len(named) >= EXCHANGE and len(set(named)) > 1


def enclosed(lines: Iterable[str], frame: Frame) -> Iterator[int]:
    """Give the numbers of the lines that head a record of a conversation within another paper, behind its own words."""
    own = False
    for number, words in enumerate(lines):
        if own and _is_record_heading(words, frame):
            yield number
        own = own or (len(words) > HEADING and words.rstrip().endswith("."))


def _is_record_heading(words: str, frame: Frame) -> bool:
    """Tell "Memorandum of Conversation, by Mr. X" on a line of its own."""
    if len(words) > HEADING or words.rstrip().endswith((".", ";", ",")) or not words[:1].isupper():
        return False
    told = form_of(words, frame, None)
    return told is not None and told[0] == Form.RECORD_OF_CONVERSATION and told[1][:1] == words[:1]


def _headed_by_names(lines: Sequence[str], frame: Frame) -> bool:
    """Tell a note whose paragraphs stand under names: "Admiral Collins" on a line between what people said."""
    names = {
        words
        for before, words, after in zip(lines, lines[1:], lines[2:], strict=False)
        if len(words) < NAME < min(len(before), len(after)) + (before[:1] == "[") * NAME and NAMED.match(words)
        and frame.words["titles"].intersection(word.rstrip(".") for word in words.split()[:2])
    }
    return len(names) >= PARTIES


def _verdict(told: _Told, *, named: bool, own: float) -> tuple[bool, float, str]:
    share = told.cues / (told.sentences + 2)  # so that one sentence of two is not half a document
    weight = share + 0.6 * told.densest + 0.25 * (named and told.cues > 0) + 0.1 * (told.opens and told.cues > 1)
    weight += 0.25 * (told.begins and told.cues > 1) - own * max(0.0, 1 - share)
    weight -= FEW_CUES if told.cues < LEAST and not named else 0.0
    if share < SPARSE and told.densest < SOLID and not named:
        weight /= 2  # a long report in which somebody once says something
    weight -= ORDERED if told.instructs >= max(ORDERS, told.sentences / TENTH) else 0.0
    parts = [f"somebody says something in {told.cues} of {told.sentences} sentences"]
    parts += [f"{told.encounters} of them speak of an encounter"] * bool(told.encounters)
    parts += ["its title names a talk"] * named
    parts += ["it begins with what somebody said"] * told.begins
    parts += ["it carries its author's own words"] * (own > 0)
    return weight >= BAR, round(0.5 + min(0.48, abs(weight - BAR)), 2), ", ".join(parts)
