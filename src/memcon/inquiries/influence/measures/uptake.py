"""Uptake of words: whose words the other's replies take up, and who brings words into the series."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.inquiries.influence import echoes, precedence
from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import Example, Measure, Sums
from memcon.inquiries.influence.replies import contributions, next_of_other
from memcon.inquiries.influence.vocabulary import worded

ENOUGH = 20  # contributions with a reply of the other, below which uptake says nothing


def sums(evidence: Evidence) -> Iterable[Sums]:
    """Sum what is taken up of each side's words and phrases, and what each brings in that the other later uses."""
    said = worded(evidence)
    words, phrases = echoes.echoes(said)
    yield from echoes.measured(evidence, words, ("words in the reply", "words taken up"))
    yield from echoes.measured(evidence, phrases, ("phrases in the reply", "phrases taken up"))
    new, joined = precedence.introduced(said)
    yield from precedence.measured(evidence, new, ("words brought in", "words brought in beyond chance"))
    yield from precedence.measured(evidence, joined, ("phrases brought in", "phrases brought in beyond chance"))


def examples(evidence: Evidence) -> Iterable[Example]:
    """Name phrases that one side used first and the other then used most."""
    said = worded(evidence)
    _, phrases = precedence.introduced(said)
    return precedence.shown(evidence, phrases, said.terms)


def refused(evidence: Evidence) -> str | None:
    """Refuse where the records do not set the talk down as an exchange, or nothing of its words is set down."""
    replies = next_of_other(contributions(evidence.acts)).height
    if replies < ENOUGH:
        return (
            f"in these records {replies} contributions of one side are followed by the other's; {ENOUGH} are needed. "
            "Records that sum up each side's talk in one piece show no reply to compare"
        )
    if not evidence.acts["text"].str.contains(r"\p{L}").any():
        return "no words are set down"
    return None


MEASURE = Measure(
    name="uptake",
    title="Uptake of words",
    definition=(
        "Taken up: the share of a contribution's content words (lemmas; function words, verbs of saying and "
        "negotiating, and the names of those who talk left out), or of its phrases of two or three such words, "
        "weighed by how rare they are in the series, that stands in the other's next contribution, less the share "
        "that stands in the other's replies to the neighbouring contributions on the same issue of the same meeting "
        "(cautious: issues are cut where words change, and some uptake goes with the subject). The first side's less "
        "the second's is leadership in words. Brought in: of the words that one side is the first to use in the "
        "series and the other uses later (among the first 20 sentences with it), the share that this side brings in; "
        "beyond chance: less what is left of it when the order of speakers in each meeting is turned against its "
        "sentences."
    ),
    unit=(
        "share of the words offered, 0 to 1, and differences of such shares, -1 to 1; brought in: share of the words "
        "or phrases. p: probability of a figure as high by chance, from 1,000 permutations; of a difference, either "
        "way"
    ),
    source=(
        "lexical entrainment: Brennan and Clark, Conceptual pacts and lexical choice in conversation, Journal of "
        "Experimental Psychology 22 (1996); lexical alignment against shuffled replies: Dubuisson Duplessis et al., "
        "Automatic measures to characterise verbal alignment in human-agent interaction, SIGDIAL 2017; Pickering and "
        "Garrod, Toward a mechanistic psychology of dialogue, Behavioral and Brain Sciences 27 (2004); probability "
        "from permutations: Phipson and Smyth, Statistical Applications in Genetics 9 (2010). The measure for "
        "reported speech is memcon's own"
    ),
    invalid=(
        "where the drafter's words stand for the talkers': in summaries both sides speak his vocabulary, which the "
        "comparison with neighbouring replies takes away only as far as he uses it evenly, and a summary that names "
        "the subject again in each reply looks like uptake; through an interpreter; in records of different "
        "languages; where answers are drafted from the questions. A side that always speaks first brings in more "
        "words by that alone: read it beside who opens issues. Not to be read as agreement: one takes up words to "
        "refuse them, too"
    ),
    quantities={
        "words in the reply": "share of this side's words that stand in the other's reply, shared subject included",
        "words taken up": "the same beyond chance; above 0: the other answers in this side's words",
        "phrases in the reply": "share of this side's phrases that stand in the other's reply, shared subject included",
        "phrases taken up": "the same beyond chance",
        "words brought in": "share of the words both come to use that this side used first",
        "words brought in beyond chance": "the same less what the mere order and length of speeches gives",
        "phrases brought in": "share of the phrases both come to use that this side used first",
        "phrases brought in beyond chance": "the same less what the mere order and length of speeches gives",
    },
    sums=sums,
    refused=refused,
    examples=examples,
)
