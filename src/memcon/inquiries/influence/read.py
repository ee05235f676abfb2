"""The verb `influence`: what measures say of a series of meetings of two sides, or why they say nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

import polars as pl

from memcon.archive import registers
from memcon.archive.archive import Archive
from memcon.archive.viewing import View
from memcon.inquiries.company import Named, Roll
from memcon.inquiries.influence import measures as folder
from memcon.inquiries.influence.correcting import again, corrected, sample
from memcon.inquiries.influence.evidence import ACTS, OTHERS, Evidence, Gatherer, Met, Side, is_verbatim, table
from memcon.inquiries.influence.measure import FEW, Figure, Floats, Measure, Point, Reading
from memcon.inquiries.influence.resampling import DRAWINGS, SEED, drawings, figures, points
from memcon.inquiries.influence.tallies import AGAIN, often
from memcon.inquiries.moves import starts
from memcon.inquiries.series import Asked, Meeting, series
from memcon.inquiries.talk_verbs import Gathered, Where, gathered, same_issues
from memcon.inquiries.terms import terms
from memcon.model.description import Description, Part
from memcon.model.errors import NotFound, TooLittle
from memcon.model.extensions import listed
from memcon.processing.unruled import unruled

UNKNOWN = 0.5  # share of acts of which nobody knows whose they are, from which figures are warned about
NAMED = 3  # pairs, or people, that a message names
Row = tuple[Any, ...]
START = list(ACTS).index("start")


@dataclass(frozen=True, slots=True)
class Influence:
    """What the measures say of the meetings of two sides.

    `others` are further pairs that meet often, by name with the number of their meetings; `left_out` counts records
    that report a meeting which another record already stands for. `warnings` hold for every figure.
    """

    sides: tuple[str, str]
    issue: str | None
    meetings: tuple[Met, ...]
    readings: tuple[Reading, ...]
    acts: int
    unknown: int
    checked: int
    left_out: int
    chosen: bool  # the pair was not asked for: it is the one that meets most
    others: tuple[tuple[str, str, int], ...]
    warnings: tuple[str, ...]
    resamples: int
    touched: int = 0  # meetings in which there are acts that are counted


def catalogue() -> tuple[Measure, ...]:
    """List the measures, ours and those of other packages."""
    return listed(folder, "MEASURE", Measure, "memcon.measures")


def influence(
    archive: Where,
    *,
    between: Sequence[str] = (),
    issue: str | None = None,
    measures: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    told: bool = False,
    resamples: int = DRAWINGS,
    seed: int = SEED,
) -> Influence:
    """Say who moved whom over a series of meetings, as far as the records allow it, each figure with its interval.

    Args:
        archive: an archive or its path.
        between: two sides or people; the pair that meets most when not given.
        issue: count only acts on this issue: an id or label of the register of issues, or words.
        measures: names of measures; all when not given.
        since: only meetings whose date can be this day or later.
        until: only meetings whose date can be this day or earlier.
        told: count also meetings that only telegrams or letters tell of.
        resamples: how often the meetings are drawn anew for the intervals.
        seed: of the drawing; the same seed gives the same intervals.

    Raises:
        NotFound: nobody of a name takes part, or there is no such measure or issue.
        TooLittle: fewer than FEW meetings, no acts, all speakers unknown, or only one side speaks.
    """
    wanted = _wanted(measures)
    held = gather(archive, between=between, issue=issue, since=since, until=until, told=told)
    evidence = held.evidence
    drawn = drawings(len(evidence.meetings), resamples, seed)
    readings = tuple(reading(one, evidence, drawn) for one in wanted)
    unknown = int(evidence.acts["side"].is_null().sum())
    return Influence(
        evidence.names, issue, evidence.meetings, readings, evidence.acts.height, unknown, evidence.checked.height,
        held.left_out, not between, held.others, tuple(_warnings(evidence, unknown)), resamples,
        evidence.acts["meeting"].n_unique(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """The evidence on the meetings of two sides; `others` and `left_out` as in Influence."""

    evidence: Evidence
    left_out: int
    others: tuple[tuple[str, str, int], ...]


def gather(
    archive: Where,
    *,
    between: Sequence[str] = (),
    issue: str | None = None,
    since: date | None = None,
    until: date | None = None,
    told: bool = False,
) -> Held:
    """Gather the acts of the meetings of two sides, for measures and charts; as `influence` takes and refuses them."""
    found = gathered(archive)
    pair, others = _pair(found, between, since, until)
    evidence, left_out = _evidence(found, pair, issue, since, until, told=told)
    _enough(evidence, str(found.archive.path), issue, "in the time asked for " if since or until else "")
    return Held(evidence, left_out, others)


def _wanted(names: Sequence[str]) -> tuple[Measure, ...]:
    known = catalogue()
    strange = [name for name in names if name not in {one.name for one in known}]
    if strange:
        raise NotFound(f"{strange[0]}: there is no such measure. There are: {', '.join(one.name for one in known)}.")
    return tuple(one for one in known if not names or one.name in names)


def reading(measure: Measure, evidence: Evidence, drawn: Floats) -> Reading:
    """Give what one measure says of the evidence, with the meetings drawn anew as often as `drawn` has rows."""
    refused = measure.refused(evidence)
    if refused is not None:
        return Reading(measure, refused=refused)
    found: list[Figure] = []
    course: list[Point] = []
    counted = list(measure.sums(evidence))
    for sums, read in zip(counted, again(measure, evidence, counted), strict=True):
        found += corrected(figures(sums, evidence.names, drawn), sums, read, evidence.names)
        course += list(points(sums, evidence.names))
    return Reading(measure, tuple(found), tuple(course), examples=tuple(measure.examples(evidence)))


def _pair(
    found: Gathered, between: Sequence[str], since: date | None, until: date | None
) -> tuple[tuple[Side, Side], tuple[tuple[str, str, int], ...]]:
    """Give the two sides, and further pairs that meet often."""
    often = _pairs(found, since, until)
    if len(between) not in (0, 2) or len(set(between)) == 1 or not all(name.strip() for name in between):
        raise NotFound(f"Name two sides or two people: --between A B. {_often(often)}")
    if not between and not often:
        raise TooLittle(f"{found.archive.path}: no two people or sides meet in its records. Name two: --between A B.")
    first, second = between or often[0][:2]
    sides = _side(found, first), _side(found, second)
    if sides[0].keys & sides[1].keys:
        both = sorted(_by_key(found.roll)[key][0].name for key in sides[0].keys & sides[1].keys)
        raise NotFound(f"{first} and {second}: {both[0]} belongs to both. Name two that are apart.")
    return sides, tuple(one for one in often if {*one[:2]} != {side.name for side in sides})[:NAMED]


def _side(found: Gathered, name: str) -> Side:
    keys = found.roll.wanted(name, str(found.archive.path))
    everybody = {one.key: one.name for held in found.roll.parties.values() for one in held}
    folded = name.strip().casefold()
    is_side = any(folded in known for known in found.roll.sides.values())
    called = everybody[next(iter(keys))] if len(keys) == 1 and not is_side else name.strip()
    several = [] if is_side or len(keys) == 1 else sorted(keys, key=lambda key: (-found.roll.records[key], key))
    fitting = tuple(f"{everybody[key]} (records: {found.roll.records[key]:,})" for key in several)
    return Side(called, keys, frozenset({folded, f"{folded} side"}), fitting)


def _pairs(found: Gathered, since: date | None, until: date | None) -> list[tuple[str, str, int]]:
    made = series(found.talks, found.roll, Asked((), since, until), found.joined, found.proposals)
    return pairs(_once(made.meetings, found)[0], found.roll)


def pairs(meetings: Iterable[Meeting], roll: Roll) -> list[tuple[str, str, int]]:
    """List who meets whom: sides where the records name them, else people; who speaks together most often first.

    The number is that of the meetings in which both take part, as in their series, whether they speak or not.
    """
    met: Counter[tuple[str, str]] = Counter()
    meeting_of: dict[str, int] = {}
    for number, meeting in enumerate(meetings):
        meeting_of |= dict.fromkeys(meeting.records, number)
        parties = [one for record in meeting.records for one in roll.parties.get(record, ())]
        sides = {one.side for one in parties if one.side}
        speaking = {one.name for one in parties if one.part != "present"} or {one.name for one in parties}
        met.update(combinations(sorted(sides if len(sides) > 1 else speaking), 2))
    there = _there(roll, meeting_of)
    most = sorted(met, key=lambda pair: (-met[pair], pair))
    return [(one, other, len({meeting_of[its] for its in there[one] & there[other]})) for one, other in most]


def _there(roll: Roll, records: Collection[str]) -> dict[str, set[str]]:
    """Give the records in which somebody of a name, or of a side by whatever record it is known, takes part."""
    belong = {key: {one.side for one in held if one.side} for key, held in _by_key(roll).items()}
    there: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for one in roll.parties.get(record, ()):
            for name in {one.name, *belong[one.key]}:
                there[name].add(record)
    return there


def _by_key(roll: Roll) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = defaultdict(list)
    for held in roll.parties.values():
        for one in held:
            found[one.key].append(one)
    return found


def _often(pairs: Sequence[tuple[str, str, int]]) -> str:
    named = "; ".join(f"{one} and {other} ({count})" for one, other, count in pairs[:NAMED])
    return f"Who meets most: {named}." if named else ""


def _evidence(
    found: Gathered, pair: tuple[Side, Side], issue: str | None, since: date | None, until: date | None, *, told: bool
) -> tuple[Evidence, int]:
    """Gather the acts of the meetings of two sides; of several records of one meeting only one is read."""
    asked = Asked((pair[0].keys, pair[1].keys), since, until, told)
    made = series(found.talks, found.roll, asked, found.joined, found.proposals).meetings
    kept, dropped = _once(made, found)
    views = {view.record.id: view for view in found.archive.views({record for one in kept for record in one.records})}
    chosen = [(one, view) for one in kept if (view := _fullest(one, views)) is not None]
    left_out = dropped + sum(len(one.records) for one in kept) - len(chosen)
    gatherer = Gatherer(pair, found.roll, _one_issue(found.archive))
    machine = unruled(found.archive, {view.record.id for _, view in chosen})
    words = _words(issue, found.archive)
    acts: list[Row] = []
    claims: list[Row] = []
    for number, (_, view) in enumerate(chosen):
        acts += _rows(number, view, words, gatherer)
        own = replace(view, acts=machine.get(view.record.id, view.acts))
        claims += _rows(number, own, words, gatherer)
    addressed = {number: whom for _, view in chosen for number, whom in gatherer.addressed(view.acts)}
    spoken = [view for _, view in chosen if is_verbatim(view.utterances, view.record.text)]
    open_ones = _open_among(found, kept)
    known = sample(found.archive, gatherer, table(claims))
    evidence = Evidence(
        tuple(_met(one, view, open_ones) for one, view in chosen), pair,
        _as(issue, table(acts)), _as(issue, table(claims)), known.checked,
        {view.record.id: view.utterances for view in spoken}, {view.record.id: view.record.text for view in spoken},
        addressed, known.strata, known.lacking,
    )  # fmt: skip
    return evidence, left_out


def _rows(number: int, view: View, issue: re.Pattern[str] | None, gatherer: Gatherer) -> list[Row]:
    """Lay out the acts of a record that are counted."""
    on_it = None if issue is None else starts(view, issue)
    if on_it is not None and not on_it:
        return []
    return [row for row in gatherer.rows(number, view, view.acts, view.issues) if on_it is None or row[START] in on_it]


def _as(issue: str | None, acts: pl.DataFrame) -> pl.DataFrame:
    """Put the issue that is asked for in place of the labels of its passages: in each meeting it is one issue."""
    if issue is None:
        return acts
    first = pl.col("at") == pl.col("at").min().over("meeting")
    return acts.with_columns(pl.lit(issue).alias("issue"), pl.lit(issue).alias("label_of_issue"), first.alias("begins"))


def _once(made: Sequence[Meeting], found: Gathered) -> tuple[list[Meeting], int]:
    """Leave out meetings that are another's record in a second language of one edition; count their records."""
    twins: dict[str, set[str]] = defaultdict(set)
    for one in found.proposals:
        if any(said.kind == "edition" for said in one.evidence):
            twins[one.records[0]].add(one.records[1])
            twins[one.records[1]].add(one.records[0])
    kept: list[Meeting] = []
    there: set[str] = set()
    for meeting in made:
        if not any(twins[record] & there for record in meeting.records):
            kept.append(meeting)
            there.update(meeting.records)
    return kept, sum(len(one.records) for one in made) - len(there)


def _fullest(meeting: Meeting, views: Mapping[str, View]) -> View | None:
    """Give the record with most acts: two records of one meeting are two sources, and their counts are not pooled."""
    there = [views[record] for record in meeting.records if record in views]
    return max(there, key=lambda view: (len(view.acts), view.record.id), default=None)


def _open_among(found: Gathered, kept: Sequence[Meeting]) -> frozenset[str]:
    """Give the open proposals that hold two of the meetings which are counted to be one."""
    counted = {record for one in kept for record in one.records}
    return frozenset(one.id for one in found.proposals if counted.issuperset(one.records))


def _met(meeting: Meeting, view: View, open_ones: frozenset[str]) -> Met:
    form = view.description.form
    return Met(
        view.record.id, meeting.title, meeting.date, is_verbatim(view.utterances, view.record.text),
        len(view.record.text.split()), bool(open_ones & {*meeting.perhaps}), None if form is None else form.value,
        view.description.language, _is_interpreted(view.description),
    )  # fmt: skip


def _is_interpreted(known: Description) -> bool:
    present = (one.role == Part.INTERPRETER or "interpreter" in one.name.casefold() for one in known.present)
    return known.interpreter is not None or any(present)


def _one_issue(archive: Archive) -> dict[str, str]:
    """Say which labels and ids stand for one issue in all records: as people joined them."""
    joined = {}
    for group in same_issues(archive):
        first = next((one for one in group if one in registers.rows(archive.folder, "issues")), group[0])
        joined.update({one.casefold(): first for one in group})
    return joined


def _words(issue: str | None, archive: Archive) -> re.Pattern[str] | None:
    """Give the pattern that finds an issue's words; None where no issue is asked for."""
    if issue is None:
        return None
    return terms(issue, (), registers.rows(archive.folder, "issues"), same_issues(archive)).compiled


def _enough(evidence: Evidence, archive: str, issue: str | None, when: str) -> None:
    """Refuse where no figure would mean anything.

    Raises:
        TooLittle: fewer than FEW meetings, no acts, nobody known, or one side only.
    """
    one, other = evidence.names
    met = f"{len(evidence.meetings)} meeting{'' if len(evidence.meetings) == 1 else 's'}"
    if len(evidence.meetings) < FEW:
        raise TooLittle(
            f"{one} and {other}: {when}the archive has records of {met}; influence is measured over {FEW} or more, "
            f"since figures from fewer are chance. For one meeting see: memcon account {archive} RECORD"
        )
    if evidence.acts.is_empty() and issue is not None:
        raise TooLittle(f"{issue}: nothing in these {met} is on it. See what they are about: memcon issues {archive}")
    if evidence.acts.is_empty():
        raise TooLittle(f"{archive}: no acts are known in these {met}. Run: memcon process {archive}")
    speaking = {side for side in evidence.acts["side"].unique() if side is not None}
    if not speaking:
        raise TooLittle(f"{one} and {other}: of no act is it known whose it is. Say who speaks with memcon correct.")
    silent = [name for number, name in enumerate(evidence.names) if number not in speaking]
    if silent:
        elsewhere = f" {(OTHERS in speaking and 'Others speak. ') or ''}"
        raise TooLittle(
            f"{silent[0]}: nothing is set down as theirs in these {len(evidence.meetings)} meetings, so there is "
            f"nothing to compare.{elsewhere}See who speaks: memcon meetings {archive} --between {one!r} {other!r}"
        )


def _rarely(evidence: Evidence) -> str | None:
    """Say that issues come up in too few meetings to be told apart; None where some do not."""
    issues = often(evidence.acts)
    if not issues or issues[0][1] >= AGAIN:
        return None
    return (
        f"There are no figures by issue: none comes up under one name in {AGAIN} meetings or more (“{issues[0][0]}” in "
        f"{issues[0][1]}). Join names that mean one issue (memcon issues ARCHIVE), or ask for one by its words: --issue"
    )


def _warnings(evidence: Evidence, unknown: int) -> Iterator[str]:
    for side in evidence.sides:
        if side.fitting:
            yield f"“{side.name}” fits {'; '.join(side.fitting)}: they count as one. Name one fully to count only him."
    if unknown >= UNKNOWN * evidence.acts.height:
        acts = evidence.acts.height
        yield f"Of {unknown:,} of {acts:,} acts nobody knows whose they are; they count for neither side."
    perhaps = sum(one.perhaps for one in evidence.meetings)
    if perhaps:
        yield (
            f"{perhaps} of {len(evidence.meetings)} meetings may be the same as another (open proposals); "
            "decide them, or these meetings count twice: memcon meetings ARCHIVE --proposals"
        )
    if (rarely := _rarely(evidence)) is not None:
        yield rarely
    if evidence.checked.is_empty():
        yield (
            "Acts and speakers are told by a machine that errs: the figures are raw, and their intervals leave its "
            f"errors out, for {evidence.lacking}"
        )
