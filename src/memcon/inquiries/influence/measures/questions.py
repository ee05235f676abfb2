"""Questions: who asks, who must answer, and how often an answer is evaded."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import LEAST, Measure, Sums, counted, summed
from memcon.inquiries.influence.replies import questions
from memcon.inquiries.influence.tallies import OF_THE_TWO, ONE, by_issue, is_one_of, tally
from memcon.model.moves import Label, Reply

CLEAR = (Reply.EXPLICIT, Reply.IMPLICIT)
EVASIVE = (Reply.DODGE, Reply.DEFLECT, Reply.DECLINE, Reply.IGNORANCE, Reply.PARTIAL, Reply.GENERAL)


def sums(evidence: Evidence) -> Iterable[Sums]:
    """Count the questions of each side, those put to it, and what it makes of them."""
    acts, meetings = evidence.acts.filter(pl.col("rank") == "first"), len(evidence.meetings)
    asking = is_one_of((Label.ASK,))
    two = acts.filter(OF_THE_TWO)
    rows = [tally(two.filter(asking), "asks", pl.col("side") == side, ONE, side) for side in (0, 1)]
    rows.append(tally(two, "acts that ask", asking))
    yield counted(by_issue(acts, rows), meetings)
    put = questions(evidence.acts)
    other = 1 - pl.col("side")
    answers = [
        ("answers", _is(CLEAR)),
        ("evades", _is(EVASIVE)),
        ("asks back", _is((Reply.CLARIFY,))),
        ("leaves open", _is((Reply.NONE,)) | pl.col("told").is_null()),
    ]
    rows = [tally(put, "must answer", pl.col("side") != side, ONE, side) for side in (0, 1)]
    rows += [tally(put, quantity, fitting.fill_null(False), ONE, other) for quantity, fitting in answers]
    yield summed(by_issue(acts, rows), meetings)


def _is(kinds: Iterable[Reply]) -> pl.Expr:
    return pl.col("told").is_in([kind.value for kind in kinds])


def refused(evidence: Evidence) -> str | None:
    """Refuse where hardly any question is set down."""
    asked = evidence.acts.filter(is_one_of((Label.ASK,)) & OF_THE_TWO).height
    if asked < LEAST:
        return f"the records set down {asked} questions of the two sides that are sure enough; {LEAST} are needed"
    return None


MEASURE = Measure(
    name="questions",
    title="Questions and answers",
    definition=(
        "Who asks, out of the questions of both; who must answer, out of the questions that one puts to the other (the "
        "other answers, or speaks next); and of those put to a side, how many it answers (explicitly, implicitly, or "
        "among others in its next contribution), evades (dodges, deflects, declines, claims not to know, answers in "
        "part or in general terms only), asks back about, or leaves open in the record. Labels less sure than 60 % are "
        "left out, and with them most calls on somebody to speak."
    ),
    unit="share of questions (of acts for `acts that ask`), 0 to 1",
    source=(
        "evasion: Bull and Mayer, How not to answer questions in political interviews, Political Psychology 14 (1993); "
        "Bull, The Microanalysis of Political Communication (2003); kinds of answers: Thomas et al., \"I never said "
        "that\": a dataset, taxonomy and baselines on response clarity classification, Findings of EMNLP 2024 (here "
        "implicit answers are counted as answers); questions as control: Frankel, Talking in interviews, in Psathas "
        "(ed.), Interaction Competence (1990)"
    ),
    invalid=(
        "where the drafter sets down answers and leaves out the questions, as most summaries do; `leaves open` and "
        "`evades` tell of the record first: a drafter may drop an answer, or polish it. Evasion is found only where "
        "the words show it (\"declined to say\"), so the true rate is higher: compare the sides, do not cite it "
        "beside rates that people coded; in transcripts through an interpreter, where questions may be his"
    ),
    quantities={
        "asks": "share of the questions of both sides that this side asks, whoever is asked",
        "acts that ask": "share of this side's acts that are questions",
        "must answer": "share of the questions between the two that are put to this side",
        "answers": "of the questions put to it, those that this side answers, alone or among others",
        "evades": "of the questions put to it, those that this side evades",
        "asks back": "of the questions put to it, those that this side asks back about",
        "leaves open": "of the questions put to it, those to which no answer is set down",
    },
    sums=sums,
    refused=refused,
)  # fmt: skip
