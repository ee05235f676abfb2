"""The verbs of checking a random sample: draw it, show what is next, write a sheet, file what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from memcon.archive import corrections as rulings
from memcon.archive import samples
from memcon.archive.archive import Archive, View, open_archive
from memcon.inquiries import sample_sheet as sheets
from memcon.inquiries import sampling
from memcon.inquiries.company import fits, words_of
from memcon.inquiries.course import Course
from memcon.inquiries.course_honest import CorrectedCourse
from memcon.inquiries.course_honest import corrected_course as put_right
from memcon.inquiries.sample_accuracy import Sampled, sampled
from memcon.inquiries.sampling import Standing, State
from memcon.model.anchor import anchor_apart
from memcon.model.corrections import Card, Correction, Ruling
from memcon.model.errors import MemconError, NotFound
from memcon.model.samples import Passed, Sample

Where = str | Path | Archive
AROUND = 300  # characters of context shown on each side
UNSAID = "checked with a sheet"  # the reason of a ruling whose author gave none


@dataclass(frozen=True, slots=True)
class Next:
    """A unit to be checked, in its place: the words, what stands around them, and what the machine says of them."""

    sample: Sample
    unit: int
    view: View
    start: int
    end: int
    label: str
    holder: str | None
    certainty: float | None
    checked: int
    of: int

    @property
    def words(self) -> str:
        """The words to be checked."""
        return self.view.record.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands before them."""
        return self.view.record.text[max(0, self.start - AROUND) : self.start]

    @property
    def after(self) -> str:
        """What stands after them."""
        return self.view.record.text[self.end : self.end + AROUND]


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a sheet: rulings filed, units left undecided, those filed before, and names nobody here bears."""

    sample: str
    confirmed: int
    changed: int
    undecided: int
    before: int
    new_names: tuple[str, ...] = ()


def sample(
    archive: Where,
    *,
    count: int,
    by: str,
    parted: str = "",
    between: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    seed: int | None = None,
    another: str = "no",
) -> Sample:
    """Draw a random sample of the machine's acts for people to check, and keep it among what people give.

    Args:
        archive: an archive or its path.
        count: how many acts, 20 or more.
        by: who draws it.
        parted: "" to draw from all alike; "certainty" to draw more of the doubtful, with known probabilities; "form"
            or "collection" to draw from each form of record, or each collection, apart.
        between: only records in which somebody of each name or side takes part.
        since: only records whose date can be this day or later.
        until: only records whose date can be this day or earlier.
        seed: the same seed draws the same acts; one is made up when not given, and kept.
        another: "yes" to draw one although an earlier one is not checked to its end.

    Raises:
        NotFound: no record fits, or none holds an act.
        MemconError: too few, or more than there are; or an earlier sample is still open.
    """
    opened = _opened(archive)
    if parted not in ("", "certainty", "form", "collection"):
        raise MemconError(f"{parted}: samples can be parted by certainty, form or collection.")
    if another != "yes" and (there := samples.kept(opened.folder)):
        left = sampling.state(opened, there[-1]).count("open")
        if left:
            raise MemconError(
                f"{there[-1].id}: of this sample {left} of {len(there[-1].units)} acts are still to be checked. Go on "
                f"with memcon check {opened.path} --next; or draw another one: --another"
            )
    return sampling.draw(opened, sampling.Wish(count, by, parted, tuple(between), since, until, seed))


def sample_accuracy(archive: Where, *, sample: str | None = None) -> Sampled | None:
    """Say what a random sample tells of the machine's errors; None where none was drawn.

    Args:
        archive: an archive or its path.
        sample: its id; the latest when not given.
    """
    opened = _opened(archive)
    if sample is None and not samples.kept(opened.folder):
        return None
    return sampled(sampling.state(opened, samples.chosen(opened.folder, sample)))


def corrected_course(archive: Where, found: Course) -> CorrectedCourse | None:
    """Correct a course's counts by the latest random sample that covers its records; None where none was drawn."""
    return put_right(_opened(archive), found)


def unchecked(archive: Where, *, sample: str | None = None) -> Next | None:
    """Give the next unit of a sample that is to be checked; None where all are.

    Raises:
        NotFound: there is no sample.
    """
    opened = _opened(archive)
    found = sampling.state(opened, samples.chosen(opened.folder, sample))
    one = next((unit for unit in found.units if unit.state == "open"), None)
    return None if one is None else _shown(opened, found, one)


def _shown(archive: Archive, found: State, one: Standing) -> Next:
    claim = found.claims.row(one.at or 0, named=True)
    return Next(
        found.sample, one.number, archive.view(str(one.record)), one.start, one.end, claim["label"], claim["holder"],
        claim["certainty"], found.count("checked"), len(found.units),
    )  # fmt: skip


def sheet(archive: Where, *, to: str | Path, sample: str | None = None, first: int | None = None) -> int:
    """Write the units still to be checked as a sheet to fill in.

    Args:
        archive: an archive or its path.
        to: the file; CSV, or TSV where its name ends so.
        sample: id of the sample; the latest when not given.
        first: only so many; they are the next, in the random order.

    Returns:
        How many rows were written.

    Raises:
        NotFound: there is no sample, or nothing of it is left to check.
    """
    opened = _opened(archive)
    found = sampling.state(opened, samples.chosen(opened.folder, sample))
    left = [one for one in found.units if one.state == "open"][:first]
    if not left:
        raise NotFound(f"{found.sample.id}: nothing of this sample is left to check. See: memcon check {opened.path}")
    views = {view.record.id: view for view in opened.views({str(one.record) for one in left})}
    return sheets.write(Path(to), (_line(found, one, views[str(one.record)]) for one in left))


def _line(found: State, one: Standing, view: View) -> sheets.Line:
    text, known = view.record.text, view.description
    claim = found.claims.row(one.at or 0, named=True)
    return sheets.Line(
        found.sample.id, one.number, view.record.id, known.date.edtf if known.date else None, known.title,
        text[max(0, one.start - AROUND) : one.start], text[one.start : one.end], text[one.end : one.end + AROUND],
        claim["holder"], claim["label"], claim["certainty"],
    )  # fmt: skip


def file_sheet(archive: Where, file: str | Path, *, by: str) -> Filed:
    """File what somebody filled into a sheet as rulings, confirmations too; all of it or, where it has faults, nothing.

    Args:
        archive: an archive or its path.
        file: the sheet.
        by: who checked.

    Raises:
        NotFound: the sheet is of no sample of this archive.
        MemconError: cells make no sense, or the rows are not those of the sample; the message names them.
    """
    opened, signed, path = _opened(archive), rulings.someone(by), Path(file)
    name, answers = sheets.read(path)
    found = sampling.state(opened, samples.chosen(opened.folder, name))
    placed = [(answer, _unit(found, answer, path)) for answer in answers]
    views = {view.record.id: view for view in opened.views({str(one.record) for _, one in placed})}
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    made: list[Correction] = []
    strangers: list[str] = []
    for answer, one in placed:
        view = views[str(one.record)]
        speaker = _printed(view, answer.speaker)
        strangers += [answer.speaker] if answer.speaker and speaker is None else []
        made += _rulings(view, one, answer, speaker or answer.speaker, (signed, now))
    known = {_gist(ruling) for ruling in rulings.filed(opened.folder)}
    new = [ruling for ruling in made if _gist(ruling) not in known]
    rulings.file(opened.folder, new)
    told = {one.place for one in found.sample.passed}
    passed = tuple(Passed(a.unit, signed, now, a.why or UNSAID) for a, _ in placed if a.undecided)
    samples.leave_open(opened.folder, found.sample.id, tuple(one for one in passed if one.place not in told))
    confirmed = sum(_confirms(ruling, found, placed) for ruling in new)
    return Filed(
        found.sample.id, confirmed, len(new) - confirmed, len(passed), len(made) - len(new),
        tuple(dict.fromkeys(strangers)),
    )  # fmt: skip


def _unit(found: State, answer: sheets.Answer, path: Path) -> Standing:
    """Give the unit a row is about.

    Raises:
        MemconError: there is none, its words are others, or they are gone.
    """
    where = f"{path}: unit {answer.unit}"
    if not 1 <= answer.unit <= len(found.units):
        raise MemconError(f"{where}: sample {found.sample.id} has units 1 to {len(found.units)}. Nothing was filed.")
    one = found.units[answer.unit - 1]
    if one.record is None:
        raise MemconError(f"{where}: its words are gone from the archive. Take the row out. Nothing was filed.")
    if not sheets.same_words(answer.words, one.unit.anchor.exact):
        raise MemconError(
            f"{where}: its words in the sheet are not those of the sample. Was a part of the sheet sorted, or a cell "
            "changed? Write the sheet anew. Nothing was filed."
        )
    return one


def _rulings(
    view: View, one: Standing, answer: sheets.Answer, speaker: str | None, signed: tuple[str, str]
) -> list[Correction]:
    """Give the rulings that a row comes to, on the unit's own words and no others."""
    text, date_ = view.record.text, view.description.date
    held = anchor_apart(view.record.id, text, one.start, one.end)
    known = view.description
    card = Card(view.record.source_name, known.number, known.title, date_.edtf if date_ else None)
    why = answer.why or UNSAID
    made = []
    there = next((u for u in view.utterances if u.start < one.end and one.start < u.end), None)
    if answer.nobody:
        return [Correction(Ruling.REJECT, *signed, why, held, card=card)]
    if answer.speaker_said:
        same = answer.confirmed and there is not None and there.speaker_name == answer.speaker
        kind = Ruling.CONFIRM if same or speaker is None else Ruling.SPEAKER if there else Ruling.ADD
        made.append(Correction(kind, *signed, why, held, None if kind == Ruling.CONFIRM else speaker, card=card))
    if answer.act:
        made.append(Correction(Ruling.ACT, *signed, why, held, answer.act, card=card))
    return made


def _printed(view: View, name: str | None) -> str | None:
    """Give the print of a name in a record: the same, or the only one that the name's words fit; None where none is."""
    if name is None:
        return None
    prints = [one.name for one in view.description.present]
    prints += [one.speaker_name for one in view.utterances if one.speaker_name]
    if name in prints:
        return name
    fitting = {print_ for print_ in prints if fits(words_of(name), words_of(print_))}
    fullest = max(fitting, key=len, default=None)
    return fullest if fullest and all(fits(words_of(one), words_of(fullest)) for one in fitting) else None


def _gist(ruling: Correction) -> tuple[object, ...]:
    """Give what two rulings that say the same of the same words by the same person have in common."""
    held = ruling.anchor
    where = (held.record, held.start, held.end) if held else None
    return ruling.kind, ruling.by, where, ruling.instead, ruling.because


def _confirms(ruling: Correction, found: State, placed: Sequence[tuple[sheets.Answer, Standing]]) -> bool:
    """Tell whether a ruling says that the machine is right."""
    if ruling.kind != Ruling.ACT or ruling.anchor is None:
        return ruling.kind == Ruling.CONFIRM
    at = next(one.at for _, one in placed if (one.record, one.start) == (ruling.anchor.record, ruling.anchor.start))
    return at is not None and found.claims["label"][at] == ruling.instead


def _opened(archive: Where) -> Archive:
    return archive if isinstance(archive, Archive) else open_archive(archive)
