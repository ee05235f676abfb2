"""The index kept up to date: made anew where there is none, and changed where records changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from memcon.archive import registers
from memcon.archive.archive import Archive
from memcon.archive.writing import write_words
from memcon.model.errors import ArchiveBusy
from memcon.search import ledger as ledgers
from memcon.search.building import LEDGER, WORDS, Writing, card_of, writing
from memcon.search.damage import IndexDamaged, guarded
from memcon.search.fields import CARD, UNKNOWN, layout, prepared, schema
from memcon.search.freshness import Basis, basis, changed, glance, sides, stamps
from memcon.search.ledger import Ledger, print_of
from memcon.search.rows import rows

if TYPE_CHECKING:
    import tantivy

STATE, BASIS = "state.json", "basis.json"
SOON = 0.5  # seconds to wait for another process where there is an index to answer from meanwhile
LONG = 600.0  # seconds to wait for another process that makes the first index
MANY = 0.4  # share of all records beyond which making the index anew is quicker
FEW = 1000  # records that are always changed one by one
MOST = 1_000_000  # records of one source
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Updated:
    """What was done to the index, and what the asker should know of it.

    `records` and `sentences` were put in, `gone` records taken out; `whole`: it was made from nothing.
    """

    records: int = 0
    sentences: int = 0
    gone: int = 0
    whole: bool = False
    remarks: tuple[str, ...] = ()


def place(archive: Archive) -> Path:
    """Say where the index of sentences lies."""
    return archive.path / "index" / "sentences"


def updated(archive: Archive, progress: Progress = lambda *_: None, *, anew: str = "if needed") -> Updated:
    """Bring the index up to date. Where nothing changed this costs a look at some files' times.

    Args:
        archive: the archive.
        progress: told how many records are done, of how many.
        anew: "if needed", or "always" to make the index from nothing.

    Raises:
        ArchiveBusy: another process has been making the first index all the time.
        ArchiveError: there is no index, and none can be written.
    """
    known = None if anew == "always" else seen_by(archive)
    if known is not None and known == glance(archive.folder):
        return Updated()
    try:
        place(archive).parent.mkdir(exist_ok=True)
        with FileLock(place(archive).with_name(".lock"), timeout=SOON if known else LONG):
            return _brought_up(archive, None if anew == "always" else seen_by(archive), progress)
    except Timeout:
        return _left(archive, known, "another process is bringing the index up to date")
    except PermissionError as error:
        return _left(archive, known, f"the index cannot be written ({error.strerror})")


def _left(archive: Archive, known: str | None, why: str) -> Updated:
    if known is None:
        raise ArchiveBusy(f"{archive.path}: there is no index to answer from, and {why}. Try again in a while.")
    return Updated(remarks=(f"Newest changes may be missing: {why}.",))


def _brought_up(archive: Archive, known: str | None, progress: Progress) -> Updated:
    seen = glance(archive.folder)
    if known is not None and known == seen:
        return Updated()
    before = None if known is None else _basis(place(archive))
    found = None if before is None else _changed(archive, before, progress)
    if found is None:
        return _made(archive, seen, progress)
    done, now = found
    _write_state(place(archive), seen, now)
    return done


def _changed(archive: Archive, known: Basis, progress: Progress) -> tuple[Updated, Basis] | None:
    with suppress(IndexDamaged), guarded(place(archive)):
        return _change(archive, known, progress)
    return None


def _made(archive: Archive, seen: str, progress: Progress) -> Updated:
    """Make the index from nothing, beside the old one, which stays until the new one is whole."""
    path = place(archive)
    beside = path.with_name(f".sentences-{getpid()}")
    for old in path.parent.glob(".sentences-*"):
        shutil.rmtree(old, ignore_errors=True)
    try:
        with writing(beside, whole=True) as under_way:
            _put_all(archive, under_way, progress)
            made = basis(archive, archive.laying(), under_way.ledger)
        _write_state(beside, seen, made)
        shutil.rmtree(path, ignore_errors=True)
        beside.rename(path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Updated(under_way.records, under_way.sentences, whole=True)


def _put_all(archive: Archive, under_way: Writing, progress: Progress) -> None:
    now = basis(archive, archive.laying(), Ledger())
    known, register = _stamped(archive, now.sources), _sides(archive)
    for view in archive.views():
        meeting = now.meetings.get(view.record.id, view.record.id)
        under_way.put(card_of(view, meeting, known.get(view.record.id, "")), rows(view, register))
        progress("Indexing", under_way.records, len(known))


def _stamped(archive: Archive, sources: Iterable[str]) -> dict[str, str]:
    return {record: stamp for source in sources for record, stamp in stamps(archive, source).items()}


def _sides(archive: Archive) -> dict[str, str | None]:
    return {person.id: person.side for person in registers.persons(archive.folder)}


def _change(archive: Archive, known: Basis, progress: Progress) -> tuple[Updated, Basis] | None:
    """Change what is stale; None where making the index anew is better."""
    path = place(archive)
    laying, ledger = archive.laying(), ledgers.read(path / LEDGER)
    now = basis(archive, laying, ledger)
    sources = changed(known.sources, now.sources)
    if len(sources) > max(FEW, MANY * len(now.sources)):
        return None
    index = prepared(open_index(path))
    stale, gone = _stale(archive, sources & now.sources.keys(), sources - now.sources.keys(), index, ledger)
    stale |= changed(known.ruled, now.ruled) | changed(known.meetings, now.meetings)
    stale |= _spoken_in(index, ledger, changed(known.sides, now.sides))
    with writing(path, whole=False) as under_way:
        for record in gone:
            under_way.drop(record)
        _put_some(archive, under_way, stale - gone, now, progress)
    after = replace(now, sides=sides(archive.folder, laying, under_way.ledger.values["speaker"]))
    return Updated(under_way.records, under_way.sentences, len(gone)), after


def _put_some(archive: Archive, under_way: Writing, stale: set[str], now: Basis, progress: Progress) -> None:
    if not stale:
        return
    known: dict[str, dict[str, str]] = {}
    register = _sides(archive)
    for view in archive.views(stale):
        source, record = view.record.source, view.record.id
        if source not in known:
            known[source] = stamps(archive, source)
        under_way.put(card_of(view, now.meetings.get(record, record), known[source].get(record, "")),
                      rows(view, register))  # fmt: skip
        progress("Indexing", under_way.records, len(stale))


def _stale(
    archive: Archive, sources: Iterable[str], lost: Iterable[str], index: tantivy.Index, ledger: Ledger
) -> tuple[set[str], set[str]]:
    """Give the records of some sources that changed or are new, and those that are there no more."""
    stale: set[str] = set()
    gone = {record for source in lost for record in _cards(index, ledger, source)}
    for source in sources:
        old, new = _cards(index, ledger, source), stamps(archive, source)
        stale |= {record for record in new if old.get(record) != new[record]}
        gone |= old.keys() - new.keys()
    return stale, gone


def _cards(index: tantivy.Index, ledger: Ledger, source: str) -> dict[str, str]:
    """Give the stamps of the records that the index holds of a source."""
    import tantivy

    number = ledger.known("source", source)
    if number == UNKNOWN:
        return {}
    both = [tantivy.Query.term_query(schema(), name, value) for name, value in (("source", number), ("in", CARD))]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in both])
    searcher = index.searcher()
    found = (json.loads(bytes(searcher.doc(at)["card"][0])) for _, at in searcher.search(query, MOST).hits)
    return {card["citation"]["record"]: card["stamp"] for card in found}


def _spoken_in(index: tantivy.Index, ledger: Ledger, names: set[str]) -> set[str]:
    """Give the records in which somebody of these names speaks."""
    import tantivy

    codes = [code for code, value in enumerate(ledger.values["speaker"], 1) if print_of(value) in names]
    if not codes:
        return set()
    query = tantivy.Query.term_set_query(schema(), "speaker", codes)
    counted = index.searcher().aggregate(query, {"records": {"terms": {"field": "record", "size": MOST}}})
    found = (ledger.value("record", int(one["key"])) for one in counted["records"]["buckets"])
    return {record for record in found if record}


def open_index(path: Path) -> tantivy.Index:
    """Open the index in a folder; what the engine raises when it is damaged, `guarded` turns into words."""
    import tantivy

    return tantivy.Index.open(str(path))


def seen_by(archive: Archive) -> str | None:
    """Give the glance at the archive when its index was last brought up to date; None where none can be used."""
    path = place(archive)
    with suppress(OSError, ValueError, TypeError, KeyError):
        held: dict[str, Any] = json.loads((path / STATE).read_text(encoding="utf-8"))
        if held["layout"] == layout() and all((path / name).is_file() for name in ("meta.json", LEDGER, WORDS)):
            return str(held["glance"])
    return None


def _basis(path: Path) -> Basis | None:
    with suppress(OSError, ValueError, TypeError):
        return Basis(**json.loads((path / BASIS).read_text(encoding="utf-8")))
    return None


def _write_state(path: Path, seen: str, now: Basis) -> None:
    write_words(path / BASIS, json.dumps(asdict(now), ensure_ascii=False))
    write_words(path / STATE, json.dumps({"layout": layout(), "glance": seen}))


def mark(archive: Archive) -> tuple[int, int]:
    """Give what tells one state of the index from another: when its state was written, and in which file."""
    try:
        status = (place(archive) / STATE).stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_ino
