"""One who takes part: spellings, offices over time, meetings, what he asked, proposed and promised."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from memcon.archive import registers, tables
from memcon.archive.listing import parts_of
from memcon.inquiries.account.citing import citing
from memcon.inquiries.account.quoting import quoted
from memcon.inquiries.company import may_stand_for, words_of
from memcon.model.errors import NotFound
from memcon.model.moves import Label
from memcon.room.page import Asked, Page
from memcon.room.pages.meetings import MeetingRow, meeting_row
from memcon.room.pages.persons import NameProposal, everyone, proposals
from memcon.room.reading import Reading
from memcon.room.talking import Talks

SHOWN = 40  # meetings on a page
READ = 6  # records whose moves are quoted
QUOTED = 8  # moves of a kind quoted
OFFICES = 400  # records in which offices are looked for
MOVES = (Label.PROPOSE, Label.REQUEST, Label.ASK, Label.CONCEDE, Label.PROMISE, Label.HOLD, Label.REJECT, Label.WARN)


@dataclass(frozen=True, slots=True)
class Office:
    """An office as records print it, with the days of the first and the last that do."""

    office: str
    records: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A move of this person, in the words of the record."""

    record: str
    start: int
    end: int
    date: str | None
    cite: str
    words: str
    to: str | None
    certainty: float | None


@dataclass(frozen=True, slots=True)
class Kind:
    """Moves of one kind: how many in all records, and some of the latest."""

    label: str
    count: int
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """Something that this person undertook, or that was undertaken to them (`mine` is False)."""

    record: str
    start: int
    end: int
    date: str | None
    what: str
    other: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class PersonContent:
    """All that the page of a person shows. `moves_of` says in how many records the quoted moves were looked for."""

    title: str
    key: str
    person: str | None
    register: Mapping[str, str]
    side: str | None
    spellings: tuple[tuple[str, int], ...]
    offices: tuple[Office, ...]
    meetings: tuple[MeetingRow, ...]
    of_meetings: int
    page: int
    pages: int
    with_whom: tuple[tuple[str, str, int], ...]
    utterances: int
    moves: tuple[Kind, ...]
    moves_of: int
    undertakings: tuple[Undertaking, ...]
    proposals: tuple[NameProposal, ...]
    gathering: bool


def content(asked: Asked) -> PersonContent:
    """Give a person.

    Raises:
        NotFound: nobody of that key takes part in a talk.
    """
    reading, key = asked.reading, asked.parts["key"]
    talks, fresh = reading.talks()
    who = _who(reading, talks, key) if talks else None
    if talks is None or who is None:
        raise NotFound(asked.words("trouble.nobody" if talks else "gathering", record=key))
    places = talks.with_party.get(who.key, ())
    records = [record for at in places for record in talks.meetings[at].records if _takes_part(talks, record, who.key)]
    heard = reading.shelf.rows("utterances").filter(pl.col("record").is_in(records), pl.col("name").is_not_null())
    names = {name for name in heard["name"].unique() if _is(talks, who.key, name, who.name)}
    mine = heard.filter(pl.col("name").is_in(list(names)))
    pages = max(1, -(-len(places) // SHOWN))
    page = min(max(1, asked.number("page", 1)), pages)
    meetings = tuple(meeting_row(talks.meetings[at]) for at in places[(page - 1) * SHOWN : page * SHOWN])
    kinds, looked = reading.kept("moves", who.key, lambda: _moves(reading, talks, who.key, records, names))
    return PersonContent(
        who.name, who.key, who.person, _registered(reading, who.person), who.side,
        tuple(_spellings(mine)), tuple(reading.kept("offices", who.key, lambda: tuple(
            _offices(reading, records, talks, who.key)))), meetings, len(places), page, pages,
        tuple(_company(talks, places, who.key)), int(mine["utterances"].sum()), kinds, looked,
        tuple(_undertakings(reading, records, names)),
        tuple(one for one in proposals(reading) or () if {one.name, one.other} & ({who.name} | names)), not fresh,
    )  # fmt: skip


def _who(reading: Reading, talks: Talks, key: str):  # type: ignore[no-untyped-def]
    rows = reading.kept("persons", id(talks), lambda: everyone(talks))
    by_key = reading.kept("persons by key", id(talks), lambda: {one.key: one for one in rows})
    return by_key.get(key) or next((one for one in rows if key in (one.person, one.name)), None)


def _takes_part(talks: Talks, record: str, key: str) -> bool:
    return any(one.key == key for one in talks.parties(record))


def _is(talks: Talks, key: str, name: str, face: str) -> bool:
    return words_of(name) in talks.roll.printed.get(key, ()) or may_stand_for(name, face)


def _spellings(mine: pl.DataFrame) -> Iterable[tuple[str, int]]:
    counted = mine.group_by("name").agg(pl.col("record").n_unique().alias("records"))
    return counted.sort("records", "name", descending=[True, False]).iter_rows()


def _registered(reading: Reading, person: str | None) -> Mapping[str, str]:
    found = next((one for one in registers.persons(reading.archive.folder) if one.id == person), None)
    if found is None:
        return {}
    told = {
        "also": ", ".join(one.name for one in found.also), "offices": "; ".join(found.offices), "born": found.born,
        "died": found.died, "note": found.note, "same_as": ", ".join(one.uri for one in found.same_as),
    }  # fmt: skip
    return {name: words for name, words in told.items() if words}


def _offices(reading: Reading, records: Sequence[str], talks: Talks, key: str) -> Iterable[Office]:
    parts = parts_of(reading.archive.folder, "describe")
    if not parts:
        return
    laid = pl.scan_parquet(parts).filter(pl.col("record").is_in(list(records[:OFFICES])))
    rows = tables.collected(laid.select("date", "description"), reading.archive.folder.derived / "describe")
    dates: dict[str, list[str]] = defaultdict(list)
    counted: Counter[str] = Counter()
    for date, plain in rows.iter_rows():
        for one in json.loads(plain).get("present", ()):
            if one.get("office") and words_of(one["name"]) in talks.roll.printed.get(key, ()):
                counted[one["office"]] += 1
                dates[one["office"]] += [date] if date else []
    for office, count in counted.most_common(30):
        held = sorted(dates[office])
        yield Office(office, count, held[0] if held else None, held[-1] if held else None)


def _company(talks: Talks, places: Sequence[int], key: str) -> Iterable[tuple[str, str, int]]:
    met: Counter[str] = Counter()
    names: dict[str, str] = {}
    for at in places:
        for one in talks.people(talks.meetings[at]):
            if one.key != key:
                met[one.key] += 1
                names[one.key] = one.name
    return ((other, names[other], count) for other, count in met.most_common(12))


def _moves(
    reading: Reading, talks: Talks, key: str, records: Sequence[str], names: set[str]
) -> tuple[tuple[Kind, ...], int]:
    acts = reading.shelf.rows("acts").filter(pl.col("record").is_in(list(records)))
    mine = acts.filter(pl.col("holder").is_in([name for name in acts["holder"].unique() if name and (
        name in names or _is(talks, key, name, key))]))  # fmt: skip
    counts = dict(mine.group_by("label").agg(pl.col("acts").sum()).iter_rows())
    having = set(mine["record"])
    read = [record for record in reversed(records) if record in having][:READ]
    found: dict[str, list[Quoted]] = defaultdict(list)
    for record in read:
        for label, one in _quoted(reading, record, names):
            found[label].append(one)
    kinds = tuple(Kind(label, counts[label], tuple(found[label][:QUOTED])) for label in MOVES if label in counts)
    return kinds, len(read)


def _quoted(reading: Reading, record: str, names: set[str]) -> Iterable[tuple[str, Quoted]]:
    view = reading.open(record).view
    numbers, known = citing(view), view.description
    for act in view.acts:
        if act.holder in names and act.label in MOVES and act.rank == "first":
            words = quoted(view.record.text, act.start, act.end, act.label, known.language)
            yield act.label.value, Quoted(
                record, act.start, act.end, known.date.edtf if known.date else None,
                numbers.cite(act.start, act.end).printed, words, act.to, act.certainty,
            )  # fmt: skip


def _undertakings(reading: Reading, records: Sequence[str], names: set[str]) -> Iterable[Undertaking]:
    held = reading.shelf.rows("commitments").filter(pl.col("record").is_in(list(records)))
    days = dict(reading.shelf.listing().filter(pl.col("id").is_in(list(set(held["record"])))).select("id", "date")
                .iter_rows())  # fmt: skip
    for one in held.iter_rows(named=True):
        mine, to = one["promisor"] in names, one["promisee"] in names
        if mine or to:
            yield Undertaking(
                one["record"], one["start"], one["end"], days.get(one["record"]), one["what"],
                one["promisee"] if mine else one["promisor"], mine,
            )  # fmt: skip


def _every(reading: Reading) -> Iterable[Mapping[str, str]]:
    talks, _ = reading.talks()
    return ({"key": one.key} for one in (everyone(talks) if talks else ()))


PAGE = Page("person", "/person/{key:path}", content, every=_every)
