"""The rows of a comparison: linked acts together in the order of the first record, what one alone tells between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.inquiries.compare.align import Link
from memcon.inquiries.compare.chain import Floats
from memcon.inquiries.compare.comparison import Relation, Row
from memcon.inquiries.compare.differing import differences
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare.words import Wording

PERHAPS = 0.1  # probability from which an act that is not linked is shown beside the likest
DENYING = 0.5  # cosine of words from which a denial in one of two sentences tells something


def rows(
    acts: tuple[Sequence[Told], Sequence[Told]],
    words: tuple[Sequence[Wording], Sequence[Wording]],
    links: Sequence[Link],
    alike: Floats,
    cosine: Floats,
) -> tuple[Row, ...]:
    """Lay linked acts in rows.

    Args:
        acts: of both records.
        words: of both records' acts.
        links: which tell the same.
        alike: the probability that two acts are one, (n, m).
        cosine: how alike their words are, (n, m).
    """
    linked = []
    for here, there, certainty in _joined(links):
        mine = [acts[0][at] for at in here], [words[0][at] for at in here]
        its = [acts[1][at] for at in there], [words[1][at] for at in there]
        found = tuple(differences(mine, its, alike=bool(cosine[here[0], there[0]] >= DENYING)))
        relation = Relation.DIFFERENTLY if any(one.sure for one in found) else Relation.BOTH
        linked.append(Row(relation, here, there, certainty, found))
    return tuple(_ordered(_moved(linked), acts, links, alike))


def _joined(links: Sequence[Link]) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Join links that share an act."""
    groups: list[list[Link]] = []
    for link in links:
        own = [one for one in groups if any(link.here == other.here or link.there == other.there for other in one)]
        groups = [one for one in groups if one not in own] + [[link, *(other for one in own for other in one)]]
    found = [
        (tuple(sorted({one.here for one in group})), tuple(sorted({one.there for one in group})),
         min(one.certainty for one in group))
        for group in groups
    ]  # fmt: skip
    return sorted(found)


def _moved(linked: Sequence[Row]) -> list[Row]:
    """Mark the rows that break the order which the longest chain of the others keeps in both records."""
    length, before = [1] * len(linked), [-1] * len(linked)
    for at, row in enumerate(linked):
        for earlier in range(at):
            if linked[earlier].there < row.there and length[earlier] >= length[at]:
                length[at], before[at] = length[earlier] + 1, earlier
    kept, at = set(), max(range(len(linked)), key=length.__getitem__) if linked else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [row if at in kept else replace(row, moved=True) for at, row in enumerate(linked)]


def _ordered(
    linked: Sequence[Row], acts: tuple[Sequence[Told], Sequence[Told]], links: Sequence[Link], alike: Floats
) -> Iterator[Row]:
    """Give all rows in the order of the first record; what only the other tells stands behind what it tells before."""
    by_here = {row.here[0]: row for row in linked}
    later = {at for row in linked for at in row.here[1:]}
    of_there = {link.there for link in links}
    behind: dict[int, list[int]] = {}
    last = -1
    for at in range(len(acts[1])):
        row = next((one for one in linked if at in one.there and not one.moved), None)
        if row is not None:
            last = row.here[0]
        elif at not in of_there:
            behind.setdefault(last, []).append(at)
    yield from (_alone(Relation.THERE, at, alike) for at in behind.get(-1, ()))
    for at in range(len(acts[0])):
        if at in by_here:
            yield by_here[at]
            yield from (_alone(Relation.THERE, other, alike) for other in behind.get(at, ()))
        elif at not in later:
            yield _alone(Relation.HERE, at, alike)


def _alone(relation: Relation, at: int, alike: Floats) -> Row:
    """Give the row of an act that only one record tells, with the likest of the other record."""
    chances = alike[at] if relation == Relation.HERE else alike[:, at]
    best = int(chances.argmax()) if len(chances) else None
    perhaps = best if best is not None and chances[best] >= PERHAPS else None
    here, there = ((at,), ()) if relation == Relation.HERE else ((), (at,))
    return Row(relation, here, there, perhaps=perhaps)
