"""The mark at a line's end: who says so, and how certain it is."""

from __future__ import annotations

from memcon.inquiries.account.page import Basis, Line

LETTERS = {Basis.MACHINE: "m", Basis.SOURCE: "s", Basis.REGISTER: "r", Basis.PERSON: "p"}


def marked(line: Line) -> str:
    """Give the mark that says who says a line and how certain it is: "m 0.93; after KOT"; "" for counts."""
    if line.basis == Basis.COUNTED:
        return ""
    letter = LETTERS[line.basis]
    who = [f"{letter} {line.certainty:.2f}" if line.certainty is not None else letter]
    who += [f"written by {line.made_by}"] if line.basis == Basis.MACHINE and line.made_by != "memcon" else []
    who += [f"s: {line.source_says}"] if line.source_says else []
    who += [f"after {', '.join(line.sources)}"] if line.sources else []
    return "; ".join(who)
