"""Linguistic coordination: how far one who replies takes up the function words of the one he replies to.

For one category of function words, the coordination of b towards a is

    P(a reply of b has the category | what it replies to has it) - P(a reply of b has it)

over the replies of b to a (unit: a difference of probabilities, -1 to 1; 0 where b takes no notice). Source: Cristian
Danescu-Niculescu-Mizil, Lillian Lee, Bo Pang and Jon Kleinberg, "Echoes of Power: Language Effects and Power
Differences in Social Interaction", WWW 2012; thresholds, groups and quirks as in ConvoKit 5.0.0 (Coordination), whose
scores these are on the same utterances and the same categories.

Invalid on reported speech: the function words of a memorandum or of minutes are the note-taker's, not the speakers'.
It is invalid also on translated talk (they are the interpreter's) and on transcripts that were smoothed for print.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl
from numpy.typing import NDArray

from memcon.inquiries.influence.function_words import FunctionWords, english, noted

COLUMNS = ("id", "conversation", "speaker", "reply_to", "text")
LARGEST = 4_000_000  # floats of counts held at once while conversations are drawn anew

Floats = NDArray[np.float64]


class Focus(StrEnum):
    """Whose scores are given."""

    SPEAKERS = "speakers"  # of each who replies, all he replies to taken together
    TARGETS = "targets"  # of each who is replied to, all who reply to him taken together
    PAIRS = "pairs"  # of each who replies, towards each he replies to


class Missing(StrEnum):
    """What stands for the categories on which somebody has no score when the scores of a group are made one."""

    LEFT_OUT = "left out"  # who lacks a category is left out: aggregate 1
    GROUP = "group"  # the mean of the others on that category: aggregate 2
    OWN = "own"  # the mean of his own other categories: aggregate 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much there must be to count from, per category of function words.

    `speaker`: replies that have the category; `target`: utterances replied to that have it; `utterances`: replies.
    Those that end in `each` are asked of every pair, the others of all pairs of one person together. With
    Focus.TARGETS ConvoKit lets those of speaker and target change places, and so it is done here.
    """

    speaker: int = 0
    target: int = 3
    utterances: int = 0
    speaker_each: int = 0
    target_each: int = 0
    utterances_each: int = 0


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Replies to somebody else, a row each: conversation, speaker, target, said, heard, reply, replied.

    `said` and `heard` are the categories of the reply and of what it replies to, one bit each; `reply` and `replied`
    their rows in the utterances. Where people are parted by attributes, `speaker.ATTRIBUTE` is that of the reply and
    `target.ATTRIBUTE` that of what it replies to.
    """

    rows: pl.DataFrame
    categories: tuple[str, ...]
    split: tuple[str, ...] = ()

    def between(self, speakers: Collection[str] | None = None, targets: Collection[str] | None = None) -> Exchanges:
        """Keep the replies of these people to those people; None stands for everybody."""
        kept = self.rows
        for column, group in (("speaker", speakers), ("target", targets)):
            if group is not None:
                kept = kept.filter(pl.col(column).is_in(list(group)))
        return Exchanges(kept, self.categories, self.split)

    def where(self, wanted: pl.Expr | Sequence[bool]) -> Exchanges:
        """Keep the replies for which this holds: an expression over `rows`, or a truth value for each row."""
        kept = self.rows.filter(wanted if isinstance(wanted, pl.Expr) else pl.Series(wanted, dtype=pl.Boolean))
        return Exchanges(kept, self.categories, self.split)


def exchanges(
    utterances: pl.DataFrame, *, words: FunctionWords | None = None, split: Sequence[str] = ()
) -> Exchanges:
    """Find the replies to somebody else and note the function words on both sides.

    Args:
        utterances: the columns id, conversation, speaker, reply_to and text, one row an utterance; a reply_to that is
            null or stands in no row is no reply, a missing text has no function words, nobody's utterance is left out.
        words: categories of function words; memcon's English ones when None.
        split: further columns by which one person counts as several, as a lawyer does in each of his cases.

    Raises:
        ValueError: a column is missing, or two utterances have one id.
    """
    lacking = [name for name in (*COLUMNS, *split) if name not in utterances.columns]
    if lacking:
        raise ValueError(f"the utterances have no column {', '.join(lacking)}; needed are {', '.join(COLUMNS)}")
    if utterances["id"].drop_nulls().is_duplicated().any():
        raise ValueError("two utterances have one id; every utterance needs an id of its own")
    words = words or english()
    asked = utterances.select(replied_id="id").with_row_index("replied")
    answers = utterances.select(replied_id="reply_to").with_row_index("reply").drop_nulls()
    met = answers.join(asked, on="replied_id").select("reply", "replied").sort("reply")
    reply, replied = met["reply"], met["replied"]
    bits = pl.Series(noted(utterances["text"].cast(pl.String), words))
    rows = met.with_columns(
        utterances["conversation"].gather(reply).cast(pl.String).fill_null("").alias("conversation"),
        speaker=utterances["speaker"].gather(reply), target=utterances["speaker"].gather(replied),
        said=bits.gather(reply), heard=bits.gather(replied),
        **{f"speaker.{name}": utterances[name].gather(reply) for name in split},
        **{f"target.{name}": utterances[name].gather(replied) for name in split},
    ).filter(pl.col("speaker") != pl.col("target"))  # fmt: skip
    return Exchanges(rows, words.categories, tuple(split))


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts of each speaker towards each target in each conversation, ready to be summed over any of them.

    `rows` says whose: conversation, speaker, target and what they are parted by. `counts` has the shape (rows,
    1 + 3 * categories): replies; replies that have each category; utterances replied to that have it; both at once.
    """

    rows: pl.DataFrame
    counts: NDArray[np.int32]
    categories: tuple[str, ...]
    split: tuple[str, ...] = ()

    @property
    def conversations(self) -> list[str]:
        """The conversations that have a reply, in the order in which weights are given for them."""
        return self.rows["conversation"].unique().sort().to_list()

    def owners(self, focus: Focus) -> list[str]:
        """Name the columns that say whose score it is."""
        sides = {Focus.SPEAKERS: ["speaker"], Focus.TARGETS: ["target"], Focus.PAIRS: ["speaker", "target"]}[focus]
        return [name for side in sides for name in (side, *(f"{side}.{one}" for one in self.split))]


def tallies(replies: Exchanges) -> Tallies:
    """Count replies by conversation, speaker and target, in the order of their names."""
    sides = [f"{side}.{name}" for side in ("speaker", "target") for name in replies.split]
    whose = ["conversation", "speaker", "target", *sides]
    rows = replies.rows.select(*whose, "said", "heard").sort(whose)
    begins = _begins(rows, whose)
    said, heard = rows["said"].to_numpy(), rows["heard"].to_numpy()
    counts = np.empty((len(begins), 1 + 3 * len(replies.categories)), dtype=np.int32)
    counts[:, 0] = np.diff(begins, append=len(rows))
    for kind, noted_there in enumerate((said, heard, said & heard)):
        for bit in range(len(replies.categories)):
            has = (noted_there >> np.uint64(bit) & np.uint64(1)).astype(np.int32)
            column = 1 + kind * len(replies.categories) + bit
            counts[:, column] = np.add.reduceat(has, begins) if len(begins) else 0
    return Tallies(rows[begins.tolist()].select(whose), counts, replies.categories, replies.split)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of people (or pairs), a row each: `who` says whose, `values` has a column a category, NaN where none."""

    who: pl.DataFrame
    values: Floats
    categories: tuple[str, ...]

    def table(self) -> pl.DataFrame:
        """Lay out who and his score on each category, null where there is none."""
        scored = pl.DataFrame(self.values, schema=list(self.categories), orient="row").fill_nan(None)
        return pl.concat([self.who, scored], how="horizontal")

    def means(self) -> Floats:
        """Give each one's mean over the categories on which he has a score, in the order of `who`."""
        return _mean(self.values, 1)

    def by_category(self, *, among: str = "all") -> dict[str, float]:
        """Give the mean score on each category; categories without a score are left out.

        Args:
            among: "all" who have a score on the category, or only those "complete", who have one on every category.
        """
        kept = self.values[self._complete()] if among == "complete" else self.values
        means = _mean(kept, 0).tolist()
        return {name: mean for name, mean in zip(self.categories, means, strict=True) if np.isfinite(mean)}

    def aggregate(self, missing: Missing = Missing.OWN) -> float | None:
        """Make the scores of the group one.

        Returns:
            The mean over people; None where nobody has a score on every category (LEFT_OUT), where nobody at all has
            one on some category (GROUP), or where there are no scores.
        """
        means = aggregated(self.values[np.newaxis], missing)
        return float(means[0]) if np.isfinite(means[0]) else None

    def counted(self, missing: Missing = Missing.OWN) -> int:
        """Count the people on whom the aggregate rests."""
        return int(self._complete().sum()) if missing == Missing.LEFT_OUT else len(self.values)

    def _complete(self) -> NDArray[np.bool_]:
        return np.asarray(np.isfinite(self.values).all(axis=1))


def scores(counted: Tallies, *, thresholds: Thresholds | None = None, focus: Focus = Focus.SPEAKERS) -> Scores:
    """Score everybody who has enough to count from on one category at least, in the order of their names."""
    everything = np.ones((1, len(counted.conversations)))
    who, values = resampled(counted, everything, thresholds=thresholds, focus=focus)
    scored = np.isfinite(values[0]).any(axis=1)
    return Scores(who.filter(pl.Series(scored, dtype=pl.Boolean)), values[0][scored], counted.categories)


def resampled(
    counted: Tallies, weights: Floats, *, thresholds: Thresholds | None = None, focus: Focus = Focus.SPEAKERS
) -> tuple[pl.DataFrame, Floats]:
    """Score everybody anew in each drawing of conversations.

    Args:
        counted: counts by conversation.
        weights: how often each conversation is taken, shape (drawings, conversations), conversations in the order of
            their names.
        thresholds: how much there must be to count from, in each drawing.
        focus: whose scores are wanted.

    Returns:
        Who, and scores of the shape (drawings, people, categories), NaN where there is too little.
    """
    owners = counted.owners(focus)
    sides = [*owners, *(name for name in counted.rows.columns if name not in (*owners, "conversation"))]
    placed = counted.rows.with_row_index("at").with_columns(drawn=pl.col("conversation").rank("dense") - 1).sort(sides)
    pairs = _begins(placed, sides)
    people = _begins(placed[pairs.tolist()], owners)
    order, drawn = placed["at"].to_numpy(), placed["drawn"].to_numpy().astype(np.int64)
    number = len(counted.categories)
    values = np.full((len(weights), len(people), number), np.nan)
    step = max(1, LARGEST // max(1, 4 * len(order)))
    for category in range(number if len(people) else 0):
        counts = counted.counts[order][:, [0, *(1 + category + kind * number for kind in range(3))]]
        for begin in range(0, len(weights), step):
            taken = weights[begin : begin + step][:, drawn, np.newaxis] * counts
            summed = np.add.reduceat(taken, pairs, axis=1)
            values[begin : begin + step, :, category] = _scored(summed, people, thresholds or Thresholds(), focus)
    return placed[pairs[people].tolist()].select(owners), values


def _begins(rows: pl.DataFrame, names: Sequence[str]) -> NDArray[np.int64]:
    """Give the rows at which these columns, which the rows are sorted by, take another value."""
    another = rows.select(pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in names))
    first = another.to_series().to_numpy(writable=True)
    first[:1] = True
    return np.flatnonzero(first)


def _scored(counts: Floats, people: NDArray[np.int64], least: Thresholds, focus: Focus) -> Floats:
    """Score people on one category; their pairs begin at these rows.

    `counts` has the shape (drawings, pairs, 4): replies; those that have the category; what they reply to that has it;
    both at once.
    """
    replies, said, heard, both = np.moveaxis(counts, -1, 0)
    of_speaker, of_target = (least.speaker, least.speaker_each), (least.target, least.target_each)
    if focus == Focus.TARGETS:
        of_speaker, of_target = of_target, of_speaker
    fit = (said >= of_speaker[1]) & (heard >= of_target[1]) & (replies >= least.utterances_each)
    replies, said, heard, both = (
        np.add.reduceat(np.where(fit, part, 0.0), people, axis=-1) for part in (replies, said, heard, both)
    )
    enough = (heard >= max(of_target[0], 1)) & (said >= of_speaker[0]) & (replies >= max(least.utterances, 1))
    taken_up = np.divide(both, heard, out=np.full_like(both, np.nan), where=enough)
    at_all = np.divide(said, replies, out=np.full_like(said, np.nan), where=enough)
    return taken_up - at_all


def aggregated(values: Floats, missing: Missing = Missing.OWN) -> Floats:
    """Make the scores of a group one in each drawing.

    Args:
        values: scores of the shape (drawings, people, categories), NaN where there is none.
        missing: what stands for categories on which somebody has no score.

    Returns:
        One number a drawing; NaN where there is nothing to take the mean of (see Scores.aggregate).
    """
    has = np.isfinite(values)
    people = np.asarray(has.all(axis=-1) if missing == Missing.LEFT_OUT else has.any(axis=-1))
    if missing == Missing.GROUP:
        values = np.where(has, values, _mean(values, -2)[..., np.newaxis, :])
        people &= has.any(axis=-2).all(axis=-1, keepdims=True)
    return _mean(np.where(people, _mean(values, -1), np.nan), -1)


def _mean(values: Floats, axis: int) -> Floats:
    """Give the mean of what is there, NaN where nothing is."""
    has = np.isfinite(values)
    number = has.sum(axis=axis)
    summed = np.where(has, values, 0.0).sum(axis=axis)
    mean: Floats = np.divide(summed, number, out=np.full(np.shape(summed), np.nan), where=number > 0)
    return mean


def coordination(
    utterances: pl.DataFrame,
    *,
    speakers: Collection[str] | None = None,
    targets: Collection[str] | None = None,
    focus: Focus = Focus.SPEAKERS,
    thresholds: Thresholds | None = None,
    words: FunctionWords | None = None,
    split: Sequence[str] = (),
) -> Scores:
    """Score the coordination of these speakers towards these targets: the steps above in one.

    Args:
        utterances: the columns id, conversation, speaker, reply_to and text; verbatim talk only.
        speakers: those who reply; everybody when None.
        targets: those who are replied to; everybody when None.
        focus: whose scores are wanted.
        thresholds: how much there must be to count from.
        words: categories of function words; memcon's English ones when None.
        split: further columns by which one person counts as several.

    Raises:
        ValueError: a column is missing, or two utterances have one id.
    """
    replies = exchanges(utterances, words=words, split=split).between(speakers, targets)
    return scores(tallies(replies), thresholds=thresholds, focus=focus)
