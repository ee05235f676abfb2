"""A comparison as one self-contained page: both texts side by side; no scripts; light, dark, phone and paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from memcon.inquiries.compare.comparison import Comparison, Relation, Row
from memcon.inquiries.compare.told import Told
from memcon.inquiries.compare.words import own_words
from memcon.studies.comparison import wording

Piece = tuple[str, bool]  # words, and whether they stand in this record only


def html(found: Comparison) -> str:
    """Write a comparison as a page; whatever a record says is text there, never mark-up."""
    written: str = _template().render(
        found=found, style=_file("memcon.studies.forms", "page.css") + _file(__package__, "comparison.css"),
        told=wording, relations=list(Relation), pieces=lambda row, side: cut_pieces(found, row, side),
        speaking=wording.speaking, sides=(("A", "B", found.here), ("B", "A", found.there)),
    )  # fmt: skip
    return written + "\n"


def cut_pieces(found: Comparison, row: Row, letter: str) -> list[tuple[Told, list[Piece]]]:
    """Give the acts of one side of a row, each cut where its words stand in this record only.

    Words are marked where both records are of one language and both tell the matter.
    """
    mine, its = (found.here, found.there) if letter == "A" else (found.there, found.here)
    own, others = (row.here, row.there) if letter == "A" else (row.there, row.here)
    acts = [mine.acts[at] for at in own]
    if not others or mine.language != its.language:
        return [(act, [(act.words, False)]) for act in acts]
    against = [its.acts[at].words for at in others]
    return [(act, _cut(act.words, own_words(act.words, against, mine.language))) for act in acts]


def _cut(words: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, last = [], 0
    for start, end in spans:
        pieces += [(words[last:start], False), (words[start:end], True)]
        last = end
    return [(part, own) for part, own in [*pieces, (words[last:], False)] if part]


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(_file(__package__, "comparison.html.j2"))


@cache
def _file(folder: str, name: str) -> str:
    return (resources.files(folder) / name).read_text(encoding="utf-8")
