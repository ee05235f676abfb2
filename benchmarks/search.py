"""Search: millions of invented sentences indexed and asked, beside SQLite FTS5; python -m benchmarks search [COUNT]."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.measuring import PROJECT, SHARED, table
from memcon.analysis.resolving import resolver
from memcon.model.moves import Label
from memcon.search import ledger as ledgers
from memcon.search import vocabulary as vocabularies
from memcon.search.answer import Citation
from memcon.search.asking import answer, everything
from memcon.search.building import LEDGER, WORDS, Card, writing
from memcon.search.concordance import concordance
from memcon.search.fields import prepared, tokens, total
from memcon.search.held import Held
from memcon.search.people import People
from memcon.search.query import Query
from memcon.search.rows import Row
from memcon.search.updating import open_index

COUNT = int(os.environ.get("MEMCON_SENTENCES", "5000000"))
SEED = 1946
LENGTH = 50  # sentences of one record
FRAGMENT = 6  # words taken together from real text, so that phrases are real
SPEAKERS, PLACES, FORMS, DAYS = 5000, 400, 12, (700_000, 712_000)
ASKED = 300  # questions
BESIDE = 16  # questions put to SQLite, too
LINES = 1000
TAG = re.compile(r"<[^>]+>|&[a-z]+;|\s+")
LABELS = [label.value for label in Label]
COLUMNS = ("speaker", "act", "issue", "year", "collection")


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented sentence with what it is filed under."""

    row: Row
    year: int
    collection: str


@cache
def words() -> list[str]:
    """Give the words of real documents: volumes of FRUS where they are beside the project, else its specimens."""
    volumes = sorted((SHARED / "corpora" / "frus").glob("*.epub"))[:3]
    if not volumes:
        texts = [path.read_text("utf-8") for path in sorted((PROJECT / "tests" / "specimens").rglob("*.xml"))]
        return TAG.sub(" ", " ".join(texts)).split()
    found: list[str] = []
    for volume in volumes:
        with zipfile.ZipFile(volume) as held:
            pages = [name for name in held.namelist() if name.endswith((".html", ".xhtml"))]
            found += TAG.sub(" ", " ".join(held.read(name).decode("utf-8") for name in pages)).split()
    return found


def records(count: int) -> Iterator[tuple[Card, list[Invented]]]:
    """Invent records of 50 sentences: each of two to four pieces of real text, one in five with a rare word."""
    rng = np.random.default_rng(SEED)
    real = words()
    pieces = np.array([" ".join(real[at : at + FRAGMENT]) for at in range(0, len(real), FRAGMENT)], dtype=object)
    for number in range(count // LENGTH):
        chosen = pieces[rng.integers(0, len(pieces), (LENGTH, 4))]
        many, rare = rng.integers(2, 5, LENGTH).tolist(), rng.random(LENGTH) < 0.2
        who, whom = (np.minimum(rng.pareto(0.8, LENGTH) * 3, SPEAKERS - 1).astype(int).tolist() for _ in "12")
        acts, issue = rng.integers(0, len(LABELS), LENGTH).tolist(), int(rng.pareto(0.7) * 5) % 20_000
        day = int(rng.integers(*DAYS))
        date = np.datetime64("0001-01-01") + (day - 1)
        collection = f"Collection {number % 37}"
        card = Card(Citation(f"r{number}", title=f"Record {number}", date=str(date), form=f"form {number % FORMS}",
                             place=f"Place {number % PLACES}", language="en", collection=collection),
                    f"s{number // 200}", f"m{number // 2}")  # fmt: skip
        held = []
        for at in range(LENGTH):
            text = " ".join(chosen[at, : many[at]])
            text = f"{text} case{int(rng.pareto(0.6) * 40) % 400_000}." if rare[at] else f"{text}."
            row = Row("talk", text, at * 200, at * 200 + len(text), at // 4 + 1, "paragraph", f"Speaker {who[at]}",
                      f"Speaker {whom[at]}", f"Side {who[at] % 40}", None, "reported", (LABELS[acts[at]],),
                      (f"Issue {issue}",), 50 + at, checked=at == 0)  # fmt: skip
            held.append(Invented(row, int(str(date)[:4]), collection))
        yield card, held


def built(path: Path, count: int) -> tuple[float, float]:
    """Index invented sentences; seconds on the clock and of processor time, their invention included."""
    words()
    begin, used = time.perf_counter(), time.process_time()
    with writing(path, whole=True) as under_way:
        for card, held in records(count):
            under_way.put(card, (one.row for one in held))
    return time.perf_counter() - begin, time.process_time() - used


def invented(count: int) -> float:
    """Time the invention alone, in processor seconds."""
    used = time.process_time()
    for _ in records(count):
        pass
    return time.process_time() - used


def opened(path: Path) -> Held:
    """Open an index that belongs to no archive."""
    index = prepared(open_index(path))
    ledger = ledgers.read(path / LEDGER)
    return Held(path, index.searcher(), ledger, vocabularies.read(path / WORDS), People(ledger, resolver(())))


def questions(held: Held, count: int, quoted: bool) -> list[tuple[str, str]]:
    """Draw questions of eight kinds; words from all ranks of frequency alike, the thirty most frequent left out."""
    rng = np.random.default_rng(SEED + quoted)
    ranked = [word for word, _ in held.searcher.terms_with_prefix("talk", "", limit=20_000)]
    real = words()

    def word() -> str:
        one = ranked[int(30 * (len(ranked) / 30) ** rng.random()) % len(ranked)]
        return f'"{one}"' if quoted else one

    def phrase() -> str:
        while True:
            at = int(rng.integers(0, len(real) // FRAGMENT - 1)) * FRAGMENT + int(rng.integers(0, FRAGMENT - 2))
            found = [one.word for one in tokens(" ".join(real[at : at + 2]))]
            if len(found) == 2 and set(found) - set(ranked[:30]):
                return f'"{" ".join(found)}"'

    makers: list[tuple[str, Callable[[], str]]] = [
        ("word", word), ("two words", lambda: f"{word()} {word()}"), ("phrase", phrase),
        ("either of two", lambda: f"{word()} OR {word()}"),
        ("word and speaker", lambda: f"{word()} speaker:={int(rng.pareto(0.8) * 3) % 300}".replace("=", "=Speaker_")),
        ("word, act and years", lambda: f"{word()} act:{LABELS[int(rng.integers(0, 14))]} date:1920..1935"),
        ("one without the other", lambda: f"{word()} NOT {word()}"),
        ("near", lambda: f"{word()} NEAR/5 {word()}" if not quoted else phrase()),
    ]  # fmt: skip
    found = [(name, make()) for _ in range(count // len(makers) + 1) for name, make in makers]
    return [(name, re.sub(r"speaker:=Speaker_(\d+)", r'speaker:"=Speaker \1"', asked)) for name, asked in found][:count]


class Spent(NamedTuple):
    """Milliseconds of a step: on the clock, and of this thread's processor time."""

    clock: float
    processor: float


def timed(step: Callable[[], object]) -> Spent:
    """Time a step."""
    begin, used = time.perf_counter(), time.thread_time()
    step()
    return Spent((time.perf_counter() - begin) * 1000, (time.thread_time() - used) * 1000)


def best(step: Callable[[], object]) -> Spent:
    """Time a step twice; the quicker counts, for other programs run beside."""
    return min(timed(step), timed(step))


def size(path: Path) -> float:
    """Megabytes of a file or folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6


class Sqlite:
    """The same sentences in SQLite: FTS5 for the words, an indexed table for what they are filed under."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path)
        self.base.execute("PRAGMA journal_mode=OFF")
        self.base.execute("PRAGMA synchronous=OFF")
        self.base.execute("PRAGMA cache_size=-400000")
        self.base.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, speaker, act, issue, year INT, collection, text)")
        self.base.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='said', content_rowid='id')")

    def fill(self, count: int) -> tuple[float, float]:
        """Put the sentences in; seconds on the clock and of processor time."""
        begin, used = time.perf_counter(), time.process_time()
        plain = (
            (one.row.speaker, one.row.acts[0], one.row.issues[0], one.year, one.collection, one.row.text)
            for _, held in records(count) for one in held
        )  # fmt: skip
        columns = ", ".join((*COLUMNS, "text"))
        self.base.executemany(f"INSERT INTO said ({columns}) VALUES (?, ?, ?, ?, ?, ?)", plain)
        self.base.execute("INSERT INTO words (words) VALUES ('rebuild')")
        self.base.commit()
        return time.perf_counter() - begin, time.process_time() - used

    def ask(self, asked: str) -> int:
        """Give the best 20, the total and the counts of five fields."""
        match, where = _for_sqlite(asked)
        among = f"FROM words JOIN said ON said.id = words.rowid WHERE words MATCH ? {where}"
        self.base.execute(f"SELECT said.id, said.text {among} ORDER BY bm25(words) LIMIT 20", (match,)).fetchall()
        for column in COLUMNS:
            self.base.execute(
                f"SELECT said.{column}, count(*) {among} GROUP BY 1 ORDER BY 2 DESC LIMIT 10", (match,)
            ).fetchall()
        return int(self.base.execute(f"SELECT count(*) {among}", (match,)).fetchone()[0])


def _for_sqlite(asked: str) -> tuple[str, str]:
    where = "".join(f"AND said.speaker = '{name}' " for name in re.findall(r'speaker:"=([^"]+)"', asked))
    where += "".join(f"AND said.act = '{act}' " for act in re.findall(r"act:(\w+)", asked))
    where += "".join(f"AND said.year BETWEEN {a} AND {b} " for a, b in re.findall(r"date:(\d+)\.\.(\d+)", asked))
    return re.sub(r'\s*(speaker:"[^"]*"|act:\w+|date:[\d.]+)', "", asked), where


class Beside(NamedTuple):
    """What SQLite took: seconds to fill (clock, processor), megabytes, times of both, totals that were the same."""

    filled: tuple[float, float]
    weight: float
    ours: list[Spent]
    its: list[Spent]
    same: int


def section() -> str:
    """Measure all of it and write the section of docs/performance.md."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        idle = invented(COUNT // 10) * 10
        made = built(path, COUNT)
        mass = size(path)
        held = opened(path)
        first = timed(lambda: everything(held, ("talk",)))
        asked = questions(held, ASKED, quoted=False)
        spent = [(name, best(partial(answer, held, Query(q)))) for name, q in asked]
        lines = _concordances(held)
        changed = timed(lambda: _replace(path))
        print(f"memcon measured: {made}, {mass:.0f} MB, {_ms([one for _, one in spent])}", file=sys.stderr, flush=True)
        beside = _beside(held, Path(folder) / "sqlite.db")
    return _page(made, idle, mass, first, spent, lines, changed, beside, held)


def _concordances(held: Held) -> list[Spent]:
    """Lay out a thousand sentences of words that have so many."""
    ranked = [word for word, times in held.searcher.terms_with_prefix("talk", "", limit=20_000) if times >= LINES]
    chosen = ranked[30 :: max(1, (len(ranked) - 30) // 40)]
    return [best(partial(concordance, held, Query(f'"{w}"', count=LINES, facets=()), "left2")) for w in chosen]


def _replace(path: Path) -> None:
    """Put one record in, in place of what the index held of it."""
    card, held = next(records(LENGTH))
    with writing(path, whole=False) as under_way:
        under_way.put(card, (one.row for one in held))


def _beside(held: Held, path: Path) -> Beside:
    """Put the same questions to SQLite."""
    base = Sqlite(path)
    filled = base.fill(COUNT)
    asked = questions(held, BESIDE, quoted=True)
    ours = [best(partial(answer, held, Query(q))) for _, q in asked]
    its, totals = list[Spent](), list[int]()
    for _, q in asked:
        its.append(timed(lambda q=q: totals.append(base.ask(q))))  # type: ignore[misc]
    same = sum(one == answer(held, Query(q, facets=())).total for one, (_, q) in zip(totals, asked, strict=True))
    return Beside(filled, size(path), ours, its, same)


def _page(
    made: tuple[float, float], idle: float, mass: float, first: Spent, spent: Sequence[tuple[str, Spent]],
    lines: Sequence[Spent], changed: Spent, beside: Beside, held: Held,
) -> str:  # fmt: skip
    filled, weight, ours, its, same = beside
    own = made[1] - idle
    kinds = {name: [ms for kind, ms in spent if kind == name] for name, _ in spent}
    rows = [(name, len(held_), *_ms(held_)) for name, held_ in kinds.items()]
    rows += [("**all**", len(spent), *_ms([ms for _, ms in spent]))]
    heads = ("question", "questions", "median, ms", "95 %, ms", "slowest, ms", "95 %, processor ms")
    import tantivy

    every = total(held.searcher, tantivy.Query.all_query())
    return (
        f"## Search\n\n{COUNT:,} invented sentences of talk ({every:,} rows with the cards of their records; real "
        f"pieces of six words put together, {len(held.vocabulary.everything):,} words, {SPEAKERS:,} speakers; "
        "`MEMCON_SENTENCES` sets how many), indexed by memcon and asked: the best 20 with citations, the total, five "
        "counts with what they are counts of, what is elsewhere, and the question told back.\n\n"
        + table(("", "memcon (Tantivy)", "SQLite FTS5", "wanted"), [
            ("indexing, seconds on the clock", f"{made[0]:.0f}", f"{filled[0]:.0f}", ""),
            ("indexing, processor seconds, invention taken off", f"{own:.0f}", f"{filled[1] - idle:.0f}", ""),
            ("sentences a second, clock", f"{COUNT / made[0]:,.0f}", f"{COUNT / filled[0]:,.0f}", "30,000"),
            ("sentences a second, 2 cores' worth of processor time", f"{2 * COUNT / own:,.0f}",
             f"(one core) {COUNT / max(1e-9, filled[1] - idle):,.0f}", "30,000"),
            ("size, MB", f"{mass:,.0f}", f"{weight:,.0f}", "under 1,000"),
            (f"{BESIDE} questions in exact words, median, ms (processor)", *map(_median, (ours, its)), ""),
            ("the same, 95 %, ms (processor)", *map(_high, (ours, its)), "50"),
            ("same totals", f"{same} of {BESIDE}", "", ""),
            ("one record changed, ms (processor)", _median([changed]), "", "under 1,000"),
            (f"concordance of {LINES:,} sentences, sorted, 95 %, ms (processor)", _high(lines), "", "100"),
        ])
        + "\n\nMemcon's own questions, words in any of their forms:\n\n" + table(heads, rows)
        + f"\n\nThe first question to an opened index also counts all sentences, once: {first.clock:.0f} ms. Each "
        "question was put twice to memcon and the quicker counts; SQLite was asked once. SQLite holds the "
        "words, a table of what they are filed under, and no dictionary forms."
    )  # fmt: skip


def _ms(spent: Sequence[Spent]) -> tuple[str, ...]:
    clock, processor = zip(*spent, strict=True)
    figures = (np.median(clock), np.percentile(clock, 95), max(clock), np.percentile(processor, 95))
    return tuple(f"{one:.1f}" for one in figures)


def _median(spent: Sequence[Spent]) -> str:
    clock, processor = zip(*spent, strict=True)
    return f"{np.median(clock):.1f} ({np.median(processor):.1f})"


def _high(spent: Sequence[Spent]) -> str:
    clock, processor = zip(*spent, strict=True)
    return f"{np.percentile(clock, 95):.1f} ({np.percentile(processor, 95):.1f})"


if __name__ == "__main__":
    COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    print(section())
