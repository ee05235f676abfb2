"""Figures corrected by a random sample that people checked; raw ones stay beside them.

A measure is read three times: as the archive stands (the raw figure), as the machine claims by itself, and with what
people found in the checked acts in place of its claims. What an act adds to a figure in the second and third reading
goes to the estimator in `memcon.inquiries.honest`. Only speakers and acts are checked: which issue an act is on, and
second acts on a clause, stay the machine's.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from memcon.archive import samples
from memcon.archive.archive import Archive
from memcon.inquiries.honest import LEAST, MEETINGS, Combine, Numbers, Places
from memcon.inquiries.honest import corrected as estimated
from memcon.inquiries.influence.evidence import CHECKED, STRATA, Evidence, Gatherer
from memcon.inquiries.influence.measure import Figure, Interval, Key, Measure, Sums
from memcon.inquiries.influence.resampling import DIFFERENCE
from memcon.inquiries.sample_accuracy import lacking
from memcon.inquiries.sampling import USEFUL, State, Truth, state
from memcon.model.findings import Mode
from memcon.model.moves import Act, Label

SIZE = 200  # acts of a sample that serves most questions


@dataclass(frozen=True, slots=True)
class Drawn:
    """What people found in a random sample, with the columns of CHECKED; and STRATA of all acts it was drawn from."""

    checked: pl.DataFrame
    strata: pl.DataFrame
    lacking: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """One of a measure's sums read by the machine's claims alone, and with what people found in the checked acts.

    `first` are the numbers of the acts that could be drawn, in order; the arrays follow it.
    """

    claimed: Sums
    found: Sums
    first: Places
    at: Places  # places of the checked acts in `first`
    stratum: Places
    meeting: Places


def sample(archive: Archive, gatherer: Gatherer, claims: pl.DataFrame) -> Drawn:
    """Give the checked acts of the latest random sample that covers some acts.

    Args:
        archive: the archive.
        gatherer: knows the numbers of acts, and whose they are.
        claims: the machine's acts that are counted, columns ACTS; a sample drawn from other records cannot tell of
            them, nor checked acts of these records that are not among them.
    """
    records, counted = set(claims["record"]), set(claims["act"])
    kept = samples.kept(archive.folder)
    there = [one for one in kept if records <= set(one.records)]
    if not there:
        none = f"no random sample was {'drawn from all of these records' if kept else 'checked'}. {_draw(gatherer)}"
        return Drawn(pl.DataFrame(schema=CHECKED), pl.DataFrame(schema=STRATA), none)
    found = state(archive, there[-1])
    within = [
        (number, stratum)
        for record, start, end, stratum in found.claims.select("record", "start", "end", "stratum").iter_rows()
        if (number := gatherer.numbers.get((record, start, end, "first"))) in counted
    ]
    strata = pl.DataFrame(within, schema=STRATA, orient="row")
    rows = _checked(found, gatherer, counted)
    checked = pl.DataFrame(rows, schema=CHECKED, orient="row").unique("act", maintain_order=True)
    why = _too_few(found, checked, strata, gatherer)
    return Drawn(checked.clear() if why else checked, strata, why)


def _draw(gatherer: Gatherer) -> str:
    """Say how to draw a sample that tells of these two sides."""
    pair = " ".join(shlex.quote(one.name) for one in gatherer.sides)
    return f"Draw one with: memcon check ARCHIVE --sample {SIZE} --between {pair} --by YOU"


def _checked(found: State, gatherer: Gatherer, counted: Collection[int]) -> Iterator[tuple[object, ...]]:
    usable = found.usable()
    for one in () if lacking(found, usable) else usable:
        claim = found.claims.row(one.at or 0, named=True)
        number = gatherer.numbers.get((claim["record"], claim["start"], claim["end"], "first"))
        if number in counted and one.truth is not None:
            yield number, one.truth.label, *_whose(gatherer, one.truth, str(one.record))


def _whose(gatherer: Gatherer, truth: Truth, record: str) -> tuple[int | None, str | None, str | None]:
    if truth.label is None:
        return None, None, None
    act = Act(record, 0, 0, Label(truth.label), truth.holder, Mode.REPORTED, None, "checked", person=truth.person)
    return gatherer.whose(act)


def _too_few(found: State, checked: pl.DataFrame, strata: pl.DataFrame, gatherer: Gatherer) -> str | None:
    """Say why a sample cannot correct figures of these acts; None where it can."""
    name, more = found.sample.id, _draw(gatherer)
    if found.count("open"):
        more = f"Go on with: memcon check ARCHIVE --next --of {name}"
    if checked.height < USEFUL:
        usable = len(found.usable())
        if not usable:
            return f"no act of random sample {name} is checked yet. {more}"
        few = f"only {checked.height} of the {usable} acts checked in random sample {name} count here"
        return f"{few}; {USEFUL} are needed. {more}"
    there = checked.join(strata, on="act")["stratum"].value_counts()
    if there.height < strata["stratum"].n_unique() or int(there["count"].min() or 0) < LEAST:  # type: ignore[arg-type]
        return f"some stratum of random sample {name} has fewer than {LEAST} checked acts among these. {more}"
    return None


def again(measure: Measure, evidence: Evidence, first: Sequence[Sums]) -> tuple[Again | None, ...]:
    """Read a measure again, by the machine's claims and by what people found; None for sums that rest on no acts."""
    if evidence.checked.is_empty() or all(one.rows is None for one in first):
        return (None,) * len(first)
    claims = evidence.claimed
    acts = claims.filter(pl.col("rank") == "first").join(evidence.strata, on="act", how="inner")
    numbers = acts["act"].to_numpy().astype(np.int64)
    places = {number: place for place, number in enumerate(numbers.tolist())}
    at = np.array([places[act] for act in evidence.checked["act"] if act in places], dtype=np.int64)
    stratum = np.unique(acts["stratum"].to_numpy(), return_inverse=True)[1].astype(np.int64)
    meeting = acts["meeting"].to_numpy().astype(np.int64)
    by_machine = list(measure.sums(replace(evidence, acts=claims)))
    by_people = list(measure.sums(replace(evidence, acts=_laid(claims, evidence.checked))))
    return tuple(
        None if sums.rows is None else Again(claimed, found, numbers, at, stratum, meeting)
        for sums, claimed, found in zip(first, by_machine, by_people, strict=True)
    )


def _laid(claims: pl.DataFrame, checked: pl.DataFrame) -> pl.DataFrame:
    """Lay what people found over the machine's claims; words that nobody speaks are left out."""
    names = ("label", "side", "key", "holder")
    found = checked.select("act", *(pl.col(name).alias(f"its_{name}") for name in names), pl.lit(1).alias("looked"))
    joined = claims.join(found, on="act", how="left", maintain_order="left")
    is_first = (pl.col("looked") == 1) & (pl.col("rank") == "first")
    looked = is_first.fill_null(False)
    kept = joined.filter(~looked | pl.col("its_label").is_not_null()).with_columns(
        *(pl.when(looked).then(pl.col(f"its_{name}")).otherwise(pl.col(name)).alias(name) for name in names),
        pl.when(looked).then(None).otherwise(pl.col("certainty")).alias("certainty"),
    )
    return kept.select(claims.columns)


def corrected(raw: Sequence[Figure], sums: Sums, read: Again | None, names: tuple[str, str]) -> tuple[Figure, ...]:
    """Give figures with what the checked sample corrects them to; as they are where it cannot.

    Args:
        raw: the figures of `sums`, as the archive stands.
        sums: what they are made of.
        read: the same read again; None where there is no sample, or they rest on no acts.
        names: the two sides.
    """
    if read is None:
        return tuple(raw)
    claimed, found = (_by_key(one) for one in (read.claimed, read.found))
    done = []
    for figure in raw:
        keys = _keys(figure, names)
        known = all(key in claimed and key in found for key in keys)  # an issue may come up too seldom in one reading
        made = None if figure.value is None or not known else _interval(keys, claimed, found, sums.combine, read)
        done.append(replace(figure, corrected=made) if made else figure)
    return tuple(done)


Rows = dict[Key, tuple[Places, Numbers]]


def _by_key(sums: Sums) -> Rows:
    """Give for each figure on which acts it rests, and what each adds to its two parts."""
    if sums.rows is None:
        return {}
    parts = sums.rows.partition_by("quantity", "side", "issue", as_dict=True)
    return {
        Key(*key): (rows["act"].to_numpy().astype(np.int64), rows.select("count", "of").to_numpy().astype(np.float64))
        for key, rows in parts.items()
    }  # fmt: skip


def _keys(figure: Figure, names: tuple[str, str]) -> tuple[Key, ...]:
    if figure.side == DIFFERENCE:
        return Key(figure.quantity, 0, figure.issue), Key(figure.quantity, 1, figure.issue)
    return (Key(figure.quantity, None if figure.side is None else names.index(figure.side), figure.issue),)


def _interval(keys: Sequence[Key], claimed: Rows, found: Rows, combine: Combine, read: Again) -> Interval | None:
    machine, fixed = _laid_out(keys, claimed, read.first)
    truth = _laid_out(keys, found, read.first)[0][read.at]
    sizes, taken = np.bincount(read.stratum), np.bincount(read.stratum[read.at], minlength=int(read.stratum.max()) + 1)
    chances = (taken / sizes)[read.stratum[read.at]]
    if not all(_is_above_nothing(machine, truth, fixed, column, chances, read) for column in range(1, len(fixed), 2)):
        return None
    least, most = _bounds(machine, truth, len(keys))
    made = estimated(
        machine, truth, read.at, chances, read.meeting, _combined(combine, fixed, len(keys)), stratum=read.stratum,
        over=MEETINGS, figures=len(keys), least=least, most=most,
    )  # fmt: skip
    value, low, high = (float(bound) for bound in (made.value, made.low, made.high))
    return Interval(min(most, max(least, value)), low, high) if np.isfinite([value, low, high]).all() else None


def _is_above_nothing(
    machine: Numbers, truth: Numbers, fixed: Numbers, column: int, chances: Numbers, read: Again
) -> bool:
    """Tell whether what a figure is divided by is surely more than nothing: else the quotient could be anything."""
    made = estimated(
        machine[:, [column]], truth[:, [column]], read.at, chances, read.meeting,
        lambda sums: sums[..., 0] + fixed[column], stratum=read.stratum, over=MEETINGS,
    )  # fmt: skip
    return made.low > 0


def _laid_out(keys: Sequence[Key], rows: Rows, first: Places) -> tuple[Numbers, Numbers]:
    """Give what each act adds to the parts of some figures, and what acts that cannot be drawn add together."""
    laid, fixed = np.zeros((len(first), 2 * len(keys))), np.zeros(2 * len(keys))
    order = np.argsort(first)
    for number, key in enumerate(keys):
        acts, parts = rows.get(key, (np.empty(0, dtype=np.int64), np.empty((0, 2))))
        near = order[np.minimum(np.searchsorted(first, acts, sorter=order), len(first) - 1)]
        inside = first[near] == acts
        columns = slice(2 * number, 2 * number + 2)
        np.add.at(laid[:, columns], near[inside], parts[inside])
        fixed[columns] = parts[~inside].sum(axis=0)
    return laid, fixed


def _combined(combine: Combine, fixed: Numbers, figures: int) -> Combine:
    """Make the figure of sums, or the first less the second, with what cannot be drawn added to each."""

    def made(sums: Numbers) -> Numbers:
        whole = sums + fixed
        one = combine(whole[..., :2])
        return one if figures == 1 else np.asarray(one - combine(whole[..., 2:]), dtype=np.float64)

    return made


def _bounds(machine: Numbers, truth: Numbers, figures: int) -> tuple[float, float]:
    """Say between which values a figure must lie: a share between 0 and 1, a ratio of counts above 0."""
    count, of = (np.concatenate([machine[:, part::2], truth[:, part::2]]) for part in (0, 1))
    if (count < 0).any():
        return (-1.0, 1.0) if figures == 1 and (np.abs(count) <= of).all() else (-np.inf, np.inf)
    if (count <= of).all():
        return (0.0 if figures == 1 else -1.0), 1.0
    return (0.0 if figures == 1 else -np.inf), np.inf
