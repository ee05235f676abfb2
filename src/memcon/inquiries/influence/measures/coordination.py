"""Linguistic coordination on verbatim transcripts: whose function words the other's replies take up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl

from memcon.inquiries.influence.coordination import COLUMNS, Exchanges, aggregated, exchanges, tallies
from memcon.inquiries.influence.evidence import Evidence, Met
from memcon.inquiries.influence.function_words import english
from memcon.inquiries.influence.measure import FEW, Floats, Key, Measure, Sums
from memcon.model.findings import Mode, Utterance

HEARD = 3  # turns of the other that must have a category of function words, as in ConvoKit
LANGUAGE = "en"
CALLED = {  # the categories, which bear the names of the source, in plain words
    "article": "articles", "auxverb": "auxiliary verbs", "conj": "conjunctions", "adverb": "frequent adverbs",
    "ppron": "personal pronouns", "ipron": "impersonal pronouns", "preps": "prepositions", "quant": "words of quantity",
}  # fmt: skip
SIDES = ("0", "1")  # the two sides as those who reply and are replied to


def sums(evidence: Evidence) -> Iterable[Sums]:
    """Sum, for each side's replies, what has each category of function words and what it replies to.

    The parts are, for each category: turns replied to that have it and so has the reply; replies that have it; replies;
    turns replied to that have it. For the mean over categories all of them follow each other, and replies come last.
    """
    replies = exchanged(evidence)
    counted = tallies(replies)
    number = len(counted.categories)
    parts = np.zeros((2, len(evidence.meetings), number, 4))
    side = counted.rows["speaker"].cast(pl.Int64).to_numpy()
    meeting = counted.rows["conversation"].cast(pl.Int64).to_numpy()
    said, heard, both = np.split(counted.counts[:, 1:].astype(np.float64), 3, axis=1)
    all_replies = np.repeat(counted.counts[:, :1], number, axis=1)
    parts[side, meeting] = np.stack([both, said, all_replies, heard], axis=-1)
    whole = np.concatenate([parts.reshape(2, len(evidence.meetings), -1), parts[..., 0, 2:3]], axis=-1)
    yield Sums((Key("takes up", 0), Key("takes up", 1)), whole, combine=_over_categories)
    each = parts.transpose(2, 0, 1, 3).reshape(2 * number, len(evidence.meetings), 4)
    keys = tuple(Key(f"takes up: {name}", side) for name in counted.categories for side in (0, 1))
    yield Sums(keys, each, combine=_of_category)


def _of_category(parts: Floats) -> Floats:
    both, said, replies, heard = np.moveaxis(parts, -1, 0)
    enough = (heard >= HEARD) & (replies > 0)
    taken_up = np.divide(both, heard, out=np.full_like(both, np.nan), where=enough)
    return np.asarray(taken_up - np.divide(said, replies, out=np.full_like(said, np.nan), where=enough))


def _over_categories(parts: Floats) -> Floats:
    """Give the mean over the categories on which there is a score: of one person, aggregate 3 of the source."""
    scores = _of_category(parts[..., :-1].reshape(*parts.shape[:-1], -1, 4))
    return aggregated(scores.reshape(-1, 1, scores.shape[-1])).reshape(scores.shape[:-1])


def exchanged(evidence: Evidence) -> Exchanges:
    """Find the replies of each side to the other in English transcripts; the conversation is the meeting's number.

    A reply is a turn on what is asked for that follows a turn of the other side. Utterances of one person in a row are
    one turn; what is not in direct speech is left out.
    """
    rows = [row for number, met in enumerate(evidence.meetings) if _fits(met) for row in _turns(evidence, number, met)]
    turns = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    return exchanges(turns).between(SIDES, SIDES)


def _turns(evidence: Evidence, number: int, met: Met) -> Iterator[tuple[str | None, ...]]:
    """Give the turns of one transcript: id, meeting, side, what it replies to, text."""
    acts = evidence.acts.filter((pl.col("record") == met.record) & pl.col("side").is_not_null()).sort("start")
    starts, sides = acts["start"].to_numpy(), acts["side"].to_list()
    before: str | None = None
    for at, turn in enumerate(_of_one_person(evidence.utterances.get(met.record, ()))):
        first, last = (int(np.searchsorted(starts, place)) for place in (turn[0].start, turn[-1].end))
        said = sides[first:last]
        text = "\n".join(evidence.texts[met.record][one.start : one.end] for one in turn)
        name = f"{met.record} {at}"
        yield name, f"{number:06}", str(max(said, key=said.count)) if said else None, before, text
        before = name


def _of_one_person(utterances: Iterable[Utterance]) -> Iterator[list[Utterance]]:
    """Put direct utterances of one person in a row together, in the order of the text."""
    turn: list[Utterance] = []
    for one in sorted((one for one in utterances if one.mode == Mode.DIRECT), key=lambda one: one.start):
        if turn and _person(one) != _person(turn[-1]):
            yield turn
            turn = []
        turn.append(one)
    if turn:
        yield turn


def _person(one: Utterance) -> str | None:
    return one.speaker or one.speaker_name


def _fits(met: Met) -> bool:
    return met.verbatim and not met.interpreted and (met.language or LANGUAGE).split("-")[0].lower() == LANGUAGE


def refused(evidence: Evidence) -> str | None:
    """Refuse what is not verbatim, or was interpreted: there the function words are the note-taker's, or his."""
    transcripts = [met for met in evidence.meetings if met.verbatim]
    through = sum(met.interpreted for met in transcripts)
    fitting = [met for met in transcripts if _fits(met)]
    reported = len(evidence.meetings) - len(transcripts)
    if len(fitting) >= FEW:
        return None
    why = (
        f"it needs verbatim transcripts of {FEW} meetings or more in English, and there are {len(fitting)}. "
        f"{reported} of the {len(evidence.meetings)} meetings are set down in reported speech, where the function "
        "words are the note-taker's and show how he writes, not who yields to whom"
    )
    if through:
        why += f"; {through} are of talk through an interpreter, whose function words they are"
    others = len(transcripts) - len(fitting) - through
    return why if not others else f"{why}; {others} are transcripts in another language, for which there are no lists"


MEASURE = Measure(
    name="coordination",
    title="Linguistic coordination",
    definition=(
        "For each category of function words (articles, auxiliary verbs, conjunctions, frequent adverbs, personal and "
        "impersonal pronouns, prepositions, words of quantity): of the other's turns that have it, the share to which "
        "this side's reply has it too, less the share of all its replies to the other that have it; and the mean over "
        f"the categories that at least {HEARD} of the turns replied to have. A reply is a turn that follows a turn of "
        "the other side. In the corpora of the source those with less power take up more. Verbatim transcripts in "
        "English only."
    ),
    unit="difference of two probabilities, -1 to 1; 0: no coordination, above 0: the other's words are echoed",
    source=(
        "Danescu-Niculescu-Mizil, Lee, Pang and Kleinberg, Echoes of power, WWW 2012; the same scores as ConvoKit "
        "5.0.0 on the same turns and lists of words. The lists are memcon's own"
    ),
    invalid=(
        "on reported speech, where the function words are the note-taker's, and where the record names an interpreter, "
        "whose words they are: both refused; on talk through an interpreter whom no record names; on transcripts that "
        "were smoothed for print. Long turns have nearly every category, and "
        "leave little to be taken up. In negotiations it has not been shown to follow power"
    ),
    quantities={
        "takes up": "how far this side's replies take up the other's function words, mean over the categories",
        **{f"takes up: {name}": f"the same of {CALLED.get(name, name)} alone" for name in english().categories},
    },
    sums=sums,
    refused=refused,
)
