"""Pairs of records whose alignment somebody read: laid out from collections, and from the built-in calendar.

`pairs/set.json` names the records and says which pairs weights may be tuned on ("tuned") and which are kept aside for
scoring: "aside" ones were scored now and then while building, "sealed" ones were drawn by lot and scored once, when
everything stood. All were read act by act without sight of the machine's links: two acts are linked where a reader
would say that they tell the same piece of the talk, also one with many. `pairs/NAME.tsv` has code points into both
records' texts, with check sums of the words.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.describe import describe
from memcon.analysis.speakers import with_speakers
from memcon.archive.viewing import View
from memcon.inquiries.company import Roll
from memcon.inquiries.compare.chain import Floats
from memcon.inquiries.compare.told import Told, told
from memcon.model.record import Record, TextClass
from memcon.processing import work
from memcon.search.meaning import vectors

PAIRS = Path(__file__).parent / "pairs"
CALENDAR = Path(__file__).resolve().parents[1] / "src/memcon/calendar"


@dataclass(frozen=True, slots=True)
class Known:
    """Two records' acts, their languages, and which acts of them tell the same, by their places."""

    name: str
    use: str
    here: tuple[Told, ...]
    there: tuple[Told, ...]
    languages: tuple[str | None, str | None]
    links: frozenset[tuple[int, int]]
    differing: frozenset[tuple[int, int]] = frozenset()  # of the links, those read as telling it differently
    lost: int = 0  # links whose words have changed


def known(corpora: Path, names: Collection[str] | None = None) -> Iterator[Known]:
    """Give the pairs whose collections lie here; those of these names only, where names are given."""
    for row in json.loads((PAIRS / "set.json").read_text("utf-8")):
        if names is not None and row["name"] not in names:
            continue
        views = [_view(corpora / row[side][0], row[side][1]) for side in ("here", "there")]
        if views[0] is not None and views[1] is not None:
            yield _known(row, views[0], views[1])


def meanings(sentences: Sequence[str], language: str | None = None) -> Floats:
    """Give the vectors of sentences or words, as memcon's own embedder has them."""
    return vectors(sentences, language).astype(np.float64)


def calendar() -> Iterator[tuple[int, Known]]:
    """Give the talks of the calendar in English and Russian, with their numbers; statement k is statement k."""
    laid = [[_viewed(one) for one in _records(CALENDAR / f"talks-1932-1939.{code}.xml")] for code in ("en", "ru")]
    for number, (one, other) in enumerate(zip(*laid, strict=True), 1):
        here, there = (told(view, Roll({})) for view in (one, other))
        if here and there:
            yield (
                number,
                Known(f"M{number:02}", "calendar", here, there, ("en", "ru"), _same_places(one, other, here, there)),
            )


def _same_places(one: View, other: View, here: tuple[Told, ...], there: tuple[Told, ...]) -> frozenset[tuple[int, int]]:
    """Link acts that stand in statements of one number: both editions have the same statements in the same order."""
    mine, its = (_statements(view) for view in (one, other))
    return frozenset(
        (a.at, b.at)
        for a in here
        for b in there
        if _number(a, mine) is not None and _number(a, mine) == _number(b, its)
    )


def _statements(view: View) -> list[tuple[int, int]]:
    """Give the stretches of the statements: passages with a voice, else the paragraphs behind the title."""
    spoken = [one for one in view.record.passages if one.voice is not None]
    body = [one for one in view.record.passages if one.text_class == TextClass.BODY]
    body = [one for one in body if view.record.words(one) != view.description.title]
    return [(one.start, one.end) for one in spoken or body]


def _number(act: Told, statements: list[tuple[int, int]]) -> int | None:
    return next((n for n, (start, end) in enumerate(statements) if start <= act.start < end), None)


def _known(row: Mapping[str, Any], one: View, other: View) -> Known:
    here, there = told(one, Roll({})), told(other, Roll({}))
    links, differing, lost = set(), set(), 0
    with (PAIRS / f"{row['name']}.tsv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            a, b = (_at(acts, view.record.text, line, side) for acts, view, side in
                    ((here, one, "here"), (there, other, "there")))  # fmt: skip
            if a is None or b is None:
                lost += 1
                continue
            links.add((a, b))
            if line["relation"] == "differently":
                differing.add((a, b))
    languages = (one.description.language, other.description.language)
    return Known(row["name"], row["use"], here, there, languages, frozenset(links), frozenset(differing), lost)


def _at(acts: tuple[Told, ...], text: str, line: Mapping[str, str], side: str) -> int | None:
    """Find the act that holds the words of a label; None where the words have changed or nobody's act is there."""
    start, end = int(line[f"{side}_start"]), int(line[f"{side}_end"])
    if f"{zlib.crc32(text[start:end].encode()):08x}" != line[f"{side}_check"]:
        return None
    return next((one.at for one in acts if one.start < end and start < one.end), None)


def _view(path: Path, number: str) -> View | None:
    wanted = (one for one in _records(path) if (one.stated.number or describe(one).number) == number)
    record = next(wanted, None)
    return None if record is None else _viewed(record)


@cache
def _records(path: Path) -> tuple[Record, ...]:
    if not path.exists():
        return ()
    return tuple(one for one in read(Incoming(path.name, path))[1] if not isinstance(one, Refusal))


def _viewed(record: Record) -> View:
    found: dict[str, Any] = {}
    for analysis in work.analyses():
        made = analysis.find(record, *(found[stage] for stage in analysis.reads), **work.options_of(analysis, {}))
        found[analysis.name] = made.over(record.stated) if analysis.name == "describe" else made
    spoken, acts, issues = (tuple(found[stage]) for stage in ("utterances", "acts", "issues"))
    return View(record, with_speakers(found["describe"], spoken), None, spoken, acts, issues)


def disturbed(one: Known, seed: int, *, left_out: float = 0.3) -> Known:
    """Give a pair as two drafters might have left it: acts left out on both sides, and two stretches exchanged."""
    chance = np.random.default_rng(seed)
    here = [at for at in range(len(one.here)) if chance.random() >= left_out]
    there = [at for at in range(len(one.there)) if chance.random() >= left_out]
    first, second = sorted(int(at) for at in chance.integers(0, len(there) + 1, 2))
    there = there[first:second] + there[:first] + there[second:]
    mine, its = ({old: new for new, old in enumerate(order)} for order in (here, there))
    links = frozenset((mine[i], its[j]) for i, j in one.links if i in mine and j in its)
    return replace(
        one,
        here=tuple(replace(one.here[old], at=new) for new, old in enumerate(here)),
        there=tuple(replace(one.there[old], at=new) for new, old in enumerate(there)),
        links=links,
        differing=frozenset(),
    )


def accounts(facts: Path) -> Iterator[tuple[int, Known]]:
    """Give the talks of the fact sheet beside the calendar's English edition: the same statements in other words."""
    if not (facts / "meetings.jsonl").exists():
        return
    lines = (facts / "meetings.jsonl").read_text("utf-8").splitlines()
    facts_of = {one["id"]: one for one in map(json.loads, lines)}
    for number, record in enumerate(_records(CALENDAR / "talks-1932-1939.en.xml"), 1):
        row = facts_of.get(f"M{number:02}")
        view = _viewed(record)
        other = _account(row) if row else None
        if other is None:
            continue
        here, there = told(view, Roll({})), told(other, Roll({}))
        if here and there:
            links = _same_places(view, other, here, there)
            yield number, Known(f"accounts M{number:02}", "accounts", here, there, ("en", "en"), links)


def _account(row: Mapping[str, Any]) -> View | None:
    """Read the statements of the fact sheet as a record, a paragraph each."""
    names = " and ".join(one["name"] for one in row["participants"][:2])
    text = f"Record of conversation between {names}\n\n" + "\n\n".join(one["text"] for one in row["statements"]) + "\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{row['id']}.txt"
        path.write_text(text, "utf-8")
        found = [one for one in read(Incoming(path.name, path))[1] if not isinstance(one, Refusal)]
    return _viewed(found[0]) if found else None
