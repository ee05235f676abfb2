"""The counts of a course of an issue, corrected by a random sample that people checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from memcon.archive import samples
from memcon.archive.archive import Archive
from memcon.archive.talks import talks
from memcon.inquiries.company import Roll, roll
from memcon.inquiries.course import HARD, SOFT, Course, Holder
from memcon.inquiries.honest import ARCHIVE, LEAST, Combine, Estimate, Numbers, Places
from memcon.inquiries.honest import corrected as estimated
from memcon.inquiries.moves import QUIET, Move, moves, who
from memcon.inquiries.sample_accuracy import share
from memcon.inquiries.sampling import USEFUL, State, Truth, state
from memcon.inquiries.standing import counts
from memcon.model.findings import Mode
from memcon.model.moves import Act, Label
from memcon.processing.unruled import unruled


@dataclass(frozen=True, slots=True)
class Corrected:
    """One holder's counts by the machine alone, and corrected; what is meant is a check of every act of the course.

    `labels` are those that the machine or the sample knows of, but for statements; `index` is soft to hard, None where
    it is not sure that there is anything hard to divide by.
    """

    name: str
    labels: tuple[tuple[Label, Estimate], ...]
    soft: Estimate
    hard: Estimate
    index: Estimate | None


@dataclass(frozen=True, slots=True)
class CorrectedCourse:
    """The holders' corrected counts, from `checked` acts of sample `sample` among `acts`; or why there are none."""

    holders: tuple[Corrected, ...] = ()
    sample: str | None = None
    checked: int = 0
    acts: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class _Laid:
    """The acts of a course as the machine claims them, and what people found the checked ones to be."""

    keys: tuple[str | None, ...]
    labels: tuple[Label | None, ...]  # None: too unsure to be counted
    true_keys: tuple[str | None, ...]
    true_labels: tuple[Label | None, ...]  # None: nobody speaks
    at: Places
    stratum: Places
    cluster: Places


def corrected_course(archive: Archive, found: Course) -> CorrectedCourse | None:
    """Correct the counts of a course by the latest random sample that covers its records; None where none was drawn.

    Which acts are on the issue is the machine's claim, and stays so: speakers and acts are corrected.
    """
    kept = samples.kept(archive.folder)
    if not kept:
        return None
    records = {talk.record for talk in found.talks}
    covering = [one for one in kept if records <= set(one.records)]
    if not covering:
        return CorrectedCourse(why="no random sample was drawn from all of these records")
    called = roll(talks(archive.folder, archive.laying().resolver))
    own = unruled(archive, records)
    views = (replace(view, acts=own.get(view.record.id, view.acts)) for view in archive.views(records))
    claimed = [move for view in views for move in moves(view, found.terms.compiled, called)]
    standing = state(archive, covering[-1])
    laid = _laid(claimed, standing, called)
    name = standing.sample.id
    if len(laid.at) < USEFUL:
        why = f"only {len(laid.at)} checked acts of sample {name} are on this issue; {USEFUL} are needed"
        return CorrectedCourse(sample=name, checked=len(laid.at), acts=len(laid.keys), why=why)
    if np.bincount(laid.stratum[laid.at], minlength=int(laid.stratum.max()) + 1).min() < LEAST:
        why = f"a stratum of sample {name} has fewer than {LEAST} checked acts on this issue"
        return CorrectedCourse(sample=name, checked=len(laid.at), acts=len(laid.keys), why=why)
    keys = {move.holder: move.key for talk in found.talks for move in talk.moves if move.key}
    made = tuple(_holder(laid, one, keys[one.name]) for one in found.holders if one.name in keys)
    return CorrectedCourse(made, name, len(laid.at), len(laid.keys))


def _laid(claimed: Sequence[Move], standing: State, called: Roll) -> _Laid:
    """Lay what people found beside the machine's moves; second acts on a clause cannot be drawn and are left out."""
    places = standing.claims.select("record", "start", "end", "stratum").rows()
    strata = {row[:3]: row[3] for row in places}
    drawn = [one for one in claimed if (one.record, one.start, one.end) in strata]
    at = {(one.record, one.start, one.end): place for place, one in enumerate(drawn)}
    checked = [
        (at[where], one.truth)
        for one in standing.usable()
        if one.truth is not None and (where := places[one.at or 0][:3]) in at
    ]
    names = [strata[one.record, one.start, one.end] for one in drawn]
    records = [one.record for one in drawn]
    return _Laid(
        tuple(one.key for one in drawn),
        tuple(one.label if one.label in QUIET or counts(one) else None for one in drawn),
        tuple(_key(truth, records[place], called) for place, truth in checked),
        tuple(None if truth.label is None else Label(truth.label) for _, truth in checked),
        np.array([place for place, _ in checked], dtype=np.int64),
        np.unique(names, return_inverse=True)[1].astype(np.int64) if names else np.empty(0, np.int64),
        np.unique(records, return_inverse=True)[1].astype(np.int64) if names else np.empty(0, np.int64),
    )


def _key(truth: Truth, record: str, called: Roll) -> str | None:
    if truth.label is None:
        return None
    act = Act(record, 0, 0, Label(truth.label), truth.holder, Mode.REPORTED, None, "checked", person=truth.person)
    return who(act, record, called)[0]


def _holder(laid: _Laid, one: Holder, key: str | None) -> Corrected:
    wanted = [label for label in Label if label not in QUIET]
    there = [label for label in wanted if _adds(laid, key, (label,))[0].any() or _adds(laid, key, (label,))[1].any()]
    labels = tuple((label, _estimate(laid, [_adds(laid, key, (label,))], _only)) for label in there)
    soft, hard = _adds(laid, key, SOFT), _adds(laid, key, HARD)
    below = _estimate(laid, [hard], _only)
    index = _estimate(laid, [soft, hard], share) if below.low > 0 else None
    return Corrected(one.name, labels, _estimate(laid, [soft], _only), below, index)


def _adds(laid: _Laid, key: str | None, labels: Sequence[Label]) -> tuple[Numbers, Numbers]:
    """Give what each act adds to a holder's count of some labels, by the machine and, where checked, in truth."""
    said = [its == key and label in labels for its, label in zip(laid.keys, laid.labels, strict=True)]
    true = [its == key and label in labels for its, label in zip(laid.true_keys, laid.true_labels, strict=True)]
    return np.array(said, dtype=np.float64), np.array(true, dtype=np.float64)


def _estimate(laid: _Laid, parts: Sequence[tuple[Numbers, Numbers]], combine: Combine) -> Estimate:
    machine, truth = (np.stack([part[side] for part in parts], axis=1) for side in (0, 1))
    taken, sizes = np.bincount(laid.stratum[laid.at]), np.bincount(laid.stratum)
    chances = (taken / sizes)[laid.stratum[laid.at]]
    return estimated(
        machine, truth, laid.at, chances, laid.cluster, combine, stratum=laid.stratum, over=ARCHIVE, least=0.0
    )


def _only(sums: Numbers) -> Numbers:
    return np.asarray(sums[..., 0], dtype=np.float64)
