"""How often the machine is right, measured on what people have looked at, with how far chance may carry the figure.

Intervals: the score interval of E. B. Wilson (Journal of the American Statistical Association 22, 1927, 209-212), which
Brown, Cai and DasGupta (Statistical Science 16, 2001, 101-133) recommend for shares; and the 2.5th and 97.5th
percentile of 2,000 drawings of whole records (cluster bootstrap), since sentences of one record err together.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from memcon.model.corrections import Corrected
from memcon.model.findings import Utterance
from memcon.model.moves import Act

NORMAL = 1.959964  # 97.5th percentile of the normal distribution
DRAWINGS = 2000
FEW = 5  # records below which drawing them says nothing
SEED = 1927
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Ruled:
    """One record: what the machine claimed, and what stands with people's rulings laid over it."""

    record: str
    claims: tuple[Utterance, ...]
    corrected: Corrected
    acts: tuple[Act, ...] = ()  # as the machine claimed them
    acts_laid: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A passage that a person has looked at: the machine's claim on it, and what is right. None: nobody speaks."""

    record: str
    start: int
    end: int
    claim: Utterance | None
    right: Utterance | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many; bounds of the 95 % intervals are shares, None where there is nothing to count.

    `low`, `high` are Wilson's; `drawn` is that of drawing whole records, None below FEW records.
    """

    what: str
    right: int
    of: int
    low: float | None = None
    high: float | None = None
    drawn: tuple[float, float] | None = None

    @property
    def share(self) -> float | None:
        """The share right, 0.0 to 1.0; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about one certainty: how sure the machine was on average, and what share was right."""

    low: float
    high: float
    claims: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right the machine is where people looked; `people` are those who did."""

    records: int
    passages: int
    speaker: Share
    coverage: Share
    frame: Share
    mode: Share
    calibration: tuple[Bin, ...] = ()
    people: tuple[str, ...] = field(default=())
    acts: Share = field(default=Share("act right", 0, 0))

    @property
    def shares(self) -> tuple[Share, ...]:
        """All shares, in the order of print."""
        return self.speaker, self.coverage, self.frame, self.mode, *([self.acts] if self.acts.of else [])


def accuracy(ruled: Iterable[Ruled]) -> Accuracy:
    """Measure the machine against people's rulings, counting only passages that a person has looked at.

    A passage is a stretch the machine claimed as one utterance, as far as a ruling reaches, or one that a person added
    or confirmed as nobody's. Speaker: of the passages that are talk, those given to the right speaker; one left out
    counts as wrong. Coverage: of the same, those given to anybody. Frame: of the passages nobody speaks, those left
    alone. Mode: of the talk that was claimed, that in the right mode.
    """
    all_ruled = list(ruled)
    held = [one for one in all_ruled if one.corrected.ruled]
    passages = [passage for one in held for passage in checked(one)]
    talk = [p for p in passages if p.right is not None]
    claimed = [p for p in talk if p.claim is not None]
    return Accuracy(
        len({p.record for p in passages}),
        len(passages),
        _share("speaker right", talk, same_speaker),
        _share("talk found (coverage)", talk, lambda p: p.claim is not None),
        _share("frame left unspoken", [p for p in passages if p.right is None], lambda p: p.claim is None),
        _share(
            "mode right",
            claimed,
            lambda p: p.claim is not None and p.right is not None and p.claim.mode == p.right.mode,
        ),
        calibration(passages),
        tuple(sorted({c.by for one in all_ruled for c in (*one.corrected.placed, *one.corrected.moves)})),
        _acts(all_ruled),
    )


def _acts(ruled: Iterable[Ruled]) -> Share:
    """Share the acts that people ruled on and the machine had right."""
    counts: dict[str, tuple[int, int]] = {}
    for one in ruled:
        claimed = {(act.start, act.end): act.label for act in one.acts if act.rank == "first"}
        looked = [act for act in one.acts_laid if act.certainty is None and act.rank == "first"]
        if looked:
            right = sum(claimed.get((act.start, act.end)) == act.label for act in looked)
            counts[one.record] = right, len(looked)
    return _counted("act right", counts)


def checked(one: Ruled) -> Iterator[Checked]:
    """Cut what people looked at in one record into passages, each with the machine's claim and what is right."""
    spans = _joined(one.corrected.ruled)
    for begin, end in spans:
        claims = list(_inside(one.claims, begin, end))
        truths = list(_inside(one.corrected.utterances, begin, end))
        for start, stop, claim in claims:
            yield Checked(one.record, start, stop, claim, _most(truths, start, stop))
        missed = [(start, stop, truth) for start, stop, truth in truths if _most(claims, start, stop) is None]
        for start, stop, truth in missed:
            yield Checked(one.record, start, stop, None, truth)
        if not claims and not truths:
            yield Checked(one.record, begin, end, None, None)


def same_speaker(passage: Checked) -> bool:
    """Tell whether the claim names the right speaker: by the id in the register, else by the name as printed."""
    claim, right = passage.claim, passage.right
    if claim is None or right is None:
        return claim is right
    if claim.speaker and right.speaker:
        return claim.speaker == right.speaker
    return _plain(claim.speaker_name) == _plain(right.speaker_name)


def wilson(right: float, of: float) -> tuple[float, float] | None:
    """Give Wilson's 95 % interval of a share; None of nothing. Numbers that are not whole come of weighing."""
    if of == 0:
        return None
    share, square = right / of, NORMAL * NORMAL
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = NORMAL / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def drawn(counts: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """Give the 95 % interval of a share when whole records are drawn anew; the same counts always give the same.

    Args:
        counts: right and all of each record.

    Returns:
        None below FEW records.
    """
    if len(counts) < FEW:
        return None
    chance = random.Random(SEED)
    shares = []
    for _ in range(DRAWINGS):
        taken = chance.choices(counts, k=len(counts))
        shares.append(sum(right for right, _ in taken) / sum(of for _, of in taken))
    shares.sort()
    return shares[round(0.025 * (DRAWINGS - 1))], shares[round(0.975 * (DRAWINGS - 1))]


def calibration(passages: Iterable[Checked]) -> tuple[Bin, ...]:
    """Compare how sure the machine was with how often it was right; bins without a claim are left out."""
    sure = [
        (p.claim.certainty, same_speaker(p)) for p in passages if p.claim is not None and p.claim.certainty is not None
    ]
    bins = []
    for low, high in pairwise(BINS):
        here = [(c, right) for c, right in sure if low <= c < high or (c == high == BINS[-1])]
        if here:
            bins.append(
                Bin(low, high, len(here), sum(c for c, _ in here) / len(here), sum(r for _, r in here) / len(here))
            )
    return tuple(bins)


def in_print(found: Accuracy) -> str:
    """Say the accuracy in one sentence fit for a footnote; says so where there is nothing to say."""
    one = found.speaker
    if one.share is None or one.low is None or one.high is None:
        return "No passage of talk has been checked yet."
    between = f"95 % CI {_percent(one.low)}-{_percent(one.high)}, Wilson"
    if one.drawn is not None and one.drawn[0] < one.drawn[1]:
        between += f"; {_percent(one.drawn[0])}-{_percent(one.drawn[1])}, drawing whole records"
    frame = found.frame
    rest = f"; of {_number(frame.of, 'passage')} that nobody speaks it left {frame.right} unspoken" if frame.of else ""
    where = f"In {_number(one.of, 'checked passage')} of talk in {_number(found.records, 'record')}"
    return f"{where} the speaker was right in {_percent(one.share)} % ({between}){rest}."


def _number(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _share(what: str, passages: Sequence[Checked], right: Callable[[Checked], bool]) -> Share:
    counts: dict[str, tuple[int, int]] = {}
    for passage in passages:
        good, of = counts.get(passage.record, (0, 0))
        counts[passage.record] = (good + right(passage), of + 1)
    return _counted(what, counts)


def _counted(what: str, counts: Mapping[str, tuple[int, int]]) -> Share:
    """Share what is right, from right and all of each record."""
    total, of = (sum(pair[place] for pair in counts.values()) for place in (0, 1))
    low, high = wilson(total, of) or (None, None)
    return Share(what, total, of, low, high, drawn(list(counts.values())))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap; such as only touch stay two rulings."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _inside(utterances: Iterable[Utterance], begin: int, end: int) -> Iterator[tuple[int, int, Utterance]]:
    for one in utterances:
        start, stop = max(begin, one.start), min(end, one.end)
        if start < stop:
            yield start, stop, one


def _most(among: Iterable[tuple[int, int, Utterance]], start: int, end: int) -> Utterance | None:
    """Give the one that holds at least half of a stretch."""
    shares = [(min(end, stop) - max(start, begin), one) for begin, stop, one in among]
    inside, best = max(shares, key=lambda pair: pair[0], default=(0, None))
    return best if inside >= HALF * (end - start) else None


def _plain(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
