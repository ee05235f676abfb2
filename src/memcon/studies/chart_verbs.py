"""The verb `chart`: what was counted in a series of meetings, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, partial

import polars as pl

import memcon.studies.charts as folder
from memcon.archive import registers
from memcon.archive.archive import Archive, open_archive
from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.measure import Reading
from memcon.inquiries.influence.read import catalogue as measures
from memcon.inquiries.influence.read import gather, reading
from memcon.inquiries.influence.resampling import DRAWINGS, SEED, drawings
from memcon.inquiries.talk_verbs import Where, same_issues
from memcon.inquiries.terms import terms
from memcon.model.errors import MemconError, MissingExtra, NotFound, TooLittle
from memcon.model.extensions import listed
from memcon.studies.chart import Chart, Matter
from memcon.studies.chart_dress import engine
from memcon.studies.chart_forms import Drawing, drawn


@cache
def charts() -> tuple[Chart, ...]:
    """List the charts, ours and those of other packages."""
    return listed(folder, "CHART", Chart, "memcon.charts")


def chart(
    archive: Where,
    name: str,
    *,
    between: Sequence[str] = (),
    issue: str | Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    told: bool = False,
    resamples: int = DRAWINGS,
) -> Drawing:
    """Draw what was counted in the meetings of two sides.

    Args:
        archive: an archive or its path.
        name: which chart: agenda, concession, course, leadership, pressing, share.
        between: two sides or people; the pair that meets most when not given.
        issue: an id or label of the register of issues, or words; the agenda takes several.
        since: only meetings whose date can be this day or later.
        until: only meetings whose date can be this day or earlier.
        told: count also meetings that only telegrams or letters tell of.
        resamples: how often the meetings are drawn anew for the intervals.

    Raises:
        NotFound: there is no such chart, nobody of a name takes part, or the chart needs an issue.
        TooLittle: there is too little to draw.
        MissingExtra: Altair is not installed.
    """
    wanted = named(name)
    engine()
    issues = _issues(wanted, (issue,) if isinstance(issue, str) else tuple(issue))
    alone = issues[0] if len(issues) == 1 and wanted.issue in ("one", "needed") else None
    held = gather(archive, between=between, issue=alone, since=since, until=until, told=told).evidence
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    matter = Matter(held, issues, partial(_reading, held, resamples), partial(_acts_on, opened, held), resamples)
    return drawn(wanted, matter)


def several(
    archive: Where,
    *,
    between: Sequence[str] = (),
    issue: str | None = None,
    since: date | None = None,
    until: date | None = None,
    resamples: int = DRAWINGS,
) -> tuple[tuple[Chart, Drawing | MemconError], ...]:
    """Draw every chart of the meetings of two sides that can be drawn of all their acts, or of those on one issue.

    The acts are gathered once. Where a chart cannot be drawn, what stands in its place says why.

    Args:
        archive: an archive or its path.
        between: two sides or people; the pair that meets most when not given.
        issue: an id or label of the register of issues, or words.
        since: only meetings whose date can be this day or later.
        until: only meetings whose date can be this day or earlier.
        resamples: how often the meetings are drawn anew for the intervals.

    Raises:
        NotFound, TooLittle: as for `chart`, of the meetings themselves.
        MissingExtra: Altair is not installed.
    """
    engine()
    held = gather(archive, between=between, issue=issue, since=since, until=until).evidence
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    issues = (issue,) if issue else ()
    matter = Matter(held, issues, partial(_reading, held, resamples), partial(_acts_on, opened, held), resamples)
    fit = ("one", "needed") if issue else ("none", "one", "some")
    return tuple((one, _attempted(one, matter)) for one in charts() if one.issue in fit)


def _attempted(wanted: Chart, matter: Matter) -> Drawing | MemconError:
    try:
        return drawn(wanted, matter)
    except MissingExtra:
        raise
    except MemconError as error:
        return error


def named(name: str) -> Chart:
    """Give the chart of a name.

    Raises:
        NotFound: there is none.
    """
    found = next((one for one in charts() if one.name == name), None)
    if found is None:
        raise NotFound(f"{name}: there is no such chart. There are: {', '.join(one.name for one in charts())}.")
    return found


def _issues(chart: Chart, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Give the issues asked for, where the chart can be drawn of so many.

    Raises:
        NotFound: too few or too many.
    """
    issues = tuple(dict.fromkeys(one for one in asked if one.strip()))
    if chart.issue == "needed" and not issues:
        raise NotFound(f"The chart {chart.name} follows one issue; name it: --issue WORDS. See: memcon issues ARCHIVE")
    if len(issues) > 1 and chart.issue != "some":
        raise NotFound(f"The chart {chart.name} is drawn of one issue at a time, not of {len(issues)}.")
    return issues


def _reading(held: Evidence, resamples: int, name: str) -> Reading:
    """Give what a measure says; the reason, where another package took it out of the catalogue."""
    found = next((one for one in measures() if one.name == name), None)
    if found is None:
        raise NotFound(f"{name}: there is no such measure. There are: {', '.join(one.name for one in measures())}.")
    return reading(found, held, drawings(len(held.meetings), resamples, SEED))


def _acts_on(archive: Archive, held: Evidence, issue: str) -> frozenset[int]:
    """Give the acts whose words, or whose passage's issue, are called so.

    Raises:
        TooLittle: none is.
    """
    words = terms(issue, (), registers.rows(archive.folder, "issues"), same_issues(archive))
    called = pl.col("label_of_issue").fill_null("").str.contains(words.pattern)
    found = held.acts.filter(called | pl.col("text").str.contains(words.pattern))["act"]
    if found.is_empty():
        raise TooLittle(f"{issue}: no act in these meetings is on it. See: memcon issues {archive.path}")
    return frozenset(found.to_list())
