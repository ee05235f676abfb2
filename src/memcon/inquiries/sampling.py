"""Draw a random sample of the machine's acts, and say how each unit of it stands: checked, open, undecided, lost."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from memcon.accession.reader import slug
from memcon.archive import corrections as rulings
from memcon.archive import samples, sources, tables
from memcon.archive.archive import Archive, ruled
from memcon.archive.listing import parts_of
from memcon.archive.listing import table as listing
from memcon.archive.talks import talks, texts
from memcon.archive.viewing import Laying, RuledRecord
from memcon.inquiries.company import roll
from memcon.inquiries.series import Asked, wanted
from memcon.model.anchor import anchor_apart, place
from memcon.model.corrections import Card, Correction, Ruling, same_document
from memcon.model.errors import MemconError, NotFound
from memcon.model.findings import Utterance
from memcon.model.samples import Sample, Stratum, Unit, drawn, shared_out
from memcon.processing.unruled import machine, unruled

USEFUL = 20  # acts below which a sample says next to nothing
BANDS = ((0.0, 0.6, "doubtful"), (0.6, 0.9, "fairly sure"), (0.9, 1.01, "sure"))
SMALL = 20  # acts below which a form or a collection is put with the others
REST = "others"
CLAIMS = {
    "record": pl.String, "start": pl.Int64, "end": pl.Int64, "label": pl.String, "holder": pl.String,
    "person": pl.String, "to": pl.String, "certainty": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """Which sample somebody wants; see `memcon.inquiries.sample_verbs.sample` for the parts."""

    count: int
    by: str
    parted: str = ""
    between: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person found an act to be; `label` is None where nobody speaks the words."""

    label: str | None
    holder: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one unit stands.

    `state` is "checked", "open", "undecided" (somebody could not tell), "lost" (its words are gone from the archive),
    or "unclaimed" (its words are there, but this memcon finds no act in them). `at` is the place of its act among the
    claims, `record`, `start` and `end` where its words are now.
    """

    number: int  # from 1, in the order of the sample
    unit: Unit
    state: str
    record: str | None = None
    start: int = 0
    end: int = 0
    at: int | None = None
    truth: Truth | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A sample as it stands: the population's claims today, the units, and the stratum of each claim.

    `claims` are the machine's first acts (columns CLAIMS, and `stratum`), as if nobody had ruled.
    """

    sample: Sample
    claims: pl.DataFrame
    units: tuple[Standing, ...]

    def usable(self) -> tuple[Standing, ...]:
        """Give the checked units before the first open one of each stratum: these are a random sample themselves."""
        stopped: set[str] = set()
        found = []
        for one in self.units:
            if one.state == "open":
                stopped.add(one.unit.stratum)
            elif one.state == "checked" and one.unit.stratum not in stopped and one.at is not None:
                found.append(one)
        return tuple(found)

    def count(self, state: str) -> int:
        """Count the units of one state."""
        return sum(one.state == state for one in self.units)


def draw(archive: Archive, wish: Wish) -> Sample:
    """Draw a sample and keep it.

    Raises:
        NotFound: no record fits, or none holds an act.
        MemconError: too few are asked for, or more than there are.
    """
    signed = rulings.someone(wish.by)
    if wish.count < USEFUL:
        raise MemconError(
            f"{wish.count} acts say next to nothing of the rest: the error rate of 10 could be anything up to a third. "
            f"Draw {USEFUL} or more; 100 to 300 serve most questions."
        )
    records, asked = _scope(archive, wish)
    claims = claimed(archive, records)
    if claims.is_empty():
        raise NotFound(f"{archive.path}: no acts are known in these {len(records)} records. "
                       f"Run: memcon process {archive.path}")  # fmt: skip
    if wish.count > claims.height:
        raise MemconError(
            f"{wish.count} acts are more than there are: these {len(records)} records hold {claims.height}. "
            f"Ask for fewer, or check them all: --sample {claims.height}"
        )
    seed = random.SystemRandom().randrange(2**31) if wish.seed is None else wish.seed
    names = _strata(archive, claims, wish.parted)
    made = _sample(archive, claims.with_columns(pl.Series("stratum", names, dtype=pl.String)), wish, signed, seed)
    known = tuple(sorted(claims["record"].unique()))
    return samples.chosen(archive.folder, samples.keep(archive.folder, _with(made, known, asked)).stem)


def _with(made: Sample, records: tuple[str, ...], asked: str) -> Sample:
    return Sample(
        made.id, made.by, made.at, made.seed, made.population, made.strata, records, machine(), made.parted, asked,
        made.units,
    )  # fmt: skip


def _scope(archive: Archive, wish: Wish) -> tuple[list[str], str]:
    """Give the records of talk that are asked for, and say in words which."""
    known = talks(archive.folder, archive.laying().resolver)
    if not known:
        raise NotFound(f"{archive.path}: no record in it reports talk, as far as is known. "
                       f"Run: memcon process {archive.path}")  # fmt: skip
    called = roll(known)
    parties = tuple(called.wanted(name, str(archive.path)) for name in wish.between)
    asked = Asked(parties, wish.since, wish.until, told=True)
    found = [talk.record for talk in known if wanted(talk, called, asked)]
    if not found:
        raise NotFound(f"{archive.path}: no record of talk fits. Ask for fewer conditions.")
    words = [f"between {' and '.join(wish.between)}"] if wish.between else []
    words += [f"since {wish.since}"] if wish.since else []
    words += [f"until {wish.until}"] if wish.until else []
    return found, ", ".join(words)


def claimed(archive: Archive, records: Collection[str], laying: Laying | None = None) -> pl.DataFrame:
    """Give the machine's first acts in some records, as if nobody had ruled; columns CLAIMS, in order."""
    parts = parts_of(archive.folder, "acts")
    if not parts or not records:
        return pl.DataFrame(schema=CLAIMS)
    laid = pl.scan_parquet(parts).filter((pl.col("rank") == "first") & pl.col("record").is_in(list(records)))
    found = tables.collected(laid.select(list(CLAIMS)), archive.folder.derived / "acts")
    found = found.unique(["record", "start", "end"], keep="last", maintain_order=True)
    laid_over = laying or archive.laying()
    own = unruled(archive, records, laid_over)
    if own:
        rows = [
            (act.record, act.start, act.end, act.label.value, act.holder, act.person, act.to, act.certainty)
            for acts in own.values() for act in acts if act.rank == "first"
        ]  # fmt: skip
        others = found.filter(~pl.col("record").is_in(list(own)))
        found = pl.concat([others, pl.DataFrame(rows, schema=CLAIMS, orient="row")])
    who = {name: one.person for name in found["holder"].unique() if name and (one := laid_over.resolver.person(name))}
    known = pl.col("holder").replace_strict(who, default=None, return_dtype=pl.String)
    return found.with_columns(pl.coalesce("person", known)).sort("record", "start", "end")


def _strata(archive: Archive, claims: pl.DataFrame, parted: str) -> list[str]:
    """Name the stratum of each claim."""
    if parted == "certainty":
        return [band(one) for one in claims["certainty"]]
    if parted in ("form", "collection"):
        table = listing(archive.folder)
        collections = {one.id: one.collection for one in sources.received(archive.folder).values()}
        by_source = (collections.get(source) for source in table["source"])
        names = dict(zip(table["id"], table["form"] if parted == "form" else by_source, strict=True))
        found = [names.get(record) or "not known" for record in claims["record"]]
        sizes = pl.Series(found).value_counts(name="size")
        small = {name for name, size in sizes.iter_rows() if size < SMALL}
        return [REST if name in small else name for name in found]
    return ["all"] * claims.height


def band(certainty: float | None) -> str:
    """Name the band of certainty."""
    sure = 1.0 if certainty is None else certainty
    return next(name for low, high, name in BANDS if low <= sure < high)


def _sample(archive: Archive, claims: pl.DataFrame, wish: Wish, by: str, seed: int) -> Sample:
    places: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(claims["stratum"]):
        places[name].append(at)
    sizes = {name: len(held) for name, held in places.items()}
    counts = shared_out(wish.count, sizes, _doubt(claims, wish.parted))
    taken = drawn(places, counts, seed)
    units = tuple(_units(archive, claims, taken))
    strata = tuple(_stratum(name, sizes[name], counts[name], wish.parted) for name in sorted(sizes))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    name = f"{now[:10]}-{slug(by.replace('.', ' ')).lower() or 'somebody'}"
    return Sample(name, by, now, seed, claims.height, strata, (), parted=wish.parted, units=units)


def _doubt(claims: pl.DataFrame, parted: str) -> dict[str, float]:
    """Say how much the acts of each stratum vary: by how sure the machine is, where they are parted by that."""
    names = list(claims["stratum"].unique())
    if parted != "certainty":
        return dict.fromkeys(names, 1.0)
    sure = dict(claims.group_by("stratum").agg(pl.col("certainty").fill_null(1.0).mean()).iter_rows())
    return {name: max(0.05, sure[name] * (1 - sure[name])) ** 0.5 for name in names}


def _stratum(name: str, population: int, count: int, parted: str) -> Stratum:
    if parted != "certainty":
        return Stratum(name, population, count)
    low, high = next((low, high) for low, high, its in BANDS if its == name)
    return Stratum(name, population, count, low, min(1.0, high))


def _units(archive: Archive, claims: pl.DataFrame, taken: Sequence[tuple[str, int]]) -> Iterator[Unit]:
    rows = claims.select("record", "start", "end", "label", "holder", "certainty").rows()
    words = texts(archive.folder, {rows[at][0] for _, at in taken})
    known = {record: card for held in rulings.cards(archive.folder).values() for record, card in held.items()}
    for stratum, at in taken:
        record, start, end, label, holder, certainty = rows[at]
        held = anchor_apart(record, words[record], start, end)
        yield Unit(held, stratum, label, holder, certainty, known.get(record))


def state(archive: Archive, sample: Sample) -> State:
    """Say how a sample stands today: which of its units are checked, and what was found."""
    laying = archive.laying()
    by_source = laying.rulings.cards or rulings.cards(archive.folder)
    cards = {record: card for held in by_source.values() for record, card in held.items()}
    homes = {one.anchor.record: _home(one, cards) for one in sample.units}
    successors = {old: new for old, new in homes.items() if new is not None}
    records = {successors.get(one, one) for one in sample.records if one in cards or one in successors}
    claims = claimed(archive, records, laying)
    claims = claims.with_columns(pl.Series("stratum", _strata(archive, claims, sample.parted), dtype=pl.String))
    words = texts(archive.folder, set(successors.values()))
    by_record: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, (record, start, end) in enumerate(claims.select("record", "start", "end").iter_rows()):
        by_record[record].append((start, end, at))
    held = {one.record.id: one for one in ruled(archive) if one.record.id in words}
    undecided = {one.place for one in sample.passed}
    units = []
    for number, unit in enumerate(sample.units, 1):
        record = successors.get(unit.anchor.record)
        span = place(unit.anchor, words[record]) if record in words else None
        if record is None or span is None:
            units.append(Standing(number, unit, "lost"))
            continue
        its = _same(by_record[record], *span)
        truth = _truth(held[record], *span) if record in held else None
        units.append(Standing(number, unit, _state(its, truth, number in undecided), record, *span, its, truth))
    return State(sample, claims, tuple(units))


def spans(archive: Archive) -> dict[str, list[tuple[int, int]]]:
    """Give where the units of all samples stand, by record: rulings on them are no passages that people chose."""
    anchors = {unit.anchor for sample in samples.kept(archive.folder) for unit in sample.units}
    words = texts(archive.folder, {one.record for one in anchors})
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in anchors:
        span = place(one, words[one.record]) if one.record in words else None
        if span is not None:
            found[one.record].append(span)
    return found


def _state(at: int | None, truth: Truth | None, undecided: bool) -> str:
    if at is None:
        return "unclaimed"
    return "checked" if truth is not None else "undecided" if undecided else "open"


def _home(unit: Unit, cards: Mapping[str, Card]) -> str | None:
    """Give the record that a unit's words are in: its own, else the only one that tells of the same document."""
    if unit.anchor.record in cards:
        return unit.anchor.record
    fitting = [record for record, card in cards.items() if unit.card is not None and same_document(unit.card, card)]
    return fitting[0] if len(fitting) == 1 else None


def _same(acts: Sequence[tuple[int, int, int]], start: int, end: int) -> int | None:
    """Give the act that is these words: the one that shares most with them, at least half of the longer."""
    shares = [(min(end, stop) - max(start, begin), stop - begin, at) for begin, stop, at in acts]
    shared, size, at = max(shares, default=(0, 1, 0))
    return at if shared > 0 and 2 * shared >= max(size, end - start) else None


def _truth(one: RuledRecord, start: int, end: int) -> Truth | None:
    """Give what people found words to be; None where not both speaker and act were ruled on."""
    spans = one.corrected.ruled
    if not any(_covers(span, start, end) for span in spans):
        return None
    spoken = _speaking(one.corrected.utterances, start, end)
    if spoken is None:
        return Truth(None)
    label = _label(one.corrected.moves, one.record.text, start, end)
    return None if label is None else Truth(label, spoken.speaker_name, spoken.speaker)


def _covers(span: tuple[int, int], start: int, end: int) -> bool:
    return 2 * (min(span[1], end) - max(span[0], start)) >= end - start


def _speaking(utterances: Sequence[Utterance], start: int, end: int) -> Utterance | None:
    """Give the utterance that holds at least half of the words."""
    return next((one for one in utterances if _covers((one.start, one.end), start, end)), None)


def _label(moves: Sequence[Correction], text: str, start: int, end: int) -> str | None:
    """Give the last ruling on what the words do."""
    found = None
    for ruling in moves:
        span = place(ruling.anchor, text) if ruling.kind == Ruling.ACT and ruling.anchor else None
        if span is not None and _covers(span, start, end):
            found = ruling.instead
    return found
