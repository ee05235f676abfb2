"""Set two records beside each other: a pure function from two views to a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.inquiries.company import Roll
from memcon.inquiries.compare.agreement import figures, left_out
from memcon.inquiries.compare.align import chosen, likelihoods
from memcon.inquiries.compare.comparison import Compared, Comparison, Relation, Row
from memcon.inquiries.compare.fitness import Held, check
from memcon.inquiries.compare.kindred import Meanings
from memcon.inquiries.compare.rows import rows
from memcon.inquiries.compare.words import wordings

CAUTION = (
    "Links are the machine's: where two drafters retell freely it misses two fifths and more of them, so “only in A” "
    "means that no counterpart was found, not that there is none. Read both passages before citing an omission.",
    "Two records of one meeting are two sources; nothing is merged. What a drafter leaves out he may not have heard, "
    "or thought not worth setting down: the figures tell of the papers, not of the talk.",
)


APART = (
    "No act of one is found in the other: they may be parts of one paper that an edition prints apart, or of different "
    "meetings. Nothing here says that either leaves anything out."
)


def compared(
    one: Held, other: Held, roll: Roll, meanings: Meanings | None, archive: str, *, anyway: bool
) -> Comparison:
    """Set two records beside each other.

    The answer is the same whichever comes first, but for which of them is called A.

    Args:
        one: the record called A.
        other: the record called B.
        roll: who takes part in which record.
        meanings: gives the vectors of sentences of a language; None to go by words only.
        archive: where they lie, for messages.
        anyway: whether to compare what seems to be of different meetings.

    Raises:
        NotFound: nobody's acts are known in one of them.
        MemconError: they cannot be compared; the reason is said.
    """
    cautions = check(one, other, roll, archive, anyway=anyway)
    turned = one.id > other.id
    here, there = (other, one) if turned else (one, other)
    languages = (here.view.description.language, there.view.description.language)
    alike, cosine = likelihoods(here.acts, there.acts, languages, meanings)
    words = tuple(
        wordings([act.words for act in held.acts], code) for held, code in zip((here, there), languages, strict=True)
    )
    laid = rows((here.acts, there.acts), (words[0], words[1]), chosen(alike), alike, cosine)
    found = Comparison(
        _side(here, there, laid, Relation.THERE),
        _side(there, here, laid, Relation.HERE),
        laid,
        figures(here.acts, there.acts, laid),
        (*cautions, *(() if any(row.here and row.there for row in laid) else (APART,)), *CAUTION),
        "words" if meanings is None else "words and meaning",
    )
    return found.mirrored() if turned else found


def _side(held: Held, other: Held, laid: Sequence[Row], missing: Relation) -> Compared:
    """Describe one of the two records, with what of the other it leaves out."""
    view, known = held.view, held.view.description
    return Compared(
        held.id,
        known.title or held.id,
        known.date.edtf if known.date else None,
        known.form.value if known.form else None,
        known.drafter,
        known.language,
        known.citation.raw if known.citation else view.record.source_name,
        held.acts,
        left_out(other.acts, laid, missing),
    )
