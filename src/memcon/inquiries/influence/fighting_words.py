"""Fighting words: which words, or runs of words, tell the talk of one group from that of another.

The log-odds ratio of each word between two groups with a Dirichlet prior, over its standard deviation (unit: a z-score;
above 0 the first group's word, below 0 the second's, beyond 1.96 either way seldom by chance for a word chosen
beforehand): Burt L. Monroe, Michael P. Colaresi and Kevin M. Quinn, "Fightin' Words: Lexical Feature Selection and
Evaluation for Identifying the Content of Political Conflict", Political Analysis 16 (2008), 372-403, equations 15 to
22. Which words are counted follows ConvoKit 5.0.0 (FightingWords) and the word counter of scikit-learn that it calls,
so that the z-scores are the same on the same cleaned texts. Nothing is laid out text by word: runs of words grow from
shorter runs that are frequent enough, a slice of the corpus at a time.

Invalid on reported speech as a likeness of how somebody talks: the words are the note-taker's. Words of rival drafters
can be compared there, and of what was talked about, never of voices.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from memcon.model.errors import TooLittle

WORD = r"[\p{L}\p{N}_]{2,}"
BATCH = 2_048  # texts taken apart at once
SLICE = 131_072  # places of the corpus looked at together while runs of words are counted
NOWHERE = -1
NONE = np.empty(0, dtype=np.int64)

Floats = NDArray[np.float64]
Places = NDArray[np.int32]
Numbers = NDArray[np.int64]
Prior = float | Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Counting:
    """Which runs of words are counted.

    `shortest` and `longest`: words in a run. `least` and `most`: texts a run must and may stand in, a number of texts
    (int) or a share of them (float). `keep`: of the rest only so many, the most frequent; None keeps all. Where the
    last places are tied, numpy's sorting says who gets them, as in scikit-learn. `cleaned` is laid over each text
    first; case is folded in any case.
    """

    shortest: int = 1
    longest: int = 3
    least: int | float = 10
    most: int | float = 0.5
    keep: int | None = 15_000
    cleaned: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each run of words stands in each group of texts: `counts` has the shape (words, groups)."""

    words: tuple[str, ...]
    counts: Numbers


@dataclass(frozen=True, slots=True)
class FightingWords:
    """Words with their counts in two groups, log-odds ratios and z-scores, least z-score first.

    `rows` has the columns word, first, second, log_odds, z.
    """

    rows: pl.DataFrame

    def top(self, number: int = 10) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the words that most tell the first group, and those that most tell the second, most telling first."""
        words = self.rows["word"]
        return tuple(words.reverse().head(number)), tuple(words.head(number))

    def beyond(self, z: float = 1.0) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the first group's words with a z-score above this, and the second's below its negative."""
        firsts = self.rows.filter(pl.col("z") > z)["word"].reverse()
        return tuple(firsts), tuple(self.rows.filter(pl.col("z") < -z)["word"])


def fighting_words(
    first: pl.Series, second: pl.Series, *, prior: Prior = 0.1, counting: Counting | None = None
) -> FightingWords:
    """Compare the words of two groups of texts.

    Args:
        first: texts of one group; a missing text has no words.
        second: texts of the other.
        prior: pseudo-counts of the Dirichlet prior: one for every word, or one for each (see `informative_prior`).
        counting: which words are counted.

    Raises:
        TooLittle: a group has no texts, or no word is frequent enough.
        ValueError: the prior is not above 0, or lacks a word.
    """
    if not len(first) or not len(second):
        raise TooLittle("One of the two groups has no texts. Give texts of both.")
    groups = np.repeat(np.array([0, 1], dtype=np.int32), [len(first), len(second)])
    found = counted(pl.concat([first.cast(pl.String).alias(""), second.cast(pl.String).alias("")]), groups, counting)
    pseudo = _pseudo(found.words, prior)
    ratios, z = weighed(found.counts[:, 0].astype(np.float64), found.counts[:, 1].astype(np.float64), pseudo)
    rows = {"word": found.words, "first": found.counts[:, 0], "second": found.counts[:, 1], "log_odds": ratios, "z": z}
    return FightingWords(pl.DataFrame(rows).sort("z", "word"))


def weighed(first: Floats, second: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """Give log-odds ratios and z-scores; all arrays have the words along their last axis.

    Source: Monroe, Colaresi and Quinn (2008), equations 16, 19, 20 and 22. Where there is one word alone the odds have
    nothing to be out of, and both are NaN.
    """
    all_prior = prior.sum(axis=-1, keepdims=True)

    def log_odds(counts: Floats) -> Floats:
        rest = counts.sum(axis=-1, keepdims=True) + all_prior - counts - prior
        return np.log((counts + prior) / np.where(rest > 0, rest, np.nan))

    ratios = log_odds(first) - log_odds(second)
    return ratios, ratios / np.sqrt(1 / (first + prior) + 1 / (second + prior))


def informative_prior(background: Mapping[str, float], size: float) -> dict[str, float]:
    """Make a prior of how frequent words are elsewhere: pseudo-counts that sum to `size`, as frequencies in background.

    The larger `size`, the more must be counted before a word that is frequent everywhere tells anything.
    Source: Monroe, Colaresi and Quinn (2008), section 3.5.1.

    Raises:
        ValueError: the background has no counts.
    """
    total = sum(background.values())
    if total <= 0:
        raise ValueError("the background has no counts; give a word's count for each word")
    return {word: size * count / total for word, count in background.items() if count > 0}


def _pseudo(words: tuple[str, ...], prior: Prior) -> Floats:
    if not isinstance(prior, Mapping):
        pseudo = np.full(len(words), float(prior))
    else:
        lacking = [word for word in words if word not in prior]
        if lacking:
            raise ValueError(f"the prior lacks {len(lacking)} of {len(words)} words, {lacking[0]!r} among them")
        pseudo = np.array([prior[word] for word in words], dtype=np.float64)
    if not (pseudo > 0).all():
        raise ValueError("every pseudo-count of the prior must be above 0")
    return pseudo


def counted(texts: pl.Series, groups: Places, counting: Counting | None = None) -> Counted:
    """Count runs of words in groups of texts.

    Args:
        texts: a missing text has no words.
        groups: the number of the group of each text, 0 first.
        counting: which runs are counted.

    Returns:
        The words in the order of their code points.

    Raises:
        TooLittle: no word is frequent enough.
    """
    rules = counting or Counting()
    kept = [found for found in _runs(texts, groups, rules) if len(found.words)]
    if not kept:
        raise TooLittle("No word is frequent enough to be compared. Give more texts, or count rarer words as well.")
    words = [word for found in kept for word in found.words]
    counts = np.concatenate([found.counts for found in kept])
    order = np.array(sorted(range(len(words)), key=words.__getitem__))
    if rules.keep is not None and len(order) > rules.keep:
        chosen = (-counts[order].sum(axis=1)).argsort()[: rules.keep]
        order = order[np.sort(chosen)]
    return Counted(tuple(words[at] for at in order), counts[order])


def _runs(texts: pl.Series, groups: Places, rules: Counting) -> Iterator[Counted]:
    """Count runs of one word, of two, and so on; none can be frequent enough of which a part is not."""
    words, each, starts = _taken_apart(texts, rules.cleaned)
    least, most = (bound if isinstance(bound, int) else bound * len(texts) for bound in (rules.least, rules.most))
    corpus = _Corpus(starts, groups, int(groups.max(initial=0)) + 1, least)
    found = singles = corpus.single(each, len(words))
    words = [words[each[at]] for at in singles.begins.tolist()]
    del each
    for length in range(1, rules.longest + 1):
        if length > 1:
            found = corpus.longer(found, singles, length)
        if length >= rules.shortest:
            wanted = found.texts <= most
            runs = (singles.places[at : at + length].tolist() for at in found.begins[wanted].tolist())
            yield Counted(tuple(" ".join(words[word] for word in run) for run in runs), found.counts[wanted])


def _taken_apart(texts: pl.Series, cleaned: Callable[[str], str] | None) -> tuple[list[str], Places, Numbers]:
    """Give the different words, the number of the word at each place of the corpus, and where each text begins.

    After each text comes a place that is NOWHERE, so that no run goes on from one text to the next.
    """
    numbers: dict[str, int] = {}
    each, lengths = array("i"), np.empty(len(texts), dtype=np.int64)  # an array grows in place
    for begin in range(0, len(texts), BATCH):
        some = texts.slice(begin, BATCH).fill_null("")
        if cleaned is not None:
            some = pl.Series([cleaned(text) for text in some], dtype=pl.String)
        found = some.str.to_lowercase().str.extract_all(WORD)
        number = lengths[begin : begin + BATCH] = found.list.len().cast(pl.Int64).to_numpy()
        words = found.explode().drop_nulls()
        types = words.unique().to_list()
        coded = [numbers.setdefault(word, len(numbers)) for word in types]
        said = words.replace_strict(types or [""], coded or [0], return_dtype=pl.Int32).to_numpy()
        each.frombytes(np.insert(said, np.cumsum(number), np.int32(NOWHERE)).tobytes())
    return list(numbers), np.frombuffer(each, dtype=np.int32), np.cumsum(lengths + 1) - lengths - 1


@dataclass(frozen=True, slots=True)
class _Frequent:
    """Runs that are frequent enough.

    `places`: which run begins at each place of the corpus, NOWHERE where none does; `begins`: one place where each
    run stands; `texts`: in how many texts; `counts`: how often in each group.
    """

    places: Places
    begins: Numbers
    texts: Numbers
    counts: Numbers


@dataclass(frozen=True, slots=True)
class _Corpus:
    """The texts as one row of places: where each begins, its group, and the texts a run must stand in."""

    starts: Numbers
    groups: Places
    number_of_groups: int
    least: float

    def single(self, each: Places, number: int) -> _Frequent:
        """Find the frequent words."""
        some = (each[at : at + SLICE] - NOWHERE for at in range(0, len(each), SLICE))
        none = np.zeros(number, dtype=np.int64)
        sizes = sum((np.bincount(one, minlength=number + 1)[1:] for one in some), start=none)
        return self._joined(len(each), ((at, each[at].astype(np.int64)) for at in _slices(each, sizes)))

    def longer(self, shorter: _Frequent, singles: _Frequent, length: int) -> _Frequent:
        """Find the frequent runs that are a shorter run and one word more."""
        size = len(singles.places)

        def keys() -> Iterator[tuple[Numbers, Numbers]]:
            for at in _slices(shorter.places, shorter.counts.sum(axis=1)):
                at = at[at + length <= size]
                last = singles.places[at + length - 1].astype(np.int64)
                at, last = at[last != NOWHERE], last[last != NOWHERE]
                yield at, shorter.places[at] * np.int64(len(singles.begins)) + last

        return self._joined(size, keys())

    def _joined(self, size: int, keys: Iterable[tuple[Numbers, Numbers]]) -> _Frequent:
        """Count the runs slice by slice: places, and a key for the run that begins at each."""
        places = np.full(size, NOWHERE, dtype=np.int32)
        parts = [(NONE, NONE, np.empty((0, self.number_of_groups), dtype=np.int64))]
        for at, key in keys:
            parts.append(self._counted(places, at, key, sum(len(part[0]) for part in parts)))
        return _Frequent(places, *(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _counted(self, places: Places, at: Numbers, keys: Numbers, number: int) -> tuple[Numbers, Numbers, Numbers]:
        """Count the runs of one slice and write the numbers of the frequent ones to their places."""
        order = np.argsort(keys, kind="stable")
        at, keys = at[order], keys[order]
        new = np.diff(keys, prepend=-1) != 0
        begins = np.flatnonzero(new)
        text = np.searchsorted(self.starts, at, side="right") - 1
        another = new | (np.diff(text, prepend=-1) != 0)
        texts = np.add.reduceat(another, begins, dtype=np.int64) if len(begins) else begins
        kept = texts >= self.least
        run = np.where(kept, np.cumsum(kept) - 1, NOWHERE)[np.cumsum(new) - 1]
        places[at] = np.where(run >= 0, run + number, NOWHERE)
        cells = run[run >= 0] * self.number_of_groups + self.groups[text[run >= 0]]
        counts = np.bincount(cells, minlength=int(kept.sum()) * self.number_of_groups)
        return at[begins[kept]], texts[kept], counts.reshape(-1, self.number_of_groups).astype(np.int64)


def _slices(places: Places, sizes: Numbers) -> Iterator[Numbers]:
    """Give places a slice at a time, all places of one run in one slice; `sizes` counts the places of each run."""
    edges = np.unique(np.searchsorted(np.cumsum(sizes), np.arange(SLICE, sizes.sum(), SLICE)))
    for low, high in pairwise([0, *(edges[edges > 0]).tolist(), len(sizes)]):
        yield np.flatnonzero((places >= low) & (places < high))
