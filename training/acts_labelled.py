"""Sentences with the act that people gave them, as memcon reads them.

Four sources: the gold sets beside the project, the labels of this folder (`labels/`, laid out by labelled.py), the
first round of invented records (`s01-...` of tests/specimens/talk/en; the second, `t01-...`, is kept for measuring),
and `acts_marks.tsv`: single sentences of other records, code points into the record's text with a check sum of the
words.
Speakers and cues are memcon's own, as they are when acts are found. A label goes to the sentence of memcon's that
covers most of the labelled words.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labelled import check, lay_out

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.acts.lexicon import Lexicon, lexicon
from memcon.analysis.acts.talk import Heard, heard
from memcon.analysis.describe import describe
from memcon.analysis.utterances import utterances
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.record import Record

MARKS = Path(__file__).parent / "acts_marks.tsv"
INVENTED = Path(__file__).resolve().parents[1] / "tests" / "specimens" / "talk" / "en"
SETS = ("dossier", "styles", "more")
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One record's talk, and the act of those sentences that have a label."""

    group: str  # volume or collection, left out as a whole when the model is measured
    marked: bool  # single marked sentences, not a whole document
    talk: tuple[Heard, ...]
    acts: Mapping[int, str]  # number of the sentence to its act


@dataclass(frozen=True, slots=True)
class Paper:
    """An annotated document: its source read by memcon, and its rows."""

    group: str
    name: str
    rows: Rows
    records: tuple[tuple[Record, Description, tuple[Utterance, ...]], ...]
    folder: Path


def papers(folder: Path, texts: Path, group: str | None = None) -> Iterator[Paper]:
    """Read the documents of one annotated set."""
    read_once: dict[Path, tuple[tuple[Record, Description, tuple[Utterance, ...]], ...]] = {}
    for one in json.loads((folder / "set.json").read_text("utf-8"))["documents"]:
        path = texts / one["source"]
        if path not in read_once:
            read_once[path] = tuple(_read(path))
        with (folder / f"{one['name']}.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        yield Paper(group or one["name"].rsplit("-", 1)[0], one["name"], rows, read_once[path], folder)


def every_paper(gold: Path, corpora: Path, laid: Path) -> Iterator[Paper]:
    """Read all documents of the gold sets and of this folder's labels, which are laid out in `laid`."""
    for name in SETS:
        texts = corpora / "dossier" if name == "dossier" else gold / name / "texts"
        yield from papers(gold / name, texts, "dossier" if name == "dossier" else None)
    lay_out(corpora, laid)
    yield from papers(laid, laid / "texts")
    yield from (one for one in papers(INVENTED, INVENTED / "texts", "invented") if one.name.startswith("s"))


def _read(path: Path) -> Iterator[tuple[Record, Description, tuple[Utterance, ...]]]:
    for record in read(Incoming(path.name, path))[1]:
        if not isinstance(record, Refusal):
            about = describe(record).over(record.stated)
            yield record, about, utterances(record, about)


def labelled(all_papers: Iterable[Paper]) -> Iterator[Labelled]:
    """Match the rows of documents with memcon's sentences."""
    english = _english()
    for paper in all_papers:
        rows = [row for row in paper.rows if row["act"] != "-" and row["speaker"] != "?"]
        for record, about, found in paper.records:
            talk = tuple(heard(record, about, found, english)) if found else ()
            spans = [[_in_source(record, *span) for span in one.spans] for one in talk]
            acts = _matched(spans, [(int(r["start"]), int(r["end"]), r["act"]) for r in rows])
            if acts:
                yield Labelled(paper.group, False, talk, acts)


def marked(corpora: Path, marks: Path = MARKS) -> Iterator[Labelled]:
    """Match single marked sentences; a mark whose words have changed is left out."""
    english = _english()
    wanted: dict[str, dict[str, list[tuple[int, int, str, str]]]] = defaultdict(lambda: defaultdict(list))
    with marks.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            place = (int(row["start"]), int(row["end"]), row["act"], row["check"])
            wanted[row["collection"]][row["number"]].append(place)
    for collection, numbers in wanted.items():
        if not (corpora / collection).exists():
            continue
        for record in read(Incoming(Path(collection).name, corpora / collection))[1]:
            if isinstance(record, Refusal):
                continue
            about = describe(record).over(record.stated)
            places = [p[:3] for p in numbers.get(about.number or "", ()) if check(record.text[p[0]:p[1]]) == p[3]]
            if places:
                talk = tuple(heard(record, about, utterances(record, about), english))
                yield Labelled(volume(collection), True, talk, _matched([one.spans for one in talk], places))


def volume(collection: str) -> str:
    """Give the short name of a volume: frus1946v09, dfat22."""
    parts = collection.split("/")
    return f"dfat{parts[1].split('-')[1]}" if parts[0] == "dfat" else Path(collection).stem


def _english() -> Lexicon:
    known = lexicon("en")
    assert known is not None, "languages/en/acts.toml is missing"
    return known


def _in_source(record: Record, start: int, end: int) -> tuple[int, int]:
    return record.offsets.span_to_source(start, end) if record.offsets else (start, end)


def _matched(
    talk: Sequence[Sequence[tuple[int, int]]], rows: Iterable[tuple[int, int, str]]
) -> dict[int, str]:
    """Give each sentence the act of the labelled words of which it holds at least half; the first such act stands."""
    found: dict[int, str] = {}
    for start, end, act in rows:
        sizes = [sum(max(0, min(high, end) - max(low, start)) for low, high in spans) for spans in talk]
        best = max(range(len(sizes)), key=sizes.__getitem__, default=-1)
        if best >= 0 and sizes[best] * 2 >= end - start and best not in found:
            found[best] = act
    return found
