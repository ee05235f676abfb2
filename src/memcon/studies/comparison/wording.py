"""The words in which a comparison is told, the same in text, Markdown and on the page."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.inquiries.compare.comparison import Compared, Comparison, Difference, Figure, LeftOut, Relation, Row
from memcon.inquiries.compare.told import Told

SIGNS = {Relation.BOTH: "=", Relation.DIFFERENTLY: "≠", Relation.HERE: "A", Relation.THERE: "B"}
NAMES = {
    Relation.BOTH: "in both",
    Relation.DIFFERENTLY: "differently",
    Relation.HERE: "only in A",
    Relation.THERE: "only in B",
}
SHOWN = 6  # speakers or issues named of what is left out


def percent(one: Figure) -> str:
    """Write a figure with its interval and what it is counted from."""
    if one.value is None or one.low is None or one.high is None:
        return f"not told: {one.why}"
    if "tau" in one.name:
        return f"{one.value:.2f} [{one.low:.2f} to {one.high:.2f}], {one.of} rows"
    return f"{one.value:.0%} [{one.low:.0%} to {one.high:.0%}] of {one.of}"


def described(one: Compared) -> str:
    """Say in a line what a record is."""
    kind = (one.form or "record").replace("_", " ")
    parts = [kind, one.date or "undated", f"drafted by {one.drafter}" if one.drafter else "", f"{len(one.acts)} acts"]
    return ", ".join(part for part in parts if part)


def counted(found: Comparison) -> str:
    """Count the rows by relation."""
    counts = {relation: sum(row.relation == relation for row in found.rows) for relation in Relation}
    told = [f"{counts[relation]} {NAMES[relation]}" for relation in Relation]
    moved = sum(row.moved for row in found.rows)
    return ", ".join(told) + (f"; {moved} told in another place" if moved else "")


def difference(one: Difference) -> str:
    """Say in what two records differ."""
    unsure = "" if one.sure else " (unsure)"
    return f"{one.kind}: {one.here} | {one.there}{unsure}"


def speaking(one: Told) -> str:
    """Say whose act it is and what it does."""
    labels = "+".join(label.value for label in (one.label, *one.also))
    return f"{one.holder or 'nobody named'} {labels}{f' ({one.force})' if one.force else ''}"


def perhaps(row: Row, found: Comparison) -> str | None:
    """Say where the likest act stands of a row without a link; None where none is like it."""
    if row.perhaps is None:
        return None
    letter, side = ("B", found.there) if row.relation == Relation.HERE else ("A", found.here)
    return f"perhaps {letter} {side.acts[row.perhaps].cite}"


def left_out(one: Compared, other: str) -> Iterator[tuple[str, list[LeftOut], int]]:
    """Give what a record leaves out, by speaker and by issue: a heading, the rows shown, how many more."""
    for by in ("speaker", "issue"):
        rows = [each for each in one.leaves_out if each.by == by and each.left_out]
        if rows:
            yield f"of what {other} tells, by {by}", rows[:SHOWN], max(0, len(rows) - SHOWN)
