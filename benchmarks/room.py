"""The reading room on an archive of 300,000 documents: how long the server takes for each page, and for a ruling."""

from __future__ import annotations

import json
import random
import re
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import polars as pl

import memcon
from benchmarks.measuring import table
from memcon.accession.desk import catalogue
from memcon.archive import derived, sources, tables
from memcon.archive.archive import LAID, Archive
from memcon.archive.plain import to_plain
from memcon.archive.writing import append_lines
from memcon.model.record import Source
from memcon.processing.work import CORRECTED, analyses, stamp_of

DOCUMENTS = 300_000
SHELF = 1_000  # documents a source
TALK = 3  # of ten copies, those that report talk
FIRST_DAY = date(1800, 1, 1)
DAYS = 73_000  # days over which the copies are spread
LONG = 1_000  # utterances of the long record
TIMES = 40  # addresses asked of each page
RULED = 15
PATIENCE = 60  # seconds waited for two accounts, or two courses
SEED = 7
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxz"


def section() -> str:
    """Measure the room and write its section."""
    heading = "## The reading room on 300,000 documents"
    with tempfile.TemporaryDirectory() as folder:
        archive = large(Path(folder) / "archive", DOCUMENTS)
        lines, ruling, warm = measured(archive)
    heads = ("page", "processor, median, ms", "median, ms", "p95, ms", "most, ms", "first time, ms", "wanted")
    return (
        f"{heading}\n\nThe built-in calendar's records, copied to {DOCUMENTS:,} documents in {DOCUMENTS // SHELF} "
        "sources by `benchmarks/room.py` with other dates and names, three of ten reporting talk, and one invented "
        f"record of {LONG:,} utterances. Time of the whole answer inside the server, without the network; {TIMES} "
        f"addresses of each page, in one process. The tables are read in {warm[0]:.0f} s when the room opens; the "
        f"talks are gathered aside in {warm[1]:.0f} s more, until when pages say that they are incomplete. *First "
        "time* is the first address asked of a page. An account or a course of an issue reads texts: until it is "
        "worked out, the page says so and asks again by itself."
        f"\n\n{table(heads, lines)}\n\nA ruling filed by the form, and the page of its record shown again with it "
        f"({RULED} rulings): median {median(ruling[0]) * 1000:.0f} ms, most {max(ruling[0]) * 1000:.0f} ms (wanted: "
        f"under 300). Acts, issues and commitments of that record, worked out again aside in {len(ruling[1])} cases (a "
        "ruling counts for the same paper in other sources, too, whose later stages wait for memcon process): median "
        f"{median(ruling[1]):.1f} s, most {max(ruling[1]):.1f} s."
    )


def large(path: Path, documents: int) -> Archive:
    """Make a large archive: the calendar's, a long record, and copies of the calendar's tables as further sources."""
    archive = memcon.demo(path).archive
    words = "".join(_long())
    (path.parent / "long.txt").write_text(words, encoding="utf-8")
    memcon.add(archive, path.parent / "long.txt")
    memcon.process(archive)
    first = next(iter(archive.sources().values()))
    parts = {stage: derived.newest(archive.folder, stage, first.id) for stage in (derived.RECORDS, *LAID)}
    laid = {stage: pl.read_parquet(part) for stage, part in parts.items() if part is not None}
    for number in range(documents // SHELF):
        _shelve(archive, number, _copied(laid, number))
    return archive


def _long() -> Iterator[str]:
    yield "Memorandum of Conversation\n\nVienna, March 3, 1936.\n\n"
    yield "Participants: Count Rupert, Ambassador of Ruritania\nMr. Smith, Ambassador of Freedonia\n\n"
    for number in range(LONG):
        who = "Count Rupert" if number % 2 else "Mr. Smith"
        yield f"{who} {('asked whether', 'said that')[number % 2]} article {number} of the convention would stand.\n\n"


def _copied(laid: Mapping[str, pl.DataFrame], number: int) -> dict[str, pl.DataFrame]:
    """Copy the tables of one source SHELF documents long, under other ids, days and names."""
    records = laid[derived.RECORDS]
    names = _names(laid["utterances"])
    copies = -(-SHELF // records.height)
    made: dict[str, list[pl.DataFrame]] = {stage: [] for stage in laid}
    for copy in range(copies):
        talk, ending = copy % 10 < TALK, f"-{number}-{copy}"
        for stage, rows in laid.items():
            own = "id" if stage == derived.RECORDS else "record"
            if talk or stage in (derived.RECORDS, "describe"):
                made[stage].append(rows.with_columns(pl.col(own) + ending))
    together = {stage: pl.concat(held) for stage, held in made.items()}
    renamed = {stage: _renamed(rows, names, number) for stage, rows in together.items()}
    described = renamed["describe"]
    plain = [
        _other(json.loads(row), at + number * SHELF, talk=at // records.height % 10 < TALK)
        for at, row in enumerate(described["description"])
    ]
    renamed["describe"] = described.with_columns(
        pl.Series("description", [json.dumps(one, ensure_ascii=False) for one in plain]),
        pl.Series("reports_talk", [one["reports_talk"] for one in plain]),
        pl.Series("date", [one["date"]["edtf"] for one in plain]),
        pl.Series("date_printed", [one["date"]["edtf"] for one in plain]),
    )
    return renamed


def _names(said: pl.DataFrame) -> list[str]:
    found = {word for name in said["speaker_name"].drop_nulls() for word in re.findall(r"[A-Z][a-z]{3,}", name)}
    return sorted(found)


def _renamed(rows: pl.DataFrame, names: Sequence[str], number: int) -> pl.DataFrame:
    """Write other names of the same length, so that every span stays where it was."""
    others = [_shifted(name, number) for name in names]
    words = [name for name, kind in rows.schema.items() if kind == pl.String and name not in ("id", "record", "source")]
    return rows.with_columns(pl.col(words).str.replace_many(list(names), others))


def _shifted(name: str, number: int) -> str:
    made = []
    for at, letter in enumerate(name.lower()):
        row = VOWELS if letter in VOWELS else CONSONANTS if letter in CONSONANTS else letter
        made.append(row[(row.index(letter) + number * (at + 1)) % len(row)])
    return "".join(made).capitalize()


def _other(plain: dict[str, Any], at: int, *, talk: bool) -> dict[str, Any]:
    day = FIRST_DAY + timedelta(days=at * 7919 % DAYS)
    return {**plain, "reports_talk": talk, "date": {"printed": day.isoformat(), "edtf": day.isoformat()}}


def _shelve(archive: Archive, number: int, made: Mapping[str, pl.DataFrame]) -> None:
    """Enter a source and lay down its parts under the stamps that they would bear."""
    source = Source(f"{number:064x}", f"copy-{number}.xml", "application/xml", "2026-01-01T00:00:00Z", "Copies")
    sources.place(archive.folder, source.id, source.name).write_text("<TEI/>", encoding="utf-8")
    reader = next(one for one in catalogue() if one.name == "tei")
    mark = derived.records_stamp(source.id, source.name, reader.name, reader.version)
    stamps = {derived.RECORDS: mark}
    for analysis in analyses():
        below = [stamps[stage] for stage in analysis.reads]
        ruled = "" if {*CORRECTED} & {*analysis.reads} else None
        stamps[analysis.name] = stamp_of(archive, analysis, mark, below, ruled)
    for stage, rows in made.items():
        fitting = rows.with_columns(pl.lit(source.id).alias("source")) if stage == derived.RECORDS else rows
        tables.lay(derived.path(archive.folder, stage, source.id, stamps[stage]), fitting)
    append_lines(archive.folder.received, [to_plain(source)])


def measured(archive: Archive) -> tuple[list[tuple[str, ...]], tuple[list[float], list[float]], tuple[float, float]]:
    """Ask every page of an archive's room, and file rulings.

    Returns:
        Lines of the table; seconds until a ruling is shown, and until what rests on it is worked out again; seconds in
        which the tables were read and the talks gathered.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient
    from memcon.room.app import room

    app = room(archive)
    client, reading = TestClient(app), app.state.reading
    begun = time.perf_counter()
    for stage in (derived.RECORDS, *LAID):
        reading.shelf.rows(stage)
    reading.shelf.places()
    read = time.perf_counter() - begun
    while not reading.talks()[1]:
        time.sleep(0.1)
    reading.warm()
    gathered = time.perf_counter() - begun - read
    lines = [_line(name, client.get, asked, wanted) for name, asked, wanted in _addresses(client, reading)]
    return lines, _rulings(client, reading), (read, gathered)


def _addresses(client: Any, reading: Any) -> Iterator[tuple[str, list[str], str]]:
    """Give the addresses asked of each page, by lot."""
    from memcon.room.setting import address

    lot = random.Random(SEED)
    talks = reading.talks()[0]
    said = reading.shelf.rows("utterances")
    long = said.filter(pl.col("record").str.starts_with("long"))["record"][0]
    records = lot.sample(sorted(talks.talks), TIMES)
    labels = lot.sample(reading.shelf.rows("issues")["label"].unique(maintain_order=True).to_list()[:4000], 5)
    years = [f"since={year}&until={year + 2}" for year in range(1800, 1800 + TIMES)]
    again = [address("r", long) + f"?n={number}" for number in range(12)]
    yield f"record of {LONG:,} utterances", [address("r", long), *again], "150"
    yield "record", [address("r", one) for one in records], "200"
    yield "archive", ["/", *[f"/?n={number}" for number in range(12)]], "200"
    yield "records, filtered", [f"/records?talk=reported&order=-date&q=mongol&{one}" for one in years], "200"
    yield "records, by leaf", [f"/records?page={lot.randrange(1, 6000)}" for _ in range(TIMES)], "200"
    yield "meetings", [f"/meetings?year={1800 + number * 4}" for number in range(TIMES)], "200"
    yield "meeting", [address("meeting", one) for one in records], "200"
    yield "people", [f"/persons?page={number}" for number in range(1, TIMES)], "200"
    yield "person", [address("person", key) for key in lot.sample(sorted(talks.with_party), TIMES)], "200"
    yield "issues", [f"/issues?page={number}" for number in range(1, TIMES)], "200"
    yield "commitments", [f"/commitments?{one}" for one in years], "200"
    yield "timeline", [f"/timeline?page={number * 20}" for number in range(1, TIMES)], "200"
    for name, kind, several in (("account", "account", records[:2]), ("course of an issue", "issue", labels[:2])):
        asked = [address(kind, one) for one in several]
        yield f"{name}, answer to whoever asks first", asked * 2, "200"
        begun, unfinished = time.perf_counter(), True
        while unfinished and time.perf_counter() - begun < PATIENCE:
            time.sleep(0.5)
            unfinished = any(_unfinished(client, one) for one in asked)
        took = f"not worked out aside within {PATIENCE} s, the page that says so" if unfinished else (
            f"worked out aside in {(time.perf_counter() - begun) / 2:.1f} s each, kept")  # fmt: skip
        yield f"{name}, {took}", asked * 15, "200"


def _unfinished(client: Any, asked: str) -> bool:
    """Tell whether an account or a course is still being worked out."""
    told = client.get(asked, headers={"accept": "application/json"}).json()
    return told.get("status") is None and told.get("account", told.get("course")) is None


def _line(name: str, get: Callable[[str], Any], asked: Sequence[str], wanted: str) -> tuple[str, ...]:
    took, worked = [], []
    for one in asked:
        begun, busy = time.perf_counter(), time.process_time()
        answer = get(one)
        took.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        if answer.status_code not in (200, 404):
            raise RuntimeError(f"{one}: {answer.status_code} {answer.text[:200]}")
    first, rest = took[0], took[1:]
    high = quantiles(rest, n=20)[-1] if len(rest) > 1 else rest[0]
    figures = (median(worked[1:]), median(rest), high, max(rest), first)
    return (name, *(f"{figure:.0f}" for figure in figures), f"under {wanted}")


def _rulings(client: Any, reading: Any) -> tuple[list[float], list[float]]:
    """File rulings on records by lot; give seconds until each is shown, and until what rests on it is done again."""
    lot = random.Random(SEED)
    shown, done = [], []
    wanted = reading.shelf.rows("commitments")["record"].unique(maintain_order=True)
    for record in lot.sample([one for one in wanted if one.count("-") > 5], RULED):
        said = client.get(f"/r/{record}.json").json()["said"][0]
        page = client.get(f"/r/{record}/{said['start']}-{said['end']}?correct=1").text
        key = re.search(r'name="key" value="([^"]+)"', page)
        form = {"key": key[1] if key else "", "record": record, "start": said["start"], "end": said["end"],
                "do": "speaker", "name": "Somebody Else", "by": "Bench", "because": "to measure"}  # fmt: skip
        begun = time.perf_counter()
        answer = client.post("/correct", data=form)
        if "Somebody Else" not in answer.text:
            raise RuntimeError(f"{record}: the ruling does not show. {answer.text[:300]}")
        shown.append(time.perf_counter() - begun)
        while reading.at_work.get(record) == "":
            time.sleep(0.02)
        if not reading.at_work.get(record):  # else a ruling on the same paper in another source came before
            done.append(time.perf_counter() - begun)
    return shown, done


if __name__ == "__main__":
    import sys

    place = Path(tempfile.mkdtemp())
    for line in measured(large(place / "archive", int(sys.argv[1]))):
        print(line)
    shutil.rmtree(place)
