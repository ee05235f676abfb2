"""The stage: from utterances and acts to issues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.analysis.issues.declared import declared_issue, heading_names, title_name, title_words
from memcon.analysis.issues.grouping import Grouping, grouping
from memcon.analysis.issues.lore import lore
from memcon.analysis.issues.naming import names, slug
from memcon.analysis.issues.ranking import Rank, marks, ranked
from memcon.analysis.issues.strand import Said, strand
from memcon.analysis.issues.terms import Told, name_stems, told
from memcon.analysis.issues.weighing import MARKS, Learnt, learnt
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, IssuePassage
from memcon.model.record import Record, TextClass

TITLED = 0.5  # share of the title's words that the principal issue must hold to bear its name
SHOWN = 3  # issues of the ranking that the principal one's reason shows
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a record's issues before it is put in words."""

    said: Sequence[Said]
    grouping: Grouping
    labels: Mapping[int, str]
    ranks: Sequence[Rank]


def issues(
    record: Record, description: Description, utterances: Sequence[Utterance], acts: Sequence[Act]
) -> tuple[IssuePassage, ...]:
    """Say what a record's talk is about, and which issue is the principal one.

    Args:
        record: the record.
        description: what is known of it; its title may name an issue.
        utterances: who says what.
        acts: what each sentence does; they count when issues are ranked.

    Returns:
        Passages in order, each of one issue; empty where nobody speaks. The reason of the principal issue's passages
        shows the ranking.
    """
    said = strand(record, utterances, acts)
    if not said:
        return ()
    return tuple(passages(record, found(record, description, said, utterances, learnt())))


def found(
    record: Record, description: Description, said: Sequence[Said], utterances: Sequence[Utterance], weights: Learnt
) -> Found:
    """Find the issues of a talk, name them and rank them."""
    known = lore(description.language)
    talkers = [one.speaker_name or "" for one in utterances] + [one.name for one in description.present]
    avoid = name_stems(talkers, known)
    apart = [told(one.text, known, avoid) for one in said]
    group = grouping(said, apart, known, weights)
    titled = title_words(description.title, known, avoid)
    declared = declared_issue(record, apart, group.numbers, known, avoid)
    marked = marks(said, apart, group.numbers, titled, known)
    ranks = ranked(marked, declared[0] if declared else None, weights.principal, len(said))
    given = heading_names(record, said, group.numbers)
    title = title_name(description.title, known, avoid)
    if title is not None and marked[ranks[0].number][MARKS.index("title")] >= TITLED:
        given[ranks[0].number] = title
    given |= dict([declared]) if declared else {}
    labels = names(_groups(apart, group.numbers), given, known, avoid)
    return Found(said, group, labels, ranks)


def _groups(apart: Sequence[Told], numbers: Sequence[int]) -> dict[int, list[Told]]:
    held: dict[int, list[Told]] = {}
    for one, number in zip(apart, numbers, strict=True):
        held.setdefault(number, []).append(one)
    return held


def passages(record: Record, whole: Found) -> Iterator[IssuePassage]:
    """Put sentences of one issue that follow each other into a passage; nothing but editors' words stands between."""
    principal = whole.ranks[0].number
    reasons = {one.number: one.reason for one in whole.ranks}
    reasons[principal] = _ranking(whole)
    for run in _runs(record, whole):
        label = whole.labels[run.number]
        certainty = round(min(0.99, max(0.01, sum(run.sure) / len(run.sure))), 2)
        yield IssuePassage(
            record.id, run.start, run.end, slug(label), label, run.number == principal, certainty, reasons[run.number]
        )


@dataclass(slots=True)
class Run:
    """Sentences of one issue that follow each other; half-open."""

    start: int
    end: int
    number: int
    sure: list[float]


def _runs(record: Record, whole: Found) -> list[Run]:
    runs: list[Run] = []
    for one, number, sure in zip(whole.said, whole.grouping.numbers, whole.grouping.certainties, strict=True):
        for start, end in one.spans:
            last = runs[-1] if runs else None
            if last and last.number == number and not _words_between(record, last.end, start):
                last.end = end
                last.sure.append(sure)
            else:
                runs.append(Run(start, end, number, [sure]))
    return runs


def _ranking(whole: Found) -> str:
    """Say why the principal issue is the principal one, and which come next."""
    first, *rest = whole.ranks[:SHOWN]
    after = "; ".join(f"then “{whole.labels[one.number]}”: {one.reason}" for one in rest)
    return f"principal: {first.reason}" + (f"; {after}" if after else "")


def _words_between(record: Record, start: int, end: int) -> bool:
    if not LETTER.search(record.text, start, end):
        return False
    return any(
        one.text_class != TextClass.EDITORS and LETTER.search(record.text, max(start, one.start), min(end, one.end))
        for one in record.passages
        if one.start < end and one.end > start
    )
