"""Concession: pressing against yielding, what becomes of the other's proposals, and how positions move."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import FEW, LEAST, Floats, Key, Measure, Sums, counted, summed
from memcon.inquiries.influence.replies import answered
from memcon.inquiries.influence.tallies import IS_SURE, ONE, by_issue, is_one_of, tally
from memcon.inquiries.standing import AGREED, OPENS, REFUSES
from memcon.model.moves import Label

PRESSES = (Label.PROPOSE, Label.REQUEST, Label.HOLD, Label.WARN)
YIELDS = (Label.ACCEPT, Label.CONCEDE, Label.PROMISE)
SOFT = (Label.PROPOSE, Label.CONCEDE, Label.PROMISE)
HARD = (Label.HOLD, Label.WARN)
MOVES = (*PRESSES, *YIELDS)
BEFORE = ("side", "issue")


def sums(evidence: Evidence) -> Iterable[Sums]:
    """Count each side's moves, what it does with the other's proposals and requests, and where its stand turns."""
    acts, meetings = evidence.acts, len(evidence.meetings)
    balance = tally(acts.filter(is_one_of(MOVES)), "balance", pl.when(is_one_of(YIELDS)).then(ONE).otherwise(-ONE))
    trend = _trend(balance, meetings)
    rows = [
        balance,
        tally(acts, "presses", is_one_of(PRESSES)),
        tally(acts, "yields", is_one_of(YIELDS)),
        tally(acts.filter(is_one_of((*SOFT, *HARD))), "soft to hard", is_one_of(SOFT), is_one_of(HARD)),
    ]
    yield counted(by_issue(acts, rows), meetings)
    unsure = tally(acts.filter(pl.col("label").is_in([one.value for one in MOVES])), "moves left out", ~IS_SURE)
    yield summed(by_issue(acts, [unsure, *_treated(acts), *_turned(acts)]), meetings)
    yield trend


def _treated(acts: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """Give what each side does with the other's proposals and requests, one row a proposal or request."""
    pressing = answered(acts, is_one_of(OPENS))
    other = 1 - pl.col("side")
    label = pl.col("answered_by")
    for quantity, labels in (("grants", AGREED), ("refuses", REFUSES), ("puts off", (Label.DEFER,))):
        yield tally(pressing, quantity, label.is_in([one.value for one in labels]).fill_null(False), ONE, other)
    yield tally(pressing, "no answer told", label.is_null(), ONE, other)


def _turned(acts: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """Give where a side's stand on an issue turns against its last one, in the same meeting or an earlier."""
    stands = acts.filter(is_one_of((*AGREED, *REFUSES)) & pl.col("issue").is_not_null()).sort("meeting", "at")
    refusing = is_one_of(REFUSES)
    turned = stands.with_columns(
        refusing.alias("refuses"),
        refusing.shift().over(BEFORE).alias("refused"),
        pl.col("meeting").shift().over(BEFORE).alias("last"),
    ).filter(pl.col("refused").is_not_null())
    later = turned.filter(pl.col("last") < pl.col("meeting"))
    for found, when in ((turned, ""), (later, " in a later meeting")):
        yield tally(found.filter("refused"), f"comes round{when}", ~pl.col("refuses"))
        yield tally(found.filter(~pl.col("refused")), f"hardens{when}", pl.col("refuses"))


def _trend(balance: pl.DataFrame, meetings: int) -> Sums:
    """Lay out the sums of a line through the balance of each meeting, weighed by its moves."""
    keys, parts = (Key("trend of the balance", 0), Key("trend of the balance", 1)), np.zeros((2, meetings, 5))
    summed = balance.group_by("side", "meeting").agg(pl.col("count").sum(), pl.col("of").sum())
    side, at = summed["side"].to_numpy(), summed["meeting"].to_numpy()
    when = at.astype(np.float64)
    moved, of = summed["count"].to_numpy(), summed["of"].to_numpy()
    parts[side, at] = np.stack([of * when, of * when * when, moved, moved * when, of], axis=-1)
    return Sums(keys, parts, slope, least=2 * LEAST, few=2 * FEW)


def slope(parts: Floats) -> Floats:
    """Give the slope of the weighted line, for each meeting further; NaN where all moves fall in one meeting."""
    x, xx, y, xy, of = np.moveaxis(parts, -1, 0)
    spread = of * xx - x * x
    sloping = spread > 1e-9 * np.maximum(1.0, of * xx)
    found: Floats = np.divide(of * xy - x * y, spread, out=np.full(np.shape(spread), np.nan), where=sloping)
    return found


def refused(evidence: Evidence) -> str | None:
    """Refuse where hardly any move is sure enough to be counted."""
    moves = evidence.acts.filter(is_one_of(MOVES) & pl.col("side").is_in([0, 1])).height
    if moves < LEAST:
        return (
            f"{moves} moves of the two sides that press or yield are sure enough to count; {LEAST} are needed. "
            "Look whether the records hold more: memcon course ARCHIVE ISSUE"
        )
    return None


MEASURE = Measure(
    name="concession",
    title="Pressing and yielding",
    definition=(
        "Acts of pressing (PROPOSE, REQUEST, HOLD, WARN) against acts of yielding (ACCEPT, CONCEDE, PROMISE): "
        "balance = (yielding - pressing) / (yielding + pressing). Soft to hard = (PROPOSE + CONCEDE + PROMISE) / "
        "(HOLD + WARN). Of the other's proposals and requests, those granted, refused or put off: by the act that "
        "answers them, else by the first act of that kind in the other's next contribution on the same issue. A "
        "stand turns where a side accepts, concedes or promises on an issue on which its last stand was to reject or "
        "insist, or the reverse; whether the same term is meant, the words must tell. A second act on a clause of a "
        "sentence counts too, so there are more acts here than in other measures. Labels less sure than 60 % are left "
        "out."
    ),
    unit=(
        "balance: -1 (only presses) to 1 (only yields); trend: change of the balance from one meeting to the next; "
        "soft to hard: a ratio; all else shares, 0 to 1"
    ),
    source=(
        "Bargaining Process Analysis: Walcott and Hopmann, Interaction analysis and bargaining behavior, Experimental "
        "Study of Politics 4 (1975), and Hopmann and Walcott in Druckman (ed.), Negotiations (1977); the balance is "
        "memcon's own"
    ),
    invalid=(
        "as a measure of temper or strength: it counts what drafters set down, and a drafter may soften his own "
        "side; for records that only sum up results, where the pressing is left out; trends over meetings of "
        "changing drafters"
    ),
    quantities={
        "balance": "yielding less pressing, out of both: above 0 the side is set down as yielding more than it presses",
        "presses": "share of the side's acts that propose, request, insist or warn",
        "yields": "share of the side's acts that accept, concede or promise",
        "soft to hard": "proposals, concessions and promises for each insistence or warning",
        "moves left out": "share of the side's pressing and yielding acts whose label is too unsure to be counted",
        "grants": "share of the other's proposals and requests that this side accepts, concedes or promises",
        "refuses": "share of the other's proposals and requests that this side rejects, or insists against",
        "puts off": "share of the other's proposals and requests that this side defers",
        "no answer told": "share of the other's proposals and requests to which none of these is set down at once: "
                          "most are talked about first",
        "comes round": "of its stands on an issue on which it had last refused, those that agree",
        "hardens": "of its stands on an issue on which it had last agreed, those that refuse",
        "comes round in a later meeting": "the same, where its last stand was in an earlier meeting",
        "hardens in a later meeting": "the same, where its last stand was in an earlier meeting",
        "trend of the balance": "how much the balance changes from one meeting to the next; above 0 it yields more",
    },
    sums=sums,
    refused=refused,
)  # fmt: skip
