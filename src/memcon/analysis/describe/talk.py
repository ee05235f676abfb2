"""Does a document report talk? A record of conversation does; a telegram does when it recounts one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.analysis.describe.form import SALUTATION
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
WINDOW = 5  # sentences: a short conversation recounted
BAR = 0.32  # in the first collection read, quiet documents weigh 0.16 at most, those that recount 0.37 at least


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


def _told(body: Sequence[Line], frame: Frame) -> _Told:
    cues: list[bool] = []
    meets: list[bool] = []
    for line in body:
        if line.role in (Role.HEADING, Role.DATELINE, Role.SOURCE_NOTE):
            continue
        for sentence in SENTENCE.split(line.words):
            if len(sentence.split(None, 3)) > 2:
                cues.append(frame.talk["cue"].search(sentence) is not None)
                meets.append(frame.talk["encounter"].search(sentence) is not None)
    shares = [sum(cues[at:at + WINDOW]) / WINDOW for at in range(len(cues))
              if any(meets[max(0, at - 2):at + WINDOW + 2])]
    return _Told(len(cues), sum(cues), sum(meets), max(shares, default=0.0), any(meets[:FIRST]))


def _verdict(told: _Told, *, named: bool, own: float) -> tuple[bool, float, str]:
    share = told.cues / (told.sentences + 2)  # so that one sentence of two is not half a document
    weight = share + 0.6 * told.densest + 0.25 * (named and told.cues > 0) + 0.1 * (told.opens and told.cues > 1) - own
    parts = [f"somebody says something in {told.cues} of {told.sentences} sentences"]
    parts += [f"{told.encounters} of them speak of an encounter"] * bool(told.encounters)
    parts += ["its title names a talk"] * named
    parts += ["it carries its author's own words"] * (own > 0)
    return weight >= BAR, round(0.5 + min(0.48, abs(weight - BAR)), 2), ", ".join(parts)
