"""The stage: from utterances and acts to issues."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from memcon.analysis.issues.cutting import issue_numbers
from memcon.analysis.issues.lore import Lore, lore
from memcon.analysis.issues.naming import name, slug
from memcon.analysis.issues.strand import Said, strand
from memcon.analysis.issues.terms import Word, content, stem, words
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Act, IssuePassage
from memcon.model.record import Record, TextClass

CERTAINTY = 0.6


def issues(
    record: Record, description: Description, utterances: Sequence[Utterance], acts: Sequence[Act]
) -> tuple[IssuePassage, ...]:
    """Say what a record is about.

    Returns:
        Passages in order; empty where nobody speaks.
    """
    said = strand(record, utterances, acts)
    if not said:
        return ()
    known = lore(description.language)
    told = [words(one.text, known) for one in said]
    numbers = issue_numbers(said, told, known)
    labels = _labels(said, told, numbers, known, _names(utterances, description, known))
    shares = Counter(numbers)
    top = max(shares, key=lambda n: (shares[n], -n))
    return tuple(_passages(record, said, numbers, labels, top))


def _names(utterances: Sequence[Utterance], description: Description, known: Lore) -> frozenset[str]:
    listed = [one.speaker_name or "" for one in utterances] + [one.name for one in description.present]
    return frozenset(stem(w.lower(), known.code) for one in set(listed) for w in re.findall(r"[^\W\d_]{3,}", one))


def _labels(
    said: Sequence[Said], told: Sequence[list[Word]], numbers: Sequence[int], known: Lore, avoid: frozenset[str]
) -> dict[int, str]:
    by_issue: dict[int, list[int]] = {}
    for i, number in enumerate(numbers):
        by_issue.setdefault(number, []).append(i)
    whole = Counter(t for one in told for t in content(one, known))
    labels: dict[int, str] = {}
    for number, held in by_issue.items():
        inside = Counter(t for i in held for t in content(told[i], known))
        weights = {t: math.log(1 + n) * n / whole[t] for t, n in inside.items()}
        labels[number] = name([(said[i].text, told[i]) for i in held], known, weights, avoid)
    return labels


def _passages(
    record: Record, said: Sequence[Said], numbers: Sequence[int], labels: dict[int, str], top: int
) -> Iterator[IssuePassage]:
    """Put sentences that follow each other into passages; nothing but editors' words may stand between."""
    share = Counter(numbers)
    run: list[int] = []
    spans: list[tuple[int, int, int]] = []
    for i, number in enumerate(numbers):
        for start, end in said[i].spans:
            if spans and spans[-1][2] == number and not _words_between(record, spans[-1][1], start):
                spans[-1] = (spans[-1][0], end, number)
            else:
                spans.append((start, end, number))
        run.append(number)
    for start, end, number in spans:
        why = f"{share[number]} of {len(said)} sentences of talk"
        yield IssuePassage(
            record.id, start, end, slug(labels[number]), labels[number], number == top, CERTAINTY,
            f"most room: {why}" if number == top else why,
        )  # fmt: skip


def _words_between(record: Record, start: int, end: int) -> bool:
    if not re.search(r"[^\W\d_]", record.text[start:end]):
        return False
    return any(
        p.text_class != TextClass.EDITORS and re.search(r"[^\W\d_]", record.text[max(start, p.start):min(end, p.end)])
        for p in record.passages
        if p.start < end and p.end > start
    )
