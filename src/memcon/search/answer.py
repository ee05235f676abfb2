"""What the index answers: sentences with what is known of each, counts with what they are counts of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Citation:
    """What is needed to cite a record: its id, number, title, date, source and where the paper lies."""

    record: str
    number: str | None = None
    title: str | None = None
    date: str | None = None  # EDTF
    printed: str | None = None  # the date as printed
    form: str | None = None
    place: str | None = None
    language: str | None = None
    collection: str | None = None
    archival: str | None = None  # where the paper lies, as printed
    address: str | None = None  # where the edition publishes it


@dataclass(frozen=True, slots=True)
class Hit:
    """One sentence that fits, or the part of one that one person speaks.

    `start` and `end` are a half-open span of the record's text in code points; `spans` are those of the words it is
    shown for, in the same measure. `kind` says whose words they are: talk, document, frame or editors. Of a sentence
    that nobody is known to speak, `speaker` is None. `checked`: a person has ruled on it.
    """

    record: str
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    kind: str
    cite: str  # the paragraph: ¶4, or what it is: heading, footnote
    citation: Citation
    speaker: str | None = None
    person: str | None = None  # the speaker's id in the register
    to: str | None = None
    side: str | None = None
    office: str | None = None
    mode: str | None = None
    acts: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    meeting: str | None = None
    certainty: float | None = None
    checked: bool = False
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the hits bear a value, and how many of all sentences that were searched do.

    `value` is what a Condition on the field takes to mean this one and no other; `label` is to be read.
    """

    value: str
    label: str
    hits: int
    of: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field among the hits, most frequent first; those that nobody knows are counted apart.

    A sentence may bear several acts and issues: their counts need not sum to the total.
    """

    field: str
    counts: tuple[Count, ...]
    unknown: Count
    more: int = 0  # values not listed


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        hits: the sentences asked for, in order.
        total: how many fit in all.
        searched: how many sentences there are of the kinds that were searched.
        facets: counts by field.
        explained: the question in words, as it was understood.
        apart: hits that would fit but for something nobody knows: "undated", "speaker unknown", with their numbers.
        elsewhere: how many sentences of the other kinds hold the words: never added to the total.
        remarks: what the asker should know, such as an index that could not be brought up to date.
    """

    hits: tuple[Hit, ...]
    total: int
    searched: int
    facets: tuple[Facet, ...]
    explained: str
    apart: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
